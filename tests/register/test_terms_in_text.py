import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.register.terms_in_text import PageTerms, TermFinder, forms, in_words_of_article

ENGLISH = [
    ("alliance", "Alliance"),
    ("treaty", "Treaty"),
    ("treaty-ally", "Treaty ally"),
    ("conclude", "Conclude"),
    ("acsa", "Acquisition and cross-servicing agreement (ACSA)"),
    ("sympathy-budget", "“Sympathy budget” and “alliance resilience budget”"),
    ("two-plus-two", "2+2"),
]
JAPANESE = [
    ("alliance", "同盟"),
    ("quasi-alliance", "準同盟"),
    ("partner", "パートナー"),
    ("agreement-in-principle", "大筋合意・実質合意"),
    ("transfer", "防衛装備品・技術移転協定"),
    ("foreign-military-sales", "有償援助（FMS調達）"),
    ("two-plus-two", "外務・防衛閣僚会合（２＋２）"),
]


def found(text: str, names: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(piece.text, piece.term) for piece in PageTerms(TermFinder.of(names)).pieces(text) if piece.term]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is no treaty ally.", [("treaty ally", "treaty-ally")]),
        ("Two treaties, both concluded.", [("treaties", "treaty"), ("concluded", "conclude")]),
        ("An ACSA with Germany; most ACSAs are alike.", [("ACSA", "acsa")]),
        ("the acsa of it", []),
        ("an acquisition and cross-servicing agreement", [("acquisition and cross-servicing agreement", "acsa")]),
        ("the alliance resilience budget", [("alliance resilience budget", "sympathy-budget")]),
        ("quasi-alliance, entreaty", []),
        ("The 2+2 met.", [("2+2", "two-plus-two")]),
    ],
)
def test_english_words_are_found_whole_and_longest_first(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, ENGLISH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("準同盟であり、同盟ではない。", [("準同盟", "quasi-alliance"), ("同盟", "alliance")]),
        ("戦略的パートナーシップを結ぶパートナー", [("パートナー", "partner")]),
        ("実質合意に至り、大筋合意と呼ばれた", [("実質合意", "agreement-in-principle")]),
        ("技術移転協定に署名", []),
        ("FMS調達による", [("FMS調達", "foreign-military-sales")]),
        ("日米「2+2」会合", [("2+2", "two-plus-two")]),
    ],
)
def test_japanese_words_are_found_without_spaces(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, JAPANESE) == expected


def test_each_word_is_marked_once_on_a_page() -> None:
    words = PageTerms(TermFinder.of(ENGLISH))

    assert [piece.term for piece in words.pieces("A treaty is a treaty.")] == ["", "treaty", ""]
    assert [piece.term for piece in words.pieces("Another treaty.")] == [""]


def test_a_dot_between_words_that_end_alike_makes_two() -> None:
    assert forms("大筋合意・実質合意") == ["大筋合意", "実質合意"]
    assert forms("外務・防衛閣僚会合（２＋２）") == ["外務・防衛閣僚会合", "２＋２", "2+2"]


@given(st.text(alphabet="a treaty alliances同盟準パートナーシップ. ", max_size=80))
def test_the_pieces_joined_are_the_text(text: str) -> None:
    for names in (ENGLISH, JAPANESE, []):
        assert "".join(piece.text for piece in PageTerms(TermFinder.of(names)).pieces(text)) == text


@pytest.mark.parametrize(
    ("text", "its_words"),
    [
        ("The article has a treaty: it was none. It is a “pact”.", ["The article has a treaty: ", "“pact”"]),
        ("記事は「締結した」と書くが、当時は署名しただけである。", ["記事は「締結した」と書くが、"]),
        ("購入についての「締結」は契約である。", ["「締結」"]),
    ],
)
def test_the_article_s_words_are_those_said_to_be_and_those_quoted(text: str, its_words: list[str]) -> None:
    parts = list(in_words_of_article(text))

    assert [part for part, is_article in parts if is_article] == its_words
    assert "".join(part for part, _is_article in parts) == text
