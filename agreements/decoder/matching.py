"""Finds all phrases in a text: only those that have all their words in one line, and only where these stand in order.

No phrase reaches past the end of a line, so each key of a phrase (`Pattern.needs`) is turned into the set of lines that
have it, a bit for each. Two thousand phrases are then narrowed to a few hundred by a handful of operations on integers,
and only those are tried as regular expressions.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Generic, NamedTuple, TypeVar

from .phrases import Pattern, compile_phrase
from .text import CJK

T = TypeVar("T")
_WORD = re.compile(r"[a-z0-9]+")
# What a text repeats more often adds nothing, and an endless repetition must not cost time without end.
MOST_HITS = 4
_MOST_TRIES = 120
# So many letters of a word sort the beginnings of words that phrases look for.
_BEGINNING = 3
# So few are each looked for; for more, all places of the text are gone through once.
_FEW_PAIRS = 100
_PAST_EVERY_TEXT = 1 << 40


class Found(NamedTuple, Generic[T]):
    """Something found, with its place in the folded text."""

    what: T
    start: int
    end: int


class WordsOfText:
    """Where the words of a folded text stand, and in which lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, list[int]] = {}
        for match in _WORD.finditer(text):
            self.places.setdefault(match.group(), []).append(match.start())
        # No spaces part Japanese into words: its pieces are looked for by the pair of characters with which they begin.
        self.pairs: list[str] = list(map(add, text, text[1:])) if CJK.search(text) else []
        self._lines: list[tuple[int, int]] = []
        # For each character the bit of its line.
        self._bits: list[int] = []
        start = 0
        for number, line in enumerate(text.split("\n")):
            self._lines.append((start, start + len(line)))
            self._bits += [1 << number] * (len(line) + 1)
            start += len(line) + 1

    def lines_with(self, places: Iterable[int]) -> int:
        """Return the lines in which the places lie, a bit for each."""
        lines = 0
        bits = self._bits
        for place in places:
            lines |= bits[place]
        return lines

    def extents(self, lines: int) -> Iterator[tuple[int, int]]:
        """Yield where the lines begin and end, in the order of the text."""
        while lines:
            lowest = lines & -lines
            yield self._lines[lowest.bit_length() - 1]
            lines ^= lowest


@dataclass(slots=True)
class _Entry(Generic[T]):
    thing: T
    pattern: Pattern
    # The numbers of `Pattern.needs` in the index: phrases share them.
    needs: tuple[int, ...]
    # Compiling all takes seconds, and a text meets few of them: each is compiled when first tried, or by `compile`.
    regex: re.Pattern[str] | None = None


class PhraseIndex(Generic[T]):
    """Phrases, each standing for a thing; finds the things of which a folded text has the phrase."""

    def __init__(self, entries: Iterable[tuple[str, str, T]]) -> None:
        """Take (phrase, language, thing); a phrase that cannot be read raises PhraseError."""
        self._needs: dict[frozenset[str], int] = {}
        self._entries: list[_Entry[T]] = []
        for phrase, language, thing in entries:
            pattern = compile_phrase(phrase, language)
            numbers = tuple(self._needs.setdefault(need, len(self._needs)) for need in pattern.needs)
            self._entries.append(_Entry(thing, pattern, numbers))
        self._keys = list(self._needs)
        # Where the entries are looked up: by the need that the fewest texts meet, which is that of few and long keys.
        self._by_rarest: dict[int, list[int]] = {}
        for number, entry in enumerate(self._entries):
            rarest = min(entry.needs, key=lambda need: (len(self._keys[need]), -max(map(len, self._keys[need]))))
            self._by_rarest.setdefault(rarest, []).append(number)
        # The needs that each key meets: a whole word, a beginning of one, or a piece of Japanese.
        self._met_by: dict[str, list[int]] = {}
        for need, number in self._needs.items():
            for key in need:
                self._met_by.setdefault(key, []).append(number)
        self._beginnings: dict[str, list[str]] = {}
        # Pairs of characters with which pieces begin; of longer pieces, by their first three, the lengths.
        self._pairs: set[str] = set()
        self._lengths: dict[str, set[int]] = {}
        single: list[str] = []
        for key in self._met_by:
            if key[0] == "~":
                self._beginnings.setdefault(key[1 : 1 + _BEGINNING], []).append(key[1:])
            elif CJK.match(key):
                if len(key) == 1:
                    single.append(key)
                else:
                    self._pairs.add(key[:2])
                    if len(key) > 2:
                        self._lengths.setdefault(key[:3], set()).add(len(key))
        self._single = re.compile(f"[{''.join(map(re.escape, single))}]" if single else "(?!)")

    def compile(self) -> None:
        """Compile every pattern now, so that no text waits for it."""
        for entry in self._entries:
            entry.regex = _compiled(entry.pattern.source)

    def find(self, words: WordsOfText) -> list[Found[T]]:
        """Return what a text has, in its order, each phrase at most `MOST_HITS` times."""
        search: _Search[T] = _Search(self._places(words), self._met_by, self._keys, words)
        found = [
            (start, end, number)
            for need in search.met
            for number in self._by_rarest.get(need, ())
            if (lines := search.common_lines(self._entries[number].needs))
            for start, end in search.matches(self._entries[number], lines)
        ]
        return [Found(self._entries[number].thing, start, end) for start, end, number in sorted(found)]

    def _places(self, words: WordsOfText) -> dict[str, list[int]]:
        """Return where the keys of the index stand in a text, each in its order."""
        met_by, beginnings = self._met_by, self._beginnings
        found: dict[str, list[int]] = {}
        for word, places in words.places.items():
            if word in met_by:
                found[word] = places
            for beginning in beginnings.get(word[:_BEGINNING], ()):
                if word.startswith(beginning):
                    key = f"~{beginning}"
                    found[key] = sorted(found[key] + places) if key in found else places
        if words.pairs:
            self._find_pieces(words, found)
        return found

    def _find_pieces(self, words: WordsOfText, found: dict[str, list[int]]) -> None:
        text, pairs, met_by, lengths = words.text, words.pairs, self._met_by, self._lengths
        pieces: defaultdict[str, list[int]] = defaultdict(list)
        for place in self._beginnings_of_pieces(words):
            if (pair := pairs[place]) in met_by:
                pieces[pair].append(place)
            if (beginning := text[place : place + 3]) in lengths:
                for length in lengths[beginning]:
                    if (piece := text[place : place + length]) in met_by:
                        pieces[piece].append(place)
        for match in self._single.finditer(text):
            pieces[match.group()].append(match.start())
        found.update(pieces)

    def _beginnings_of_pieces(self, words: WordsOfText) -> Iterable[int]:
        begins = self._pairs
        if len(begins) > _FEW_PAIRS:
            return [place for place, pair in enumerate(words.pairs) if pair in begins]
        return (match.start() for pair in begins if pair in words.text for match in re.finditer(pair, words.text))


