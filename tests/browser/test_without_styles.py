"""Pages whose style sheets do not come: a network that drops them, a reader that never asks for them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

PAGES = ["/", "/types/acsa/", "/partners/philippines/", "/grid/"]


@pytest.fixture
def bare(new_tab: Callable[..., Tab]) -> Tab:
    tab = new_tab()
    tab.page.route("**/*.css", lambda route: route.abort())
    return tab


def filled(page: Page, selector: str) -> set[str]:
    """Return the colors that fill what is found, as the browser has them."""
    return set(
        page.locator(selector).evaluate_all("elements => elements.map(element => getComputedStyle(element).fill)")
    )


@pytest.mark.parametrize("address", PAGES)
def test_signs_are_small_lines_without_styles(bare: Tab, address: str) -> None:
    page = bare.open(address)

    boxes = page.locator("main svg.glyph").evaluate_all(
        "signs => signs.filter(sign => sign.checkVisibility()).map(sign => sign.getBoundingClientRect().toJSON())"
    )
    assert {(box["width"], box["height"]) for box in boxes} == {(24, 24)}
    assert filled(page, "main svg.glyph path") == {"none"}


def test_charts_are_small_without_styles(bare: Tab) -> None:
    page = bare.open("/timeline/")

    widths = page.locator(".multiples > li > svg").evaluate_all("charts => charts.map(chart => chart.clientWidth)")
    assert set(widths) == {240}


def test_the_map_shades_its_partners_without_styles(bare: Tab) -> None:
    page = bare.open("/map/")

    assert len(filled(page, ".map a path")) >= 4
    assert page.locator(".map-names-few").is_hidden()
    assert page.locator(".map-names").first.is_visible()
