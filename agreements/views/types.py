from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from agreements.http import origin_of, page
from agreements.pictures.lives import Scale, Stretch, axis, life_line, scale_of
from agreements.register.status import Status
from agreements.selectors.citing import cited_type
from agreements.selectors.linked_data import linked_type
from agreements.selectors.map import map_of, partners_by_shade
from agreements.selectors.terms_in_text import terms_of_page
from agreements.selectors.types import TypeDeal, TypePage, type_named, type_page, types_by_family


@page
def type_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/types/list.html", {"families": types_by_family()})


def lives_of(found: TypePage) -> tuple[Scale | None, list[list[Stretch]]]:
    """Return the scale of a type's deals by year, and the line of each; no scale where none has a date."""
    lives = [
        [Stretch(Status(period.status), period.start, period.end) for period in row.deal.periods.all() if period.start]
        for row in found.deals
    ]
    return scale_of(lives, timezone.localdate()), lives


def _rows(found: TypePage, scale: Scale | None, lives: list[list[Stretch]]) -> list[tuple[TypeDeal, str]]:
    """Return each deal with its line drawn."""
    return [
        (row, _safe(life_line(life, scale)) if scale and life else "")
        for row, life in zip(found.deals, lives, strict=True)
    ]


def _safe(drawing: str) -> str:
    # Every part of it was escaped when it was drawn.
    return mark_safe(drawing)  # noqa: S308


@page
def type_detail(request: HttpRequest, slug: str) -> HttpResponse:
    found = type_page(type_named(slug))
    scale, lives = lives_of(found)
    context = {
        "page": found,
        "rows": _rows(found, scale, lives),
        "decades": scale.decades if scale else 0,
        "axis": _safe(axis(scale)) if scale else "",
        "on_map": partners_by_shade(map_of(None, found.type), found.type),
        "terms": terms_of_page(),
        "cited": cited_type(found.type),
        "linked": linked_type(found.type, origin_of(request)),
    }
    return render(request, "agreements/types/detail.html", context)
