"""Partners × types: the strongest status in each cell, and why an empty cell is empty."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Min

from agreements.models import AgreementType, Deal, Family, Partner, Survey
from agreements.register.partial_date import PartialDate
from agreements.register.status import STANDING, Status

from .site import all_types, partners_with_deals


@dataclass(frozen=True, slots=True)
class Cell:
    """What a partner has of a type: the strongest status, how many deals stand, and one of the strongest."""

    type: AgreementType
    status: Status
    standing: int
    strongest: int
    deal: str


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """Nothing of a type: not found by a survey, or not looked for (None)."""

    type: AgreementType
    survey: Survey | None
    status: None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    partner: Partner
    cells: Sequence[Cell | EmptyCell]
    kinds: int


@dataclass(frozen=True, slots=True)
class Grid:
    types: Sequence[AgreementType]
    families: Sequence[tuple[Family, int]]
    rows: Sequence[GridRow]

    @property
    def family_starts(self) -> set[int]:
        """The ids of the types with which a family begins."""
        firsts: dict[str, int] = {}
        for kind in self.types:
            firsts.setdefault(kind.family, kind.pk)
        return set(firsts.values())


def cells(as_of: PartialDate | None) -> dict[tuple[int, int], Cell]:
    """Return the cells that hold a published deal, by the ids of partner and type."""
    types = {kind.pk: kind for kind in all_types()}
    counted = (
        Deal.objects.published()
        .as_of(as_of)
        .exclude(status_then="")
        .order_by()
        .values("partners", "type", "status_then")
        .annotate(number=Count("pk", distinct=True), example=Min("slug"))
    )
    by_cell: dict[tuple[int, int], list[tuple[Status, int, str]]] = {}
    for row in counted:
        if row["partners"] is not None:
            by_cell.setdefault((row["partners"], row["type"]), []).append(
                (Status(row["status_then"]), row["number"], row["example"])
            )
    return {key: _cell(types[key[1]], found) for key, found in by_cell.items()}


def _cell(kind: AgreementType, found: Sequence[tuple[Status, int, str]]) -> Cell:
    status, number, example = min(found, key=lambda row: row[0].strength)
    standing = sum(count for one, count, _ in found if one in STANDING)
    return Cell(kind, status, standing, number, example)


def _families(types: Sequence[AgreementType]) -> list[tuple[Family, int]]:
    sizes: dict[Family, int] = {}
    for kind in types:
        family = Family(kind.family)
        sizes[family] = sizes.get(family, 0) + 1
    return list(sizes.items())


def grid(as_of: PartialDate | None, limit: int | None = None) -> Grid:
    """Return the grid as of a day (None: now), the partners with the most kinds first; `limit` keeps the first rows."""
    found = cells(as_of)
    types = list(all_types())
    surveys = {(survey.partner_id, survey.type_id): survey for survey in Survey.objects.all()}

    def row(partner: Partner) -> GridRow:
        line: list[Cell | EmptyCell] = [
            found.get((partner.pk, kind.pk))
            or EmptyCell(kind, surveys.get((None, kind.pk)) or surveys.get((partner.pk, kind.pk)))
            for kind in types
        ]
        return GridRow(partner, line, sum(isinstance(cell, Cell) for cell in line))

    rows = sorted(map(row, partners_with_deals()), key=lambda line: -line.kinds)
    if as_of is not None:
        rows = [line for line in rows if line.kinds]
    return Grid(types, _families(types), rows[:limit])
