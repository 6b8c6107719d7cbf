"""htmx comes only for who enters what it serves; what is done while it comes is not lost."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser

HTMX = "**/htmx-2.min*.js"


def hold_htmx(page: Page) -> list[Route]:
    """Let htmx wait on its way; what is returned fills with the request for it, to be sent on by the test."""
    held: list[Route] = []
    page.route(HTMX, lambda route: held.append(route))
    return held


def sent_on(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(50)
    held.pop().continue_()


@pytest.mark.parametrize("address", ["/deals/", "/grid/", "/timeline/", "/identify/"])
def test_who_only_reads_is_not_sent_htmx(tab: Tab, address: str) -> None:
    page = tab.page
    held = hold_htmx(page)
    page.goto(tab.site + address)
    tab.wait_for_whole_page()
    page.locator("footer a").last.hover()

    assert held == []
    page.unroute(HTMX)


def test_a_filter_set_while_htmx_comes_is_heard(tab: Tab) -> None:
    page = tab.page
    held = hold_htmx(page)
    page.goto(f"{tab.site}/deals/")
    page.evaluate("document.sameDocument = true")
    page.locator("form select[name=type]").select_option("acsa")
    sent_on(page, held)

    page.wait_for_url("**type=acsa**")
    expect(page.locator("#results a[href*=gcap]")).to_have_count(0)
    assert page.evaluate("document.sameDocument")
    assert tab.all_complaints() == []
    page.unroute(HTMX)


def test_what_is_typed_while_htmx_comes_is_suggested_for(tab: Tab) -> None:
    page = tab.page
    held = hold_htmx(page)
    page.goto(f"{tab.site}/types/")
    page.locator("#site-q").press_sequentially("germ")
    sent_on(page, held)

    expect(page.locator("#site-q-suggestions a").first).to_be_visible()
    page.unroute(HTMX)


def test_years_play_once_htmx_has_come(tab: Tab) -> None:
    page = tab.page
    held = hold_htmx(page)
    page.goto(f"{tab.site}/grid/?as_of=2014-01-01")
    page.get_by_role("button", name="Play").click()
    sent_on(page, held)

    page.wait_for_url("**as_of=2016**")
    page.get_by_role("button", name="Stop").click()
    assert tab.all_complaints() == []
    page.unroute(HTMX)
