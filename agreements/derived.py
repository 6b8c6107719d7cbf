"""Keeps what follows from a deal's events and citations in step with them, after every write."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from agreements.models import Citation, Deal, Event, StatusPeriod
from agreements.models.watched import deals_refreshed, deals_written
from agreements.register.status import DATING, DatedEvent, EventKind, in_order, status_periods
from agreements.register.status import StatusPeriod as Period

_BEGINNING = (EventKind.SIGNED, EventKind.IN_FORCE)
_ENDING = (EventKind.COMPLETED, EventKind.SUPERSEDED, EventKind.TERMINATED, EventKind.CANCELLED)
# The deals past the watch that their own queryset keeps: what is written here follows from the writes it tells of.
_unwatched: QuerySet[Deal] = QuerySet(Deal)


def derived_fields(events: Iterable[DatedEvent]) -> dict[str, Any]:
    """Return the values of a deal's derived columns but its number of citations."""
    ordered = in_order(events)
    periods = status_periods(ordered)

    def first(*kinds: EventKind) -> Any:
        return next((event.date for event in ordered if event.kind in kinds), None)

    dated = next((found for kind in DATING if (found := first(kind))), ordered[0].date if ordered else None)
    return {
        "status": periods[-1].status.value if periods else "",
        "status_since": periods[-1].start if periods else None,
        "since_standing": periods[-1].standing.value if periods else "",
        "dated": dated,
        "begins": first(*_BEGINNING),
        "ends": first(*_ENDING),
    }


def _rows_of(deal_id: int, periods: Iterable[Period]) -> Iterable[StatusPeriod]:
    return (
        StatusPeriod(
            deal_id=deal_id,
            status=period.status.value,
            start=period.start,
            end=period.end,
            standing=period.standing.value,
        )
        for period in periods
    )


# The deals that wait for the end of `refreshed_once`.
_waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


@contextmanager
def refreshed_once() -> Iterator[None]:
    """Refresh the deals written inside once, at the end, in one transaction with the writes.

    A form writes a deal's parts one after the other: half-way, an end may lie before a beginning that moves next.
    """
    with transaction.atomic():
        waiting: set[int] = set()
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        for deal_id in sorted(waiting):
            refresh(deal_id)


def refreshed_later(deal_id: int) -> bool:
    """Have a deal refreshed at the end of `refreshed_once`, inside of it, and tell whether it will be."""
    waiting = _waiting.get()
    if waiting is None:
        return False
    waiting.add(deal_id)
    return True


@transaction.atomic
def refresh(deal_id: int) -> None:
    """Write the deal's status, its periods and its other derived columns anew.

    Raises IntegrityError where a rule is broken, such as a published deal that has lost its last source.
    """
    if refreshed_later(deal_id):
        return
    # Of two writers of one deal the second waits here, so that it sees the first one's events.
    list(_unwatched.filter(pk=deal_id).select_for_update().values_list("pk"))
    events = [event.as_dated_event() for event in Event.objects.filter(deal=deal_id)]
    _unwatched.filter(pk=deal_id).update(
        **derived_fields(events), citation_count=Citation.objects.filter(deal=deal_id).count()
    )
    StatusPeriod.objects.filter(deal=deal_id).delete()
    StatusPeriod.objects.bulk_create(_rows_of(deal_id, status_periods(events)))
    deals_refreshed.send(sender=Deal, deal_ids={deal_id})


@transaction.atomic
def refresh_all() -> None:
    """Refresh every deal. Reads the register three times, however large it is."""
    events: dict[int, list[DatedEvent]] = defaultdict(list)
    for event in Event.objects.all():
        events[event.deal_id].append(event.as_dated_event())
    deals = list(_unwatched.annotate(counted=Count("citations")))
    for deal in deals:
        for name, value in derived_fields(events[deal.pk]).items():
            setattr(deal, name, value)
        deal.citation_count = deal.counted
    _unwatched.bulk_update(deals, [*derived_fields([]), "citation_count"], batch_size=200)
    StatusPeriod.objects.all().delete()
    StatusPeriod.objects.bulk_create(
        (row for deal in deals for row in _rows_of(deal.pk, status_periods(events[deal.pk]))), batch_size=500
    )


@receiver(deals_written)
def refresh_deals(deal_ids: set[int], **kwargs: Any) -> None:
    for deal_id in sorted(deal_ids):
        refresh(deal_id)


@receiver(pre_save, sender=Event)
@receiver(pre_save, sender=Citation)
def remember_deal_before(sender: type[Event | Citation], instance: Event | Citation, **kwargs: Any) -> None:
    instance.deals_before = sender.deals_of([instance.pk]) if instance.pk is not None else set()


@receiver(post_save, sender=Event)
@receiver(post_save, sender=Citation)
def refresh_deals_of(instance: Event | Citation, **kwargs: Any) -> None:
    refresh_deals(instance.deals_before | {instance.deal_id})


@receiver(post_delete, sender=Event)
@receiver(post_delete, sender=Citation)
def refresh_deal_that_remains(instance: Event | Citation, origin: Any, **kwargs: Any) -> None:
    # A deal that goes takes its events and citations along, and has no status to keep.
    if getattr(origin, "model", type(origin)) is not Deal:
        refresh(instance.deal_id)


@receiver(pre_save, sender=Deal)
def forget_stale_copies(instance: Deal, **kwargs: Any) -> None:
    """Save a deal with what is stored of it now, and not with what was when it was read, or what somebody typed in."""
    if instance.pk:
        for row in _unwatched.filter(pk=instance.pk).values(*derived_fields([]), "citation_count"):
            for name, value in row.items():
                setattr(instance, name, value)


@receiver(post_save, sender=Deal)
def refresh_deal(instance: Deal, raw: bool, **kwargs: Any) -> None:
    # While fixtures load, a deal comes before its events and citations, which refresh it in their turn.
    if not raw:
        refresh(instance.pk)
        instance.refresh_from_db(fields=[*derived_fields([]), "citation_count"])
