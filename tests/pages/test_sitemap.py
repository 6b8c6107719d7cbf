from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from agreements import sitemaps
from agreements.models import Partner, Source
from agreements.selectors import modified as selector
from tests import factories
from tests.edits import edit, forget_history, loaded_deal

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(client: Client, path: str = "/sitemap.xml") -> list[str]:
    root = ElementTree.fromstring(client.get(path).content)
    return [str(place.text) for place in root.iterfind("s:url/s:loc", NAMES)]


def test_the_site_map_holds_each_page_in_both_languages(client: Client) -> None:
    factories.published_deal(slug="germany-acsa")
    found = addresses(client)
    assert {"http://testserver/deals/germany-acsa/", "http://testserver/ja/deals/germany-acsa/"} <= set(found)
    assert {"http://testserver/", "http://testserver/ja/", "http://testserver/grid/"} <= set(found)
    assert len(found) == len(set(found))


def test_the_site_map_hides_drafts(client: Client) -> None:
    factories.deal(slug="poland-draft")
    assert not any("poland-draft" in address for address in addresses(client))


def test_robots_name_the_site_map(client: Client) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def modified(client: Client) -> dict[str, str | None]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        str(place.findtext("s:loc", None, NAMES)).removeprefix("http://testserver"): place.findtext(
            "s:lastmod", None, NAMES
        )
        for place in root.iterfind("s:url", NAMES)
    }


def test_each_record_is_dated_by_its_last_change_and_static_pages_by_none(client: Client, time_machine: Any) -> None:
    deal = loaded_deal()
    factories.partner("france")
    other = factories.published_deal(
        "france-raa", partners=(Partner.objects.get(slug="france"),), type=factories.agreement_type("raa")
    )
    forget_history()
    with edit(time_machine, deal, "2026-12-05") as edited:
        edited.summary_en = "Another summary."
        edited.save()
    with edit(time_machine, other, "2026-12-09") as hidden:
        hidden.editors_note = "Readers do not see this."
        hidden.save()
    found = modified(client)

    for page in ("/deals/germany-acsa/", "/types/acsa/", "/partners/germany/", "/ja/deals/germany-acsa/"):
        assert str(found[page]).startswith("2026-12-05"), page
    for page in ("/deals/france-raa/", "/types/raa/", "/partners/france/"):
        assert str(found[page]).startswith("2026-11-23"), page
    for page in ("/", "/grid/", "/ja/about/", "/deals/"):
        assert found[page] is None


def test_what_is_put_right_in_a_record_dates_its_page_and_a_source_the_deals_that_cite_it(
    client: Client, time_machine: Any
) -> None:
    deal = loaded_deal()
    factories.term()
    forget_history()
    partner = Partner.objects.get(slug="germany")
    with edit(time_machine, partner, "2026-12-07") as edited:
        edited.official_name_en = "Federal Republic of Germany"
        edited.save()
    with edit(time_machine, deal.type, "2026-12-08") as acsa:
        acsa.position = 40
        acsa.save()
    with edit(time_machine, Source.objects.get(), "2026-12-03") as source:
        source.title = "As printed"
        source.save()
    found = modified(client)

    assert str(found["/partners/germany/"]).startswith("2026-12-07")
    assert str(found["/deals/germany-acsa/"]).startswith("2026-12-03")
    # Where a type stands in a list is no news.
    assert str(found["/types/acsa/"]).startswith("2026-12-03")
    assert str(found["/terms/security-cooperation/"]).startswith("2026-11-23")


def test_the_site_map_keeps_both_languages_as_alternates(client: Client) -> None:
    loaded_deal()
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    place = next(one for one in root.iterfind("s:url", NAMES) if "/ja/deals/g" in str(one.findtext("s:loc", "", NAMES)))

    assert [link.get("hreflang") for link in place.iterfind("x:link", NAMES)] == ["en", "ja", "x-default"]


def test_a_large_site_map_is_an_index_whose_files_hold_each_page_once(client: Client, monkeypatch: Any) -> None:
    factories.register()
    factories.term()
    for number in range(3):
        factories.published_deal(f"deal-{number}")
    whole = addresses(client)
    monkeypatch.setattr(sitemaps, "DEALS_IN_A_FILE", 2)
    index = client.get("/sitemap.xml")
    root = ElementTree.fromstring(index.content)
    files = [str(place.text) for place in root.iterfind("s:sitemap/s:loc", NAMES)]

    assert index["Content-Type"] == "application/xml"
    assert files == [f"http://testserver/sitemap-{name}.xml" for name in ("pages", "deals-1", "deals-2")]
    parts = [addresses(client, file.removeprefix("http://testserver")) for file in files]
    assert [len(part) for part in parts[1:]] == [4, 2]
    assert sorted(address for part in parts for address in part) == sorted(whole)


@pytest.mark.parametrize("number", [0, 2, 999])
def test_there_is_no_file_beyond_the_last_deal(client: Client, number: int) -> None:
    loaded_deal()

    assert client.get(f"/sitemap-deals-{number}.xml").status_code == 404


def test_of_a_long_history_what_did_not_change_lately_is_dated_by_where_the_reading_ended(
    client: Client, time_machine: Any, monkeypatch: Any
) -> None:
    deal = loaded_deal()
    factories.term()
    forget_history()
    for day in ("2026-12-05", "2026-12-07", "2026-12-09"):
        with edit(time_machine, deal, day) as edited:
            edited.summary_en = f"As known on {day}."
            edited.save()
    monkeypatch.setattr(selector, "MOST_TOUCHED", 2)
    found = modified(client)

    assert str(found["/deals/germany-acsa/"]).startswith("2026-12-09")
    assert str(found["/terms/security-cooperation/"]).startswith("2026-12-06")


def test_what_machines_are_told_names_the_site_by_its_own_address(client: Client, settings: Any) -> None:
    settings.SITE_URL, settings.SECURITY_CONTACT = "https://rosetta.example", "mailto:security@rosetta.example"
    factories.published_deal()

    for address in ("/robots.txt", "/sitemap.xml", "/.well-known/security.txt"):
        told = client.get(address).content.decode()
        assert "https://rosetta.example/" in told, address
        assert "testserver" not in told, address
