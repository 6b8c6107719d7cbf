"""An editor adds a deal in a real browser, under the content security policy of the site."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from agreements.models import Deal
from tests import factories
from tests.browser.conftest import Tab

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_admin(browser: Browser, live_server: Any, admin_client: Client) -> Iterator[Callable[[str], Tab]]:
    """Open a page of the admin for somebody who has signed in."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.set_default_timeout(20_000)
    # The window that closes after a save is Django's own page, which names no icon.
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    session = admin_client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def open_page(address: str) -> Tab:
        tab = Tab(context.new_page(), live_server.url)
        tab.open(address)
        return tab

    yield open_page
    context.close()


def choose(page: Page, field: str, typed: str, wanted: str) -> None:
    """Choose in an autocomplete field as an editor does: open it, type, and click what is found."""
    page.locator(f"#{field} + .select2 .select2-selection").click()
    # What is found for nothing typed gives way to what is found for this: a click between the two meets neither.
    with page.expect_response(lambda response: f"term={quote(typed)}" in response.url):
        page.locator(".select2-container--open .select2-search__field").fill(typed)
    page.wait_for_load_state("networkidle")
    page.locator(".select2-results__option", has_text=wanted).click()
    expect(page.locator(f"#{field} + .select2 .select2-selection")).to_contain_text(wanted)


def test_editor_adds_a_deal(open_admin: Callable[[str], Tab]) -> None:
    older = factories.deal("germany-acsa-2020", short_name_en="Germany–Japan ACSA of old")
    factories.event(older, date="2024-02-01")
    factories.source()
    tab = open_admin("/admin/agreements/deal/add/")
    page = tab.page

    choose(page, "id_type", "acs", "ACSA")
    choose(page, "id_partners", "独", "Germany")
    page.fill("#id_short_name_en", "Japan–Germany ACSA")
    page.fill("#id_short_name_ja", "日独ACSA")
    page.fill("#id_events-0-date", "2024-01-29")
    page.select_option("#id_events-0-kind", "signed")
    # The warning comes by itself.
    expect(page.locator("#likely-duplicates")).to_contain_text("Germany–Japan ACSA of old")

    for name in ("summary_en", "summary_ja", "in_practice_en", "in_practice_ja"):
        page.fill(f"#id_{name}", "Fuel and food. 燃料と食料。")
    page.select_option("#id_instrument", "treaty")

    # A second event, typed in after the first source, can be chosen for it at once.
    choose(page, "id_citations-0-source", "mofa", "Signing of the Japan-Germany ACSA")
    page.locator("#events-group .add-row a").click()
    page.fill("#id_events-1-date", "2024-07")
    page.select_option("#id_events-1-kind", "in-force")
    supports = page.locator("#id_citations-0-event")
    expect(supports.locator("option")).to_have_text(["the deal as a whole", "2024-01-29 signed", "2024-07 in force"])
    supports.select_option(label="2024-07 in force")
    # Rows are numbered anew when one goes; the choice stays with its event.
    page.locator("#events-0 .inline-deletelink").click()
    page.fill("#id_events-0-date", "2024-07-12")
    expect(supports.locator("option:checked")).to_have_text("2024-07-12 in force")
    page.locator("#events-group .add-row a").click()
    page.fill("#id_events-1-date", "2024-01-29")
    page.select_option("#id_events-1-kind", "signed")

    page.locator("#citations-group .add-row a").click()
    choose(page, "id_citations-1-source", "mofa", "Signing of the Japan-Germany ACSA")
    page.locator("#id_citations-1-event").select_option(label="2024-01-29 signed")

    # SQLite in memory, which these tests use, cannot answer the warning's question during the save.
    page.select_option("#id_publication", "published")
    page.wait_for_timeout(1_500)
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    page.click("[name=_continue]")
    expect(page.locator(".success")).to_be_visible()

    deal = Deal.objects.get(slug="germany-acsa")
    assert deal.is_published
    assert {str(citation.event) for citation in deal.citations.all()} == {"2024-07-12 in force", "2024-01-29 signed"}
    assert tab.complaints == []


def test_pages_of_the_admin_keep_the_content_security_policy(open_admin: Callable[[str], Tab]) -> None:
    deal = factories.published_deal()
    for address in (
        "/admin/",
        "/admin/agreements/deal/",
        f"/ja/admin/agreements/deal/{deal.pk}/change/",
        f"/admin/agreements/deal/{deal.pk}/history/",
        f"/admin/agreements/deal/{deal.pk}/delete/",
        f"/admin/agreements/agreementtype/{deal.type_id}/change/",
        "/admin/agreements/term/add/",
        "/admin/agreements/source/",
    ):
        tab = open_admin(address)
        expect(tab.page.locator("h1").last).to_be_visible()
        assert tab.complaints == [], address
        tab.page.close()


def test_source_is_added_in_a_window_of_its_own_and_comes_back_chosen(open_admin: Callable[[str], Tab]) -> None:
    tab = open_admin("/admin/agreements/deal/add/")
    with tab.page.expect_popup() as opened:
        tab.page.click("#add_id_citations-0-source")
    window = opened.value
    window.fill("#id_url", "https://www.mofa.go.jp/press/2.html")
    window.fill("#id_title", "Entry into force of the ACSA")
    window.fill("#id_publisher", "MOFA")
    window.select_option("#id_kind", "official-announcement")
    window.click("[name=_save]")
    expect(tab.page.locator("#id_citations-0-source + .select2")).to_contain_text("Entry into force of the ACSA")
    assert tab.complaints == []
