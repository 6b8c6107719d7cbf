"""How to cite a page: the block at its end, the page of all forms, and the files."""

import html
import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from jsonschema import Draft7Validator

from agreements.models import Deal, Partner
from agreements.selectors.edition import edition
from tests import factories
from tests.assertions import assert_page
from tests.citing.test_csl import SCHEMA
from tests.edits import forget_history
from tests.kept_rows import rows_kept
from tests.pages.reading import philippines, reciprocal_access, text_of

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
STATED = "register as of 23 November 2026, version 2026-11-23"


@pytest.fixture
@rows_kept
def register() -> None:
    factories.register()
    factories.published_deal(date="2024-01-29")
    factories.published_deal("philippines-raa", type=reciprocal_access(), partners=(philippines(),), date="2024-07-08")
    factories.sense(factories.term())
    Partner.objects.filter(slug="philippines").update(in_sentence_en="the Philippines")
    forget_history()


# A page, the page of its references, and its address as they give it.
CITED = {
    "/deals/germany-acsa/": ("/deals/germany-acsa/cite/", "/deals/germany-acsa/"),
    "/types/acsa/": ("/types/acsa/cite/", "/types/acsa/"),
    "/partners/germany/?as_of=2025-01-01": (
        "/partners/germany/cite/?as_of=2025-01-01",
        "/partners/germany/?as_of=2025-01-01",
    ),
    "/deals/?type=acsa&partner=germany&sort=name&page=1": (
        "/deals/cite/?type=acsa&partner=germany",
        "/deals/?type=acsa&partner=germany",
    ),
    "/grid/?as_of=2025-01-01": ("/grid/cite/?as_of=2025-01-01", "/grid/?as_of=2025-01-01"),
    "/compare/?partner=philippines&partner=germany": (
        "/compare/cite/?partner=philippines&partner=germany",
        "/compare/?partner=philippines&partner=germany",
    ),
    "/timeline/?partner=germany&as_of=2025-01-01&page=1": (
        "/timeline/cite/?partner=germany&as_of=2025-01-01",
        "/timeline/?partner=germany&as_of=2025-01-01",
    ),
    "/map/?type=acsa&as_of=2025-01-01": ("/map/cite/?type=acsa&as_of=2025-01-01", "/map/?type=acsa&as_of=2025-01-01"),
    "/terms/": ("/terms/cite/", "/terms/"),
    "/terms/security-cooperation/": ("/terms/security-cooperation/cite/", "/terms/security-cooperation/"),
    "/data/": ("/cite/", "/"),
    "/about/": ("/cite/", "/"),
}


def _block(response: Any) -> str:
    body: str = response.content.decode()
    assert body.count('<section class="cite" id="cite"') == 1
    return body.partition('<section class="cite"')[2].partition("</section>")[0]


