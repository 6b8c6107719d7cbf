"""Readers who set their browser to letters of twice the size: the base font that rem and media queries count in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ARGUMENTS, Tab, chromium
from tests.browser.test_every_kind_of_page import JAPANESE_PAGES, PAGES, wider_than_screen

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
