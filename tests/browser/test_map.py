"""The map on a phone, and under the keyboard."""

import pytest

from tests.browser.conftest import Tab
from tests.pages_list import in_language

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("language", "cue"), [("en", "Scroll the map sideways."), ("ja", "地図は横にスクロールできる。")]
)
def test_a_phone_is_told_that_the_map_scrolls_and_sees_its_west_first(tab: Tab, language: str, cue: str) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(in_language("/map/", language))

    assert page.get_by_text(cue).is_visible()
    assert page.locator(".map-frame").evaluate(
        "frame => frame.scrollWidth > frame.clientWidth && frame.scrollLeft < 40"
    )


def test_a_wide_screen_has_the_whole_map_and_no_word_of_scrolling(tab: Tab) -> None:
    page = tab.open("/map/")

    assert page.get_by_text("Scroll the map sideways.").is_hidden()
    assert page.locator(".map-frame").evaluate("frame => frame.scrollWidth === frame.clientWidth")


def test_the_ring_of_a_land_with_far_parts_is_its_outline(tab: Tab) -> None:
    page = tab.open("/map/")
    france = page.locator('.map-frame a[href*="/france/"]')
    france.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")

    ring, width = france.evaluate(
        "link => [getComputedStyle(link).outlineStyle, getComputedStyle(link.querySelector('path')).strokeWidth]"
    )
    assert (ring, width) == ("none", "4px")
