"""No reader waits for ever for a slow database."""

import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from rosetta.outage import failed
from rosetta.patience import limit_queries
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
