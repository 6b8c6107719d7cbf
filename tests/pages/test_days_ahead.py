"""Pages read as of a day that has not come yet."""

import pytest
from django.test import Client

from agreements.models import EventKind
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
