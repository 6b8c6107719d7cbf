"""Each kind of page, in both languages, as a browser sees it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Tab
from tests.pages_list import KINDS, MISSING, in_language

pytestmark = pytest.mark.browser

# The same templates make a page in both languages: of the Japanese ones, one of each kind.
PAGES = [address for kind in KINDS for address in kind.example_addresses()]
JAPANESE_PAGES = [in_language(kind.example_addresses()[0], "ja") for kind in KINDS]
NO_PAGES = [in_language(address, language) for address in MISSING for language in ("en", "ja")]


# What a page offers to the keyboard first is the same everywhere; more would only take longer.
STOPS = 10


# Colors are looked at in the first rows of a long table or list: those below have the same ones, and take long.
LATER_ROWS = ("tbody tr:nth-child(n+9)", "li:nth-child(n+9)")


def axe_violations(tab: Tab, *rules: str, but: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> list[str]:
    """Return what axe finds against the page, by all its rules, by some or by all but some, outside of some elements.

    Each violation comes with the first elements concerned.
    """
    if not tab.page.evaluate("() => 'axe' in window"):
        tab.page.evaluate(Axe().axe_script)
    options = {
        # To list what is right, and the way to each element, takes axe longer than to look.
        "resultTypes": ["violations"],
        "selectors": False,
        # The size of what a finger must hit is a rule of WCAG 2.2, which axe leaves out unless asked.
        "rules": {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in but}},
        **({"runOnly": {"type": "rule", "values": rules}} if rules else {}),
    }
    violations = tab.page.evaluate(
        "async ([context, options]) => (await axe.run(context, options)).violations",
        [{"include": [["html"]], "exclude": [[selector] for selector in without]}, options],
    )
    return [
        f"{violation['id']}: {violation['help']} {[node['html'][:200] for node in violation['nodes'][:3]]}"
        for violation in violations
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


def assert_fits_a_small_screen(tab: Tab) -> None:
    tab.page.set_viewport_size({"width": 320, "height": 640})
    assert wider_than_screen(tab) == {}


# One test a page and not one for each rule: most of its time goes into opening the page.
@pytest.mark.parametrize("address", PAGES)
def test_page_keeps_every_rule(tab: Tab, address: str) -> None:
    tab.open(address)

    assert axe_violations(tab, but=("color-contrast",)) == []
    assert axe_violations(tab, "color-contrast", without=LATER_ROWS) == []
    assert focus_not_seen(tab) == []
    # Without motion, so that no color is on its way when it is looked at.
    tab.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert axe_violations(tab, "color-contrast", without=LATER_ROWS) == []
    assert_fits_a_small_screen(tab)
    assert tab.all_complaints() == []


# The colors, which take longest to look at, are the same in both languages.
@pytest.mark.parametrize("address", JAPANESE_PAGES)
def test_japanese_page_keeps_every_rule(tab: Tab, address: str) -> None:
    tab.open(address)

    assert axe_violations(tab, but=("color-contrast",)) == []
    assert focus_not_seen(tab) == []
    assert_fits_a_small_screen(tab)
    assert tab.all_complaints() == []


@pytest.mark.parametrize("address", NO_PAGES)
def test_missing_page_keeps_every_rule(tab: Tab, address: str) -> None:
    tab.open(address)

    assert axe_violations(tab) == []
    assert_fits_a_small_screen(tab)
    # Chromium itself reports the 404 on its console.
    assert [complaint for complaint in tab.all_complaints() if "404" not in complaint] == []
