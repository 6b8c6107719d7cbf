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


# Words of one line with nothing between them, by the end of the one and the start of the other.
RUN_TOGETHER = r"""() => {
  const lineOf = (text) => {
    let part = text.parentElement;
    while (/^inline/.test(getComputedStyle(part).display)) part = part.parentElement;
    return part;
  };
  const found = [], texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let before = null; texts.nextNode(); before = texts.currentNode) {
    const text = texts.currentNode;
    if (!before || lineOf(before) !== lineOf(text) || text.parentElement.closest("option")) continue;
    if (!/[\p{L}\p{N})]$/u.test(before.data) || !/^[\p{L}\p{N}(]/u.test(text.data)) continue;
    const between = document.createRange();
    between.setStart(before, before.length);
    between.setEnd(text, 0);
    if (!between.cloneContents().querySelector("br, li, p, div, svg, input, select")) {
      found.push(before.data.slice(-12) + "|" + text.data.slice(0, 12));
    }
  }
  return found;
}"""


@pytest.mark.parametrize(
    "address",
    ["/partners/philippines/", "/deals/gcap-gigo-convention-2023/", "/timeline/", "/identify/key/", "/terms/acsa/"],
)
def test_no_words_run_together_without_styles(bare: Tab, address: str) -> None:
    assert bare.open(address).evaluate(RUN_TOGETHER) == []
