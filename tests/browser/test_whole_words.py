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


# The words, of those asked for, that a part of the page has on more than one line.
CUT = """(parts, words) => parts.flatMap((part) => {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), cut = [];
  while (texts.nextNode()) {
    for (const word of words) {
      const at = texts.currentNode.data.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + word.length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) cut.push(word);
    }
  }
  return cut;
})"""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/ja/types/", ["宣言", "特別協定", "移転"]),
        ("/ja/types/acsa/", ["一致しない"]),
        ("/ja/", ["答えで", "決まる"]),
        ("/ja/partners/philippines/", ["または", "確認できない", "TC-90", "UH-1H"]),
        ("/ja/grid/", ["56か国・機関。"]),
    ],
)
def test_short_texts_in_japanese_are_broken_between_phrases(tab: Tab, address: str, words: list[str]) -> None:
    page = tab.open(address)

    for width in (390, 834, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        short = page.locator(".row-name, .section-label p, .band-label p, .caption, .told, .ability p, .history p")
        assert short.evaluate_all(CUT, words) == [], f"at {width} pixels"


def test_on_a_partner_s_page_a_day_and_a_number_stay_with_what_follows(tab: Tab) -> None:
    page = tab.open("/partners/philippines/")

    for width in (390, 834, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        answers = page.locator(".ability p")
        assert answers.evaluate_all(CUT, ["28\u00a0May", "15\u00a0January", "4 more deals", "1 more deal"]) == []


# How many signs each row of a list of signs has, where its last row has but one.
ALONE = """lists => lists.map((list) => {
  const rows = {};
  for (const sign of list.children) {
    const top = Math.round(sign.getBoundingClientRect().top);
    rows[top] = (rows[top] ?? 0) + 1;
  }
  return Object.values(rows);
}).filter((rows) => rows.length > 1 && rows.at(-1) === 1)"""


@pytest.mark.parametrize("address", ["/partners/", "/ja/partners/philippines/", "/partners/united-states/"])
def test_no_sign_stands_alone_below_the_others(tab: Tab, address: str) -> None:
    page = tab.open(address)

    for width in (360, 390, 834, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".cartouche, .kinds").evaluate_all(ALONE) == [], f"at {width} pixels"
