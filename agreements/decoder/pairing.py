"""Which partners a text joins to which types: “an ACSA with Italy and a GSOMIA with South Korea” holds two pairs.

Within a sentence each partner goes to the type before it or to the type after it, so that no type is left without one
where there are enough, and so that what is joined stands as near as can be. What a list holds is joined alike: “RAAs
with Australia and the UK”, “an ACSA and a GSOMIA with India”. A sentence of types alone is about the partners of the
last sentence that names any.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple, Self

# What may stand between the members of a list.
_LISTS = re.compile(
    r"[\s,/・&「」『』“”\"'()（）、-]*"
    r"(?:(?:and|or|as well as|along with|plus|both|及び|及|並びに|ならびに|および|と|や|も|に加え)"
    r"[\s,、「『“\"'()（）]*)?(?:(?:an?|the|with|its|their|との?)\s*)*",
    re.IGNORECASE,
)
_TWO_CLAUSES = re.compile(r"\s*,\s*and\b")
_FOLLOWED = re.compile("に(?:続|次[ぐい])")
# What parts clauses, and is as if so many characters stood there.
_PARTS = re.compile(r"[,;:、；：]|\b(?:and|but|while|whereas|or)\b", re.IGNORECASE)
_PART = 20
# Further off, in characters, nothing is joined even in one sentence, which may be a list of pages; and so many names
# are looked at for the sentence that has a partner. Both keep a long text quick.
REACH, _FEW = 400, 20
# More than any sentence has: a type without a partner is worse than any distance.
_WITHOUT = 1_000_000


class Place(NamedTuple):
    """Words of a text, by their place in it, and the slug of the partner or type that they name."""

    start: int
    end: int
    slug: str


@dataclass(frozen=True, slots=True)
class _Listed:
    """What stands in one list in a text, all of it partners or all of it types."""

    start: int
    end: int
    slugs: frozenset[str]


def joined(
    text: str, sentence_ends: Sequence[int], partners: Iterable[Place], types: Iterable[Place]
) -> Mapping[str, frozenset[str]]:
    """Return for each type the partners that the text joins to it. `sentence_ends` are places in the text, in order."""
    named = _Partners(text, sentence_ends, sorted(partners))
    found: dict[str, set[str]] = {}
    for sentence, of_types in _stretches(sentence_ends, sorted(types)):
        end = max(place.end for place in of_types)
        of_partners = named.within(sentence, of_types[0].start - REACH, end + REACH)
        partner_slugs = {place.slug for place in of_partners}
        type_slugs = {place.slug for place in of_types}
        # Most sentences have only one of either, and there is nothing to choose.
        if len(partner_slugs) > 1 and len(type_slugs) > 1:
            for partner, of_type in _joined_in(_Sentence.of(text, of_partners, of_types)):
                for slug in of_type.slugs:
                    found.setdefault(slug, set()).update(partner.slugs)
        else:
            for slug in type_slugs:
                found.setdefault(slug, set()).update(partner_slugs or named.beside(sentence))
    return {slug: frozenset(slugs) for slug, slugs in found.items()}


def _stretches(sentence_ends: Sequence[int], types: Iterable[Place]) -> Iterator[tuple[int, list[Place]]]:
    """Yield the types that stand together in a sentence, with its number."""
    number, stretch = 0, list[Place]()
    for place in types:
        sentence = bisect_right(sentence_ends, place.start)
        if stretch and (sentence != number or place.start - stretch[-1].end > 2 * REACH):
            yield number, stretch
            stretch = []
        number = sentence
        stretch.append(place)
    if stretch:
        yield number, stretch


class _Partners:
    """The partners that a text names, in its order."""

    def __init__(self, text: str, sentence_ends: Sequence[int], places: list[Place]) -> None:
        self._text, self._sentence_ends, self._places = text, sentence_ends, places
        self._starts = [place.start for place in places]
        self._has_forerunners = _FOLLOWED.search(text) is not None

    def within(self, sentence: int, begin: int, end: int) -> list[Place]:
        """Return those of a sentence between two places of the text."""
        if sentence:
            begin = max(begin, self._sentence_ends[sentence - 1])
        if sentence < len(self._sentence_ends):
            end = min(end, self._sentence_ends[sentence])
        found = self._places[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]
        return _without_forerunners(self._text, found) if self._has_forerunners else found

    def beside(self, sentence: int) -> frozenset[str]:
        """Return the slugs of the last sentence before one that names any, or else of the first after it."""
        begin = self._sentence_ends[sentence - 1] if sentence else 0
        number = bisect_left(self._starts, begin)
        for place in chain(reversed(self._places[max(0, number - _FEW) : number]), self._places[number:][:_FEW]):
            of_place = bisect_right(self._sentence_ends, place.start)
            if found := self.within(of_place, place.start - REACH, place.end + REACH):
                return frozenset(partner.slug for partner in found)
        return frozenset()


def _without_forerunners(text: str, partners: Sequence[Place]) -> list[Place]:
    """Leave out partners that only came first: “フィリピン、マレーシアに続く” is said of a deal with another."""
    kept: list[Place] = []
    follows: Place | None = None
    for place in reversed(partners):
        if _FOLLOWED.match(text, place.end) or (follows and _LISTS.fullmatch(text, place.end, follows.start)):
            follows = place
        else:
            kept.append(place)
            follows = None
    return kept[::-1]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The lists of a sentence in its order: its runs of types, and the partners before, between and after them."""

    types: tuple[tuple[_Listed, ...], ...]
    # One more than of types.
    partners: tuple[tuple[_Listed, ...], ...]
    # Where clauses part.
    parted: tuple[int, ...]

    @classmethod
    def of(cls, text: str, of_partners: Iterable[Place], of_types: Iterable[Place]) -> Self:
        # A type whose words hold those of a partner comes before it, also where both begin together.
        mentions = sorted(
            [(place.start, True, place) for place in of_partners] + [(place.start, False, place) for place in of_types]
        )
        types: list[tuple[_Listed, ...]] = []
        partners: list[tuple[_Listed, ...]] = [()]
        for is_partner, run in groupby(mentions, key=itemgetter(1)):
            lists = _lists(text, [place for _, _, place in run])
            if is_partner:
                partners[-1] = lists
            else:
                types.append(lists)
                partners.append(())
        end = max(place.end for _, _, place in mentions)
        parted = [part.start() for part in _PARTS.finditer(text, mentions[0][0], end)]
        return cls(tuple(types), tuple(partners), tuple(parted))

    def distance(self, one: _Listed, other: _Listed) -> int:
        """Return how many characters stand between two lists, more where they part clauses."""
        start, end = min(one.end, other.end), max(one.start, other.start)
        if start >= end:
            return 0
        return end - start + _PART * (bisect_left(self.parted, end) - bisect_left(self.parted, start))


