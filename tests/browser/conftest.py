import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize, expect, sync_playwright

MISSING = (
    "NOT TESTED IN A BROWSER: there is no Chromium here. "
    "Get it with: apt-get install chromium (Debian), or name one in CHROMIUM."
)
# Without these Chromium looks for updates and for its makers' hosts, and so for a network.
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# How many parts of a page are laid out only when they come near.
LEFT_FOR_LATER = (
    "[...document.querySelectorAll('main *')]"
    ".filter(part => getComputedStyle(part).contentVisibility === 'auto').length"
)
CHANGES_IN_PLACE = "main :is([data-hx-get], [data-hx-post]):not([type=search])"
VIEWPORT = ViewportSize(width=1280, height=900)
# A busy machine is no fault of the page: what is expected comes, or the test fails a little later.
expect.set_options(timeout=20_000)


def chromium() -> str | None:
    """Return the path of the machine's Chromium or Chrome, or None where there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with pytest.MonkeyPatch.context() as environment, launched(path) as browser:
        # Playwright keeps an event loop in this thread, which Django takes for a reason not to touch the database in
        # the tests that follow; nothing runs in that loop but Playwright.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield browser


@dataclass
class Tab:
    """A reader's tab, and what its pages did that no page of this site should do."""

    page: Page
    site: str
    has_scripts: bool = True
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", self._hear_error)
        self.page.on("console", self._hear_console)
        self.page.on("request", self._see_request)

    def _hear_error(self, error: object) -> None:
        self.complaints.append(f"script: {error}")

    def _hear_console(self, message: ConsoleMessage) -> None:
        # A breach of the content security policy is told on the console.
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _see_request(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in (urlsplit(self.site).netloc, ""):
            self.complaints.append(f"asks another host: {request.url}")

    def open(self, address: str) -> Page:
        self.page.goto(self.site + address)
        if self.has_scripts:
            self.wait_for_htmx()
        return self.page

    def wait_for_htmx(self) -> None:
        """Enter, on a page that changes in place, what changes, and wait for htmx, which comes for it."""
        self.page.evaluate(
            f"document.querySelector('{CHANGES_IN_PLACE}')?.dispatchEvent(new Event('focusin', {{ bubbles: true }}))"
        )
        self.page.wait_for_function(f"() => !document.querySelector('{CHANGES_IN_PLACE}') || 'htmx' in window")

    def wait_for_whole_page(self) -> None:
        """Wait until nothing is left that a phone lays out later."""
        self.page.wait_for_function(f"() => {LEFT_FOR_LATER} === 0")

    def all_complaints(self) -> list[str]:
        cookies = [f"cookie: {cookie.get('name')}" for cookie in self.page.context.cookies()]
        return self.complaints + cookies

    def leave(self) -> None:
        """Give the page back as it was found."""
        self.page.remove_listener("pageerror", self._hear_error)
        self.page.remove_listener("console", self._hear_console)
        self.page.remove_listener("request", self._see_request)
        self.page.goto("about:blank")
        self.page.set_viewport_size(VIEWPORT)
        self.page.emulate_media(media="null", color_scheme="light", reduced_motion="no-preference")


@pytest.fixture
def new_tab(browser: Browser, site: str) -> Iterator[Callable[..., Tab]]:
    """Open tabs for readers with the settings of Playwright's new_context, such as java_script_enabled=False."""
    contexts = []

    def new(**settings: object) -> Tab:
        context = browser.new_context(**{"viewport": VIEWPORT, **settings})  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        context.set_default_navigation_timeout(60_000)
        contexts.append(context)
        return Tab(context.new_page(), site, has_scripts=settings.get("java_script_enabled") is not False)

    yield new
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def reader_s_page(browser: Browser) -> Iterator[Page]:
    """One page for all tests that do not need another: a window of its own costs each of them a second."""
    context = browser.new_context(viewport=VIEWPORT)
    context.set_default_timeout(20_000)
    context.set_default_navigation_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(reader_s_page: Page, site: str) -> Iterator[Tab]:
    tab = Tab(reader_s_page, site)
    yield tab
    tab.leave()
