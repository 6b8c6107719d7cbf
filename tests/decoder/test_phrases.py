"""The form of phrases, found in folded texts."""

import pytest

from agreements.decoder import PhraseError, compile_phrase
from agreements.decoder.matching import PhraseIndex, WordsOfText
from agreements.decoder.text import FoldedText


def found(phrase: str, text: str) -> list[str]:
    folded = FoldedText(text)
    language = "en" if phrase.isascii() or phrase.replace("…", "").isascii() else "ja"
    hits = PhraseIndex([(phrase, language, None)]).find(WordsOfText(folded.text))
    return [text[slice(*folded.span(hit.start, hit.end))] for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("joint development", "A Joint-Development programme", ["Joint-Development"]),
        ("joint development", "joint (development)", ["joint (development"]),
        ("treaty", "two treaty's texts", ["treaty's"]),
        ("acsa", "日独ACSAに署名", ["ACSA"]),
        ("acsa", "nacsam", []),
        ("defense", "Ministry of Defence", ["Defence"]),
        ("refuel*…at sea", "Refuelling warships at sea", ["Refuelling warships at sea"]),
        ("refuel*…at sea", "Refuelling stopped. At sea again", []),
        ("(ships|vessels) handed over", "Vessels handed over", ["Vessels handed over"]),
        ("joint [naval] drill", "joint drill and joint naval drill", ["joint drill", "joint naval drill"]),
        ("sale of…{weapon}", "sale of 400 Tomahawk missiles", ["sale of 400 Tomahawk"]),
        ("防衛装備品技術移転協定", "「防衛装備品・技術移転協定」", ["防衛装備品・技術移転協定"]),
        ("物品役務", "物品\n役務", ["物品\n役務"]),
        ("ジーソミア", "ｼﾞｰｿﾐｱ", ["ｼﾞｰｿﾐｱ"]),
        ("軍…査証", "軍は査証が要らない", ["軍は査証"]),
        ("(war college|staff college*)…visit*", "War (staff) colleges, a visit", ["staff) colleges, a visit"]),
        ("(aim 9*|sidewinder)…sale", "AIM-9X: a sale", ["AIM-9X: a sale"]),
        ("fuel [and] …food", "fuel, and - food", ["fuel, and - food"]),
        ("(燃料|食料)…、弾薬", "燃料、弾薬", ["燃料、弾薬"]),
        ("cost…$ 5", "cost: $ 5", ["cost: $ 5"]),
    ],
)
def test_phrases(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_pieces_of_japanese_that_overlap_are_all_found() -> None:
    phrases = ["防衛", "防衛装備", "衛装", "装備", "備品(移転|協定)", "品移転"]
    hits = PhraseIndex((phrase, "ja", phrase) for phrase in phrases).find(WordsOfText("防衛装備品移転、防衛"))
    assert [(hit.what, hit.start) for hit in hits] == [
        ("防衛", 0), ("防衛装備", 0), ("衛装", 1), ("装備", 2), ("備品(移転|協定)", 3), ("品移転", 4), ("防衛", 8),
    ]  # fmt: skip


def test_an_index_without_japanese_reads_a_japanese_text() -> None:
    assert PhraseIndex([("acsa", "en", "acsa")]).find(WordsOfText("日独acsaに署名"))[0].start == 2


@pytest.mark.parametrize(
    "phrase", ["", "…fuel", "[joint] research", "(open", "open)", "joint]", "ab*", "{nothing} here", "()"]
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrase(phrase, "en")
