"""What every answer of the API has: methods, and leave for caches and for other sites' scripts to read it."""

import json
from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from agreements.http import for_all

from .problems import EXPOSED, problem

View = Callable[..., HttpResponse]


def as_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def answers(view: View, methods: Collection[str] = ("GET",), announced: Collection[str] | None = None) -> View:
    """Cover a view of the API. HEAD is asked as GET, and the server leaves the body out.

    `announced`: the methods that are offered, where others are taken only to be refused in words.
    """
    offered = methods if announced is None else announced
    allowed = [*offered, *(["HEAD"] if "GET" in offered else []), "OPTIONS"]

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else request.method
        if method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT)
            response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
        elif method not in methods:
            detail = f"{request.method} is not answered here. Allowed: {', '.join(allowed)}."
            response = problem(HTTPStatus.METHOD_NOT_ALLOWED, detail)
        else:
            asked, request.method = request.method, method
            try:
                response = view(request, *args, **kwargs)
            finally:
                request.method = asked
            if method == "GET" and response.status_code == HTTPStatus.OK:
                response = for_all(response)
        if response.status_code in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NO_CONTENT):
            response["Allow"] = ", ".join(allowed)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = ", ".join(allowed)
        response["Access-Control-Expose-Headers"] = EXPOSED
        return response

    # It sets no cookie and reads none, so that nobody can be made to ask in a reader's name.
    wrapped.csrf_exempt = True  # type: ignore[attr-defined]
    return wrapped
