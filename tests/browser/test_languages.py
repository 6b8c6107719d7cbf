"""The switch between the languages."""

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/deals/?type=acsa&status=in-force",
        "/partners/germany/",
        "/grid/?as_of=2015-01-01",
        "/identify/?subject=supplies",
    ],
)
def test_the_switch_stays_on_the_page_and_leads_back(tab: Tab, address: str) -> None:
    page = tab.open(address)

    page.locator("a[hreflang=ja]:visible").first.click()
    page.wait_for_url(f"{tab.site}/ja{address}")
    assert page.locator("html").get_attribute("lang") == "ja"

    page.locator("a[hreflang=en]:visible").first.click()
    page.wait_for_url(f"{tab.site}{address}")
    assert page.locator("html").get_attribute("lang") == "en"
