"""The grid of partners and kinds: as a table with a column for each kind, and as cells."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from agreements.exports.bundle import Column, Record, Reference, Table, Words, both, itself
from agreements.models import Region, Status

WHY_EMPTY: Sequence[tuple[str, Words]] = (
    ("none-found", _("looked for, and none found")),
    ("not-looked-for", _("not looked for")),
    ("filtered-out", _("there is a deal, which the filters leave out")),
)


def _cells(record: Record) -> Iterator[Record]:
    for cell in record["cells"]:
        yield {"partner": record["partner"], **cell}


CELLS = Table(
    "cells",
    _("One row for each partner and kind of agreement, also where there is no deal"),
    [
        Column("partner", _("The partner’s code"), required=True),
        Column("type", _("Kind of agreement: its slug"), required=True),
        Column("status", _("The strongest status among the deals; empty where there is none"), values=Status.choices),
        Column("standing", _("Number of deals in force, suspended or signed"), "integer", required=True),
        Column("deal", _("Slug of a deal that has the strongest status")),
        Column("why_empty", _("Why there is no deal"), values=WHY_EMPTY),
        Column("looked_until", _("Until when it was looked for"), "date"),
        *both("looked_in", _("In what it was looked for, English"), _("In what it was looked for, Japanese")),
    ],
    ["partner", "type"],
    [Reference("partner", "grid", "partner")],
    _cells,
)


def grid_tables(types: Iterable[tuple[str, Words]]) -> tuple[Table, Table]:
    """Return the grid as a table with a column for each kind, and its cells as rows."""

    def of_type(slug: str, name: Words) -> Column:
        def read(record: Record) -> str:
            cell = next(cell for cell in record["cells"] if cell["type"] == slug)
            return str(cell["status"] or cell["why_empty"])

        return Column(slug, name, values=(*Status.choices, *WHY_EMPTY), required=True, read=read)

    wide = Table(
        "grid",
        _("One row for each partner, one column for each kind: the strongest status, or why there is none"),
        [
            Column("partner", _("The partner’s code"), required=True),
            Column("slug", _("Stable name of the partner"), required=True),
            *both("name", _("Name, English"), _("Name, Japanese"), required=True),
            Column("region", _("Region"), values=Region.choices, required=True),
            *(of_type(slug, name) for slug, name in types),
        ],
        ["partner"],
        (),
        itself,
    )
    return wide, CELLS
