"""What a reader prints: a partner or a type on two sheets of A4."""

import re

import pytest

from tests.browser.conftest import Tab
from tests.pages_list import in_language

pytestmark = pytest.mark.browser

# The fullest of their kind.
ADDRESSES = ("/partners/united-states/", "/partners/australia/", "/types/acsa/", "/types/joint-development/")


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_partner_or_a_type_takes_two_sheets(tab: Tab, address: str, language: str) -> None:
    page = tab.open(in_language(address, language))

    page.emulate_media(media="print")
    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2
    assert page.locator(".source-address").last.is_visible()
    assert not page.locator(".site-nav").is_visible()
