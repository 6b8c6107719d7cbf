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
from itertools import accumulate
from pathlib import Path
from typing import Any

_NUMBER = re.compile(r"-?\d*\.?\d+")
WIDTH, HEIGHT = 1000, 440
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
# Left, top, right, bottom.
Box = tuple[float, float, float, float]
# Where the dot of a small neighbour covers the point of a land, its name is led to from elsewhere in it: from the
# peninsula of Malaysia, not from beside Brunei, and from the east of Jordan.
_CLEAR_OF_DOTS = {"MY": (367, 227), "JO": (212, 128)}


@cache
def outlines() -> dict[str, str]:
    """Return the SVG path of each land."""
    return dict(_world()["outlines"])


@cache
def points() -> dict[str, tuple[int, int]]:
    """Return a point in the largest part of each country, or in one that no dot covers."""
    return {code: (x, y) for code, (x, y) in _world()["points"].items()} | _CLEAR_OF_DOTS


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
def _world() -> dict[str, dict[str, Any]]:
    return json.loads((Path(__file__).parent / "world.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]
