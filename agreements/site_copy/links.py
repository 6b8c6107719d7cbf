"""Where the text of a page or file leads within the site, and which places in it can be led to. Plain Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

# The site's own pages write each attribute in double quotes, and what editors wrote has its own escaped.
_IN_PAGE = re.compile(r'\s(?:href|src|action|data-hx-get|data-htmx|data-src|content)="([^"]*)"')
_IN_MARKDOWN = re.compile(r"\]\((/[^)\s]*)\)")
_ID = re.compile(r'\sid="([^"]*)"')
_NOT_IN_ADDRESS = r"""[^\s"'<>)\]`]*"""


@dataclass(frozen=True, slots=True)
class Link:
    """A place of the site: its path as in a browser's address, its query, and the part of the page."""

    path: str
    query: str = ""
    fragment: str = ""


def _link(address: str, page: str, origin: str) -> Link | None:
    """Return where an address on a page leads; None where it leads elsewhere."""
    if address == origin or address.startswith((f"{origin}/", f"{origin}?")):
        address = address.removeprefix(origin) or "/"
    parts = urlsplit(urljoin(page, address))
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    return Link(unquote(parts.path), parts.query, unquote(parts.fragment))


def links_of_page(text: str, page: str, origin: str) -> Iterator[Link]:
    """Yield the links of a page in HTML, and the addresses in its head that begin with the site's own."""
    for found in _IN_PAGE.finditer(text):
        address = unescape(found[1])
        # Only an address in full tells that a description or a setting is one.
        is_head = found[0].lstrip().startswith("content=")
        if is_head and not address.startswith(f"{origin}/"):
            continue
        if (link := _link(address, page, origin)) is not None:
            yield link


def links_of_text(text: str, page: str, origin: str) -> Iterator[Link]:
    """Yield the addresses of the site in a text that is no page, such as a feed, a calendar or Markdown."""
    # A calendar breaks its lines anywhere, and goes on after a space.
    text = text.replace("\r\n ", "")
    addresses = [found[0] for found in re.finditer(f"{re.escape(origin)}/{_NOT_IN_ADDRESS}", text)]
    addresses += [found[1] for found in _IN_MARKDOWN.finditer(text)]
    for address in addresses:
        if (link := _link(unescape(address).rstrip(".,;"), page, origin)) is not None:
            yield link


def ids_in(text: str) -> set[str]:
    return {unescape(found) for found in _ID.findall(text)}
