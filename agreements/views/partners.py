from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.forms import day_ahead, read_as_of
from agreements.http import origin_of, page
from agreements.selectors.citing import cited_partner
from agreements.selectors.linked_data import linked_partner
from agreements.selectors.partners import NEWEST_EVENTS, partner_named, partner_page, partners_by_region
from agreements.selectors.standing import MOST_EVENTS
from agreements.selectors.terms_in_text import terms_of_page


@page
def partner_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/partners/list.html", {"regions": partners_by_region()})


@page
def partner_detail(request: HttpRequest, slug: str) -> HttpResponse:
    as_of, problems = read_as_of(request.GET)
    partner = partner_named(slug)
    has_all_events = request.GET.get("events") == "all"
    context = {
        "page": partner_page(partner, as_of, MOST_EVENTS if has_all_events else NEWEST_EVENTS),
        "has_all_events": has_all_events,
        "as_of": as_of,
        # For the account of the relation, which is one of today.
        "terms": None if as_of else terms_of_page([partner.slug]),
        "is_preview": False,
        "problems": [*problems, *day_ahead(as_of, timezone.localdate())],
        "cited": cited_partner(partner, as_of),
        "linked": linked_partner(partner, origin_of(request)),
    }
    return render(request, "agreements/partners/detail.html", context)
