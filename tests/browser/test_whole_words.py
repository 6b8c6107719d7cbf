"""Words in narrow columns: none is broken within itself."""

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

# The words of the parts that a selector finds, as far as they are seen on more than one line. A run of Japanese, which
# has no spaces, is no word here.
BROKEN = r"""(parts) => parts.flatMap((part) => {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), broken = [];
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[A-Za-z’,-]+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) broken.push(word[0]);
    }
  }
  return broken;
})"""


def broken_words(tab: Tab, address: str, width: int, selector: str) -> list[str]:
    tab.page.set_viewport_size({"width": width, "height": 900})
    words: list[str] = tab.open(address).locator(selector).evaluate_all(BROKEN)
    return words


@pytest.mark.parametrize("width", [320, 834, 1024])
@pytest.mark.parametrize("kind", ["acsa", "security-declaration", "joint-development", "host-nation-support"])
def test_the_marks_of_two_kinds_are_told_in_whole_words(tab: Tab, kind: str, width: int) -> None:
    assert broken_words(tab, f"/types/{kind}/", width, ".marks") == []


@pytest.mark.parametrize("width", [834, 1220, 1440])
def test_the_heads_of_the_sheet_of_signs_are_whole_words(tab: Tab, width: int) -> None:
    assert broken_words(tab, "/about/glyphs/", width, ".glyph-table thead") == []


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("address", ["/", "/deals/germany-acsa/", "/types/acsa/", "/ja/types/acsa/"])
def test_plain_words_are_not_broken_at_their_hyphens(tab: Tab, address: str, width: int) -> None:
    assert broken_words(tab, address, width, ".plain") == []
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


# The rows of deals in which the contents of two cells lie on each other.
ON_EACH_OTHER = """rows => rows.filter((row) => {
  const range = document.createRange();
  const boxes = [...row.querySelectorAll(":is(th, td):not(.lives)")].map((cell) => {
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  });
  return boxes.some((one, at) => boxes.slice(at + 1).some((other) => one.left < other.right - 1
    && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1));
}).length"""


@pytest.mark.parametrize("kind", ["acsa", "security-declaration", "technology-transfer", "security-cooperation"])
def test_no_status_is_printed_over_a_date(tab: Tab, kind: str) -> None:
    tab.page.set_viewport_size({"width": 320, "height": 800})
    page = tab.open(f"/types/{kind}/")
    tab.wait_for_whole_page()

    assert page.locator(".deals-of-type tbody tr").evaluate_all(ON_EACH_OTHER) == 0
