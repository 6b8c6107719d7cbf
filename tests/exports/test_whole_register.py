"""The files of the whole register, opened by the strictest readers."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from frictionless import Package

from agreements.exports.writers import FORMATS
from agreements.models import Character, Cue, DealState, Sense, Source, State, Survey, Term, TypeState
from agreements.selectors import exports
from agreements.selectors.bundles import deals_bundle
from agreements.selectors.edition import edition
from agreements.selectors.exports import cited_sources
from agreements.selectors.site import register_in_brief

pytestmark = pytest.mark.register
HELD: dict[str, Any] = {
    "terms": Term,
    "senses": Sense,
    "characters": Character,
    "states": State,
    "matrix": TypeState,
    "deal_states": DealState,
    "cues": Cue,
    "surveys": Survey,
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    bundle = deals_bundle(edition())
    for suffix in ("zip", "sqlite", "xlsx"):
        with (tmp_path / f"deals.{suffix}").open("wb") as file:
            FORMATS[suffix].write(bundle, file)
    return tmp_path


def test_every_reader_finds_every_deal(files: Path) -> None:
    brief = register_in_brief()
    assert brief is not None

    report = Package(str(files / "deals.zip")).validate()
    assert report.valid, report.flatten(["type", "message"])
    with closing(sqlite3.connect(files / "deals.sqlite")) as database:
        assert database.execute("SELECT COUNT(*) FROM deals").fetchone() == (brief.deals,)
        assert database.execute("SELECT COUNT(*) FROM citations").fetchone() == (brief.citations,)
        for table, model in HELD.items():
            assert database.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (model.objects.count(),), table
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    book = openpyxl.load_workbook(files / "deals.xlsx", read_only=True)
    assert sum(1 for _ in book["deals"].iter_rows(values_only=True)) == brief.deals + 1
    book.close()


def test_sources_are_asked_for_by_the_batch_and_not_by_one_query_as_long_as_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A query that goes on while its rows are written is stopped, as one that is too slow."""
    monkeypatch.setattr(exports, "_BATCH", 2)
    addresses = [record["url"] for record in cited_sources(None)]
    records = cited_sources(None)
    next(records)
    Source.objects.filter(url=addresses[2]).update(title="Read later")

    assert [record["title"] for record in records][1] == "Read later"
    assert len(addresses) == Source.objects.filter(citations__deal__publication="published").distinct().count() > 4