def _reference(markup: str) -> str:
    """Return the words of the first reference."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup.partition('<p class="reference">')[2].partition("</p>")[0]))


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("prefix", ["", "/ja"])
@pytest.mark.parametrize("page", CITED)
def test_a_page_says_how_to_cite_it_and_every_form_says_the_same(client: Client, page: str, prefix: str) -> None:
    cite, address = (prefix + where for where in CITED[page])
    block = _block(client.get(prefix + page))
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', block)]
    reference = _reference(client.get(cite).content.decode())

    assert links == [cite, *(cite.replace("/cite/", f"/cite.{suffix}") for suffix in ("bib", "ris", "csl.json"))]
    assert _reference(block) == reference
    assert reference.endswith(SITE + address)
    assert ("2026年11月23日現在、2026-11-23版" if prefix else STATED) in reference
    (bib,) = bibtexparser.parse_string(client.get(links[1]).content.decode()).entries
    (ris,) = rispy.loads(client.get(links[2]).content.decode())
    (csl,) = client.get(links[3]).json()
    assert bib["url"] == ris["urls"][0] == csl["URL"] == SITE + address
    assert bib.key == ris["id"] == csl["id"]
    assert ris["title"] == csl["title"]
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors([csl])] == []
    assert str(CiteProcJSON([csl])[csl["id"]].title) == csl["title"]


@pytest.mark.usefixtures("register")
def test_the_page_of_a_deal_has_every_form(client: Client) -> None:
    response = client.get("/deals/germany-acsa/cite/")

    assert_page(
        response, "Cite: Japan–Germany ACSA", "Chicago", "APA", 'content="noindex, follow"', "@misc{rosetta-deal"
    )
    long = text_of(response, "long")
    assert "Chicago “Japan–Germany ACSA.” The Rosetta Stone of Japan’s Security Deals" in long
    assert "APA The Rosetta Stone of Japan’s security deals. (2026, November 23). Japan–Germany ACSA (Version" in long
    japanese = text_of(client.get("/ja/deals/germany-acsa/cite/"), "long")
    assert "SIST 02 “日独ACSA”." in japanese
    assert "“Japan–Germany ACSA.”" in japanese


@pytest.mark.usefixtures("register")
def test_a_list_is_named_by_its_filters(client: Client) -> None:
    (item,) = client.get("/deals/cite.csl.json?partner=germany&status=signed&q=fuel&sort=oldest").json()
    (compared,) = client.get("/compare/cite.csl.json?partner=germany&partner=philippines").json()

    assert item["title"] == "Japan’s security deals (partner: Germany; status: signed; words: fuel)"
    assert item["type"] == "dataset"
    (either,) = client.get("/deals/cite.csl.json?partner=germany&partner=philippines&status=signed").json()
    assert either["title"] == "Japan’s security deals (partner: Germany or Philippines; status: signed)"
    assert compared["title"] == "Comparison of Germany and the Philippines"


@pytest.mark.usefixtures("register")
def test_two_lists_have_two_keys_and_an_order_is_no_other_list(client: Client) -> None:
    keys = [
        client.get(f"/deals/cite.csl.json{query}").json()[0]["id"]
        for query in ("", "?partner=germany", "?partner=philippines", "?partner=philippines&sort=name&page=2")
    ]

    assert len(set(keys)) == 3
    assert keys[2] == keys[3]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("path", ["/deals/", "/grid/", "/compare/", "/partners/germany/"])
def test_what_cannot_be_read_is_named_on_the_page_and_refused_in_a_file(client: Client, path: str) -> None:
    query = "?partner=atlantis" if path == "/compare/" else "?as_of=yesterday"
    page = client.get(f"{path}cite/{query}")
    file = client.get(f"{path}cite.bib{query}")

    word = query.partition("=")[2]
    assert f"“{word}”" in page.content.decode()
    assert word not in text_of(page, "short")
    assert (file.status_code, word in file.content.decode()) == (400, True)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("form", ["cite/", "cite.bib", "cite.ris", "cite.csl.json"])
@pytest.mark.parametrize("record", ["deals/no-such-deal", "partners/atlantis", "types/alchemy", "deals/secret"])
def test_what_readers_cannot_see_cannot_be_cited(client: Client, record: str, form: str) -> None:
    factories.deal("secret")

    assert client.get(f"/{record}/{form}").status_code == 404


@pytest.mark.usefixtures("register")
def test_a_file_has_its_type_name_and_validators(client: Client) -> None:
    types = {
        "bib": "application/x-bibtex; charset=utf-8",
        "ris": "application/x-research-info-systems; charset=utf-8",
        "csl.json": "application/vnd.citationstyles.csl+json",
    }
    for suffix, media_type in types.items():
        first = client.get(f"/deals/germany-acsa/cite.{suffix}")
        again = client.get(f"/deals/germany-acsa/cite.{suffix}", headers={"If-None-Match": first["ETag"]})

        assert first["Content-Type"] == media_type
        assert first["Content-Disposition"].endswith(f'"rosetta-deal-germany-acsa-2026-11-23.{suffix}"')
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.usefixtures("register")
def test_hostile_names_stay_text_in_every_form(client: Client) -> None:
    factories.published_deal("odd", short_name_en='</cite><script>x</script>\nER  - \n}} @book{a, "b"', date="2024")
    body = client.get("/deals/odd/cite/").content.decode()
    (csl,) = json.loads(client.get("/deals/odd/cite.csl.json").content)

    assert "<script>x" not in body
    assert "<script>x" not in client.get("/deals/odd/").content.decode()
    assert csl["title"] == '</cite><script>x</script> ER - }} @book{a, "b"'
    assert len(rispy.loads(client.get("/deals/odd/cite.ris").content.decode())) == 1
    library = bibtexparser.parse_string(client.get("/deals/odd/cite.bib").content.decode())
    assert (len(library.entries), library.failed_blocks) == (1, [])


@pytest.mark.usefixtures("register")
def test_the_block_gives_the_version_of_the_edition(client: Client) -> None:
    assert f"version {edition().version}," in _block(client.get("/deals/germany-acsa/"))


def test_a_draft_that_is_previewed_has_nothing_to_cite(client: Client) -> None:
    factories.register()
    draft = factories.deal("secret")
    client.force_login(get_user_model().objects.create_superuser("editor"))
    body = client.get(f"/admin/agreements/deal/{draft.pk}/preview/").content.decode()

    assert "Readers cannot see this page yet." in body
    assert 'class="cite"' not in body
    assert "ld+json" not in body
    assert "text/markdown" not in body


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("form", ["/cite/", "/cite.bib", "/cite.csl.json", ".md"])
def test_the_references_to_an_earlier_slug_lead_to_those_of_the_present_one(client: Client, form: str) -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    deal.slug = "germany-logistics"
    deal.save()

    response = client.get(f"/ja/deals/germany-acsa{form}")
    assert (response.status_code, response["Location"]) == (301, f"/ja/deals/germany-logistics{form}")


def test_a_register_without_a_date_shows_no_reference(client: Client) -> None:
    factories.published_deal()

    assert 'class="cite"' not in client.get("/deals/germany-acsa/").content.decode()


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/ja/deals/germany-acsa/cite/", 6),
        ("/ja/deals/cite/?partner=germany", 5),
        ("/ja/compare/cite/?partner=germany&partner=philippines", 4),
        ("/ja/grid/cite/", 3),
        ("/cite.bib", 1),
    ],
)
def test_a_reference_takes_few_queries(
    client: Client, django_assert_max_num_queries: Any, address: str, most: int
) -> None:
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("page", [page for page in CITED if page not in ("/data/", "/about/")])
def test_one_link_at_the_head_leads_to_the_reference(client: Client, page: str) -> None:
    body = client.get(page).content.decode()
    link = body.index('<a href="#cite">Cite</a>')

    assert link < body.index("</h1>") + 200
    assert link < body.index('id="cite"')
    # Nothing has to be opened, and a script only adds the button.
    assert '<details class="cite"' not in body
    assert '<button class="copy no-print" type="button" data-done="Copied" hidden>' in _block(client.get(page))
    assert re.search(r'<script data-src="[^"]*js/copy[^"]*">', body)


def test_the_scripts_of_a_page_that_is_cited_stay_small() -> None:
    folder = Path(settings.BASE_DIR) / "static" / "js"
    sizes = [(folder / f"{name}.js").stat().st_size for name in ("page", "address", "copy")]

    assert sum(sizes) < 5_000


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("query", ["", "?partner=germany", "?of=deal"])
@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json"])
def test_a_comparison_of_nothing_is_no_reference(client: Client, suffix: str, query: str) -> None:
    response = client.get(f"/compare/cite.{suffix}{query}")

    assert response.status_code == 400
    assert "There is nothing to compare" in response.content.decode()


@pytest.mark.usefixtures("register")
def test_each_language_has_its_own_key_and_file(client: Client) -> None:
    files = [client.get(f"{prefix}/deals/germany-acsa/cite.csl.json") for prefix in ("", "/ja")]
    keys = [file.json()[0]["id"] for file in files]

    assert keys == ["rosetta-deal-germany-acsa-2026-11-23", "rosetta-deal-germany-acsa-ja-2026-11-23"]
    assert [f'"{key}.csl.json"' in file["Content-Disposition"] for key, file in zip(keys, files, strict=True)] == [
        True,
        True,
    ]


@pytest.mark.usefixtures("register")
def test_an_edit_gives_another_version_key_name_and_reference(client: Client) -> None:
    address = "/deals/germany-acsa/cite.bib"
    before = client.get(address)
    deal = Deal.objects.get(slug="germany-acsa")
    deal.summary_en = "Another summary."
    deal.save()
    after = client.get(address)

    assert edition().version != "2026-11-23"
    assert edition().version in after.content.decode()
    assert edition().version in after["Content-Disposition"]
    assert edition().version not in before.content.decode()
    assert f"version {edition().version}," in _block(client.get("/deals/germany-acsa/"))
    assert edition().version in client.get("/deals/germany-acsa.md").content.decode()
    assert client.get("/api/v1/").json()["version"] == edition().version


@pytest.mark.usefixtures("register")
def test_names_that_have_an_article_have_it_in_a_title(client: Client) -> None:
    (item,) = client.get("/partners/philippines/cite.csl.json").json()

    assert item["title"] == "Japan and the Philippines"
    assert "1 deal with the Philippines" in text_of(client.get("/deals/?partner=philippines"))


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    "page",
    [
        "/deals/?type=acsa",
        "/deals/?sort=name&page=2",
        "/grid/?region=europe&as_of=2025&sort=name",
        "/compare/?partner=germany&partner=philippines",
        "/compare/?of=type",
        "/timeline/?partner=germany&as_of=2025",
        "/timeline/?page=2",
        "/map/?type=acsa&as_of=2025",
        "/partners/germany/?as_of=2025",
        "/changes/?kind=learned&partner=germany",
        "/search/?q=ACSA+Germany",
        "/search/?q=ACSA&kind=deal",
    ],
)
def test_the_address_that_is_shared_keeps_what_the_page_is_narrowed_to(client: Client, page: str) -> None:
    body = html.unescape(client.get(f"{page}&utm_source=x").content.decode())

    assert f'<meta property="og:url" content="{SITE}{page}">' in body
    assert f'hreflang="en" href="{SITE}{page}"' in body
    assert f'hreflang="ja" href="{SITE}/ja{page}"' in body


@pytest.mark.usefixtures("register")
def test_sist_tells_where_the_day_of_access_goes(client: Client) -> None:
    assert "(参照 YYYY-MM-DD)" in text_of(client.get("/ja/deals/germany-acsa/cite/"), "long")
