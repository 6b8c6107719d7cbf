"""Writes every page and file that can be reached without a question, and sees to it that each link leads somewhere."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from shutil import copyfile

from django.conf import settings
from django.http import FileResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation

from agreements.selectors.bundles import DATASETS

from .asking import Ask
from .links import Link, ids_in, links_of_page, links_of_text

# What only a running site answers, for a program, an editor or a script of a page.
_LIVE = re.compile(r"/api/v1/|/(?:ja/)?(?:admin/|search/suggest)|/(?:healthz|readyz|metrics)\Z")
# In the API's address space, but the same for everybody.
_API_AS_FILE = "/api/v1/openapi.json"
# What the pages link to is found in them; these are asked for by their names.
_FOR_MACHINES = ("/robots.txt", "/sitemap.xml", "/favicon.ico", _API_AS_FILE)
_SECURITY = "/.well-known/security.txt"
_FILES_OF_SITE = ("llms", "opensearch", "timeline_svg", "timeline_png", "map_svg", "map_png", "calendar")
_NOT_FOUND = ("/404.html", "/ja/404.html")
# Of these there are some for most records, each named by what it is: a feed has the address of a page.
_HEADERS = """\
/changes/feed/
  Content-Type: application/atom+xml; charset=utf-8
/partners/*/feed/
  Content-Type: application/atom+xml; charset=utf-8
/types/*/feed/
  Content-Type: application/atom+xml; charset=utf-8
