"""The search: its page, the suggestions under its box, and its description for browsers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from agreements.http import page
from agreements.models import Region, Status
from agreements.search.folding import units
from agreements.selectors.search import LONGEST_TEXT, Answer, SearchPage, suggestions
from agreements.selectors.search import search as find


@dataclass(frozen=True, slots=True)
class NamedFilter:
    """One filter of an answer in words, and the address of the list without it."""

    name: str
    value: str
    without: str


def read_text(data: QueryDict) -> tuple[str, str]:
    """Return what is looked for, and a sentence where it cannot be."""
    text = " ".join(data.get("q", "").replace("\x00", " ").split())
    if len(text) > LONGEST_TEXT:
        sentence = _(
            "That is too long for a search: at most %(number)d characters. A whole text can be pasted elsewhere."
        )
        return text[:LONGEST_TEXT], sentence % {"number": LONGEST_TEXT}
    if text and not units(text):
        return text, _("There is no letter and no figure in “%(text)s” to look for.") % {"text": text}
    return text, ""


def _named_filters(answer: Answer) -> Sequence[NamedFilter]:
    def words(name: str, value: str) -> tuple[str, str]:
        if name == "type":
            return _("type"), next(kind.name for kind in answer.types if kind.slug == value)
        if name == "partner":
            return _("partner"), next(partner.name for partner in answer.partners if partner.slug == value)
        if name == "region":
            return _("region"), str(Region(value).label)
        if name == "status":
            return _("status"), str(Status(value).label)
        return {"year_from": _("from year"), "year_to": _("to year")}[name], value

    return [NamedFilter(*words(name, value), address) for name, value, address in answer.parts]


@page
def search(request: HttpRequest) -> HttpResponse:
    text, problem = read_text(request.GET)
    found = find(text, is_exact="exact" in request.GET) if text and not problem else SearchPage(text)
    context = {
        "text": text,
        "problem": problem,
        "found": found,
        "filters": _named_filters(found.answer) if found.answer else (),
    }
    return render(request, "agreements/search/results.html", context)


@page
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with the few links that stand under the box while somebody types."""
    text, problem = read_text(request.GET)
    hits = suggestions(text) if text and not problem else []
    response = render(request, "agreements/search/suggestions.html", {"text": text, "hits": hits})
    response["X-Robots-Tag"] = "noindex"
    return response


@page
def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search, so that a browser can add it."""
    return render(
        request, "agreements/search/opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8"
    )
