"""How titles break on a phone, and the room that they have."""

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("address", "compound"),
    [
        ("/deals/germany-acsa/", "Japan–Germany"),
        ("/deals/haiti-sdf-machinery-2012/", "Self-Defense"),
        ("/ja/deals/ukraine-jsdf-goods-2022/", "Self-Defense"),
        ("/deals/germany-acsa/cite/", "Japan–Germany"),
    ],
)
def test_a_title_is_not_broken_within_a_compound(tab: Tab, address: str, compound: str) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 800})
    page = tab.open(address)

    lines = page.locator("h1").evaluate(
        """(title, compound) => {
          const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const at = texts.currentNode.data.indexOf(compound);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(texts.currentNode, at);
            range.setEnd(texts.currentNode, at + compound.length);
            return new Set([...range.getClientRects()].map(line => line.top)).size;
          }
        }""",
        compound,
    )
    assert lines == 1


@pytest.mark.parametrize("width", [1440, 390])
def test_no_letter_of_a_name_reaches_into_the_row_of_signs_below(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 900})
    page = tab.open("/partners/philippines/")

    # What a letter as in “pp” reaches below its line is about a quarter of its size, with lines as close as here.
    size, gap = page.evaluate(
        """() => {
          const name = document.querySelector("h1"), signs = document.querySelector("h1 + .cartouche");
          const gap = signs.getBoundingClientRect().top - name.getBoundingClientRect().bottom;
          return [parseFloat(getComputedStyle(name).fontSize), gap];
        }"""
    )

    assert gap >= size / 4


@pytest.mark.parametrize("width", [1440, 390])
def test_no_letter_of_a_kind_s_name_reaches_into_its_name_in_the_other_script(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 900})
    page = tab.open("/types/acsa/")

    gap = page.evaluate(
        """() => {
          const name = document.querySelector("h1"), other = document.querySelector(".other-script-line");
          return other.getBoundingClientRect().top - name.getBoundingClientRect().bottom;
        }"""
    )

    assert gap >= 6


# The parts of the way to the page that the link to cite lies on, at a width of the screen.
UNDER_LINK = """() => {
  const link = document.querySelector(".cite-link a").getBoundingClientRect();
  const meets = (box) => box.left < link.right && link.left < box.right
    && box.top < link.bottom && link.top < box.bottom;
  return [...document.querySelectorAll(".crumbs li")]
    .filter((part) => [...part.getClientRects()].some(meets)).map((part) => part.textContent);
}"""


@pytest.mark.parametrize(
    "address",
    [
        *("/deals/camp-david-commitment-to-consult/", "/deals/gcap-gigo-convention-2023/", "/deals/gcap-2022/"),
        *("/ja/deals/indian-ocean-supply-notes-2001/", "/ja/deals/un-sofa-1954/", "/partners/philippines/"),
        *("/types/acsa/", "/terms/acsa/", "/grid/", "/timeline/", "/map/", "/deals/"),
        "/compare/?partner=germany&partner=france",
    ],
)
def test_the_link_to_cite_lies_beside_the_way_to_the_page(tab: Tab, address: str) -> None:
    page = tab.open(address)

    for width in (320, 360, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(UNDER_LINK) == [], f"at {width} pixels"
