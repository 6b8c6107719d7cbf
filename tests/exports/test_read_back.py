"""What polars read from several files of one table is compared, by whatever name a file has it."""

import pytest

from tests.exports.read_back import Frame, disagreements

CSV = Frame("deals.csv", "deals", ["slug", "amount"], 2, ["a", "b"], {"amount": 7, "year": 2024})
# SQLite has numbers for true and false; JSON has records in place of columns.
SQLITE = CSV._replace(file="deals.sqlite", sums={"amount": 7, "binding": 1})
JSON = CSV._replace(file="deals.json", columns=["slug", "amounts"], sums={})


def test_files_that_hold_the_same_agree() -> None:
    other = Frame("grid.csv", "grid", ["partner"], 1, ["DE"], {})
    assert disagreements([CSV, SQLITE, JSON, other, other._replace(file="grid.jsonl")]) == []


@pytest.mark.parametrize(
    ("frame", "what"),
    [
        (JSON._replace(rows=1, first=["a"]), "rows"),
        (JSON._replace(first=["b", "a"]), "rows"),
        (SQLITE._replace(columns=["amount", "slug"]), "columns"),
        (SQLITE._replace(sums={"amount": 8}), "numbers"),
    ],
    ids=["a row less", "another order", "columns in another order", "another number"],
)
def test_a_file_that_holds_something_else_is_told(frame: Frame, what: str) -> None:
    (sentence,) = disagreements([CSV, frame])

    assert sentence.startswith(f"The {what} of deals")
    assert frame.file in sentence
