"""Statuses that no event supports, and stored copies that have drifted from the events."""

from collections.abc import Iterator

from agreements.derived import derived_fields
from agreements.models import Deal
from agreements.register.status import StatusPeriod, status_periods

from .finding import Finding, finding
from .register import Register


def _periods(deal: Deal) -> list[StatusPeriod]:
    return status_periods(event.as_dated_event() for event in deal.events.all())


def deals_have_dated_events(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        if not deal.events.all():
            yield finding(deal, "events", "has no dated event")


def statuses_have_events(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        if not _periods(deal) and (deal.events.all() or deal.status):
            yield finding(deal, "status", f"{deal.status or 'none'}: no event brings a status about")


def stored_fields_agree_with_events(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        expected = derived_fields(event.as_dated_event() for event in deal.events.all())
        expected["citation_count"] = len(deal.citations.all())
        for name, value in expected.items():
            stored = getattr(deal, name)
            if stored != value:
                yield finding(deal, name, f"{stored or 'nothing'} is stored, but {value or 'nothing'} follows")


def stored_periods_agree_with_events(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        stored = [(row.status, row.start, row.end, row.standing) for row in deal.periods.all()]
        expected = [(period.status.value, period.start, period.end, period.standing.value) for period in _periods(deal)]
        if stored != expected:
            yield finding(deal, "periods", f"{len(stored)} stored periods do not agree with the events")


RULES = (
    deals_have_dated_events,
    statuses_have_events,
    stored_fields_agree_with_events,
    stored_periods_agree_with_events,
)
