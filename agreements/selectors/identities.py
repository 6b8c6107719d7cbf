"""Names that programs know events and deals by. They stay when a slug or a date is corrected."""

from collections.abc import Iterable

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from agreements.models import Event, FormerSlug


def first_slugs(deal_ids: Iterable[int]) -> dict[int, str]:
    """Return the first slug of each of these deals that has had another since."""
    rows = FormerSlug.objects.filter(deal__in=set(deal_ids)).order_by("-pk").values_list("deal_id", "slug")
    return {deal_id: slug for deal_id, slug in rows if deal_id is not None}


def numbered(events: QuerySet[Event]) -> QuerySet[Event]:
    """Add `earlier`: how many events of the same kind the deal had before."""
    before = (
        Event.objects.filter(deal=OuterRef("deal"), kind=OuterRef("kind"), date__lt=OuterRef("date"))
        .order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return events.annotate(earlier=Coalesce(Subquery(before, output_field=IntegerField()), 0))


def name_of(event: Event, slugs: dict[int, str]) -> str:
    """Return the name of a numbered event: `germany-acsa/signed/1`.

    Its date is no part of it: one that is put right, or moves, moves the entry in a calendar and adds no second one.
    """
    number = event.earlier + 1  # type: ignore[attr-defined]
    return f"{slugs.get(event.deal_id, event.deal.slug)}/{event.kind}/{number}"
