"""The files themselves: a whole set of data from the shelf, a filtered one as it is read."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.answer_store import MOST_KEPT
from agreements.exports.bundle import Bundle
from agreements.exports.shelf import Kept, Shelf
from agreements.exports.writers import FORMATS, Format
from agreements.forms import DealFilters, read_as_of, read_deal_filters
from agreements.http import for_all
from agreements.selectors.bundles import EVERYTHING, deals_bundle, grid_bundle, whole
from agreements.selectors.edition import Edition, edition
from agreements.selectors.site import all_types, partners_with_deals, register_in_brief

# Above this, a reader would wait for minutes: files are read from the database as they are sent, and
# `manage.py export_data` makes them with their SHA-256.
MOST_DEALS_ON_THE_SHELF = 5_000


def _key(now: Edition) -> str:
    """Return what tells files from earlier ones. They hold the address of the site, so that it belongs to the key."""
    return sha256(f"{now.key} {settings.SITE_URL}".encode()).hexdigest()[:32]


def kept_files(dataset: str, suffixes: Sequence[str], now: Edition) -> dict[str, Kept | None]:
    """Return files of a whole set of data, made where they have not been made of this edition; None if too large."""
    brief = register_in_brief()
    if brief is not None and brief.deals > MOST_DEALS_ON_THE_SHELF:
        return dict.fromkeys(suffixes)
    shelf = Shelf(settings.VAR_DIR / "downloads", _key(now))
    bundle = cache(lambda: whole(dataset, now))

    def write(suffix: str, file: BinaryIO) -> None:
        FORMATS[suffix].write(bundle(), file)

    return {suffix: shelf.get(f"{dataset}.{suffix}", partial(write, suffix)) for suffix in suffixes}


def _filters(request: HttpRequest) -> DealFilters:
    filters = read_deal_filters(
        request.GET,
        types=[kind.slug for kind in all_types()],
        partners=[partner.slug for partner in partners_with_deals()],
        today=timezone.localdate(),
    )
    # A file is a whole list, not a page of it.
    return replace(filters, page=1)


def _narrowed(request: HttpRequest, dataset: str, now: Edition) -> tuple[partial[Bundle] | None, tuple[str, ...]]:
    """Return how to make the part that is asked for (None: the whole), and what of the address cannot be read."""
    if dataset == "deals" and request.GET:
        filters = _filters(request)
        return None if filters == EVERYTHING else partial(deals_bundle, now, filters), filters.problems
    if dataset == "grid":
        as_of, problems = read_as_of(request.GET)
        return partial(grid_bundle, now, as_of) if as_of else None, problems
    return None, ()


def _sent(found: Format, bundle: Bundle) -> HttpResponseBase:
    if found.chunks:
        return StreamingHttpResponse(found.chunks(bundle))
    # The answer closes it.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    found.write(bundle, file)
    file.seek(0)
    return FileResponse(file)


@require_safe
def download(request: HttpRequest, dataset: str, suffix: str) -> HttpResponseBase:
    """Give a set of data as a file, or what the filters in the address leave of it."""
    now = edition()
    make, problems = _narrowed(request, dataset, now)
    if problems:
        # A page can say what it left out; a file that held too much would pass for the right one.
        return HttpResponse("\n".join([*problems, ""]), status=400, content_type="text/plain; charset=utf-8")
    kept = kept_files(dataset, [suffix], now)[suffix] if make is None else None
    response: HttpResponseBase
    if kept is None:
        response = _sent(FORMATS[suffix], make() if make else whole(dataset, now))
    else:
        # In one piece it is kept in memory too.
        is_small = kept.size <= MOST_KEPT
        response = HttpResponse(kept.path.read_bytes()) if is_small else FileResponse(kept.path.open("rb"))
        response["ETag"] = f'"{kept.sha256}"'
    response["Content-Type"] = FORMATS[suffix].media_type
    response["Content-Disposition"] = f'attachment; filename="japan-security-{dataset}-{now.version}.{suffix}"'
    response["Access-Control-Allow-Origin"] = "*"
    return for_all(response)
