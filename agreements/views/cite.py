"""How to cite a page: every form on a page of its own, and a file for each kind of reference manager.

Their addresses are the cited page's, followed by `cite/`, `cite.bib`, `cite.ris` or `cite.csl.json`, with its query.
"""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from agreements.citing import Work, bibtex, csl, forms, ris, short
from agreements.forms import (
    COMPARE_PARAMETERS,
    DEAL_PARAMETERS,
    GRID_PARAMETERS,
    MAP_PARAMETERS,
    TIMELINE_PARAMETERS,
    Problem,
    read_as_of,
    read_compare_filters,
    read_grid_filters,
    read_map_filters,
    unknown_parameters,
)
from agreements.http import origin_of, page, refused
from agreements.selectors.citing import (
    Cited,
    cited_comparison,
    cited_deal,
    cited_deals,
    cited_grid,
    cited_map,
    cited_partner,
    cited_register,
    cited_term,
    cited_terms,
    cited_timeline,
    cited_type,
    names_of,
)
from agreements.selectors.compare import FEWEST, compared
from agreements.selectors.deals import published_deal
from agreements.selectors.edition import edition
from agreements.selectors.partners import partner_named
from agreements.selectors.site import types_of_edition
from agreements.selectors.terms import term_named
from agreements.selectors.types import type_named

from .deal_filters import asked_for

# In the language in use, so that one reading of the register serves both.
Named = Callable[[], Cited]
Read = tuple[Named, Sequence[str]]

FILES: dict[str, tuple[Callable[[Work], str], str]] = {
    "bib": (bibtex.written, "application/x-bibtex; charset=utf-8"),
    "ris": (ris.written, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": (csl.written, "application/vnd.citationstyles.csl+json"),
}


def _deal(request: HttpRequest, slug: str) -> Read:
    deal = published_deal(slug)
    return lambda: cited_deal(deal), ()


def _type(request: HttpRequest, slug: str) -> Read:
    kind = type_named(slug)
    return lambda: cited_type(kind), ()


def _partner(request: HttpRequest, slug: str) -> Read:
    partner = partner_named(slug)
    as_of, problems = read_as_of(request.GET)
    return lambda: cited_partner(partner, as_of), problems


def _deals(request: HttpRequest, slug: str) -> Read:
    asked = asked_for(request)
    return lambda: cited_deals(asked.filters), asked.filters.problems


def _grid(request: HttpRequest, slug: str) -> Read:
    filters = read_grid_filters(request.GET, types=[kind.slug for kind in types_of_edition()])
    return lambda: cited_grid(filters), filters.problems


def _timeline(request: HttpRequest, slug: str) -> Read:
    asked = asked_for(request)
    return lambda: cited_timeline(asked.filters), asked.filters.problems


def _map(request: HttpRequest, slug: str) -> Read:
    filters = read_map_filters(request.GET, types=[kind.slug for kind in types_of_edition()])
    return lambda: cited_map(filters), filters.problems


def _terms(request: HttpRequest, slug: str) -> Read:
    return cited_terms, ()


def _term(request: HttpRequest, slug: str) -> Read:
    term = term_named(slug)
    return lambda: cited_term(term), ()


def _comparison(request: HttpRequest, slug: str) -> Read:
    filters = read_compare_filters(request.GET)
    records, unknown = compared(filters)
    problems = [*filters.problems, *unknown]
    if len(records) < FEWEST and not problems:
        problems.append(
            Problem(_("There is nothing to compare: name two to four partners, types or deals."), "partner")
        )
    return lambda: cited_comparison(names_of(records), filters), problems


def _register(request: HttpRequest, slug: str) -> Read:
    return cited_register, ()


_READ: dict[str, Callable[[HttpRequest, str], Read]] = {
    "register": _register,
    "deal": _deal,
    "type": _type,
    "partner": _partner,
    "deals": _deals,
    "grid": _grid,
    "timeline": _timeline,
    "map": _map,
    "terms": _terms,
    "term": _term,
    "comparison": _comparison,
}


_PARAMETERS = {
    "partner": ("as_of",),
    "deals": DEAL_PARAMETERS,
    "grid": GRID_PARAMETERS,
    "timeline": TIMELINE_PARAMETERS,
    "map": MAP_PARAMETERS,
    "comparison": COMPARE_PARAMETERS,
}


@page
def cite(request: HttpRequest, of: str, slug: str = "") -> HttpResponse:
    """Show every form of the reference, in Japanese with those for texts in English beside it."""
    named, problems = _READ[of](request, slug)
    cited, origin, version = named(), origin_of(request), edition().version
    work = cited.work(origin, version)
    with translation.override("en"):
        english = named().work(origin, version)
    context = {
        "cited": cited,
        "work": work,
        "short": short(work),
        "forms": forms(work, english),
        "bibtex": bibtex.written(work),
        "problems": problems,
    }
    return render(request, "agreements/cite/cite.html", context)


@page
def cite_file(request: HttpRequest, of: str, suffix: str, slug: str = "") -> HttpResponse:
    """Give the reference to a reference manager."""
    named, problems = _READ[of](request, slug)
    problems = [*unknown_parameters(request.GET, _PARAMETERS.get(of, ())), *problems]
    if problems:
        return refused(problems)
    work = named().work(origin_of(request), edition().version)
    written, media_type = FILES[suffix]
    response = HttpResponse(written(work).encode(), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{work.key}.{suffix}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
