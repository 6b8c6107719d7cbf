from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.cartography import VIEW_BOX
from agreements.forms import day_ahead, read_map_filters
from agreements.http import origin_of, page, varies_with_htmx, wants_fragment
from agreements.pictures.world import SMALL_SIZE
from agreements.selectors.citing import cited_map
from agreements.selectors.linked_data import linked_list
from agreements.selectors.map import labels_of, legend_of, map_of
from agreements.selectors.site import types_of_edition
from agreements.selectors.timeline import FIRST_YEAR


@page
@varies_with_htmx
def world_map(request: HttpRequest) -> HttpResponse:
    types = {kind.slug: kind for kind in types_of_edition()}
    filters = read_map_filters(request.GET, types=types)
    kind = types.get(filters.type)
    found = map_of(filters.as_of, kind)
    names = [("", labels_of(found)), (" map-names-few", labels_of(found, SMALL_SIZE))]
    context = {
        "map": found,
        "names": names,
        "unnamed": [(more, len(found.named) - len(labels)) for more, labels in names],
        "legend": legend_of(kind),
        "kind": kind,
        "types": types.values(),
        "as_of": filters.as_of,
        "problems": [*filters.problems, *day_ahead(filters.as_of, timezone.localdate())],
        "view_box": VIEW_BOX,
        "first_year": FIRST_YEAR,
        "last_year": timezone.localdate().year,
        "cited": cited_map(filters),
        "linked": linked_list(origin_of(request), _("Map"), reverse("agreements:map")),
        "is_fragment": wants_fragment(request),
    }
    template = "agreements/map.html#results" if wants_fragment(request) else "agreements/map.html"
    return render(request, template, context)
