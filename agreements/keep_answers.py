"""Answers readers from what was answered before, for as long as the register, the program and the day are the same.

Every page for a reader is the same for all readers. What an answer depends on is in its key: the edition, the program,
the day in Japan, the host, the address with its language, and whether htmx asks for a part.
"""

import gzip
import logging
import re
import time
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.signals import setting_changed
from django.db import DatabaseError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django_htmx.middleware import HtmxDetails

from agreements.answer_store import MOST_KEPT, Answer, Memory, shared_store
from agreements.api.problems import EXPOSED
from agreements.http import is_as_file, is_for_all, wants_fragment
from agreements.selectors.edition import Edition, begun_with, read_edition
from rosetta.databases import is_without_database
from rosetta.outage import unavailable
from rosetta.requests import route_of

logger = logging.getLogger(__name__)

# The edition is not even asked for here. That nothing of it is kept does not rest on this list: no such view allows it.
_NEVER = re.compile(r"/(?:ja/)?(?:admin|report|static)/|/(?:healthz|readyz|metrics)\Z")
# What a reader pasted is not looked for either.
_PASTED = re.compile(r"(?:^|&)text=")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_CONDITIONS = frozenset({"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"})
# Headers of one answer alone.
_OF_ONE = frozenset({"date", "x-request-id", "set-cookie"})
# A database that took so many seconds to fail is left alone for some: each reader would wait as long for a kept page.
_SLOW, _REST = 1.0, 10.0
_HTMX = "HX-Request, HX-Boosted, HX-History-Restore-Request"
# Headers that a 304 repeats, each with the letter that says so in the tag: nobody need have kept the answer for it.
_REPEATED = {
    "h": ("Vary", _HTMX),
    "z": ("Vary", "Accept-Encoding"),
    "o": ("Access-Control-Allow-Origin", "*"),
    "e": ("Access-Control-Expose-Headers", EXPOSED),
}


@cache
def _program() -> tuple[str, float]:
    """Return what tells this program from other versions of it, the same in all workers, and when it last changed."""
    base = Path(settings.BASE_DIR)
    files = [
        path
        for folder in ("agreements", "rosetta", "templates", "locale")
        for path in sorted((base / folder).rglob("*"))
        if path.suffix in (".py", ".html", ".xml", ".txt", ".md", ".mo", ".svg", ".json")
    ]
    # The second names every static file by its content.
    files += [base / "requirements.lock", Path(settings.STATIC_ROOT).with_name("static.sha256")]
    digest, changed = sha256(), 0.0
    for path in files:
        if path.exists():
            digest.update(path.read_bytes())
            changed = max(changed, path.stat().st_mtime)
    return digest.hexdigest(), changed


@cache
def _memory() -> Memory:
    return Memory(settings.KEPT_MEGABYTES * 1_000_000)


@receiver(setting_changed)
def _begin_anew(setting: str, **kwargs: Any) -> None:
    if setting.startswith("KEPT_"):
        _memory.cache_clear()
        shared_store.cache_clear()


def _key(request: HttpRequest, now: Edition, day: date) -> str:
    parts = (
        now.key,
        _program()[0],
        str(day),
        settings.SITE_URL,
        request.scheme or "",
        request.get_host(),
        request.META.get("PATH_INFO", ""),
        request.META.get("QUERY_STRING", ""),
        "part" if wants_fragment(request) else "file" if is_as_file(request) else "whole",
    )
    # A hash, as an address may hold what a reader looks for.
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _modified(now: Edition) -> int:
    """Return since when an answer has been as it is, in seconds since 1970: also the day and the program change it."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return int(max(now.changed.timestamp(), midnight.timestamp(), _program()[1]))


def _tag(key: str, response: HttpResponse) -> str:
    """Return the entity tag. It is weak, as the same answer is sent compressed and not."""
    vary, letters = response.get("Vary", ""), ""
    for letter, (name, value) in _REPEATED.items():
        if value in (vary if name == "Vary" else response.get(name, "")):
            letters += letter
    return f'W/"{key}-{letters}"'


def _unchanged(request: HttpRequest, key: str) -> HttpResponse | None:
    """Return the answer that a reader's copy is still good, where its tag says so; nothing else is looked at."""
    found = re.search(rf'W/"{key}-([a-z]*)"', request.headers.get("If-None-Match", ""))
    if found is None:
        return None
    response = HttpResponseNotModified()
    response["ETag"] = found[0]
    response["Cache-Control"] = settings.KEPT_CACHE_CONTROL
    for letter, (name, value) in _REPEATED.items():
        if letter in found[1]:
            response[name] = f"{response[name]}, {value}" if name in response else value
    return response


def _accepts_gzip(request: HttpRequest) -> bool:
    return bool(_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))


def _as_accepted(response: HttpResponse, accepts_gzip: bool) -> HttpResponse:
    """Undo the compression for the few who cannot."""
    if not accepts_gzip and not response.streaming and response.get("Content-Encoding") == "gzip":
        response.content = gzip.decompress(response.content)
        del response["Content-Encoding"]
        response["Content-Length"] = str(len(response.content))
    return response


