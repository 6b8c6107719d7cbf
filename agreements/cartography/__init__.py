"""Outlines of countries for the map, on an Equal Earth projection with Japan's side of the world in the middle.

`world.json` was made from Natural Earth 1:110m and 1:50m (public domain) as packed in world-atlas 2.0.2. Paths and
points are in the units of VIEW_BOX, by ISO 3166-1 alpha-2 code; lands without a code have a name after a hyphen. Parts
of 8 units and more are rounded to whole ones, a pixel on the widest screen, and `static/land.svg` holds all of them as
the ground on which the page draws the partners: together a page of half the bytes.

Natural Earth has Crimea as a part of Russia: here its ring is a land of its own, which belongs to no partner.
"""

import json
import re
from functools import cache
from itertools import accumulate, pairwise
from math import ceil
from pathlib import Path
from typing import Any

_NUMBER = re.compile(r"-?\d*\.?\d+")
WIDTH, HEIGHT = 1000, 440
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
# Left, top, right, bottom.
Box = tuple[float, float, float, float]
# The squares of each row of the map that something holds, as bits: the lowest is that of the left.
Rows = tuple[int, ...]
# Where the dot of a small neighbour covers the point of a land, its name is led to from elsewhere in it: from the
# peninsula of Malaysia, not from beside Brunei, and from the east of Jordan.
_CLEAR_OF_DOTS = {"MY": (367, 227), "JO": (212, 128), "AE": (250, 157)}
# Neighbours whose dots would cross stand so far apart that each is seen and can be pressed.
_APART = {"KW": (229, 131), "BH": (231, 144), "QA": (241, 153)}


@cache
def outlines() -> dict[str, str]:
    """Return the SVG path of each land."""
    return dict(_world()["outlines"])


@cache
def points() -> dict[str, tuple[int, int]]:
    """Return a point in the largest part of each country, or in one that no dot covers."""
    return {code: (x, y) for code, (x, y) in _world()["points"].items()} | _CLEAR_OF_DOTS | _APART


@cache
def boxes() -> dict[str, list[Box]]:
    """Return the box around each part of each land."""
    return {code: list(map(_box, path.split("M")[1:])) for code, path in outlines().items()}


@cache
def widest() -> dict[str, Box]:
    """Return the box around the widest part of each land."""
    return {code: max(parts, key=lambda box: box[2] - box[0]) for code, parts in boxes().items()}


def _box(part: str) -> Box:
    """Return the box around one part, which is a point and then steps from one point to the next."""
    numbers = list(map(float, _NUMBER.findall(part)))
    across, down = list(accumulate(numbers[::2])), list(accumulate(numbers[1::2]))
    return min(across), min(down), max(across), max(down)


@cache
def rows(code: str) -> Rows:
    """Return which squares of each row of the map a land holds; none for what has no outline."""
    found = [0] * HEIGHT
    for part in outlines().get(code, "").split("M")[1:]:
        for row, places in _crossings(part).items():
            # What lies in two parts is a hole.
            found[row] ^= _between(sorted(places))
    return tuple(found)


def _crossings(part: str) -> dict[int, list[float]]:
    """Return where the outline of a part crosses the middle of each row."""
    numbers = list(map(float, _NUMBER.findall(part)))
    ring = list(zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True))
    crossings: dict[int, list[float]] = {}
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        low, high = sorted((y1, y2))
        for row in range(max(0, ceil(low - 0.5)), min(HEIGHT, ceil(high - 0.5))):
            crossings.setdefault(row, []).append(x1 + (row + 0.5 - y1) * (x2 - x1) / (y2 - y1))
    return crossings


def _between(places: list[float]) -> int:
    """Return the squares whose middles lie between the first and the second place, the third and the fourth."""
    return sum(squares(left + 0.5, right + 0.5) for left, right in zip(places[::2], places[1::2], strict=True))


def squares(left: float, right: float) -> int:
    """Return the squares of a row from one place up to another, as bits."""
    begin, end = max(0, int(left)), max(0, int(right))
    return (1 << end) - (1 << begin) if end > begin else 0


@cache
def _world() -> dict[str, dict[str, Any]]:
    return json.loads((Path(__file__).parent / "world.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]
