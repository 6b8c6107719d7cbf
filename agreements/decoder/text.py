"""Makes texts comparable, and finds the way back: each character of a folded text knows where it came from.

Folding joins what writers vary: full and half width, case, kinds of quotation marks and dashes, line breaks inside a
sentence, British and American spelling of the same length. A line break in the folded text ends a sentence.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
CJK = re.compile(f"[{_CJK}]")
_CJK_RUN = re.compile(f"[{_CJK}]+")
_NOT_LATIN = bytes(code for code in range(128) if not chr(code).isalpha())
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−"), " ")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´"), "'")
# Same length on both sides, so that no position moves.
_SPELLINGS = (
    ("defence", "defense"), ("licence", "license"), ("organis", "organiz"), ("recognis", "recogniz"),
    ("authoris", "authoriz"), ("standardis", "standardiz"), ("mobilis", "mobiliz"), ("従つて", "従って"),
    ("行なわ", "行われ"), ("ヴェトナム", "ベトナム"), ("offence", "offense"), ("つた。", "った。"),
)  # fmt: skip
_VOICING = {"\uff9e": "\u3099", "\uff9f": "\u309a"}
_STOPS, _PERIODS = "。！？｡", ".!?"
_DROPPED = '・･"“”„«»「」『』《》〈〉｢｣'
# What these fold to, wherever they stand.
_ALWAYS = {**dict.fromkeys(_STOPS, "\n"), **dict.fromkeys(_DROPPED, ""), **dict.fromkeys("-‐‑", "")}
# One character that does not fold to one, with the white space after it. A single space is none of them.
# British writers part co-operation and co-ordination: that is seen from behind the hyphen, so that the pattern begins
# with characters and skips all places without them.
_IRREGULAR = re.compile(
    r"[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    + re.escape(_STOPS + _PERIODS + _DROPPED)
    + r"\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f\u00aa-\u00bf\u2100-\u218f\u2460-\u24ff\u3200-\u33ff"
    + r"\ufb00-\ufb06\uff9e\uff9f…İ‐‑-](?:(?<![-‐‑])\s*|(?<=\b[Cc]o[-‐‑])(?=op|ord))"
)
_SENTENCE_BEGINS = re.compile(r"[\"'“‘(「『]?[A-Z0-9\u3040-\u9fff]")
_CLOSING_MARKS = re.compile(r"[\"'”’)」』]*")
# A period after these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:No|Nos|Art|Arts|Mr|Mrs|Ms|Dr|St|Gen|Adm|Col|Lt|Gov|Sen|Rep|vs|approx|etc|Inc|Co|Ltd|Corp"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Dept|Govt|Min))\Z"
)


def _one_to_one(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


class _Widths(dict[int, str]):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__(_APOSTROPHES)
        self._change = change

    def __missing__(self, code: int) -> str:
        # Surrogates come as they are; every other character has one form of the same length.
        value = chr(code) if 0xD800 <= code <= 0xDFFF else self._change(chr(code))
        self[code] = value
        return value


def _same_width(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


_FOLD = _Widths(_one_to_one)
_FOLD.update(_DASHES)
_WIDTH = _Widths(_same_width)
_WIDTH.update(dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"))


# Both tables leave these as they are, and a text has mostly these. To look up every character costs more.
_SAME = r" !-&(-,.-@\[-_a-z{|}\u3001-\u3002\u3005-\u3007\u3041-\u3096\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff"
_OTHERS = re.compile(f"[^{_SAME}]+")


def _translated(text: str, table: Mapping[int, str]) -> str:
    return _OTHERS.sub(lambda match: match.group().translate(table), text)


def plain(text: str) -> str:
    """Return the text with one width and one kind of dash, character for character, upper case kept."""
    return _translated(text, _WIDTH)


class Letters(NamedTuple):
    """How many letters of a text are Japanese, and how many Latin."""

    japanese: int
    latin: int


class FoldedText:
    """A text made comparable, with the place in the original of every character."""

    def __init__(self, original: str) -> None:
        self.original = original
        # Where stretches of the folded text begin, and where in the original: from there both go on side by side.
        self._begins: list[int] = []
        self._origins: list[int] = []
        regular = _translated(original, _FOLD)
        parts: list[str] = []
        length = end = 0
        begins, origins = self._begins, self._origins
        for match in _IRREGULAR.finditer(original):
            start = match.start()
            if start > end:
                begins.append(length)
                origins.append(end)
                parts.append(regular[end:start])
                length += start - end
            end = match.end()
            found = match.group()
            # Most are these, with no white space after them.
            if found in _ALWAYS:
                if _ALWAYS[found]:
                    begins.append(length)
                    origins.append(start)
                    parts.append(_ALWAYS[found])
                    length += 1
                continue
            if found[0] in _VOICING and parts and parts[-1]:
                parts[-1] = parts[-1][:-1] + _voiced(parts[-1][-1], found[0])
            # Of a character that folds to several each comes from the same place.
            for character in _irregular(match, original):
                begins.append(length)
                origins.append(start)
                parts.append(character)
                length += 1
        if end < len(original):
            begins.append(length)
            origins.append(end)
            parts.append(regular[end:])
        self.text = _respelled("".join(parts))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of a stretch of the folded text."""
        # A character that folds to several is taken whole.
        return self._origin(start), self._origin(end - 1) + 1

    @property
    def sentence_ends(self) -> list[int]:
        """Return the places in the original at which sentences end, in order."""
        # Each such end comes from a mark or white space, and so begins a stretch.
        text = self.text
        return [
            origin for begin, origin in zip(self._begins, self._origins, strict=True) if text[begin : begin + 1] == "\n"
        ]

    def _origin(self, place: int) -> int:
        number = bisect_right(self._begins, place) - 1
        return self._origins[number] + place - self._begins[number]


