"""Where the database is lost or slow, readers get kept pages or an honest one, and never a traceback."""

import logging
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, InternalError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils.module_loading import import_string

from agreements import keep_answers
from agreements.views import health
from rosetta.outage import WithoutTraceback, failed
from tests.outages import assert_unavailable, calm, lost_database

PAGES = ["/", "/ja/", "/deals/", "/deals/germany-acsa/", "/no-such-page/", "/search/?q=ACSA", "/deals/germany-acsa.md"]


@pytest.mark.usefixtures("small_register")
def test_a_reader_without_database_gets_a_kept_page_or_one_in_both_languages(client: Client) -> None:
    with override_settings(KEPT_MEGABYTES=8):
        kept = client.get("/deals/germany-acsa/")
        with lost_database():
            assert client.get("/deals/germany-acsa/").content == kept.content
            for address in ("/types/acsa/", "/ja/types/acsa/", "/no-such-page/", "/data/deals.xlsx"):
                body = assert_unavailable(calm(client).get(address))
                assert "Not available for the moment" in body
                assert 'lang="ja"' in body
            assert client.get("/healthz").status_code == 200
            assert client.get("/readyz").status_code == 503


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("address", PAGES)
def test_nothing_kept_and_no_database_is_said_and_not_a_traceback(client: Client, address: str) -> None:
    with lost_database():
        body = assert_unavailable(calm(client).get(address))

    assert body.count("<h1") == 1
    assert "csrf" not in body


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("address", ["/api/v1/deals", "/api/v1/types/acsa", "/api/v1/search?q=ACSA"])
def test_a_program_without_database_gets_a_problem_and_when_to_come_back(client: Client, address: str) -> None:
    with lost_database():
        response = calm(client).get(address)

    assert_unavailable(response)
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["status"] == 503


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("address", ["/api/", "/ja/api/", "/api/examples/"])
def test_the_pages_about_the_api_are_pages(client: Client, address: str) -> None:
    with lost_database():
        response = calm(client).get(address)

    assert "Not available for the moment" in assert_unavailable(response)
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_the_log_of_an_outage_has_a_line_and_no_traceback(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("django.request")
    handler = logging.StreamHandler()
    for name in settings.LOGGING["handlers"]["console"]["filters"]:
        handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    logger.addHandler(handler)
    try:
        with lost_database():
            calm(client).get("/deals/")
    finally:
        logger.removeHandler(handler)

    said = capsys.readouterr().err
    assert "Service Unavailable: agreements:deal_list: " in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("address", ["/search/?q=ACSA", "/api/v1/deals/germany-acsa"])
def test_a_damaged_file_is_an_outage(client: Client, address: str, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its files by itself")
    damaged = tmp_path / "register.sqlite3"
    damaged.write_bytes(b"no database, and never was one. " * 1000)

    with lost_database(damaged):
        assert_unavailable(calm(client).get(address))


def test_a_mistake_of_ours_is_no_outage(rf: RequestFactory) -> None:
    try:
        raise ValueError("a mistake")
    except ValueError:
        response = failed(rf.get("/deals/"))

    assert response.status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["SELECT no_such_column FROM agreements_deal", "SELEC 1"])
def test_a_statement_that_no_database_can_read_is_a_mistake_with_its_traceback(
    rf: RequestFactory, statement: str
) -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert _failing(rf, "get", "/deals/", caught.value).status_code == 500
    record = logging.makeLogRecord({"msg": "failed", "exc_info": (caught.type, caught.value, caught.tb)})
    WithoutTraceback().filter(record)
    assert record.exc_info


@pytest.mark.django_db
def test_an_empty_file_in_place_of_the_database_is_an_outage(client: Client, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its files by itself")

    with lost_database(tmp_path / "register.sqlite3"):
        assert_unavailable(calm(client).get("/types/acsa/"))


def fields_of(body: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', body)
    return {unescape(name): unescape(value) for name, value in found}


REPORT = {"text": "<b>It was signed\non the 29th.", "fact": "", "token": "x:y", "website": ""}


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("address", ["/report/?about=/deals/germany-acsa/", "/ja/report/"])
def test_a_reader_loses_nothing_of_a_report_and_can_send_it_again(client: Client, address: str) -> None:
    with lost_database():
        body = assert_unavailable(calm(client).post(address, REPORT))

    assert fields_of(body) == REPORT
    assert f'action="{address}"' in body
    assert "&lt;b&gt;It was signed" in body
    # What no reader knows to be there is sent again, and not shown.
    assert "<dt>token" not in body


@pytest.mark.usefixtures("small_register")
def test_what_another_site_sends_is_not_offered_to_be_sent_again(client: Client) -> None:
    with lost_database():
        body = assert_unavailable(calm(client).post("/report/", REPORT, headers={"sec-fetch-site": "cross-site"}))

    assert "<form" not in body
    assert "Cannot be saved now" in body


def _failing(rf: RequestFactory, method: str, address: str, error: Exception) -> Any:
    try:
        raise error
    except type(error):
        return failed(getattr(rf, method)(address, REPORT if method == "post" else {}))


def test_a_primary_that_has_become_a_replica_only_reads(rf: RequestFactory) -> None:
    refused = InternalError("cannot execute INSERT in a read-only transaction")

    body = assert_unavailable(_failing(rf, "post", "/report/", refused))

    assert fields_of(body) == REPORT
    assert "<form" not in assert_unavailable(_failing(rf, "get", "/deals/", refused))
    assert _failing(rf, "post", "/report/", ValueError()).status_code == 500


@pytest.mark.django_db
def test_where_no_database_answered_none_is_asked_again(
    rf: RequestFactory, django_assert_num_queries: Callable[[int], Any]
) -> None:
    reader, balancer = rf.get("/types/acsa/"), rf.get("/readyz")
    reader.is_without_database = balancer.is_without_database = True  # type: ignore[attr-defined]

    with django_assert_num_queries(0):
        assert_unavailable(keep_answers.keep_answers(lambda request: HttpResponse("asked"))(reader))
        assert health.readyz(balancer).status_code == 503


@pytest.mark.usefixtures("small_register")
def test_readers_do_not_wait_again_for_a_database_that_was_slow(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[[int], Any]
) -> None:
    monkeypatch.setattr(keep_answers, "_SLOW", 0.0)
    client = Client()
    with override_settings(KEPT_MEGABYTES=8):
        kept = client.get("/types/acsa/")
        with lost_database():
            assert client.get("/types/acsa/").content == kept.content
        with django_assert_num_queries(0):
            assert client.get("/types/acsa/").content == kept.content
            assert_unavailable(calm(client).get("/types/reciprocal-access/"))
