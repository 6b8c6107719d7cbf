"""The Markdown of deals, partners and kinds, as a reader of Markdown has it; and llms.txt."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from markdown_it import MarkdownIt

from agreements.models import EventKind
from tests import factories
from tests.edits import forget_history
from tests.kept_rows import rows_kept

pytestmark = pytest.mark.django_db

READER = MarkdownIt("commonmark", {"html": True}).enable("table")
HOSTILE = "# <b>a</b> | [x](http://evil.example) *y* `z` & 1. q"
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates/agreements/markdown").glob("*.txt"))


@pytest.fixture
@rows_kept
def register() -> None:
    factories.register()
    acsa = factories.agreement_type("acsa")
    access = factories.agreement_type("reciprocal-access", family="access")
    factories.confusion(acsa, access)
    factories.type_phrase(acsa)
    deal = factories.published_deal(date="2024-01-29", title_ja="日独物品役務相互提供協定", doubt_en="Not seen.")
    factories.citation(deal, factories.event(deal, EventKind.IN_FORCE, "2024-07-12"))
    factories.amount(deal)
    factories.deal_phrase(deal)
    factories.relation(deal, factories.published_deal("italy-acsa", date="2010"))
    forget_history()


def _text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def _rendered(client: Client, address: str) -> str:
    return READER.render(_text(client.get(address)))


@pytest.mark.usefixtures("register")
def test_a_deal_is_told_in_markdown(client: Client) -> None:
    response = client.get("/deals/germany-acsa.md")
    text = _text(response)

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Link"] == '<http://testserver/deals/germany-acsa/>; rel="canonical"'
    assert text.startswith("# Japan–Germany ACSA\n\n日独ACSA\n\n**In force since 12 July 2024**")
    assert "- Address: <http://testserver/deals/germany-acsa/>\n- Version: 2026-11-23\n" in text
    assert "- 日独物品役務相互提供協定\n" in text
    assert "- 2024-01-29: signed\n- 2024-07-12: in force\n" in text
    assert "](<https://www.mofa.go.jp/press/1.html>), Ministry of Foreign Affairs of Japan" in text
    assert "[Italy Acsa](<http://testserver/deals/italy-acsa.md>)" in text
    assert "### Editors’ note\n\nNot seen.\n" in text
    assert text.endswith(
        "register as of 23 November 2026, version 2026-11-23, <http://testserver/deals/germany-acsa/>\n"
    )
    assert "\n\n\n" not in text


@pytest.mark.usefixtures("register")
def test_a_kind_is_told_in_markdown_with_its_deals_in_a_table(client: Client) -> None:
    page = _rendered(client, "/types/acsa.md")

    assert "<h1>ACSA" in page
    row = page.partition("<tbody>")[2].partition("</tr>")[0]
    assert '<a href="http://testserver/deals/germany-acsa.md">Japan–Germany ACSA</a>' in row
    assert re.findall(r"<td>([^<]+)</td>", row) == ["in force", "2024-01-29", "2024-07-12"]


@pytest.mark.usefixtures("register")
def test_a_partner_is_told_in_markdown_also_as_of_a_day(client: Client) -> None:
    now = _text(client.get("/partners/germany.md"))
    then = _text(client.get("/partners/germany.md?as_of=2024-02-01"))

    assert now.startswith("# Germany\n")
    standing = now.partition("## Standing")[2].partition("##")[0]
    assert "in force since 12 July 2024, [Japan–Germany ACSA](<http://testserver/deals/germany-acsa.md>)" in standing
    assert "**As of 1 February 2024.**" in then
    assert "2024-07-12" not in then
    assert then.endswith("<http://testserver/partners/germany/?as_of=2024-02-01>\n")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("/partners/germany.md?as_of=zz", "zz"),
        ("/partners/germany.md?foo=1", "foo"),
    ],
)
def test_it_refuses_what_it_cannot_read(client: Client, address: str, word: str) -> None:
    response = client.get(address)

    assert (response.status_code, f"“{word}”" in response.content.decode()) == (400, True)


@pytest.mark.usefixtures("register")
def test_a_partner_s_talks_and_further_deals_are_in_its_markdown(client: Client) -> None:
    for slug in ("germany-talks", "germany-more-talks"):
        factories.published_deal(slug, kind=EventKind.NEGOTIATIONS_OPENED, date="2025", short_name_en=slug)

    spoken_of = _text(client.get("/partners/germany.md")).partition("## Spoken of")[2].partition("##")[0]

    assert "under negotiation since 2025, [germany-more-talks](" in spoken_of
    address = "http://testserver/deals/?type=acsa&partner=germany&status=negotiating"
    assert f"; [1 more deal](<{address}>)\n" in spoken_of


@pytest.mark.usefixtures("register")
def test_it_is_in_the_language_of_its_address(client: Client) -> None:
    response = client.get("/ja/deals/germany-acsa.md")

    assert _text(response).startswith("# 日独ACSA\n\nJapan–Germany ACSA\n")
    assert "](<http://testserver/ja/types/acsa.md>)" in _text(response)
    assert response["Content-Language"] == "ja"


@pytest.mark.usefixtures("register")
def test_in_japanese_its_lines_are_put_together_as_japanese_is(client: Client) -> None:
    deal, partner, kind = (
        _text(client.get(f"/ja/{record}.md")) for record in ("deals/germany-acsa", "partners/germany", "types/acsa")
    )

    assert "、2024年7月12日から発効中、[日独ACSA](<" in partner
    assert ".md>)、発効\n" in partner
    assert "：発効中1件、署名済み1件\n" in kind
    assert "発効（2024年7月12日）" in deal
    for text in (deal, partner, kind):
        # A space stands beside Latin letters at most.
        assert re.findall(r"[぀-ヿ一-鿿、。）)」] [^|]", text) == []


def test_a_partner_s_markdown_begins_like_its_page_and_is_of_the_same_day(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE, date="2015")

    text = client.get("/partners/germany.md?as_of=2016").text
    page = client.get("/partners/germany/?as_of=2016").text

    assert "Japan and Germany could Refuel. Neither had promised to defend the other." in text
    assert '<link rel="alternate" type="text/markdown" href="/partners/germany.md?as_of=2016">' in page


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("record", ["deals/germany-acsa", "types/acsa", "partners/germany"])
@pytest.mark.parametrize("prefix", ["", "/ja"])
def test_the_page_names_its_markdown(client: Client, record: str, prefix: str) -> None:
    link = f'<link rel="alternate" type="text/markdown" href="{prefix}/{record}.md">'

    assert link in client.get(f"{prefix}/{record}/").content.decode()
    assert client.get(f"{prefix}/{record}.md").status_code == 200


@pytest.mark.parametrize("address", ["/deals/secret.md", "/deals/none.md", "/types/none.md", "/partners/none.md"])
def test_what_readers_cannot_see_has_no_markdown(client: Client, address: str) -> None:
    factories.deal("secret")

    assert client.get(address).status_code == 404


def test_hostile_texts_stay_texts(client: Client) -> None:
    factories.register()
    kind = factories.agreement_type("acsa", name_en=HOSTILE, lede_en=HOSTILE, why_en=HOSTILE, does_en=[HOSTILE])
    partner = factories.partner("germany", heading_en=HOSTILE, official_name_en=HOSTILE, account_en=HOSTILE)
    deal = factories.published_deal(
        type=kind, partners=(partner,), short_name_en=HOSTILE, title_en=HOSTILE, summary_en=HOSTILE,
        in_practice_en=HOSTILE, doubt_en=HOSTILE, signatories_en=HOSTILE, items_en=[HOSTILE],
    )  # fmt: skip
    source = factories.source("https://example.org/a>(b)", title=HOSTILE, publisher=HOSTILE)
    factories.citation(deal, factories.event(deal, EventKind.IN_FORCE, "2024-07-12", note_en=HOSTILE), source)

    for address, least in (("/deals/germany-acsa.md", 10), ("/types/acsa.md", 6), ("/partners/germany.md", 5)):
        page = _rendered(client, address)
        assert html.unescape(page).count(HOSTILE) >= least, address
        assert page.count("<h1>") == 1
        for mark in ("<b>", "<em>", "<code>", 'href="http://evil.example"'):
            assert mark not in page, (address, mark)
        assert "example.org/a%3E(b)" in page or "deals" not in address


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_text_in_a_template_is_escaped(template: Path) -> None:
    printed = re.findall(r"\{\{(.*?)\}\}", template.read_text(encoding="utf-8"))
    # Numbers and names that a translated sentence takes were escaped where it takes them.
    inside = {
        "count", "date", "deals", "partners", "citations", "name", "abbreviation", "number", "word", "event",
    }  # fmt: skip

    assert printed
    assert [one for one in printed if not re.search(r"\|md(_link)?\s*$", one) and one.strip() not in inside] == []


@pytest.mark.usefixtures("register")
def test_llms_txt_leads_to_every_kind_and_partner(client: Client) -> None:
    response = client.get("/llms.txt")
    text = _text(response)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# The Rosetta Stone of Japan’s security deals\n\n> A register of Japan’s")
    assert "Register as of 23 November 2026: 2 deals" in text
    links = re.findall(r"\]\(<http://testserver([^>]+)>\)", text)
    assert {"/types/acsa.md", "/partners/germany.md", "/data/deals.json", "/api/v1/openapi.json"} <= set(links)
    for link in links:
        response = client.get(link)
        # Read to its end, which closes a file. To close the answer would close the database too.
        assert b"".join(response), link
        assert response.status_code == 200, link
    assert "/ja/types/acsa.md" in _text(client.get("/ja/llms.txt"))


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("address", ["/deals/germany-acsa.md", "/types/acsa.md", "/partners/germany.md", "/llms.txt"])
def test_markdown_takes_at_most_twelve_queries(
    client: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    for number in range(10):
        factories.published_deal(f"more-{number}")
    # What a process reads once an edition, its first answer has read.
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("address", ["/deals/germany-acsa.md", "/types/acsa.md"])
def test_what_is_one_text_whatever_is_asked_has_one_address(client: Client, address: str) -> None:
    response = client.get(f"{address}?utm_source=somewhere")

    assert (response.status_code, response["Location"]) == (301, address)
