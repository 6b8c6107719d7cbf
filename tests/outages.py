"""A database that is lost, read-only or full, and what has to be answered then."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.test import Client

from rosetta.outage import SECONDS


@contextmanager
def lost_database(file: Path = Path("/no/such/folder/register.sqlite3")) -> Iterator[None]:
    """Let every query go to a database that is not there, and answer as the site does and not as a test."""
    own = connections["default"]
    gone = copy.deepcopy(own.settings_dict)
    gone["NAME"], gone["HOST"] = str(file), "/no/such/folder"
    if own.vendor == "postgresql":
        gone["NAME"] = "postgres"
    connections["default"] = type(own)(gone, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = own


@contextmanager
def read_only() -> Iterator[None]:
    """Let the database refuse every write, as one does whose file or disk is read-only."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = ON")
        else:
            # What is still to be checked of what the test has made, at its end, locks rows: so now.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; SET TRANSACTION READ ONLY")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the file of the database grow no more."""
    with connection.cursor() as cursor:
        [most] = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute("PRAGMA max_page_count = 1")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {most}")


def calm(client: Client) -> Client:
    """Return the client, which now shows what a reader would see and raises nothing."""
    client.raise_request_exception = False
    return client


def assert_unavailable(response: Any) -> str:
    body: str = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == str(SECONDS)
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "Traceback" not in body
    assert "OperationalError" not in body
    return body
