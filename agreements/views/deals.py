from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.http import asked_too_often, is_as_file, origin_of, page, varies_with_htmx, wants_fragment
from agreements.limits import take_search
from agreements.selectors.citing import cited_deal, cited_deals
from agreements.selectors.deals import DealPages, deal_page, published_deal
from agreements.selectors.linked_data import linked_deal, linked_list
from agreements.selectors.terms_in_text import terms_of_page

from .deal_filters import asked_for
from .downloads import files_of

PAGE_SIZE = 50
# A copy of the site as files has no second page: the whole list stands on its first, as far as a browser bears it.
PAGE_SIZE_AS_FILE = 5_000


@page
@varies_with_htmx
def deal_list(request: HttpRequest) -> HttpResponse:
    asked = asked_for(request)
    if asked.filters.q and (seconds := take_search(request)):
        return asked_too_often(request, seconds)
    size = PAGE_SIZE_AS_FILE if is_as_file(request) else PAGE_SIZE
    found = DealPages(asked.filters, size).get_page(asked.filters.page)
    context = {
        **asked.context(),
        "found": found,
        "beyond": asked.filters.page > found.paginator.num_pages,
        "last": found.paginator.num_pages,
        "is_fragment": wants_fragment(request),
        "heading": {
            "count": found.paginator.count,
            "names": asked.partner_names,
            "is_narrowed": any(name != "partner" for name, _value in asked.filters.pairs()),
        },
        "as_file": asked.query,
        "files": files_of("deals"),
        "cited": cited_deals(asked.filters),
        "same_view": asked.view(),
        "linked": linked_list(origin_of(request), _("Deals"), reverse("agreements:deal_list")),
    }
    template = "agreements/deals/list.html#results" if wants_fragment(request) else "agreements/deals/list.html"
    return render(request, template, context)


@page
def deal_detail(request: HttpRequest, slug: str) -> HttpResponse:
    found = deal_page(published_deal(slug))
    context = {
        "page": found,
        "terms": terms_of_page([partner.slug for partner in found.deal.partners.all()]),
        "cited": cited_deal(found.deal),
        "linked": linked_deal(found, origin_of(request)),
    }
    return render(request, "agreements/deals/detail.html", context)
