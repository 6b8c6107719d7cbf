"""What a spreadsheet would take for a formula."""

import pytest

from agreements.exports.writers.csv import defused, encoded


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A"])
def test_a_formula_is_made_a_text(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "ACSA", "a=b", "2024-01-29", "日独ACSA", "'=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert defused(text) == text


def test_values_are_written_as_a_reader_expects() -> None:
    line = b"".join(encoded([[None, True, False, 5, 'a "word", and\nmore']]))

    assert line == b',true,false,5,"a ""word"", and\nmore"\r\n'
