"""Every address of the API, and what it answers where there is none."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path, reverse
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from agreements.exports import rights
from agreements.http import origin_of
from agreements.selectors.addresses import query_now
from agreements.selectors.edition import edition

from . import deals, decode, grid, identify, partners, schemas, search, types
from .answers import answers, as_json
from .openapi import described
from .parameters import read_nothing
from .problems import BadRequestError, MissingError, MovedError, TooMuchError, TooOftenError, problem

app_name = "api"


class Renderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return as_json(data)


api = NinjaAPI(
    title="The Rosetta Stone of Japan’s security deals",
    version="1",
    description="Japan’s security agreements: kinds, partners, deals with their events and sources, in both languages.",
    urls_namespace=app_name,
    renderer=Renderer(),
    openapi_url=None,
    docs_url=None,
)
for module in (types, partners, deals, grid, identify, search, decode):
    api.add_router("", module.router)


@api.exception_handler(BadRequestError)
def bad_request(request: HttpRequest, error: BadRequestError) -> HttpResponse:
    # What is not known now may have been known once.
    if request.method == "GET" and (query := query_now(request.GET)) is not None:
        return moved(request, MovedError(f"{origin_of(request)}{request.path}?{query}"))
    return problem(HTTPStatus.BAD_REQUEST, str(error), error.faults)


@api.exception_handler(MissingError)
def missing(request: HttpRequest, error: MissingError) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, str(error))


@api.exception_handler(TooMuchError)
def too_much(request: HttpRequest, error: TooMuchError) -> HttpResponse:
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(error))


@api.exception_handler(TooOftenError)
def too_often(request: HttpRequest, error: TooOftenError) -> HttpResponse:
    response = problem(HTTPStatus.TOO_MANY_REQUESTS, str(error))
    response["Retry-After"] = str(error.seconds)
    response["Cache-Control"] = "no-store"
    return response


@api.exception_handler(MovedError)
def moved(request: HttpRequest, error: MovedError) -> HttpResponse:
    response = problem(HTTPStatus.MOVED_PERMANENTLY, f"This is at {error.address} now.")
    response["Location"] = error.address
    return response


@api.get("/", response=schemas.Index, include_in_schema=False, url_name="index")
def index(request: HttpRequest) -> Any:
    read_nothing(request.GET)
    here = origin_of(request) + request.path
    return {
        "title": api.title,
        "version": edition().version,
        "license": rights.PATH,
        "documentation": origin_of(request) + reverse("agreements:api"),
        "openapi": here + "openapi.json",
        "resources": {name: here + name for name in ("types", "partners", "deals", "grid", "identify")}
        # It needs something to look for.
        | {"search": f"{here}search?q=ACSA"},
    }


def openapi(request: HttpRequest) -> HttpResponse:
    # It reads no parameter, and answers each of its own examples: whoever makes one up is led to the one that is kept.
    if request.META.get("QUERY_STRING"):
        return moved(request, MovedError(origin_of(request) + request.path))
    text = json.dumps(described(api, request), ensure_ascii=False, indent=1)
    return HttpResponse(text.encode(), content_type="application/json")


def nothing_here(request: HttpRequest) -> HttpResponse:
    where = f"{origin_of(request)}{reverse('api:openapi')}"
    return problem(HTTPStatus.NOT_FOUND, f"There is nothing at {request.path}. {where} lists every address.")


def _covered() -> Iterator[URLPattern]:
    """Yield each pattern once, its view covered, with the methods of all operations at its address."""
    methods: dict[str, set[str]] = {}
    for bound in api._get_bound_routers():
        for route, view in bound.path_operations.items():
            for operation in view.operations:
                methods.setdefault(route.lstrip("/").replace("{slug:slug}", "<slug:slug>"), set()).update(
                    operation.methods
                )
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            route = str(pattern.pattern)
            yield path(route, answers(pattern.callback, sorted(methods[route])), name=pattern.name)


urlpatterns = [
    path("openapi.json", answers(openapi), name="openapi"),
    *_covered(),
    re_path(r"", answers(nothing_here, ("GET", "POST", "PUT", "PATCH", "DELETE"), ("GET",)), name="nothing_here"),
]
