"""How much a text reads like what is known to be about each type: a second opinion beside the cues.

A logistic regression over words (English) and runs of two and three characters (Japanese), learned beforehand from
the project's own texts (`learning`) and kept as a file of weights. What it says of a text is a sum over the text's
words, so that the words which weighed can be shown.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse
from math import exp, log, sqrt
from operator import add
from pathlib import Path
from typing import Self

from .matching import Found
from .text import CJK, FoldedText, folded

WEIGHTS = Path(__file__).with_name("likeness.json")
_NEW_WORD = r"(?<!\w.)"
_ENGLISH = re.compile(r"[a-z0][a-z']*")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff@0]+")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]+")
_NUMBER = re.compile(r"\d[\d,.]*")
_NUMBER_JA = re.compile(r"[0〇一二三四五六七八九十]+[万億兆千百0]*")
# English words count as one that begin alike: supply, supplies, supplied. By measurement better than cutting endings.
_BEGINNING = 6
_KANA = [chr(code) for code in range(0x3041, 0x30A0)]
_PAIRS_OF_KANA = frozenset(one + other for one in _KANA for other in _KANA)
# Words that are shown when they weighed: small words and endings would explain nothing to a reader.
_SHOWN = re.compile(r"[a-z]{4}|[\u30a1-\u30fa\u3400-\u9fff]")
# Words that stand in texts of every kind, as they count: a reader would learn nothing from them.
_COMMON_WORDS = """
    about after again against agree agreed agrees agreement agreements also among announce announced
    announces another because been before being between both could countries country during each either
    every from government governments have having here into its itself last leaders make made many might
    minister ministers more most much must nation nations next only other others over said same says
    shall should sign signed signing signs since some such take than that their them then there these
    they this those through today together under until upon very were what when where whether which
    while will with within without would year years your 両国 政府 署名 協定 合意 首相 大臣 会談 両政 国政
"""
_IN_EVERY_TEXT = frozenset(word[:_BEGINNING] for word in _COMMON_WORDS.split())
# What is past this beginning of a text adds time and no knowledge.
_READ = 3_000
# Countries of one character, where they stand beside another or before a particle: 日豪, 米が.
_SHORT_NAMES = "日米英仏独豪印比韓伊加越露"
# Stands for every country.
_NAME_JA, _NAME_EN = "@", " @ "
# Weights below this are not kept: there are many, and together they change no answer.
_LEAST_KEPT = 0.6
# A text is never thought less likely to be of a type than this, as a natural logarithm.
_LEAST_LIKELY = -6.0
# By how much the opinion counts beside the weights of cues. Both figures by measurement.
_SHARE = 2.0


@dataclass(frozen=True, slots=True)
class Weights:
    """For each kind of text (None is about none of the types) what it starts from, and what each word adds to it."""

    types: tuple[str | None, ...]
    bases: tuple[float, ...]
    words: Mapping[str, tuple[float, ...]]
    # Of the examples from which they were learned.
    digest: str = ""

    @classmethod
    def kept(cls) -> Self:
        """Return the weights that the project has learned."""
        return cls.from_text(WEIGHTS.read_text("utf-8"))

    @classmethod
    def from_text(cls, text: str) -> Self:
        row = json.loads(text)
        size = len(row["types"])
        words: dict[str, tuple[float, ...]] = {}
        # Words have few different weights. As one number each they take less room, and are added up faster.
        weights = {say: say / 100 for says in row["words"].values() for say in says[1::2]}
        for word, says in row["words"].items():
            of_word = [0.0] * size
            for number, say in zip(says[::2], says[1::2], strict=True):
                of_word[number] = weights[say]
            words[word] = tuple(of_word)
        return cls(tuple(row["types"]), tuple(base / 100 for base in row["bases"]), words, row["digest"])

    def as_text(self) -> str:
        """Return the form in which weights are kept: in hundredths, by the number of the type, a word a line."""
        lines = []
        for word, of_word in sorted(self.words.items()):
            says = [
                part
                for number, say in enumerate(of_word)
                if abs(say) >= _LEAST_KEPT
                for part in (number, round(100 * say))
            ]
            if says:
                lines.append(f"  {json.dumps(word, ensure_ascii=False)}: {json.dumps(says, separators=(',', ':'))}")
        bases = json.dumps([round(100 * base) for base in self.bases])
        return (
            f'{{\n "digest": "{self.digest}",\n "types": {json.dumps(self.types)},\n "bases": {bases},\n "words": {{\n'
            + ",\n".join(lines)
            + "\n }\n}\n"
        )


class WordsOfLikeness:
    """Reads from folded texts the words that likeness goes by."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names of countries: which one a text is about says nothing of a type."""
        known = {folded(name) for name in names}
        english = [name for name in known if name.isascii() and len(name) > 2]
        japanese = [name for name in known if CJK.search(name) and len(name) > 1]
        self._english = re.compile(rf"(?:{_by_first(english, _NEW_WORD)})\b" if english else "(?!)")
        beside_another = f"(?:(?=[{_SHORT_NAMES}、がとのは])|(?<=[{_SHORT_NAMES}]{{2}}))"
        short = [f"{name}{beside_another}" for name in _SHORT_NAMES]
        self._japanese = re.compile("|".join(([_by_first(japanese)] if japanese else []) + short))

    def of(self, text: str) -> list[str]:
        """Return the different words of a text, in its order."""
        text = _NUMBER.sub("0", self._english.sub(_NAME_EN, text[:_READ]))
        found: list[str] = []
        if CJK.search(text):
            text = _NUMBER_JA.sub("0", self._japanese.sub(_NAME_JA, text)).replace("@・@", "@@")
            for run in _JAPANESE.findall(text):
                pairs = list(map(add, run, run[1:]))
                found += map(add, pairs, run[2:])
                found += filterfalse(_PAIRS_OF_KANA.__contains__, pairs)
        found += map(beginning, _ENGLISH.findall(text))
        return list(dict.fromkeys(found))


