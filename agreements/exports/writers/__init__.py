"""A writer for each format. It holds a batch of records at a time, and writes the same bytes each time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from agreements.exports.bundle import Bundle

from . import csv, json, package, sqlite, xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """`chunks` yields the file as it is made; a format that is put together at its end has `write` only."""

    suffix: str
    media_type: str
    write: Callable[[Bundle, BinaryIO], None]
    chunks: Callable[[Bundle], Iterator[bytes]] | None = None


def _written(chunks: Callable[[Bundle], Iterator[bytes]]) -> Callable[[Bundle, BinaryIO], None]:
    def write(bundle: Bundle, file: BinaryIO) -> None:
        for chunk in chunks(bundle):
            file.write(chunk)

    return write


def _text(suffix: str, media_type: str, chunks: Callable[[Bundle], Iterator[bytes]]) -> Format:
    return Format(suffix, media_type, _written(chunks), chunks)


FORMATS = {
    found.suffix: found
    for found in (
        _text("csv", "text/csv; charset=utf-8", csv.chunks),
        _text("json", "application/json", json.chunks),
        _text("jsonl", "application/jsonl", json.lines),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.write),
        Format("sqlite", "application/vnd.sqlite3", sqlite.write),
        Format("zip", "application/zip", package.write),
    )
}
