"""The head of the grid, which stays in sight while its rows pass."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


def place_of_head(page: Page) -> tuple[float, float]:
    """Return where the signs of the head begin and end, in pixels from the top of the window."""
    box = page.locator(".grid thead tr:last-child").evaluate("row => row.lastElementChild.getBoundingClientRect()")
    return round(box["top"]), round(box["bottom"])


@pytest.mark.parametrize("width", [320, 390, 834, 1440])
def test_the_signs_stay_above_the_rows_that_pass(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    page = tab.open("/grid/")

    page.locator(".grid tbody tr").nth(30).evaluate("row => row.scrollIntoView()")

    top, bottom = place_of_head(page)
    assert top == 0
    assert 30 < bottom < 160


@pytest.mark.parametrize("width", [390, 834, 1440])
def test_the_keyboard_leads_up_the_rows_without_going_under_the_head(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    page = tab.open("/grid/")
    page.locator(".grid tbody a").last.focus()
    _, bottom = place_of_head(page)

    hidden = []
    for _ in range(120):
        page.keyboard.press("Shift+Tab")
        name, top = page.evaluate(
            "() => [document.activeElement.textContent, document.activeElement.getBoundingClientRect().top]"
        )
        if top < bottom:
            hidden.append((name, top))
    assert hidden == []


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_name_of_a_family_keeps_clear_of_the_rule_after_it(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    page = tab.open("/grid/")

    gaps = page.locator(".grid thead tr:first-child th").evaluate_all(
        """heads => heads.map((head) => {
          const range = document.createRange();
          range.selectNodeContents(head);
          return head.getBoundingClientRect().right - range.getBoundingClientRect().right;
        })"""
    )
    assert min(gaps) >= 2


@pytest.mark.parametrize("width", [390, 834, 1200])
def test_no_rule_of_a_family_stands_without_its_name(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    page = tab.open("/grid/")

    assert not page.locator(".grid thead tr:first-child").is_visible()
    rules = page.locator(".grid .family-start").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).borderLeft)"
    )
    assert {rule.split()[0] for rule in rules} == {"0px"}
