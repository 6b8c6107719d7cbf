from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms import query_of
from agreements.http import asked_too_often, origin_of, page, varies_with_htmx, wants_fragment
from agreements.limits import take_search
from agreements.pictures.years import AREA_HEIGHT, area
from agreements.register.partial_date import PartialDate
from agreements.selectors.citing import cited_timeline
from agreements.selectors.linked_data import linked_list
from agreements.selectors.timeline import InForceByYear, in_force_by_year
from agreements.selectors.timeline import timeline as timeline_of

from .deal_filters import asked_for


def _areas(chart: InForceByYear) -> list[tuple[object, str]]:
    """Return each row of the chart with the path of its area, a unit across for each year."""
    width = chart.last - chart.first + 1
    return [(row, area(row.counts, chart.most, width, AREA_HEIGHT) if row.most else "") for row in chart.rows]


def _together(chart: InForceByYear) -> dict[str, object] | None:
    """Return the last and the largest count of all types together, and the path of their area on a scale of its own."""
    counts = chart.together
    if not counts:
        return None
    return {"now": counts[-1], "most": max(counts), "path": area(counts, max(counts), len(counts), AREA_HEIGHT)}


@page
@varies_with_htmx
def timeline(request: HttpRequest) -> HttpResponse:
    asked = asked_for(request)
    if asked.filters.q and (seconds := take_search(request)):
        return asked_too_often(request, seconds)
    chart = in_force_by_year(asked.filters, PartialDate.of(timezone.localdate()))
    found = timeline_of(asked.filters)
    context = {
        **asked.context(),
        "timeline": found,
        "beyond": bool(found.pages) and asked.filters.page > len(found.pages),
        "last": len(found.pages),
        "is_fragment": wants_fragment(request),
        "chart": chart,
        "areas": _areas(chart),
        "together": _together(chart),
        "area_box": f"0 0 {chart.last - chart.first + 1} {AREA_HEIGHT}",
        "names": asked.partner_names,
        "as_file": query_of(asked.filters.pairs()),
        "cited": cited_timeline(asked.filters),
        "linked": linked_list(origin_of(request), _("Timeline"), reverse("agreements:timeline")),
        "same_view": asked.view(has_order=False),
    }
    template = "agreements/timeline.html#results" if wants_fragment(request) else "agreements/timeline.html"
    return render(request, template, context)
