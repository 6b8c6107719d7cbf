"""What a reader asks: the partners, types, statuses, regions and years that a text names, and the words besides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import words
from .dates import Times, read_times
from .days_asked import days_asked_in
from .duties import duty_in
from .expression import Expression, Token, any_of, every
from .folding import Unit, name_units, pairs, units
from .gifts import GIFTS, gifts_in
from .lexicon import Kind, Lexicon, Span, mark_of, mark_of_day, mark_of_year

FIRST_YEAR = 1900
SILENT = (Kind.JAPAN, Kind.STOP, Kind.CUE, Kind.NOT, Kind.COMPARE)
# What a word means is asked so: "What is an ACSA?", 「ACSAとは何か」. The subject is the one group that matched.
_MEANING = re.compile(
    r"^\s*(?:(?:what(?:['’]?s|\s+is|\s+are)|define|explain|(?:the\s+)?(?:meaning|definition)\s+of)\s+"
    r"(?:an?\s+|the\s+)?(?P<en>.+?)|what\s+does\s+(?:an?\s+|the\s+)?(?P<verb>.+?)\s+(?:mean|stand\s+for)|(?P<noun>.+?)\s+(?:meaning|definition|explained)"
    r"|(?P<ja>.+?)(?:とは(?:何(?:か|ですか|でしょうか)?|なに(?:か)?|どういう意味(?:か|ですか)?)?|って(?:何|なに)(?:ですか)?"
    r"|(?:の|という言葉の)(?:意味|定義)(?:は|とは)?(?:何(?:か|ですか)?)?|を?説明して?))\s*[?？。]*\s*$",
    re.IGNORECASE,
)


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
    # Whether somebody asks what was given free.
    is_free: bool = False
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
        """The statuses to filter by: beside a time "signed" tells what happened then, not what stands now."""
        if not (self.has_time or self.day or self.is_newest or self.asks_when):
            return self.slugs(Kind.STATUS)
        happened = {name_units(word) for word in words.EVENT_WORDS}
        spans = (s for s in self.spans if s.kind is Kind.STATUS and self.key[s.start : s.end] not in happened)
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
        return self._says(_WHO, Kind.CUE)

    @property
    def holders(self) -> tuple[str, ...]:
        """The kind of which somebody asks who has it today: "who has an ACSA", "ACSA in force"."""
        is_other = self.denies or self.day or self.has_time or self.is_newest or self.asks_when or self.is_free
        if is_other or not self.is_list or self.slugs(Kind.PARTNER) or len(self.slugs(Kind.TYPE)) != 1:
            return ()
        is_today = self._says(_NOW, Kind.STOP) or self.statuses == ("in-force",)
        is_asked = is_today or (self.asks_who and not self.statuses)
        return self.slugs(Kind.TYPE) if is_asked and self.statuses in ((), ("in-force",)) else ()

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

    def _is_silent(self, span: Span) -> bool:
        return span.kind in SILENT

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
        if self.day:
            found.append(Token(mark_of_day(self.day)))
        # Of nothing but joining words they are what is looked for.
        return found or [every(self._literal(0, len(self.units), is_prefix))]

    def partly(self) -> list[Expression]:
        """Return what may be found where nothing has all of it. A single letter or figure says nothing alone."""
        return [part for part in self.parts() if not (isinstance(part, Token) and says_nothing((part.text,)))]


_WHO = frozenset(map(name_units, words.WHO))
_WHEN = frozenset(map(name_units, words.WHEN))
_NOW = frozenset(map(name_units, words.NOW))
_DAYS_OF = {status: ["".join(name_units(cue)) for cue in cues] for status, cues in words.DAYS_OF.items()}


def _stretches_of(key: tuple[str, ...], first: Unit) -> Iterator[tuple[str, ...]]:
    """Yield the words in which a span may say something: itself, and of a run of hiragana any part of it."""
    yield key
    if first.is_hiragana:
        for start in range(len(key)):
            yield from (key[start:end] for end in range(start + 2, len(key) + 1))


def says_nothing(name: tuple[str, ...]) -> bool:
    return len(name) == 1 and len(name[0]) == 1 and name[0].isascii()


def _year(unit: Unit) -> int | None:
    return int(unit.text) if len(unit.text) == 4 and unit.text.isdigit() and 1900 <= int(unit.text) <= 2100 else None


def _as_done(spans: list[Span], key: list[str]) -> list[Span]:
    """Let "signed" mean what was signed once, where it tells what somebody did: "Has Japan signed an RAA?"."""
    parties = {span.end for span in spans if span.kind in (Kind.JAPAN, Kind.PARTNER)}
    is_done = not words.DOING.isdisjoint(key)
    return [
        replace(span, slugs=words.ONCE_SIGNED)
        if span.kind is Kind.STATUS and " ".join(key[span.start : span.end]) in words.SIGNED
        and (is_done or span.start in parties)
        else span
        for span in spans
    ]  # fmt: skip


def _as_asked(spans: list[Span], key: list[str]) -> list[Span]:
    """Let "partners" beside a kind ask for them: it is a word of the concordance too."""
    if not any(span.kind is Kind.TYPE for span in spans):
        return spans
    return [
        replace(span, kind=Kind.CUE, slugs=("",))
        if span.kind is Kind.TERM and tuple(key[span.start : span.end]) in _WHO
        else span
        for span in spans
    ]


def _as_started(spans: list[Span], key: list[str]) -> list[Span]:
    """Let "start" mean to come into force, where it is asked when a deal did so and nothing else says what happened."""
    is_when = any(span.kind is Kind.CUE and tuple(key[span.start : span.end]) in _WHEN for span in spans)
    if not is_when or any(span.kind is Kind.STATUS for span in spans):
        return spans
    taken = {at for span in spans for at in range(span.start, span.end)}
    starts = [
        Span(Kind.STATUS, ("in-force",), at, at + 1)
        for at, unit in enumerate(key)
        if unit in words.STARTS and at not in taken
    ]
    return sorted([*spans, *starts], key=lambda span: span.start)


def _read(times: Times, lexicon: Lexicon) -> Question:
    found = units(times.text)
    written = [unit.text for unit in found]
    spans = _as_started(_as_asked(_as_done(lexicon.spans(found), written), written), written)
    taken = {at for span in spans for at in range(span.start, span.end) if span.kind not in SILENT}
    # A fiscal year is part of a name, and runs into the next calendar year.
    places = [
        at
        for at, unit in enumerate(found)
        if _year(unit)
        and at not in taken
        and not (at and found[at - 1].text == "fy")
        and [unit.text for unit in found[at + 1 : at + 3]] != ["年", "度"]
    ]
    years = tuple(int(found[at].text) for at in places)
    covered = {at for span in spans for at in range(span.start, span.end)} | set(places)
    key = [unit.text for unit in found]
    asked = ["".join(key[span.start : span.end]) for span in spans if span.kind is Kind.CUE]
    return Question(
        units=tuple(found),
        spans=tuple(spans),
        years=years,
        year_from=times.first if times.is_span else min(years, default=None),
        year_to=times.last if times.is_span else max(years, default=None),
        rest=tuple(at for at in range(len(found)) if at not in covered),
        day=times.day,
        is_newest=times.is_newest,
        asks_when=any("".join(name_units(word)) in cue for word in words.WHEN for cue in asked),
    )


def _line_of(text: str, lexicon: Lexicon, this_year: int) -> Question | None:
    """Read what two states owe or allow each other today."""
    line, besides = duty_in(text)
    if not line:
        return None
    party = _read(read_times(besides, this_year), lexicon)
    # Of an earlier day, or of two partners, one line tells nothing.
    if not party.names_one_partner or party.has_time or party.day:
        return None
    question = _read(read_times(text, this_year), lexicon)
    return replace(question, duty=line, party=party.slugs(Kind.PARTNER)[0])


def _gifts_of(text: str, lexicon: Lexicon, this_year: int) -> Question | None:
    """Read what a partner was given free, as the list of such deals with it, the last first."""
    besides = gifts_in(text)
    record = lexicon.records.get((Kind.TYPE, GIFTS))
    if besides is None or record is None:
        return None
    question = _read(read_times(f"{besides} {record.names[0]}", this_year), lexicon)
    # Of two kinds at once it is another question.
    is_gift = question.slugs(Kind.TYPE) == (GIFTS,) and (question.slugs(Kind.PARTNER) or question.slugs(Kind.REGION))
    if not is_gift or not question.is_list or question.denies:
        return None
    return replace(question, is_free=True, is_newest=True)


def _days_of(text: str, lexicon: Lexicon, this_year: int) -> Question | None:
    """Read what the two could do on a day, and on another or today."""
    asked = days_asked_in(text)
    if asked is None:
        return None
    party = _read(read_times(asked.besides, this_year), lexicon)
    if not party.names_one_partner or party.denies:
        return None
    days: tuple[str, ...] | None = None
    if party.moment:
        days = (party.moment, "")
    elif party.year_from and party.year_to and (asked.does or asked.changes):
        days = (f"{party.year_from:04}", f"{party.year_to:04}")
    elif party.year_from and asked.changes:
        days = (f"{party.year_from:04}", "")
    elif asked.does and not (party.has_time or party.day):
        days = ("",)
    if days is None:
        return None
    return replace(party, days=days, party=party.slugs(Kind.PARTNER)[0])


def understand(text: str, lexicon: Lexicon, this_year: int) -> Question:
    """Read a text. It may be anything; what means nothing stays in `rest`. `this_year` is that of today in Japan."""
    for read in (_line_of, _gifts_of, _days_of):
        if (question := read(text, lexicon, this_year)) is not None:
            return question
    if (match := _MEANING.match(text)) is not None:
        # Who asks what something is wants to read of it, and not a list of deals.
        subject = _read(read_times(next(filter(None, match.groups())), this_year), lexicon)
        if subject.units and not subject.is_list and not subject.has_time and not subject.is_newest:
            return subject
    return _read(read_times(text, this_year), lexicon)
