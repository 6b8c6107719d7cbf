from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.http import page
from agreements.models import Speaker
from agreements.selectors.citing import cited_term, cited_terms
from agreements.selectors.terms import concordance, term_named, term_page


@page
def term_list(request: HttpRequest) -> HttpResponse:
    context = {"rows": concordance(), "speakers": Speaker, "cited": cited_terms()}
    return render(request, "agreements/terms/list.html", context)


@page
def term_detail(request: HttpRequest, slug: str) -> HttpResponse:
    term = term_named(slug)
    return render(request, "agreements/terms/detail.html", {"page": term_page(term), "cited": cited_term(term)})
