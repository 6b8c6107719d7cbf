from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.api.pages import origin_of
from agreements.forms import MOST_COMPARED, CompareFilters, day_ahead, read_compare_filters
from agreements.http import page
from agreements.selectors.citing import cited_comparison
from agreements.selectors.compare import Comparison, comparison, deal_names
from agreements.selectors.linked_data import linked_list
from agreements.selectors.site import all_types, partners_with_deals


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the form, with what it holds already."""

    number: int
    slug: str


def _boxes(found: Comparison) -> list[Box]:
    chosen = [column.slug for column in found.columns]
    return [Box(number + 1, chosen[number] if number < len(chosen) else "") for number in range(MOST_COMPARED)]


def _without(found: Comparison, filters: CompareFilters) -> list[str]:
    """Return, for each column, the query of the comparison without it."""
    slugs = [column.slug for column in found.columns]
    as_of = [("as_of", str(filters.as_of))] if filters.as_of else []
    return [
        "?" + urlencode([(filters.of, other) for other in slugs if other != slug] + as_of)
        if len(slugs) > 1
        else f"?of={filters.of}"
        for slug in slugs
    ]


@page
def compare(request: HttpRequest) -> HttpResponse:
    filters = read_compare_filters(request.GET)
    found = comparison(filters)
    choices = {
        "partner": lambda: [(one.slug, one.name) for one in partners_with_deals()],
        "type": lambda: [(one.slug, one.name) for one in all_types()],
        "deal": deal_names,
    }
    context = {
        "found": found,
        "columns": list(zip(found.columns, _without(found, filters), strict=True)),
        "filters": filters,
        "as_of": filters.as_of,
        "problems": [*found.problems, *day_ahead(filters.as_of, timezone.localdate())],
        "boxes": _boxes(found),
        "choices": choices[filters.of](),
        "cited": cited_comparison(
            [(column.slug, column.in_sentence or column.name) for column in found.columns], filters
        ),
        "same_view": None if found.columns or filters.of == CompareFilters().of else f"?of={filters.of}",
        "linked": linked_list(origin_of(request), _("Compare"), reverse("agreements:compare")),
    }
    return render(request, "agreements/compare.html", context)
