from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.forms import query_of, read_change_filters
from agreements.http import page, varies_with_htmx, wants_fragment
from agreements.selectors.changes import changes_page
from agreements.selectors.entries import ChangeKind
from agreements.selectors.site import partners_in_order, types_of_edition

from .deal_filters import active_filters, narrowed_to


@page
@varies_with_htmx
def changes(request: HttpRequest) -> HttpResponse:
    types, partners = types_of_edition(), partners_in_order()
    filters = read_change_filters(
        request.GET,
        kinds=ChangeKind.values,
        types=[kind.slug for kind in types],
        partners=[partner.slug for partner in partners],
    )
    shown = changes_page(filters, types, partners)
    fragment = wants_fragment(request)
    context = {
        "page": shown,
        "beyond": filters.page > shown.found.paginator.num_pages,
        "last": shown.found.paginator.num_pages,
        "is_fragment": fragment,
        "filters": filters,
        "same_view": query_of(filters.pairs(), filters.page),
        "active": active_filters(filters.pairs()),
        "narrowed": narrowed_to(filters.pairs()),
        "kinds": ChangeKind,
        "types": types,
        "partners": partners,
        "followed_type": next((kind for kind in types if (kind.slug,) == filters.type), None),
        "followed_partner": next((partner for partner in partners if (partner.slug,) == filters.partner), None),
    }
    return render(request, "agreements/changes.html#results" if fragment else "agreements/changes.html", context)
