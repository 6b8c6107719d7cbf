"""The files themselves: a whole set of data from the shelf, a filtered one as it is read."""

import logging
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from agreements.answer_store import MOST_KEPT
from agreements.exports.bundle import Bundle
from agreements.exports.shelf import Kept, Shelf
from agreements.exports.writers import FORMATS, Format
from agreements.forms import (
    DEAL_PARAMETERS,
    GRID_PARAMETERS,
    DealFilters,
    Problem,
    read_deal_filters,
    read_grid_filters,
    unknown_parameters,
)
from agreements.http import file_asked_too_often, is_as_file, origin_of, page, refused
from agreements.limits import take_file
from agreements.selectors.bundles import DATASETS, EVERYTHING, WHOLE_GRID, deals_bundle, grid_bundle, whole
from agreements.selectors.edition import Edition, edition
from agreements.selectors.site import partners_of_edition, register_in_brief, types_of_edition
from rosetta.outage import is_outage

logger = logging.getLogger(__name__)

# Above this, a reader would wait for minutes: files are read from the database as they are sent, and
# `manage.py export_data` makes them with their SHA-256.
MOST_DEALS_ON_THE_SHELF = 5_000


# Whoever asks names the host and its port, and each address of the site has files of its own, of 9 MB together.
MOST_ADDRESSES_ON_THE_SHELF = 4


def is_too_large_to_keep() -> bool:
    brief = register_in_brief()
    return brief is not None and brief.deals > MOST_DEALS_ON_THE_SHELF


def kept_files(dataset: str, suffixes: Sequence[str], now: Edition, origin: str) -> dict[str, Kept | None]:
    """Return files of a whole set of data, made where they have not been made of this edition.

    None where the register is too large, or where they cannot be kept, as on a full disk. They hold addresses, and so
    each address of the site has its own, up to a number of them.
    """
    if is_too_large_to_keep():
        return dict.fromkeys(suffixes)
    shelf = Shelf(settings.VAR_DIR / "downloads", sha256(now.key.encode()).hexdigest()[:32])
    bundle = cache(lambda: whole(dataset, now, origin))
    place = sha256(origin.encode()).hexdigest()[:16]
    if not shelf.has_room_for(place, MOST_ADDRESSES_ON_THE_SHELF):
        return dict.fromkeys(suffixes)

    def write(suffix: str, file: BinaryIO) -> None:
        FORMATS[suffix].write(bundle(), file)

    try:
        return {suffix: shelf.get(f"{place}-{dataset}.{suffix}", partial(write, suffix)) for suffix in suffixes}
    except (OSError, sqlite3.OperationalError) as error:
        if not is_outage(error):
            raise
        logger.warning("Files of the register are not kept: %s", error)
        return dict.fromkeys(suffixes)


# What people call the formats whose endings say nothing, or too little.
_NAMES = {"jsonl": "JSON Lines", "sqlite": "SQLite", "zip": "Data Package"}


def files_of(dataset: str) -> list[tuple[str, str]]:
    """Return the name and the address of each file of a set of data, to which the filters of a page are added."""
    return [
        (_NAMES.get(suffix, suffix.upper()), reverse(f"agreements:{dataset}_{suffix}")) for suffix in DATASETS[dataset]
    ]


def _deal_filters(request: HttpRequest) -> DealFilters:
    filters = read_deal_filters(
        request.GET,
        types=[kind.slug for kind in types_of_edition()],
        partners=[partner.slug for partner in partners_of_edition()],
        today=timezone.localdate(),
    )
    # A file is a whole list, not a page of it.
    return replace(filters, page=1)


def _asked_for(request: HttpRequest, dataset: str, now: Edition) -> tuple[Callable[[], Bundle] | None, list[Problem]]:
    """Return how to make the part that is asked for (None: the whole), and what of the address cannot be read."""
    origin = origin_of(request)
    if dataset == "deals":
        filters = _deal_filters(request)
        problems = [*unknown_parameters(request.GET, DEAL_PARAMETERS), *filters.problems]
        return None if filters == EVERYTHING else partial(deals_bundle, now, filters, origin), problems
    if dataset == "grid":
        of_grid = read_grid_filters(request.GET, types=[kind.slug for kind in types_of_edition()])
        problems = [*unknown_parameters(request.GET, GRID_PARAMETERS), *of_grid.problems]
        return None if of_grid == WHOLE_GRID else partial(grid_bundle, now, of_grid, origin), problems
    return None, unknown_parameters(request.GET, ())


def _sent(found: Format, bundle: Bundle) -> HttpResponseBase:
    if found.chunks:
        return StreamingHttpResponse(found.chunks(bundle))
    # The answer closes it.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    found.write(bundle, file)
    file.seek(0)
    return FileResponse(file)


@page
def download(request: HttpRequest, dataset: str, suffix: str) -> HttpResponseBase:
    """Give a set of data as a file, or what the filters in the address leave of it."""
    now = edition()
    origin = origin_of(request)
    make, problems = _asked_for(request, dataset, now)
    if problems:
        return refused(problems)
    kept = kept_files(dataset, [suffix], now, origin)[suffix] if make is None else None
    is_made = kept is None and not is_as_file(request)
    if is_made and (seconds := take_file(request, request.GET.get("q", ""))):
        return file_asked_too_often(seconds)
    name = f"japan-security-{dataset}-{now.version}"
    response: HttpResponseBase
    file = kept.open() if kept else None
    if kept is None or file is None:
        bundle = make() if make else whole(dataset, now, origin)
        name = bundle.about.file_name
        response = _sent(FORMATS[suffix], bundle)
    else:
        # In one piece it is kept in memory too.
        response = HttpResponse(file) if kept.size <= MOST_KEPT else FileResponse(file)
        response["ETag"] = f'"{kept.sha256}"'
    response["Content-Type"] = FORMATS[suffix].media_type
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
