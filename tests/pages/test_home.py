import json
import re

import pytest
from django.test import Client

from agreements.models import EventKind
from agreements.selectors.home import STEPS
from tests import factories
from tests.assertions import assert_page
from tests.edits import forget_history
from tests.pages.reading import lang_of, section_of, text_of
from tests.pages_list import ROOT

pytestmark = pytest.mark.django_db


def test_home_of_an_empty_register_is_a_page(client: Client) -> None:
    assert_page(client.get("/"), "What did Japan just sign?", "Paste a headline or ask a question")


@pytest.mark.parametrize("language", ["", "/ja"])
def test_the_box_takes_a_text_of_any_length(client: Client, language: str) -> None:
    form = client.get(f"{language}/").content.decode().partition('<div class="home-box">')[2].partition("</form>")[0]

    assert f'<form method="post" action="{language}/decode/">' in form
    # A browser would cut what is pasted without a word.
    assert "maxlength" not in form


def test_home_shows_one_deal_in_three_scripts(client: Client) -> None:
    deal = factories.published_deal(title_en="Agreement between Japan and Germany", title_ja="日独物品役務相互提供協定")
    factories.deal_phrase(deal)

    response = client.get("/")

    assert_page(response, "What did Japan just sign?")
    assert text_of(response, "text-label").endswith("日独物品役務相互提供協定 Agreement between Japan and Germany")
    assert "not been seen" not in response.content.decode()
    assert "「日独ACSAの署名」 Signing of the Japan–Germany ACSA" in text_of(response, "phrase-label")
    assert deal.in_practice_en in text_of(response, "plain-label")


def test_home_says_of_a_title_that_nobody_has_seen_it(client: Client) -> None:
    deal = factories.published_deal(title_en="Agreement between Japan and Germany", title_en_confirmed=False)
    factories.deal_phrase(deal)

    title = text_of(client.get("/"), "text-label")
    assert title.endswith("Agreement between Japan and Germany This title has not been seen on an official page.")


def test_home_climbs_from_talk_to_fight_with_each_kind_on_its_step(client: Client) -> None:
    for slug in ("alliance-treaty", "reciprocal-access", "security-declaration"):
        factories.agreement_type(slug, short_name_en=slug)

    words = text_of(client.get("/"), "steps")

    places = [
        words.index(word)
        for word in ("Talk security-declaration", "Visit and stay reciprocal-access", "Fight together alliance-treaty")
    ]
    assert places == sorted(places)


def test_every_kind_of_the_register_stands_on_one_step() -> None:
    rows = json.loads((ROOT / "fixtures" / "types.json").read_text(encoding="utf-8"))
    kinds = [row["fields"]["slug"] for row in rows if row["model"] == "agreements.agreementtype"]

    assert sorted(slug for _name, slugs in STEPS for slug in slugs) == sorted(kinds)


def test_home_puts_the_first_question_with_a_link_for_each_state(client: Client) -> None:
    factories.character("subject", ("supplies", "secrets"))
    factories.character("payment", ("gift",))

    question = section_of(client.get("/"), "question")

    assert "What is its subject?" in question
    assert re.findall(r'href="([^"]*)"', question) == ["/identify/?subject=supplies", "/identify/?subject=secrets"]


def test_home_lists_the_newest_events_first_and_no_more_than_six(client: Client) -> None:
    deal = factories.published_deal(kind=EventKind.PROPOSED, date="2010")
    for number in range(1, 8):
        factories.event(deal, EventKind.MILESTONE, f"2020-0{number}-01", note_en=f"step {number}")

    latest = text_of(client.get("/"), "latest")

    assert re.findall(r"Step \d", latest) == [f"Step {number}" for number in (7, 6, 5, 4, 3, 2)]


def test_home_says_once_that_a_deal_was_signed(client: Client) -> None:
    deal = factories.published_deal()

    assert text_of(client.get("/"), "latest").lower().count("signed") == 1

    factories.event(deal, EventKind.MILESTONE, "2024-03", note_en="ships refuel")
    # A step that makes no status has that of its deal beside it.
    assert text_of(client.get("/"), "latest").lower().count("signed") == 2


