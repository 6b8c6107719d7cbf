"""Partners and kinds of agreement, cell by cell."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements.selectors.exports import grid_record
from agreements.selectors.grid import grid

from . import schemas
from .parameters import read_day

router = Router(tags=["grid"])


@router.get(
    "/grid",
    response=schemas.Grid,
    operation_id="get_grid",
    summary=_("Partners and kinds of agreement: the strongest status in each cell, or why it is empty"),
)
def get_grid(request: HttpRequest) -> Any:
    as_of = read_day(request.GET)
    return grid_record(grid(as_of), as_of)
