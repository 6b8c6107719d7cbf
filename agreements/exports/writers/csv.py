"""Comma-separated values after RFC 4180, in UTF-8 with the mark by which spreadsheets know it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from agreements.exports.bundle import Bundle, Table, Value

BYTE_ORDER_MARK = "\ufeff".encode()
# Spreadsheets take a cell that begins so for a formula; Japanese ones the full-width signs too.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_ROWS_IN_CHUNK = 100


def defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return defused(value) if isinstance(value, str) else str(value)


def encoded(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield rows as lines of CSV, some at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(value) for value in row])
        if number % _ROWS_IN_CHUNK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def header(table: Table) -> list[Value]:
    return [column.name for column in table.columns]


def chunks(bundle: Bundle) -> Iterator[bytes]:
    """Yield the first table of a bundle."""
    table = bundle.main
    yield BYTE_ORDER_MARK
    yield from encoded([header(table)])
    yield from encoded(table.row(record) for record in bundle.records())
