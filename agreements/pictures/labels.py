"""Puts names beside points so that none lies on another, or beside a dot that is not its own.

Where there is no room beside it, a name stands further off and a line leads to it; beyond that it is left out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import cos, pi, sin

from .svg import width_of

# The height of a name, in the units of the drawing: 12 pixels where the map is as wide as a page lets it be.
SIZE = 10.5
_GAP = 5.0
# What a dot keeps free around it, so that no other name is taken for its own.
_AROUND = 3.0
# How near to its point and how far from it a name on a line may stand, and in how many directions it is tried.
_NEAREST, _FURTHEST = 9.0, 40.0
_DIRECTIONS = 24
# A line that is steeper than this leads to the middle of a name, any other to its end.
_UPRIGHT = 0.4
# What a line keeps free to either side.
_LINE = 1.5
# How much nearer to a dot than a name it may come.
_PASS = 2.0
_ROUNDS = 3
# What is kept free around a point of no dot, so that a line can begin there.
_POINT = 2.0

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
    """A name with the point that its line begins at, is centered on or ends at, as `anchor` says.

    `lead` is the path of the line to a name that stands further off; empty for one that stands at its point.
    """

    text: str
    x: float
    y: float
    anchor: str
    lead: str = ""


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class _Space:
    """Boxes that are taken, by the squares of a grid that they touch, so that a question looks at few."""

    _SQUARE = 25

    def __init__(self, boxes: Iterable[_Box]) -> None:
        self._by_square: dict[tuple[int, int], list[_Box]] = {}
        self.take(boxes)

    def _squares(self, box: _Box) -> Iterable[tuple[int, int]]:
        left, top, right, foot = (int(side // self._SQUARE) for side in box)
        return product(range(left, right + 1), range(top, foot + 1))

    def take(self, boxes: Iterable[_Box]) -> None:
        for box in boxes:
            for square in self._squares(box):
                self._by_square.setdefault(square, []).append(box)

    def is_free(self, box: _Box) -> bool:
        beside = (other for square in self._squares(box) for other in self._by_square.get(square, ()))
        return not any(_meet(box, other) for other in beside)


def dot_box(x: float, y: float, radius: float) -> _Box:
    """Return what a dot keeps free of names."""
    free = radius + _AROUND
    return x - free, y - free, x + free, y + free


def _around(point: Point) -> _Box:
    return point.x - _POINT, point.y - _POINT, point.x + _POINT, point.y + _POINT


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


def _far(
    point: Point, size: float, is_free: Callable[[_Box], bool], is_open: Callable[[_Box], bool]
) -> tuple[Label, list[_Box]] | None:
    """Return the nearest free place further off, with the boxes of the name and of the line that leads to it.

    `is_free` tells whether a name may stand somewhere, `is_open` whether a line may pass.
    """
    width, height = width_of(point.text, size) * 1.06, size * 1.2
    begin = point.radius + _AROUND if point.radius else 0.0
    nearest, found = _FURTHEST, None
    for turn in range(_DIRECTIONS):
        across, down = cos(2 * pi * turn / _DIRECTIONS), sin(2 * pi * turn / _DIRECTIONS)
        line: list[_Box] = []
        far = begin
        while far < nearest:
            x, y = point.x + across * far, point.y + down * far
            piece = x - _LINE, y - _LINE, x + _LINE, y + _LINE
            if not is_open(piece):
                break
            line.append(piece)
            far += 2 * _LINE
            if far < begin + _NEAREST:
                continue
            side = "middle" if abs(across) < _UPRIGHT else "start" if across > 0 else "end"
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[side]
            top = y + (down - 1) * height / 2
            box = left, top, left + width, top + height
            if is_free(box):
                lead = f"M{point.x + across * begin:.1f} {point.y + down * begin:.1f}L{x:.1f} {y:.1f}"
                label = Label(point.text, round(x, 1), round(top + size * 0.9, 1), side, lead)
                # The last piece touches the name itself.
                nearest, found = far, (label, [box, *line])
                break
    return found


def _placed(
    points: Sequence[Point], size: tuple[int, int], kept_free: Sequence[_Box], text_size: float
) -> tuple[list[Label], list[Point]]:
    """Return labels for points, the first served first, and the points for which there was no room."""
    width, height = size
    taken = _Space(kept_free)
    # A line may pass a dot nearer by than a name, which would be taken for the dot's own.
    in_the_way = _Space(
        (left + _PASS, top + _PASS, right - _PASS, foot - _PASS) for left, top, right, foot in kept_free
    )
    bare = [(point, _around(point)) for point in points if not point.radius]
    labels = []

    def is_free(box: _Box) -> bool:
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
        return inside and taken.is_free(box)

    waiting = []
    for point in points:
        others = [box for other, box in bare if other is not point]
        for label, box in _choices(point, text_size):
            if is_free(box) and not any(_meet(box, other) for other in others):
                labels.append(label)
                taken.take([box])
                in_the_way.take([box])
                break
        else:
            waiting.append(point)
    left_out = []
    # Last, so that no line takes the place of a name that has one at its point.
    for point in waiting:
        found = _far(point, text_size, is_free, in_the_way.is_free)
        if found is None:
            left_out.append(point)
        else:
            labels.append(found[0])
            taken.take(found[1])
            in_the_way.take(found[1])
    return labels, left_out


def placed(
    points: Iterable[Point], size: tuple[int, int], kept_free: Iterable[_Box] = (), text_size: float = SIZE
) -> Sequence[Label]:
    """Return labels for points, those that matter most first; none lies on another or on what is to be kept free."""
    return _best_of_rounds(tuple(points), size, tuple(kept_free), text_size)


# A full map takes a tenth of a second of a processor, and nothing but its arguments changes it.
@lru_cache(maxsize=256)
def _best_of_rounds(
    points: Sequence[Point], size: tuple[int, int], kept_free: Sequence[_Box], text_size: float
) -> Sequence[Label]:
    """Serve those that found no room first in the next round, and return the round that leaves out the least."""
    weight = {point: len(points) - place for place, point in enumerate(points)}
    order = points
    rounds = []
    for _round in range(_ROUNDS):
        labels, left_out = _placed(order, size, kept_free, text_size)
        rounds.append((sum(weight[point] for point in left_out), tuple(labels)))
        if not left_out:
            break
        order = (*left_out, *(point for point in order if point not in left_out))
    return min(rounds, key=lambda one: one[0])[1]
