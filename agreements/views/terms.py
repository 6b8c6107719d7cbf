from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.http import page
from agreements.models import Speaker
from agreements.selectors.terms import concordance, term_named, term_page


@page
def term_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/terms/list.html", {"rows": concordance(), "speakers": Speaker})


@page
def term_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "agreements/terms/detail.html", {"page": term_page(term_named(slug))})
