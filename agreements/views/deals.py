from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.http import page, varies_with_htmx, wants_fragment
from agreements.selectors.deals import deal_page, deals_matching, published_deal

from .deal_filters import asked_for

PAGE_SIZE = 50


@page
@varies_with_htmx
def deal_list(request: HttpRequest) -> HttpResponse:
    asked = asked_for(request)
    found = Paginator(deals_matching(asked.filters), PAGE_SIZE).get_page(asked.filters.page)
    context = {
        **asked.context(),
        "found": found,
        "heading": {"count": found.paginator.count, "names": asked.partner_names},
        "as_file": asked.query,
    }
    template = "agreements/deals/list.html#results" if wants_fragment(request) else "agreements/deals/list.html"
    return render(request, template, context)


@page
def deal_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "agreements/deals/detail.html", {"page": deal_page(published_deal(slug))})
