"""What changed in the register, day by day, as facts without words: the lines of the history, compared.

A day counts as a whole, in Tokyo: what was typed in and taken back on one day never reached a reader's eye. A fact is
compared with its record as that last stood before readers, so that nothing done to a draft shows before it is
published.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils import timezone

from agreements.register.partial_date import PartialDate
from agreements.register.status import DatedEvent, DateStanding, EventKind

# What something is ("deal", "event", "title_ja", …) and which of several it is: an id, or 0.
Key = tuple[str, int]
Values = Mapping[str, Any]
# The facts that readers saw where the rows of a record and its parts were these.
FactsOf = Callable[[Mapping[Key, Values]], dict[Key, Any]]

# A source is told of once for all that it supports.
_CITATIONS = frozenset({"citation", "sensecitation"})


class Line(NamedTuple):
    """A line of the history: what one row held from `moment` on. `verb` is "+", "~" or "-".

    `subject` is the record to which the row belongs. `shown`: whether readers see that from then on; None for a part,
    which does not say.
    """

    moment: datetime
    order: int
    subject: Key
    model: str
    pk: int
    verb: str
    values: Values
    shown: bool | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a record before and after a day; None where it was not there."""

    key: Key
    before: Any
    after: Any

    @property
    def about(self) -> str:
        return self.key[0]

    @property
    def is_learned(self) -> bool:
        """Whether the fact adds to what was known, and does not replace or withdraw anything."""
        if self.before is None:
            return True
        if self.after is None:
            return False
        if self.about == "source":
            return bool(self.after.supports >= self.before.supports and self.after.is_read >= self.before.is_read)
        if self.about in ("title_en", "title_ja"):
            return bool(self.after[0] == self.before[0] and self.after[1])
        if self.about == "evidence_date":
            return bool(self.before < self.after)
        return False


def start_of(day: date) -> datetime:
    """Return the first moment of a day in Tokyo."""
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True, slots=True)
class DayOfChanges:
    """What changed in a record on one day. `joined`: it came before readers, and its facts are all new.

    `events_before` and `events_after` are there where an event changed.
    """

    subject: Key
    day: date
    moment: datetime
    joined: bool
    facts: Sequence[Fact]
    events_before: Sequence[DatedEvent]
    events_after: Sequence[DatedEvent]


def dated_events(rows: Iterable[Values]) -> list[DatedEvent]:
    return [
        DatedEvent(EventKind(row["kind"]), PartialDate.parse(row["date"]), DateStanding(row["date_standing"]))
        for row in rows
    ]


def _events(rows: Mapping[Key, Values]) -> list[DatedEvent]:
    return dated_events(row for (model, _pk), row in rows.items() if model == "event")


def _was_shown_before(lines: Sequence[Line]) -> bool:
    """Tell whether readers saw the record before its history begins: it was loaded, and not typed in."""
    first = next((line for line in lines if line.shown is not None), None)
    return first is None or (first.verb == "~" and bool(first.shown))


def _changed(
    before: Mapping[Key, Values], after: Mapping[Key, Values], touched: set[Key], facts_of: FactsOf
) -> list[Fact]:
    """Compare the rows that were touched; of citations all."""
    together = _CITATIONS & {model for model, _pk in touched}

    def compared(rows: Mapping[Key, Values]) -> dict[Key, Any]:
        return facts_of({key: row for key, row in rows.items() if key in touched or key[0] in together})

    old, new = compared(before), compared(after)
    return [
        Fact(key, old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)
    ]


class _Life:
    """One record as its history goes by: how it stands, and how it last stood before readers."""

    def __init__(self, was_shown: bool) -> None:
        self.now: dict[Key, Values] = {}
        self.seen: dict[Key, Values] | None = {} if was_shown else None
        self.is_shown = was_shown
        self._known: set[Key] = set()
        # What was touched since it last stood before readers.
        self.touched: set[Key] = set()

    def apply(self, line: Line) -> None:
        key = (line.model, line.pk)
        if key not in self._known and line.verb != "+" and self.seen is not None:
            # It was there before its history: what it held then is nothing new. If its first record is not the one
            # kept as loaded, what changed with that one cannot be told.
            self.seen[key] = line.values
        self._known.add(key)
        self.touched.add(key)
        if line.verb == "-":
            self.now.pop(key, None)
        else:
            self.now[key] = line.values
        if line.shown is not None:
            self.is_shown = line.shown


def _days_of(lines: Sequence[Line], facts_of: FactsOf) -> Iterator[DayOfChanges]:
    """Walk through one record's history, oldest first."""
    life = _Life(_was_shown_before(lines))
    for day, of_day in groupby(lines, key=lambda line: timezone.localdate(line.moment)):
        last: tuple[datetime, dict[Key, Values]] | None = None
        touched: set[Key] = set()
        for moment, of_moment in groupby(of_day, key=attrgetter("moment")):
            for line in of_moment:
                life.apply(line)
            if life.is_shown:
                last = moment, dict(life.now)
                touched |= life.touched
                life.touched = set()
        if last is None:
            continue
        moment, after = last
        before = life.seen or {}
        if facts := _changed(before, after, touched, facts_of):
            has_event = any(fact.about == "event" for fact in facts)
            events = (_events(before), _events(after)) if has_event else ([], [])
            yield DayOfChanges(lines[0].subject, day, moment, life.seen is None, facts, *events)
        life.seen = after


def days_of(lines: Iterable[Line], facts_of: Mapping[str, FactsOf]) -> list[DayOfChanges]:
    """Return the days of changes of all records that the lines tell of, by how the facts of each kind are found."""
    by_subject: dict[Key, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.moment, line.shown is None, line.order)):
        by_subject.setdefault(line.subject, []).append(line)
    return [day for subject, of_one in by_subject.items() for day in _days_of(of_one, facts_of[subject[0]])]
