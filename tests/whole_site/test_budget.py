"""What a page may weigh, so that it comes quickly to a slow phone: bytes as they go over the wire, compressed."""

import gzip
from urllib.parse import urljoin, urlsplit

import brotli
import pytest

from tests.whole_site.conftest import Page, Reader

pytestmark = pytest.mark.site

# As much as a server sends before it waits for the first answer.
HTML = 14_000
# These hold the whole register, or the world.
LARGE = ("/grid/", "/map/", "/timeline/")
LARGE_HTML = 40_000
# Of the whole site together, with htmx, though most pages fetch it only for who enters the search box.
SCRIPTS = 20_000
OWN_SCRIPTS = 5_000
# Of one page.
STYLES = 15_000


def compressed(content: bytes) -> int:
    """Return the size in bytes as the site compresses what it makes for each reader."""
    return len(gzip.compress(content, compresslevel=6, mtime=0))


def packed(content: bytes) -> int:
    """Return the size in bytes of a static file as every browser gets it: compressed beforehand, by brotli."""
    return len(brotli.compress(content))


def budget(address: str) -> int:
    return LARGE_HTML if urlsplit(address).path.removeprefix("/ja") in LARGE else HTML


def assets(page: Page, suffix: str) -> set[str]:
    found = {urlsplit(urljoin(page.address, asset)).path for asset in page.assets}
    return {asset for asset in found if asset.endswith(suffix)}


def test_every_page_comes_in_one_go(pages: dict[str, Page]) -> None:
    sizes = {address: compressed(page.body.encode()) for address, page in pages.items()}

    assert {address: size for address, size in sizes.items() if size > budget(address)} == {}


def test_all_scripts_together_are_small(pages: dict[str, Page], reader: Reader) -> None:
    scripts = set().union(*(assets(page, ".js") for page in pages.values()))
    sizes = {script: packed(reader.content(script)) for script in scripts}

    assert sizes, "no page names a script"
    assert sum(sizes.values()) <= SCRIPTS, sizes
    assert sum(size for script, size in sizes.items() if script.startswith("/static/js/")) <= OWN_SCRIPTS, sizes


def test_each_page_waits_for_one_small_style_sheet(pages: dict[str, Page], reader: Reader) -> None:
    sheets = {address: assets(page, ".css") for address, page in pages.items()}
    sizes = {sheet: packed(reader.content(sheet)) for sheet in set().union(*sheets.values())}

    assert {address: found for address, found in sheets.items() if len(found) != 1} == {}
    assert {sheet: size for sheet, size in sizes.items() if size > STYLES} == {}
    assert not [sheet for sheet in sizes if b"@import" in reader.content(sheet)]
