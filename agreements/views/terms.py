from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.http import origin_of, page
from agreements.models import Speaker
from agreements.selectors.citing import cited_term, cited_terms
from agreements.selectors.linked_data import linked_list, linked_term
from agreements.selectors.terms import concordance, term_named, term_page


@page
def term_list(request: HttpRequest) -> HttpResponse:
    context = {
        "rows": concordance(),
        "speakers": Speaker,
        "cited": cited_terms(),
        "linked": linked_list(origin_of(request), _("Terms"), reverse("agreements:term_list")),
    }
    return render(request, "agreements/terms/list.html", context)


@page
def term_detail(request: HttpRequest, slug: str) -> HttpResponse:
    term = term_named(slug)
    context = {"page": term_page(term), "cited": cited_term(term), "linked": linked_term(term, origin_of(request))}
    return render(request, "agreements/terms/detail.html", context)
