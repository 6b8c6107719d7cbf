from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.forms import read_as_of
from agreements.http import page
from agreements.selectors.partners import partner_named, partner_page, partners_by_region


@page
def partner_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/partners/list.html", {"regions": partners_by_region()})


@page
def partner_detail(request: HttpRequest, slug: str) -> HttpResponse:
    as_of, problems = read_as_of(request.GET)
    context = {"page": partner_page(partner_named(slug), as_of), "as_of": as_of, "problems": problems}
    return render(request, "agreements/partners/detail.html", context)
