"""Where the names on the map of the register stand."""

import re
from itertools import combinations

import pytest
from django.test import Client
from django.utils.translation import override

from agreements import cartography
from agreements.pictures.labels import SIZE, Ground, Label, Point, placed
from agreements.pictures.svg import width_of
from agreements.pictures.world import SMALL_SIZE
from agreements.register.partial_date import PartialDate
from agreements.selectors.map import labels_of, map_of

# A dot of 6 units on a phone, and its edge.
APART = 13


def _land(left: int, right: int, top: int, foot: int) -> tuple[int, ...]:
    return tuple(((1 << right) - (1 << left)) * (top <= row < foot) for row in range(200))


def _others(label: Label, size: float, code: str, codes: set[str]) -> float:
    """Return how much of a name lies on lands of other partners, from 0 to 1."""
    width = width_of(label.text, size)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    squares = [
        (row, column)
        for row in range(int(label.y - size * 0.75), int(label.y))
        for column in range(int(left), int(left + width))
    ]
    held = [
        any(cartography.rows(other)[row] >> column & 1 for other in codes - {code})
        for row, column in squares
        if row >= 0
    ]
    return sum(held) / max(1, len(held))


@pytest.mark.register
@pytest.mark.parametrize("size", [SIZE, SMALL_SIZE])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_name_lies_on_the_land_of_another_partner(language: str, size: float) -> None:
    with override(language):
        found = map_of(None, None)
        codes = {place.partner.name: place.partner.code for place in found.named}
        lands = {*codes.values()} & cartography.outlines().keys()
        labels = labels_of(found, size)

    astray = [label.text for label in labels if _others(label, size, codes[label.text], lands) > 0.15]
    assert not astray


@pytest.mark.register
@pytest.mark.parametrize(("language", "most"), [("en", 0), ("ja", 1)])
def test_the_large_map_has_the_name_of_each_partner(language: str, most: int) -> None:
    with override(language):
        found = map_of(None, None)
        unnamed = {place.partner.name for place in found.named} - {label.text for label in labels_of(found)}

    assert len(unnamed) <= most


@pytest.mark.register
def test_names_keep_their_places_while_the_years_go_by() -> None:
    today = labels_of(map_of(None, None))

    for year in ("1960", "1995", "2015"):
        assert labels_of(map_of(PartialDate.parse(year), None)) == today, year


@pytest.mark.register
def test_no_dot_covers_another() -> None:
    dots = [place.dot for place in map_of(None, None).places if place.dot]

    assert not [
        pair
        for pair in combinations(dots, 2)
        if (pair[0][0] - pair[1][0]) ** 2 + (pair[0][1] - pair[1][1]) ** 2 < APART**2
    ]


@pytest.mark.register
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/map/", r"The map has no room for the names of (\d+) partners\. The table has all of them\."),
        ("/ja/map/", r"(\d+)か国の国名は地図に入りきらない。すべて表にある。"),
    ],
)
def test_where_a_map_has_no_room_for_all_names_it_says_so_and_leads_to_the_table(
    client: Client, address: str, said: str
) -> None:
    body = client.get(address).content.decode()
    large, few = (part.partition("</g>")[0].count("<text") for part in body.split('<g class="map-names')[1:])
    told = re.search(r'<p class="map-unnamed map-unnamed-few" hidden>(.*?)</p>', body)

    assert told
    assert '<a href="#table">' in told[1]
    found = re.search(said, re.sub("<[^>]*>", "", told[1]))
    assert found
    assert few + int(found[1]) == len(map_of(None, None).named) >= large


def test_a_name_stands_on_the_sea_and_not_on_a_neighbour() -> None:
    lands = {"FR": _land(90, 110, 80, 120), "ES": _land(50, 90, 60, 140)}
    ground = Ground(lands, tuple(one | other for one, other in zip(*lands.values(), strict=True)))
    france = Point("France", 100, 100, land=(90, 80, 110, 120), code="FR")

    (label,) = placed([france], (200, 200), ground=ground)

    assert (label.anchor, label.lead) == ("start", "")
    assert label.x >= 105


def test_a_line_leads_from_a_land_without_a_coast_to_the_sea() -> None:
    lands = {"LA": _land(95, 105, 95, 105), "VN": _land(70, 130, 80, 120)}
    around = tuple(one & ~other for one, other in zip(lands["VN"], lands["LA"], strict=True))
    ground = Ground({"LA": lands["LA"], "VN": around}, lands["VN"])

    (label,) = placed([Point("Laos", 100, 100, land=(95, 95, 105, 105), code="LA")], (200, 200), ground=ground)

    assert label.lead
    assert label.y <= 82 or label.y - SIZE >= 118 or label.x <= 72 or label.x >= 128
