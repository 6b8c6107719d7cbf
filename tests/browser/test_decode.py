"""The decoder as a reader uses it: with and without JavaScript, by keyboard, and in both languages."""

from collections.abc import Callable
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.browser.test_every_kind_of_page import axe_violations, focus_not_seen, wider_than_screen
from tests.pages_list import in_language

pytestmark = pytest.mark.browser

HEADLINE = "Japan and Germany signed an acquisition and cross-servicing agreement (ACSA) in Tokyo on 29 January 2024."
NONE = "Upper house approves free trade agreement"
ADDRESS = (
    "/decode/?text=Japan+and+Germany+signed+an+ACSA+on+29+January+2024,+and+an+RAA+with+France+is+under+discussion"
)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_pasted_text_is_answered_below_its_name(new_tab: Callable[..., Tab], language: str, javascript: bool) -> None:
    tab = new_tab(java_script_enabled=javascript)
    page = tab.open(in_language("/decode/", language))
    page.locator("#text").fill(HEADLINE)
    page.locator(".decode-box button").click()

    page.locator(f"#reading a[href='{in_language('/deals/germany-acsa/', language)}']").wait_for()
    assert page.locator("h1").count() == 1
    assert page.locator(".read mark.says-type").first.inner_text().startswith("acquisition")
    # A short text may stand in the address, whichever way it was sent.
    page.wait_for_url("**/decode/?text=**")
    assert tab.all_complaints() == []


def test_the_box_on_the_home_page_leads_to_an_address_that_can_be_linked(tab: Tab) -> None:
    page = tab.open("/")
    page.locator("#home-text").fill(HEADLINE)
    page.locator(".home-box button").click()
    page.wait_for_url("**/decode/?text=**")

    assert page.locator("#reading a[href='/deals/germany-acsa/']").count()
    assert tab.all_complaints() == []


def test_enter_sends_one_line_from_the_home_page_and_begins_another_of_several(tab: Tab) -> None:
    page = tab.open("/")
    box = page.locator("#home-text")
    box.fill("ACSA\nRAA")
    box.press("Enter")
    box.press("x")
    assert box.input_value() == "ACSA\nRAA\nx"
    box.fill("Germany")
    box.press("Enter")
    page.wait_for_url("**/search/?q=Germany")

    assert page.locator("main a[href='/partners/germany/']").count()
    assert tab.all_complaints() == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_box_on_the_home_page_takes_a_long_text_whole(new_tab: Callable[..., Tab], javascript: bool) -> None:
    tab = new_tab(java_script_enabled=javascript)
    page = tab.open("/")
    text = f"{HEADLINE} " * 99 + HEADLINE
    page.locator("#home-text").fill(text)
    page.locator(".home-box button").click()

    page.locator("#reading a[href='/deals/germany-acsa/']").wait_for()
    assert "text=" not in page.url
    assert len(page.locator(".read").inner_text()) >= len(text)
    assert tab.all_complaints() == []


def test_far_too_much_is_refused_beside_the_box_before_it_is_sent(tab: Tab) -> None:
    page = tab.open("/decode/")
    page.locator("#text").evaluate("box => { box.value = 'x'.repeat(5000000); }")
    page.locator(".decode-box button").click()

    expect(page.locator("#decode-failed")).to_contain_text("20,000 characters")
    page.locator("#text").fill(HEADLINE)
    page.locator(".decode-box button").click()
    page.locator("#reading a[href='/deals/germany-acsa/']").wait_for()
    expect(page.locator("#decode-failed")).to_be_empty()
    assert tab.all_complaints() == []


def test_far_too_much_is_answered_to_a_browser_that_sends_it_whole(site: str) -> None:
    """Chromium takes a minute to lay out so much, so that it is sent here as it would: all of it, then the reading."""
    with (
        pytest.raises(HTTPError) as refusal,
        urlopen(f"{site}/decode/", data=urlencode({"text": "x" * 5_000_000}).encode()),
    ):
        pass
    assert refusal.value.code == 413
    assert "This cannot be read" in refusal.value.read().decode()


def test_what_cannot_be_read_is_told_where_the_answer_would_stand(tab: Tab) -> None:
    page = tab.open("/decode/")
    page.locator("#text").fill("Привет, мир, это русский текст")
    page.locator(".decode-box button").click()

    expect(page.locator("#reading")).to_contain_text("Only English and Japanese can be read")
    expect(page.locator("#decode-failed")).to_be_empty()


@pytest.mark.parametrize("status", [None, 502], ids=["no answer at all", "a proxy's answer"])
def test_an_answer_that_does_not_come_is_told_beside_the_box(new_tab: Callable[..., Tab], status: int | None) -> None:
    page = new_tab().open("/decode/")
    # Without its scripts the browser itself says what happened, in place of the page.
    page.wait_for_load_state("networkidle")
    page.route("**/decode/", lambda route: route.fulfill(status=status) if status else route.abort())
    page.locator("#text").fill(HEADLINE)
    page.locator(".decode-box button").click()

    expect(page.locator("#decode-failed")).to_contain_text("No answer came")
    assert page.locator("#text").input_value() == HEADLINE


def test_the_answer_has_the_focus_and_is_told_in_one_line(tab: Tab) -> None:
    page = tab.open("/decode/")
    page.locator("#text").fill(HEADLINE)
    page.locator(".decode-box button").click()
    page.wait_for_url("**/decode/?text=**")

    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("#decode-status")).to_contain_text(page.locator("h1").inner_text())
    # Not the whole text that was pasted.
    assert page.locator("[aria-live]:has(.read), [role=status]:has(.read)").count() == 0
    assert tab.all_complaints() == []


def test_back_returns_to_the_text_before(tab: Tab) -> None:
    page = tab.open("/decode/")
    page.locator("#text").fill(HEADLINE)
    page.locator(".decode-box button").click()
    page.wait_for_url("**text=Japan**")
    page.locator("#text").fill(NONE)
    page.locator(".decode-box button").click()
    page.wait_for_url("**text=Upper**")
    assert page.locator("h1").inner_text() == "None of these kinds"

    page.go_back()
    page.wait_for_url("**text=Japan**")
    page.locator("#reading a[href='/deals/germany-acsa/']").wait_for()


def test_an_example_is_one_key_press_away(tab: Tab) -> None:
    page = tab.open("/decode/")
    example = page.locator(".decode-examples a").first
    example.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/decode/?text=**")

    page.locator("#reading .named").wait_for()
    assert tab.all_complaints() == []


def test_a_text_never_runs(tab: Tab) -> None:
    page = tab.open("/decode/")
    page.locator("#text").fill("<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script> ACSA")
    page.locator(".decode-box button").click()
    page.locator(".read").wait_for()

    assert "<script>" in page.locator(".read").inner_text()
    assert "run" not in page.title()
    assert tab.all_complaints() == []


# The empty page is one of test_every_kind_of_page.
@pytest.mark.parametrize(
    "address", [ADDRESS, in_language(ADDRESS, "ja"), "/decode/?text=Upper+house+approves+free+trade+agreement"]
)
def test_an_answer_keeps_every_rule(tab: Tab, address: str) -> None:
    tab.open(address)

    assert axe_violations(tab) == []
    assert focus_not_seen(tab) == []
    tab.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert axe_violations(tab, "color-contrast") == []
    tab.page.set_viewport_size({"width": 320, "height": 640})
    assert wider_than_screen(tab) == {}
    assert tab.all_complaints() == []
