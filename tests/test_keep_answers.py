"""Answers to readers that are kept: for whom, for how long, and which never are."""

import gzip
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings

from agreements import keep_answers
from agreements.http import for_all
from agreements.models import Deal

pytestmark = pytest.mark.usefixtures("small_register")

PAGE = "/deals/germany-acsa/"
KINDS = [
    "/", "/ja/", PAGE, "/ja" + PAGE, "/deals/", "/grid/", "/types/acsa/", "/partners/germany/", "/identify/",
    "/decode/", "/changes/", "/changes/feed/", "/calendar.ics", "/deals/germany-acsa.md", "/timeline.svg",
    "/deals/germany-acsa/cite.bib", "/sitemap.xml", "/robots.txt", "/data/deals.csv", "/api/v1/deals",
    "/api/v1/deals/germany-acsa",
]  # fmt: skip

# A whole file has the tag that stands on the page of downloads.
TAGGED = [address for address in KINDS if address != "/data/deals.csv"]


@pytest.fixture(autouse=True)
def keeping() -> Iterator[None]:
    with override_settings(KEPT_MEGABYTES=8):
        yield


@pytest.mark.parametrize("address", KINDS)
def test_the_second_reader_gets_the_same_for_one_query(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    first = client.get(address)
    assert first.status_code == 200
    with django_assert_num_queries(1):
        second = client.get(address)

    assert second.content == first.content
    for headers in (first.headers, second.headers):
        del headers["X-Request-ID"]
    assert dict(second.headers) == dict(first.headers)
    assert first["Cache-Control"] == settings.KEPT_CACHE_CONTROL


@pytest.mark.parametrize("address", [*TAGGED, "/deals/?type=acsa", "/search/?q=ACSA", "/data/deals.csv?type=acsa"])
def test_who_has_it_is_told_so_for_one_query_even_where_nothing_is_kept(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    first = client.get(address)
    keep_answers._memory.cache_clear()
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": f'"another", {first["ETag"]}'})

    assert (again.status_code, again.content) == (304, b"")
    repeated = ("Vary", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers")
    for name in ("ETag", "Cache-Control", *repeated):
        assert again.get(name) == first.get(name), name


def test_a_tag_and_a_date_are_believed_from_what_is_kept(client: Client) -> None:
    for address in (PAGE, "/data/deals.csv", "/api/v1/deals"):
        first = client.get(address)
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
        assert client.get(address, headers={"If-None-Match": '"of another"'}).status_code == 200


def test_a_change_is_in_the_next_answer(client: Client) -> None:
    first = client.get(PAGE)
    Deal.objects.filter(slug="germany-acsa").update(summary_en="Another summary.")

    again = client.get(PAGE, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert "Another summary." in again.content.decode()


def test_the_next_day_in_japan_is_another(client: Client, time_machine: Any) -> None:
    time_machine.move_to(datetime.fromisoformat("2026-11-26T23:59:00+09:00"), tick=False)
    first = client.get(PAGE)
    time_machine.move_to(datetime.fromisoformat("2026-11-27T00:01:00+09:00"), tick=False)

    again = client.get(PAGE, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_hosts_and_the_parts_of_htmx_are_kept_apart(client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["testserver", "example.org"]):
        whole, part = client.get("/deals/"), client.get("/deals/", headers={"HX-Request": "true"})
        elsewhere = client.get("/deals/", headers={"Host": "example.org"})

    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert b"http://example.org/deals/" in elsewhere.content
    assert len({whole["ETag"], part["ETag"], elsewhere["ETag"]}) == 3
    assert whole["Vary"] == "HX-Request, HX-Boosted, HX-History-Restore-Request, Accept-Encoding"
    assert "HX-Request" not in client.get("/about/")["Vary"]


@pytest.mark.parametrize("first_encoding", ["gzip", "identity"])
def test_it_is_kept_compressed_and_undone_for_who_cannot_read_it(client: Client, first_encoding: str) -> None:
    client.get(PAGE, headers={"Accept-Encoding": first_encoding})
    packed = client.get(PAGE, headers={"Accept-Encoding": "br, gzip"})
    plain = client.get(PAGE)
    refused = client.get(PAGE, headers={"Accept-Encoding": "gzip;q=0, identity"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content == refused.content
    assert "Content-Encoding" not in plain
    assert int(plain["Content-Length"]) == len(plain.content)
    assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"


def test_head_gets_the_headers_of_get(client: Client) -> None:
    client.get(PAGE)
    head, get = client.head(PAGE), client.get(PAGE)

    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (get["ETag"], get["Content-Length"])


def _kept(address: str, client: Client) -> bool:
    """Tell whether the second of two later requests is answered without the view."""
    for _ in range(2):
        client.get(address)
    return getattr(client.get(address).wsgi_request, "answered", "made") == "kept"


def test_an_address_with_a_query_is_kept_from_the_second_time_on(client: Client) -> None:
    answered = [getattr(client.get("/deals/?type=acsa").wsgi_request, "answered", "made") for _ in range(3)]

    assert answered == ["made", "made", "kept"]


@pytest.mark.parametrize(
    "address",
    ["/decode/?text=ACSA", "/report/", "/healthz", "/readyz", "/admin/login/", "/no-such-page/",
     "/data/deals.csv?type=x", "/deals/no-such-deal/"],
)  # fmt: skip
def test_what_is_of_one_reader_or_a_fault_is_not_kept(client: Client, address: str) -> None:
    assert not _kept(address, client)
    assert "s-maxage" not in client.get(address).get("Cache-Control", "")


def test_what_is_posted_is_not_kept_and_not_answered_from_what_is(client: Client) -> None:
    assert _kept("/decode/", client)
    response = client.post("/decode/", {"text": "Japan and Germany signed an ACSA"}, headers={"HX-Request": "true"})

    assert "no-store" in response["Cache-Control"]


def test_what_was_pasted_is_nowhere_in_what_is_kept(client: Client) -> None:
    with override_settings(KEPT_MEGABYTES=7):
        memory = keep_answers._memory()
        for _ in range(3):
            client.get("/decode/?text=ACSA")
            client.get("/decode/?x=1&text=ACSA")
            client.get("/decode/?%74ext=ACSA")

        assert len(memory._plain) == len(memory._queries) == 0


def test_an_editor_sees_what_readers_see_and_leaves_nothing_behind(client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor", password="x"))
    seen = client.get(PAGE)
    assert not seen.cookies
    assert client.get("/admin/").status_code == 200
    assert not _kept("/admin/", client)
    assert Client().get(PAGE).content == seen.content


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Cache-Control", "no-store"),
        ("Cache-Control", "private"),
        ("Vary", "Cookie"),
        ("Content-Security-Policy", "script-src 'nonce-abc'"),
    ],
)
def test_an_answer_that_speaks_against_it_is_not_kept(rf: Any, header: str, value: str) -> None:
    asked = []

    def view(request: HttpRequest) -> HttpResponse:
        asked.append(request)
        return for_all(HttpResponse("hello", headers={header: value}))

    keeper = keep_answers.keep_answers(view)
    for _ in range(3):
        assert "ETag" not in keeper(rf.get("/hello/"))

    assert len(asked) == 3


def test_an_answer_with_a_cookie_is_not_kept(rf: Any) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        response = for_all(HttpResponse("hello"))
        response.set_cookie("a", "b")
        return response

    keeper = keep_answers.keep_answers(view)
    keeper(rf.get("/hello/"))

    assert keeper(rf.get("/hello/")).cookies


def test_without_its_database_the_site_still_has_its_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first = client.get(PAGE)

    def lost() -> Any:
        raise DatabaseError("the database is gone")

    monkeypatch.setattr(keep_answers, "read_edition", lost)
    assert client.get(PAGE).content == first.content
    assert "the database is gone" in caplog.text


def test_pages_outlast_midnight_without_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, time_machine: Any
) -> None:
    time_machine.move_to(datetime.fromisoformat("2026-11-26T23:59:00+09:00"), tick=False)
    first = client.get(PAGE)

    def lost() -> Any:
        raise DatabaseError("the database is gone")

    monkeypatch.setattr(keep_answers, "read_edition", lost)
    time_machine.move_to(datetime.fromisoformat("2026-11-27T00:01:00+09:00"), tick=False)
    answer = client.get(PAGE)

    assert (getattr(answer.wsgi_request, "answered", "made"), answer.content) == ("kept", first.content)


def test_a_redis_that_is_lost_is_no_error(client: Client) -> None:
    with override_settings(KEPT_SHARED_URL="redis://127.0.0.1:1/0"):
        assert client.get(PAGE).status_code == 200
        assert _kept("/about/", client)


def test_a_host_that_the_site_does_not_have_is_refused_as_ever(client: Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_query_for_the_edition_reads_one_row_by_its_key(client: Client) -> None:
    client.get(PAGE)
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT key FROM agreements_editionmark WHERE id = 1"
            if connection.vendor == "sqlite"
            else "SELECT COUNT(*) FROM agreements_editionmark"
        )
        plan = str(cursor.fetchall())
    assert "USING INTEGER PRIMARY KEY" in plan or connection.vendor == "postgresql"
