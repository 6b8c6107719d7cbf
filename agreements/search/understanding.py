"""Reads what a reader types into a question: any text has one."""

import re
from dataclasses import replace

from . import words
from .dates import Times, read_times
from .days_asked import days_asked_in
from .duties import duty_in
from .folding import Unit, name_units, units
from .forms import is_question
from .gifts import GIFTS, gifts_in, giver_in
from .lexicon import Kind, Lexicon, Span
from .question import SILENT, WHO, Question

# What a word means is asked so: "What is an ACSA?", 「ACSAとは何か」. The subject is the one group that matched.
_MEANING = re.compile(
    r"^\s*(?:(?:what(?:['’]?s|\s+is|\s+are)|define|explain|(?:the\s+)?(?:meaning|definition)\s+of)\s+"
    r"(?:an?\s+|the\s+)?(?P<en>.+?)|what\s+does\s+(?:an?\s+|the\s+)?(?P<verb>.+?)\s+(?:mean|stand\s+for)|(?P<noun>.+?)\s+(?:meaning|definition|explained)"
    r"|(?P<ja>.+?)(?:とは(?:何(?:か|ですか|でしょうか)?|なに(?:か)?|どういう意味(?:か|ですか)?)?|って(?:何|なに)(?:ですか)?"
    r"|(?:の|という言葉の)(?:意味|定義)(?:は|とは)?(?:何(?:か|ですか)?)?|を?説明して?))\s*[?？。]*\s*$",
    re.IGNORECASE,
)
_WHEN = frozenset(map(name_units, words.WHEN))


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
        if span.kind is Kind.TERM and tuple(key[span.start : span.end]) in WHO
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
    asked = ["".join(written[span.start : span.end]) for span in spans if span.kind is Kind.CUE]
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


def _whom_of(line: str, besides: str, lexicon: Lexicon, this_year: int) -> Question | None:
    """Read with whom something is owed or allowed as asking who has the kind: “which countries must defend Japan”."""
    record = lexicon.records.get((Kind.TYPE, line))
    question = _read(read_times(f"{besides} {record.names[0]}", this_year), lexicon) if record else None
    return question if question and question.asks_who and question.holders else None


def _line_of(text: str, lexicon: Lexicon, this_year: int) -> Question | None:
    """Read what two states owe or allow each other today."""
    line, besides = duty_in(text)
    if not line:
        return None
    party = _read(read_times(besides, this_year), lexicon)
    if party.names_only_absent:
        # There is no line of a country that has nothing in the register: that it has nothing is the answer.
        return party
    if is_question(text) and (of_whom := _whom_of(line, besides, lexicon, this_year)):
        return of_whom
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
    return replace(question, is_free=True, is_newest=True, giver=giver_in(text))


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
