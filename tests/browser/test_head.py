"""The head of every page, between a tablet and a wide screen."""

import pytest

from tests.browser.conftest import Tab
from tests.pages_list import in_language

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [834, 1250, 1280, 1366])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_links_stand_in_one_row_and_no_name_is_broken(tab: Tab, language: str, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    page = tab.open(in_language("/partners/germany/", language))

    rows = page.locator(".site-nav li, .site-nav > a").evaluate_all(
        "links => new Set(links.map(link => link.getBoundingClientRect().top)).size"
    )
    lines = page.locator(".site-mark b, .site-language").evaluate_all(
        """names => names.map(name => {
          const range = document.createRange();
          range.selectNodeContents(name);
          return new Set([...range.getClientRects()].map(line => line.top)).size;
        })"""
    )

    assert rows == 1
    assert lines == [1, 1]
