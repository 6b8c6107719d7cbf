"""The files of the register: which there are, and what of the register each holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override

from agreements.exports import codebook
from agreements.exports.bundle import About, Bundle, Record, Table
from agreements.exports.tables import REGISTER, grid_tables
from agreements.exports.writers import FORMATS
from agreements.forms import DealFilters, GridFilters
from agreements.models import AgreementType

from .deal_records import deal_keys, deal_records
from .edition import Edition
from .exports import cited_sources, grid_record, partner_records, sense_records, term_records, type_records
from .grid import grid
from .key_records import (
    character_records,
    cue_records,
    deal_state_records,
    matrix_records,
    state_records,
    survey_records,
)
from .site import types_of_edition

Pairs = Sequence[tuple[str, str]]
# The formats of each set of data, by the first part of its files' names.
DATASETS: Mapping[str, tuple[str, ...]] = {
    "deals": tuple(FORMATS),
    "grid": tuple(FORMATS),
    "codebook": ("csv", "json"),
}
EVERYTHING = DealFilters()
WHOLE_GRID = GridFilters()
# So many records are kept while a bundle lasts, for the next format; more are read again for each.
MOST_RECORDS_KEPT = 1_000


# A name of a file that is longer is cut, and a mark tells it from others that begin so.
LONGEST_FILTERS = 60


def _in_a_file_name(pairs: Pairs) -> str:
    """Return filters as a name of a file can have them: `acsa-germany-to-2020`; empty where nothing is narrowed."""
    words = {"year_from": "from-", "year_to": "to-", "as_of": "as-of-"}
    parts, is_whole = [], True
    for name, value in pairs:
        part = slugify(value)
        # Other words may be left with the same letters, and Japanese ones with none.
        is_whole = is_whole and (name != "q" or part == value)
        parts.append(words.get(name, "") + part if part else name)
    joined = "-".join(parts)
    if is_whole and len(joined) <= LONGEST_FILTERS:
        return joined
    return f"{joined[:LONGEST_FILTERS].rstrip('-')}-{sha256(urlencode(pairs).encode()).hexdigest()[:7]}"


def _about(name: str, title: str, edition: Edition, page: str, origin: str, pairs: Pairs = ()) -> About:
    # Where the site's own address is not known, files hold paths: they are the same whoever makes them.
    with override("en"):
        path = reverse(f"agreements:{page}")
    query = urlencode(pairs)
    address = origin + path + (f"?{query}" if query else "")
    return About(name, title, edition.version, edition.day, address, query, _in_a_file_name(pairs))


def deals_bundle(edition: Edition, filters: DealFilters = EVERYTHING, origin: str = "") -> Bundle:
    """Return the deals that pass the filters, with their events, sums, relations and sources, types and partners,
    the words of the concordance, and what the key, the decoder and the grid know of the types.

    `origin` is the scheme and host of the site, with which addresses in the file begin.
    """
    keys = list(deal_keys(filters))
    narrowed = None if filters == EVERYTHING else filters
    return Bundle(
        _about("japan-security-deals", "Japan’s security deals", edition, "deal_list", origin, filters.pairs()),
        REGISTER,
        _kept_if_few(lambda: deal_records(keys, filters.as_of, origin), len(keys)),
        len(keys),
        {
            "sources": lambda: cited_sources(narrowed),
            "partners": lambda: partner_records(origin),
            "types": lambda: type_records(origin),
            "terms": lambda: term_records(origin),
            "senses": sense_records,
            "characters": character_records,
            "states": state_records,
            "matrix": matrix_records,
            "deal_states": lambda: deal_state_records(narrowed),
            "cues": cue_records,
            "surveys": survey_records,
        },
    )


def _kept_if_few(records: Callable[[], Iterator[Record]], count: int) -> Callable[[], Iterator[Record]]:
    if count > MOST_RECORDS_KEPT:
        return records
    kept = cache(lambda: list(records()))
    return lambda: iter(kept())


def _grid_tables(types: Iterable[AgreementType]) -> tuple[Table, Table]:
    return grid_tables([(kind.slug, kind.name_en) for kind in types])


def grid_bundle(edition: Edition, filters: GridFilters = WHOLE_GRID, origin: str = "") -> Bundle:
    """Return the grid or what the filters leave of it, as a table of partners and kinds and as cells."""
    found = grid(filters.as_of, filters=filters)
    record = grid_record(found, filters.as_of)
    title = "Japan’s security deals: partners and kinds of agreement"
    return Bundle(
        _about("japan-security-grid", title, edition, "grid", origin, filters.pairs()),
        _grid_tables(found.types),
        lambda: iter(record["rows"]),
        len(record["rows"]),
    )


def explained_tables() -> tuple[Table, ...]:
    """Return every table that the files hold."""
    return (*REGISTER, *_grid_tables(types_of_edition()))


def codebook_bundle(edition: Edition, origin: str = "") -> Bundle:
    tables = explained_tables()
    return Bundle(
        _about("japan-security-codebook", "Japan’s security deals: codebook", edition, "codebook", origin),
        (codebook.CODEBOOK,),
        lambda: codebook.records(tables),
        sum(1 for _ in codebook.entries([*tables, codebook.CODEBOOK])),
    )


def whole(dataset: str, edition: Edition, origin: str = "") -> Bundle:
    """Return a whole set of data, as of now, with addresses that begin with `origin`."""
    if dataset == "deals":
        return deals_bundle(edition, origin=origin)
    return grid_bundle(edition, origin=origin) if dataset == "grid" else codebook_bundle(edition, origin)
