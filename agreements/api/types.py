"""The kinds of agreement."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements.selectors.exports import type_records

from . import schemas
from .pages import not_there, origin_of, page_of
from .parameters import read_nothing, read_paging

router = Router(tags=["types"])


@router.get(
    "/types",
    response=schemas.ListOf[schemas.Type],
    operation_id="list_types",
    summary=_("The kinds of agreement, in their order"),
)
def list_types(request: HttpRequest) -> Any:
    number, size = read_paging(request.GET)
    records = type_records(origin_of(request))
    return page_of(request, len(records), number, size, lambda part: records[part])


@router.get("/types/{slug:slug}", response=schemas.Type, operation_id="get_type", summary=_("One kind of agreement"))
def get_type(request: HttpRequest, slug: str) -> Any:
    read_nothing(request.GET)
    for record in type_records(origin_of(request), [slug]):
        return record
    raise not_there(request, "type", slug)
