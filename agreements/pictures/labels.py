"""Puts names beside points so that none lies on another, on a land that is not its own, or on another's dot.

A name stands on its own land or on the sea. Where there is no room beside it, it stands further off and a line leads to
it; beyond that it is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from math import cos, pi, sin
from operator import or_

from .svg import width_of

# The height of a name, in the units of the drawing: 12 pixels where the map is as wide as a page lets it be.
SIZE = 10.5
_GAP = 5.0
# What a dot keeps free around it, so that no other name is taken for its own.
_AROUND = 3.0
# How near to its point a name on a line may stand, and in how many directions it is tried.
_NEAREST = 9.0
_DIRECTIONS = 40
# How far apart on a line the places are that are tried.
_STEP = 4.0
# A line that is steeper than this leads to the middle of a name, any other to its end.
_UPRIGHT = 0.4
# What a line keeps free to either side.
_LINE = 1.5
# What parts two names in a line.
_SPACE = 1.5
# How much nearer to a dot than a name it may come.
_PASS = 2.0
_ROUNDS = 6
# What is kept free around a point of no dot, so that a line can begin there.
_POINT = 2.0
# How much of a name may lie on a land that is not its own; a little more where all else of it is on its own.
_STRAYS, _STRAYS_FROM_HOME = 0.06, 0.12
# How much of its own land a name may hide that is not within it.
_HIDES = 0.2
# How near to its own coast a name on the sea stands.
_NEAR = 4.0
# What a unit of a line costs: on a land that is not its own more than on the sea, most where the map tells of it. A
# name that ends a line may lie on a land that it does not tell of, which costs as much as so many units of a line.
_ABROAD, _ON_TOLD, _ON_UNTOLD = 2.5, 5.0, 30.0
# The most that a line may cost.
_DEAREST = 300.0
# On which rows of its own coast a name may begin, and how far from it.
_COAST, _SHORE = 4, 3.0

_Box = tuple[float, float, float, float]
# The squares of each row of a map that something holds, as bits.
Rows = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What is to be named: a point, with the radius of its dot (0: none), the box of the land there, and its code."""

    text: str
    x: float
    y: float
    radius: float = 0.0
    land: _Box | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A name with the point that its line begins at, is centered on or ends at, as `anchor` says.

    `lead` is the path of the line to a name that stands further off; empty for one that stands at its point.
    """

    text: str
    x: int
    y: int
    anchor: str
    lead: str = ""


@dataclass(frozen=True, eq=False)
class Ground:
    """The lands of a map: by code those that it tells of, and all together."""

    told: Mapping[str, Rows]
    all: Rows

    def around(self, code: str) -> tuple["_Squares", "_Squares", "_Squares"]:
        """Return what a land holds, what others hold, and what others hold that the map tells of."""
        if code not in self._around:
            own = _Squares(self.told.get(code, ()))
            self._around[code] = own, _Squares(self.all).without(own), _Squares(self._all_told).without(own)
        return self._around[code]

    @cached_property
    def _around(self) -> dict[str, tuple["_Squares", "_Squares", "_Squares"]]:
        return {}

    @cached_property
    def _all_told(self) -> Rows:
        return tuple(reduce(or_, row) for row in zip(*self.told.values(), strict=True))


class _Squares:
    """The squares of a map that something holds."""

    def __init__(self, rows: Sequence[int] = ()) -> None:
        self.rows = defaultdict[int, int](int, enumerate(rows))

    def without(self, other: "_Squares") -> "_Squares":
        return _Squares([row & ~other.rows[place] for place, row in self.rows.items()])

    def take(self, box: _Box) -> None:
        across = _across(box)
        for row in _rows_of(box):
            self.rows[row] |= across

    def is_free(self, box: _Box) -> bool:
        across, rows = _across(box), self.rows
        return all(not rows[row] & across for row in _rows_of(box))

    def has(self, x: float, y: float) -> bool:
        return x >= 0 and bool(self.rows[int(y)] >> int(x) & 1)

    def count(self, box: _Box) -> int:
        across, rows = _across(box), self.rows
        return sum([(rows[row] & across).bit_count() for row in _rows_of(box)])

    def share(self, box: _Box) -> float:
        """Return how much of a box they hold, from 0 to 1."""
        return self.count(box) / max(1, _across(box).bit_count() * len(_rows_of(box)))

    @cached_property
    def size(self) -> int:
        return sum(row.bit_count() for row in self.rows.values())

    def shores(self, land: _Box) -> Iterable[tuple[float, float, float]]:
        """Return the height of some rows of a land, and its ends on them."""
        for row in range(int(land[1]), int(land[3]) + 1, _COAST):
            held = self.rows[row] & _across(land)
            if held:
                yield row + 0.5, (held & -held).bit_length() - 1, held.bit_length()


def _rows_of(box: _Box) -> range:
    return range(round(box[1]), round(box[3]))


def _across(box: _Box) -> int:
    left, right = max(0, round(box[0])), max(0, round(box[2]))
    return (1 << right) - (1 << left) if left < right else 0


def dot_box(x: float, y: float, radius: float) -> _Box:
    """Return what a dot keeps free of names."""
    free = radius + _AROUND
    return x - free, y - free, x + free, y + free


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _around(point: Point) -> _Box:
    return point.x - _POINT, point.y - _POINT, point.x + _POINT, point.y + _POINT


def _spaced(box: _Box) -> _Box:
    """Return a name's box with the room before and after it that parts it from another in the same line."""
    return box[0] - _SPACE, box[1], box[2] + _SPACE, box[3]


