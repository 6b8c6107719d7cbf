"""What every answer has, and what an error says."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from agreements.api.answers import answers
from agreements.models import Deal
from tests.api.conftest import Reader

pytestmark = pytest.mark.usefixtures("register")
ADDRESSES = ("", "types", "types/acsa", "partners", "partners/germany", "deals", "deals/germany-acsa", "grid")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unchanged_answer_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(f"/api/v1/{address}")

    assert first["ETag"]
    assert client.get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]}).status_code == 304
    again = client.get(f"/api/v1/{address}", headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_fact_is_sent(client: Client) -> None:
    first = client.get("/api/v1/deals/germany-acsa")
    deal = Deal.objects.get(slug="germany-acsa")
    deal.summary_en = "Another summary."
    deal.save()

    again = client.get("/api/v1/deals/germany-acsa", headers={"If-None-Match": first["ETag"]})
    assert again.json()["summary"] == "Another summary."


@pytest.mark.parametrize("address", ADDRESSES)
def test_scripts_of_any_site_may_read_it_and_no_cookie_is_set(client: Client, address: str) -> None:
    response = client.get(f"/api/v1/{address}", headers={"Origin": "https://example.org"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_browser_may_ask_first(client: Client) -> None:
    response = client.options("/api/v1/deals")

    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_head_has_the_headers_without_the_body(client: Client) -> None:
    response = client.head("/api/v1/deals")

    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == client.get("/api/v1/deals")["ETag"]


def test_a_request_for_headers_is_one_again_where_its_view_fails(rf: RequestFactory) -> None:
    def failing(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    asked = rf.head("/api/v1/deals")
    with pytest.raises(ZeroDivisionError):
        answers(failing)(asked)

    assert asked.method == "HEAD"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    response = client.generic(method, "/api/v1/deals")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "application/problem+json"
    assert method in response.json()["detail"]


@pytest.mark.parametrize(
    ("query", "parameter", "told"),
    [
        ("type=acssa", "type", "acsa"),
        ("partner=atlantis", "partner", "germany"),
        ("family=", "family", "without spaces"),
        ("region=moon", "region", "europe"),
        ("status=dead", "status", "in-force"),
        ("year_from=1900", "year_from", "1945"),
        ("year_to=soon", "year_to", "number"),
        ("as_of=2024-13", "as_of", "2024-07"),
        ("as_of=2023-02-29", "as_of", "not a date"),
        ("as_of=1950-12-31", "as_of", "before 1951"),
        ("sort=random", "sort", "newest"),
        ("page=0", "page", "1"),
        ("page_size=501", "page_size", "500"),
        ("page_size=ten", "page_size", "500"),
        ("page=1&page=2", "page", "once"),
        ("tpye=acsa", "tpye", "type"),
        ("q=%00", "q", "not text"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_with_what_is_allowed(
    client: Client, query: str, parameter: str, told: str
) -> None:
    response = client.get(f"/api/v1/deals?{query}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    problem = response.json()
    assert problem["status"] == 400
    assert parameter in problem["detail"]
    assert told in problem["detail"]
    assert parameter in [error["parameter"] for error in problem["errors"]]


def test_years_in_the_wrong_order_are_refused_and_both_named(reader: Reader) -> None:
    errors = reader.get("deals?year_from=2024&year_to=2010", status=400)["errors"]

    assert [error["parameter"] for error in errors] == ["year_from", "year_to"]
    assert "“year_from” (2024) comes after “year_to” (2010)" in errors[0]["detail"]


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("year_from=1900", "1945–"),
        ("page=0", "1–999999"),
        ("page_size=501", "1–500"),
        ("as_of=soon", "YYYY-MM-DD"),
    ],
)
def test_numbers_and_dates_say_what_is_allowed_too(reader: Reader, query: str, allowed: str) -> None:
    (error,) = reader.get(f"deals?{query}", status=400)["errors"]

    assert error["allowed"][0].startswith(allowed)


def test_all_that_is_wrong_is_named_at_once(reader: Reader) -> None:
    errors = reader.get("deals?type=x&status=y&page_sise=3", status=400)["errors"]

    assert {error["parameter"] for error in errors} == {"type", "status", "page_sise"}


@pytest.mark.parametrize("address", ["nothing", "deals/", "deals/a/b", "deals/no%20slug", "types/%E6%97%A5"])
def test_an_address_where_nothing_is_says_where_to_look(client: Client, address: str) -> None:
    response = client.get(f"/api/v1/{address}")

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert "/api/v1/" in response.json()["detail"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.delete(f"/api/v1/{address}").status_code == 404


def test_pages_in_japanese_do_not_have_an_api_of_their_own(client: Client) -> None:
    assert client.get("/ja/api/v1/deals").status_code == 404
