from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.forms import GRID_SORTS, read_grid_filters
from agreements.http import page, varies_with_htmx, wants_fragment
from agreements.models import Family, Region, Status
from agreements.selectors.grid import grid as grid_of
from agreements.selectors.site import all_types
from agreements.selectors.timeline import FIRST_YEAR


@page
@varies_with_htmx
def grid(request: HttpRequest) -> HttpResponse:
    filters = read_grid_filters(request.GET, types=[kind.slug for kind in all_types()])
    context = {
        "grid": grid_of(filters.as_of, filters=filters),
        "filters": filters,
        "as_of": filters.as_of,
        "problems": filters.problems,
        "families": Family,
        "regions": Region,
        "statuses": Status,
        "sorts": GRID_SORTS,
        "first_year": FIRST_YEAR,
        "last_year": timezone.localdate().year,
        "is_fragment": wants_fragment(request),
    }
    template = "agreements/grid.html#results" if wants_fragment(request) else "agreements/grid.html"
    return render(request, template, context)
