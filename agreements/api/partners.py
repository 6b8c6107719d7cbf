"""The partners, and what Japan and one of them can do together."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements.http import origin_of
from agreements.selectors.exports import ability_record, partner_records
from agreements.selectors.partners import partner_named, partner_page

from . import schemas
from .pages import list_of, the_one
from .parameters import read_day

router = Router(tags=["partners"])


@router.get(
    "/partners",
    response=schemas.ListOf[schemas.Partner],
    operation_id="list_partners",
    summary=_("The countries and organizations with which Japan has deals, by their English names"),
)
def list_partners(request: HttpRequest) -> Any:
    return list_of(request, partner_records(origin_of(request)))


@router.get(
    "/partners/{slug:slug}",
    response=schemas.PartnerInFull,
    operation_id="get_partner",
    summary=_("One partner, and what Japan and it can do together"),
)
def get_partner(request: HttpRequest, slug: str) -> Any:
    as_of = read_day(request.GET)
    record = the_one(request, "partner", slug, partner_records(origin_of(request), [slug]))
    row = partner_page(partner_named(slug), as_of, events=0).row
    abilities = [ability_record(ability) for _, of_family in row for ability in of_family]
    return {**record, "as_of": str(as_of) if as_of else None, "abilities": abilities}
