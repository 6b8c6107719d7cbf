"""Marks in a text the words that were looked for, and cuts the piece that holds most of them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .folding import fold, stem

_PIECE = re.compile(
    r"(?:[^\W\d_]\.){2,}|[\u3005-\u3007\u3041-\u30fa\u3400-\u4dbf\u4e00-\u9fff]|[0-9０-９]+|[^\W\d_\u3000-\u9fff]+"
)


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_match: bool = False


@lru_cache(maxsize=32_768)
def _unit(piece: str) -> str:
    folded = fold(piece)
    return folded if unicodedata.east_asian_width(piece[0]) == "W" else stem(folded)


def _placed(text: str) -> list[tuple[str, int, int]]:
    """Return the units of a text, each with its place in it."""
    return [(unit, match.start(), match.end()) for match in _PIECE.finditer(text) if (unit := _unit(match.group()))]


class Marker:
    """Finds any of some names, each a sequence of units; a name that ends in `*` also finds longer last words."""

    def __init__(self, names: Iterable[tuple[str, ...]], last_is_prefix: tuple[str, ...] | None = None) -> None:
        self._names = {name for name in names if name}
        self._firsts = {name[0] for name in self._names}
        self._longest = max(map(len, self._names), default=0)
        self._prefix = last_is_prefix[-1] if last_is_prefix else ""
        self._found: dict[str, list[tuple[int, int]]] = {}

    def _matches(self, text: str) -> list[tuple[int, int]]:
        if text not in self._found:
            self._found[text] = self._found_in(text)
        return self._found[text]

    def _found_in(self, text: str) -> list[tuple[int, int]]:
        placed = _placed(text)
        if not self._prefix and self._firsts.isdisjoint(unit for unit, _, _ in placed):
            return []
        found, at = [], 0
        while at < len(placed):
            length = self._length_at(placed, at)
            if length:
                found.append((placed[at][1], placed[at + length - 1][2]))
            at += length or 1
        return found

    def _length_at(self, placed: Sequence[tuple[str, int, int]], at: int) -> int:
        if placed[at][0] in self._firsts:
            for length in range(min(self._longest, len(placed) - at), 0, -1):
                if tuple(unit for unit, _, _ in placed[at : at + length]) in self._names:
                    return length
        return int(bool(self._prefix) and placed[at][0].startswith(self._prefix))

    def marked(self, text: str) -> tuple[Piece, ...]:
        """Return the text in pieces, the matches among them."""
        pieces: list[Piece] = []
        end = 0
        for start, stop in self._matches(text):
            # Matches that touch are one: the two halves of a Japanese word.
            if pieces and start == end and pieces[-1].is_match:
                pieces[-1] = Piece(pieces[-1].text + text[start:stop], True)
            else:
                if start > end:
                    pieces.append(Piece(text[end:start]))
                pieces.append(Piece(text[start:stop], True))
            end = stop
        if end < len(text):
            pieces.append(Piece(text[end:]))
        return tuple(pieces)

    def finds_in(self, text: str) -> bool:
        return bool(self._matches(text))

    def excerpt(self, text: str, width: int) -> tuple[Piece, ...]:
        """Return at most about `width` characters of the text from shortly before the first match, marked."""
        text = " ".join(text.split())
        matches = self._matches(text)
        if not matches or len(text) <= width:
            return self.marked(_cut(text, 0, width))
        start = max(0, min(matches[0][0] - width // 4, len(text) - width))
        return self.marked(_cut(text, start, width))


def _cut(text: str, start: int, width: int) -> str:
    end = min(len(text), start + width)
    # Not in the middle of a word, where words have spaces between.
    if start and (space := text.find(" ", start, start + 20)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", end - 20, end)) >= 0:
        end = space
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
