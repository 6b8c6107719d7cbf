"""Requests and answers: which part of a page htmx wants, and where a page stands in both languages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

View = Callable[..., HttpResponse]


class HtmxHttpRequest(HttpRequest):
    htmx: HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part. A boosted link and a return to a page want the whole."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


varies_with_htmx = vary_on_headers("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def page(view: View) -> View:
    """Make a view answer GET and HEAD only, and turn a record that is not there into a 404."""

    # A page changes nothing: whoever posts to it is told which methods it has, and not that a token is missing.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error

    return wrapped


def path_in(language: str, path: str) -> str:
    """Return the address of the same page in another language: `/ja/deals/` for `/deals/` and `ja`.

    Whatever the path holds, the address stays on this site: `//` and `/\\` would begin the name of another host.
    """
    plain = path.removeprefix("/ja") if path == "/ja" or path.startswith("/ja/") else path
    rest = escape_uri_path(plain.lstrip("/"))
    return f"/ja/{rest}" if language == "ja" else f"/{rest}"
