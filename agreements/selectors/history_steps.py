"""Events as a history shows them: each with the status that its deal had after it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from agreements.models import Event
from agreements.models.event import EventQuerySet
from agreements.register.partial_date import PartialDate
from agreements.register.status import (
    DatedEvent,
    DateStanding,
    EventKind,
    Place,
    Status,
    order_of,
    places_of,
    statuses_after,
)

from .site import types_of_edition


@dataclass(frozen=True, slots=True)
class HistoryStep:
    event: Event
    status: Status | None


def events_in_brief(events: EventQuerySet) -> list[Event]:
    """Read events, in their order, with what a line about each shows of its deal; the types come from the edition."""
    types = {kind.pk: kind for kind in types_of_edition()}
    found = list(events.with_deals_in_brief())
    for event in found:
        # A type of a moment ago is asked for where it is shown.
        if kind := types.get(event.deal.type_id):
            event.deal.type = kind
    return found


def history_steps(events: Sequence[Event], today: PartialDate) -> list[HistoryStep]:
    """Return the events newest first, those of one place in their order, each with the status its deal had after it.

    Place and status follow from all events of the deal. What is planned and has not come has no status: a plan makes
    nothing stand.
    """
    of_deal: dict[int, list[DatedEvent]] = defaultdict(list)
    # Of values, not of records: a few deals have some hundred events between them.
    found = Event.objects.filter(deal__in={event.deal_id for event in events}).order_by()
    for deal_id, kind, date, standing in found.values_list("deal", "kind", "date", "date_standing"):
        assert date is not None
        of_deal[deal_id].append(DatedEvent(EventKind(kind), date, DateStanding(standing)))
    places: dict[tuple[int, DatedEvent], Place] = {}
    statuses: dict[tuple[int, DatedEvent], Status | None] = {}
    for deal_id, dated in of_deal.items():
        places |= {(deal_id, event): place for event, place in places_of(dated).items()}
        statuses |= {(deal_id, event): status for event, status in statuses_after(dated) if not today < event.date}
    keyed = [((event.deal_id, event.as_dated_event()), event) for event in events]
    # What another has deleted a moment ago keeps its own place.
    keyed.sort(key=lambda pair: places.get(pair[0]) or order_of(pair[0][1]), reverse=True)
    return [HistoryStep(event, statuses.get(key)) for key, event in keyed]
