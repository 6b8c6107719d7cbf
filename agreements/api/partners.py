"""The partners, and what Japan and one of them can do together."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements.selectors.exports import ability_record, partner_records
from agreements.selectors.partners import partner_named, partner_page

from . import schemas
from .pages import not_there, origin_of, page_of
from .parameters import read_day, read_paging

router = Router(tags=["partners"])


@router.get(
    "/partners",
    response=schemas.ListOf[schemas.Partner],
    operation_id="list_partners",
    summary=_("The countries and organizations with which Japan has deals, by their English names"),
)
def list_partners(request: HttpRequest) -> Any:
    number, size = read_paging(request.GET)
    records = partner_records(origin_of(request))
    return page_of(request, len(records), number, size, lambda part: records[part])


@router.get(
    "/partners/{slug:slug}",
    response=schemas.PartnerInFull,
    operation_id="get_partner",
    summary=_("One partner, and what Japan and it can do together"),
)
def get_partner(request: HttpRequest, slug: str) -> Any:
    as_of = read_day(request.GET)
    for record in partner_records(origin_of(request), [slug]):
        page = partner_page(partner_named(slug), as_of)
        abilities = [ability_record(ability) for _, row in page.row for ability in row]
        return {**record, "as_of": str(as_of) if as_of else None, "abilities": abilities}
    raise not_there(request, "partner", slug)
