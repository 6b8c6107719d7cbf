"""The order in which a Japanese dictionary has words."""

import unicodedata

# Small kana count as large ones, long marks and middle dots as nothing.
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", "ー・")
_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = ord("ァ") - ord("ぁ")


def kana_order(reading: str) -> str:
    """Return what readings sort by: と and ど, よ and ょ, ア and あ alike; letters of the alphabet before kana."""
    letters = unicodedata.normalize("NFKD", reading).casefold()
    plain = "".join(
        chr(ord(letter) - _TO_HIRAGANA) if ord(letter) in _KATAKANA else letter
        for letter in letters
        if not unicodedata.combining(letter)
    )
    return plain.translate(_SMALL)
