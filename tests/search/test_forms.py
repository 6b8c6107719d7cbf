"""What a typed text looks like, by its words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.search.forms import is_one_word, is_proper_name, is_question, may_be_question, stands_in


@pytest.mark.parametrize(
    "text",
    [
        "Who has an ACSA with Japan",
        "is the pact with South Korea still in force?",
        "日本とACSAを結んでいる国は？",
        "日英ACSAはいつ発効したか",
        "日独は弾薬を融通できるか",
        "RAAの発効日",
    ],
)
def test_a_question_is_told_by_its_form(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["日独、協定に署名か", "Japan and Germany sign an ACSA?", "Whoever signs", "ACSA"])
def test_a_headline_is_no_question(text: str) -> None:
    assert not is_question(text)


def test_a_japanese_verb_with_a_topic_may_be_asked_about() -> None:
    assert may_be_question("政府は協定に署名するか")
    assert not may_be_question("日独、協定に署名か")


@pytest.mark.parametrize("text", ["AUKUS", "SM-3", "F-35A", "トマホーク", "ファストレスキュー・ミッション"])
def test_one_word_is_told(text: str) -> None:
    assert is_one_word(text)


@pytest.mark.parametrize("text", ["two words", "協定", "3", ""])
def test_what_is_not_one_word(text: str) -> None:
    assert not is_one_word(text)


def test_a_proper_name_has_a_capital_in_each_word() -> None:
    assert is_proper_name("Glide Phase Interceptor")
    assert not is_proper_name("Glide phase interceptor")
    assert not is_proper_name("Tomahawk")


@pytest.mark.parametrize(
    ("words", "name", "stands"),
    [
        ("gcap", "gcap treaty", True),
        ("gca", "gcap treaty", False),
        ("cap", "gcap treaty", False),
        ("ホーク", "トマホーク", False),
        ("トマホーク", "巡航ミサイルトマホークの取得", False),
        ("トマホーク", "「トマホーク」の取得", True),
        ("協定", "日独物品役務相互提供協定", True),
        ("f-35", "f-35a", False),
        (".*", "anything", False),
    ],
)
def test_words_stand_in_a_name_as_wholes(words: str, name: str, stands: bool) -> None:
    assert stands_in(words, name) is stands


@given(st.text(min_size=1).map(str.casefold))
def test_every_text_stands_in_itself(text: str) -> None:
    assert stands_in(text, text)


@given(st.text())
def test_any_text_has_a_form(text: str) -> None:
    for form in (is_question, may_be_question, is_one_word, is_proper_name):
        assert form(text) in {True, False}
