"""What a result explains, on a key small enough to follow by hand, and on the register's own."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from agreements import key
from agreements.models import Character, Deal, TypeState
from agreements.selectors.key import key_of_register
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import section_of, text_of
from tests.pages_list import ROOT

GIFT = "/identify/?subject=equipment&payment=gift&deed=give"
GROUPS = ("fitting", "one-away", "struck")
HTMX = {"HX-Request": "true"}


def hrefs(markup: str) -> list[str]:
    return [html.unescape(address) for address in re.findall(r'href="(\?[^"]*)"', markup)]


@pytest.mark.register
def test_a_best_match_explains_itself(client: Client) -> None:
    response = client.get(GIFT)

    assert_page(response, "Security assistance", "Best match", "no single wrong answer can have put it first")
    assert "How is it paid for? It is given free The type has: It is given free." in text_of(response, "because")
    assert "Official Security Assistance (OSA)" in text_of(response, "because")
    assert "Payment: you said “It is given free”; here it is “The receiver pays a price”." in text_of(
        response, "why-not"
    )
    assert "Promise to defend the receiver" in text_of(response, "does-not")
    examples = section_of(response, "examples")
    assert len(re.findall(r"\?deal=", examples)) == 3
    assert "A look-alike that does not:" in examples
    assert "?apart=security-assistance,security-cooperation" in examples


CONSULTATION = "/identify/?subject=policy&consultation=yes&deed=consult&occasion=crisis&view=result"


@pytest.mark.register
def test_deals_between_two_types_fill_up_the_three_examples_and_say_so(client: Client) -> None:
    response = client.get(CONSULTATION)
    keyed = response.context["result"].deals

    assert response.context["winner"].slug == "consultation-pact"
    assert len(keyed) == 3
    types = [{one.deal.type.slug, *(kind.slug for kind in one.deal.also_types.all())} for one in keyed]
    assert all("consultation-pact" in of_deal for of_deal in types)
    # Those of this type alone come first.
    assert [len(of_deal) for of_deal in types] == [1, 1, 2]
    assert [kind.slug for kind in keyed[2].also] == [kind for kind in types[2] if kind != "consultation-pact"]
    assert f"It is also: {keyed[2].also[0].name}" in text_of(response, "examples")


@pytest.mark.register
def test_deals_of_one_type_are_enough_where_there_are_three(client: Client) -> None:
    result = client.get(GIFT).context["result"]

    assert len(result.deals) == 3
    assert not any(one.also for one in result.deals)


@pytest.mark.register
def test_the_editors_note_on_a_cell_stands_beside_the_answer(client: Client) -> None:
    note = "No fuel was ever sold under it."
    TypeState.objects.filter(type__slug="security-assistance", state__slug="gift").update(note_en=note)

    assert note in text_of(client.get(GIFT), "because")


@pytest.mark.register
def test_every_other_type_is_told_why_not_with_every_objection(client: Client) -> None:
    found = key_of_register()
    answers = key.answers_of(found.matrix, {"subject": {"equipment"}, "payment": {"gift"}, "deed": {"give"}})
    result = client.get(GIFT).context["result"]

    told = {other.type.slug: [line.character.slug for line in other.lines] for other in result.others}
    counted = key.mismatch_counts(found.matrix, answers)
    assert {slug: len(lines) for slug, lines in told.items()} == {
        slug: count for slug, count in counted.items() if slug != "security-assistance"
    }


@pytest.mark.register
@pytest.mark.parametrize("address", [GIFT, "/identify/?subject=supplies&view=result"])
def test_each_change_offered_leads_to_the_winner_that_it_names(client: Client, address: str) -> None:
    result = client.get(address).context["result"]
    exchanges = [one for change in (*result.single, *result.double) for one in change.exchanges]

    assert exchanges
    for one in exchanges[:40]:
        first = client.get(f"/identify/{one.address}").context["fitting"]
        assert [kind.slug for kind in first] == [one.winner.slug]


@pytest.mark.register
def test_likely_names_the_one_question_that_would_make_sure(client: Client) -> None:
    response = client.get("/identify/?subject=supplies&view=result")

    assert "Likely" in text_of(response)
    assert "One question would make sure: How is it paid for?" in text_of(response)


@pytest.mark.register
def test_guided_goes_on_from_likely_and_offers_to_stop(client: Client) -> None:
    response = client.get("/identify/?subject=supplies")

    assert response.context["question"].slug == "payment"
    assert "The question below would make sure." in text_of(response)
    assert "?subject=supplies&view=result" in hrefs(response.content.decode())


@pytest.mark.register
def test_a_tie_gives_the_words_to_look_for(client: Client) -> None:
    response = client.get("/identify/?subject=forces&view=result")

    assert_page(response, "The answers leave more than one kind", "Facilitation of Reciprocal Access and Cooperation")
    assert "the Status of … Forces" in text_of(response)


@pytest.mark.register
@pytest.mark.parametrize("subject", ["forces", "policy"])
def test_a_tie_says_so_beside_the_next_question_and_gives_the_words(client: Client, subject: str) -> None:
    response = client.get(f"/identify/?subject={subject}")

    assert response.context["question"]
    assert "Open The answers leave more than one kind" in text_of(response)
    words = text_of(response, "look-for")
    assert len(response.context["fitting"]) > 1
    for kind in response.context["fitting"]:
        assert " ".join((kind.clause_en or kind.text_en).split()) in words


@pytest.mark.register
def test_the_words_to_look_for_can_stand_in_a_text_of_any_country(client: Client) -> None:
    words = text_of(client.get("/identify/?subject=forces,combat"), "look-for")

    assert "Japan" not in words
    assert "United States" not in words


@pytest.mark.register
def test_a_tie_on_the_page_of_all_questions_leads_to_the_words(client: Client) -> None:
    response = client.get("/identify/?subject=policy&view=open")

    assert "Open The answers leave more than one kind" in text_of(response)
    assert "?subject=policy&view=result" in hrefs(response.content.decode())


@pytest.mark.register
@pytest.mark.parametrize("query", ["exit-clause=yes&deed=consult", "subject=forces&symmetry=mutual"])
@pytest.mark.parametrize("view", ["", "&view=result"])
def test_likely_without_one_question_says_so_and_names_the_two_and_what_divides_them(
    client: Client, query: str, view: str
) -> None:
    address = client.get(f"/identify/?{query}{view}", follow=True)
    doubt, winner = address.context["doubt"], address.context["winner"]

    assert address.context["verdict"] == "likely"
    assert doubt.decides is None
    assert "No single question would make sure" in text_of(address)
    assert doubt.runner_up.name in text_of(address).partition("No single question")[2].partition(".")[0]
    matrix = key_of_register().matrix
    own, other = (matrix.possible(kind.slug, doubt.divides.slug) for kind in (winner, doubt.runner_up))
    assert own != other
    asked = address.context["question"]
    assert asked == doubt.divides or doubt.divides.question in text_of(address).partition("No single question")[2]


@pytest.mark.register
@pytest.mark.parametrize("view", ["", "&view=open", "&view=result"])
def test_a_type_is_ruled_out_by_two_answers_and_not_by_one(client: Client, view: str) -> None:
    response = client.get(f"/identify/?subject=supplies&payment=gift{view}")
    found = key_of_register()
    counts = key.mismatch_counts(
        found.matrix, key.answers_of(found.matrix, {"subject": {"supplies"}, "payment": {"gift"}})
    )
    fewest = min(counts.values())
    panel = response.content.decode().partition("<aside")[2].partition("</aside>")[0]
    lists = [panel.partition(f'<ul class="{name}">')[2].partition("</ul>")[0] for name in GROUPS]
    listed = [re.findall(r'href="/types/([-a-z]+)/"', markup) for markup in lists]

    assert sorted(sum(listed, [])) == sorted(counts)
    assert {slug: min(at, 2) for at, group in enumerate(listed) for slug in group} == {
        slug: min(count - fewest, 2) for slug, count in counts.items()
    }
    # Within a group the better come first.
    assert [counts[slug] for slug in sum(listed, [])] == sorted(counts.values())


@pytest.mark.register
def test_one_answer_rules_nobody_out(client: Client) -> None:
    response = client.get("/identify/?subject=supplies")

    assert "One answer away" in text_of(response)
    assert "Ruled out" not in text_of(response)
    assert response.context["ruled_out"] == []


@pytest.mark.parametrize("template", sorted((ROOT / "templates/agreements/identify").iterdir()), ids=lambda p: p.name)
def test_quotes_and_ends_of_sentences_are_left_to_the_language(template: Path) -> None:
    """Japanese has its own: 「」 and 。"""
    source = template.read_text(encoding="utf-8")
    source = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}|{% translate [^%]*%}", "", source, flags=re.S)

    assert not re.search(r"[“”]", source)
    assert not re.search(r"}[.;:,] ", source)


@pytest.mark.register
def test_none_fits_names_the_two_nearest_and_mends_the_likely_slip_in_one_click(client: Client) -> None:
    address = "/identify/?subject=supplies&use-of-force=yes&stationing=yes&classified=yes"
    response = client.get(address)

    assert response.context["verdict"] == "none-fits"
    doubt = response.context["doubt"]
    assert [other.type.slug for other in doubt.nearest] == ["alliance-treaty", "status-of-forces"]
    mended = client.get(f"/identify/{doubt.suspect.exchanges[0].address}")
    assert [kind.slug for kind in mended.context["fitting"]] == ["alliance-treaty"]
    assert str(doubt.suspect.exchanges[0].address) in hrefs(response.content.decode())


@pytest.mark.register
def test_none_fits_names_all_that_share_the_lead(client: Client) -> None:
    response = client.get("/identify/?subject=development&payment=gift&scheme=loan")

    assert response.context["verdict"] == "none-fits"
    nearest = response.context["doubt"].nearest
    assert [(other.type.slug, len(other.lines)) for other in nearest] == [
        ("joint-development", 2),
        ("security-assistance", 2),
        ("security-cooperation", 2),
    ]
    body = text_of(response)
    assert "The nearest:" in body
    assert "The two nearest" not in body


@pytest.mark.register
def test_all_questions_on_one_page_keep_the_answers_and_count_what_stays(client: Client) -> None:
    response = client.get("/identify/?subject=policy&view=open")
    body = response.content.decode()

    assert_page(response, "All questions", "Who is in it")
    assert body.count("<fieldset") == len(key_of_register().characters)
    assert 'name="subject" value="policy" checked' in body
    assert 'name="view" value="open"' in body
    assert "Defend one another, or one the other 1 stays" in text_of(response)


@pytest.mark.register
def test_expecting_what_is_frequent_is_kept_in_every_link(client: Client) -> None:
    page = client.get("/identify/?subject=policy&prior=frequency")

    answers = [a for a in hrefs(page.content.decode()) if "prior=" not in a]
    # Only the switch itself goes back.
    assert answers == ["?subject=policy"]


@pytest.mark.register
@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("?view=result", ""),
        ("?view=closed&subject=policy", "?subject=policy"),
        ("?prior=uniform", ""),
        ("?view=open&subject=policy", "?subject=policy&view=open"),
        ("?subject=policy&view=open&prior=frequency", None),
        ("?deal=no-such-deal&subject=policy", "?subject=policy"),
        ("?deal=germany-acsa&subject=policy", "?deal=germany-acsa"),
        ("?deal=%00", ""),
        ("?apart=acsa", ""),
        ("?apart=acsa,acsa", ""),
        ("?apart=acsa&apart=reciprocal-access", "?apart=acsa,reciprocal-access"),
        ("?apart=acsa,reciprocal-access,junk", "?apart=acsa,reciprocal-access"),
        ("?apart=acsa,reciprocal-access&subject=policy", "?apart=acsa,reciprocal-access"),
    ],
)
def test_one_state_has_one_address(client: Client, query: str, canonical: str | None) -> None:
    response = client.get(f"/identify/{query}")

    if canonical is None:
        assert response.status_code == 200
    else:
        assert (response.status_code, response["Location"]) == (302, f"/identify/{canonical}")


@pytest.mark.register
def test_a_deal_shows_how_it_keys_out(client: Client) -> None:
    response = client.get("/identify/?deal=germany-acsa")

    assert_page(response, "How Japan–Germany ACSA keys out", 'href="/deals/germany-acsa/"')
    assert [kind.slug for kind in response.context["steps"][-1].left] == ["acsa"]
    assert "What is it mainly about? Fuel, food, ammunition, services" in text_of(response, "steps")
    for address in ("short", "whole"):
        result = client.get(f"/identify/{response.context[address]}")
        assert result.context["winner"].slug == "acsa"
        assert result.context["verdict"] == "best-match"


@pytest.mark.register
def test_a_deal_between_two_types_is_shown_as_both(client: Client) -> None:
    response = client.get("/identify/?deal=uk-hiroshima-accord")

    assert {kind.slug for kind in response.context["steps"][-1].left} == {"consultation-pact", "security-declaration"}
    assert "It sits between these types" in text_of(response)


@pytest.mark.register
def test_a_draft_cannot_be_keyed_out(client: Client) -> None:
    draft = Deal.objects.exclude(publication="published").first()

    assert draft
    assert client.get(f"/identify/?deal={draft.slug}").status_code == 302


@pytest.mark.register
def test_two_types_are_told_apart(client: Client) -> None:
    response = client.get("/identify/?apart=security-declaration,defense-framework")

    assert_page(response, "What tells these two apart", "Memorandum on Defense Cooperation and Exchanges")
    certain = {one.character.slug for one in response.context["certain"]}
    matrix = key_of_register().matrix
    assert certain == set(key.separating(matrix, "security-declaration", "defense-framework"))
    assert "Who deals with whom?" in text_of(response, "certain")


@pytest.mark.register
def test_deal_and_type_pages_link_to_the_key(client: Client) -> None:
    assert "/identify/?deal=germany-acsa" in client.get("/deals/germany-acsa/").content.decode()
    assert "/identify/?apart=acsa," in client.get("/types/acsa/").content.decode()


@pytest.mark.register
@pytest.mark.parametrize("language", ["", "/ja"])
def test_the_key_on_paper_names_every_type_and_its_date(client: Client, language: str) -> None:
    response = client.get(f"{language}/identify/key/")

    assert response.status_code == 200
    body = response.content.decode()
    for slug in key_of_register().types:
        assert f'href="{language}/types/{slug}/"' in body
    assert "2026" in text_of(response)


@pytest.mark.register
def test_the_key_on_paper_is_dated_by_the_last_change(client: Client) -> None:
    character = Character.objects.get(slug="subject")
    character.name_en = "Topic"
    character.save()

    text = text_of(client.get("/identify/key/"))

    dates = re.findall(r"register as of (\d+ \w+ \d{4})", text, re.IGNORECASE)
    assert len(dates) == 2
    assert dates[0] == dates[1] != "23 November 2026"


def _comparable(markup: str) -> str:
    inside = markup.partition('<div id="key"')[2].partition("</aside>")[0]
    return inside.replace(' tabindex="-1" autofocus', "")


@pytest.mark.register
@pytest.mark.parametrize(
    "address",
    [
        "/identify/",
        "/identify/?subject=supplies",
        GIFT,
        "/identify/?view=open",
        "/identify/?subject=forces&view=result",
    ],
)
def test_fragment_and_full_page_agree(client: Client, address: str) -> None:
    full, fragment = client.get(address), client.get(address, headers=HTMX)
    back = client.get(address, headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert _comparable(full.content.decode()) == _comparable(fragment.content.decode())
    assert "<html" not in fragment.content.decode()
    assert "<html" in back.content.decode()
    assert "HX-Request" in full["Vary"]
    # Focus goes to the new heading, and the count is told where a screen reader listens.
    assert ("autofocus" in fragment.content.decode()) == ("view=open" not in address)
    assert "autofocus" not in full.content.decode()
    assert 'data-hx-swap-oob="innerHTML"' in fragment.content.decode()
    assert "<title>" in fragment.content.decode()


@pytest.mark.register
@pytest.mark.parametrize("address", ["/identify/?subject=supplies", GIFT, "/identify/?subject=forces&view=result"])
def test_both_languages_agree(client: Client, address: str) -> None:
    english, japanese = client.get(address), client.get(f"/ja{address}")

    assert english.context["verdict"] == japanese.context["verdict"]
    for name in ("fitting", "given"):
        assert len(english.context[name]) == len(japanese.context[name])
    assert hrefs(english.content.decode()) == hrefs(japanese.content.decode())


@pytest.mark.register
@pytest.mark.parametrize(
    "address",
    [
        "/identify/",
        GIFT,
        "/identify/?subject=policy&view=open",
        "/identify/?deal=germany-acsa",
        "/identify/?apart=acsa,reciprocal-access",
        "/identify/key/",
    ],
)
def test_pages_of_the_key_ask_at_most_twelve_queries(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    # What a process reads once an edition, its first answer has read.
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_key_on_paper_of_an_empty_register_is_a_page(client: Client) -> None:
    assert client.get("/identify/key/").status_code == 200
    factories.agreement_type()
    assert client.get("/identify/key/").status_code == 200
