import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.pages_list import every_address
from tests.running_site import made_once, shared_folder


@dataclass
class Page:
    """One answer of the site, and what its HTML holds."""

    language: str
    address: str
    status: int
    headers: list[tuple[str, str]]
    body: str
    h1: int = 0
    title: str = ""
    lang: str = ""
    # hreflang -> address
    alternates: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    # Whatever the browser fetches by itself.
    assets: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.in_title = False
        # An SVG has titles of its own.
        self.in_svg = 0
        self.feed(page.body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page = self.page
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            page.ids.append(values["id"])
        match tag:
            case "html":
                page.lang = values.get("lang", "")
            case "h1":
                page.h1 += 1
            case "svg":
                self.in_svg += 1
            case "title" if not self.in_svg:
                self.in_title = True
            case "a" | "area" if "href" in values:
                page.links.append(values["href"])
            case "form":
                page.links.append(values.get("action", ""))
            case "link" if values.get("rel") == "alternate" and "hreflang" in values:
                page.alternates[values["hreflang"]] = values["href"]
            case "link" if values.get("rel") in ("canonical", "next", "prev", "license", "alternate"):
                page.links.append(values["href"])
            case "link" | "use" | "image" if "href" in values:
                page.assets.append(values["href"])
        page.assets += [values[name] for name in ("src", "data-src", "data-htmx") if name in values]
        page.assets += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        elif tag == "svg":
            self.in_svg -= 1

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.page.title += data


class Reader:
    """A reader who keeps no cookies, follows no redirects and asks for each address once."""

    def __init__(self, site: str) -> None:
        self.host = urlsplit(site).netloc
        self.connection = HTTPConnection(self.host, timeout=30)
        self.statuses: dict[str, int] = {}

    def _answer(self, address: str) -> HTTPResponse:
        try:
            self.connection.request("GET", address)
            return self.connection.getresponse()
        except (RemoteDisconnected, ConnectionResetError):
            # The server closes a connection that has rested while other tests ran.
            self.connection.close()
            self.connection.request("GET", address)
            return self.connection.getresponse()

    def get(self, address: str, language: str = "") -> Page:
        answer = self._answer(address)
        body = answer.read()
        self.statuses[address] = answer.status
        page = Page(language, address, answer.status, answer.getheaders(), "")
        if "html" in answer.headers.get("Content-Type", ""):
            page.body = body.decode()
            _Reader(page)
        return page

    def content(self, address: str) -> bytes:
        return self._answer(address).read()

    def status(self, address: str) -> int:
        return self.statuses[address] if address in self.statuses else self.get(address).status


@pytest.fixture(scope="session")
def reader(site: str) -> Iterator[Reader]:
    reader = Reader(site)
    yield reader
    reader.connection.close()


@pytest.fixture(scope="session")
def pages(site: str, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Every public page, in both languages, by address."""

    def fetch(folder: Path) -> None:
        found = [asdict(reader.get(address, language)) for language, address in every_address()]
        (folder / "pages.json").write_text(json.dumps(found))

    folder = made_once(shared_folder(tmp_path_factory) / "pages", fetch)
    found = [Page(**row) for row in json.loads((folder / "pages.json").read_text())]
    reader.statuses.update({page.address: page.status for page in found})
    return {page.address: page for page in found}
