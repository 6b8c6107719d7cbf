"""The search: its page, the suggestions under its box, and its description for browsers."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.forms import query_of
from agreements.http import asked_too_often, page
from agreements.limits import take_search
from agreements.models import EntryKind, Region
from agreements.search.folding import units
from agreements.selectors.filters_in_words import filters_in_words
from agreements.selectors.search import LONGEST_TEXT, Group, KindPage, SearchPage, search_of_kind, suggestions
from agreements.selectors.search import search as find
from agreements.selectors.search_answer import Answer

KIND_ROWS = 20


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
    words = filters_in_words([(name, value) for name, value, _address in answer.parts])
    addresses = (address for _name, _value, address in answer.parts)
    return [NamedFilter(*pair, address) for pair, address in zip(words, addresses, strict=True)]


def _page_number(data: QueryDict) -> int:
    value = data.get("page", "")
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _view(request: HttpRequest, text: str, kind: str = "", page: int = 1) -> str:
    """Return the query that leads to the same view; nothing where nothing is looked for."""
    asked = [("q", text), ("exact", "1" if "exact" in request.GET else ""), ("kind", kind)]
    return query_of([pair for pair in asked if pair[1]], page) if text else ""


def _of_kind(request: HttpRequest, text: str, kind: EntryKind) -> HttpResponse:
    """Answer with all that is found of one kind, a page at a time."""
    number = _page_number(request.GET)

    def found_on(number: int) -> KindPage:
        part = slice((number - 1) * KIND_ROWS, number * KIND_ROWS)
        return search_of_kind(text, kind, part, is_exact="exact" in request.GET)

    found = found_on(number)
    pages = Paginator(range(found.count), KIND_ROWS).get_page(number)
    if pages.number != number:
        # Beyond the last page stands the last.
        found = found_on(pages.number)
    context = {
        "text": text,
        "problem": "",
        "of_kind": found,
        "same_view": _view(request, text, kind.value, pages.number),
        "group": Group(kind, found.hits, False),
        "pages": pages,
    }
    return render(request, "agreements/search/kind.html", context)


@page
def search(request: HttpRequest) -> HttpResponse:
    text, problem = read_text(request.GET)
    if text and not problem and (seconds := take_search(request)):
        return asked_too_often(request, seconds)
    kind = request.GET.get("kind", "")
    if kind in EntryKind.values and text and not problem:
        return _of_kind(request, text, EntryKind(kind))
    found = find(text, is_exact="exact" in request.GET) if text and not problem else SearchPage(text)
    context = {
        "text": text,
        "problem": problem,
        "found": found,
        "same_view": _view(request, text),
        "filters": _named_filters(found.answer) if found.answer else (),
        "regions": [Region(region).label for region in found.without.regions] if found.without else (),
    }
    return render(request, "agreements/search/results.html", context)


@page
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with the few links that stand under the box while somebody types."""
    text, problem = read_text(request.GET)
    if text and not problem and (seconds := take_search(request)):
        return asked_too_often(request, seconds)
    hits = suggestions(text) if text and not problem else []
    response = render(request, "agreements/search/suggestions.html", {"text": text, "hits": hits})
    response["X-Robots-Tag"] = "noindex"
    return response


@page
def search_suggestions_json(request: HttpRequest) -> HttpResponse:
    """Answer a browser's own box in the form of OpenSearch: the text, names, what they are, and their addresses."""
    text, problem = read_text(request.GET)
    seconds = take_search(request) if text and not problem else 0
    hits = suggestions(text) if text and not (problem or seconds) else []
    addresses = [request.build_absolute_uri(hit.address) for hit in hits]
    answer = [text, [hit.name for hit in hits], [str(hit.kind.one) for hit in hits], addresses]
    response = JsonResponse(answer, safe=False, content_type="application/x-suggestions+json")
    response["X-Robots-Tag"] = "noindex"
    if seconds:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response["Retry-After"] = str(seconds)
        add_never_cache_headers(response)
    return response


@page
def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search, so that a browser can add it."""
    context = {
        # Of text in a template of this suffix no list of messages is made.
        "short_name": pgettext("at most 16 characters", "Rosetta"),
        "description": _("Japan’s security deals: kinds, partners, deals, words and sources"),
    }
    return render(
        request,
        "agreements/search/opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
