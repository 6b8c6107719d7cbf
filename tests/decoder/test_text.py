"""Folding: what is left alone, where folded characters come from, and where pieces of Japanese are found."""

import unicodedata

import pytest

from agreements.decoder.matching import Found, PhraseIndex, WordsOfText
from agreements.decoder.text import FoldedText, plain

DASHES_AND_APOSTROPHES = "‐‑‒–—―−’‘ʼʻ`´"
KANJI = [chr(code) for code in range(0x4E00, 0x4E00 + 160)]


def test_plain_text_has_the_width_that_unicode_gives_each_character() -> None:
    wrong = []
    for character in map(chr, range(0xD800)):
        same_width = unicodedata.normalize("NFKC", character)
        expected = same_width if len(same_width) == 1 else character
        if character not in DASHES_AND_APOSTROPHES and plain(character) != expected:
            wrong.append(character)
    assert wrong == []


def test_each_folded_character_knows_where_it_came_from() -> None:
    text = FoldedText("㈱日「独」　ｶﾞ Co-op")
    places = [text.span(place, place + 1) for place in range(len(text.text))]
    assert text.text == "(株)日独 ガ coop"
    assert places == [(0, 1)] * 3 + [(1, 2), (3, 4), (4, 5), (6, 7), (7, 8), (9, 10), (10, 11), (12, 13), (13, 14)]


@pytest.mark.parametrize("size", [20, 160], ids=["few pairs", "many pairs"])
@pytest.mark.parametrize("before", ["", "あ", "\U00020bb7", "\ud800"], ids=["even", "odd", "wide", "surrogate"])
def test_pieces_are_found_wherever_they_begin(size: int, before: str) -> None:
    pieces = [one + other for one, other in zip(KANJI[: size - 1], KANJI[1:size], strict=True)]
    index = PhraseIndex((piece, "ja", piece) for piece in [*pieces, KANJI[0] + KANJI[1] + KANJI[2]])
    found = index.find(WordsOfText(before + "".join(KANJI[:6])))
    start = len(before)
    expected = [Found(piece, start + place, start + place + 2) for place, piece in enumerate(pieces[:5])]
    # Finds come by their places.
    expected.insert(1, Found("".join(KANJI[:3]), start, start + 3))
    assert found == expected


def test_sentence_ends_are_places_in_the_original() -> None:
    original = "Mr. Kato signed.  “An ACSA,” he said!\n\n協定「ACSA」。終わり"
    assert [original[end] for end in FoldedText(original).sentence_ends] == [".", "!", "。"]
    folded = FoldedText("「。」\n\n a。\u00a0。b")
    assert len(folded.sentence_ends) == folded.text.count("\n")
