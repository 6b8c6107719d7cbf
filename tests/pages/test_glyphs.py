import json
import re

import pytest
from django.test import Client

from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, text_of
from tests.pages_list import ROOT

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


def test_each_file_is_the_sign_of_the_sheet_with_the_name_of_its_type() -> None:
    rows = json.loads((ROOT / "fixtures" / "types.json").read_text(encoding="utf-8"))
    types = [row["fields"] for row in rows if row["model"] == "agreements.agreementtype"]
    sheet = (ROOT / "static" / "glyphs.svg").read_text(encoding="utf-8")

    assert len(types) == 13
    for kind in types:
        file = (ROOT / "static" / "glyphs" / f"{kind['slug']}.svg").read_text(encoding="utf-8")
        drawn = re.search(rf'<path id="{kind["slug"]}" (d="[^"]+"/>)', sheet)
        assert drawn, kind["slug"]
        assert drawn[1] in file, kind["slug"]
        assert f'<title id="name">{kind["name_en"]}, {kind["name_ja"]}</title>' in file, kind["slug"]
