"""How names sound: Japanese ones written in the alphabet, and abbreviations spelled out in kana."""

import re

from .folding import fold

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_SYLLABLES = {kana: row + vowel for row, line in _ROWS.items() for kana, vowel in zip(line, "aiueo", strict=True)}
_SYLLABLES |= {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu"}
_SYLLABLES |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n"}
_GLIDES = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ャ": "a", "ュ": "u", "ョ": "o"}
_LETTERS = {
    letter.upper(): name
    for letter, name in zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "エー", "ビー", "シー", "ディー", "イー", "エフ", "ジー", "エイチ", "アイ", "ジェー", "ケー", "エル",
            "エム", "エヌ", "オー", "ピー", "キュー", "アール", "エス", "ティー", "ユー", "ブイ", "ダブリュー",
            "エックス", "ワイ", "ゼット",
        ),
        strict=True,
    )
}  # fmt: skip


def _short(sound: str) -> str:
    """Return a sound without its long vowels, which writers in the alphabet leave out or write in several ways."""
    sound = sound.replace("shi", "si").replace("sh", "sy").replace("tsu", "tu").replace("fu", "hu")
    sound = sound.replace("chi", "ti").replace("ch", "ty").replace("ji", "zi").replace("j", "zy").replace("mb", "nb")
    sound = re.sub("o[uo]+", "o", sound.replace("mp", "np"))
    return re.sub(r"([a-z])\1+", r"\1", sound)


def sound_of_kana(reading: str) -> str:
    """Return how a name in kana reads, for comparison with `sound_of_letters`; empty where it has anything else."""
    found = ""
    for kana in reading:
        if kana in _GLIDES and found.endswith("i"):
            stem = found[:-1]
            found = stem + ("" if stem.endswith(("sh", "ch", "j")) else "y") + _GLIDES[kana]
        elif kana in "っッー・":
            continue
        elif (syllable := _SYLLABLES.get(fold(kana))) is not None:
            found += syllable
        else:
            return ""
    return _short(found)


def sound_of_letters(text: str) -> str:
    """Return how a text in the alphabet reads; empty where it has anything else."""
    letters = re.sub(r"[\s'’-]+", "", fold(text))
    return _short(letters) if letters.isascii() and letters.isalpha() and len(letters) > 5 else ""


def spelled_in_kana(name: str) -> str:
    """Return an abbreviation of three to five letters as it is read: 「オーエスエー」; empty for other names."""
    is_short = 3 <= len(name) <= 5 and name.isascii() and name.isalpha() and name.isupper()
    return "".join(_LETTERS[letter] for letter in name) if is_short else ""
