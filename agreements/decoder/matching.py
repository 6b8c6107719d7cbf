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
from itertools import chain, compress, count
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
# For so few a regular expression finds the places where one may stand; for more, all places are gone through.
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
        bits, lines = self.bits, 0
        for place in places:
            lines |= bits[place]
        return lines

    def extents(self, lines: int) -> Iterator[tuple[int, int]]:
        """Yield where the lines begin and end, in the order of the text."""
        while lines:
            lowest = lines & -lines
            yield self._lines[lowest.bit_length() - 1]
            lines ^= lowest


class _Beginning(NamedTuple):
    """A pair of characters with which pieces of Japanese begin."""

    # The pair, if it is a piece itself.
    piece: str | None
    # The longer pieces, by the character that follows the pair.
    longer: Mapping[str, tuple[str, ...]]


class _Pieces:
    """The keys of an index that are pieces of Japanese, ready to be looked for.

    First all places of a text are narrowed to those of the pairs of characters with which pieces begin; longer pieces
    are then told apart by their first three.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        longer = [piece for piece in pieces if len(piece) > 1]
        self._single = re.compile(_one_of(piece for piece in pieces if len(piece) == 1))
        of_pair: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for piece in longer:
            of_pair[piece[:2]][piece[2:3]].append(piece)
        beginnings = {
            pair: _Beginning(
                pair if "" in by_third else None,
                {third: tuple(of_third) for third, of_third in by_third.items() if third},
            )
            for pair, by_third in of_pair.items()
        }
        self._by_pair = beginnings
        self._by_number = {
            number: beginning for pair, beginning in beginnings.items() for number in _numbers_of_pairs(pair, 0)
        }
        first, second = (_one_of(pair[place] for pair in beginnings) for place in (0, 1))
        self._few_pairs = re.compile(f"{first}(?={second})")

    def places(self, text: str) -> dict[str, list[int]]:
        """Return where the pieces stand in a text, each in its order."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for match in self._single.finditer(text):
            found[match.group()].append(match.start())
        starts_at = text.startswith
        # The character after each pair, and after the last one none with which a piece goes on.
        thirds = text[2:] + "\n"
        for place, (pair, longer) in self._beginnings(text):
            if pair:
                found[pair].append(place)
            if (third := thirds[place]) in longer:
                for piece in longer[third]:
                    if len(piece) == 3 or starts_at(piece, place):
                        found[piece].append(place)
        return found

    def _beginnings(self, text: str) -> Iterable[tuple[int, _Beginning]]:
        """Return, in their order, the places where pieces begin."""
        if len(self._by_pair) <= _FEW_PAIRS:
            places = (match.start() for match in self._few_pairs.finditer(text))
            of_places = ((place, self._by_pair.get(text[place : place + 2])) for place in places)
            return ((place, beginning) for place, beginning in of_places if beginning)
        found: list[_Beginning | None] = [None] * max(0, len(text) - 1)
        for offset in (0, 1):
            found[offset::2] = map(self._by_number.get, _numbers_of_pairs(text, offset))
        return zip(compress(count(), found), filter(None, found), strict=True)


def _one_of(characters: Iterable[str]) -> str:
    """Return a pattern for any of the characters; where there are none, for nothing."""
    listed = "".join(map(re.escape, sorted(set(characters))))
    return f"[{listed}]" if listed else r"[^\s\S]"


def _numbers_of_pairs(text: str, offset: int) -> memoryview:
    """Return each second pair of neighboring characters as a number: a text has many, and as strings they cost more."""
    encoded = text[offset:].encode("utf-32-le", "surrogatepass")
    return memoryview(encoded[: len(encoded) // 8 * 8]).cast("Q")


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
        pieces: list[str] = []
        for key in self._met_by:
            if key[0] == "~":
                self._beginnings.setdefault(key[1 : 1 + _BEGINNING], []).append(key[1:])
            elif CJK.match(key):
                pieces.append(key)
        self._pieces = _Pieces(pieces)

    def compile(self) -> None:
        """Compile every pattern now, so that no text waits for it."""
        for entry in self._entries:
            entry.regex = _compiled(entry.pattern.source)

    def find(self, words: WordsOfText) -> list[Found[T]]:
        """Return what a text has, in its order, each phrase at most `MOST_HITS` times."""
        search: _Search[T] = _Search(self._places(words), self._met_by, self._keys, words)
        entries, met = self._entries, search.met
        found = [
            (start, end, number)
            for need, numbers in self._by_rarest.items()
            if met[need]
            for number in numbers
            if (lines := search.common_lines(entries[number].needs))
            for start, end in search.matches(entries[number], lines)
        ]
        found.sort()
        return [Found(entries[number].thing, start, end) for start, end, number in found]

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
        self.met = [0] * len(needs)
        self._places: dict[int, list[int]] = {}
        met = self.met
        for key, found in places.items():
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

    def matches(self, entry: _Entry[T], lines: int) -> Iterable[tuple[int, int]]:
        """Return where the lines have a phrase, of which they have all words."""
        starts = self._places_of(entry.needs[0])
        if entry.pattern.literal:
            return _of_length(entry.pattern.literal, starts)
        if entry.regex is None:
            entry.regex = _compiled(entry.pattern.source)
        if len(starts) <= _MOST_TRIES:
            return self._matches_at_few(entry, entry.regex, starts, lines)
        return self._matches_at_many(entry, entry.regex, starts, lines)

    def _matches_at_few(
        self, entry: _Entry[T], regex: re.Pattern[str], starts: Sequence[int], lines: int
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

    def _is_near(self, entry: _Entry[T], position: int) -> bool:
        """Tell whether what a phrase needs stands within its reach. A word that goes on may be longer than that."""
        needed = [self._places_of(need) for need in entry.needs[1:]]
        return _last_in_order(position, needed) <= position + entry.pattern.reach

    def _matches_at_many(
        self, entry: _Entry[T], regex: re.Pattern[str], starts: Sequence[int], lines: int
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
