from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from agreements.models import Deal
from tests import factories
from tests.assertions import assert_page
from tests.kept_rows import rows_kept
from tests.pages.reading import philippines, reciprocal_access, section_of, text_of

pytestmark = pytest.mark.django_db


def get(client: Client, text: str, path: str = "/search/", **more: str) -> Any:
    return client.get(f"{path}?{urlencode({'q': text, **more})}")


@pytest.fixture
@rows_kept
def register() -> None:
    factories.published_deal()
    factories.published_deal(
        "philippines-raa", type=reciprocal_access(), partners=(philippines(),), date="2024-07-08",
        short_name_en="Japan–Philippines RAA",
    )  # fmt: skip


@pytest.mark.usefixtures("register")
def test_a_question_is_answered_with_the_list_and_its_filters(client: Client) -> None:
    response = get(client, "ACSA Germany")

    assert_page(response, "ACSA Germany", "/deals/?type=acsa&amp;partner=germany", 'href="/deals/?partner=germany"')
    assert "1 deal" in text_of(response, "answer")
    assert "Japan–Germany ACSA" in text_of(response, "answer")


@pytest.mark.usefixtures("register")
def test_an_answer_may_be_that_there_is_none(client: Client) -> None:
    assert "None is in the register." in text_of(get(client, "RAA Germany"), "answer")


@pytest.mark.usefixtures("register", "today")
@pytest.mark.parametrize("text", ["Germany 2020", "ドイツ 2020年"])
def test_a_partner_and_a_year_without_deals_lead_to_what_stood_then(client: Client, text: str) -> None:
    response = get(client, text)

    assert text_of(response, "then").endswith("Japan and Germany at the end of 2020")
    assert 'href="/partners/germany/?as_of=2020-12-31"' in section_of(response, "then")
    assert "None is in the register." not in text_of(response)


@pytest.mark.usefixtures("register", "today")
def test_where_a_year_has_deals_what_stood_then_comes_beneath_them(client: Client) -> None:
    of_year = text_of(get(client, "Germany 2024"), "answer")
    of_day = get(client, "Germany 29 January 2024").content.decode()

    assert of_year.index("Japan–Germany ACSA") < of_year.index("Japan and Germany at the end of 2024")
    assert of_day.index("/deals/germany-acsa/") < of_day.index("Japan and Germany on 29 January 2024")


@pytest.mark.usefixtures("register", "today")
def test_of_a_year_that_has_not_ended_nobody_says_what_stood_at_its_end(client: Client) -> None:
    assert "at the end of" not in text_of(get(client, "Germany 2026"))


@pytest.mark.usefixtures("register", "today")
@pytest.mark.parametrize(("text", "place"), [("visit Philippines", ""), ("日本はフィリピンに部隊を送れるか", "/ja")])
def test_what_the_two_may_do_is_answered_with_the_line_of_the_partner(client: Client, text: str, place: str) -> None:
    response = get(client, text, f"{place}/search/")
    line = section_of(response, "line")
    ability = line.partition("<li")[2].partition("</li>")[0]

    assert f'href="{place}/deals/philippines-raa/"' in ability
    assert f'href="{place}/partners/philippines/"' in line
    assert ability in client.get(f"{place}/partners/philippines/").content.decode()


@pytest.mark.usefixtures("register", "today")
def test_a_line_may_be_that_there_is_none(client: Client) -> None:
    factories.survey(factories.agreement_type("alliance-treaty", family="commitment"))

    assert "No: none found up to" in text_of(get(client, "does Japan have to defend Germany"), "line")


@pytest.mark.usefixtures("register", "today")
@pytest.mark.parametrize("text", ["does Japan have to defend Germany", "must Germany defend Japan if it is attacked?"])
def test_a_duty_to_defend_is_told_in_both_directions(client: Client, text: str) -> None:
    factories.agreement_type("alliance-treaty", family="commitment")

    words = text_of(get(client, text), "line")

    assert "Neither has promised to defend the other." in words
    assert "No treaty obliges Japan to defend Germany, and none obliges Germany to defend Japan." in words


