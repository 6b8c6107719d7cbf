"""The events that a calendar can hold: those whose date is known to the day, and coming ones known to the month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as date_of_day
from datetime import datetime

from django.db.models import Max

from agreements.forms import ChangeFilters
from agreements.models import Event
from agreements.register.partial_date import PartialDate, Precision

from .changes import gathered_on
from .history import start_of
from .identities import first_slugs, name_of, numbered
from .subjects import events_followed

# How many events are looked at, the newest ones. A program that asks each day need not be told of all since 1951.
MOST_EVENTS = 2_000
# What an entry says; a deal and a type have some ninety columns between them.
_SHOWN = (
    *("kind", "date", "date_standing", "place_en", "place_ja", "note_en", "note_ja"),
    *(f"deal__{name}" for name in ("slug", "short_name_en", "short_name_ja", "summary_en", "summary_ja")),
    *("deal__type__short_name_en", "deal__type__short_name_ja"),
)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event, the name that it keeps, and when the register last changed what it says of it."""

    event: Event
    name: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class DatedEvents:
    """`left_out`: how many events are known to the year only, or, where they are past, to the month.

    `is_cut`: there are older events, which are not in it.
    """

    events: Sequence[CalendarEvent]
    left_out: int
    is_cut: bool


def _is_shown(date: PartialDate, gathered: date_of_day) -> bool:
    """A month of the past would mark thirty days on which nothing happened; one to come is when to look out."""
    if date.precision is Precision.MONTH:
        return date.first_day > gathered
    return date.precision is Precision.DAY


def dated_events(filters: ChangeFilters) -> DatedEvents:
    """Return the newest events of the deals that are followed, oldest first, in four queries."""
    gathered = gathered_on()
    loaded = start_of(gathered)
    newest = list(
        numbered(events_followed(filters))
        .select_related("deal__type")
        .only(*_SHOWN)
        .order_by("-date", "-deal__slug", "-kind")[: MOST_EVENTS + 1]
    )
    found = newest[:MOST_EVENTS][::-1]
    changed = dict(
        Event.history.filter(id__in=[event.pk for event in found])
        .order_by()
        .values_list("id")
        .annotate(Max("history_date"))
    )
    slugs = first_slugs(event.deal_id for event in found)
    to_the_day = [event for event in found if event.date is not None and _is_shown(event.date, gathered)]
    return DatedEvents(
        [CalendarEvent(event, name_of(event, slugs), changed.get(event.pk, loaded)) for event in to_the_day],
        len(found) - len(to_the_day),
        len(newest) > MOST_EVENTS,
    )
