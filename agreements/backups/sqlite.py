"""Copies of a SQLite database, by SQLite’s own way to copy one that is in use."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.utils import ConnectionHandler

from .whole_file import BackupError, whole_file

# Number of rows, by the name of the table.
Counts = dict[str, int]
MAGIC = b"SQLite format 3\x00"
# In seconds: how long somebody else’s transaction is waited for.
_PATIENCE = 20


def _own() -> Path:
    return Path(str(settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"]))


def _open(path: Path) -> sqlite3.Connection:
    # Transactions begin where the code says so.
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    # The rules of the tables call functions of Django’s.
    register_functions(database)
    return database


def _counts(database: sqlite3.Connection) -> Counts:
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    # Names of tables, from the database itself, in the quotes of SQL.
    return {
        name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }


def is_there() -> bool:
    return _own().exists()


def counts() -> Counts:
    with closing(_open(_own())) as own:
        return _counts(own)


def write(path: Path) -> Counts:
    """Copy the site’s database into a file and return what it held. Editors go on writing meanwhile."""
    if not is_there():
        raise BackupError(f"There is no database {_own()}.")
    with closing(_open(_own())) as own, closing(_open(path)) as copy:
        # One transaction sees one state, and its copy is of that.
        own.execute("BEGIN")
        held = _counts(own)
        own.backup(copy)
        own.execute("ROLLBACK")
        # One file, with nothing beside it that could be forgotten.
        copy.execute("PRAGMA journal_mode = DELETE")
    verify(path, held)
    return held


def verify(path: Path, held: Counts | None = None) -> Counts:
    """Read a file to its end; raise BackupError where it is damaged or holds other rows than it should."""
    try:
        with closing(_open(path)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            broken = copy.execute("PRAGMA foreign_key_check").fetchall()
            has = _counts(copy)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{path} is damaged: {error}.") from error
    if found != "ok":
        raise BackupError(f"{path} is damaged: {found}.")
    if broken:
        raise BackupError(f"{path} is damaged: {len(broken)} rows name others that are not there.")
    if held is not None and has != held:
        raise BackupError(f"{path} does not hold what the database held.")
    return has


def migrations(path: Path) -> set[tuple[str, str]]:
    try:
        with closing(_open(path)) as copy:
            return set(copy.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{path} is no backup of this site: {error}.") from error


def read(path: Path) -> None:
    """Put a verified file in place of the database.

    A database that is there is written in one transaction, so that workers that have it open go on with the new one,
    and a transaction that is broken off leaves the old one.
    """
    own = _own()
    with closing(_open(path)) as copy:
        if not own.exists():
            own.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(own, may_replace=False) as part, closing(_open(part)) as new:
                copy.backup(new)
            return
        try:
            with closing(_open(own)) as old:
                copy.backup(old)
        except sqlite3.DatabaseError as error:
            raise BackupError(
                f"{own} cannot be written: {error}. Stop the site, move the file elsewhere with those beside it that"
                " begin with its name, and restore again."
            ) from error


@contextmanager
def in_place_of_own(path: Path) -> Iterator[None]:
    """Send every query of this thread to a file, and none to the site’s own database."""
    own = connections[DEFAULT_DB_ALIAS]
    copy = ConnectionHandler({DEFAULT_DB_ALIAS: {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}})
    connections[DEFAULT_DB_ALIAS] = copy[DEFAULT_DB_ALIAS]
    try:
        yield
    finally:
        copy[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = own