@pytest.mark.parametrize("standing", ["by", "unconfirmed"])
def test_home_tells_no_event_as_news_whose_date_no_source_states(client: Client, standing: str) -> None:
    deal = factories.published_deal()
    factories.event(deal, EventKind.IN_FORCE, "2026-08", date_standing=standing)

    latest = text_of(client.get("/"), "latest")

    assert "2024-01-29" in latest
    assert "2026-08" not in latest


def test_home_hides_drafts_everywhere(client: Client) -> None:
    factories.register()
    # The slug that the page would show first of all.
    draft = factories.deal(short_name_en="A secret draft")
    factories.citation(draft, factories.event(draft))

    response = client.get("/")

    assert "A secret draft" not in text_of(response)
    assert "Germany" not in text_of(response, "grid")
    assert "0 deals, 0 partners, 0 citations" in text_of(response)


def test_the_footer_counts_what_is_published(client: Client) -> None:
    factories.register()
    factories.published_deal()
    factories.published_deal("italy-acsa", partners=(factories.partner("italy"),))
    draft = factories.deal("france-acsa", partners=(factories.partner("france"),))
    factories.citation(draft, factories.event(draft))
    forget_history()

    assert "Register as of 23 November 2026: 2 deals, 2 partners, 2 citations" in text_of(client.get("/about/"))


def test_home_in_japanese_is_japanese(client: Client) -> None:
    factories.published_deal()
    factories.character("subject", ("supplies",))

    response = client.get("/ja/")

    assert lang_of(response) == "ja"
    assert "日独ACSA" in text_of(response)
    assert "subjectは何か。" in text_of(response, "question")
    assert 'href="/ja/identify/?subject=supplies"' in section_of(response, "question")
    assert "ドイツ" in text_of(response, "grid")


# What the article tells of, and where the site has it.
ARTICLE_CASES = {
    "/deals/germany-acsa/": "the ACSA with Germany",
    "/deals/uae-technology-transfer/": "the transfer agreement with the United Arab Emirates",
    "/deals/us-tomahawk-2024/": "the Tomahawks",
    "/deals/australia-raa/": "the RAA with Australia",
    "/deals/uk-raa/": "the RAA with the United Kingdom",
    "/deals/philippines-raa/": "the RAA with the Philippines",
    "/deals/gcap-2022/": "the fighter with Italy and the United Kingdom",
    "/deals/south-korea-gsomia/": "the GSOMIA of 2016",
    "/deals/camp-david-commitment-to-consult/": "Camp David",
    "/deals/us-security-treaty-1960/": "the treaty of 1960",
    "/deals/us-defense-guidelines-2015/": "the Guidelines of 2015",
    "/deals/?region=southeast-asia&amp;type=security-assistance": "OSA to Southeast Asia",
}


@pytest.mark.register
@pytest.mark.parametrize("language", ["", "/ja"])
def test_each_case_of_the_article_is_one_step_from_home(client: Client, language: str) -> None:
    cases = section_of(client.get(f"{language}/"), "cases")
    linked = re.findall(r'class="row-name" href="([^"]*)"', cases)

    assert linked
    assert set(linked) == {language + address for address in ARTICLE_CASES}
    for address in linked:
        response = client.get(address.replace("&amp;", "&"))
        assert response.status_code == 200, address
        assert text_of(response).count("No deal passes") == 0, address


@pytest.mark.register
def test_each_case_of_the_article_has_its_name_its_kind_and_its_status(client: Client) -> None:
    rows = text_of(client.get("/"), "cases")

    for words in ("Germany ACSA", "Tomahawk", "GCAP", "GSOMIA", "Camp David", "1960", "Guidelines", "Philippines"):
        assert words in rows


def test_what_is_still_to_come_is_no_news(client: Client) -> None:
    deal = factories.published_deal(date="2024-01-29")
    factories.citation(deal, factories.event(deal, "milestone", "2037-03", note_en="Planned end of the term"))

    assert "Planned end of the term" not in text_of(client.get("/"))
