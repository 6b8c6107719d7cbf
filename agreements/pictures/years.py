"""How many stand in each year: one small area for each series, all on one scale, each named where it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    """A count for each year, by the sign and the name of what is counted."""

    sign: str
    name: str
    counts: Sequence[int]


def area(counts: Sequence[int], most: int, width: float, height: float) -> str:
    """Return the path of steps under which an area is filled; a count of nothing leaves no area."""
    step = width / len(counts)
    steps = "".join(
        f"V{height - count / max(most, 1) * height:.1f}H{(place + 1) * step:.1f}" for place, count in enumerate(counts)
    )
    return f"M0 {height:g}{steps}V{height:g}Z"


def years_chart(caption: Caption, series: Sequence[Series], first: int, last: int, none: str) -> str:
    """Draw the chart as a file. `none` is said where a series has nothing in any year."""
    most = max((max(one.counts) for one in series), default=1)
    body = []
    for number, one in enumerate(series):
        x, y = number % COLUMNS * _CELL_WIDTH, number // COLUMNS * _CELL_HEIGHT
        inside = [
            tile(one.sign, "", -4, 0, 24),
            line_of_text(one.name, 26, 17, 15, "bold"),
            line_of_text(str(one.counts[-1]), _PLOT_WIDTH, 17, 15, "bold", "end"),
            element("path", d=f"M0 {_PLOT_HEIGHT:g}H{_PLOT_WIDTH:g}", class_="rule", transform="translate(0 28)"),
            line_of_text(str(first), 0, 28 + _PLOT_HEIGHT + 15, 12, "faint"),
            line_of_text(str(last), _PLOT_WIDTH, 28 + _PLOT_HEIGHT + 15, 12, "faint", "end"),
        ]
        if max(one.counts):
            path = area(one.counts, most, _PLOT_WIDTH, _PLOT_HEIGHT)
            inside.append(element("path", d=path, class_="ink", transform="translate(0 28)"))
        else:
            inside.append(line_of_text(none, 0, 28 + _PLOT_HEIGHT - 8, 13, "faint"))
        body.append(element("g", *inside, transform=f"translate({x:g} {y:g})"))
    rows = -(-len(series) // COLUMNS)
    return framed(caption, COLUMNS * _CELL_WIDTH + 56, rows * _CELL_HEIGHT, body)
