"""Words stand as a Japanese dictionary has them."""

import pytest

from agreements.register.kana import kana_order


def test_words_stand_as_in_a_dictionary() -> None:
    words = [
        "べいこく",
        "ブラジル",
        "フランス",
        "ドイツ",
        "トルコ",
        "EU",
        "ごうしゅう",
        "オマーン",
        "オランダ",
        "ギリシャ",
    ]

    assert sorted(words, key=kana_order) == [
        "EU", "オマーン", "オランダ", "ギリシャ", "ごうしゅう", "ドイツ", "トルコ", "ブラジル", "フランス", "べいこく",
    ]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [("ドイツ", "といつ"), ("ギリシャ", "きりしや"), ("オマーン", "おまん")])
def test_what_a_dictionary_does_not_tell_apart_sorts_alike(one: str, other: str) -> None:
    assert kana_order(one) == kana_order(other)