def _given(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Return an answer that is kept, and note so of the request."""
    request.kept_route, request.answered = answer.route, "kept"  # type: ignore[attr-defined]
    response = HttpResponse(answer.body)
    for name, value in answer.headers:
        response.headers[name] = value
    return _as_accepted(response, _accepts_gzip(request))


def _as_conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if not _CONDITIONS & request.META.keys():
        return response
    modified = parse_http_date_safe(response["Last-Modified"]) if "Last-Modified" in response else None
    conditional = get_conditional_response(request, response["ETag"], modified, response) or response
    if conditional.status_code == 304:
        for name, _value in _REPEATED.values():
            if name in response:
                conditional[name] = response[name]
    return conditional


def _may_be_kept(response: HttpResponse) -> bool:
    """Tell whether an answer is for all: not only its view must say so, nothing in it may speak against it."""
    control = response.get("Cache-Control", "")
    return (
        is_for_all(response)
        and response.status_code == 200
        and not response.cookies
        and "Cookie" not in response.get("Vary", "")
        and "no-store" not in control
        and "private" not in control
        # A number used once would be used again.
        and "'nonce-" not in response.get("Content-Security-Policy", "")
    )


def _found(key: str, has_query: bool) -> Answer | None:
    answer = _memory().get(key)
    if answer is None and (shared := shared_store()) is not None and (answer := shared.get(key)) is not None:
        _memory().put(key, answer, has_query=has_query)
    return answer


def _keep(key: str, request: HttpRequest, response: HttpResponse, has_query: bool) -> None:
    if response.streaming or len(response.content) > MOST_KEPT:
        return
    memory, shared = _memory(), shared_store()
    # What a robot makes up it asks for once.
    if has_query and not memory.is_asked_again(key):
        return
    headers = tuple((name, value) for name, value in response.headers.items() if name.lower() not in _OF_ONE)
    answer = Answer(headers, response.content, route_of(request))
    memory.put(key, answer, has_query=has_query)
    if shared is not None:
        shared.put(key, answer, has_query=has_query)


_Ask = Callable[[HttpRequest], HttpResponse]


def keep_answers(get_response: _Ask) -> _Ask:
    """Answer from what is kept, and keep what may be. Stands before everything that renders, compresses or asks who."""
    # Where the database is lost, readers get what is there of the last edition, from the day on which it was last read.
    last: list[tuple[Edition, date]] = []
    rests_until = 0.0

    def edition_now() -> Edition | None:
        nonlocal rests_until
        began = time.monotonic()
        if began < rests_until:
            return None
        try:
            return read_edition()
        except DatabaseError as error:
            logger.warning("The edition cannot be read: %s", error)
            if time.monotonic() - began > _SLOW:
                rests_until = time.monotonic() + _REST
            return None

    def without_database(request: HttpRequest) -> HttpResponse:
        if last and (answer := _found(_key(request, *last[0]), has_query=False)) is not None:
            return _given(request, answer)
        rests = is_without_database(request) or time.monotonic() < rests_until
        return unavailable(request) if rests else get_response(request)

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            request.method not in ("GET", "HEAD")
            or settings.DEBUG
            or _NEVER.match(request.path_info)
            or _PASTED.search(query := request.META.get("QUERY_STRING", ""))
        ):
            return get_response(request)
        request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
        try:
            request.get_host()
        except DisallowedHost:
            # It is told so where every other request is.
            return get_response(request)
        if is_without_database(request) or (now := edition_now()) is None:
            return without_database(request)
        if not now.key:
            return get_response(request)
        last[:] = [seen := (now, timezone.localdate())]
        key = _key(request, *seen)
        if (unchanged := _unchanged(request, key)) is not None:
            request.answered = "unchanged"  # type: ignore[attr-defined]
            return unchanged
        _memory().turn_to(now.key)
        if (answer := _found(key, bool(query))) is not None:
            return _as_conditional(request, _given(request, answer))
        accepts_gzip = _accepts_gzip(request)
        return _as_accepted(made(request, now, key, bool(query)), accepts_gzip)

    def made(request: HttpRequest, now: Edition, key: str, has_query: bool) -> HttpResponse:
        if settings.KEPT_MEGABYTES or settings.KEPT_SHARED_URL:
            # Kept is what goes compressed; the few who cannot read it have it undone.
            request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
        with begun_with(now):
            response = get_response(request)
        if not _may_be_kept(response):
            return response
        response.headers.setdefault("ETag", _tag(key, response))
        response.headers.setdefault("Last-Modified", http_date(_modified(now)))
        response.headers.setdefault("Cache-Control", settings.KEPT_CACHE_CONTROL)
        if request.method == "GET":
            _keep(key, request, response, has_query)
        return _as_conditional(request, response)

    return middleware