def _choices(point: Point, size: float, own: _Squares) -> Iterable[tuple[Label, _Box]]:
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
    if point.land and not point.radius:
        for height, west, east in own.shores(point.land):
            choices += [("start", east + _SHORE, height + half), ("end", west - _SHORE - width, height + half)]
    for anchor, left, base in choices:
        at = {"start": left, "end": left + width, "middle": left + width / 2}[anchor]
        yield (
            Label(point.text, round(at), round(base), anchor),
            (left, base - size * 0.9, left + width, base + size * 0.3),
        )


class _Paper:
    """A map on which names are placed one after the other."""

    def __init__(
        self,
        size: tuple[int, int],
        kept_free: Sequence[_Box],
        points: Sequence[_Box],
        text_size: float,
        ground: Ground,
    ) -> None:
        self._size, self._text_size, self._ground = size, text_size, ground
        self._taken, self._in_the_way = _Squares(), _Squares()
        for left, top, right, foot in kept_free:
            self._taken.take((left, top, right, foot))
            # A line may pass a dot nearer by than a name, which would be taken for the dot's own.
            self._in_the_way.take((left + _PASS, top + _PASS, right - _PASS, foot - _PASS))
        for box in points:
            self._in_the_way.take(box)

    def _take(self, *boxes: _Box) -> None:
        for box in boxes:
            self._taken.take(box)
            self._in_the_way.take(box)

    def _is_free(self, box: _Box) -> bool:
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= self._size[0] and box[3] <= self._size[1]
        return inside and self._taken.is_free(box)

    def _belongs(self, point: Point, box: _Box) -> bool:
        """Tell whether a name without a line is taken for that of its own land: within it, or off its coast."""
        own, abroad, told = self._ground.around(point.code)
        strays = abroad.share(box)
        if strays <= _STRAYS_FROM_HOME and own.share(box) >= 1 - _STRAYS_FROM_HOME:
            return True
        if strays > _STRAYS or own.count(box) > _HIDES * own.size:
            return False
        near = box[0] - _NEAR, box[1] - _NEAR, box[2] + _NEAR, box[3] + _NEAR
        return bool(point.radius) or own.count(near) >= told.count(near)

    def beside(self, point: Point, others: Sequence[_Box]) -> Label | None:
        """Place a name beside its point or its coast, on its own land and the sea."""
        for label, box in _choices(point, self._text_size, self._ground.around(point.code)[0]):
            if self._is_free(box) and not any(_meet(box, other) for other in others) and self._belongs(point, box):
                self._take(_spaced(box))
                return label
        return None

    def further_off(self, point: Point) -> Label | None:
        """Place a name where the line that leads to it costs least."""
        own, abroad, told = self._ground.around(point.code)
        least, found = _DEAREST, None
        begin = point.radius + _AROUND if point.radius else 0.0
        for turn in range(_DIRECTIONS):
            way = cos(2 * pi * turn / _DIRECTIONS), sin(2 * pi * turn / _DIRECTIONS)
            cost, far, line = 0.0, begin, list[_Box]()
            while cost < least:
                x, y = point.x + way[0] * far, point.y + way[1] * far
                piece = x - _LINE, y - _LINE, x + _LINE, y + _LINE
                if far >= begin + 2 * _POINT and not self._in_the_way.is_free(piece):
                    break
                line.append(piece)
                cost += _STEP * (_ON_TOLD if told.has(x, y) else _ABROAD if abroad.has(x, y) else 1)
                far += _STEP
                if far < begin + _NEAREST or cost >= least:
                    continue
                box = self._box_at((x, y), way, point.text)
                if not self._is_free(box) or told.share(box) > _STRAYS or own.count(box) > _HIDES * own.size:
                    continue
                dear = cost + (_ON_UNTOLD if abroad.share(box) > _STRAYS else 0)
                if dear < least:
                    # The last piece touches the name itself.
                    least, found = dear, (self._led(point, begin, (x, y), way, box), [box, *line])
        if found is None:
            return None
        name, *line = found[1]
        self._take(_spaced(name), *line)
        return found[0]

    def _box_at(self, end: tuple[float, float], way: tuple[float, float], text: str) -> _Box:
        """Return the box of a name at the end of a line."""
        width, height = width_of(text, self._text_size) * 1.06, self._text_size * 1.2
        left = end[0] - {"start": 0.0, "middle": width / 2, "end": width}[_side(way)]
        top = end[1] + (way[1] - 1) * height / 2
        return left, top, left + width, top + height

    def _led(self, point: Point, begin: float, end: tuple[float, float], way: tuple[float, float], box: _Box) -> Label:
        (x, y), (across, down) = end, way
        from_x, from_y = point.x + across * begin, point.y + down * begin
        lead = f"M{round(from_x)} {round(from_y)}L{round(x)} {round(y)}"
        return Label(point.text, round(x), round(box[1] + self._text_size * 0.9), _side(way), lead)


