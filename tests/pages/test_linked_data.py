"""Linked data in the head of pages, as a processor of JSON-LD reads it."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from pyld import jsonld

from agreements.models import EventKind
from agreements.selectors.edition import edition
from tests import factories
from tests.kept_rows import rows_kept

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.org/"
# What schema.org gives each of the types that pages use, as far as they use it.
CREATIVE = {
    "name", "alternateName", "description", "about", "creativeWorkStatus", "genre", "dateCreated", "url", "inLanguage",
    "license", "mainEntity", "citation", "version", "dateModified", "isAccessibleForFree", "creator",
}  # fmt: skip
KNOWN = {
    "Legislation": CREATIVE
    | {"legislationType", "legislationDate", "legislationDateOfApplicability", "legislationLegalForce"},
    "CreativeWork": CREATIVE,
    "WebPage": CREATIVE,
    "Dataset": CREATIVE | {"distribution"},
    "DataDownload": CREATIVE | {"encodingFormat", "contentUrl"},
    "DefinedTerm": {"name", "termCode", "description", "url", "inDefinedTermSet"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Country": {"name"},
    "Organization": {"name", "url"},
}


def _context(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """Stand in for schema.org's own context, which is on another host: every word is one of its vocabulary."""
    assert url == SCHEMA.rstrip("/")
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": SCHEMA}}}


