"""What a reader prints: a partner or a type on two sheets of A4."""

import re

import pytest

from tests.browser.conftest import Tab
from tests.pages_list import in_language

pytestmark = pytest.mark.browser

# The fullest of each size of text.
ADDRESSES = (
    "/partners/united-states/",
    "/partners/italy/",
    "/types/reciprocal-access/",
    "/types/acsa/",
    "/types/technology-transfer/",
    "/types/security-assistance/",
    "/types/security-cooperation/",
)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_partner_or_a_type_takes_two_sheets(tab: Tab, address: str, language: str) -> None:
    page = tab.open(in_language(address, language))

    page.emulate_media(media="print")
    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2
    assert page.locator(".source-address").last.is_visible()
    assert not page.locator(".site-nav").is_visible()


def test_other_pages_are_printed_at_ten_and_a_half_points(tab: Tab) -> None:
    page = tab.open("/deals/germany-acsa/")

    page.emulate_media(media="print")

    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == pytest.approx(14, abs=0.01)
