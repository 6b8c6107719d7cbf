"""Pages asked for as of a day before the register begins: that it knows of nothing then would be read as a no."""

import pytest
from django.test import Client

from agreements.models import EventKind
from tests import factories
from tests.pages.reading import text_of
from tests.pages.test_days_ahead import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TOLD = "is before 1951. The register begins with that year and says nothing of what stood before."


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("day", ["1950-12-31", "1940-12", "1940"])
def test_a_day_before_the_register_is_said_to_be_one_and_left_out(client: Client, address: str, day: str) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    text = text_of(client.get(f"{address}?as_of={day}"))

    assert f"could not be read, and was left out: “{day}” {TOLD}" in text
    assert "As of 1940" not in text
    assert "Nothing had happened by then." not in text


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_day_with_which_it_begins_is_read(client: Client, address: str) -> None:
    assert TOLD not in text_of(client.get(f"{address}?as_of=1951-01-01", follow=True))


def test_it_is_said_in_japanese_too(client: Client) -> None:
    factories.published_deal()

    text = text_of(client.get("/ja/partners/germany/?as_of=1940-12-31"))

    assert (
        "「1940-12-31」は登録簿が対象とする期間より前の日付です。登録簿は1951年に始まり、それより前の取り決めは扱っていません。"
        in text
    )
