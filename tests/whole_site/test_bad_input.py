"""Whatever is asked of a public address, in either language: a page that says what is wrong, or a plain refusal."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.pages.reading import lang_of
from tests.pages_list import KINDS, LANGUAGES, in_language

pytestmark = pytest.mark.django_db

CAST = {"type": "acsa", "partner": "germany", "deal": "germany-acsa", "term": "security-cooperation"}
PATHS = [kind.path.format(CAST.get(kind.name, "")) for kind in KINDS if "{}" not in kind.path or kind.name in CAST]
SLUGGED = [kind.path for kind in KINDS if "{}" in kind.path]
# The pages that read most parameters meet every query below, the others every third.
READERS = {"/deals/", "/identify/", "/search/", "/compare/", "/changes/"}
MACHINES = ["/healthz", "/robots.txt"]

# Parameters that some page reads, each with values that it cannot use.
NAMES = (
    "type", "family", "partner", "region", "status", "year_from", "year_to", "as_of", "q", "sort", "page",
    "subject", "payment", "ask", "speaker", "no-such-parameter",
)  # fmt: skip
VALUES = {
    "unknown": "nonsense",
    "month 13": "2024-13",
    "yesterday": "yesterday",
    "year 0": "0000",
    "no day": "9999-99-99",
    "zero": "0",
    "negative": "-1",
    "very large": str(10**9),
    "larger than any integer": "9" * 400,
    "letter": "x",
    "5 kB": "x" * 5000,
    "many words": "a+" * 100,
    "null byte": "%00",
    "null byte inside": "acsa%00",
    "not UTF-8": "%ff%fe",
    "half a surrogate": "%ed%a0%80",
    "markup": "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "quotes": "%27%20OR%201=1--",
    "wildcards": "%25_%25",
    "other digits": "%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%94",
    "empty": "",
    "commas": ",,,",
    "newlines": "%0d%0aX-Evil:%201",
}
QUERIES = {
    **{name: "&".join(f"{parameter}={value}" for parameter in NAMES) for name, value in VALUES.items()},
    "repeated": "&".join(f"{parameter}={value}" for parameter in NAMES for value in ("acsa", "germany", "2024", "x")),
    "1000 values": "&".join(f"type=x{number}" for number in range(1000)),
    "1000 parameters": "&".join(f"x{number}=y" for number in range(1000)),
    "more than are read": "&".join(f"x{number}=y" for number in range(6000)),
    "no names": "&&&===&;&?",
    "nested": "type[]=acsa&type[0]=acsa&type.slug=acsa",
    "only a null byte": "%00",
}
SLUGS = {
    "unknown": "no-such-slug",
    "capitals": "ACSA",
    "null byte": "acsa%00",
    "not UTF-8": "%ff%fe",
    "very long": "a" * 8000,
    "long words": "no-such-" * 500,
    "dots": "..%2f..%2fetc%2fpasswd",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "Japanese": "%E7%8B%AC",
    "newline": "acsa%0a",
    "space": "%20",
    "number": "1",
}
PATHS_ASTRAY = [
    "/%00",
    "/%ff",
    "/ja/%ff/",
    "/ja//elsewhere.example/",
    "/ja/%5celsewhere.example/",
    "/" + "a" * 20_000 + "/",
    "/" + "a/" * 2_000,
    "/deals//",
    "/deals/germany-acsa/x/",
    "/JA/",
    "/en/",
    "/ja/ja/",
    "/.env",
    "/static/..%2fmanage.py",
    "/static/no-such-file.css",
]


@pytest.fixture
def cast(small_register: None) -> None:
    """Some records of each kind that has pages, and two questions."""
    factories.sense(factories.term())


def _addresses() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        for path in PATHS:
            yield language, in_language(path, language)


def _assert_calm(response: Any, language: str) -> None:
    """A page with one heading in the reader's language, or a plain refusal; nothing of the machinery, nothing run."""
    asked = f"{response.request['PATH_INFO']}?{response.request['QUERY_STRING'][:200]}"
    assert 200 <= response.status_code < 500, asked
    body = response.content.decode()
    assert "Traceback" not in body, asked
    assert "\x00" not in body, asked
    assert "<script>alert" not in body, asked
    assert "X-Evil" not in response.headers, asked
    # No address that the page offers leads away, save those of sources.
    assert not [href for href in re.findall(r'(?:href|action)="([^"]*)"', body) if re.match(r"/[/\\]", href)], asked
    if body and response.headers["Content-Type"].startswith("text/html"):
        assert body.count("<h1") == 1, asked
        assert lang_of(response) == language, asked


