"""How many stand in each year: one small area for each series on one scale, and one for all together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .frame import Caption, framed
from .signs import tile
from .svg import element, line_of_text

# The size of one area where a page shows it: a unit across for each year, and its height.
AREA_HEIGHT = 40
COLUMNS = 4
_CELL_WIDTH, _CELL_HEIGHT = 250.0, 150.0
_PLOT_WIDTH, _PLOT_HEIGHT = 226.0, 76.0


@dataclass(frozen=True, slots=True)
class Series:
    """A count for each year, by the sign and the name of what is counted; of all together no sign."""

    sign: str
    name: str
    counts: Sequence[int]


def area(counts: Sequence[int], most: int, width: float, height: float) -> str:
    """Return the path of steps, one for each change, under which an area is filled; nothing leaves no area."""
    steps, end = [], 0
    for count, years in groupby(counts):
        end += len(list(years))
        steps.append(f"V{_short(height - count / max(most, 1) * height)}H{_short(end * width / len(counts))}")
    return f"M0 {height:g}{''.join(steps)}V{height:g}Z"


def _short(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def _cell(one: Series, width: float, most: int, first: int, last: int, none: str) -> list[str]:
    """Draw one area with its sign, name, latest count and years."""
    parts = [
        tile(one.sign, "", -4, 0, 24) if one.sign else "",
        line_of_text(one.name, 26 if one.sign else 0, 17, 15, "bold"),
        line_of_text(str(one.counts[-1]), width, 17, 15, "bold", "end"),
        element("path", d=f"M0 {_PLOT_HEIGHT:g}H{width:g}", class_="rule", transform="translate(0 28)"),
        line_of_text(str(first), 0, 28 + _PLOT_HEIGHT + 15, 12, "faint"),
        line_of_text(str(last), width, 28 + _PLOT_HEIGHT + 15, 12, "faint", "end"),
    ]
    if not max(one.counts):
        return [*parts, line_of_text(none, 0, 28 + _PLOT_HEIGHT - 8, 13, "faint")]
    path = area(one.counts, most, width, _PLOT_HEIGHT)
    return [*parts, element("path", d=path, class_="ink", transform="translate(0 28)")]


def years_chart(
    caption: Caption, series: Sequence[Series], together: Series | None, first: int, last: int, none: str
) -> str:
    """Draw the chart as a file: `series` on one scale, and `together` on its own in what they leave of the last row.

    `none` is said where a series has nothing in any year.
    """
    most = max((max(one.counts) for one in series), default=1)
    body = []

    def put(place: int, cell: list[str]) -> None:
        x, y = place % COLUMNS * _CELL_WIDTH, place // COLUMNS * _CELL_HEIGHT
        body.append(element("g", *cell, transform=f"translate({x:g} {y:g})"))

    for place, one in enumerate(series):
        put(place, _cell(one, _PLOT_WIDTH, most, first, last, none))
    cells = len(series)
    if together:
        left = COLUMNS - cells % COLUMNS
        width = _PLOT_WIDTH + (left - 1) * _CELL_WIDTH
        put(cells, _cell(together, width, max(together.counts), first, last, none))
        cells += left
    return framed(caption, COLUMNS * _CELL_WIDTH + 56, -(-cells // COLUMNS) * _CELL_HEIGHT, body)
