import pytest

from agreements.search.folding import name_units
from agreements.search.marking import Marker, Piece


def marked(text: str, *names: str) -> list[str]:
    return [piece.text for piece in Marker(map(name_units, names)).marked(text) if piece.is_match]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Japan–Germany ACSA", "acsa", ["ACSA"]),
        ("日独物品役務相互提供協定", "物品役務", ["物品役務"]),
        ("defence agreements", "defense agreement", ["defence agreements"]),
        ("トマホーク購入", "トマホーク", ["トマホーク"]),
        ("South Korea and Korea", "korea", ["Korea", "Korea"]),
        ("Koreans", "korea", []),
        ("the U.S. side", "US", ["U.S."]),
    ],
)
def test_names_are_marked_as_they_are_written_in_the_text(text: str, name: str, found: list[str]) -> None:
    assert marked(text, name) == found


def test_the_pieces_together_are_the_text() -> None:
    text = "Japan–Germany ACSA & <b>fuel</b>"
    pieces = Marker([("acsa",), ("fuel",)]).marked(text)

    assert "".join(piece.text for piece in pieces) == text


def test_the_last_word_may_be_only_begun() -> None:
    assert Marker([("tom",)], ("tom",)).marked("Tomahawk") == (Piece("Tomahawk", True),)


def test_an_excerpt_begins_shortly_before_the_match() -> None:
    text = "word " * 100 + "fuel " + "word " * 100
    excerpt = "".join(piece.text for piece in Marker([("fuel",)]).excerpt(text, 80))

    assert "fuel" in excerpt
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert len(excerpt) <= 82
