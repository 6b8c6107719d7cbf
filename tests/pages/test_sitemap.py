from xml.etree import ElementTree

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def addresses(client: Client) -> list[str]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
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