def _joined_in(sentence: _Sentence) -> Iterator[tuple[_Listed, _Listed]]:
    """Yield what a sentence joins, partners first."""
    with_partner: set[_Listed] = set()
    for number, (partners, to_left) in enumerate(zip(sentence.partners, _splits(sentence), strict=True)):
        for place, partner in enumerate(partners):
            of_type = sentence.types[number - 1][-1] if place < to_left else sentence.types[number][0]
            with_partner.add(of_type)
            yield partner, of_type
    every = list(chain.from_iterable(sentence.partners))
    starts = [partner.start for partner in every]
    for of_type in chain.from_iterable(sentence.types):
        if of_type not in with_partner:
            after = bisect_left(starts, of_type.start)
            beside = every[max(0, after - 1) : after + 1]
            yield min(beside, key=lambda partner: sentence.distance(partner, of_type)), of_type


class _Way(NamedTuple):
    """How the partners up to a place are parted, the last choice first, and what that costs."""

    cost: int
    chosen: int = 0
    before: "_Way | None" = None


def _splits(sentence: _Sentence) -> list[int]:
    """Return for each run of partners how many of its lists go to the types before it; the others go to those after.

    From run to run the best way is kept for each of two ends: the types that come next have a partner, or have none.
    """
    ways = {True: _Way(0)}
    for number, partners in enumerate(sentence.partners):
        before = sentence.types[number - 1][-1] if number else None
        after = sentence.types[number][0] if number < len(sentence.types) else None
        to_left = [sentence.distance(partner, before) if before else _WITHOUT for partner in partners]
        to_right = [sentence.distance(partner, after) if after else _WITHOUT for partner in partners]
        next_ways: dict[bool, _Way] = {}
        cost = sum(to_right)
        for left in range(len(partners) + 1):
            cost += to_left[left - 1] - to_right[left - 1] if left else 0
            goes_right = left < len(partners)
            for has_partner, way in ways.items():
                total = way.cost + cost + (0 if has_partner or left else _WITHOUT)
                if goes_right not in next_ways or total < next_ways[goes_right].cost:
                    next_ways[goes_right] = _Way(total, left, way)
        ways = next_ways
    # After the last run there are no types.
    way = min(ways.values(), key=lambda way: way.cost)
    chosen: list[int] = []
    while way.before is not None:
        chosen.append(way.chosen)
        way = way.before
    return chosen[::-1]


def _lists(text: str, run: Sequence[Place]) -> tuple[_Listed, ...]:
    """Return the lists in a run of mentions, all of them of partners or all of types."""
    lists: list[list[Place]] = [[run[0]]]
    end = run[0].end
    for one, other in pairwise(run):
        # Overlapping words, another name of the same, or the next of a list.
        if other.start < end or one.slug == other.slug or _goes_on(text, lists[-1], end, other.start):
            lists[-1].append(other)
        else:
            lists.append([other])
        end = max(end, other.end)
    return tuple(
        _Listed(
            members[0].start,
            max(member.end for member in members),
            frozenset(member.slug for member in members),
        )
        for members in lists
    )


def _goes_on(text: str, listed: Sequence[Place], end: int, start: int) -> bool:
    """Tell whether a list goes on after what stands in it. Of two that a comma and “and” part none is one."""
    if _TWO_CLAUSES.match(text, end, start) and len({place.slug for place in listed}) == 1:
        return False
    return _LISTS.fullmatch(text, end, start) is not None
