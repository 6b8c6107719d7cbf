from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from agreements.forms import MOST_COMPARED, CompareFilters, day_ahead, read_compare_filters
from agreements.http import origin_of, page
from agreements.selectors.citing import cited_comparison
from agreements.selectors.compare import Comparison, Record, comparison, deal_names, named_in
from agreements.selectors.linked_data import linked_list
from agreements.selectors.site import partners_in_order, types_of_edition


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the form, with what it holds already."""

    number: int
    slug: str
    name: str


def _boxes(found: Comparison) -> list[Box]:
    filled = [Box(number, column.slug, column.name) for number, column in enumerate(found.columns, 1)]
    return filled + [Box(number, "", "") for number in range(len(filled) + 1, MOST_COMPARED + 1)]


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


def _by_slugs(data: QueryDict, filters: CompareFilters, named: Mapping[str, Record]) -> str | None:
    """Return the same query with slugs for names, so that one comparison has one address; None where it has no name."""
    texts = [named[text].slug if text in named else text for text in filters.slugs]
    if tuple(texts) == filters.slugs:
        return None
    by_slugs = data.copy()
    by_slugs.setlist(filters.of, list(dict.fromkeys(texts)))
    return by_slugs.urlencode()


@page
def compare(request: HttpRequest) -> HttpResponse:
    filters = read_compare_filters(request.GET)
    named = named_in(filters)
    if (query := _by_slugs(request.GET, filters, named)) is not None:
        return redirect(f"{escape_uri_path(request.path)}?{query}")
    found = comparison(filters, named)
    choices = {
        "partner": lambda: [(one.slug, one.name) for one in partners_in_order()],
        "type": lambda: [(one.slug, one.name) for one in types_of_edition()],
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
