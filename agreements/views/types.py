from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from agreements.api.pages import origin_of
from agreements.http import page
from agreements.pictures.lives import Life, lives_strip
from agreements.selectors.citing import cited_type
from agreements.selectors.linked_data import linked_type
from agreements.selectors.terms_in_text import terms_of_page
from agreements.selectors.types import TypePage, type_named, type_page, types_by_family


@page
def type_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/types/list.html", {"families": types_by_family()})


def _strip(found: TypePage) -> str:
    """Return the drawing of a type's deals by year; nothing where none has a date."""
    lives = [Life(str(row.deal), row.deal.dated.year, row.deal.status) for row in found.deals if row.deal.dated]
    if not lives:
        return ""
    # Every part of it was escaped when it was drawn.
    return mark_safe(  # noqa: S308
        lives_strip(lives, timezone.localdate().year, _("Its deals by year; the table below holds the same"))
    )


@page
def type_detail(request: HttpRequest, slug: str) -> HttpResponse:
    found = type_page(type_named(slug))
    context = {
        "page": found,
        "strip": _strip(found),
        "terms": terms_of_page(),
        "cited": cited_type(found.type),
        "linked": linked_type(found.type, origin_of(request)),
    }
    return render(request, "agreements/types/detail.html", context)
