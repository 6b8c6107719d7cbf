"""The list of deals under htmx, and the same without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

DEALS = "#results a[href*='/deals/']"


def choose(page: Page, name: str, value: str) -> None:
    """Set a filter in the form, which a narrow window folds away."""
    control = page.locator(f"form select[name={name}]")
    if not control.is_visible():
        page.locator(f"details:has([name={name}]) > summary").click()
    control.select_option(value)


def test_a_filter_swaps_the_list_the_address_follows_and_back_works(tab: Tab) -> None:
    page = tab.open("/deals/")
    # Gone as soon as the browser loads a page anew.
    page.evaluate("document.sameDocument = true")
    all_deals = page.locator("#results").inner_text()

    choose(page, "type", "acsa")
    page.wait_for_url("**type=acsa**")
    expect(page.locator("#results")).not_to_have_text(all_deals, use_inner_text=True, timeout=20_000)
    narrowed = page.locator("#results").inner_text()

    assert page.evaluate("document.sameDocument")
    assert page.locator(f"{DEALS}[href*=germany-acsa]").count()
    assert not page.locator(f"{DEALS}[href*=gcap]").count()

    page.go_back()
    page.wait_for_url("**/deals/")
    expect(page.locator("#results")).to_have_text(all_deals, use_inner_text=True, timeout=20_000)

    page.go_forward()
    page.wait_for_url("**type=acsa**")
    expect(page.locator("#results")).to_have_text(narrowed, use_inner_text=True, timeout=20_000)
    assert tab.all_complaints() == []


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [("/deals/", "type", "acsa"), ("/grid/", "region", "europe"), ("/map/", "type", "acsa")],
)
def test_to_show_the_same_again_is_no_step_to_go_back(tab: Tab, address: str, name: str, value: str) -> None:
    page = tab.open(address)
    choose(page, name, value)
    page.wait_for_url(f"**{name}={value}**")
    steps = page.evaluate("history.length")

    with page.expect_response(f"**{name}={value}**"):
        page.locator(f"form:has([name={name}]) button:not([type])").click()
    expect(page.locator(".htmx-request")).to_have_count(0)

    assert page.evaluate("history.length") == steps
    page.go_back()
    page.wait_for_url(f"**{address}")
    # Where htmx has not kept the page it fetches it.
    page.wait_for_load_state("networkidle")
    expect(page.locator(f"[name={name}]").first).to_have_value("")


def test_the_address_of_a_narrowed_list_gives_the_same_list(tab: Tab) -> None:
    page = tab.open("/deals/")
    choose(page, "type", "reciprocal-access")
    page.wait_for_url("**type=reciprocal-access**")
    expect(page.locator(f"{DEALS}[href*=germany-acsa]")).to_have_count(0)
    swapped = page.locator("#results").inner_text()

    page.reload()

    expect(page.locator("#results")).to_have_text(swapped, use_inner_text=True)
    expect(page.locator("form select[name=type]")).to_have_value("reciprocal-access")


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [
        ("/deals/", "type", "acsa"),
        ("/timeline/", "type", "acsa"),
        ("/changes/", "type", "acsa"),
        ("/grid/", "region", "europe"),
        ("/map/", "type", "acsa"),
    ],
)
def test_a_screen_reader_is_told_how_many_and_not_the_whole_list(tab: Tab, address: str, name: str, value: str) -> None:
    page = tab.open(address)
    told = page.locator("main [aria-live]")
    before = told.inner_text()
    assert re.search(r"\d", before)
    assert len(before) < 200
    assert page.locator("[aria-live] #results, #results[aria-live], #results [aria-live]").count() == 0

    choose(page, name, value)

    expect(told).not_to_have_text(before)
    assert len(told.inner_text()) < 200


def test_the_list_works_without_javascript(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab(java_script_enabled=False)
    page = tab.open("/deals/")
    choose(page, "type", "acsa")
    page.locator("form:has([name=type]) button").click()

    page.wait_for_url("**type=acsa**")
    assert page.locator(f"{DEALS}[href*=germany-acsa]").count()
    assert not page.locator(f"{DEALS}[href*=gcap]").count()
    page.locator(f"{DEALS}[href*=germany-acsa]").first.click()
    page.wait_for_url("**/deals/germany-acsa/")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", [1440, 834])
def test_a_status_with_its_day_stays_inside_its_line(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 900})
    page = tab.open("/deals/?type=security-assistance")
    assert page.locator(".row-status", has_text="unconfirmed").count(), "no line has the longest status"

    beyond = page.locator(".row-status > *").evaluate_all(
        "parts => parts.filter(part => part.getBoundingClientRect().right"
        " > part.closest('.row').getBoundingClientRect().right + .5).map(part => part.textContent)"
    )

    assert beyond == []


@pytest.mark.parametrize("address", ["/", "/ja/search/?q=fuel+Germany", "/deals/", "/deals/philippines-acsa/"])
@pytest.mark.parametrize("width", [1440, 1024, 834, 390])
def test_the_name_of_a_deal_has_room_in_its_line(tab: Tab, address: str, width: int) -> None:
    """Beside a section's name on a tablet, date and status once left it a column of two words."""
    tab.page.set_viewport_size({"width": width, "height": 900})
    page = tab.open(address)

    widths = page.locator(".row-deal .row-name").evaluate_all(
        "names => names.map(name => name.closest('.row > *').getBoundingClientRect().width)"
    )

    assert widths
    assert min(widths) >= 240
