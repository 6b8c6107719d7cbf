"""The suggestions under the search box, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


def test_suggestions_are_reached_left_and_opened_again_by_keyboard(tab: Tab) -> None:
    page = tab.open("/search/")
    box = page.locator("#q")
    links = page.locator("#q-suggestions a")

    box.fill("tomaha")
    expect(links.first).to_be_visible()
    expect(links.first.locator("small")).to_have_text("deal")

    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()

    page.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value("tomaha")

    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/deals/us-tomahawk-2024/")
    assert tab.all_complaints() == []
