"""A server that is frozen, and so keeps none of its own limits, keeps nobody waiting."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from rosetta.bounded import BoundedConnection
from rosetta.patience import _Patience


@pytest.fixture(autouse=True)
def only_on_postgresql(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is a part of the site's own process.")


@contextmanager
def frozen(process: int) -> Iterator[None]:
    """Freeze the process that serves a connection: its socket takes what is sent, and nobody reads it."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


@contextmanager
def open_connection() -> Iterator[BoundedConnection]:
    with BoundedConnection.connect(os.environ["DATABASE_URL"], autocommit=True) as opened:
        yield opened


def test_a_frozen_server_is_given_up() -> None:
    with open_connection() as opened:
        opened.longest = 0.3
        with frozen(opened.info.backend_pid), pytest.raises(psycopg.OperationalError, match="no answer"):
            opened.execute("SELECT 1")

        assert opened.closed


def test_a_mistake_in_a_query_closes_nothing() -> None:
    with open_connection() as opened:
        opened.longest = 5
        with pytest.raises(psycopg.errors.UndefinedTable):
            opened.execute("SELECT 1 FROM no_such_table")
        opened.execute("SET statement_timeout = 50")
        with pytest.raises(psycopg.errors.QueryCanceled):
            opened.execute("SELECT pg_sleep(5)")

        assert opened.execute("SELECT 2").fetchone() == (2,)


def test_a_connection_without_a_limit_waits() -> None:
    with open_connection() as opened:
        assert opened.execute("SELECT 3, pg_sleep(0.5)").fetchone() == (3, "")


def test_a_pool_finds_out_in_seconds_that_a_connection_is_frozen() -> None:
    with open_connection() as opened:
        opened.longest = 600
        began = time.monotonic()
        with frozen(opened.info.backend_pid), pytest.raises(psycopg.OperationalError):
            ConnectionPool.check_connection(opened)

        assert opened.closed
        assert opened.longest == 600
        assert time.monotonic() - began < 60


def test_a_request_waits_for_an_answer_a_little_longer_than_the_server_may_take() -> None:
    with open_connection() as opened:
        wrapper: Any = SimpleNamespace(vendor="postgresql", in_atomic_block=False, connection=opened)
        ask = _Patience(wrapper, 1)

        def execute(sql: str, *rest: Any) -> None:
            opened.execute(sql.encode())

        ask(execute, "SELECT 1", None, False, {})
        # The server breaks off what takes too long, and the connection is of use.
        with pytest.raises(psycopg.errors.QueryCanceled):
            ask(execute, "SELECT pg_sleep(20)", None, False, {})
        with frozen(opened.info.backend_pid), pytest.raises(psycopg.OperationalError, match="no answer"):
            ask(execute, "SELECT 1", None, False, {})
