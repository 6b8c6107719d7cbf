import html
import re
from typing import Any

import pytest
from django.test import Client

from agreements.models import EventKind, Partner
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, philippines, reciprocal_access, text_of

pytestmark = pytest.mark.django_db
ONE_IS_NOT_ENOUGH = "It takes two different ones to compare: choose another beside Germany."


def _row(response: Any, name: str) -> tuple[bool, list[str]]:
    """Return whether a row is marked as differing, and the words of its cells."""
    for attributes, markup in re.findall(r"<tr([^>]*)>(.*?)</tr>", response.content.decode(), re.S):
        head, *cells = re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", markup, re.S)
        words = [" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in (head, *cells)]
        if words[0].removesuffix(" ( differs )").removesuffix(" (differs)") == name:
            assert ("differs" in words[0]) == ("differs" in attributes), "marked for the eye and not for the ear"
            return "differs" in attributes, words[1:]
    raise AssertionError(f"no row {name}")


def test_how_to_cite_comes_last(client: Client) -> None:
    factories.register()
    factories.published_deal()
    factories.published_deal("philippines-acsa", partners=(philippines(),))

    for address in ("/compare/?partner=germany&partner=philippines", "/grid/", "/partners/germany/"):
        body = client.get(address).content.decode()
        after = body.partition('id="cite"')[2].partition("</main>")[0]
        # Its own heading, and no other.
        assert re.findall(r"<(?:h2|form|table)", after) == ["<h2"], address


def test_without_anything_to_compare_the_page_is_the_form(client: Client) -> None:
    factories.published_deal()

    response = client.get("/compare/")

    assert_page(response, "Side by side", "Choose two to four partners")
    assert '<option value="germany">Germany</option>' in response.content.decode()


def test_partners_are_compared_kind_by_kind(client: Client) -> None:
    other = philippines()
    factories.published_deal(kind=EventKind.IN_FORCE)
    factories.published_deal("philippines-acsa", partners=(other,))
    raa = reciprocal_access()
    factories.published_deal("germany-raa", type=raa, date="2023")
    factories.published_deal("philippines-raa", type=raa, date="2024", partners=(other,))

    response = client.get("/compare/?partner=germany&partner=philippines")

    assert_page(response, "Germany")
    assert _row(response, "ACSA") == (True, ["in force 2024-01-29", "signed 2024-01-29"])
    # A date alone is no difference, and the page says so.
    assert "Of a kind the status counts, and not its date." in text_of(response)
    assert "Of a kind" not in text_of(client.get("/compare/?type=acsa&type=reciprocal-access"))
    japanese = text_of(client.get("/ja/compare/?partner=germany&partner=philippines"))
    assert "種類ごとの項目では状態だけを比べ、日付は数えない。" in japanese
    assert _row(response, "RAA") == (False, ["signed 2023", "signed 2024"])
    assert _row(response, "Region") == (True, ["Europe", "Southeast Asia"])


def test_the_head_of_a_column_is_its_name_and_nothing_else(client: Client) -> None:
    """Whoever hears the page hears the head again in each row."""
    factories.published_deal()
    factories.published_deal("philippines-acsa", partners=(philippines(),))

    body = client.get("/compare/?partner=germany&partner=philippines").content.decode()

    heads = re.findall(r'<th scope="col">(.*?)</th>', body, re.S)
    assert [re.sub("<[^>]*>", "", head) for head in heads] == ["Germany", "Philippines"]


@pytest.mark.parametrize(
    ("language", "heading"),
    [("", ["Germany and A", "Germany, A and B"]), ("/ja", ["ドイツとA", "ドイツ、A、B"])],
)
def test_the_heading_is_a_list(client: Client, language: str, heading: list[str]) -> None:
    factories.published_deal()
    for name in "AB":
        partner = factories.partner(f"partner-{name.lower()}", name_en=name, name_ja=name)
        factories.published_deal(f"deal-{name.lower()}", partners=(partner,))

    query = "?partner=germany&partner=partner-a"
    for address, expected in zip((query, f"{query}&partner=partner-b"), heading, strict=True):
        body = client.get(f"{language}/compare/{address}").content.decode()
        assert " ".join(re.sub("<[^>]*>", "", body.partition("<h1>")[2].partition("</h1>")[0]).split()) == expected


def test_deals_with_one_status_since_different_days_differ(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("philippines-acsa", date="2025-09-05", partners=(philippines(),))

    response = client.get("/compare/?deal=germany-acsa&deal=philippines-acsa")

    assert _row(response, "Status") == (True, ["signed 2024-01-29", "signed 2025-09-05"])
    assert _row(response, "Signed") == (True, ["2024-01-29", "2025-09-05"])


def test_an_absence_says_whether_anybody_looked(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("philippines-acsa", partners=(philippines(),))
    raa = reciprocal_access()
    factories.survey(raa, Partner.objects.get(slug="germany"))

    response = client.get("/compare/?partner=germany&partner=philippines")

    assert _row(response, "RAA")[1] == ["none found", "not looked for"]


def test_partners_are_compared_as_of_a_day(client: Client) -> None:
    factories.published_deal(date="2024")
    factories.published_deal("philippines-acsa", date="2010", partners=(philippines(),))

    response = client.get("/compare/?partner=germany&partner=philippines&as_of=2020")

    assert "As of 2020." in text_of(response)
    assert _row(response, "ACSA") == (True, ["not looked for", "signed 2010"])


def test_kinds_are_compared_by_their_marks(client: Client) -> None:
    acsa, raa = factories.agreement_type(), reciprocal_access()
    subject = factories.character("subject", ("supplies", "visits"))
    binding = factories.character("binding", ("yes", "no"))
    factories.type_state(acsa, subject.states.get(slug="supplies"))
    factories.type_state(raa, subject.states.get(slug="visits"))
    for kind in (acsa, raa):
        factories.type_state(kind, binding.states.get(slug="yes"))

    response = client.get("/compare/?type=acsa&type=reciprocal-access")

    assert _row(response, "Subject") == (True, ["Supplies", "Visits"])
    assert _row(response, "Binding") == (False, ["Yes", "Yes"])


def test_deals_are_compared_by_paper_and_dates(client: Client) -> None:
    factories.published_deal(binding=True)
    other = factories.published_deal("philippines-acsa", binding=False, partners=(philippines(),))
    factories.event(other, EventKind.IN_FORCE, "2025-06")

    response = client.get("/compare/?deal=germany-acsa&deal=philippines-acsa")

    assert _row(response, "Binding") == (True, ["Yes, under international law", "No"])
    assert _row(response, "Signed") == (False, ["2024-01-29", "2024-01-29"])
    assert _row(response, "In force") == (True, ["–", "2025-06"])
    assert _row(response, "With") == (True, ["Germany", "Philippines"])


def test_what_is_not_signed_yet_will_be_binding_once_in_force(client: Client) -> None:
    factories.published_deal(binding=True)
    factories.published_deal("philippines-acsa", kind=EventKind.PROPOSED, binding=True, partners=(philippines(),))

    response = client.get("/compare/?deal=germany-acsa&deal=philippines-acsa")

    told = ["Yes, under international law", "Yes, under international law, once in force"]
    assert _row(response, "Binding") == (True, told)


def test_running_text_is_marked_and_counted_where_it_differs(client: Client) -> None:
    factories.published_deal(summary_en="Mutual supply.", in_practice_en="Ships refuel.")
    other = {"summary_en": "Mutual supply, without ammunition.", "in_practice_en": "Ships refuel."}
    factories.published_deal("philippines-acsa", partners=(philippines(),), **other)

    response = client.get("/compare/?deal=germany-acsa&deal=philippines-acsa")

    assert _row(response, "What it is") == (True, ["Mutual supply.", "Mutual supply, without ammunition."])
    assert _row(response, "In practice") == (False, ["Ships refuel.", "Ships refuel."])
    body = response.content.decode()
    rows, marked = body.count('<th scope="row">'), body.count('<tr class="differs')
    assert f"They differ in {marked} of {rows} points" in text_of(response)


def test_kinds_differ_in_what_each_is_in_a_sentence(client: Client) -> None:
    factories.agreement_type(lede_en="Supply.", ability_en="Refuel")
    factories.agreement_type("reciprocal-access", lede_en="Visits.", ability_en="Refuel")

    response = client.get("/compare/?type=acsa&type=reciprocal-access")

    assert _row(response, "In one sentence") == (True, ["Supply.", "Visits."])
    assert _row(response, "With it two partners can") == (False, ["Refuel", "Refuel"])


def test_a_deal_that_allows_less_than_its_kind_says_what(client: Client) -> None:
    kind = factories.agreement_type(ability_en="Supply each other", ability_ja="物資を融通し合える")
    factories.published_deal(type=kind)
    own = {"ability_en": "refuel ships", "ability_ja": "艦艇への給油"}
    factories.published_deal("philippines-acsa", type=kind, partners=(philippines(),), **own)
    query = "?deal=germany-acsa&deal=philippines-acsa"

    english = _row(client.get(f"/compare/{query}"), "With it two partners can")

    assert english == (True, ["Supply each other", "Refuel ships"])
    assert "艦艇への給油ができる" in text_of(client.get(f"/ja/compare/{query}"))


def test_a_treaty_that_obliges_nobody_to_fight_is_compared_by_its_name_alone(client: Client) -> None:
    force = factories.character("use-of-force", ("yes", "no"))
    kind = factories.agreement_type("alliance-treaty", name_en="Alliance treaty", ability_en="Count on a promise")
    factories.type_state(kind, force.states.get(slug="yes"))
    factories.published_deal("treaty-1951", type=kind)
    newer = factories.published_deal("treaty-1960", type=kind)
    factories.deal_state(newer, force.states.get(slug="yes"))

    response = client.get("/compare/?deal=treaty-1951&deal=treaty-1960")

    assert _row(response, "With it two partners can")[1] == ["Alliance treaty", "Count on a promise"]


@pytest.mark.parametrize(
    ("standing", "language", "said"),
    [
        ("unconfirmed", "", "in force 2016-04, unconfirmed"),
        ("by", "", "in force by 2016-04"),
        ("unconfirmed", "/ja", "発効中 2016-04（未確認）"),
        ("by", "/ja", "発効 2016-04までに"),
    ],
)
def test_a_date_says_what_is_open_about_it(client: Client, standing: str, language: str, said: str) -> None:
    deal = factories.published_deal(date="2015")
    factories.event(deal, EventKind.IN_FORCE, "2016-04", date_standing=standing)
    factories.published_deal("philippines-acsa", partners=(philippines(),))

    deals = text_of(client.get(f"{language}/compare/?deal=germany-acsa&deal=philippines-acsa"))

    assert said in text_of(client.get(f"{language}/compare/?partner=germany&partner=philippines"))
    assert said in deals
    # The status, and the row of when each came into force.
    assert deals.count(said.split(maxsplit=1)[1].removeprefix("force ")) == 2


def test_a_deal_may_be_named_as_lists_name_it(client: Client) -> None:
    factories.published_deal(short_name_en="ACSA with Germany", short_name_ja="日独ACSA")
    factories.published_deal("philippines-acsa", short_name_en="ACSA with the Philippines", partners=(philippines(),))

    query = "?deal=acsa+with+germany&deal=日独ACSA&deal=philippines-acsa"
    by_slugs = "?deal=germany-acsa&deal=philippines-acsa"

    response = client.get(f"/ja/compare/{query}&as_of=2025")
    assert (response.status_code, response["Location"]) == (302, f"/ja/compare/{by_slugs}&as_of=2025")
    columns = client.get(f"/compare/{by_slugs}").context["columns"]
    assert [column.slug for column, _without in columns] == ["germany-acsa", "philippines-acsa"]
    for form in ("cite/", "cite.bib"):
        found = client.get(f"/compare/{form}{query}")
        assert (found.status_code, html.unescape(found.content.decode()).count(f"/compare/{by_slugs}") > 0) == (
            200,
            True,
        )
    assert client.get(f"/social/page/compare.png{query}")["Location"] == f"/social/page/compare.png{by_slugs}"


def test_what_is_no_name_is_told_beside_the_deal_that_is_named(client: Client) -> None:
    factories.published_deal(short_name_en="ACSA with Germany")

    response = client.get("/compare/?deal=no+such+deal&deal=ACSA+with+Germany", follow=True)

    assert response.redirect_chain == [("/compare/?deal=no+such+deal&deal=germany-acsa", 302)]
    assert "“no such deal” is not a known value of “deal”." in text_of(response)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("partner=germany&partner=atlantis", "“atlantis” is not a known value of “partner”."),
        ("type=treaty", "“treaty” is not a known value of “type”."),
        ("deal=germany-acsa&deal=no-such-deal", "“no-such-deal” is not a known value of “deal”."),
        ("partner=germany&type=acsa", "Only things of one sort can be compared: “type” is left out."),
        ("of=treaty", "“treaty” is not a known value of “of”."),
        ("as_of=never", "“never” is not a date."),
    ],
)
def test_a_bad_value_is_named_and_the_form_offered(client: Client, query: str, told: str) -> None:
    factories.published_deal()

    response = client.get(f"/compare/?{query}")

    assert_page(response, "Side by side")
    assert told in text_of(response)


def test_the_same_twice_is_one(client: Client) -> None:
    factories.published_deal()

    response = client.get("/compare/?partner=germany&partner=germany")

    assert_page(response, "Side by side", '<option value="germany" selected>')
    assert ONE_IS_NOT_ENOUGH in text_of(response)


@pytest.mark.parametrize("query", ["partner=germany", "partner=germany&partner=atlantis"])
def test_one_alone_is_kept_and_another_asked_for(client: Client, query: str) -> None:
    factories.published_deal()

    response = client.get(f"/compare/?{query}")

    assert_page(response, "Side by side", '<option value="germany" selected>')
    assert ONE_IS_NOT_ENOUGH in text_of(response)
    assert ONE_IS_NOT_ENOUGH not in text_of(client.get("/compare/"))


def test_unknown_names_take_no_room_from_known_ones(client: Client) -> None:
    for name in ("a", "b", "c", "d", "e"):
        factories.published_deal(f"deal-{name}", partners=(factories.partner(f"partner-{name}"),))
    known = [f"partner=partner-{name}" for name in "abcde"]

    four = client.get(f"/compare/?partner=x&partner=y&partner=z&{'&'.join(known[:4])}")
    five = client.get(f"/compare/?{'&'.join(known)}")

    assert four.content.decode().count('class="compare-drop') == 4
    assert "“z” is not a known value" in text_of(four)
    assert "Only the first" not in text_of(four)
    assert five.content.decode().count('class="compare-drop') == 4
    assert "Only the first 4 are compared." in text_of(five)


def test_of_very_many_unknown_names_the_first_are_told(client: Client) -> None:
    factories.published_deal()

    text = text_of(client.get("/compare/?" + "&".join(f"partner=x{number}" for number in range(300))))

    assert text.count("is not a known value") == 10
    assert "And 290 more values." in text


def test_each_column_can_be_taken_away(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("philippines-acsa", partners=(philippines(),))

    body = client.get("/compare/?partner=germany&partner=philippines&as_of=2025").content.decode()

    assert 'href="?partner=philippines&amp;as_of=2025"' in body
    assert 'href="?partner=germany&amp;as_of=2025"' in body


def test_a_draft_cannot_be_compared(client: Client) -> None:
    factories.published_deal()
    factories.deal("germany-acsa-draft")

    response = client.get("/compare/?deal=germany-acsa&deal=germany-acsa-draft")

    assert_page(response, "Side by side")
    assert "germany-acsa-draft" not in client.get("/compare/?of=deal").content.decode()


def test_partner_and_kind_and_deal_lead_to_their_comparisons(client: Client) -> None:
    acsa = factories.agreement_type()
    factories.confusion(acsa, reciprocal_access())
    factories.published_deal()
    factories.published_deal("italy-acsa", partners=(factories.partner("italy"),))

    assert "/compare/?partner=germany&amp;partner=italy" in client.get("/partners/germany/").content.decode()
    assert "/compare/?type=acsa&amp;type=reciprocal-access" in client.get("/types/acsa/").content.decode()
    assert "/compare/?deal=germany-acsa&amp;deal=italy-acsa" in client.get("/deals/germany-acsa/").content.decode()


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("partner=partner-0&partner=partner-1&partner=partner-2&partner=partner-3", 10),
        ("deal=deal-0&deal=deal-1&deal=deal-2&deal=deal-3", 14),
    ],
)
def test_the_queries_do_not_grow_with_what_is_compared(  # type: ignore[no-untyped-def]
    client: Client, django_assert_max_num_queries, query: str, most: int
) -> None:
    for number in range(20):
        factories.published_deal(f"deal-{number}", partners=(factories.partner(f"partner-{number}"),))

    # What a process reads once an edition, its first answer has read.
    client.get(f"/compare/?{query}")
    with django_assert_max_num_queries(most):
        client.get(f"/compare/?{query}")


def test_a_comparison_in_japanese_is_japanese(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("philippines-acsa", partners=(philippines(),))

    response = client.get("/ja/compare/?partner=germany&partner=philippines")

    assert lang_of(response) == "ja"
    assert_page(response, "ドイツ", "フィリピン")


def test_a_kind_that_is_signed_counts_as_on_the_map(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)
    factories.published_deal("germany-raa", type=reciprocal_access())
    factories.published_deal("philippines-acsa", kind=EventKind.PROPOSED, partners=(philippines(),))

    response = client.get("/compare/?partner=germany&partner=philippines")

    assert _row(response, "Kinds signed or in force") == (True, ["2", "0"])
    assert "<title>Germany: 2 kinds</title>" in client.get("/map/").content.decode()
