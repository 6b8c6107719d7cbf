"""Finds all phrases in a text: only those whose words it has, only where they stand in order and near enough."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from .phrases import Pattern, compile_phrase
from .text import CJK

T = TypeVar("T")
_WORD = re.compile(r"[a-z0-9]+")
# What a text repeats more often adds nothing, and an endless repetition must not cost time without end.
MOST_HITS = 4
_MOST_TRIES = 120


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Something found, with its place in the folded text."""

    what: T
    start: int
    end: int


class WordsOfText:
    """Where the words of a folded text stand. Keys are those of `Pattern`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[str, list[int]] = {}
        for match in _WORD.finditer(text):
            word = match.group()
            self._places.setdefault(word, []).append(match.start())
            self._places.setdefault(f"~{word[:3]}", []).append(match.start())
        self._looked_for: set[str] = set()
        # Phrases share their words, and a choice of many has many places to put in order.
        self._merged: dict[frozenset[str], list[int]] = {}

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        """Where each pair of characters stands, so that a piece is looked for only where it can begin."""
        pairs: dict[str, list[int]] = {}
        if not self.text.isascii():
            for place, pair in enumerate(zip(self.text, self.text[1:], strict=False)):
                pairs.setdefault("".join(pair), []).append(place)
        return pairs

    def look_for(self, japanese: Iterable[str]) -> None:
        """Find pieces of Japanese, which no spaces part into words."""
        if self.text.isascii():
            return
        text, pairs = self.text, self._pairs
        self._merged.clear()
        for piece in japanese:
            if piece in self._looked_for:
                continue
            begins = pairs.get(piece[:2]) if len(piece) > 1 else _occurrences(text, piece)
            if begins:
                self._looked_for.add(piece)
                places = (
                    [place for place in begins if text.startswith(piece, place)] if len(piece) > 2 else list(begins)
                )
                if places:
                    self._places[piece] = places

    @property
    def keys(self) -> Iterable[str]:
        return self._places.keys()

    def lacks(self, keys: frozenset[str]) -> bool:
        return self._places.keys().isdisjoint(keys)

    def places(self, keys: frozenset[str]) -> list[int]:
        """Return where any of the keys stands, in the order of the text."""
        merged = self._merged.get(keys)
        if merged is None:
            found = [self._places[key] for key in keys if key in self._places]
            merged = found[0] if len(found) == 1 else sorted({place for places in found for place in places})
            self._merged[keys] = merged
        return merged


@dataclass(slots=True)
class _Entry(Generic[T]):
    thing: T
    pattern: Pattern
    # Compiling all takes seconds, and a text meets few of them: each is compiled when first tried, or by `compile`.
    regex: re.Pattern[str] | None = None


class PhraseIndex(Generic[T]):
    """Phrases, each standing for a thing; finds the things of which a folded text has the phrase."""

    def __init__(self, entries: Iterable[tuple[str, str, T]]) -> None:
        """Take (phrase, language, thing); a phrase that cannot be read raises PhraseError."""
        self._entries = [_Entry(thing, compile_phrase(phrase, language)) for phrase, language, thing in entries]
        keys = {key for entry in self._entries for need in entry.pattern.needs for key in need}
        self._japanese = sorted(key for key in keys if CJK.match(key))

    def compile(self) -> None:
        """Compile every pattern now, so that no text waits for it."""
        for entry in self._entries:
            entry.regex = _compiled(entry.pattern.source)

    def find(self, words: WordsOfText) -> list[Found[T]]:
        """Return what a text has, in its order, each phrase at most `MOST_HITS` times."""
        words.look_for(self._japanese)
        found = [
            (start, end, number)
            for number, entry in enumerate(self._entries)
            if not any(words.lacks(need) for need in entry.pattern.needs)
            for start, end in _matches(entry, words)
        ]
        return [Found(self._entries[number].thing, start, end) for start, end, number in sorted(found)]


# Remembered beyond one index: most patterns are the same in the next version of the register.
@lru_cache(maxsize=8192)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _matches(entry: _Entry[T], words: WordsOfText) -> Iterator[tuple[int, int]]:
    """Yield where a text has a phrase of which it has all words."""
    if entry.regex is None:
        entry.regex = _compiled(entry.pattern.source)
    starts, *needed = map(words.places, entry.pattern.needs)
    rarest = min(needed, key=len, default=starts)
    if len(rarest) < len(starts):
        starts = _before(rarest, starts, entry.pattern.reach)
    free = hits = tries = 0
    for position in starts:
        if position >= free and (not needed or _within_reach(position, needed, entry.pattern.reach)):
            match = entry.regex.match(words.text, position)
            tries += 1
            if match is not None and match.end() > position:
                yield position, match.end()
                free, hits = match.end(), hits + 1
            if hits == MOST_HITS or tries == _MOST_TRIES:
                return


def _occurrences(text: str, piece: str) -> Iterator[int]:
    position = text.find(piece)
    while position >= 0:
        yield position
        position = text.find(piece, position + 1)


def _before(places: list[int], starts: list[int], reach: int) -> list[int]:
    """Return the starts that have any of the places after them, near enough."""
    found: list[int] = []
    done = 0
    for place in places:
        low, high = max(done, bisect_left(starts, place - reach)), bisect_right(starts, place)
        if high > low:
            found += starts[low:high]
            done = high
    return found


def _within_reach(position: int, needed: list[list[int]], reach: int) -> bool:
    """Tell whether what a phrase needs stands after a position in its order and near enough."""
    last = position + reach
    for places in needed:
        index = bisect_left(places, position)
        if index == len(places) or places[index] > last:
            return False
        position = places[index]
    return True
