import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from agreements.models import Deal
from agreements.selectors.key import States, key_of_register, states_of_deals
from tests import factories
from tests.assertions import assert_page
from tests.kept_rows import rows_kept
from tests.pages.reading import lang_of, text_of

pytestmark = pytest.mark.django_db

MATRIX = {
    "acsa": {"subject": ("supplies",), "payment": ("settled",), "classified": ("no",)},
    "security-assistance": {"subject": ("supplies",), "payment": ("gift",), "classified": ("no",)},
    "information-sharing": {"subject": ("secrets",), "payment": ("none",), "classified": ("yes",)},
}
CHARACTERS = {"subject": ("supplies", "secrets"), "payment": ("gift", "settled", "none"), "classified": ("yes", "no")}


@pytest.fixture
@rows_kept
def small_key() -> None:
    """Three types, told apart by three characters."""
    states = {
        (slug, state.slug): state
        for slug, names in CHARACTERS.items()
        for state in factories.character(slug, names).states.all()
    }
    for slug, cells in MATRIX.items():
        kind = factories.agreement_type(slug)
        for character, names in cells.items():
            for name in names:
                factories.type_state(kind, states[character, name])


@pytest.mark.usefixtures("small_key")
def test_the_questionnaire_starts_with_the_question_that_tells_most(client: Client) -> None:
    response = client.get("/identify/")

    # Three states for three types.
    assert_page(response, "What is its payment?", "Question 1", "3</span> of 3 still fit")
    assert re.findall(r'class="choice" href="([^"]*)"', response.content.decode()) == [
        "?payment=gift",
        "?payment=settled",
        "?payment=none",
    ]
    assert "I am not sure" in text_of(response)


@pytest.mark.usefixtures("small_key")
def test_an_answer_leaves_what_fits_and_says_what_does_not(client: Client) -> None:
    response = client.get("/identify/?subject=supplies")

    assert response.status_code == 200
    body = response.content.decode()
    fitting, one_away = body.partition('<ul class="fitting">')[2].split('<ul class="one-away">')
    assert "/types/acsa/" in fitting
    assert "/types/security-assistance/" in fitting
    assert "/types/information-sharing/" in one_away
    assert "One answer away Information Sharing not: Subject" in text_of(response)
    # A single wrong answer rules nothing out.
    assert "Ruled out" not in text_of(response)
    assert "2 of 3 still fit" in text_of(response)


@pytest.mark.usefixtures("small_key")
def test_each_answer_can_be_changed_and_removed(client: Client) -> None:
    response = client.get("/identify/?subject=supplies&payment=gift")
    body = response.content.decode()

    assert 'href="?subject=supplies&amp;payment=gift&amp;ask=subject"' in body
    assert 'href="?payment=gift"' in body
    # Asked again, with the other answers kept.
    again = client.get("/identify/?subject=supplies&payment=gift&ask=subject")
    assert_page(again, "What is its subject?", 'href="?subject=secrets&amp;payment=gift"', "is-ticked")


@pytest.mark.usefixtures("small_key")
def test_the_result_says_why_and_leads_to_the_type_and_its_deals(client: Client) -> None:
    response = client.get("/identify/?subject=secrets&payment=none&classified=yes")

    assert_page(response, "Information Sharing", "Best match", 'href="/deals/?type=information-sharing"')
    reasons = text_of(response, "because")
    for question, said in (("subject", "Secrets"), ("payment", "None"), ("classified", "Yes")):
        assert f"What is its {question}? {said} The type has: {said}." in reasons
    assert 'href="/types/information-sharing/"' in response.content.decode()


@pytest.mark.usefixtures("small_key")
def test_a_likely_result_still_asks_what_would_make_sure(client: Client) -> None:
    response = client.get("/identify/?subject=secrets")

    assert_page(response, "?", "Likely")
    assert "Question 2 to make sure" in text_of(response)


@pytest.mark.usefixtures("small_key")
def test_answers_that_nothing_fits_are_called_that(client: Client) -> None:
    for number in range(3):
        extra = factories.character(f"extra-{number}", ("yes", "no"))
        for kind in factories.AgreementType.objects.all():
            factories.type_state(kind, extra.states.get(slug="no"))

    response = client.get("/identify/?extra-0=yes&extra-1=yes&extra-2=yes")

    assert "No kind fits all of these answers." in text_of(response)


@pytest.mark.usefixtures("small_key")
def test_a_likely_kind_that_does_not_fit_every_answer_is_not_said_to_fit(client: Client) -> None:
    extra = factories.character("extra", ("yes", "no"))
    for kind in factories.AgreementType.objects.all():
        factories.type_state(kind, extra.states.get(slug="no"))

    told = text_of(client.get("/identify/?subject=secrets&extra=yes"))

    assert "Likely" in told
    assert "No kind fits all of these answers. Against this one, the nearest, speaks: Extra." in told
    assert "still fit" not in told


@pytest.mark.usefixtures("small_key")
def test_several_ticked_boxes_become_one_canonical_address(client: Client) -> None:
    response = client.get("/identify/?payment=settled&payment=gift&subject=supplies")

    assert (response.status_code, response["Location"]) == (302, "/identify/?subject=supplies&payment=gift,settled")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.usefixtures("small_key")
def test_boxes_sent_with_none_ticked_ask_the_same_again_and_say_so(client: Client) -> None:
    response = client.get("/identify/?boxes=payment&subject=supplies")

    told = text_of(response)
    assert "Nothing is ticked. Tick what you can see, or say that you are not sure." in told
    assert 'name="payment"' in response.content.decode()
    assert (
        "Nothing is ticked" in client.get("/identify/?boxes=payment", headers={"HX-Request": "true"}).content.decode()
    )

    ticked = client.get("/identify/?boxes=payment&subject=supplies&payment=gift")
    assert (ticked.status_code, ticked["Location"]) == (302, "/identify/?subject=supplies&payment=gift")
    assert client.get("/identify/?boxes=colour")["Location"] == "/identify/"


