"""When the deals of a kind were made: one square for each in the year of its date, on the ground of its status."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import element, plain

SQUARE = 10.0
_GAP = 2.0
_MARK = 14.0
_PITCH = SQUARE + _GAP
_ENDED = frozenset({"completed", "superseded", "terminated", "cancelled"})


@dataclass(frozen=True, slots=True)
class Life:
    """A deal by its name, with the year that dates it and its status today."""

    name: str
    year: int
    status: str


def _square(life: Life, x: float, y: float) -> str:
    look = "filled" if life.status == "in-force" else "struck" if life.status in _ENDED else "open"
    if life.status in ("negotiating", "proposed", "agreed-in-principle"):
        look = "dotted"
    shapes = [element("title", plain(life.name))]
    if look == "struck":
        shapes.append(element("path", d=f"M{x:g} {y + SQUARE:g}l{SQUARE:g} {-SQUARE:g}", class_="struck"))
    else:
        inset = 0 if look == "filled" else 0.75
        side = SQUARE - 2 * inset
        shapes.append(element("rect", x=x + inset, y=y + inset, width=side, height=side, class_=look))
    return element("g", *shapes)


def lives_strip(lives: Sequence[Life], last: int, name: str) -> str:
    """Draw the squares for a page, which styles them by their classes; each tenth year is marked."""
    first = min(life.year for life in lives) // 10 * 10
    stacks: dict[int, list[Life]] = {}
    for life in lives:
        stacks.setdefault(life.year, []).append(life)
    height = max(len(stack) for stack in stacks.values()) * _PITCH
    width = (last - first + 1) * _PITCH
    shapes = [element("path", d=f"M0 {height:g}H{width:g}", class_="axis")]
    for year, stack in stacks.items():
        x = (year - first) * _PITCH
        shapes += [_square(life, x, height - (level + 1) * _PITCH) for level, life in enumerate(stack)]
    for year in range(first, last + 1, 10):
        x = (year - first) * _PITCH
        shapes.append(element("path", d=f"M{x:g} {height:g}v4", class_="axis"))
        shapes.append(element("text", str(year), x=x, y=height + _MARK))
    return element(
        "svg",
        *shapes,
        viewBox=f"0 0 {width:g} {height + _MARK + 4:g}",
        width=f"{width:g}",
        class_="lives",
        role="img",
        aria_label=name,
    )
