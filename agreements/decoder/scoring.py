"""Ranks the types that a text speaks of, by what its cues weigh and what it is like."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from .decoding import Confidence, Evidence, TypeReading
from .facts import Cue, TypeFacts
from .likeness import Likeness
from .matching import Found
from .negation import Stage
from .phrases import GAP, compile_phrase
from .text import CJK, FoldedText
from .weighing import NAME, Scores, Weighed, touches

# A type is answered from this score on. One weak hint is no answer.
THRESHOLD = 3.0
_CERTAIN, _CERTAIN_LEAD = 9.0, 3.0
_LIKELY = 5.0
# A text without a word of defense and without a name of its type must read so much like it. By measurement: texts of
# the types have 4.2 and more, but for those whose words of defense were added to the class.
_LEAST_UNSPOKEN, _FEWEST_WORDS = 4.0, 4
_OF_DEFENSE = ("defense", "weapon")
# Abbreviations have up to so many letters. One that stands alone may be short for anything, and is no more likely.
_LONGEST_ABBREVIATION, _BARE_AT_MOST = 7, 0.5
# Types that score less than this share of the best are only mentioned in passing.
_SHARE_OF_BEST = 0.4
# With likeness beside the cues the best type needs this much more than what speaks for something else. By measurement:
# the higher, the more texts that never name their type are taken for none; the lower, the more of no type for one.
_LEAST_WITH_LIKENESS = 0.5
# Where a type is named, likeness may set it right, as in a passing mention, and no more: so much of it counts.
_LIKE_OF_NAMED = 0.25
# So much less than it weighs the heaviest cue for something else counts where a text states a type by its name.
_BESIDE_A_NAME = 2.0
# Likeness is sure of long texts beyond all measure; more than this no reader could check.
_LIKE_LEAST_SHOWN, _LIKE_MOST_SHOWN = -3.0, 6.0
# A reading that rests on likeness alone shows so many words.
_MOST_TELLING = 6
_MOST_HINTS = 4


def rank(
    scores: Scores, likeness: Likeness | None, types: Iterable[TypeFacts], text: FoldedText, *, has_party: bool
) -> tuple[TypeReading, ...]:
    """Return the types that the text speaks of, best first; none where something else speaks louder.

    `has_party` tells whether it names a country or an organization.
    """
    order = {facts.slug: facts.position for facts in types}
    words = likeness.words_of(text.text) if likeness else []
    like = likeness.of(words) if likeness else {}
    first = _first(scores, like, order)
    if first is None:
        return ()
    # Of two or three words each reads like something.
    reads_so = len(words) >= _FEWEST_WORDS and like.get(first, 0.0) >= _LEAST_UNSPOKEN
    if not (reads_so or _is_of_matter(scores, first, text.text)):
        return ()
    is_bare = not (reads_so or has_party) and _is_bare(scores, text.text)
    spoken_of = _spoken_of(scores, like, order, first)
    readings: list[TypeReading] = []
    # Never more than that of a type that comes before.
    number = _BARE_AT_MOST if is_bare else 1.0
    for slug, score, claims in spoken_of:
        # Two types that are each named in words of their own do not contest each other: the text speaks of both.
        rivals = [other.score for other in spoken_of if other.slug != slug and _contest(claims, other.claims)]
        number = min(number, _likelihood(score, rivals, scores.other))
        said, shown = scores.by_type.get(slug, 0.0), [*scores.weighed.get(slug, ())]
        if likeness and said < THRESHOLD:
            shown += _telling(slug, likeness, words, text, scores.denied)
        if shown:
            lead = score - max(max(rivals, default=0.0), scores.other)
            confidence = Confidence.POSSIBLE if is_bare else _confidence(said, lead)
            against = evidence_of(scores.against.get(slug, ()), text)
            readings.append(
                TypeReading(slug, confidence, number, round(score, 2), _stage(shown), evidence_of(shown, text), against)
            )
    return tuple(readings)


def _spoken_of(scores: Scores, like: Mapping[str, float], order: Mapping[str, int], first: str) -> list["_Spoken"]:
    """Return the types that a text speaks of, `first` before all others, and not those that it only mentions."""
    said = scores.by_type
    # Likeness alone makes a first answer, and none beside another.
    listed = {
        slug: said.get(slug, 0.0) + _shown(like.get(slug, 0.0))
        for slug in order
        if slug == first or said.get(slug, 0.0) >= THRESHOLD
    }
    claims = {slug: _claims(scores.weighed.get(slug, ())) for slug in listed}
    least = said.get(first, 0.0) * _SHARE_OF_BEST
    return [
        _Spoken(slug, score, claims[slug])
        for slug, score in sorted(listed.items(), key=lambda pair: (pair[0] != first, -pair[1], order[pair[0]]))
        if slug == first or said[slug] >= least or _stands_alone(slug, score, claims)
    ]


def _likelihood(score: float, rivals: Iterable[float], other: float) -> float:
    """Return how likely a type is beside those that claim the same words and what speaks for something else."""
    beside = exp(max(other, THRESHOLD - 1.0) / 2.5)
    return round(exp(score / 2.5) / (sum(exp(one / 2.5) for one in (score, *rivals)) + beside), 3)


def _first(scores: Scores, like: Mapping[str, float], order: Mapping[str, int]) -> str | None:
    """Return the type that cues and likeness together speak for most, if it is more than speaks for something else."""
    # What a text denies may read like the type all the same: then only what it also states counts.
    totals = {
        slug: said + like.get(slug, 0.0) * (_LIKE_OF_NAMED if said >= NAME else 1.0)
        for slug in order
        for said in (scores.by_type.get(slug, 0.0),)
        if slug in scores.by_type or (slug in like and not scores.denied)
    }
    if not totals:
        return None
    first = min(totals, key=lambda slug: (-totals[slug], order[slug]))
    other = _beside_a_name(scores, first)
    if like:
        return first if totals[first] > other + _LEAST_WITH_LIKENESS else None
    return first if totals[first] >= max(THRESHOLD, other) else None


def _is_of_matter(scores: Scores, slug: str, text: str) -> bool:
    """Tell whether a text is of security: by a word of it or by a name of the type.

    Firms share costs and nations sell salmon as well; what tells them apart is said elsewhere in the text.
    """
    return (
        any(one.found.what.is_own_name for one in scores.weighed.get(slug, ()))
        or _words_of_defense().search(text) is not None
    )


@cache
def _words_of_defense() -> re.Pattern[str]:
    sources = (compile_phrase(f"{{{name}}}", language).source for name in _OF_DEFENSE for language in ("en", "ja"))
    return re.compile("|".join(sources))


def _is_bare(scores: Scores, text: str) -> bool:
    """Tell whether nothing but an abbreviation speaks for a type."""
    cues = [one.found.what for weighed in scores.weighed.values() for one in weighed]
    return (
        len(scores.by_type) == 1
        and all(_is_abbreviation(cue.phrase) and cue.weight >= NAME for cue in cues)
        and not _words_of_defense().search(text)
    )


def _is_abbreviation(phrase: str) -> bool:
    return phrase.isascii() and phrase.isalpha() and len(phrase) <= _LONGEST_ABBREVIATION


def _beside_a_name(scores: Scores, slug: str) -> float:
    """Return what speaks for something else, at most the heaviest of it where the text states the type by its name.

    A communiqué has many topics: all together they do not make the agreement that it names go away.
    """
    is_named = any(
        one.stage is Stage.STATED and one.found.what.weight >= NAME and GAP not in one.found.what.phrase
        for one in scores.weighed.get(slug, ())
    )
    if not is_named:
        return scores.other
    return min(scores.other, max((one.weight for one in scores.other_weighed), default=0.0) - _BESIDE_A_NAME)


def _shown(likeness: float) -> float:
    return max(_LIKE_LEAST_SHOWN, min(_LIKE_MOST_SHOWN, likeness))


def hints_of(scores: Scores, text: FoldedText) -> tuple[Evidence, ...]:
    """Return the words that come nearest to naming a type, heaviest first."""
    weighed = sorted(
        (one for cues in scores.weighed.values() for one in cues),
        key=lambda one: (-one.weight, one.found.start, one.found.what.phrase),
    )
    found = {evidence.start: evidence for evidence in evidence_of(weighed[:_MOST_HINTS], text)}
    places = [text.span(one.found.start, one.found.end)[0] for one in weighed[:_MOST_HINTS]]
    return tuple(found.pop(place) for place in places if place in found)


def _telling(
    slug: str, likeness: Likeness, words: Sequence[str], text: FoldedText, denied: Sequence[Weighed]
) -> list[Weighed]:
    """Return the words by which the text is like the type, without what it denies."""
    return [
        Weighed(
            Found(_word_cue(slug, text.text[hit.start : hit.end], hit.what), hit.start, hit.end), Stage.STATED, hit.what
        )
        for hit in likeness.telling_words(text, words, slug, most=_MOST_TELLING)
        if not any(hit.start < one.found.end and one.found.start < hit.end for one in denied)
    ]


def _word_cue(slug: str, word: str, say: float) -> Cue:
    return Cue(
        "ja" if CJK.search(word) else "en",
        word,
        max(1, round(say)),
        type=slug,
        reason_en="Texts about this type often have this word.",
        reason_ja="この種類についての文章によく出てくる言葉。",
    )


def evidence_of(cues: Iterable[Weighed], text: FoldedText) -> tuple[Evidence, ...]:
    """Return the words behind the cues, in the order of the text; of several cues for the same words the heaviest."""
    heaviest: dict[tuple[int, int], Weighed] = {}
    for weighed in cues:
        place = text.span(weighed.found.start, weighed.found.end)
        if place not in heaviest or abs(weighed.weight) > abs(heaviest[place].weight):
            heaviest[place] = weighed
    return tuple(
        Evidence(start, end, text.original[start:end], weighed.found.what, weighed.stage)
        for (start, end), weighed in sorted(heaviest.items(), key=lambda item: item[0])
    )


class _Claims(NamedTuple):
    """Where a text has the cues of a type, and where its names among them."""

    places: Sequence[tuple[int, int]]
    names: Sequence[tuple[int, int]]


class _Spoken(NamedTuple):
    """A type that a text speaks of."""

    slug: str
    score: float
    claims: _Claims


def _claims(cues: Sequence[Weighed]) -> _Claims:
    places = [(found.start, found.end) for found, _, _ in cues]
    names = [place for place, (found, _, _) in zip(places, cues, strict=True) if found.what.weight >= NAME]
    return _Claims(places, names)


def _stands_alone(slug: str, score: float, claims: Mapping[str, _Claims]) -> bool:
    """Tell whether a type is named in words that no other type claims, however loud the others are."""
    if score < _LIKELY:
        return False
    return any(
        not any(touches(*name, others.places) for other, others in claims.items() if other != slug)
        for name in claims[slug].names
    )


def _contest(one: _Claims, other: _Claims) -> bool:
    """Tell whether two types claim the same words: whether either has no name that stands free of the other's cues."""
    return not (_has_own_name(one, other) and _has_own_name(other, one))


def _has_own_name(one: _Claims, other: _Claims) -> bool:
    return any(not touches(*name, other.places) for name in one.names)


def _confidence(score: float, lead: float) -> Confidence:
    if score >= _CERTAIN and lead >= _CERTAIN_LEAD:
        return Confidence.CERTAIN
    return Confidence.LIKELY if score >= _LIKELY and lead >= 1.0 else Confidence.POSSIBLE


def _stage(cues: Iterable[Weighed]) -> Stage:
    heaviest = max(cues, key=lambda weighed: weighed.weight, default=None)
    return heaviest.stage if heaviest else Stage.STATED
