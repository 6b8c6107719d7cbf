"""Readers who set their browser to letters of twice the size: the base font that rem and media queries count in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ARGUMENTS, Tab, chromium
from tests.browser.test_every_kind_of_page import JAPANESE_PAGES, PAGES, wider_than_screen
from tests.browser.test_whole_words import BROKEN

pytestmark = pytest.mark.browser
WIDTHS = (390, 320)


@pytest.fixture(scope="module")
def large_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser whose base font has 32 pixels, which no page can be told afterwards."""
    large = browser.browser_type.launch(
        executable_path=chromium(), args=[*ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    )
    page = large.new_page()
    page.set_default_navigation_timeout(60_000)
    yield page
    large.close()


@pytest.mark.parametrize("address", [*PAGES, *JAPANESE_PAGES])
def test_page_fits_a_phone_at_twice_the_size_of_letters(large_page: Page, site: str, address: str) -> None:
    tab = Tab(large_page, site)
    large_page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    large_page.goto(site + address)
    tab.wait_for_whole_page()

    assert large_page.evaluate("matchMedia('(max-width: 12.2rem)').matches")
    for width in WIDTHS:
        large_page.set_viewport_size({"width": width, "height": 800})
        assert wider_than_screen(tab) == {}, f"at {width} pixels"


def test_the_head_of_the_grid_leaves_a_phone_to_the_rows_at_twice_the_size(large_page: Page, site: str) -> None:
    large_page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    large_page.goto(site + "/grid/")

    large_page.locator(".grid tbody tr").nth(10).evaluate("row => row.scrollIntoView()")

    assert large_page.locator(".grid thead").evaluate("head => head.getBoundingClientRect().bottom") < 0


def at_390(page: Page, site: str, address: str) -> Page:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site + address)
    Tab(page, site).wait_for_whole_page()
    return page


@pytest.mark.parametrize(
    "address",
    [
        "/partners/philippines/",
        "/terms/memorandum-of-cooperation/",
        "/types/defense-framework/",
        "/deals/us-sofa-1952/",
    ],
)
def test_no_word_of_a_title_is_cut_at_twice_the_size(large_page: Page, site: str, address: str) -> None:
    assert at_390(large_page, site, address).locator("h1").evaluate_all(BROKEN) == []


@pytest.mark.parametrize("address", ["/ja/identify/", "/identify/?subject=forces"])
def test_what_an_answer_leaves_stands_below_it_at_twice_the_size(large_page: Page, site: str, address: str) -> None:
    page = at_390(large_page, site, address)

    answers = page.locator(".row-choice").evaluate_all(
        """rows => rows.map((row) => {
          const [answer, leaves] = [".choice", ".choice-leaves"].map((part) => row.querySelector(part));
          const gap = leaves.getBoundingClientRect().top - answer.getBoundingClientRect().bottom;
          return [answer.parentElement.clientWidth, leaves.offsetLeft - answer.offsetLeft, gap];
        })"""
    )
    assert answers
    assert all(width > 300 and aside == 0 and gap >= 0 for width, aside, gap in answers)
    assert page.locator(".choice").evaluate_all(BROKEN) == []


@pytest.mark.parametrize(("address", "table"), [("/map/", ".map-table"), ("/timeline/", ".chart-table thead")])
def test_names_in_tables_are_whole_at_twice_the_size(large_page: Page, site: str, address: str, table: str) -> None:
    page = at_390(large_page, site, address)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")

    assert page.locator(table).evaluate_all(BROKEN) == []


@pytest.mark.parametrize("address", ["/grid/", "/map/"])
def test_the_slider_of_years_is_as_wide_as_the_page_at_twice_the_size(
    large_page: Page, site: str, address: str
) -> None:
    page = at_390(large_page, site, address)

    assert page.locator("#as-of-year").evaluate("slider => slider.clientWidth") > 300
