"""Streaming holds: what a writer keeps in memory does not grow with the number of deals."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agreements.exports.bundle import Bundle, Record
from agreements.exports.writers import FORMATS
from agreements.selectors.bundles import deals_bundle
from tests.exports.conftest import NOW

pytestmark = pytest.mark.usefixtures("register")
FEW, MANY = 200, 2_000
# In bytes, of which a record has some thousands. A batch of rows that the fewer do not fill is the largest part of it.
MOST_FOR_EACH_MORE = 300


def _bundle_of(first: Record, whole: Bundle, count: int) -> Bundle:
    """Return a bundle that makes so many records as they are asked for, each another deal."""

    def records() -> Iterator[Record]:
        for number in range(count):
            yield {**first, "slug": f"{first['slug']}-{number}", "relations": []}

    return replace(whole, records=records, count=count)


def _peak(suffix: str, bundle: Bundle, path: Path) -> int:
    tracemalloc.start()
    try:
        with path.open("wb") as file:
            FORMATS[suffix].write(bundle, file)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("suffix", FORMATS)
def test_memory_does_not_grow_with_the_number_of_deals(suffix: str, tmp_path: Path) -> None:
    whole = deals_bundle(NOW)
    first = next(record for record in whole.records() if record["slug"] == "germany-acsa")
    path = tmp_path / f"file.{suffix}"
    # Once for nothing: what is loaded at the first use is kept.
    _peak(suffix, _bundle_of(first, whole, 2), path)
    few = _peak(suffix, _bundle_of(first, whole, FEW), path)
    many = _peak(suffix, _bundle_of(first, whole, MANY), path)

    assert path.stat().st_size > 0
    assert (many - few) / (MANY - FEW) < MOST_FOR_EACH_MORE


def test_a_writer_that_kept_its_records_would_be_found(monkeypatch: Any, tmp_path: Path) -> None:
    """The measure above can fail: it tells a list of everything from a stream."""
    whole = deals_bundle(NOW)
    first = next(whole.records())

    def keeps(bundle: Bundle, file: Any) -> None:
        for text in [repr(record) for record in bundle.records()]:
            file.write(text.encode())

    monkeypatch.setitem(FORMATS, "csv", replace(FORMATS["csv"], write=keeps))
    few = _peak("csv", _bundle_of(first, whole, FEW), tmp_path / "few")
    many = _peak("csv", _bundle_of(first, whole, MANY), tmp_path / "many")

    assert (many - few) / (MANY - FEW) > MOST_FOR_EACH_MORE
