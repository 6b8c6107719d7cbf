"""A database with a table for each table, a codebook, and one that says what it is."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from agreements.exports import codebook, rights
from agreements.exports.bundle import Bundle, Column, Table, Value

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_ROWS_AT_ONCE = 500


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _column(column: Column) -> str:
    check = f" CHECK ({_quoted(column.name)} IN (0, 1))" if column.kind == "boolean" else ""
    return f"{_quoted(column.name)} {_TYPES.get(column.kind, 'TEXT')}{' NOT NULL' if column.required else ''}{check}"


def _definition(table: Table, names: Iterable[str]) -> str:
    parts = [_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    parts += [
        f"FOREIGN KEY ({_quoted(reference.column)}) REFERENCES {_quoted(reference.table)} ({_quoted(reference.other)})"
        for reference in table.references
        if reference.table in names
    ]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _insert(table: Table) -> str:
    return f"INSERT INTO {_quoted(table.name)} VALUES ({', '.join('?' * len(table.columns))})"


def _in_batches(bundle: Bundle) -> Iterator[tuple[Table, list[list[Value]]]]:
    waiting: dict[str, list[list[Value]]] = {table.name: [] for table in bundle.tables}
    for table, row in bundle.rows():
        rows = waiting[table.name]
        rows.append(row)
        if len(rows) == _ROWS_AT_ONCE:
            yield table, rows
            rows.clear()
    for table in bundle.tables:
        yield table, waiting[table.name]


def _about(bundle: Bundle) -> Sequence[tuple[str, str | int]]:
    about = bundle.about
    return [
        ("name", about.narrowed_name),
        ("title", about.title),
        ("version", about.version),
        ("license", rights.PATH),
        ("address", about.address),
        ("filters", about.query),
        ("count", bundle.count),
    ]


def write(bundle: Bundle, file: BinaryIO) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            # Nobody else sees the file before it is whole, and it is thrown away if that fails.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            tables = [*bundle.tables, codebook.CODEBOOK]
            for table in tables:
                database.execute(_definition(table, [table.name for table in tables]))
            database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
            for table, rows in _in_batches(bundle):
                database.executemany(_insert(table), rows)
            database.executemany(_insert(codebook.CODEBOOK), codebook.rows(bundle.tables))
            database.executemany("INSERT INTO about VALUES (?, ?)", _about(bundle))
            database.execute("COMMIT")
        with path.open("rb") as made:
            copyfileobj(made, file)
