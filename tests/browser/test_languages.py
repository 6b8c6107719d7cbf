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


def test_the_switch_follows_a_filter_and_the_address_holds_no_empty_ones(tab: Tab) -> None:
    page = tab.open("/deals/")
    page.locator("form.filters select[name=type]").select_option("acsa")
    page.wait_for_url(f"{tab.site}/deals/?type=acsa")
    assert page.locator("link[hreflang=ja]").get_attribute("href") == f"{tab.site}/ja/deals/?type=acsa"

    page.locator("a[hreflang=ja]:visible").first.click()
    page.wait_for_url(f"{tab.site}/ja/deals/?type=acsa")


def test_the_switch_follows_an_answer_and_the_way_back(tab: Tab) -> None:
    page = tab.open("/identify/")
    page.locator("a.choice").nth(3).click()
    page.wait_for_url("**/identify/?**")
    answered = page.url.removeprefix(tab.site)

    assert page.locator("a.site-language").get_attribute("href").endswith(f"/ja{answered}")
    page.go_back()
    page.wait_for_url("**/identify/")
    page.locator("a.site-language").click()
    page.wait_for_url(f"{tab.site}/ja/identify/")