@pytest.mark.usefixtures("register", "today")
def test_an_alliance_obliges_within_its_bounds(client: Client) -> None:
    alliance = factories.agreement_type("alliance-treaty", family="commitment")
    treaty = factories.published_deal("treaty", type=alliance, kind="in-force", instrument="treaty")
    factories.deal_state(treaty, factories.state(factories.character("use-of-force"), "yes"))

    words = text_of(get(client, "does Japan have to defend Germany"), "line")

    assert "A treaty obliges them to meet an attack in Japan’s territory together." in words
    assert "An attack on Germany outside territory that Japan administers is not covered" in words
    assert "No treaty" not in words


@pytest.mark.usefixtures("register")
def test_what_a_deal_is_stands_in_the_reader_s_language(client: Client) -> None:
    factories.published_deal("rocket", short_name_en="Rocket", summary_en="Engines.", summary_ja="Rocketの燃料。")

    assert "Engines." in text_of(get(client, "Rocket"), "found-deal")
    assert "燃料" not in text_of(get(client, "Rocket"), "found-deal")
    assert "燃料" in text_of(get(client, "Rocket", "/ja/search/"), "found-deal")


@pytest.mark.usefixtures("register")
def test_matched_words_are_marked_and_escaped(client: Client) -> None:
    factories.published_deal("odd", short_name_en="<b>fuel</b> & oil")
    body = get(client, "fuel").content.decode()

    assert "&lt;b&gt;<mark>fuel</mark>&lt;/b&gt; &amp; oil" in body
    assert "<b>fuel" not in body


@pytest.mark.usefixtures("register")
def test_a_typing_error_is_corrected_and_said(client: Client) -> None:
    response = get(client, "Phillipines")
    assert_page(response, "Phillipines", "<b>Philippines</b>", "/partners/philippines/")

    exact = get(client, "Phillipines", exact="1")
    assert "/partners/philippines/" not in exact.content.decode().partition("<main")[2]


@pytest.mark.usefixtures("register")
def test_a_name_that_others_use_leads_to_japan_s_own(client: Client) -> None:
    assert_page(get(client, "VFA"), "VFA", "Japan’s own", 'href="/types/reciprocal-access/"')


@pytest.mark.usefixtures("register")
def test_a_country_without_deals_is_said_to_have_none(client: Client) -> None:
    assert_page(get(client, "Taiwan"), "Taiwan", "no deal between Japan and Taiwan")
    assert_page(get(client, "Taiwan", "/ja/search/"), "Taiwan", "台湾")


@pytest.mark.usefixtures("register")
def test_where_nothing_is_found_there_is_somewhere_to_look(client: Client) -> None:
    response = get(client, "nothing-of-this-name")

    assert_page(response, "nothing-of-this-name", "Nothing in the register has these words.", 'href="/identify/"')


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\x00", ""),
        ("a\x00b", ""),
        ("x" * 5000, "at most 200 characters"),
        ("!?…」", "no letter and no figure"),
        ('"NEAR(a b)" OR * AND', ""),
        ("names : acsa", ""),
        ("'; DROP TABLE agreements_deal; --", ""),
        ("a:* & !b | <->", ""),
        ("🇯🇵🇩🇪", ""),
        ("\ud7ff\u0e01\u0e34\u05d0", ""),
        ("%", "no letter and no figure"),
        ("ー", ""),
    ],
    ids=range(12),
)
def test_any_input_gives_a_page(client: Client, text: str, sentence: str) -> None:
    for path in ("/search/", "/search/suggest/", "/deals/"):
        response = get(client, text, path)
        assert response.status_code == 200
    assert sentence in text_of(get(client, text))


def test_a_search_of_an_empty_register_finds_nothing(client: Client) -> None:
    assert_page(get(client, "ACSA"), "ACSA", "Nothing in the register has these words.")


