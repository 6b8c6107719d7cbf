"""What a reader asks: the partners, types, statuses, regions and years that a text names, and the words besides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import words
from .expression import Expression, Token, any_of, every
from .folding import Unit, name_units, pairs
from .gifts import Giver
from .lexicon import Kind, Span, mark_of, mark_of_day, mark_of_year

FIRST_YEAR = 1900
SILENT = (Kind.JAPAN, Kind.STOP, Kind.CUE, Kind.NOT, Kind.COMPARE)


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
    # A day or a month, 2024-07-08 or 2024-07, on which something happened.
    day: str = ""
    # Whether what came last is asked for.
    is_newest: bool = False
    # Whether somebody asks when something happened.
    asks_when: bool = False
    # The type whose line on the page of the one partner named answers what is asked: whether one must defend the other.
    duty: str = ""
    party: str = ""
    # Whether somebody asks what was given free, and by whom.
    is_free: bool = False
    giver: Giver = Giver.ANYBODY
    # The days of which somebody asks what the two could do, the empty one for today: ("2020", ""). None: not asked.
    days: tuple[str, ...] | None = None

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
    def is_empty(self) -> bool:
        """Whether there is nothing to look for. A time may stand alone: "newest"."""
        return not (self.units or self.day or self.is_newest or self.has_time)

    @property
    def has_time(self) -> bool:
        return bool(self.years) or self.year_from is not None or self.year_to is not None

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses to filter by: beside a time "signed" tells what happened then, not what stands now, and of the
        newest it is what was signed once."""
        spans = [span for span in self.spans if span.kind is Kind.STATUS]
        happened = [span for span in spans if self.key[span.start : span.end] in _EVENTS]
        if self.has_time or self.day or self.asks_when:
            spans = [span for span in spans if span not in happened]
        elif self.is_newest:
            spans = [replace(s, slugs=words.ONCE_SIGNED) if s in happened and "signed" in s.slugs else s for s in spans]
        return tuple(dict.fromkeys(slug for span in spans for slug in span.slugs))

    @property
    def compared(self) -> tuple[Kind, tuple[str, ...]] | None:
        """The kinds, or else the partners, that are to be told apart: "RAA vs SOFA"."""
        if any(span.kind is Kind.COMPARE for span in self.spans):
            for kind in (Kind.TYPE, Kind.PARTNER):
                if len(slugs := self.slugs(kind)) > 1:
                    return kind, slugs
        return None

    @property
    def denies(self) -> bool:
        return any(span.kind is Kind.NOT for span in self.spans)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The kinds that somebody has not: "countries without RAA". With a partner named it is another question."""
        is_other = self.rest or self.day or self.has_time or self.statuses or self.slugs(Kind.PARTNER)
        return self.slugs(Kind.TYPE) if self.denies and not is_other else ()

    def _says(self, listed: frozenset[tuple[str, ...]], kind: Kind) -> bool:
        """Whether it holds one of some words, read as what they are: 「国」 in 「どこの国」 too."""
        return any(
            span.kind is kind
            and any(name in listed for name in _stretches_of(self.key[span.start : span.end], self.units[span.start]))
            for span in self.spans
        )

    @property
    def asks_who(self) -> bool:
        return self._says(WHO, Kind.CUE)

    @property
    def holders(self) -> tuple[str, ...]:
        """The kind of which somebody asks who has it today: "who has an ACSA", "ACSA in force", "how many ACSAs"."""
        is_other = self.denies or self.day or self.has_time or self.is_newest or self.asks_when or self.is_free
        if is_other or not self.is_list or self.slugs(Kind.PARTNER) or len(self.slugs(Kind.TYPE)) != 1:
            return ()
        is_had = bool(self._says(_HAVING, Kind.STOP) and self.has_cue and any(s.kind is Kind.JAPAN for s in self.spans))
        is_today = is_had or self._says(_NOW, Kind.STOP) or self._says(_HOW_MANY, Kind.CUE)
        is_today = is_today or self.statuses == ("in-force",)
        is_asked = is_today or (self.asks_who and not self.statuses)
        return self.slugs(Kind.TYPE) if is_asked and self.statuses in ((), ("in-force",)) else ()

    @property
    def held_in(self) -> int | None:
        """The year of which somebody asks who had a kind, or what was in force: "who had an ACSA in 2015".

        Who signed one in a year, or what entered into force in it, is other.
        """
        is_one_year = self.year_from is not None and self.year_from == self.year_to
        is_event = self.is_newest or self.asks_when or self.is_free
        if not (is_one_year and self.is_list) or is_event or self.denies or self.day or self.slugs(Kind.PARTNER):
            return None
        if self.slugs(Kind.STATUS):
            is_held = self._says(_STATES, Kind.STATUS) and self.statuses == ("in-force",)
            return self.year_from if is_held and len(self.slugs(Kind.TYPE)) < 2 else None
        return self.year_from if self.asks_who and len(self.slugs(Kind.TYPE)) == 1 else None

    @property
    def happened(self) -> tuple[str, ...]:
        """What it is of which somebody asks when it happened, as statuses that came of it; empty for no one thing."""
        if not self.asks_when:
            return ()
        named = {slug for span in self.spans if span.kind is Kind.STATUS for slug in self._event_of(span)}
        asked = "".join("".join(self.key[span.start : span.end]) for span in self.spans if span.kind is Kind.CUE)
        named |= {status for status, cues in _DAYS_OF.items() if any(cue in asked for cue in cues)}
        return tuple(sorted(named))

    @staticmethod
    def _event_of(span: Span) -> tuple[str, ...]:
        return ("signed",) if span.slugs == words.ONCE_SIGNED else span.slugs

    @property
    def is_list(self) -> bool:
        """Whether it asks for a list: nothing but filters, and more than the name of one partner or type."""
        if self.rest or self.day or self.compared or self.lacking:
            return False
        if any(span.kind in (Kind.TERM, Kind.ABSENT, Kind.OTHER) for span in self.spans):
            return False
        if self.denies and not (self.slugs(Kind.PARTNER) and self.slugs(Kind.TYPE)):
            # No list of deals holds what is not. Whether a partner has one of a kind, a list does tell.
            return False
        asked = [kind for kind in (Kind.PARTNER, Kind.TYPE, Kind.REGION) if self.slugs(kind)]
        asked += [Kind.STATUS] if self.slugs(Kind.STATUS) else []
        if not asked and not self.has_time:
            # The whole register is what there is with Japan.
            return self.is_newest or any(span.kind is Kind.JAPAN for span in self.spans)
        alone = len(asked) + self.has_time + self.is_newest == 1 and asked and asked[0] in (Kind.PARTNER, Kind.TYPE)
        return not alone or self.has_cue or len([span for span in self.spans if span.kind is asked[0]]) > 1

    @property
    def names_one_partner(self) -> bool:
        """Whether it names one partner and, beside a time, nothing else."""
        others = any(span.kind not in (Kind.PARTNER, *SILENT) for span in self.spans)
        return not (self.rest or others or self.compared or self.is_newest) and len(self.slugs(Kind.PARTNER)) == 1

    @property
    def names_one_kind(self) -> bool:
        """Whether it names one kind, with one partner or none, and nothing else: “RAA Germany”, 「韓国 ACSA」."""
        if self.rest or self.day or self.has_time or self.is_newest or self.is_free or self.days is not None:
            return False
        named = (Kind.TYPE, Kind.PARTNER, Kind.JAPAN)
        is_name = all(s.kind in named or self.key[s.start : s.end] in _JOINING for s in self.spans)
        return is_name and len(self.slugs(Kind.TYPE)) == 1 and len(self.slugs(Kind.PARTNER)) < 2

    @property
    def is_of_absent(self) -> bool:
        """Whether it asks of a country that has nothing in the register, and of no partner."""
        return bool(self.slugs(Kind.ABSENT)) and not self.slugs(Kind.PARTNER)

    @property
    def names_only_absent(self) -> bool:
        """Whether it names countries that have nothing in the register, and nothing else."""
        return self.is_of_absent and not self.rest and all(s.kind in (Kind.ABSENT, *SILENT) for s in self.spans)

    @property
    def moment(self) -> str:
        """The year, month or day that stands beside one partner and nothing else: "Germany 2020". Empty for none."""
        if not self.names_one_partner or self.denies:
            return ""
        is_one_year = self.year_from is not None and self.year_from == self.year_to
        return self.day or (f"{self.year_from:04}" if is_one_year else "")

    @property
    def sole(self) -> Span | None:
        """The one partner or type that the text names, where it says nothing else."""
        spans = [span for span in self.spans if span.kind not in SILENT]
        if self.rest or self.has_time or self.day or self.lacking or len(spans) != 1:
            return None
        if spans[0].kind not in (Kind.PARTNER, Kind.TYPE):
            return None
        return spans[0] if len(spans[0].slugs) == 1 else None

    def of_type(self, slug: str) -> "Question":
        """Return the question with one kind of agreement in the place of several."""
        spans = (replace(span, slugs=(slug,)) if span.kind is Kind.TYPE else span for span in self.spans)
        return replace(self, spans=tuple(spans))

    def with_statuses(self, slugs: tuple[str, ...]) -> "Question":
        """Return the question narrowed to some statuses, which stand in no word of it."""
        end = len(self.units)
        return replace(self, spans=(*self.spans, Span(Kind.STATUS, slugs, end, end))) if slugs else self

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
                if span.kind not in SILENT:
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
        if self.day:
            found.append(Token(mark_of_day(self.day)))
        # Of nothing but joining words they are what is looked for.
        return found or [every(self._literal(0, len(self.units), is_prefix))]

    def partly(self) -> list[Expression]:
        """Return what may be found where nothing has all of it. A single letter or figure says nothing alone."""
        return [part for part in self.parts() if not (isinstance(part, Token) and says_nothing((part.text,)))]


WHO = frozenset(map(name_units, words.WHO))
_NOW = frozenset(map(name_units, words.NOW))
_JOINING = frozenset(map(name_units, words.JOINING))
_HOW_MANY = frozenset(map(name_units, words.HOW_MANY))
_HAVING = frozenset(map(name_units, words.HAVING))
_STATES = frozenset(map(name_units, words.STATES))
_EVENTS = frozenset(map(name_units, words.EVENT_WORDS))
_DAYS_OF = {status: ["".join(name_units(cue)) for cue in cues] for status, cues in words.DAYS_OF.items()}


def _stretches_of(key: tuple[str, ...], first: Unit) -> Iterator[tuple[str, ...]]:
    """Yield the words in which a span may say something: itself, and of a run of hiragana any part of it."""
    yield key
    if first.is_hiragana:
        for start in range(len(key)):
            yield from (key[start:end] for end in range(start + 2, len(key) + 1))


def says_nothing(name: tuple[str, ...]) -> bool:
    return len(name) == 1 and len(name[0]) == 1 and name[0].isascii()
