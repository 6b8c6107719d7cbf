"""Requests and answers: which part of a page htmx wants, and where a page stands, in both languages and by now."""

from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from agreements.selectors.addresses import query_now, slug_now

View = Callable[..., HttpResponseBase]


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part. A boosted link and a return to a page want the whole."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


# In what a request says of itself, and no header can say: that its answer becomes a file.
AS_FILE = "agreements.as_file"


def is_as_file(request: HttpRequest) -> bool:
    """Tell whether the answer is for a copy of the site as files, which no query reaches."""
    return AS_FILE in request.META


def origin_of(request: HttpRequest) -> str:
    """Return scheme and host of the site, as links in the answer have them."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


varies_with_htmx = vary_on_headers("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


# Set on an answer, not in its headers: it is nobody's business outside.
_MARK = "_is_for_all"
_Response = TypeVar("_Response", bound=HttpResponseBase)


def for_all(response: _Response) -> _Response:
    """Say of an answer that every reader gets the same, until the register, the program or the day changes.

    It may then be kept, here and on the way, unless its own headers forbid it.
    """
    setattr(response, _MARK, True)
    return response


def is_for_all(response: HttpResponseBase) -> bool:
    return getattr(response, _MARK, False)


def page(view: View) -> View:
    """Make a view answer GET and HEAD only, and lead from an address that names no record to where that is now.

    What it answers is for all. A record that is missing otherwise is a mistake of ours, and no 404.
    """

    # A page changes nothing: whoever posts to it is told which methods it has, and not that a token is missing.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (query := query_now(request.GET)) is not None:
            return moved_for_good(f"{escape_uri_path(request.path)}?{query}")
        try:
            return for_all(view(request, *args, **kwargs))
        except Http404:
            if (address := _address_now(request)) is not None:
                return moved_for_good(address)
            raise

    return wrapped


def reads_no_parameter(view: View) -> View:
    """Lead whoever makes up a parameter to the one address of what takes long to make: that one is kept."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.META.get("QUERY_STRING"):
            return moved_for_good(escape_uri_path(request.path))
        return view(request, *args, **kwargs)

    return wrapped


def _address_now(request: HttpRequest) -> str | None:
    """Return the address of the same page under the slug that its record has now; None where it has no other.

    A route that holds a slug says of what: by its name, such as `deal_detail`, or by a `kind` beside the slug.
    """
    match = request.resolver_match
    if match is None or "slug" not in match.kwargs:
        return None
    kind = match.kwargs.get("kind") or (match.url_name or "").partition("_")[0]
    slug = slug_now(kind, match.kwargs["slug"])
    if slug is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    return reverse(match.view_name, kwargs={**match.kwargs, "slug": slug}) + (f"?{query}" if query else "")


def moved_for_good(address: str) -> HttpResponse:
    """Lead to an address for good. Browsers ask again each time: a record may take its earlier slug back."""
    return asked_again(HttpResponsePermanentRedirect(address))


def asked_again(response: HttpResponse) -> HttpResponse:
    """Have an answer asked for each time that would else be kept for as long as each cache thinks fit."""
    patch_cache_control(response, public=True, no_cache=True)
    return response


def see_other(address: str) -> HttpResponse:
    """Lead on from what was posted, so that to load the page again posts nothing again."""
    response = HttpResponseRedirect(address)
    response.status_code = HTTPStatus.SEE_OTHER
    add_never_cache_headers(response)
    return response


def _no_file(text: str, status: HTTPStatus) -> HttpResponse:
    """Answer whoever asked for a file in words alone, which other sites' scripts may read as they may the file."""
    response = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def refused(problems: Iterable[str]) -> HttpResponse:
    """Refuse a file that would leave out what was asked: it cannot say so, as a page can, and would pass for it."""
    return _no_file("\n".join(problems), HTTPStatus.BAD_REQUEST)


def path_in(language: str, path: str) -> str:
    """Return the address of the same page in another language: `/ja/deals/` for `/deals/` and `ja`.

    Whatever the path holds, the address stays on this site: `//` and `/\\` would begin the name of another host.
    """
    plain = path.removeprefix("/ja") if path == "/ja" or path.startswith("/ja/") else path
    rest = escape_uri_path(plain.lstrip("/"))
    return f"/ja/{rest}" if language == "ja" else f"/{rest}"


def _too_often_in_words(seconds: int) -> str:
    return gettext(
        "More has been asked from your network within a minute than is answered. Try again in %(seconds)d seconds."
    ) % {"seconds": seconds}


def asked_too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    return too_many(request, gettext("Too many at once"), _too_often_in_words(seconds), seconds)


def file_asked_too_often(seconds: int) -> HttpResponse:
    """Turn away who has asked for too many files, and tell programs in how many seconds to come back."""
    response = _no_file(_too_often_in_words(seconds), HTTPStatus.TOO_MANY_REQUESTS)
    response["Access-Control-Expose-Headers"] = "Retry-After"
    return _come_back(response, seconds)


def _come_back(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response


def too_many(request: HttpRequest, heading: str, reason: str, seconds: int) -> HttpResponse:
    """Turn away who has asked too often, in words, and tell programs in how many seconds to come back."""
    return _come_back(render(request, "429.html", {"heading": heading, "reason": reason}, status=429), seconds)
