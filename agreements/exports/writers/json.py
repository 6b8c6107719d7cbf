"""The records themselves, lists and all: one object with what it says of itself, or one record a line."""

import json
from collections.abc import Iterator

from agreements.exports import rights
from agreements.exports.bundle import Bundle, Record


def _text(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def chunks(bundle: Bundle) -> Iterator[bytes]:
    about = bundle.about
    head = {
        "name": about.narrowed_name,
        "title": about.title,
        "version": about.version,
        "license": rights.PATH,
        "address": about.address,
        "filters": about.query,
        "count": bundle.count,
    }
    # The records come last, so that a reader of the first line knows what follows.
    yield (_text(head)[:-1] + ',"results":[').encode()
    for number, record in enumerate(bundle.records()):
        yield ((",\n" if number else "\n") + _text(record)).encode()
    yield b"\n]}\n"


def lines(bundle: Bundle) -> Iterator[bytes]:
    for record in bundle.records():
        yield (_text(record) + "\n").encode()