class _Scripts(HTMLParser):
    def __init__(self, body: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._type: str | None = None
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._type = values.get("type", "") if tag == "script" and "src" not in values else None

    def handle_endtag(self, tag: str) -> None:
        self._type = None

    def handle_data(self, data: str) -> None:
        if self._type is not None:
            self.found.append((self._type or "", data))


def _nodes(client: Client, address: str) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page by their type, as a processor expands them."""
    scripts = _Scripts(client.get(address).content.decode()).found
    assert [kind for kind, _ in scripts] == ["application/ld+json"]
    expanded = jsonld.expand(json.loads(scripts[0][1]), {"documentLoader": _context})
    return {node["@type"][0].removeprefix(SCHEMA): node for node in expanded}


def _value(node: dict[str, Any], name: str) -> Any:
    return next((one.get("@value", one) for one in node.get(SCHEMA + name, [])), None)


def _walk(value: Any) -> Any:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from _walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part)


@pytest.fixture
@rows_kept
def register() -> None:
    factories.register()
    deal = factories.published_deal(date="2024-01-29", instrument="treaty", binding=True)
    factories.event(deal, EventKind.IN_FORCE, "2024-07")


@pytest.mark.usefixtures("register")
def test_a_treaty_is_legislation_with_its_dates_and_force(client: Client) -> None:
    nodes = _nodes(client, "/deals/germany-acsa/")
    law = nodes["Legislation"]

    assert (
        law["@id"] == nodes["WebPage"][SCHEMA + "mainEntity"][0]["@id"] == "http://testserver/deals/germany-acsa/#deal"
    )
    assert _value(law, "legislationDate") == "2024-01-29"
    assert _value(law, "legislationDateOfApplicability") == "2024-07"
    assert _value(law, "legislationLegalForce") == "https://schema.org/InForce"
    assert [_value(one, "name") for one in law[SCHEMA + "about"]] == ["Japan", "Germany"]
    assert _value(nodes["WebPage"], "citation") == "https://www.mofa.go.jp/press/1.html"


@pytest.mark.parametrize(
    ("instrument", "binding", "expected"),
    [
        ("treaty", True, "Legislation"),
        ("exchange-of-notes", None, "Legislation"),
        ("exchange-of-notes", False, "CreativeWork"),
        ("memorandum", False, "CreativeWork"),
        ("joint-statement", None, "CreativeWork"),
        ("contract", True, "CreativeWork"),
    ],
)
def test_what_is_no_law_between_states_is_a_work(
    client: Client, instrument: str, binding: bool | None, expected: str
) -> None:
    factories.published_deal(instrument=instrument, binding=binding)

    assert expected in _nodes(client, "/deals/germany-acsa/")


@pytest.mark.parametrize(
    ("kind", "force"),
    [(EventKind.SIGNED, "NotInForce"), (EventKind.TERMINATED, "NotInForce"), (EventKind.PROPOSED, None)],
)
def test_a_proposal_has_no_force_to_speak_of(client: Client, kind: EventKind, force: str | None) -> None:
    factories.published_deal(instrument="treaty", kind=kind)

    found = _value(_nodes(client, "/deals/germany-acsa/")["Legislation"], "legislationLegalForce")
    assert found == (f"https://schema.org/{force}" if force else None)


@pytest.mark.usefixtures("register")
def test_the_register_is_a_set_of_data_with_its_files(client: Client) -> None:
    data = _nodes(client, "/data/")["Dataset"]

    assert _value(data, "version") == edition().version
    assert _value(data, "license") == "https://creativecommons.org/licenses/by/4.0/"
    files = {_value(one, "contentUrl"): _value(one, "encodingFormat") for one in data[SCHEMA + "distribution"]}
    assert files["http://testserver/data/deals.csv"] == "text/csv"
    assert len(files) == 14


# Pages, and the way to each.
CRUMBS = {
    "/deals/germany-acsa/": ["Home", "Deals", "Japan–Germany ACSA"],
    "/types/acsa/": ["Home", "Types", "ACSA"],
    "/partners/germany/": ["Home", "Partners", "Germany"],
    "/deals/": ["Home", "Deals"],
    "/grid/": ["Home", "Grid"],
    "/compare/": ["Home", "Compare"],
    "/timeline/": ["Home", "Timeline"],
    "/map/": ["Home", "Map"],
    "/terms/": ["Home", "Terms"],
    "/terms/security-cooperation/": ["Home", "Terms", "security cooperation"],
    "/data/": ["Home", "Data"],
}


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("page", CRUMBS)
def test_a_page_says_where_it_stands(client: Client, page: str) -> None:
    factories.term()
    steps = _nodes(client, page)["BreadcrumbList"][SCHEMA + "itemListElement"]

    assert [_value(step, "position") for step in steps] == list(range(1, len(steps) + 1))
    assert [_value(step, "name") for step in steps] == CRUMBS[page]
    assert _value(steps[-1], "item") == f"http://testserver{page}"


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("page", ["/deals/germany-acsa/", "/ja/deals/germany-acsa/", "/types/acsa/", "/data/"])
def test_every_word_is_one_that_schema_org_has_for_the_type(client: Client, page: str) -> None:
    for node in _walk(list(_nodes(client, page).values())):
        (kind,) = node["@type"]
        names = {name.removeprefix(SCHEMA) for name in node if not name.startswith("@")}
        assert names <= KNOWN[kind.removeprefix(SCHEMA)], kind


@pytest.mark.usefixtures("register")
def test_a_japanese_page_is_described_in_japanese(client: Client) -> None:
    nodes = _nodes(client, "/ja/deals/germany-acsa/")

    assert _value(nodes["WebPage"], "inLanguage") == "ja"
    assert _value(nodes["WebPage"], "name") == "日独ACSA"
    assert nodes["WebPage"]["@id"] == "http://testserver/ja/deals/germany-acsa/"


@pytest.mark.parametrize("page", ["/deals/germany-acsa/", "/types/acsa/", "/partners/germany/"])
def test_no_text_breaks_out_of_the_block(client: Client, page: str) -> None:
    hostile = "</script><script>alert(1)</script><!-- <script> & \u2028]]>"
    factories.published_deal(
        short_name_en=hostile,
        summary_en=hostile,
        type=factories.agreement_type("acsa", name_en=hostile, lede_en=hostile),
        partners=(factories.partner("germany", heading_en=hostile, name_en="Germany"),),
    )
    body = client.get(page).content.decode()
    block = re.findall(r"<script\b(?![^>]*\bsrc=)[^>]*>(.*?)</script>", body, re.S)

    assert len(block) == 1
    assert not set("<>&") & set(block[0])
    assert hostile in json.dumps(json.loads(block[0]), ensure_ascii=False).replace("\\u2028", "\u2028")
    assert "<script>alert" not in body


@pytest.mark.usefixtures("register")
def test_open_graph_is_complete(client: Client) -> None:
    body = client.get("/ja/deals/germany-acsa/").content.decode()
    graph = dict(re.findall(r'<meta property="og:([a-z:_]+)" content="([^"]*)">', body))

    assert graph["locale"] == "ja_JP"
    assert graph["locale:alternate"] == "en_US"
    assert graph["image:alt"] == graph["title"] == "日独ACSA"
    assert {"type", "site_name", "description", "url", "image", "image:width", "image:height"} <= set(graph)
