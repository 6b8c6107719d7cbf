"""What is told by a color is told without it, where a reader's system sets its own few."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("address", "links"), [("/deals/", ".site-nav a"), ("/timeline/", ".years a"), ("/compare/", ".compare-of a")]
)
def test_only_the_page_at_hand_is_underlined(new_tab: Callable[..., Tab], address: str, links: str) -> None:
    page = new_tab(forced_colors="active").open(address)

    marks = page.locator(f"main {links}, header {links}").evaluate_all(
        """links => links.map(link => [link.hasAttribute("aria-current"), getComputedStyle(link).borderBottomColor])"""
    )
    current = {color for is_current, color in marks if is_current}
    others = {color for is_current, color in marks if not is_current}
    assert len(current) == len(others) == 1
    assert current != others


@pytest.mark.parametrize("width", [1100, 390])
@pytest.mark.parametrize("address", ["/types/acsa/", "/ja/types/acsa/"])
def test_no_line_of_a_title_covers_the_one_above(new_tab: Callable[..., Tab], address: str, width: int) -> None:
    page = new_tab(forced_colors="active", viewport={"width": width, "height": 800}).open(address)

    # Each line of text has a ground there, as high as its letters may be.
    overlaps = page.locator("h1").evaluate(
        """title => {
          const range = document.createRange();
          range.selectNodeContents(title);
          const lines = [...range.getClientRects()].filter((line) => line.width > 2);
          return lines.flatMap((one) => lines.map((next) => next.top > one.top + 4 ? one.bottom - next.top : 0));
        }"""
    )
    assert max(overlaps) <= 1
