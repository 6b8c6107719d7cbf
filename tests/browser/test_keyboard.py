"""The main ways through the site with nothing but a keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

# No way on a page is longer than this.
MOST_STOPS = 80


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{MOST_STOPS} stops do not lead to {selector}")


def test_the_first_stop_skips_to_the_content(tab: Tab) -> None:
    page = tab.open("/partners/germany/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_search_box_fetches_its_suggestions_and_arrows_lead_through_them(tab: Tab) -> None:
    page = tab.open("/about/")
    assert not page.evaluate("'htmx' in window")

    tab_to(page, "#site-q")
    page.keyboard.type("acsa germany")
    expect(page.locator("#site-q-suggestions a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#site-q-suggestions a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#site-q")).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=acsa+germany")
    assert tab.all_complaints() == []


def test_a_filter_is_set_and_a_deal_opened(tab: Tab) -> None:
    page = tab.open("/deals/")

    tab_to(page, "#f-type")
    page.keyboard.type("Acqui")
    page.wait_for_url("**type=acsa**")
    expect(page.locator("#heading h1")).not_to_have_text("329 deals")
    # The tab says what it shows, as a page of that address would.
    expect(page).to_have_title(re.compile("^Deals, Acquisition and cross-servicing agreement · "))
    expect(page.locator("#f-type")).to_be_focused()
    tab_to(page, "#results .row-name")
    page.keyboard.press("Enter")

    page.wait_for_url("**/deals/*acsa*/")
    tab_to(page, ".mark-source > summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    assert tab.all_complaints() == []


def test_the_questionnaire_is_answered(tab: Tab) -> None:
    page = tab.open("/identify/")
    first = page.locator("h1").inner_text()

    tab_to(page, "a.choice")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).not_to_have_text(first)
    expect(page.locator("h1")).to_be_focused()
    assert tab.all_complaints() == []


def test_a_marked_word_leads_to_its_sense(tab: Tab) -> None:
    page = tab.open("/types/acsa/")

    tab_to(page, "a.term")
    page.keyboard.press("Enter")

    page.wait_for_url("**/terms/*/#sense-*")
    expect(page.locator(":target")).to_be_in_viewport()
