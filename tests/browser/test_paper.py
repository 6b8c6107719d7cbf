"""What a reader prints: a partner or a type on two sheets of A4."""

import re
import zlib

import pytest

from tests.browser.conftest import Tab
from tests.pages_list import in_language

pytestmark = pytest.mark.browser

# The fullest of each size of text.
ADDRESSES = (
    "/partners/united-states/",
    "/partners/philippines/",
    "/partners/australia/",
    "/partners/italy/",
    "/types/reciprocal-access/",
    "/types/acsa/",
    "/types/technology-transfer/",
    "/types/security-assistance/",
    "/types/security-cooperation/",
)


# The size of every text that is seen, in points.
SIZES = """() => {
  const sizes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement, box = parent.getBoundingClientRect();
    if (node.textContent.trim() && box.width > 2 && !parent.closest(".hidden")) {
      sizes.push(parseFloat(getComputedStyle(parent).fontSize) * 0.75);
    }
  }
  return sizes;
}"""


def shrunk_to(pdf: bytes) -> float:
    """Return by what the first sheet is made smaller: a browser does so with a page that is wider than the sheet."""
    scale = 1.0
    for found in re.finditer(rb"stream\r?\n", pdf):
        try:
            content = zlib.decompressobj().decompress(pdf[found.end() :])
        except zlib.error:
            continue
        # A unit of the page is first a pixel of 300 to the inch, and then one of the style sheet.
        units = re.match(rb"(\.?[\d.]+) 0 0 \S+ \S+ \S+ cm\s(?:.*\n)*?([\d.]+) 0 0 \S+ \S+ \S+ cm", content)
        if units is not None:
            scale = float(units[1]) * float(units[2]) / 0.75
            break
    return scale


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_partner_or_a_type_takes_two_sheets(tab: Tab, address: str, language: str) -> None:
    page = tab.open(in_language(address, language))

    page.emulate_media(media="print")
    printed = page.pdf(format="A4", print_background=False, prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2
    assert shrunk_to(printed) == pytest.approx(1, abs=0.01)
    assert min(page.evaluate(SIZES)) > 8.5
    assert page.locator(".source-address").last.is_visible()
    assert not page.locator(".site-nav").is_visible()


@pytest.mark.parametrize("address", ["/partners/united-states/", "/types/acsa/"])
def test_on_paper_a_heading_beside_the_text_has_the_width_of_its_words(tab: Tab, address: str) -> None:
    page = tab.open(address)

    page.set_viewport_size({"width": 703, "height": 1047})
    page.emulate_media(media="print")

    widths = page.locator(".band-label h2, .section:not(.section-wide) .section-label h2").evaluate_all(
        "(all) => all.filter((one) => one.getClientRects().length).map((one) => one.getBoundingClientRect().width)"
    )
    assert min(widths) > 80


def test_on_paper_both_languages_keep_their_columns_and_no_line_is_stretched(tab: Tab) -> None:
    # As wide as a sheet of A4 within its margins.
    tab.page.set_viewport_size({"width": 703, "height": 900})
    page = tab.open("/types/security-cooperation/")
    page.emulate_media(media="print")

    lefts = page.locator(".stele .carved:lang(ja), .stele .in-ja").evaluate_all(
        "parts => parts.map(part => [part.getBoundingClientRect().left, getComputedStyle(part).textAlign])"
    )

    assert len(lefts) == 3
    assert {align for _left, align in lefts} == {"start"}
    # A frame of one pixel is about the lowest band.
    assert max(left for left, _align in lefts) - min(left for left, _align in lefts) <= 1


def test_what_of_a_long_history_or_table_is_not_printed_is_said(tab: Tab) -> None:
    for address, row, said in [
        ("/partners/united-states/", ".history > li", "Printed are the newest 26 events."),
        ("/types/security-cooperation/", ".deals-of-type tbody tr", "Printed are the first 25 deals."),
    ]:
        page = tab.open(address)
        assert not page.locator(".on-paper").is_visible()
        page.emulate_media(media="print")
        assert str(page.locator(row).filter(visible=True).count()) in said
        assert said in page.locator(".on-paper").inner_text()
        assert address in page.locator(".on-paper").inner_text()
        page.emulate_media(media="screen")


@pytest.mark.parametrize(
    ("address", "is_broad"), [("/grid/", True), ("/ja/grid/", True), ("/", False), ("/deals/", False)]
)
def test_the_grid_lies_across_the_sheet(tab: Tab, address: str, is_broad: bool) -> None:
    printed = tab.open(address).pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)

    assert {float(width) > float(height) for width, height in boxes} == {is_broad}


def test_other_pages_are_printed_at_ten_and_a_half_points(tab: Tab) -> None:
    page = tab.open("/deals/germany-acsa/")

    page.emulate_media(media="print")

    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == pytest.approx(14, abs=0.01)


# The days, and the words with them, that a column has on more than one line.
CUT = r"""(parts) => parts.flatMap((part) => {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), cut = [];
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[0-9]{4}(-[0-9]{2})+|までに|未確認/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) cut.push(word[0]);
    }
  }
  return cut;
})"""


@pytest.mark.parametrize("address", ["/partners/philippines/", "/ja/partners/philippines/"])
def test_no_day_of_a_history_is_cut_on_paper(tab: Tab, address: str) -> None:
    tab.page.set_viewport_size({"width": 703, "height": 900})
    page = tab.open(address)
    page.emulate_media(media="print")

    assert page.locator(".history time").evaluate_all(CUT) == []


def test_no_fact_of_a_deal_is_cut_by_the_end_of_a_sheet(tab: Tab) -> None:
    page = tab.open("/deals/gcap-gigo-convention-2023/")
    page.emulate_media(media="print")

    facts = page.locator(".fact").evaluate_all("facts => facts.map((fact) => getComputedStyle(fact).breakInside)")
    assert set(facts) == {"avoid"}


def test_the_sources_of_a_word_have_their_addresses_on_paper(tab: Tab) -> None:
    page = tab.open("/terms/security-cooperation/")
    addresses = page.locator(".sense-sources .source-address")
    assert not addresses.first.is_visible()

    page.emulate_media(media="print")

    assert addresses.count() == page.locator(".sense-sources > li").count()
    assert addresses.first.is_visible()
    assert addresses.first.inner_text().startswith("https://")
