"""The deals, filtered as on the page of the list, each with its events and sources."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements.models import Deal
from agreements.selectors.deal_records import deal_keys, deal_record, deal_records

from . import schemas
from .pages import not_there, origin_of, page_of
from .parameters import read_deals, read_nothing

router = Router(tags=["deals"])


@router.get(
    "/deals",
    response=schemas.ListOf[schemas.Deal],
    operation_id="list_deals",
    summary=_("The deals that pass all filters, with their events and sources"),
)
def list_deals(request: HttpRequest) -> Any:
    asked = read_deals(request.GET)
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
)
def get_deal(request: HttpRequest, slug: str) -> Any:
    read_nothing(request.GET)
    try:
        return deal_record(slug, origin_of(request))
    except Deal.DoesNotExist:
        raise not_there(request, "deal", slug) from None