def _respelled(folded: str) -> str:
    for written, meant in _SPELLINGS:
        folded = folded.replace(written, meant)
    return folded


def _voiced(kana: str, mark: str) -> str:
    """Return half-width kana, already made full, with the mark that follows it."""
    composed = unicodedata.normalize("NFC", kana + _VOICING[mark])
    return composed if len(composed) == 1 else kana


def _irregular(match: re.Match[str], original: str) -> str:
    """Return what an irregular character and the white space after it fold to."""
    found, start, end = match.group(), match.start(), match.end()
    character = found[0]
    if character in "-‐‑":
        return ""
    if character in _STOPS:
        return "\n"
    if character in _PERIODS:
        return _period(found, original, start, end)
    if character.isspace():
        return _space(found, original, start, end)
    kept = "" if character in _DROPPED or character in _VOICING else unicodedata.normalize("NFKC", character).lower()
    if not kept.isprintable() or unicodedata.combining(kept[:1] or "a"):
        kept = ""
    return kept + (_space(found[1:], original, start + 1, end) if len(found) > 1 else "")


def _period(found: str, original: str, start: int, end: int) -> str:
    """Return a line break where a period ends a sentence."""
    marks = _CLOSING_MARKS.match(original, end)
    after = marks.end() if marks else end
    if after >= len(original):
        return "\n"
    spaced = len(found) > 1 or original[after].isspace()
    if not spaced:
        return found
    if found[0] == "." and _ABBREVIATION.search(original, max(0, start - 8), start):
        return ". " if len(found) > 1 else "."
    begins = _SENTENCE_BEGINS.match(original, end if len(found) > 1 else after + 1)
    return "\n" if begins or "\n" in found else found[0] + " "


def _space(found: str, original: str, start: int, end: int) -> str:
    breaks = found.count("\n")
    if breaks > 1 or "\u2029" in found:
        return "\n"
    if breaks and start and end < len(original) and CJK.match(original[start - 1]) and CJK.match(original[end]):
        return ""
    return " "


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a short text, such as a name or a phrase, folded."""
    return FoldedText(text).text.strip()


def language_of(letters: Letters) -> str:
    """Return `ja`, `en` or `mixed`, by the share of letters that are Japanese."""
    if not letters.japanese:
        return "en"
    # A Japanese character says about as much as three letters of the alphabet.
    share = 3 * letters.japanese / (3 * letters.japanese + letters.latin)
    if share < 0.15:
        return "en"
    return "ja" if share > 0.6 else "mixed"


def letters_of(text: str) -> Letters:
    """Count the letters of a text that are Latin or Japanese."""
    japanese = 0 if text.isascii() else sum(map(len, _CJK_RUN.findall(text)))
    return Letters(japanese, len(text.encode("ascii", "ignore").translate(None, _NOT_LATIN)))


def windows(anchor: re.Pattern[str], text: str, before: int, after: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches around the anchors of a text, so that a costly pattern need not walk all of it."""
    begin = end = -1
    for match in anchor.finditer(text):
        if match.start() - before > end:
            if end >= 0:
                yield begin, end
            begin = max(0, match.start() - before)
        end = match.end() + after
    if end >= 0:
        yield begin, end
