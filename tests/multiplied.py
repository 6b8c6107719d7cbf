"""A register multiplied until it has as many deals as wanted, each copy with its own events and sources.

Written by the database itself from its own rows, so that a hundred thousand deals take minutes on either engine.
Kinds, partners and terms stay as they are: every list grows with the deals, and each search finds as many times more.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

# Tables that belong to deals, with the columns that hold ids of rows that are multiplied too.
MULTIPLIED = {
    "source": (),
    "deal": (),
    "deal_partners": ("deal_id",),
    "deal_also_types": ("deal_id",),
    "event": ("deal_id",),
    "amount": ("deal_id",),
    "statusperiod": ("deal_id",),
    "relation": ("deal_id", "other_id"),
    "citation": ("deal_id", "event_id", "source_id"),
    "dealphrase": ("deal_id", "source_id"),
    # Its place ends in the id of the record.
    "searchentry": ("deal_id", "source_id"),
}
# Further than any id of the register.
STEP = 10_000

Execute = Callable[[str], Iterable[Any]]


def _copied(execute: Execute, table: str, names: Iterable[str], number: int) -> None:
    """Insert copy `number` of the first rows of a table."""
    made = []
    for name in names:
        if name in ("id", "place") or name in MULTIPLIED[table]:
            made.append(f'"{name}" + {number * STEP}')
        elif (table, name) in (("deal", "slug"), ("source", "url")):
            made.append(f"\"{name}\" || '-{number}'")
        else:
            made.append(f'"{name}"')
    columns = ", ".join(f'"{name}"' for name in names)
    execute(f"INSERT INTO agreements_{table} ({columns}) SELECT {', '.join(made)} FROM first_{table}")


def _multiplied(execute: Execute, names_of: Callable[[str], list[str]], wanted: int) -> int:
    (real,) = next(iter(execute("SELECT COUNT(*) FROM agreements_deal")))
    times = -(-wanted // real)
    for table in MULTIPLIED:
        names = names_of(table)
        some = " WHERE kind IN ('deal', 'source')" if table == "searchentry" else ""
        execute(f"CREATE TEMPORARY TABLE first_{table} AS SELECT * FROM agreements_{table}{some}")
        for number in range(1, times):
            _copied(execute, table, names, number)
    return int(real * max(times, 1))


def multiply_sqlite(path: Path, wanted: int) -> int:
    """Multiply what is in a file, and return how many deals it holds then."""
    with closing(sqlite3.connect(path)) as database:
        # A rule of the tables, which the rows keep as they are copies.
        database.create_function("REGEXP", 2, lambda pattern, text: True)
        with database:
            count = _multiplied(
                database.execute,
                lambda table: [row[1] for row in database.execute(f"PRAGMA table_info(agreements_{table})")],
                wanted,
            )
        database.execute("ANALYZE")
        return count


def multiply_postgresql(url: str, wanted: int) -> int:
    """Multiply what is in a database, and return how many deals it holds then."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as database:

        def execute(query: str) -> Iterable[Any]:
            return database.execute(query.encode())

        def names_of(table: str) -> list[str]:
            found = database.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
                [f"agreements_{table}"],
            )
            return [name for (name,) in found]

        with database.transaction():
            count = _multiplied(execute, names_of, wanted)
        database.execute("VACUUM ANALYZE")
        return count
