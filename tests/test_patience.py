"""No reader waits for ever for a slow database."""

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from rosetta.outage import failed
from rosetta.patience import _Patience, limit_queries
from tests.outages import assert_unavailable


@pytest.fixture
def own_connection(transactional_db: None) -> Iterator[None]:
    """A connection that takes its limit with it: the tables are emptied afterwards, which may take longer."""
    yield
    connection.close()


def _asks(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000) "
                "SELECT MAX(x) FROM n"
            )
        else:
            cursor.execute("SELECT pg_sleep(20)")
    return HttpResponse("ok")


@pytest.mark.usefixtures("own_connection")
def test_a_query_that_takes_too_long_is_broken_off_and_the_next_is_asked(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        try:
            return _asks(request)
        except OperationalError:
            return failed(request)

    began = time.monotonic()
    with override_settings(QUERY_SECONDS=1):
        response = limit_queries(view)(rf.get("/deals/"))

    assert_unavailable(response)
    assert time.monotonic() - began < 15
    assert User.objects.count() == 0


@pytest.mark.usefixtures("own_connection")
def test_who_saves_may_wait_longer_than_who_reads(rf: RequestFactory) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no such setting.")

    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return HttpResponse(cursor.fetchone()[0])

    with override_settings(QUERY_SECONDS=4):
        said = [limit_queries(view)(rf.get(path)).content for path in ("/deals/", "/admin/", "/ja/data/", "/ja/deals/")]

    assert said == [b"4s", b"30s", b"30s", b"4s"]


class _Connection:
    """One to PostgreSQL that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def execute(self, sql: str) -> None:
        self.told.append(sql)


def test_each_connection_of_a_pool_is_told_once() -> None:
    first, second = _Connection(), _Connection()
    wrapper: Any = SimpleNamespace(vendor="postgresql", in_atomic_block=False, connection=None)

    # A pool hands out the one that has waited longest.
    for wrapper.connection in (first, second, first, second):
        _Patience(wrapper, 5)(lambda *asked: None, "SELECT 1", None, False, {})

    assert (first.told, second.told) == (["SET statement_timeout = 5000"], ["SET statement_timeout = 5000"])
