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
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import Generic, NamedTuple, TypeVar

from ahocorasick import Automaton

from .phrases import Pattern, compile_phrase
from .text import CJK

T = TypeVar("T")
_WORD = re.compile(r"[a-z0-9]+")
# What a text repeats more often adds nothing, and an endless repetition must not cost time without end.
MOST_HITS = 4
_MOST_TRIES = 120
# So many letters of a word sort the beginnings of words that phrases look for.
_BEGINNING = 3
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
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for match in _WORD.finditer(text):
            self.places[match.group()].append(match.start())
        # No spaces part Japanese into words.
        self.has_japanese = CJK.search(text) is not None
        self._lines: list[tuple[int, int]] = []
        # For each character the bit of its line.
        self.bits: list[int] = []
        start = 0
        for number, line in enumerate(text.split("\n")):
            self._lines.append((start, start + len(line)))
            self.bits += [1 << number] * (len(line) + 1)
            start += len(line) + 1

    def lines_with(self, places: Iterable[int]) -> int:
        """Return the lines in which the places lie, a bit for each."""
        return reduce(or_, map(self.bits.__getitem__, places))

    def extents(self, lines: int) -> Iterator[tuple[int, int]]:
        """Yield where the lines begin and end, in the order of the text."""
        while lines:
            lowest = lines & -lines
            yield self._lines[lowest.bit_length() - 1]
            lines ^= lowest


class _Pieces:
    """The keys of an index that are pieces of Japanese, all looked for in one pass over a text."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._automaton = Automaton()
        for piece in pieces:
            self._automaton.add_word(piece, (piece, len(piece) - 1))
        self._automaton.make_automaton()

    def places(self, text: str) -> dict[str, list[int]]:
        """Return where the pieces stand in a text, each in its order."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        # Without pieces there is nothing to go through.
        for last, (piece, before_last) in self._automaton.iter(text) if self._automaton else ():
            found[piece].append(last - before_last)
        return found


@dataclass(slots=True)
class _Entry:
    """A phrase that is more than a piece of Japanese, by its number in the index."""

    number: int
    pattern: Pattern
    # The numbers of `Pattern.needs` in the index: phrases share them.
    needs: tuple[int, ...]
    # Compiling all takes seconds, and a text meets few of them: each is compiled when first tried, or by `compile`.
    regex: re.Pattern[str] | None = None


class PhraseIndex(Generic[T]):
    """Phrases, each standing for a thing; finds the things of which a folded text has the phrase."""

    def __init__(self, phrases: Iterable[tuple[str, str, T]]) -> None:
        """Take (phrase, language, thing); a phrase that cannot be read raises PhraseError."""
        self._things: list[T] = []
        # Phrases that are nothing but one piece of Japanese need no more than to know where it stands.
        self._literals: dict[str, list[int]] = {}
        self._needs: dict[frozenset[str], int] = {}
        entries: list[_Entry] = []
        for number, (phrase, language, thing) in enumerate(phrases):
            self._things.append(thing)
            pattern = compile_phrase(phrase, language)
            if pattern.is_literal:
                self._literals.setdefault(min(pattern.needs[0]), []).append(number)
            else:
                needs = tuple(self._needs.setdefault(need, len(self._needs)) for need in pattern.needs)
                entries.append(_Entry(number, pattern, needs))
        self._keys = list(self._needs)
        # Where the entries are looked up: by the need that the fewest texts meet, which is that of few and long keys.
        self._by_rarest: dict[int, list[_Entry]] = {}
        for entry in entries:
            rarest = min(entry.needs, key=lambda need: (len(self._keys[need]), -max(map(len, self._keys[need]))))
            self._by_rarest.setdefault(rarest, []).append(entry)
        # The needs that each key meets: a whole word, a beginning of one, or a piece of Japanese.
        self._met_by: dict[str, list[int]] = {}
        for need, number in self._needs.items():
            for key in need:
                self._met_by.setdefault(key, []).append(number)
        self._beginnings: dict[str, list[str]] = {}
        pieces: list[str] = []
        for key in self._met_by.keys() | self._literals.keys():
            if key[0] == "~":
                self._beginnings.setdefault(key[1 : 1 + _BEGINNING], []).append(key[1:])
            elif CJK.match(key):
                pieces.append(key)
        self._pieces = _Pieces(pieces)

    def compile(self) -> None:
        """Compile every pattern now, so that no text waits for it."""
        for entry in chain.from_iterable(self._by_rarest.values()):
            entry.regex = _compiled(entry.pattern.source)

    def find(self, words: WordsOfText) -> list[Found[T]]:
        """Return what a text has, in its order, each phrase at most `MOST_HITS` times."""
        places = self._places(words)
        search = _Search(places, self._met_by, self._keys, words)
        met = search.met
        found = [
            (start, end, entry.number)
            for need, entries in self._by_rarest.items()
            if met[need]
            for entry in entries
            if (lines := search.common_lines(entry.needs))
            for start, end in search.matches(entry, lines)
        ]
        found += [
            (start, end, number)
            for piece in self._literals.keys() & places.keys()
            for start, end in _of_length(len(piece), places[piece])
            for number in self._literals[piece]
        ]
        found.sort()
        things = self._things
        return [Found(things[number], start, end) for start, end, number in found]

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
        if words.has_japanese:
            found.update(self._pieces.places(words.text))
        return found


