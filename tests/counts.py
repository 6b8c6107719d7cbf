"""What has been counted for the limits, read from the file that all workers of a machine share."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def _file() -> Iterator[sqlite3.Connection | None]:
    path = Path(settings.VAR_DIR) / "limits.sqlite3"
    if not path.exists():
        yield None
        return
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


def counts(name: str) -> dict[str, int]:
    """Return how often each sender has asked, in the newest stretch of each."""
    with _file() as connection:
        rows = connection.execute("SELECT name, number FROM taken ORDER BY ends") if connection else ()
        return {key.split(":")[2]: number for key, number in rows if key.startswith(f"{name}:")}


def forget_counts() -> None:
    with _file() as connection:
        if connection:
            connection.execute("DELETE FROM taken")
