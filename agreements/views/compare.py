from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.forms import MOST_COMPARED, CompareFilters, read_compare_filters
from agreements.http import page
from agreements.selectors.compare import Comparison, comparison, deal_names
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
        "problems": found.problems,
        "boxes": _boxes(found),
        "choices": choices[filters.of](),
    }
    return render(request, "agreements/compare.html", context)
