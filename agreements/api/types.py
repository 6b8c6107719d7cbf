"""The kinds of agreement."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements.http import origin_of
from agreements.selectors.exports import type_records

from . import schemas
from .pages import list_of, the_one
from .parameters import read_nothing

router = Router(tags=["types"])


@router.get(
    "/types",
    response=schemas.ListOf[schemas.Type],
    operation_id="list_types",
    summary=_("The kinds of agreement, in their order"),
)
def list_types(request: HttpRequest) -> Any:
    return list_of(request, type_records(origin_of(request)))


@router.get("/types/{slug:slug}", response=schemas.Type, operation_id="get_type", summary=_("One kind of agreement"))
def get_type(request: HttpRequest, slug: str) -> Any:
    read_nothing(request.GET)
    return the_one(request, "type", slug, type_records(origin_of(request), [slug]))
