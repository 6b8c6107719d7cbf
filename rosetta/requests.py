"""What a request says of itself: its route, its sender’s site; and what is noted of each, an id, a line, a count."""

import logging
import re
import time
from collections.abc import Callable
from secrets import token_hex
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from rosetta import metrics
from rosetta.logs import request_id

logger = logging.getLogger(__name__)

# What a proxy made up may go into the log; what could break a line or hide in one may not.
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}\Z")


def _id_of(request: HttpRequest) -> str:
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    return given if _SANE.match(given) else token_hex(16)


def language_of(request: HttpRequest) -> str:
    """Return the language of an address: Japanese under /ja/ and English elsewhere."""
    return "ja" if request.path_info == "/ja" or request.path_info.startswith("/ja/") else "en"


def route_of(request: HttpRequest) -> str:
    """Return the name of the route that a request took; of every address without one the same."""
    kept: str | None = getattr(request, "kept_route", None)
    if kept is not None:
        return kept
    # What is answered before its view was looked for has not come to where its language begins.
    with translation.override(language_of(request)):
        try:
            match = request.resolver_match or resolve(request.path_info)
        except Resolver404:
            return "none"
    return match.view_name or "unnamed"


class WithoutAddress(logging.Filter):
    """Puts the name of the route where Django puts the path: it may hold whatever a reader typed, or a secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple) and request.path in record.args:
            route = route_of(request)
            record.args = tuple(route if part == request.path else part for part in record.args)
        return True


def comes_from_this_site(request: HttpRequest) -> bool:
    """Tell whether the browser says that the form was sent from a page of this site.

    A program that says nothing is let through: it acts for nobody but itself.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def watch_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request an id, and note what it was and how long it took: no address, no query, nothing of a person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        name = _id_of(request)
        token = request_id.set(name)
        # For what Django writes once the answer is on its way.
        request.request_id = name  # type: ignore[attr-defined]
        try:
            response = get_response(request)
            response["X-Request-ID"] = name
            if settings.LOG_REQUESTS or settings.METRICS_TOKEN:
                note(request, response, time.perf_counter() - began)
            return response
        finally:
            request_id.reset(token)

    return middleware


def note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    method, route = request.method or "", route_of(request)
    if settings.LOG_REQUESTS:
        fields = {
            "method": method[:20],
            "route": route,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 2),
        }
        logger.info("request", extra={"fields": fields})
    if settings.METRICS_TOKEN:
        answered: str = getattr(request, "answered", "made")
        metrics.count(method, route, response.status_code, answered, seconds)
