"""Each kind of page, in both languages, as a browser sees it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Tab
from tests.pages_list import MISSING, example_addresses, in_language

pytestmark = pytest.mark.browser

PAGES = [address for _, address in example_addresses()]
NO_PAGES = [in_language(address, language) for address in MISSING for language in ("en", "ja")]


# What a page offers to the keyboard first is the same everywhere; more would only take longer.
STOPS = 10


def axe_violations(tab: Tab, *rules: str) -> list[str]:
    """Return what axe finds against the page, by all its rules or by some, with the first elements concerned."""
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else None
    return [
        f"{violation['id']}: {violation['help']} {[node['html'][:200] for node in violation['nodes'][:3]]}"
        for violation in Axe().run(tab.page, options=options).response["violations"]
    ]


def wider_than_screen(tab: Tab) -> dict[str, int]:
    """Return the pixels by which the page can be scrolled sideways, by the elements that stick out."""
    found: dict[str, int] = tab.page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return {};
          return Object.fromEntries([document.documentElement, ...document.querySelectorAll("body *")]
            .map(element => [element, Math.ceil(element.getBoundingClientRect().right) - width])
            .filter(([, beyond]) => beyond > 0).slice(0, 5)
            .map(([element, beyond]) => [element.outerHTML.slice(0, 80), beyond])
            .concat([["page", document.documentElement.scrollWidth - width]]));
        }"""
    )
    return found


def focus_not_seen(tab: Tab) -> list[str]:
    """Press Tab some times and return where one could not tell which element has the focus."""
    unseen = []
    for _ in range(STOPS):
        tab.page.keyboard.press("Tab")
        focused = tab.page.evaluate(
            """() => {
              const element = document.activeElement;
              const style = getComputedStyle(element);
              const box = element.getBoundingClientRect();
              return {
                name: element.outerHTML.slice(0, 120),
                body: element === document.body,
                marked: (parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none")
                  || style.boxShadow !== "none",
                seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0,
              };
            }"""
        )
        if not focused["body"] and not (focused["marked"] and focused["seen"]):
            unseen.append(focused["name"])
    return unseen


# One test a page and not one for each rule: most of its time goes into opening the page.
@pytest.mark.parametrize("address", PAGES)
def test_page_keeps_every_rule(tab: Tab, address: str) -> None:
    tab.open(address)

    assert axe_violations(tab) == []
    assert focus_not_seen(tab) == []
    # The colors are the same in both languages.
    if not address.startswith("/ja/"):
        # Without motion, so that no color is on its way when it is looked at.
        tab.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert axe_violations(tab, "color-contrast") == []
    tab.page.set_viewport_size({"width": 320, "height": 640})
    assert wider_than_screen(tab) == {}
    assert tab.all_complaints() == []


@pytest.mark.parametrize("address", NO_PAGES)
def test_missing_page_keeps_every_rule(tab: Tab, address: str) -> None:
    tab.open(address)

    assert axe_violations(tab) == []
    tab.page.set_viewport_size({"width": 320, "height": 640})
    assert wider_than_screen(tab) == {}
    # Chromium itself reports the 404 on its console.
    assert [complaint for complaint in tab.all_complaints() if "404" not in complaint] == []
