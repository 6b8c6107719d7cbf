"""Pages read as of a day that has not come yet."""

import html

import pytest
from django.test import Client

from agreements.models import EventKind
from agreements.pictures.card import Card, card_picture
from tests import factories
from tests.pages.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

ADDRESSES = ["/deals/", "/timeline/", "/grid/", "/map/", "/partners/germany/", "/compare/"]
AHEAD = "lies ahead: what is shown is what is known today."


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("day", ["2026-11-24", "2026-12", "2099-01-01"])
def test_a_day_ahead_is_said_to_be_one(client: Client, address: str, day: str) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    text = text_of(client.get(f"{address}?as_of={day}"))

    assert f"Part of this address was read as it stands: “{day}” {AHEAD}" in text


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("day", ["2026-11-23", "2026-11", "2026", "2020"])
def test_a_day_that_has_begun_is_not(client: Client, address: str, day: str) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    assert AHEAD not in text_of(client.get(f"{address}?as_of={day}"))


@pytest.mark.parametrize("address", ["/map.svg", "/timeline.svg", "/partners/germany.md"])
def test_a_file_says_so_too(client: Client, address: str) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    def text_of_file(day: str) -> str:
        return html.unescape(client.get(f"{address}?as_of={day}").content.decode())

    assert "“2099-01-01” lies ahead" in text_of_file("2099-01-01")
    assert "lies ahead" not in text_of_file("2026-11-23")


@pytest.mark.parametrize("address", ["partner/germany.png?", "page/grid.png?", "page/map.png?type=acsa&"])
def test_a_card_says_so_too(client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def noted(card: Card) -> str:
        drawn.append(card_picture(card))
        return drawn[-1]

    factories.published_deal(kind=EventKind.IN_FORCE)
    monkeypatch.setattr("agreements.views.cards.card_picture", noted)

    for day in ("2099-01-01", "2026-11-23"):
        client.get(f"/social/{address}as_of={day}")

    assert [AHEAD in picture for picture in drawn] == [True, False]
