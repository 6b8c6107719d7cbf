"""Dates that cannot be, or not in that order."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from agreements.models import Deal, Event
from agreements.models.event import DateStanding
from agreements.models.fields import PartialDateField
from agreements.models.register import Register as RegisterRow
from agreements.register.partial_date import PartialDate
from agreements.register.status import EventKind

from .finding import Finding, finding, warning
from .register import Register

# What comes first, what comes after it, and whether the other order is impossible or only unusual.
_ORDER = (
    (EventKind.NEGOTIATIONS_OPENED, EventKind.AGREED_IN_PRINCIPLE, True),
    (EventKind.NEGOTIATIONS_OPENED, EventKind.SIGNED, True),
    (EventKind.AGREED_IN_PRINCIPLE, EventKind.SIGNED, False),
    (EventKind.SIGNED, EventKind.DIET_APPROVED, False),
    (EventKind.SIGNED, EventKind.IN_FORCE, True),
    (EventKind.DIET_APPROVED, EventKind.IN_FORCE, True),
    (EventKind.SUSPENDED, EventKind.RESUMED, True),
)
_BEGINNINGS = (EventKind.SIGNED, EventKind.IN_FORCE)
_ENDS = (EventKind.COMPLETED, EventKind.SUPERSEDED, EventKind.TERMINATED, EventKind.CANCELLED)
# What may be reported of a deal after its end.
_AFTERWARDS = (*_ENDS, EventKind.MILESTONE)


def certainly_before(first: PartialDate, second: PartialDate) -> bool:
    """Tell whether every day that the first may mean comes before every day that the second may mean."""
    return first.last_day < second.first_day


def _earliest(events: Iterable[Event], *kinds: str) -> Event | None:
    found = [event for event in events if event.kind in kinds]
    return min(found, key=lambda event: str(event.date), default=None)


def _first(deal: Deal, *kinds: str) -> Any:
    """Return the earliest event of these kinds, or None."""
    return _earliest(deal.events.all(), *kinds)


def _comes_too_late(first: Event, second: Event) -> bool:
    # "Had happened by then" says nothing about how much earlier.
    return first.date_standing != DateStanding.BY and certainly_before(second.date, first.date)  # type: ignore[arg-type]


def register_has_a_date(register: Register) -> Iterator[Finding]:
    rows = [record for record in register.records if isinstance(record, RegisterRow)]
    if not rows:
        yield finding(RegisterRow(), "compiled_on", "the register does not say on which day its facts were gathered")


def is_ahead(when: PartialDate | None, day: date) -> bool:
    """Tell whether a date is certainly later than a day."""
    return when is not None and when.first_day > day


def is_planned(record: object, day: date) -> bool:
    """Tell whether an event is a step to come, such as the end of a fixed term: only another step changes no status."""
    return isinstance(record, Event) and record.kind == EventKind.MILESTONE and is_ahead(record.date, day)


def dates_not_in_the_future(register: Register) -> Iterator[Finding]:
    for record in register.records:
        if is_planned(record, register.compiled_on):
            continue
        for field in type(record)._meta.get_fields():
            if isinstance(field, PartialDateField):
                when = getattr(record, field.attname)
                if is_ahead(when, register.compiled_on):
                    yield finding(record, field.name, f"{when} is later than the register, {register.compiled_on}")


class Disorder(NamedTuple):
    """Two events of a deal of which the second is dated before the first, though it follows from it."""

    first: Event
    second: Event
    is_impossible: bool


def disorders(events: Collection[Event]) -> Iterator[Disorder]:
    """Yield what is out of order among a deal's events, saved or not."""
    for earlier, later, is_impossible in _ORDER:
        first, second = _earliest(events, earlier), _earliest(events, later)
        if first is not None and second is not None and _comes_too_late(first, second):
            yield Disorder(first, second, is_impossible)


def steps_in_order(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        for first, second, is_impossible in disorders(deal.events.all()):
            say = finding if is_impossible else warning
            yield say(second, "date", f"{second.kind} {second.date} comes before {first.kind} {first.date}")


def resumed_after_suspended(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        resumed = _first(deal, EventKind.RESUMED)
        if resumed and not _first(deal, EventKind.SUSPENDED):
            yield finding(resumed, "kind", "resumed, but never suspended")


def ends_after_beginning(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        beginning, end = _first(deal, *_BEGINNINGS), _first(deal, *_ENDS)
        if beginning and end and _comes_too_late(beginning, end):
            yield finding(end, "date", f"{end.kind} {end.date} comes before {beginning.kind} {beginning.date}")


def nothing_after_the_end(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        end = _first(deal, *_ENDS)
        for event in deal.events.all() if end else ():
            if event.kind not in _AFTERWARDS and event.date and certainly_before(end.date, event.date):
                yield warning(event, "date", f"comes after the deal’s end ({end.kind} {end.date}) and changes nothing")


def evidence_covers_events(register: Register) -> Iterator[Finding]:
    """A deal's evidence is at least as recent as the newest event that a source states."""
    for deal in register.deals:
        happened = [event for event in deal.events.all() if not is_planned(event, register.compiled_on)]
        stated = [event.date for event in happened if event.date_standing == DateStanding.STATED]
        newest = max(filter(None, stated), key=str, default=None)
        if newest and deal.evidence_date and certainly_before(deal.evidence_date, newest):
            yield warning(deal, "evidence_date", f"{deal.evidence_date} is earlier than the event of {newest}")


RULES = (
    register_has_a_date,
    dates_not_in_the_future,
    steps_in_order,
    resumed_after_suspended,
    ends_after_beginning,
    nothing_after_the_end,
    evidence_covers_events,
)
