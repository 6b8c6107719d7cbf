from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms import SORTS, DealFilters, read_deal_filters
from agreements.http import page, varies_with_htmx, wants_fragment
from agreements.models import AgreementType, Deal, Family, Partner, Region, Status
from agreements.selectors.deals import deal_page, deals_matching, published_deal
from agreements.selectors.site import all_types, partners_with_deals

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One value that narrows the list, in words, and the address without it."""

    name: str
    value: str
    without: str


def _words(name: str, value: str, types: Sequence[AgreementType], partners: Sequence[Partner]) -> tuple[str, str]:
    """Return a filter's name and value as a reader knows them."""
    if name == "type":
        return _("type"), next(kind.name for kind in types if kind.slug == value)
    if name == "partner":
        return _("partner"), next(partner.name for partner in partners if partner.slug == value)
    if name == "family":
        return _("family"), str(Family(value).label)
    if name == "region":
        return _("region"), str(Region(value).label)
    if name == "status":
        return _("status"), str(Status(value).label)
    names = {"year_from": _("from year"), "year_to": _("to year"), "as_of": _("as of"), "q": _("words")}
    return names[name], value


def _active(filters: DealFilters, types: Sequence[AgreementType], partners: Sequence[Partner]) -> list[ActiveFilter]:
    pairs = filters.pairs()
    sort = [("sort", filters.sort)] if filters.sort != "newest" else []
    return [
        ActiveFilter(
            *_words(name, value, types, partners), "?" + urlencode([p for p in pairs if p != (name, value)] + sort)
        )
        for name, value in pairs
    ]


def _heading(filters: DealFilters, partners: Sequence[Partner], found: Page[Deal]) -> dict[str, object]:
    names = [partner.name for partner in partners if partner.slug in filters.partner]
    return {"count": found.paginator.count, "names": names}


@page
@varies_with_htmx
def deal_list(request: HttpRequest) -> HttpResponse:
    types, partners = list(all_types()), list(partners_with_deals())
    filters = read_deal_filters(
        request.GET,
        types=[kind.slug for kind in types],
        partners=[partner.slug for partner in partners],
        today=timezone.localdate(),
    )
    found = Paginator(deals_matching(filters), PAGE_SIZE).get_page(filters.page)
    context = {
        "filters": filters,
        "found": found,
        "active": _active(filters, types, partners),
        "heading": _heading(filters, partners, found),
        "types": types,
        "partners": partners,
        "families": Family,
        "regions": Region,
        "statuses": Status,
        "sorts": SORTS,
    }
    template = "agreements/deals/list.html#results" if wants_fragment(request) else "agreements/deals/list.html"
    return render(request, template, context)


@page
def deal_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "agreements/deals/detail.html", {"page": deal_page(published_deal(slug))})