# One test a page and not one a query: what a page makes once an edition, such as files or the decoder, is made once.
@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("plain", PATHS)
def test_no_parameter_breaks_a_page(client: Client, plain: str) -> None:
    number = PATHS.index(plain)
    # A page meets one half of its queries in one language and the other half in the other.
    for turn, (name, query) in enumerate(QUERIES.items()):
        if plain not in READERS and (turn + number) % 3:
            continue
        language = LANGUAGES[(turn + number) % len(LANGUAGES)]
        path = in_language(plain, language)
        response = client.get(f"{path}?{query}")
        _assert_calm(response, language)
        # Too many parameters are refused where a page reads any; one that reads none leads back to itself without them.
        assert response.status_code in ((200, 301, 400) if name == "more than are read" else (200, 301, 302)), name
        if response.status_code == 301:
            assert response["Location"] == path, name
        if response.status_code == 302:
            # The questionnaire drops what it does not know, and keeps to itself.
            assert re.fullmatch(r"(/ja)?/identify/(\?[a-z=,&-]*)?", response["Location"]), name
            assert client.get(response["Location"]).status_code == 200, name


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("parameter", ["type", "as_of", "year_from", "page", "q", "sort", "status"])
@pytest.mark.parametrize("value", ["nonsense-value-1", "2024-13", "x" * 5000], ids=["unknown", "month 13", "5 kB"])
def test_the_list_names_what_it_could_not_read(client: Client, parameter: str, value: str) -> None:
    response = client.get("/deals/", {parameter: value})

    is_word = parameter == "q" and len(value) < 200
    assert ("Part of this address could not be read" in response.content.decode()) is not is_word


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("slug", SLUGS.values(), ids=SLUGS.keys())
def test_a_slug_of_nothing_is_not_found(client: Client, slug: str) -> None:
    for language in LANGUAGES:
        for path in SLUGGED:
            response = client.get(in_language(path.format(slug), language))
            assert response.status_code == 404, path
            _assert_calm(response, language)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("path", PATHS_ASTRAY, ids=[path[:24] for path in PATHS_ASTRAY])
def test_a_path_that_leads_nowhere_is_not_found(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    _assert_calm(response, "ja" if path.startswith("/ja/") else "en")


@pytest.mark.usefixtures("cast")
def test_a_path_that_begins_with_two_slashes_stays_on_this_site(client: Client) -> None:
    for path in ("//elsewhere.example/", "//deals"):
        response = client.get("/", PATH_INFO=path)
        assert response.status_code in (301, 404)
        assert not response.headers.get("Location", "").startswith("//")
        _assert_calm(response, "en")


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_no_page_has_is_refused(method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    # A long text is posted to be decoded, which changes nothing; a mistake is reported.
    pages = [path for path in PATHS if path not in ("/decode/", "/report/")]
    for path in [*pages, *MACHINES, *(in_language(path, "ja") for path in pages)]:
        response = client.generic(method, path, b"" if method == "TRACE" else b"a=b")
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD"), path
    assert client.generic(method, "/no-such-page/", b"").status_code == 404


@pytest.mark.usefixtures("cast")
def test_head_answers_as_get_without_a_body(client: Client) -> None:
    for _, path in _addresses():
        response = client.head(path)
        assert (response.status_code, response.content) == (200, b"")


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "host", ["elsewhere.example", "localhost.elsewhere.example", "a b", "", "[::1", "testserver:x"]
)
def test_a_wrong_host_is_refused(client: Client, host: str) -> None:
    for language, path in _addresses():
        response = client.get(path, headers={"Host": host})
        assert response.status_code == 400
        _assert_calm(response, language)
        assert "elsewhere" not in response.content.decode()


@pytest.mark.usefixtures("cast")
def test_headers_of_htmx_that_make_no_sense_do_no_harm(client: Client) -> None:
    headers = {
        "HX-Request": "\x00", "HX-Boosted": "maybe", "HX-Current-URL": "http://[", "HX-Target": "<b>",
        "HX-History-Restore-Request": "x" * 5000, "Accept-Language": ",;q=x", "Cookie": "sessionid=%00; csrftoken=\xff",
    }  # fmt: skip
    for language, path in _addresses():
        response = client.get(path, headers=headers)
        assert response.status_code == 200
        _assert_calm(response, language)
