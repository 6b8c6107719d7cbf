"""What holds for every public address in both languages, asked of the running site."""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import URLPattern

from agreements.urls import urlpatterns
from tests.pages_list import FOR_MACHINES, FRAGMENTS, KINDS, MISSING, in_language
from tests.whole_site.conftest import Page, Reader

pytestmark = pytest.mark.site

# Files, feeds and ways to cite.
BESIDE_A_RECORD = re.compile(r"/cite/$|/feed/$|\.[a-z.]+$")


def failing(pages: dict[str, Page], complaint: dict[str, object]) -> str:
    """Return a message that lists the first pages with a complaint; empty where there is none."""
    found = [f"{address}: {value}" for address, value in complaint.items() if value]
    return "\n".join([f"{len(found)} of {len(pages)} pages:", *found[:20]]) if found else ""


def routes() -> set[str]:
    """Return every route of agreements/urls.py, with {} in place of a slug."""
    found = set()
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern), "name the pages below this include in tests/pages_list.py"
        route = str(pattern.pattern)
        for argument in pattern.pattern.converters:
            route = route.replace(f"<slug:{argument}>", "{}")
        found.add("/" + route)
    return found


def is_file(route: str) -> bool:
    return "." in route.rpartition("/")[2]


def test_every_route_of_the_site_is_in_the_list_of_pages() -> None:
    listed = {kind.path for kind in KINDS} | set(FRAGMENTS)

    assert {route for route in routes() if not is_file(route)} - listed == set()


def test_every_page_answers_200_with_html(pages: dict[str, Page]) -> None:
    complaint = {a: page.status if page.status != 200 or not page.body else "" for a, page in pages.items()}
    assert not failing(pages, complaint)


def test_every_page_has_one_h1(pages: dict[str, Page]) -> None:
    assert not failing(pages, {a: f"{page.h1} h1" if page.h1 != 1 else "" for a, page in pages.items()})


def test_every_page_says_its_language(pages: dict[str, Page]) -> None:
    assert not failing(pages, {a: page.lang if page.lang != page.language else "" for a, page in pages.items()})


def test_no_two_pages_share_a_title(pages: dict[str, Page]) -> None:
    # A filter or an answer changes what a page shows and not always what it is called.
    titles = {a: " ".join(page.title.split()) for a, page in pages.items() if "?" not in a}
    count = Counter((pages[a].language, title) for a, title in titles.items())
    complaint = {a: title or "none" for a, title in titles.items() if not title or count[pages[a].language, title] > 1}
    assert not failing(pages, complaint)


def test_every_page_names_itself_in_both_languages(pages: dict[str, Page]) -> None:
    complaint: dict[str, object] = {}
    for address, page in pages.items():
        english = address.removeprefix("/ja") if page.language == "ja" else address
        named = {language: urljoin(address, href) for language, href in page.alternates.items()}
        wanted = {"en": english, "ja": in_language(english, "ja")}
        for language, expected in wanted.items():
            found = urlsplit(named.get(language, ""))
            # A page may leave out of its own name what does not change it, such as an answer that is unknown.
            if found.path != urlsplit(expected).path:
                complaint[address] = f"hreflang {language} is {named.get(language)!r}"
    assert not failing(pages, complaint)


def test_no_page_sets_a_cookie(pages: dict[str, Page]) -> None:
    complaint = {
        a: [value for name, value in page.headers if name.lower() == "set-cookie"] for a, page in pages.items()
    }
    assert not failing(pages, complaint)


def test_no_page_varies_by_cookie(pages: dict[str, Page]) -> None:
    complaint = {
        a: [value for name, value in page.headers if name.lower() == "vary" and "cookie" in value.lower()]
        for a, page in pages.items()
    }
    assert not failing(pages, complaint)


def test_every_page_forbids_scripts_and_styles_in_the_page(pages: dict[str, Page]) -> None:
    complaint: dict[str, object] = {}
    for address, page in pages.items():
        policy = dict(page.headers).get("content-security-policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            complaint[address] = policy or "no policy"
    assert not failing(pages, complaint)


def test_no_page_takes_anything_from_another_host(pages: dict[str, Page], reader: Reader) -> None:
    complaint = {
        a: [asset for asset in page.assets if urlsplit(asset).netloc not in ("", reader.host)]
        for a, page in pages.items()
    }
    assert not failing(pages, complaint)


def test_whatever_a_page_needs_is_there(pages: dict[str, Page], reader: Reader) -> None:
    wanted = {urljoin(a, asset).split("#")[0]: a for a, page in pages.items() for asset in page.assets}
    complaint = {
        page: f"{asset} is {reader.status(asset)}" for asset, page in wanted.items() if reader.status(asset) != 200
    }
    assert not failing(pages, dict(complaint))


def test_no_link_inside_the_site_is_dead(pages: dict[str, Page], reader: Reader) -> None:
    linked: dict[str, str] = {}
    for address, page in pages.items():
        for link in page.links:
            parts = urlsplit(urljoin(f"http://{reader.host}{address}", link))
            if parts.netloc == reader.host and parts.scheme == "http":
                linked.setdefault(parts._replace(scheme="", netloc="", fragment="").geturl(), address)

    # Of the thousands of filters and answers that pages link to, a few for each kind of page and set of parameters; and
    # so of what each record has beside its page.
    tried: Counter[tuple[str, ...]] = Counter()
    complaint: dict[str, object] = {}
    for link, page_address in linked.items():
        parts = urlsplit(link)
        beside = BESIDE_A_RECORD.search(parts.path)
        if parts.query or beside:
            kind = parts.path.removeprefix("/ja").split("/")[1]
            names = sorted({part.split("=")[0] for part in parts.query.split("&")})
            sort = (kind, beside[0] if beside else "", *names)
            tried[sort] += 1
            if tried[sort] > 2:
                continue
        # The way to the admin leads through its log-in.
        allowed = (200, 302) if "/admin/" in link else (200,)
        if (status := reader.status(link)) not in allowed:
            complaint[page_address] = f"{link} is {status}"
    assert not failing(pages, complaint)


def test_every_link_into_a_page_finds_its_place(pages: dict[str, Page], reader: Reader) -> None:
    complaint: dict[str, object] = {}
    for address, page in pages.items():
        for link in page.links:
            parts = urlsplit(urljoin(f"http://{reader.host}{address}", link))
            target = pages.get(parts._replace(scheme="", netloc="", fragment="").geturl())
            if parts.netloc == reader.host and parts.fragment and target and parts.fragment not in target.ids:
                complaint[address] = f"{link} leads to no such place"
    assert not failing(pages, complaint)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("address", MISSING)
def test_a_missing_page_says_so_in_the_reader_s_language(reader: Reader, address: str, language: str) -> None:
    page = reader.get(in_language(address, language))

    assert (page.status, page.h1, page.lang) == (404, 1, language)
    assert page.links, "a reader must find a way on"


@pytest.mark.parametrize(
    "address", [*FOR_MACHINES, *sorted(route for route in routes() if is_file(route) and "{}" not in route)]
)
def test_what_machines_ask_for_is_there(reader: Reader, address: str) -> None:
    # Of nothing there is no comparison to cite.
    query = "?partner=germany&partner=france" if address.startswith("/compare/cite.") else ""
    page = reader.get(address + query)

    assert page.status == 200
    assert not [name for name, _ in page.headers if name.lower() == "set-cookie"]