class _Search:
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
        self.met = [0] * len(needs)
        self._places: dict[int, list[int]] = {}
        met = self.met
        for key, found in places.items():
            # Pieces that are phrases by themselves are not needed by others.
            if key in met_by:
                lines = words.lines_with(found)
                for need in met_by[key]:
                    met[need] |= lines

    def common_lines(self, needs: tuple[int, ...]) -> int:
        """Return the lines that meet all the needs."""
        lines = -1
        for need in needs:
            lines &= self.met[need]
            if not lines:
                break
        return lines

    def matches(self, entry: _Entry, lines: int) -> Iterable[tuple[int, int]]:
        """Return where the lines have a phrase, of which they have all words."""
        starts = self._places_of(entry.needs[0])
        if entry.regex is None:
            entry.regex = _compiled(entry.pattern.source)
        if len(starts) <= _MOST_TRIES:
            return self._matches_at_few(entry, entry.regex, starts, lines)
        return self._matches_at_many(entry, entry.regex, starts, lines)

    def _matches_at_few(
        self, entry: _Entry, regex: re.Pattern[str], starts: Sequence[int], lines: int
    ) -> list[tuple[int, int]]:
        """Try every start: to look first whether all that is needed follows would take longer."""
        match_at, text, bits = regex.match, self._words.text, self._words.bits
        found: list[tuple[int, int]] = []
        free = 0
        for position in starts:
            if position < free or not bits[position] & lines or (match := match_at(text, position)) is None:
                continue
            end = match.end()
            if end > position + entry.pattern.reach and not self._is_near(entry, position):
                continue
            found.append((position, end))
            if len(found) == MOST_HITS:
                break
            free = end
        return found

    def _is_near(self, entry: _Entry, position: int) -> bool:
        """Tell whether what a phrase needs stands within its reach. A word that goes on may be longer than that."""
        needed = [self._places_of(need) for need in entry.needs[1:]]
        return _last_in_order(position, needed) <= position + entry.pattern.reach

    def _matches_at_many(
        self, entry: _Entry, regex: re.Pattern[str], starts: Sequence[int], lines: int
    ) -> Iterator[tuple[int, int]]:
        """Try only the starts after which all that is needed follows in its order."""
        needed = [self._places_of(need) for need in entry.needs[1:]]
        reach, match_at, text = entry.pattern.reach, regex.match, self._words.text
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


def _of_length(length: int, starts: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first stretches of a length that begin at the starts and do not overlap."""
    found: list[tuple[int, int]] = []
    free = 0
    for start in starts:
        if start >= free:
            free = start + length
            found.append((start, free))
            if len(found) == MOST_HITS:
                break
    return found


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
