"""A file of the database that is put away or replaced under the running site."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections

from rosetta.database_file import close_what_was_put_away


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A database of its own, with one table and a connection that is open."""
    own = connections["default"]
    if own.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its files by itself")
    path = tmp_path / "register.sqlite3"
    connections["default"] = type(own)({**copy.deepcopy(own.settings_dict), "NAME": str(path)}, "default")
    try:
        _run("CREATE TABLE word (word)")
        yield path
    finally:
        connections["default"].close()
        connections["default"] = own


def _run(statement: str) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement).fetchall())


@pytest.mark.django_db
def test_nothing_is_written_to_a_file_that_was_put_away(file: Path) -> None:
    file.rename(file.with_name("put away"))

    close_what_was_put_away()

    with pytest.raises(OperationalError, match="no such table"):
        _run("INSERT INTO word VALUES ('lost')")


@pytest.mark.django_db
def test_a_file_that_was_put_back_is_read_at_once(file: Path) -> None:
    away = file.with_name("put away")
    # Else what was written last would stay behind, in the file beside it.
    _run("PRAGMA wal_checkpoint(TRUNCATE)")
    file.rename(away)
    close_what_was_put_away()
    with pytest.raises(OperationalError):
        _run("SELECT word FROM word")

    away.rename(file)
    close_what_was_put_away()

    _run("INSERT INTO word VALUES ('found')")
    assert _run("SELECT word FROM word") == [("found",)]


@pytest.mark.django_db
def test_an_open_file_that_stands_where_it_stood_stays_open(file: Path) -> None:
    opened = connection.connection

    close_what_was_put_away()

    assert connection.connection is opened
