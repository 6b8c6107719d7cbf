"""Makes texts comparable: one width, one case, one kana, one spelling, no accents.

A text becomes units: words of the alphabet, numbers, and single Japanese characters. Names are found among units, so
that 「フィリピンOSA」 and "osa phillippines" meet the same names. For an index the units become tokens: a word is one
token, and a run of Japanese characters is cut into overlapping pairs, so that words of two characters are found.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST_TOKEN = 48
_CJK = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_OLD_KANJI = dict(
    zip(
        "國獨條佛將戰爭變實學體應發對廣豐濠洲聯臺萬與營驗總圖區會經濟當關舊黨權藝號單團辨辯證譯鐵邊來兩傳輕",
        "国独条仏将戦争変実学体応発対広豊豪州連台万与営験総図区会経済当関旧党権芸号単団弁弁証訳鉄辺来両伝軽",
        strict=True,
    )
)
_LETTERS = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
_DROPPED = "・･ー‐\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff’‘ʼʻ`´'"
_VOICED_V = re.compile("ヴ([ァィェォ])")
_V = dict(zip("ァィェォ", "バビベボ", strict=True))
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])['’ʼ]s\b")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?=\W|$)|\b(?:[^\W\d_]\.)+[^\W\d_]\b")
_JOINED = re.compile(r"\bco[-‐–\s](?=operat|ordinat|develop|produc)")
# Two ways to write one word in Japanese, before the fold.
_SPELLINGS_JA = (
    ("パトリオット", "ペトリオット"),
    ("取り決め", "取決め"),
    ("取極め", "取決め"),
    ("取極", "取決め"),
    ("安保", "安全保障"),
)
# Readers mistake a small kana for a large one, and registers differ: フィリッピン, フイリツピン.
_SMALL_KANA = dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True))
_PIECE = re.compile(rf"[{_CJK}]|[0-9]+|[^\W\d_{_CJK}]+")
# British and American, and two ways to write one name.
_SPELLINGS = (
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("programme", "program"),
    ("armour", "armor"),
    ("organis", "organiz"),
    ("recognis", "recogniz"),
    ("authoris", "authoriz"),
    ("standardis", "standardiz"),
    ("mobilis", "mobiliz"),
    ("modernis", "moderniz"),
    ("harbour", "harbor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("centre", "center"),
    ("aeroplane", "airplane"),
    ("catalogue", "catalog"),
    ("manoeuvre", "maneuver"),
    ("cancelled", "canceled"),
    ("memoranda", "memorandum"),
)


class _Fold(dict[int, str | None]):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        value: str | None = _folded_character(character)
        self[code] = value
        return value


def _folded_character(character: str) -> str | None:
    if character in _DROPPED or unicodedata.category(character) in ("Mn", "Me"):
        return None
    if "\u3041" <= character <= "\u3096":
        character = chr(ord(character) + 0x60)
    if "\u30a1" <= character <= "\u30fa":
        return _SMALL_KANA.get(character, character)
    if character in _OLD_KANJI:
        return _OLD_KANJI[character]
    if character in _LETTERS:
        return _LETTERS[character]
    # An accent goes, a voiced kana stays what it is.
    if character.isalpha() and not "\u3000" <= character <= "\u9fff":
        bare = "".join(
            c for c in unicodedata.normalize("NFD", character) if unicodedata.category(c) not in ("Mn", "Me")
        )
        return bare or None
    return character


_FOLD = _Fold()


def _even(text: str) -> str:
    """Return the text with one width and one case, initials and possessives joined: `U.S.` is `us`."""
    text = unicodedata.normalize("NFKC", text).lower()
    if "." in text:
        text = _INITIALS.sub(lambda match: match.group().replace(".", ""), text)
    text = _POSSESSIVE.sub("", text)
    if "co" in text:
        text = _JOINED.sub("co", text)
    for written, meant in _SPELLINGS_JA:
        if written in text:
            text = text.replace(written, meant)
    return _VOICED_V.sub(lambda match: _V[match[1]], text).replace("ヴ", "ブ") if "ヴ" in text else text


def fold(text: str) -> str:
    """Return a text with one width, case and size of kana, without accents, long-vowel marks and middle dots."""
    return _even(text).translate(_FOLD)


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return a folded word in American spelling and in the singular, as far as a rule can."""
    for british, american in _SPELLINGS:
        if british in word:
            word = word.replace(british, american)
    if len(word) < 4 or not word.isascii() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a number or one Japanese character, folded. `opens` and `closes` tell where a run of them ends."""

    text: str
    is_japanese: bool = False
    is_hiragana: bool = False
    is_upper: bool = False
    opens: bool = True
    closes: bool = True

    @property
    def is_kana(self) -> bool:
        return self.is_japanese and "\u30a1" <= self.text <= "\u30fa"


def units(text: str) -> list[Unit]:
    """Return the units of a text. Longer words are cut: no name has a word of that length."""
    pieces: list[tuple[str, str, int, int]] = []
    even = _even(text)
    upper = {word.lower() for word in re.findall(r"\b[A-Z][A-Z.]+\b", unicodedata.normalize("NFKC", text))}
    upper |= {word.replace(".", "") for word in upper}
    # What the fold drops, such as a long-vowel mark, does not part a run.
    even = "".join(c for c in even if c not in _DROPPED)
    for match in _PIECE.finditer(even):
        folded = match.group().translate(_FOLD)
        if folded:
            pieces.append((match.group(), folded, match.start(), match.end()))
    found = []
    for number, (written, folded, start, end) in enumerate(pieces):
        is_japanese = _is_japanese(written)
        before = pieces[number - 1] if number else None
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        found.append(
            Unit(
                text=folded if is_japanese else stem(folded[:LONGEST_TOKEN]),
                is_japanese=is_japanese,
                is_hiragana="\u3041" <= written <= "\u3096",
                is_upper=written in upper,
                opens=not (is_japanese and before and before[3] == start and _is_japanese(before[1])),
                closes=not (is_japanese and after and after[2] == end and _is_japanese(after[1])),
            )
        )
    return found


def _is_japanese(text: str) -> bool:
    """Tell whether a piece of the fold is Japanese: its first character tells, as pieces are of one script."""
    return "\u3005" <= text[0] <= "\u9fff" or "\uf900" <= text[0] <= "\ufaff"


@lru_cache(maxsize=8_192)
def name_units(name: str) -> tuple[str, ...]:
    """Return the units of a name, as texts: the form in which names are compared."""
    return tuple(unit.text for unit in units(name))


def pairs(characters: str) -> list[str]:
    """Cut a run of Japanese characters into overlapping pairs; a single one stands for itself."""
    return [characters[at : at + 2] for at in range(len(characters) - 1)] or [characters]


_RUN = re.compile(rf"[{_CJK}]+|[0-9]+|[^\W\d_{_CJK}]+")


def index_tokens(texts: Iterable[str]) -> Iterator[str]:
    """Yield the tokens by which texts are found. The last character of a run also stands alone: 「英」 in 「日英」."""
    for run in _RUN.findall(fold("\n".join(texts))):
        if _is_japanese(run):
            yield from pairs(run)
            if len(run) > 1:
                yield run[-1]
        else:
            yield stem(run[:LONGEST_TOKEN])


_WORD = re.compile(r"[^\W\d_\u3000-\u9fff]+|[\u30a1-\u30fa\u30fc]+|[\u3041-\u3096\u30fc]+")
_JAPANESE = re.compile(rf"[{_CJK}]")


def written_words(text: str, shortest: int = 4) -> dict[str, str]:
    """Return the words that a reader may mistype, folded, each with how the text writes it.

    They are words of the alphabet and of katakana. Hiragana join words: they are a word where they are the whole text.
    """
    text = unicodedata.normalize("NFKC", text)
    found = {}
    for match in _WORD.finditer(text):
        word = match.group()
        is_hiragana = "\u3041" <= word[0] <= "\u3096"
        folded = fold(word)[:LONGEST_TOKEN]
        if len(folded) >= shortest and not (is_hiragana and _JAPANESE.search(text.replace(word, ""))):
            found[folded] = word
    return found


def latin_words(texts: Iterable[str], shortest: int = 4) -> set[str]:
    """Return the words of the alphabet and the runs of kana in texts: what a reader may mistype."""
    return {word for text in texts for word in written_words(text, shortest)}