"""
_PAGE, _STYLE, _TEXTS = "text/html", "text/css", ("text/", "application/atom+xml", "application/xml")
_MOST_STEPS = 3


@dataclass
class Written:
    """What was written, and what is wrong with it. `queries` counts links that a copy answers without their query."""

    files: int = 0
    bytes: int = 0
    queries: int = 0
    live: int = 0
    dead: list[str] = field(default_factory=list)


def file_of(path: str) -> PurePosixPath | None:
    """Return where the answer to a path is kept: `deals/index.html` for `/deals/`; None where it cannot be a file."""
    parts = path.split("/")[1:]
    if any(part in ("", ".", "..") for part in parts[:-1]) or parts[-1] in (".", "..") or "\0" in path:
        return None
    return PurePosixPath(*parts[:-1], parts[-1] or "index.html")


def _first() -> Iterator[str]:
    """Yield where to begin: what no page need link to."""
    yield from _FOR_MACHINES
    yield from _NOT_FOUND
    if settings.SECURITY_CONTACT:
        yield _SECURITY
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield from (reverse(f"agreements:{name}") for name in ("home", *_FILES_OF_SITE))
            for dataset, suffixes in DATASETS.items():
                yield from (reverse(f"agreements:{dataset}_{suffix}") for suffix in suffixes)


def _let_go(response: HttpResponseBase) -> None:
    """Close the file that an answer is read from. To close the answer would close the database with it."""
    if isinstance(response, FileResponse) and response.file_to_stream is not None:
        response.file_to_stream.close()


class Writer:
    """Goes from link to link. It remembers addresses and no answers, however many there are."""

    def __init__(self, folder: Path, origin: str, ask: Ask, step: Callable[[str, int], None]) -> None:
        self.folder, self.origin, self.ask, self.step = folder, origin, ask, step
        self.written = Written()
        self.known: dict[str, str] = {}
        self.left: deque[str] = deque()
        # The parts of pages that others lead to, by page: (part, who leads there).
        self.parts: dict[str, dict[str, str]] = {}
        # What the answers allow a browser, together: directives with their sources.
        self.policy: dict[str, set[str]] = {}

    def write(self) -> Written:
        self._copy_static_files()
        for path in _first():
            self._add(path, "")
        while self.left:
            path = self.left.popleft()
            self._take(path)
            self.step(path, len(self.known))
        self._check_parts()
        self._put(PurePosixPath("_headers"), [self._headers().encode()])
        return self.written

    def _add(self, path: str, page: str) -> None:
        if path not in self.known:
            self.known[path] = page
            self.left.append(path)

    def _dead(self, path: str, reason: str) -> None:
        self.written.dead.append(f"{path} on {self.known.get(path) or 'the list of what is asked for'}: {reason}")

    def _copy_static_files(self) -> None:
        """Copy the static files under the names that pages give, but for those of the admin."""
        root = Path(settings.STATIC_ROOT)
        for source in sorted(root.rglob("*")):
            inside = source.relative_to(root)
            if source.is_file() and inside.parts[0] != "admin" and source.suffix not in (".gz", ".br"):
                target = self.folder / settings.STATIC_URL.strip("/") / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                copyfile(source, target)
                self.written.files += 1
                self.written.bytes += target.stat().st_size

    def _take(self, path: str) -> None:
        if path.startswith(settings.STATIC_URL):
            if not (self.folder / path[1:]).is_file():
                self._dead(path, "no such static file")
            return
        place = file_of(path)
        if place is None:
            self._dead(path, "no name for a file")
            return
        response = self._asked(path)
        if response is None:
            return
        if response.status_code in (301, 302):
            self._dead(path, f"leads to {response['Location']}")
            return
        status = 404 if path in _NOT_FOUND else 200
        try:
            if response.status_code != status:
                self._dead(path, f"answers {response.status_code}")
                return
            self._allow(response.get("Content-Security-Policy", ""))
            text = self._put(place, self._body(response))
        finally:
            _let_go(response)
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind.startswith(_TEXTS) and "attachment" not in response.get("Content-Disposition", ""):
            self._follow(path, kind, text.decode())

    def _asked(self, path: str) -> HttpResponseBase | None:
        """Ask for a path, and where it leads on for what is there. None: there is nothing more to be written for it."""
        response, asked = self.ask(path), path
        for _ in range(_MOST_STEPS):
            if response.status_code not in (301, 302):
                break
            asked = response["Location"].removeprefix(self.origin)
            if asked == f"{path}/":
                # Of a folder every server of files knows that.
                self._add(asked, path)
                return None
            static = self.folder / asked.lstrip("/")
            if asked.startswith(settings.STATIC_URL) and static.is_file():
                self._put(PurePosixPath(path[1:]), [static.read_bytes()])
                return None
            response = self.ask(asked)
        return response

    def _body(self, response: HttpResponseBase) -> Iterator[bytes]:
        # Either kind of answer can be gone through; a large file comes in pieces.
        yield from response

    def _put(self, place: PurePosixPath, pieces: "Iterator[bytes] | list[bytes]") -> bytes:
        """Write a file and return its first piece, which of a page is all."""
        target = self.folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        first = b""
        with target.open("wb") as file:
            for number, piece in enumerate(pieces):
                first = piece if number == 0 else first
                file.write(piece)
        self.written.files += 1
        self.written.bytes += target.stat().st_size
        return first

    def _follow(self, path: str, kind: str, text: str) -> None:
        found = (links_of_page if kind == _PAGE else links_of_text)(text, path, self.origin)
        for link in dict.fromkeys(found):
            if _LIVE.match(link.path) and link.path != _API_AS_FILE:
                self.written.live += 1
                continue
            if link.query:
                self.written.queries += 1
            elif link.fragment and kind == _PAGE:
                self._lead(link, path)
            self._add(link.path, path)

    def _lead(self, link: Link, page: str) -> None:
        self.parts.setdefault(link.path, {}).setdefault(link.fragment, page)

    def _check_parts(self) -> None:
        """Look for each part of a page that another leads to, one page after the other."""
        for path, wanted in self.parts.items():
            place = file_of(path)
            target = self.folder / place if place else None
            if target is None or not target.is_file() or target.suffix != ".html":
                continue
            there = ids_in(target.read_text(encoding="utf-8"))
            for part in sorted(wanted.keys() - there):
                self.written.dead.append(f"{path}#{part} on {wanted[part]}: no such part")

    def _allow(self, policy: str) -> None:
        for directive in filter(None, map(str.split, policy.split(";"))):
            self.policy.setdefault(directive[0], set()).update(directive[1:])

    def _headers(self) -> str:
        """Return what hosts of static sites read: the policy, and the types of files whose names do not tell them.

        There is one policy for all. Of two for one file a browser obeys both, and a picture would lose its style.
        """
        policy = "; ".join(" ".join([name, *sorted(sources)]) for name, sources in sorted(self.policy.items()))
        japanese = _HEADERS.replace("\n/", "\n/ja/")
        return f"/*\n  Content-Security-Policy: {policy}\n{_HEADERS}/ja{japanese}"
