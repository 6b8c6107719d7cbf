"""The files of the register: which there are, and what of the register each holds."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from agreements.exports import codebook
from agreements.exports.bundle import About, Bundle, Record, Table
from agreements.exports.columns import REGISTER, grid_tables
from agreements.exports.writers import FORMATS
from agreements.forms import DealFilters
from agreements.register.partial_date import PartialDate

from .deal_records import deal_keys, deal_records
from .edition import Edition
from .exports import cited_sources, grid_record, partner_records, type_records
from .grid import grid
from .site import all_types

# The formats of each set of data, by the first part of its files' names.
DATASETS: Mapping[str, tuple[str, ...]] = {
    "deals": tuple(FORMATS),
    "grid": tuple(FORMATS),
    "codebook": ("csv", "json"),
}
EVERYTHING = DealFilters()
# So many records are kept while a bundle lasts, for the next format; more are read again for each.
MOST_RECORDS_KEPT = 1_000


def _about(name: str, title: str, edition: Edition, page: str, query: str = "") -> About:
    # Where the site's own address is not set, files hold paths: they are the same whoever makes them.
    with override("en"):
        path = reverse(f"agreements:{page}")
    address = settings.SITE_URL + path + (f"?{query}" if query else "")
    return About(name, title, edition.day, address, query)


def deals_bundle(edition: Edition, filters: DealFilters = EVERYTHING) -> Bundle:
    """Return the deals that pass the filters, with their events, sums, relations and sources, types and partners."""
    keys = list(deal_keys(filters))
    narrowed = None if filters == EVERYTHING else filters
    query = urlencode(filters.pairs())
    return Bundle(
        _about("japan-security-deals", "Japan’s security deals", edition, "deal_list", query),
        REGISTER,
        _kept_if_few(lambda: deal_records(keys, filters.as_of, settings.SITE_URL), len(keys)),
        len(keys),
        {
            "sources": lambda: cited_sources(narrowed),
            "partners": lambda: partner_records(settings.SITE_URL),
            "types": lambda: type_records(settings.SITE_URL),
        },
    )


def _kept_if_few(records: Callable[[], Iterator[Record]], count: int) -> Callable[[], Iterator[Record]]:
    if count > MOST_RECORDS_KEPT:
        return records
    kept = cache(lambda: list(records()))
    return lambda: iter(kept())


def _grid_tables() -> tuple[Table, Table]:
    with override("en"):
        names = [(kind.slug, kind.name_en) for kind in all_types()]
    return grid_tables(names)


def grid_bundle(edition: Edition, as_of: PartialDate | None = None) -> Bundle:
    """Return the grid, as a table of partners and kinds and as cells."""
    record = grid_record(grid(as_of), as_of)
    query = urlencode({"as_of": str(as_of)}) if as_of else ""
    title = "Japan’s security deals: partners and kinds of agreement"
    return Bundle(
        _about("japan-security-deals-grid", title, edition, "grid", query),
        _grid_tables(),
        lambda: iter(record["rows"]),
        len(record["rows"]),
    )


def explained_tables() -> tuple[Table, ...]:
    """Return every table that the files hold."""
    return (*REGISTER, *_grid_tables())


def codebook_bundle(edition: Edition) -> Bundle:
    tables = explained_tables()
    return Bundle(
        _about("japan-security-deals-codebook", "Japan’s security deals: codebook", edition, "codebook"),
        (codebook.CODEBOOK,),
        lambda: codebook.records(tables),
        sum(1 for _ in codebook.entries([*tables, codebook.CODEBOOK])),
    )


def whole(dataset: str, edition: Edition) -> Bundle:
    """Return a whole set of data, as of now."""
    if dataset == "deals":
        return deals_bundle(edition)
    return grid_bundle(edition) if dataset == "grid" else codebook_bundle(edition)
