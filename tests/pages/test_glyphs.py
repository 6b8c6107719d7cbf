import pytest
from django.test import Client

from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, text_of

pytestmark = pytest.mark.django_db


def test_the_sheet_names_each_sign_and_gives_its_file(client: Client) -> None:
    factories.agreement_type()

    response = client.get("/about/glyphs/")

    assert_page(response, "Thirteen signs", 'href="/static/glyphs/acsa.svg"', 'href="/types/acsa/"')
    assert "ACSA（日本語）" in text_of(response, "family-logistics")


def test_the_sheet_has_each_sign_on_the_ground_of_each_status(client: Client) -> None:
    factories.agreement_type()

    statuses = text_of(client.get("/about/glyphs/"), "statuses")

    for status in ("in force", "suspended", "under negotiation", "cancelled"):
        assert f"ACSA: {status}" in statuses


def test_the_sheet_in_japanese_is_japanese(client: Client) -> None:
    factories.agreement_type()

    response = client.get("/ja/about/glyphs/")

    assert lang_of(response) == "ja"
    assert "ACSA（日本語）" in text_of(response)
