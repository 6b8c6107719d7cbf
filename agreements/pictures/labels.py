"""Puts names beside points so that none lies on another, or beside a dot that is not its own.

Where there is no room, a name is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .svg import width_of

# The height of a name, in the units of the drawing: 12 pixels where the map is as wide as a page lets it be.
SIZE = 10.5
_GAP = 5.0
# What a dot keeps free around it, so that no other name is taken for its own.
_AROUND = 3.0

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """What is to be named: a point, with the radius of its dot (0: none) and the box of the land there, if any."""

    text: str
    x: float
    y: float
    radius: float = 0.0
    land: _Box | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A name with the point that its line begins at, is centered on or ends at, as `anchor` says."""

    text: str
    x: float
    y: float
    anchor: str


def dot_box(x: float, y: float, radius: float) -> _Box:
    """Return what a dot keeps free of names."""
    free = radius + _AROUND
    return x - free, y - free, x + free, y + free


def _choices(point: Point, size: float) -> Iterable[tuple[Label, _Box]]:
    width = width_of(point.text, size) * 1.06
    half = size * 0.36
    x, y = point.x, point.y
    # A name that stands at a dot begins where the dot's own room ends.
    gap = point.radius + _AROUND if point.radius else _GAP
    foot = size * 0.3 if point.radius else 0.0
    choices = [
        ("start", x + gap, y + half),
        ("end", x - gap - width, y + half),
        ("middle", x - width / 2, y - gap - foot),
        ("middle", x - width / 2, y + gap + size * 0.9),
    ]
    if point.land and point.land[2] - point.land[0] > width:
        # A land that is wider than its name holds the name.
        left, top, right, bottom = point.land
        within = [(top + bottom) / 2 + half + line * size * 1.4 for line in (0, 1, -1)]
        choices = [*(("middle", (left + right - width) / 2, base) for base in within), *choices]
    elif not point.radius:
        choices.append(("middle", x - width / 2, y + half))
    for anchor, left, base in choices:
        at = {"start": left, "end": left + width, "middle": left + width / 2}[anchor]
        yield (
            Label(point.text, round(at, 1), round(base, 1), anchor),
            (left, base - size * 0.9, left + width, base + size * 0.3),
        )


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def placed(
    points: Iterable[Point], size: tuple[int, int], kept_free: Sequence[_Box] = (), text_size: float = SIZE
) -> list[Label]:
    """Return labels for points, the first served first; none lies on another or on what is to be kept free."""
    width, height = size
    taken: list[_Box] = list(kept_free)
    labels = []
    for point in points:
        for label, box in _choices(point, text_size):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_meet(box, other) for other in taken):
                labels.append(label)
                taken.append(box)
                break
    return labels
