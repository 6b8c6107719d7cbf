import pytest

from agreements.register.sentences import alternatives, compounds, either, joined, quoted


def test_alternatives_in_japanese_have_a_comma_before_or() -> None:
    assert joined(["必要", "不要"], "ja", last_word="or") == "必要、または不要"
    assert joined(["甲", "乙", "丙"], "ja", last_word="or") == "甲、乙、または丙"
    assert joined(["a", "b", "c"], "en", last_word="or") == "a, b or c"


def test_names_of_which_one_is_enough_are_no_clauses() -> None:
    assert [either(list("abc")[:number], "en") for number in range(4)] == ["", "a", "a or b", "a, b or c"]
    assert [either(list("甲乙丙")[:number], "ja") for number in range(4)] == ["", "甲", "甲または乙", "甲、乙または丙"]


def test_alternatives_read_as_one_sentence() -> None:
    assert alternatives(["A sale", "A loan", "Japan gives"], "en") == "A sale, a loan or Japan gives"
    assert alternatives(["None", "US bases"], "en") == "None or US bases"
    assert alternatives(["購入", "SDFの装備"], "ja") == "購入、またはSDFの装備"
    assert alternatives([], "en") == ""


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("協定に署名", "ja", "「協定に署名」"),
        ("「協定」を可決", "ja", "「『協定』を可決」"),
        ("『協定』を可決", "ja", "「『協定』を可決」"),
        ("「協定の『附属書』」を可決", "ja", "「『協定の「附属書」』を可決」"),
        ("「甲」と「乙」", "ja", "「『甲』と『乙』」"),
        ("前半」のみ", "ja", "「前半」のみ」"),
        ("Japan’s “roadmap”", "en", "“Japan’s ‘roadmap’”"),
    ],
    ids=["none", "one", "inner marks", "two deep", "side by side", "unbalanced", "English"],
)
def test_quotations_within_a_quotation_have_other_marks(text: str, language: str, expected: str) -> None:
    assert quoted(text, language) == expected


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Japan–Timor-Leste gift of Self-Defense Forces equipment", ["Japan–Timor-Leste", "Self-Defense"]),
        ("日米E-2D早期警戒機（2015–2020）", ["E-2D", "2015–2020"]),
        ("Japan–Türkiye memorandum", ["Japan–Türkiye"]),
        ("The text – in full", []),
        ("", []),
    ],
)
def test_compounds_are_words_joined_by_a_hyphen_or_a_dash(text: str, whole: list[str]) -> None:
    pieces = compounds(text)

    assert [piece for piece, is_compound in pieces if is_compound] == whole
    assert "".join(piece for piece, _ in pieces) == text
