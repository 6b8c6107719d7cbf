"""The questionnaire, clicked through as a reader with a report in hand would."""

import json
import re
from collections import defaultdict
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab
from tests.browser.test_every_kind_of_page import axe_violations, wider_than_screen
from tests.pages_list import ROOT, in_language

pytestmark = pytest.mark.browser


def states_of(type_slug: str) -> dict[str, list[str]]:
    """Return the states that a type can have, by character."""
    states: dict[str, list[str]] = defaultdict(list)
    for row in json.loads((ROOT / "fixtures" / "types.json").read_text(encoding="utf-8")):
        if row["model"] == "agreements.typestate" and row["fields"]["type"] == [type_slug]:
            character, state = row["fields"]["state"]
            states[character].append(state)
    return states


def asked(page: Page, characters: dict[str, list[str]]) -> str | None:
    """Return the character that the page asks about, or None where it asks no more."""
    for character in characters:
        if page.locator(f"main form input[name={character}]:not([type=hidden])").count():
            return character
    return None


def submit(page: Page, character: str) -> None:
    before = page.url
    page.locator(f"main form:has(input[name={character}]:not([type=hidden])) [type=submit]").first.click()
    page.wait_for_url(lambda url, before=before: url != before)
    page.wait_for_load_state()


def answer_until_settled(page: Page, type_slug: str) -> int:
    """Answer each question as it is for a type; return how many it took."""
    states = states_of(type_slug)
    for answered in range(len(states) + 1):
        character = asked(page, states)
        if character is None:
            return answered
        for state in states[character]:
            page.locator(f"main form input[name={character}][value={state}]").check()
        submit(page, character)
        # With JavaScript the address changes before the part of the page that shows it.
        expect(page.locator(f"main form input[name={character}]:not([type=hidden])")).to_have_count(0)
    raise AssertionError("the questionnaire asks more questions than there are")


# tests/pages/test_identify.py answers for every type; here each type, language and way of working has its turn.
@pytest.mark.parametrize(
    ("type_slug", "language", "javascript"),
    [
        ("acsa", "en", True),
        ("acsa", "ja", False),
        ("reciprocal-access", "en", False),
        ("security-assistance", "ja", True),
    ],
)
def test_answers_lead_to_the_type(new_tab: Callable[..., Tab], type_slug: str, language: str, javascript: bool) -> None:
    tab = new_tab(java_script_enabled=javascript)
    page = tab.open(in_language("/identify/", language))

    assert 1 <= answer_until_settled(page, type_slug) <= 10
    assert page.locator(f"main h1 a[href='{in_language(f'/types/{type_slug}/', language)}']").count()
    assert tab.all_complaints() == []


def test_back_takes_the_last_answer_away(tab: Tab) -> None:
    page = tab.open("/identify/?subject=supplies")
    states = states_of("acsa")
    character = asked(page, states)
    assert character
    page.locator(f"main form input[name={character}][value={states[character][0]}]").check()
    submit(page, character)

    page.go_back()
    page.wait_for_url("**/identify/?subject=supplies")

    assert asked(page, states) == character


def test_a_keyboard_is_enough_and_the_new_question_has_the_focus(tab: Tab) -> None:
    page = tab.open("/identify/")
    page.locator("a.choice").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/identify/?subject=policy")

    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("#key-status")).to_have_text("4 of 13 still fit")
    assert "Which agreement is it?" in page.title()
    page.keyboard.press("Tab")
    expect(page.locator("input[type=checkbox]").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("input[type=checkbox]").first).to_be_checked()
    assert tab.all_complaints() == []


def test_ticking_on_the_page_of_all_questions_keeps_the_focus_and_counts_anew(tab: Tab) -> None:
    page = tab.open("/identify/?view=open")
    page.locator("#payment-settled").check()
    page.wait_for_url("**/identify/?payment=settled&view=open")

    expect(page.locator("#payment-settled")).to_be_focused()
    expect(page.locator("#payment-settled")).to_be_checked()
    expect(page.locator("#fitting")).to_contain_text("1 of 13 still fits")
    assert tab.all_complaints() == []


@pytest.mark.parametrize(
    "address",
    [
        "/identify/?subject=policy",
        "/identify/?exit-clause=yes&deed=consult",
        "/identify/?subject=equipment&payment=gift&deed=give",
        "/identify/?subject=policy&view=open",
        "/identify/?subject=forces&view=result",
        "/identify/?subject=supplies&use-of-force=yes&stationing=yes&classified=yes",
        "/identify/?deal=germany-acsa",
        "/identify/?apart=acsa,reciprocal-access",
        "/identify/key/",
    ],
)
def test_pages_of_the_key_are_accessible_and_fit(tab: Tab, address: str) -> None:
    tab.open(address)

    assert axe_violations(tab) == []
    tab.page.set_viewport_size({"width": 360, "height": 900})
    # What is laid out anew keeps its colors.
    assert axe_violations(tab, but=("color-contrast",)) == []
    assert wider_than_screen(tab) == {}
    assert tab.all_complaints() == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_key_on_paper_fits_two_sheets(tab: Tab, language: str) -> None:
    page = tab.open(in_language("/identify/key/", language))
    pdf = page.pdf(format="A4", prefer_css_page_size=True)

    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", pdf)) <= 2


# The words of four letters and more that stand on two lines, unless a hyphen of theirs parts them.
WORDS_CUT_IN_TWO = """() => {
  const cut = [], texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    for (const word of text.data.matchAll(/[A-Za-z]{4,}/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) cut.push(word[0]);
    }
  }
  return cut;
}"""


@pytest.mark.parametrize("width", [320, 390])
def test_no_word_of_the_key_on_paper_is_cut_in_two_on_a_phone(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 900})
    tab.open("/identify/key/")

    assert tab.page.evaluate(WORDS_CUT_IN_TWO) == []
    assert wider_than_screen(tab) == {}
