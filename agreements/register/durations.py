"""How long things take, over the deals of the register itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from .partial_date import PartialDate, Precision
from .status import DatedEvent, DateStanding, EventKind, in_order

# Of fewer, a median says nothing.
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Durations:
    """Whole days: the median of so many, and the shortest and the longest."""

    number: int
    median: int
    shortest: int
    longest: int


def _first(events: Iterable[DatedEvent], kind: EventKind) -> PartialDate | None:
    """Return the date of the first event of a kind, if a source states it to the day."""
    found = next((event for event in events if event.kind is kind), None)
    if found is None or found.standing is not DateStanding.STATED or found.date.precision is not Precision.DAY:
        return None
    return found.date


def days_to_force(events: Iterable[DatedEvent]) -> int | None:
    """Return the days from first signature to first day in force; None where either is not known to the day."""
    ordered = in_order(events)
    signed, in_force = _first(ordered, EventKind.SIGNED), _first(ordered, EventKind.IN_FORCE)
    if signed is None or in_force is None or in_force < signed:
        return None
    return (in_force.first_day - signed.first_day).days


def durations(days: Iterable[int | None]) -> Durations | None:
    """Return what the known durations have in common, or None where fewer than four are known."""
    known = sorted(one for one in days if one is not None)
    if len(known) < FEWEST:
        return None
    return Durations(len(known), round(median(known)), known[0], known[-1])
