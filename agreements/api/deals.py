"""The deals, filtered as on the page of the list, each with its events and sources."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements.http import origin_of
from agreements.limits import take_search
from agreements.selectors.deal_records import deal_keys, deal_record, deal_records

from . import schemas
from .pages import not_there, page_of
from .parameters import read_day, read_deals
from .problems import MissingError, TooOftenError

router = Router(tags=["deals"])
_AS_OF = _(
    "With as_of a deal is told as it stood at the end of that day: its status, and the events, sources, relations and "
    "phrases up to then. Where something has happened since, the texts that tell of it today are null. Names, titles, "
    "sums and items are today’s. Deals of which nothing was known then are left out."
)


@router.get(
    "/deals",
    response=schemas.ListOf[schemas.Deal],
    operation_id="list_deals",
    summary=_("The deals that pass all filters, with their events and sources"),
    description=_AS_OF,
)
def list_deals(request: HttpRequest) -> Any:
    asked = read_deals(request.GET)
    if asked.filters.q and (seconds := take_search(request)):
        raise TooOftenError(seconds)
    keys, origin = deal_keys(asked.filters), origin_of(request)
    return page_of(
        request,
        keys.count(),
        asked.filters.page,
        asked.page_size,
        lambda part: list(deal_records(list(keys[part]), asked.filters.as_of, origin, batch=asked.page_size)),
    )


@router.get(
    "/deals/{slug:slug}",
    response=schemas.Deal,
    operation_id="get_deal",
    summary=_("One deal, with its events and sources"),
    description=_("Of a day on which nothing was known of it, the answer is 404. as_of is read as in the list."),
)
def get_deal(request: HttpRequest, slug: str) -> Any:
    as_of = read_day(request.GET)
    try:
        record = deal_record(slug, as_of, origin_of(request))
    except Http404:
        raise not_there(request, "deal", slug) from None
    if record is None:
        here = f"{origin_of(request)}{request.path}"
        raise MissingError(f"Nothing was known of “{slug}” as of {as_of}. {here} has it as it stands today.")
    return record
