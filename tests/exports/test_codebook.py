"""The codebook explains everything that is in a file."""

import pytest
from django.utils.translation import override

from agreements.exports import codebook
from agreements.exports.tables import CELLS, REGISTER

TABLES = (*REGISTER, CELLS)


def test_every_table_column_and_value_is_explained_in_both_languages() -> None:
    records = list(codebook.records(TABLES))
    explained = {(record["table"], record["column"], record["value"]) for record in records}

    for table in TABLES:
        assert (table.name, None, None) in explained
        for column in table.columns:
            assert (table.name, column.name, None) in explained
            assert {(table.name, column.name, value) for value, _ in column.values} <= explained
    assert all(record["meaning_en"] and record["meaning_ja"] for record in records)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_codebook_is_the_same_whoever_asks(language: str) -> None:
    with override(language):
        found = list(codebook.records(TABLES))
    assert found == list(codebook.records(TABLES))


def test_names_are_used_once_in_a_table() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert set(table.key) <= set(names)