def _side(way: tuple[float, float]) -> str:
    return "middle" if abs(way[0]) < _UPRIGHT else "start" if way[0] > 0 else "end"


def _placed(points: Sequence[Point], paper: _Paper) -> tuple[list[Label], list[Point]]:
    """Return labels for points, the first served first, and the points for which there was no room."""
    bare = [(point, _around(point)) for point in points if not point.radius]
    labels, waiting = [], []
    for point in points:
        label = paper.beside(point, [box for other, box in bare if other is not point])
        if label:
            labels.append(label)
        else:
            waiting.append(point)
    left_out = []
    # Last, so that no line takes the place of a name that has one at its point.
    for point in waiting:
        label = paper.further_off(point)
        if label:
            labels.append(label)
        else:
            left_out.append(point)
    return labels, left_out


# Nothing but water.
SEA = Ground({}, ())


def placed(
    points: Iterable[Point],
    size: tuple[int, int],
    kept_free: Iterable[_Box] = (),
    text_size: float = SIZE,
    ground: Ground = SEA,
) -> Sequence[Label]:
    """Return labels for points, those that matter most first; none lies on another or on what is to be kept free."""
    return _best_of_rounds(tuple(points), size, tuple(kept_free), text_size, ground)


# A full map takes up to a second of a processor, and nothing but its arguments changes it.
@lru_cache(maxsize=256)
def _best_of_rounds(
    points: Sequence[Point], size: tuple[int, int], kept_free: Sequence[_Box], text_size: float, ground: Ground
) -> Sequence[Label]:
    """Serve those that found no room first in the next rounds, and return the round that leaves out the least."""
    weight = {point: len(points) - place for place, point in enumerate(points)}
    bare = [_around(point) for point in points if not point.radius]
    missed: Counter[Point] = Counter()
    rounds = []
    for _round in range(_ROUNDS):
        order = sorted(points, key=lambda point: -missed[point])
        labels, left_out = _placed(order, _Paper(size, kept_free, bare, text_size, ground))
        rounds.append((sum(weight[point] for point in left_out), tuple(labels)))
        if not left_out:
            break
        missed.update(left_out)
    return min(rounds, key=lambda one: one[0])[1]
