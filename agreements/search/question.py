"""What a reader asks: the partners, types, statuses, regions and years that a text names, and the words besides."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import words
from .expression import Expression, Token, any_of, every
from .folding import Unit, name_units, pairs, units
from .lexicon import Kind, Lexicon, Span, mark_of, mark_of_year

FIRST_YEAR = 1900
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ERA = re.compile(r"(令和|平成|昭和)(\d{1,2}|元)年")
_SINCE = {"since", "from", "after"}
_UNTIL = {"until", "till", "before", "by"}
_SINCE_JA = ("以降", "以後", "カラ")
_UNTIL_JA = ("以前", "マデ")
_SILENT = (Kind.JAPAN, Kind.STOP, Kind.CUE)
_FILTERS = (Kind.PARTNER, Kind.TYPE, Kind.STATUS, Kind.REGION)


@dataclass(frozen=True, slots=True)
class Question:
    """A text read with a lexicon. Of each kind the slugs asked for, in the order of the text."""

    units: tuple[Unit, ...]
    spans: tuple[Span, ...]
    years: tuple[int, ...]
    year_from: int | None
    year_to: int | None
    # The units that no span takes.
    rest: tuple[int, ...]

    def slugs(self, kind: Kind) -> tuple[str, ...]:
        found = (slug for span in self.spans if span.kind is kind for slug in span.slugs)
        return tuple(dict.fromkeys(found))

    @property
    def key(self) -> tuple[str, ...]:
        """The whole text as names are compared."""
        return tuple(unit.text for unit in self.units)

    @property
    def has_cue(self) -> bool:
        return any(span.kind is Kind.CUE for span in self.spans)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses to filter by: beside a year "signed" tells what happened then, not what stands now."""
        if not self.years:
            return self.slugs(Kind.STATUS)
        happened = {name_units(word) for word in words.EVENT_WORDS}
        spans = (s for s in self.spans if s.kind is Kind.STATUS and self.key[s.start : s.end] not in happened)
        return tuple(dict.fromkeys(slug for span in spans for slug in span.slugs))

    @property
    def is_list(self) -> bool:
        """Whether it asks for a list: nothing but filters, and more than the name of one partner or type."""
        if self.rest or any(span.kind in (Kind.TERM, Kind.ABSENT, Kind.OTHER) for span in self.spans):
            return False
        asked = [kind for kind in (Kind.PARTNER, Kind.TYPE, Kind.REGION) if self.slugs(kind)]
        asked += [Kind.STATUS] if self.slugs(Kind.STATUS) else []
        if not asked and not self.years:
            # The whole register is what there is with Japan.
            return any(span.kind is Kind.JAPAN for span in self.spans)
        alone = len(asked) + bool(self.years) == 1 and asked and asked[0] in (Kind.PARTNER, Kind.TYPE)
        return not alone or self.has_cue or len([span for span in self.spans if span.kind is asked[0]]) > 1

    @property
    def sole(self) -> Span | None:
        """The one partner or type that the text names, where it says nothing else."""
        spans = [span for span in self.spans if span.kind not in _SILENT]
        if self.rest or self.years or len(spans) != 1 or spans[0].kind not in (Kind.PARTNER, Kind.TYPE):
            return None
        return spans[0] if len(spans[0].slugs) == 1 else None

    def filters(self, *, is_joint: bool, latest: int) -> Expression | None:
        """Return what a list holds that passes all filters, by marks; None where there is none. With `is_joint` each
        deal has all of the partners. `latest` is the last year that there is."""
        found: list[Expression] = []
        for kind, slugs in (
            (Kind.PARTNER, self.slugs(Kind.PARTNER)), (Kind.TYPE, self.slugs(Kind.TYPE)),
            (Kind.REGION, self.slugs(Kind.REGION)), (Kind.STATUS, self.statuses),
        ):  # fmt: skip
            if slugs:
                marks = [Token(mark_of(kind, slug)) for slug in slugs]
                found.append(every(marks) if is_joint and kind is Kind.PARTNER else any_of(marks))
        if self.year_from or self.year_to:
            years = range(self.year_from or FIRST_YEAR, (self.year_to or latest) + 1)
            found.append(any_of(Token(mark_of_year(year)) for year in years or (0,)))
        return every(found) if found else None

    def _is_silent(self, span: Span) -> bool:
        return span.kind in _SILENT

    def _literal(self, start: int, end: int, is_prefix: bool) -> Iterator[Token]:
        """Yield the tokens of a stretch as it is written."""
        run = ""
        for at in range(start, end):
            unit = self.units[at]
            if unit.is_japanese:
                run += unit.text
                if unit.closes or at == end - 1:
                    yield from (Token(pair, is_prefix=len(run) == 1) for pair in pairs(run))
                    run = ""
            else:
                yield Token(unit.text, is_prefix=is_prefix and at == len(self.units) - 1)

    def stretches(self) -> Iterator[tuple[int, int, Span | None]]:
        """Yield what counts, from left to right: spans that say something, and what lies between spans."""
        spans = {span.start: span for span in self.spans}
        at = 0
        while at < len(self.units):
            if span := spans.get(at):
                if not self._is_silent(span):
                    yield at, span.end, span
                at = span.end
                continue
            end = at + 1
            while (
                end < len(self.units) and end not in spans and self.units[at].is_japanese and not self.units[end].opens
            ):
                end += 1
            yield at, end, None
            at = end

    def parts(self, *, is_prefix: bool = False, by_name: bool = True) -> list[Expression]:
        """Return what must be found, one after the other: words as they are written or, with `by_name`, also whatever
        belongs to what they name."""
        found: list[Expression] = []
        for start, end, span in self.stretches():
            literal = list(self._literal(start, end, is_prefix))
            if not literal:
                continue
            if span is None or span.kind in (Kind.OTHER, Kind.ABSENT):
                found.append(every(literal))
                continue
            marks: list[Expression] = [Token(mark_of(span.kind, slug)) for slug in span.slugs]
            is_character = end - start == 1 and self.units[start].is_japanese
            if by_name:
                found.append(any_of(marks if is_character else [*marks, every(literal)]))
            else:
                found.append(every(marks if is_character else literal))
        # Of nothing but joining words they are what is looked for.
        return found or [every(self._literal(0, len(self.units), is_prefix))]


