"""The slider over the years, on the grid and on the map, and the field without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

SLIDER = ".as-of-years input"
PAGES = ["/grid/", "/map/"]


def slide(page: Page, year: int) -> None:
    """Move the slider as a finger does: it tells of each step, and of the last when let go."""
    page.locator(SLIDER).evaluate(
        """(slider, year) => {
            slider.value = year;
            slider.dispatchEvent(new Event("input", {bubbles: true}));
            slider.dispatchEvent(new Event("change", {bubbles: true}));
        }""",
        year,
    )


@pytest.mark.parametrize("address", PAGES)
def test_the_slider_shows_the_year_and_its_address_can_be_shared(
    tab: Tab, new_tab: Callable[..., Tab], address: str
) -> None:
    page = tab.open(address)
    page.evaluate("document.sameDocument = true")

    slide(page, 1996)
    page.wait_for_url("**as_of=1996-12-31**")
    expect(page.locator("#told")).to_contain_text("As of 31 December 1996.")

    assert page.evaluate("document.sameDocument")
    expect(page.locator("[name=as_of]")).to_have_value("1996-12-31")
    other = new_tab().open(page.url.removeprefix(tab.site))
    expect(other.locator("#told")).to_have_text(page.locator("#told").inner_text())
    expect(other.locator(SLIDER)).to_have_value("1996")

    page.go_back()
    expect(page.locator("#told")).not_to_contain_text("As of")
    assert tab.all_complaints() == []


def test_the_slider_moves_by_keys_and_says_what_it_shows(tab: Tab) -> None:
    page = tab.open("/grid/")
    page.locator(SLIDER).focus()
    assert page.locator(SLIDER).get_attribute("aria-valuetext") == "today"

    page.keyboard.press("Home")

    page.wait_for_url("**as_of=1951-12-31**")
    assert page.locator(SLIDER).get_attribute("aria-valuetext") == "1951-12-31"
    expect(page.locator("#told")).to_contain_text("1951")


@pytest.mark.parametrize("address", PAGES)
def test_years_play_until_they_are_stopped_and_leave_one_step_of_history(
    new_tab: Callable[..., Tab], address: str
) -> None:
    # A tab of its own: no browser counts more than fifty steps.
    tab = new_tab()
    tab.open("/")
    page = tab.open(address)
    told = page.locator("#told").inner_text()
    steps = page.evaluate("history.length")
    button = page.locator(".as-of-years button")

    button.click()
    expect(button).to_have_text("Stop")
    # Any year after the first: how fast they pass is the machine's affair.
    expect(page.locator("#told")).to_contain_text(re.compile(r"As of 31 December (?!1951)\d{4}\."))
    # A screen reader is not told of every year that passes.
    expect(page.locator("#told")).to_have_attribute("aria-live", "off")
    button.click()

    expect(button).to_have_text("Play")
    expect(page.locator("#told")).to_have_attribute("aria-live", "polite")
    page.wait_for_timeout(1_000)
    stood = page.locator("#told").inner_text()
    page.wait_for_timeout(800)
    assert page.locator("#told").inner_text() == stood
    year = page.locator(SLIDER).input_value()
    assert year in stood
    assert f"{address}?as_of={year}-12-31" in page.url
    assert page.evaluate("history.length") == steps + 1

    page.go_back()
    expect(page.locator("#told")).to_have_text(told)
    expect(page.locator("[name=as_of]")).to_have_value("")
    assert page.url.endswith(address)
    page.go_back()
    expect(page).to_have_url(f"{tab.site}/")
    assert tab.all_complaints() == []


def test_a_play_that_reaches_today_ends_at_the_address_of_today(tab: Tab) -> None:
    page = tab.open("/grid/")
    last = int(page.locator(SLIDER).get_attribute("max") or 0)
    tab.open(f"/grid/?as_of={last - 1}-12-31")

    page.locator(".as-of-years button").click()

    expect(page.locator("[name=as_of]")).to_have_value("")
    expect(page).to_have_url(f"{tab.site}/grid/")
    expect(page.locator(".as-of-years button")).to_have_text("Play")


def test_filters_and_day_stand_together_in_the_address(tab: Tab) -> None:
    page = tab.open("/grid/")
    page.locator(".as-of-filters summary").click()
    page.locator("[name=region]").select_option("europe")
    page.wait_for_url("**region=europe**")

    slide(page, 2015)

    page.wait_for_url("**as_of=2015-12-31**")
    assert "region=europe" in page.url
    expect(page.locator(".grid tbody a[href*='/partners/germany/']")).to_have_count(1)
    expect(page.locator(".grid tbody a[href*='/partners/australia/']")).to_have_count(0)


@pytest.mark.parametrize("address", PAGES)
def test_without_javascript_the_day_is_typed(new_tab: Callable[..., Tab], address: str) -> None:
    tab = new_tab(java_script_enabled=False)
    page = tab.open(address)
    assert not page.locator(SLIDER).is_visible()

    page.locator("[name=as_of]").fill("1996")
    page.locator("form.as-of > button").click()

    page.wait_for_url("**as_of=1996**")
    expect(page.locator("#told")).to_contain_text("As of 1996.")