def test_without_a_question_the_page_says_what_can_be_asked(client: Client) -> None:
    assert_page(client.get("/search/"), "Search the register", 'name="q"', 'href="/types/"')


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    "text", ["ACSA", "ACSA Germany", "Phillipines", "nothing of this", "ドイツ フィリピン", "refuel Germany"]
)
def test_the_number_of_queries_is_small_and_does_not_grow(client: Client, text: str) -> None:
    def queries() -> int:
        # What a process reads once an edition, its first answer has read.
        client.get("/deals/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            get(client, text)
        return len(captured)

    few = queries()
    for number in range(20):
        factories.published_deal(f"germany-acsa-{number}", short_name_en=f"Japan–Germany ACSA {number}")
        factories.source(f"https://www.mofa.go.jp/{number}.html", title=f"ACSA with Germany, {number}")

    assert queries() <= 11
    assert queries() <= few + 1


@pytest.mark.usefixtures("register")
def test_suggestions_are_links(client: Client) -> None:
    body = get(client, "phil", "/search/suggest/").content.decode()

    assert "<html" not in body
    assert 'href="/partners/philippines/"' in body
    assert 'href="/search/?q=phil"' in body


@pytest.mark.usefixtures("register")
def test_suggestions_forgive_a_typing_error(client: Client) -> None:
    assert 'href="/partners/philippines/"' in get(client, "phillipines", "/search/suggest/").content.decode()


def test_every_page_has_the_box_and_tells_browsers_of_it(client: Client) -> None:
    body = client.get("/about/").content.decode()

    assert 'action="/search/"' in body
    assert 'data-hx-trigger="input changed delay:200ms, late, reopen"' in body
    assert 'href="/opensearch.xml"' in body


def test_browsers_are_told_how_to_search_in_each_language(client: Client) -> None:
    response = client.get("/ja/opensearch.xml", headers={"host": "localhost"})

    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert 'template="http://localhost/ja/search/?q={searchTerms}"' in response.content.decode()
    assert response.content.startswith(b"<?xml")


def test_browsers_are_told_of_suggestions_and_of_icons_they_can_draw(client: Client) -> None:
    english, japanese = (client.get(f"{place}/opensearch.xml").content.decode() for place in ("", "/ja"))

    assert 'type="application/x-suggestions+json"' in english
    assert 'type="image/png"' in english
    assert "<Description>Japan’s security deals" in english
    assert "/ja/search/suggest.json?q={searchTerms}" in japanese


@pytest.mark.usefixtures("register")
def test_suggestions_for_a_browser_s_own_box_say_what_each_is_and_where(client: Client) -> None:
    response = get(client, "phil", "/search/suggest.json")
    text, names, kinds, addresses = response.json()

    assert response["Content-Type"] == "application/x-suggestions+json"
    assert (text, names[0], kinds[0]) == ("phil", "Philippines", "partner")
    assert addresses[0] == "http://testserver/partners/philippines/"


@pytest.mark.usefixtures("register")
def test_all_of_one_kind_can_be_leafed_through(client: Client) -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    for number in range(25):
        source = factories.source(f"https://www.mofa.go.jp/{number}.html", title=f"ACSA with Germany, {number}")
        factories.deal_phrase(deal, source)
    assert "?q=ACSA+Germany&amp;kind=source" in get(client, "ACSA Germany").content.decode()

    first = text_of(get(client, "ACSA Germany", kind="source"), "found-source")
    second = text_of(get(client, "ACSA Germany", kind="source", page="2"), "found-source")
    beyond = text_of(get(client, "ACSA Germany", kind="source", page="99"), "found-source")
    assert first.count("Ministry of Foreign Affairs") == 20
    assert 5 <= second.count("Ministry of Foreign Affairs") < 10
    assert beyond == second
    assert_page(get(client, "ACSA Germany", kind="no-such-kind"), "ACSA Germany", "1 deal")


@pytest.mark.usefixtures("register")
def test_two_kinds_asked_about_together_lead_to_what_tells_them_apart(client: Client) -> None:
    assert_page(get(client, "RAA vs ACSA"), "RAA vs ACSA", "/identify/?apart=reciprocal-access,acsa", "/compare/?type=")


@pytest.mark.usefixtures("register")
def test_who_has_none_is_answered_with_partners(client: Client) -> None:
    response = get(client, "countries without RAA")

    assert "Germany" in text_of(response, "without")
    assert "Philippines" not in text_of(response, "without")
    assert "<mark>without</mark>" not in response.content.decode()


@pytest.mark.usefixtures("register")
def test_a_single_letter_of_an_unknown_text_marks_nothing(client: Client) -> None:
    factories.published_deal("f35", short_name_en="F-35B aircraft", title_en="F-35B")

    assert "<mark>" not in get(client, "hello b x").content.decode()


@pytest.mark.usefixtures("register")
def test_the_list_of_deals_looks_for_words_in_the_same_way(client: Client) -> None:
    assert "germany-acsa" in client.get("/deals/?q=独").content.decode()
    assert "philippines-raa" in client.get("/deals/?q=フィリピン").content.decode()
