"""`manage.py measure_decoder FILE`. How good the decoder is: tests/decoder/test_accuracy.py."""

import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agreements.selectors.decoder import forget_decoder
from tests import factories

pytestmark = pytest.mark.django_db

ACSA = {"id": "one", "language": "en", "text": "Germany signs an ACSA", "type": "acsa", "named": True,
        "about_japan": True, "difficulty": 1, "split": "tune"}  # fmt: skip
NONE = {**ACSA, "id": "two", "text": "Rain in Kyoto", "type": None, "difficulty": 2, "language": "ja"}
WRONG = {**ACSA, "id": "three", "text": "An ACSA of accountants", "type": None, "split": "held-out"}


@pytest.fixture(autouse=True)
def fresh_decoder() -> Iterator[None]:
    """A decoder outlives a test, and the next test's rows may have the same numbers."""
    forget_decoder()
    yield
    forget_decoder()


@pytest.fixture
def cast() -> None:
    factories.cue(factories.agreement_type("acsa"))


def measured(tmp_path: Path, *rows: Any, **options: Any) -> str:
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    out = StringIO()
    call_command("measure_decoder", str(file), stdout=out, **options)
    return out.getvalue()


def lines_of(output: str) -> list[str]:
    return [" ".join(line.split()) for line in output.splitlines()]


@pytest.mark.usefixtures("cast")
def test_it_prints_accuracy_by_group_and_what_is_taken_for_what(tmp_path: Path) -> None:
    lines = lines_of(measured(tmp_path, ACSA, NONE, WRONG))

    assert "all 66.7% 2 of 3" in lines
    assert "acsa 100.0% 1 of 1" in lines
    assert "none 50.0% 1 of 2" in lines
    assert {"en 50.0% 1 of 2", "ja 100.0% 1 of 1"} <= set(lines)
    assert {"1 50.0% 1 of 2", "2 100.0% 1 of 1"} <= set(lines)
    assert {"held-out 0.0% 0 of 1", "tune 100.0% 2 of 2"} <= set(lines)
    assert "none acsa 1" in lines
    assert "three: none taken for acsa: An ACSA of accountants" not in lines


@pytest.mark.usefixtures("cast")
def test_the_held_out_texts_are_counted_once_more_alone(tmp_path: Path) -> None:
    held_out = [WRONG, {**ACSA, "id": "four", "split": "held-out"}, {**NONE, "id": "five", "split": "held-out"}]
    lines = lines_of(measured(tmp_path, ACSA, NONE, *held_out))

    at = {name: lines.index(f"held-out: {name}") for name in ("all", "is the type named?", "language")}
    assert "66.7% 2 of 3" in lines[at["all"] + 1]
    named, language = lines[at["is the type named?"] :][:3], lines[at["language"] :][:3]
    assert "named 100.0% 1 of 1" in named
    assert "none 50.0% 1 of 2" in named
    assert {"en 50.0% 1 of 2", "ja 100.0% 1 of 1"} <= set(language)


@pytest.mark.usefixtures("cast")
def test_without_held_out_texts_there_is_nothing_to_count_alone(tmp_path: Path) -> None:
    assert "held-out" not in measured(tmp_path, ACSA, NONE)


@pytest.mark.usefixtures("cast")
def test_it_says_how_long_the_longest_text_takes_in_each_language_that_fills_one(tmp_path: Path) -> None:
    long = [{**ACSA, "id": str(number), "text": f"{number} signs an ACSA. " + "Rain. " * 2_000} for number in range(2)]
    speed = [line for line in lines_of(measured(tmp_path, *long, NONE)) if line.startswith("20,000 characters")]

    assert len(speed) == 1
    assert re.fullmatch(r"20,000 characters, en: [\d.]+ ms .* at least, [\d.]+ ms in the median of 25", speed[0])


@pytest.mark.usefixtures("cast")
def test_mistakes_are_listed_if_asked_for(tmp_path: Path) -> None:
    assert "three: none taken for acsa: An ACSA of accountants" in lines_of(measured(tmp_path, WRONG, mistakes=True))


@pytest.mark.usefixtures("cast")
def test_text_and_type_are_enough(tmp_path: Path) -> None:
    assert "all 100.0% 1 of 1" in lines_of(measured(tmp_path, {"text": "An ACSA with Germany", "type": "acsa"}, ""))


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{", "line 1"),
        ([], "an object with “text”"),
        ({"text": "An ACSA"}, "“type” is missing"),
        ({"text": "An ACSA", "type": "no-such-type"}, "no type; there are acsa"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, row: Any, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        measured(tmp_path, row)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("measure_decoder", str(tmp_path / "no-such-file"))


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no text"):
        measured(tmp_path, "")
