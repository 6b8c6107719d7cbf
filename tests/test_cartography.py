"""Whose outline a place lies in."""

import re
from itertools import accumulate, pairwise
from math import asin, cos, radians, sin, sqrt

import pytest

from agreements import cartography

Point = tuple[float, float]
_NUMBER = re.compile(r"-?\d*\.?\d+")
# The polynomial of Equal Earth (Šavrič, Patterson and Jenny 2018), and where it lies on the map: longitude 150 in the
# middle, the equator 243 units from the top.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_SCALE, _MIDDLE, _EQUATOR, _MERIDIAN = 184.7, 500, 243, 150


def on_map(latitude: float, longitude: float) -> Point:
    """Return where a place is on the map."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square, sixth = angle**2, angle**6
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    east = radians((longitude - _MERIDIAN + 180) % 360 - 180)
    across = east * cos(angle) / (sqrt(3) / 2 * slope)
    up = angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return _MIDDLE + _SCALE * across, _EQUATOR - _SCALE * up


def holds(part: str, place: Point) -> bool:
    """Tell whether a part of an outline has a place within it: whether a line to its left crosses its edge oddly."""
    numbers = list(map(float, _NUMBER.findall(part)))
    ring = list(zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True))
    x, y = place
    crossed = (
        x1 + (y - y1) * (x2 - x1) / (y2 - y1) < x
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 > y) != (y2 > y)
    )
    return sum(crossed) % 2 == 1


def lands_at(latitude: float, longitude: float) -> set[str]:
    """Return the lands whose outlines hold a place."""
    place = on_map(latitude, longitude)
    return {
        code for code, path in cartography.outlines().items() if any(holds(part, place) for part in path.split("M")[1:])
    }


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [(48.9, 2.5, "FR"), (55.75, 37.6, "RU"), (49, 32, "UA"), (24.1, 120.9, "TW"), (42.66, 21.16, "-Kosovo")],
)
def test_a_place_lies_in_the_outline_of_its_land(latitude: float, longitude: float, code: str) -> None:
    assert lands_at(latitude, longitude) == {code}


def test_crimea_lies_in_no_partner_s_outline() -> None:
    simferopol = lands_at(44.95, 34.1)

    # Whoever can be a partner has a code; what no state is told to have has a name after a hyphen.
    assert simferopol == {"-Crimea"}


def test_the_islands_that_japan_and_russia_dispute_are_too_small_to_be_drawn_as_anybody_s() -> None:
    assert lands_at(44.1, 145.85) == lands_at(45, 147.9) == set()
