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
