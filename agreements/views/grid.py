from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms import GRID_SORTS, GridFilters, day_ahead, query_of, read_grid_filters
from agreements.http import origin_of, page, varies_with_htmx, wants_fragment
from agreements.models import Family, Region, Status
from agreements.selectors.citing import cited_grid
from agreements.selectors.grid import grid as grid_of
from agreements.selectors.linked_data import linked_list
from agreements.selectors.site import types_of_edition
from agreements.selectors.timeline import FIRST_YEAR

from .downloads import files_of


def _query(filters: GridFilters) -> str:
    """Return the query that asks for the same with nothing left out; nothing where nothing is narrowed."""
    pairs = filters.pairs() + ([("sort", filters.sort)] if filters.sort != GridFilters().sort else [])
    return query_of(pairs)


@page
@varies_with_htmx
def grid(request: HttpRequest) -> HttpResponse:
    filters = read_grid_filters(request.GET, types=[kind.slug for kind in types_of_edition()])
    context = {
        "grid": grid_of(filters.as_of, filters=filters),
        "filters": filters,
        "as_of": filters.as_of,
        "problems": [*filters.problems, *day_ahead(filters.as_of, timezone.localdate())],
        "families": Family,
        "regions": Region,
        "statuses": Status,
        "sorts": GRID_SORTS,
        "first_year": FIRST_YEAR,
        "last_year": timezone.localdate().year,
        "as_file": _query(filters),
        "files": files_of("grid"),
        "cited": cited_grid(filters),
        "same_view": _query(filters),
        "linked": linked_list(origin_of(request), _("Grid"), reverse("agreements:grid")),
        "is_fragment": wants_fragment(request),
    }
    template = "agreements/grid.html#results" if wants_fragment(request) else "agreements/grid.html"
    return render(request, template, context)
