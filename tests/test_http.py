import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails

from agreements.http import page, path_in, varies_with_htmx, wants_fragment
from agreements.models import Deal


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Boosted": "true"}, False),
        ({"HX-Request": "nonsense"}, False),
    ],
)
def test_only_a_plain_htmx_request_wants_a_fragment(
    rf: RequestFactory, headers: dict[str, str], expected: bool
) -> None:
    request = rf.get("/deals/", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]

    assert wants_fragment(request) is expected


def test_an_answer_that_varies_names_all_three_headers(rf: RequestFactory) -> None:
    response = varies_with_htmx(lambda request: HttpResponse())(rf.get("/"))

    assert response.headers["Vary"] == "HX-Request, HX-Boosted, HX-History-Restore-Request"


@page
def _greeting(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


@page
def _missing(request: HttpRequest) -> HttpResponse:
    raise Http404


@page
def _mistaken(request: HttpRequest, slug: str = "") -> HttpResponse:
    raise Deal.DoesNotExist


def test_a_page_answers_get_and_head_alone(rf: RequestFactory) -> None:
    assert _greeting(rf.get("/")).status_code == 200
    assert _greeting(rf.head("/")).status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"):
        response = _greeting(rf.generic(method, "/"))
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD"), method


@pytest.mark.parametrize(
    ("path", "words"), [("/about/", "accepts only these HTTP methods: GET, HEAD."), ("/ja/decode/", "GET, HEAD, POST")]
)
def test_a_refused_method_is_told_which_there_are(client: Client, path: str, words: str) -> None:
    response = client.delete(path)

    assert (response.status_code, words in response.content.decode()) == (405, True)


def test_a_page_of_a_record_that_is_not_there_is_not_found(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        _missing(rf.get("/"))


def test_a_record_that_the_address_does_not_name_is_missing_by_mistake(rf: RequestFactory) -> None:
    with pytest.raises(Deal.DoesNotExist):
        _mistaken(rf.get("/deals/"))
    with pytest.raises(Deal.DoesNotExist):
        _mistaken(rf.get("/deals/germany-acsa/"), "germany-acsa")


@pytest.mark.parametrize(
    ("path", "english", "japanese"),
    [
        ("/", "/", "/ja/"),
        ("/deals/", "/deals/", "/ja/deals/"),
        ("/ja", "/", "/ja/"),
        ("/ja/", "/", "/ja/"),
        ("/ja/deals/", "/deals/", "/ja/deals/"),
        ("/japan/", "/japan/", "/ja/japan/"),
        ("/独/", "/%E7%8B%AC/", "/ja/%E7%8B%AC/"),
        ("/a\x00b/", "/a%00b/", "/ja/a%00b/"),
    ],
)
def test_a_page_has_an_address_in_each_language(path: str, english: str, japanese: str) -> None:
    assert (path_in("en", path), path_in("ja", path)) == (english, japanese)


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/ja//evil.example/", "/ja/\\evil.example/", "/ja/\t/evil.example/"]
)
def test_no_path_leads_to_another_host(path: str) -> None:
    for language in ("en", "ja"):
        address = path_in(language, path)
        assert address.startswith("/")
        # Browsers read a backslash as a slash, and pass over tabs.
        assert address[1:2] not in ("/", "\\", "\t")
        assert "\\" not in address
        assert "\t" not in address
