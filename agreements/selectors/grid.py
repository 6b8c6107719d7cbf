"""Partners × types: the strongest status in each cell, and why an empty cell is empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import Count, Min, Value

from agreements.forms import GridFilters
from agreements.models import AgreementType, Deal, Family, Partner, Region, Survey
from agreements.models.addressed import page_address
from agreements.register.partial_date import PartialDate
from agreements.register.status import STANDING, Status

from .edition import kept_for_edition
from .site import partners_in_order, types_of_edition


@dataclass(frozen=True, slots=True)
class Cell:
    """What a partner has of a type: the strongest status, how many deals stand, and one of the strongest."""

    type: AgreementType
    status: Status
    standing: int
    strongest: int
    deal: str

    @property
    def is_one_deal(self) -> bool:
        """Whether the cell stands for one deal, and not for a list of them."""
        return self.strongest == 1 and self.standing < 2

    @property
    def deal_address(self) -> str:
        return page_address("agreements:deal_detail", self.deal)


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """Nothing of a type: not found by a survey, or not looked for (None). With filters: nothing that passes them.

    `reason` is the place, from 1, of what the survey says among the grid's reasons; 0 without a survey.
    """

    type: AgreementType
    survey: Survey | None
    has_others: bool = False
    reason: int = 0


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
    partner_count: int
    # The statuses that cells are narrowed to, and so the lists that they lead to.
    statuses: Sequence[str] = ()
    # Why cells are empty, in words: each reason once, however many cells it stands behind.
    reasons: Sequence[str] = ()

    @property
    def narrowed(self) -> str:
        """What the address of the list behind a cell ends in."""
        return "".join(f"&status={status}" for status in self.statuses)

    @property
    def has_several_reasons(self) -> bool:
        return len(self.reasons) > 1

    @property
    def has_unsearched(self) -> bool:
        """Whether some cell is empty because nobody has looked."""
        empty = (cell for row in self.rows for cell in row.cells if isinstance(cell, EmptyCell))
        return any(cell.survey is None and not cell.has_others for cell in empty)

    @property
    def family_starts(self) -> set[int]:
        """The ids of the types with which a family begins."""
        firsts: dict[str, int] = {}
        for kind in self.types:
            firsts.setdefault(kind.family, kind.pk)
        return set(firsts.values())


# The deals of a cell: for each status that they have, how many, and one of them.
_Found = dict[tuple[int, int], list[tuple[Status, int, str]]]


def _found(as_of: PartialDate | None) -> _Found:
    """Return what there is in each cell. For today it is counted once an edition, as most pages of a partner ask."""
    return _counted_today() if as_of is None else _counted(as_of)


@kept_for_edition
def _counted_today() -> _Found:
    return _counted(None)


def _counted(as_of: PartialDate | None) -> _Found:
    """Count by the main kind of each deal, and then by its further kinds: the lists behind the cells hold both."""
    deals = Deal.objects.published().as_of(as_of).exclude(status_then="").order_by()  # type: ignore[misc]
    mainly, also = (
        deals.filter(**{f"{of_kind}__isnull": False})
        .values_list("partners", of_kind, "status_then")
        .annotate(number=Count("pk", distinct=True), example=Min("slug"), place=Value(place))
        for place, of_kind in enumerate(("type", "also_types"))
    )
    by_cell: dict[tuple[int, int], dict[Status, tuple[int, str]]] = {}
    # What is mainly of the kind gives the example.
    for partner, kind, status, number, example, _place in sorted(mainly.union(also, all=True), key=itemgetter(-1)):
        if partner is not None:
            of_cell = by_cell.setdefault((partner, kind), {})
            earlier, first = of_cell.get(Status(status), (0, example))
            of_cell[Status(status)] = (earlier + number, first)
    return {key: [(status, *found) for status, found in of_cell.items()] for key, of_cell in by_cell.items()}


def cells(as_of: PartialDate | None) -> dict[tuple[int, int], Cell]:
    """Return the cells that hold a published deal, by the ids of partner and type."""
    by_id = {kind.pk: kind for kind in types_of_edition()}
    return {key: _cell(by_id[key[1]], found) for key, found in _found(as_of).items()}


def _cell(kind: AgreementType, found: Sequence[tuple[Status, int, str]]) -> Cell:
    status, number, example = min(found, key=lambda row: row[0].strength)
    standing = sum(count for one, count, _ in found if one in STANDING)
    return Cell(kind, status, standing, number, example)


@kept_for_edition
def surveys() -> tuple[Survey, ...]:
    """Return where and until when the register looked for each type: read once an edition."""
    return tuple(Survey.objects.all())


def _families(types: Sequence[AgreementType]) -> list[tuple[Family, int]]:
    sizes: dict[Family, int] = {}
    for kind in types:
        family = Family(kind.family)
        sizes[family] = sizes.get(family, 0) + 1
    return list(sizes.items())


_REGION_ORDER = {region: position for position, region in enumerate(Region.values)}


def _in_order(rows: Sequence[GridRow], sort: str) -> list[GridRow]:
    """Return the rows in the order asked for. They come in the order of their names, which settles ties."""
    if sort == "name":
        return list(rows)
    if sort == "region":
        return sorted(rows, key=lambda row: (_REGION_ORDER[row.partner.region], -row.kinds))
    return sorted(rows, key=lambda row: -row.kinds)


def grid(as_of: PartialDate | None, limit: int | None = None, filters: GridFilters | None = None) -> Grid:
    """Return the grid as of a day (None: now), the partners with the most kinds first; `limit` keeps the first rows.

    `filters` narrow it; their own day is not read.
    """
    filters = filters or GridFilters()
    found = _found(as_of)
    types = [
        kind
        for kind in types_of_edition()
        if (not filters.type or kind.slug in filters.type) and (not filters.family or kind.family in filters.family)
    ]
    partners = partners_in_order()
    looked = {(survey.partner_id, survey.type_id): survey for survey in surveys()}
    # A survey may stand behind fifty cells.
    none_found = {survey.pk: survey.none_found for survey in looked.values()}
    reasons: dict[str, int] = {}

    def cell(partner: Partner, kind: AgreementType) -> Cell | EmptyCell:
        of_cell = found.get((partner.pk, kind.pk), [])
        passing = [one for one in of_cell if not filters.status or one[0] in filters.status]
        if passing:
            return _cell(kind, passing)
        survey = looked.get((None, kind.pk)) or looked.get((partner.pk, kind.pk))
        if of_cell or survey is None:
            return EmptyCell(kind, survey, bool(of_cell))
        return EmptyCell(kind, survey, reason=reasons.setdefault(none_found[survey.pk], len(reasons) + 1))

    def row(partner: Partner) -> GridRow:
        line = [cell(partner, kind) for kind in types]
        return GridRow(partner, line, sum(isinstance(one, Cell) for one in line))

    rows = [row(partner) for partner in partners if not filters.region or partner.region in filters.region]
    if as_of is not None or filters.narrows:
        rows = [line for line in rows if line.kinds]
    return Grid(
        types, _families(types), _in_order(rows, filters.sort)[:limit], len(partners), filters.status, list(reasons)
    )