@pytest.mark.usefixtures("small_key")
@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("?subject=", ""),
        ("?ask=colour", ""),
        ("?subject=unsure,supplies", "?subject=supplies"),
        ("?payment=gift&subject=supplies", "?subject=supplies&payment=gift"),
        ("?ask=subject&payment=gift", "?payment=gift&ask=subject"),
        ("?payment=gift&ask=subject", None),
    ],
)
def test_one_state_has_one_address(client: Client, query: str, canonical: str | None) -> None:
    response = client.get(f"/identify/{query}")

    if canonical is None:
        assert response.status_code == 200
    else:
        assert (response.status_code, response["Location"]) == (302, f"/identify/{canonical}")


@pytest.mark.usefixtures("small_key")
@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("?colour=red", "colour=red"),
        ("?subject=ships", "subject=ships"),
        ("?subject=supplies,ships&colour=red", "subject=ships , colour=red"),
        (f"?colour={'r' * 200}", f"colour={'r' * 52}…"),
    ],
)
def test_what_is_unknown_is_named_and_the_rest_kept(client: Client, query: str, unknown: str) -> None:
    response = client.get(f"/identify/{query}")

    assert response.status_code == 200
    assert f"Not understood in this address, and left out: {unknown}" in text_of(response)
    assert 'content="noindex"' in response.content.decode()
    # No link of the page leads on with it.
    assert not [link for link in re.findall(r'href="(\?[^"]*)"', response.content.decode()) if "colour" in link]
    assert response.context["same_view"] == ("?subject=supplies" if "supplies" in query else "")


@pytest.mark.usefixtures("small_key")
def test_not_sure_is_an_answer_that_speaks_against_nobody(client: Client) -> None:
    response = client.get("/identify/?payment=unsure")

    assert "3 of 3 still fit" in text_of(response)
    assert "What is its payment? not sure change" in text_of(response)
    assert "What is its payment?" not in response.content.decode().partition("<h1")[2].partition("</h1>")[0]


@pytest.mark.usefixtures("small_key")
def test_when_nothing_tells_them_apart_the_page_says_so(client: Client) -> None:
    response = client.get("/identify/?subject=unsure&payment=unsure&classified=unsure")

    assert_page(response, "The answers leave more than one kind")


def test_a_questionnaire_without_questions_is_a_page(client: Client) -> None:
    assert client.get("/identify/").status_code == 200
    factories.agreement_type()
    assert client.get("/identify/").status_code == 200


@pytest.mark.usefixtures("small_key")
def test_the_questionnaire_in_japanese_is_japanese(client: Client) -> None:
    response = client.get("/ja/identify/?subject=supplies")

    assert lang_of(response) == "ja"
    assert "subjectは何か。 Supplies（日本語）" in text_of(response)
    assert "ACSA（日本語）" in text_of(response)


class Guide:
    """A reader who answers each question that the page puts, as a deal or a type has it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        # Readers of like deals meet the same pages.
        self.met: dict[str, Any] = {}

    def page(self, query: str) -> Any:
        if query not in self.met:
            response = self.client.get(f"/identify/?{query}" if query else "/identify/")
            if response.status_code == 302:
                return self.page(response["Location"].partition("?")[2])
            assert response.status_code == 200, query
            self.met[query] = response.context
        return self.met[query]

    def answered(self, states: States) -> Any:
        """Return the last page: the one that asks no more."""
        query = ""
        for _ in states:
            page = self.page(query)
            if page["question"] is None:
                break
            # What the form of the page sends: the other answers, and a box for each state.
            asked = page["question"].slug
            pairs = [*page["others"], *((asked, state) for state in sorted(states[asked]))]
            query = "&".join(f"{name}={value}" for name, value in pairs)
        return self.page(query)


# Told apart by more than the questions ask: both are texts of ministers that bind nobody and oblige to nothing.
ALIKE = {"security-declaration", "defense-framework"}


def _readers() -> Iterator[tuple[str, set[str], States]]:
    """Yield a type, the types that may be left beside it, and what its reader answers: each type and a deal of each."""
    for taxon in key_of_register().matrix.taxa:
        yield taxon.slug, ALIKE if taxon.slug in ALIKE else set(), dict(taxon.states)
    states = states_of_deals(Deal.objects.published())
    first_of_type: dict[str, Deal] = {}
    for deal in Deal.objects.published().order_by("slug").select_related("type").prefetch_related("also_types"):
        first_of_type.setdefault(deal.type.slug, deal)
    for slug, deal in first_of_type.items():
        others = {kind.slug for kind in deal.also_types.all()}
        yield slug, others | (ALIKE if slug in ALIKE else set()), states[deal.slug]


@pytest.mark.register
def test_whoever_answers_question_after_question_reaches_the_type(client: Client) -> None:
    guide = Guide(client)
    readers = list(_readers())
    astray = []
    for kind, others, states in readers:
        last = guide.answered(states)
        left = {fitting.slug for fitting in last["fitting"]}
        if last["question"] is not None or not {kind} <= left <= {kind} | others:
            astray.append(f"{kind}: {sorted(left)}")

    assert len(readers) == 26
    assert astray == []


@pytest.mark.register
def test_each_link_of_a_question_is_canonical(client: Client) -> None:
    page = client.get("/identify/").content.decode()

    for address in re.findall(r'class="choice" href="([^"]*)"', page):
        assert parse_qsl(address.removeprefix("?"))
        assert client.get(f"/identify/{address}").status_code == 200
