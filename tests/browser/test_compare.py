"""Choosing what to compare, with and without JavaScript, and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_two_partners_are_chosen_compared_and_one_is_taken_away(new_tab: Callable[..., Tab], scripts: bool) -> None:
    tab = new_tab(java_script_enabled=scripts)
    page = tab.open("/compare/")
    page.locator("#c-1").select_option("germany")
    page.locator("#c-2").select_option("france")
    page.locator(".compare-form button").click()

    expect(page.locator("h1")).to_have_text("Germany and France")
    assert page.locator("tr.differs").count() > 0

    page.locator(".compare-drop").first.click()
    expect(page.locator("#c-1")).to_have_value("france")


def test_a_partner_s_page_leads_to_its_comparison(tab: Tab) -> None:
    page = tab.open("/partners/germany/")

    page.locator("a[href*='/compare/?partner=germany&partner=']").first.click()

    expect(page.locator("h1")).to_contain_text("Germany and ")
    assert tab.all_complaints() == []


def test_what_differs_is_heard_and_not_only_seen(tab: Tab) -> None:
    page = tab.open("/compare/?partner=germany&partner=france")

    row = page.get_by_role("rowheader", name="SOFA (differs)")

    expect(row).to_have_count(1)
    weight = row.evaluate("element => getComputedStyle(element).fontWeight")
    assert weight == "600"


def test_on_a_phone_each_answer_stands_under_the_name_of_its_column(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab(viewport={"width": 320, "height": 640})
    page = tab.open("/compare/?partner=germany&partner=united-states&partner=philippines&partner=united-kingdom")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    shown = page.locator(".compare tbody td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert shown == '"Germany"'


def test_the_comparison_is_there_in_japanese(tab: Tab) -> None:
    page = tab.open("/compare/?partner=germany&partner=france")

    page.locator(".site-language").click()

    page.wait_for_url("**/ja/compare/?partner=germany&partner=france")
    expect(page.locator("h1")).to_contain_text("ドイツ")


@pytest.mark.parametrize("partners", [["germany", "italy"], ["germany", "france", "italy"]])
def test_on_a_desk_the_signs_of_partners_stand_in_a_line_under_names_at_one_height(
    tab: Tab, partners: list[str]
) -> None:
    tab.page.set_viewport_size({"width": 1440, "height": 900})
    page = tab.open(f"/compare/?{'&'.join(f'partner={one}' for one in [*partners, 'united-kingdom'])}")

    signs = (".compare thead td:last-child .tile", 8)
    for part, least in ((".compare thead th > a", len(partners) + 1), signs):
        tops = page.locator(part).evaluate_all("(all) => all.map((one) => Math.round(one.getBoundingClientRect().top))")
        assert len(tops) >= least
        assert len(set(tops)) == 1
