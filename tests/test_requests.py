"""What is noted of a request: its id, and in a log for programs one line without anything of a person."""

import json
import logging
import sys
from io import StringIO
from typing import Any

import pytest
from django.test import Client, override_settings

from rosetta.logs import JsonLines, request_id
from rosetta.requests import WithoutAddress
from rosetta.settings import LOGGING


def test_the_log_is_text_for_people_unless_asked_for() -> None:
    assert LOGGING["handlers"]["console"]["formatter"] == "text"  # type: ignore[index]


@pytest.mark.parametrize("given", ["0123abcd", "6f1c9d2e-0b1a-4c3e-9a57-0c1b2a3d4e5f"])
def test_a_sane_id_of_the_proxy_is_kept(client: Client, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "a b c d e f g", 'abcdefgh"}', "abcdefgh\n", "日本日本日本"])
def test_any_other_is_made_anew(client: Client, given: str) -> None:
    made = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]

    assert len(made) == 32
    assert made != client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]


@pytest.mark.django_db
def test_a_line_says_what_was_asked_and_nothing_of_who_asked(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with override_settings(LOG_REQUESTS=True), caplog.at_level(logging.INFO, "rosetta.requests"):
        client.get(
            "/search/?q=secret",
            headers={"X-Request-ID": "0123abcd", "User-Agent": "Netscape", "Referer": "https://example.org/"},
            REMOTE_ADDR="203.0.113.7",
        )

    (record,) = (record for record in caplog.records if record.name == "rosetta.requests")
    line: dict[str, Any] = json.loads(JsonLines().format(record))
    assert set(line) == {"time", "level", "logger", "message", "method", "route", "status", "milliseconds"}
    assert (line["method"], line["route"], line["status"]) == ("GET", "agreements:search", 200)
    for personal in ("secret", "Netscape", "example.org", "203.0.113.7"):
        assert personal not in json.dumps(line)


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("address", ["/deals/", "/ja/deals/"])
def test_the_line_of_an_unchanged_page_names_its_route(
    client: Client, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    tag = client.get(address)["ETag"]
    with override_settings(LOG_REQUESTS=True), caplog.at_level(logging.INFO, "rosetta.requests"):
        client.get(address, headers={"If-None-Match": tag})

    (line,) = (record.__dict__["fields"] for record in caplog.records if record.name == "rosetta.requests")
    assert (line["route"], line["status"]) == ("agreements:deal_list", 304)


def test_every_line_written_during_a_request_has_its_id() -> None:
    record = logging.LogRecord("a", logging.WARNING, "a.py", 1, "two\nlines 日本 %s", ("x",), None)
    token = request_id.set("0123abcd")
    try:
        text = JsonLines().format(record)
    finally:
        request_id.reset(token)

    assert "\n" not in text
    line = json.loads(text)
    assert (line["request_id"], line["message"], line["level"]) == ("0123abcd", "two\nlines 日本 x", "warning")


def test_a_traceback_is_in_the_line() -> None:
    record = logging.LogRecord("a", logging.ERROR, "a.py", 1, "failed", (), None)
    try:
        raise ValueError("what went wrong")
    except ValueError:
        record.exc_info = sys.exc_info()

    assert "what went wrong" in json.loads(JsonLines().format(record))["traceback"]


def test_what_django_attaches_to_a_record_stays_out() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "a.py", 1, "Not Found: %s", ("/x",), None)
    record.request = "GET /x?q=secret"

    assert "secret" not in JsonLines().format(record)


@pytest.mark.django_db
def test_a_refusal_is_logged_with_its_request_and_without_what_was_typed(client: Client) -> None:
    handler = logging.StreamHandler(written := StringIO())
    handler.setFormatter(JsonLines())
    handler.addFilter(WithoutAddress())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        client.get("/people/taro.yamada@example.jp", headers={"X-Request-ID": "0123abcd"})
        client.post("/deals/", headers={"X-Request-ID": "4567efab"})
    finally:
        logger.removeHandler(handler)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]

    assert [(line["message"], line["request_id"]) for line in lines] == [
        ("Not Found: none", "0123abcd"),
        ("Method Not Allowed (POST): agreements:deal_list", "4567efab"),
    ]


def test_made_up_hosts_fill_no_log(client: Client) -> None:
    # As the log of the site hears: through the root alone.
    handler = logging.StreamHandler(written := StringIO())
    logging.getLogger().addHandler(handler)
    try:
        assert client.get("/about/", SERVER_NAME="made-up.example").status_code == 400
    finally:
        logging.getLogger().removeHandler(handler)
    assert written.getvalue() == ""