class _Search(Generic[T]):
    """One text, and what of an index's needs it meets."""

    def __init__(
        self,
        places: Mapping[str, list[int]],
        met_by: Mapping[str, list[int]],
        needs: Sequence[frozenset[str]],
        words: WordsOfText,
    ) -> None:
        self._words, self._places_of_keys, self._needs = words, places, needs
        self._keys = frozenset(places)
        # For each need the lines that meet it; where in them is put in order when first asked for.
        self._lines = [0] * len(needs)
        self._places: dict[int, list[int]] = {}
        for key, found in places.items():
            lines = words.lines_with(found)
            for need in met_by[key]:
                self._lines[need] |= lines

    @property
    def met(self) -> Iterator[int]:
        """Yield the needs that any line meets."""
        return (need for need, lines in enumerate(self._lines) if lines)

    def common_lines(self, needs: tuple[int, ...]) -> int:
        """Return the lines that meet all the needs."""
        lines = -1
        for need in needs:
            lines &= self._lines[need]
            if not lines:
                break
        return lines

    def matches(self, entry: _Entry[T], lines: int) -> Iterator[tuple[int, int]]:
        """Yield where the lines have a phrase, of which they have all words."""
        if entry.regex is None:
            entry.regex = _compiled(entry.pattern.source)
        starts, *needed = map(self._places_of, entry.needs)
        reach, match_at, text = entry.pattern.reach, entry.regex.match, self._words.text
        free = hits = tries = 0
        for begin, end in self._words.extents(lines):
            index = bisect_left(starts, begin)
            while index < len(starts) and (position := starts[index]) < end:
                index += 1
                if position < free:
                    continue
                # Two keys of one need may begin at one place.
                free = position + 1
                if needed:
                    last = _last_in_order(position, needed)
                    if last >= end:
                        break
                    if last > position + reach:
                        # What the phrase needs is further off: go on to the first start that is near enough.
                        index = bisect_left(starts, last - reach, index)
                        continue
                match = match_at(text, position)
                tries += 1
                if match is not None and match.end() > position:
                    yield position, match.end()
                    free, hits = match.end(), hits + 1
                if hits == MOST_HITS or tries == _MOST_TRIES:
                    return

    def _places_of(self, need: int) -> list[int]:
        places = self._places.get(need)
        if places is None:
            parts = [self._places_of_keys[key] for key in self._needs[need] & self._keys]
            places = parts[0] if len(parts) == 1 else sorted(chain.from_iterable(parts))
            self._places[need] = places
        return places


def _last_in_order(position: int, needed: list[list[int]]) -> int:
    """Return where what a phrase needs is complete, in its order, after a position; past every text if it never is."""
    for places in needed:
        index = bisect_left(places, position)
        if index == len(places):
            return _PAST_EVERY_TEXT
        position = places[index]
    return position


# Remembered beyond one index: most patterns are the same in the next version of the register.
@lru_cache(maxsize=8192)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)
