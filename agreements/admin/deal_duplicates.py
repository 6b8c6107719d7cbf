"""Looks for the deal that an editor is typing in among those that are there."""

from collections.abc import Iterable

from django.http import HttpRequest

from agreements.derived import derived_fields
from agreements.duplicates import LikelyDuplicate, likely_duplicates
from agreements.models import AgreementType, Event, EventKind, Partner
from agreements.register.partial_date import PartialDate

from .event import event_rows


def _ids(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19]


def _date_in_lists(request: HttpRequest) -> PartialDate | None:
    """Return the date that lists will give the deal, from the events typed so far."""
    events, dates = [], []
    for row in event_rows(request.GET):
        try:
            date = PartialDate.typed(row.date)
        except ValueError:
            continue
        dates.append(date)
        if row.kind in EventKind.values:
            events.append(Event(kind=row.kind, date=date).as_dated_event())
    dated: PartialDate | None = derived_fields(events)["dated"]
    return dated or min(dates, default=None)


def duplicates_of_typed(request: HttpRequest) -> list[LikelyDuplicate]:
    """Look for the deal that the form describes so far. What cannot be read is left out."""
    types = AgreementType.objects.filter(pk__in=_ids(request.GET.getlist("type")[:1]))
    partners = Partner.objects.filter(pk__in=_ids(request.GET.getlist("partners")[:50]))
    type_ids, partner_ids = [each.pk for each in types], [each.pk for each in partners]
    if not type_ids or not partner_ids:
        return []
    return likely_duplicates(
        type_id=type_ids[0],
        partner_ids=partner_ids,
        dated=_date_in_lists(request),
        name_en=request.GET.get("short_name_en", "")[:160],
        name_ja=request.GET.get("short_name_ja", "")[:160],
        exclude_id=next(iter(_ids(request.GET.getlist("deal"))), None),
    )