def beginning(word: str) -> str:
    """Return what an English word counts as, so that inflected forms count as one."""
    return word[:_BEGINNING]


def _by_first(names: Iterable[str], after_first: str = "") -> str:
    """Return a pattern for the longest name at a place. It begins with characters, so that other places are skipped."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_first.setdefault(name[0], []).append(re.escape(name[1:]))
    return "|".join(f"{re.escape(first)}{after_first}(?:{'|'.join(rest)})" for first, rest in sorted(by_first.items()))


class Likeness:
    """What the weights say of texts."""

    def __init__(self, weights: Weights, names: Iterable[str] = ()) -> None:
        self._weights = weights
        self._words = WordsOfLikeness(names)

    def words_of(self, text: str) -> list[str]:
        """Return what likeness goes by in a folded text."""
        return self._words.of(text)

    def of(self, words: Sequence[str]) -> dict[str, float]:
        """Return how much more a text of these words is like each type than like texts about none, as cues weigh."""
        rows = filter(None, map(self._weights.words.get, words))
        totals: list[float] = list(map(sum, zip(*rows, strict=True))) or [0.0] * len(self._weights.types)
        # A long text has more words and no more to say.
        scale = 1 / sqrt(len(words) or 1)
        totals = [base + scale * total for base, total in zip(self._weights.bases, totals, strict=True)]
        most = max(totals)
        together = most + log(sum(exp(total - most) for total in totals))
        likely = {
            slug: max(_LEAST_LIKELY, total - together) for slug, total in zip(self._weights.types, totals, strict=True)
        }
        none = likely.pop(None, _LEAST_LIKELY)
        return {slug: _SHARE * (value - none) for slug, value in likely.items() if slug is not None}

    def telling_words(self, text: FoldedText, words: Iterable[str], type_slug: str, most: int) -> list[Found[float]]:
        """Return which of the words of a text say most for the type, in the order of the text."""
        number = self._weights.types.index(type_slug)
        says = self._weights.words
        telling = {
            word: say
            for word in words
            if word in says and (say := says[word][number]) > 0 and word not in _IN_EVERY_TEXT and _SHOWN.search(word)
        }
        strongest = sorted(telling, key=lambda word: (-telling[word], word))[:most]
        found = [hit for word in strongest for hit in _first_place(word, telling[word], text)]
        return _joined(sorted(found, key=lambda hit: (hit.start, hit.end)))


def _first_place(word: str, say: float, text: FoldedText) -> Iterator[Found[float]]:
    """Yield where a word stands first; nothing for one that holds a name or a number."""
    if _NUMBER_JA.search(word) or _NAME_JA in word:
        return
    if CJK.search(word):
        place = text.text.find(word, 0, _READ)
        if place >= 0:
            yield Found(say, *_with_whole_words(text, place, place + len(word)))
        return
    for match in _ENGLISH.finditer(text.text[:_READ]):
        if beginning(match.group()) == word:
            yield Found(say, match.start(), match.end())
            return


def _with_whole_words(text: FoldedText, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of a text with all of the words in katakana in which it begins and ends."""
    while start > 0 and _is_within_katakana(text, start):
        start -= 1
    while end < len(text.text) and _is_within_katakana(text, end):
        end += 1
    return start, end


def _is_within_katakana(text: FoldedText, place: int) -> bool:
    """Tell whether the place parts two letters of one word, between which nothing was left out in folding."""
    if not _KATAKANA.fullmatch(text.text, place - 1, place + 1):
        return False
    return text.span(place - 1, place)[1] == text.span(place, place + 1)[0]


def _joined(found: Iterable[Found[float]]) -> list[Found[float]]:
    """Join what overlaps, as runs of characters do."""
    joined: list[Found[float]] = []
    for hit in found:
        if joined and hit.start < joined[-1].end:
            last = joined.pop()
            hit = Found(max(last.what, hit.what), last.start, max(last.end, hit.end))
        joined.append(hit)
    return joined