def _year(unit: Unit) -> int | None:
    return int(unit.text) if len(unit.text) == 4 and unit.text.isdigit() and 1900 <= int(unit.text) <= 2100 else None


def _limits(found: Sequence[Unit], places: Sequence[int]) -> tuple[int | None, int | None, set[int]]:
    """Return the first and the last year asked for, and the units that say so."""
    years = [int(found[at].text) for at in places]
    used = set(places)
    if not years:
        return None, None, used
    if len(years) > 1:
        return min(years), max(years), used
    year, at = years[0], places[0]
    before = found[at - 1].text if at else ""
    after = "".join(unit.text for unit in found[at + 1 : at + 4]).removeprefix("年")
    if before in _SINCE or after.startswith(_SINCE_JA):
        return year + (before == "after"), None, used | _words_at(found, at, before in _SINCE)
    if before in _UNTIL or after.startswith(_UNTIL_JA):
        return None, year - (before == "before"), used | _words_at(found, at, before in _UNTIL)
    return year, year, used


def _words_at(found: Sequence[Unit], at: int, is_before: bool) -> set[int]:
    if is_before:
        return {at - 1}
    start = at + 1 + (found[at + 1].text == "年")
    return {start, start + 1}


def understand(text: str, lexicon: Lexicon) -> Question:
    """Read a text. It may be anything; what means nothing stays in `rest`."""
    text = _ERA.sub(
        lambda match: f"{_ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年",
        unicodedata.normalize("NFKC", text),
    )
    found = units(text)
    spans = lexicon.spans(found)
    taken = {at for span in spans for at in range(span.start, span.end) if span.kind not in _SILENT}
    # A fiscal year is part of a name, and runs into the next calendar year.
    places = [
        at
        for at, unit in enumerate(found)
        if _year(unit)
        and at not in taken
        and not (at and found[at - 1].text == "fy")
        and [unit.text for unit in found[at + 1 : at + 3]] != ["年", "度"]
    ]
    year_from, year_to, used = _limits(found, places)
    spans = [span for span in spans if span.kind not in _SILENT or not used & set(range(span.start, span.end))]
    covered = {at for span in spans for at in range(span.start, span.end)} | used
    return Question(
        units=tuple(found),
        spans=tuple(spans),
        years=tuple(int(found[at].text) for at in places),
        year_from=year_from,
        year_to=year_to,
        rest=tuple(at for at in range(len(found)) if at not in covered),
    )
