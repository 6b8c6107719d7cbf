"""Partners and kinds of agreement, cell by cell."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from agreements.selectors.exports import grid_record
from agreements.selectors.grid import grid

from . import schemas
from .parameters import read_grid

router = Router(tags=["grid"])


@router.get(
    "/grid",
    response=schemas.Grid,
    operation_id="get_grid",
    summary=_("Partners and kinds of agreement: the strongest status in each cell, or why it is empty"),
    description=_("The filters are those of the page: columns by type and family, rows by region, cells by status."),
)
def get_grid(request: HttpRequest) -> Any:
    filters = read_grid(request.GET)
    return grid_record(grid(filters.as_of, filters=filters), filters.as_of)
