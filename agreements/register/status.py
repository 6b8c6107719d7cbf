"""A deal's status follows from its events, for any day. It is never typed in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from .partial_date import PartialDate


class EventKind(StrEnum):
    """What can happen to a deal, in the order in which it happens where two events share a date."""

    PROPOSED = "proposed"
    NEGOTIATIONS_OPENED = "negotiations-opened"
    AGREED_IN_PRINCIPLE = "agreed-in-principle"
    SIGNED = "signed"
    DIET_APPROVED = "diet-approved"
    IN_FORCE = "in-force"
    AMENDED = "amended"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    MILESTONE = "milestone"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"


class Status(StrEnum):
    """Where a deal stands, strongest first: the order in which a grid cell chooses among several deals."""

    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    SIGNED = "signed"
    AGREED_IN_PRINCIPLE = "agreed-in-principle"
    NEGOTIATING = "negotiating"
    PROPOSED = "proposed"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"

    @property
    def strength(self) -> int:
        """0 for the strongest; smaller stands before larger."""
        return _STRENGTH[self]


_STRENGTH = {status: position for position, status in enumerate(Status)}
ENDED = frozenset({Status.COMPLETED, Status.SUPERSEDED, Status.TERMINATED, Status.CANCELLED})
STANDING = frozenset({Status.IN_FORCE, Status.SUSPENDED, Status.SIGNED})
SPOKEN_OF = frozenset({Status.AGREED_IN_PRINCIPLE, Status.NEGOTIATING, Status.PROPOSED})

# The event by which a list dates a deal: the first of these kinds that it has, or else its first of all.
DATING = (EventKind.SIGNED, EventKind.IN_FORCE, EventKind.AGREED_IN_PRINCIPLE)

_ORDER = {kind: position for position, kind in enumerate(EventKind)}
_LEADS_TO = {
    EventKind.PROPOSED: Status.PROPOSED,
    EventKind.NEGOTIATIONS_OPENED: Status.NEGOTIATING,
    EventKind.AGREED_IN_PRINCIPLE: Status.AGREED_IN_PRINCIPLE,
    EventKind.SIGNED: Status.SIGNED,
    EventKind.IN_FORCE: Status.IN_FORCE,
    EventKind.SUSPENDED: Status.SUSPENDED,
    EventKind.RESUMED: Status.IN_FORCE,
    EventKind.COMPLETED: Status.COMPLETED,
    EventKind.SUPERSEDED: Status.SUPERSEDED,
    EventKind.TERMINATED: Status.TERMINATED,
    EventKind.CANCELLED: Status.CANCELLED,
}
# Of several ends none must come before another.
_STAGE = {kind: min(position, _ORDER[EventKind.COMPLETED]) for kind, position in _ORDER.items()}
_STEPS = (
    Status.PROPOSED,
    Status.NEGOTIATING,
    Status.AGREED_IN_PRINCIPLE,
    Status.SIGNED,
    Status.IN_FORCE,
)
_ROUTE = frozenset(kind for kind, status in _LEADS_TO.items() if status in _STEPS) - {EventKind.RESUMED}


class DateStanding(StrEnum):
    """How far a date can be relied on."""

    STATED = "stated"
    BY = "by"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class DatedEvent:
    kind: EventKind
    date: PartialDate
    standing: DateStanding = DateStanding.STATED


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """A status from the day of the event that brought it until the day of the next change, if there is one.

    `standing` is that of the start.
    """

    status: Status
    start: PartialDate
    end: PartialDate | None
    standing: DateStanding = DateStanding.STATED


# The text of a date, and on one date the order in which such things happen.
Place = tuple[str, int]


def order_of(event: DatedEvent) -> Place:
    """Return what events of several deals sort by: the date, and on one date the order in which such things happen."""
    return str(event.date), _ORDER[event.kind]


def _counts_from(event: DatedEvent, events: Collection[DatedEvent]) -> str:
    """Return the date from which an event counts among those of its deal, as text: its own, or that of another event.

    What had happened by a day comes before what followed sooner. What is known to the month or the year comes after
    what must have come before it in that time, and not after what must have followed: in force “in December” comes
    after a signature of the 12th. Another step may be of any day.
    """
    own, stage = str(event.date), _STAGE[event.kind]
    if event.kind is EventKind.MILESTONE:
        return own
    others = [(str(one.date), _STAGE[one.kind], one.kind) for one in events if one != event]
    if event.standing is DateStanding.BY and event.kind in _ROUTE:
        sooner = min((date for date, place, kind in others if kind in _ROUTE and place > stage), default=own)
        if sooner < own:
            return sooner
    within = [one for one in others if one[0].startswith(f"{own}-")]
    end = min((date for date, place, kind in within if kind in _LEADS_TO and place >= stage), default="~")
    return max((date for date, place, _ in within if place < stage and date < end), default=own)


def places_of(events: Collection[DatedEvent]) -> dict[DatedEvent, Place]:
    """Return for each event of a deal what it sorts by among all of them."""
    return {event: (_counts_from(event, events), _ORDER[event.kind]) for event in events}


def in_order(events: Iterable[DatedEvent]) -> list[DatedEvent]:
    """Return the events of one deal in their order of time."""
    known = list(events)
    return sorted(known, key=places_of(known).__getitem__)


def _moves_on(current: Status | None, event: DatedEvent) -> bool:
    """Tell whether an event changes the status, or repeats a step that the deal has left behind."""
    following = _LEADS_TO.get(event.kind)
    if following is None or current in ENDED:
        return False
    if event.kind is EventKind.RESUMED:
        return current is Status.SUSPENDED
    if current is None or following not in _STEPS:
        return following is not current
    return current in _STEPS and _STEPS.index(following) > _STEPS.index(current)


def statuses_after(events: Iterable[DatedEvent]) -> list[tuple[DatedEvent, Status | None]]:
    """Return the events in order of time, each with the status from it on: None where none has brought one yet."""
    found: list[tuple[DatedEvent, Status | None]] = []
    current: Status | None = None
    for event in in_order(events):
        if _moves_on(current, event):
            current = _LEADS_TO[event.kind]
        found.append((event, current))
    return found


def status_periods(events: Iterable[DatedEvent]) -> list[StatusPeriod]:
    """Return the statuses that the events bring, in order of time, each joined to the next.

    A step that comes after a later step (a second signature while in force) changes nothing; what was suspended is in
    force again only when resumed; an end is final. A change leaves no period where a later one is of the same date or,
    known to the month or the year, of an earlier one.
    """
    changes: list[tuple[DatedEvent, Status]] = []
    for event, status in statuses_after(events):
        if status and status is not (changes[-1][1] if changes else None):
            changes.append((event, status))
    periods: list[StatusPeriod] = []
    end: PartialDate | None = None
    for event, status in reversed(changes):
        if end is None or event.date < end:
            periods.append(StatusPeriod(status, event.date, end, event.standing))
            end = event.date
    return periods[::-1]


def status_on(events: Iterable[DatedEvent], day: PartialDate | None = None) -> Status | None:
    """Return the status at the end of `day`, or now; None where nothing had happened yet.

    An event known to the month or the year counts from its first day; a month or a year asked about is read to its end.
    """
    until = day and day.at_its_end
    for period in reversed(status_periods(events)):
        if until is None or period.start <= until:
            return period.status
    return None
