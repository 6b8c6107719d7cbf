"""What a phone lays out after the first paint: in the end all of it, and nothing moves under who came for one place."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import LEFT_FOR_LATER, Tab

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
HEIGHT_OF_GRID = "document.querySelector('.grid')?.offsetHeight"
PAGES = ("/", "/types/acsa/", "/partners/united-states/", "/deals/", "/deals/germany-acsa/", "/grid/", "/timeline/")


@pytest.fixture
def phone(new_tab: Callable[..., Tab]) -> Tab:
    return new_tab(viewport=PHONE)


@pytest.mark.parametrize("address", PAGES)
def test_page_is_whole_a_little_later(phone: Tab, address: str) -> None:
    # Without its script a page stays as it is first painted.
    phone.page.route("**/page*.js", lambda route: route.abort())
    phone.page.goto(phone.site + address)
    left, guessed = phone.page.evaluate(LEFT_FOR_LATER), phone.page.evaluate(HEIGHT_OF_GRID)
    phone.page.unroute("**/page*.js")
    phone.page.goto(phone.site + address)
    phone.wait_for_whole_page()
    phone.page.wait_for_function("() => [...document.images].every(image => image.naturalWidth)")

    assert left > 2
    if address == "/grid/":
        assert guessed == pytest.approx(phone.page.evaluate(HEIGHT_OF_GRID), rel=0.03)


@pytest.mark.parametrize("place", ["cite", "sources"])
def test_who_comes_for_one_place_finds_it_at_the_top(phone: Tab, place: str) -> None:
    phone.page.route("**/page*.js", lambda route: route.abort())
    phone.page.goto(f"{phone.site}/deals/germany-acsa/#{place}")

    assert phone.page.evaluate(LEFT_FOR_LATER) == 0
    assert phone.page.locator(f"#{place}").is_visible()
    assert (
        -1 <= phone.page.evaluate(f"document.getElementById('{place}').getBoundingClientRect().top") < PHONE["height"]
    )


def test_who_loads_a_page_anew_gets_it_whole(phone: Tab) -> None:
    phone.page.goto(phone.site + "/types/acsa/")
    phone.page.reload(wait_until="domcontentloaded")

    assert phone.page.evaluate(LEFT_FOR_LATER) == 0


def test_page_without_scripts_leaves_nothing_for_later(new_tab: Callable[..., Tab]) -> None:
    tab = new_tab(viewport=PHONE, java_script_enabled=False)

    assert tab.open("/grid/").evaluate(LEFT_FOR_LATER) == 0
