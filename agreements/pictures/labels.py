"""Puts names beside points so that none lies on another; where there is no room, a name is left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from .svg import width_of

# The height of a name, in the units of the drawing: 12 pixels where the map is as wide as a page lets it be.
SIZE = 10.5
_GAP = 5.0

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A name with the point that its line begins at, is centered on or ends at, as `anchor` says."""

    text: str
    x: float
    y: float
    anchor: str


def _choices(x: float, y: float, text: str, room: float) -> Iterable[tuple[Label, _Box]]:
    width = width_of(text, SIZE) * 1.06
    half = SIZE * 0.36
    choices = [
        ("start", x + _GAP, y + half),
        ("end", x - _GAP - width, y + half),
        ("middle", x - width / 2, y - _GAP),
        ("middle", x - width / 2, y + _GAP + SIZE * 0.8),
    ]
    within = ("middle", x - width / 2, y + half)
    # A land that is wider than its name holds the name.
    for anchor, left, base in [within, *choices] if room > width else [*choices, within]:
        at = {"start": left, "end": left + width, "middle": left + width / 2}[anchor]
        yield (
            Label(text, round(at, 1), round(base, 1), anchor),
            (left, base - SIZE * 0.9, left + width, base + SIZE * 0.3),
        )


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def placed(points: Iterable[tuple[tuple[int, int], str, float]], size: tuple[int, int]) -> list[Label]:
    """Return labels for points with a name and the width of the land there, the first served first."""
    width, height = size
    taken: list[_Box] = []
    labels = []
    for (x, y), text, room in points:
        for label, box in _choices(x, y, text, room):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_meet(box, other) for other in taken):
                labels.append(label)
                taken.append(box)
                break
    return labels
