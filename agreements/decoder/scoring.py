"""Weighs the cues that were found, and ranks the types."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp

from .decoding import Confidence, Evidence, TypeReading
from .facts import Cue, TypeFacts
from .likeness import Likeness
from .matching import Found
from .negation import Stage, stage_of
from .text import CJK, FoldedText

# The second and each further cue for one type adds less: words that say the same thing are not new evidence.
_FALLING = (1.0, 0.6, 0.45, 0.35, 0.25, 0.2)
_FALLING_FLOOR = 0.12
# A type is answered from this score on. One weak hint is no answer.
THRESHOLD = 3.0
_CERTAIN, _CERTAIN_LEAD = 9.0, 3.0
_LIKELY = 5.0
# Types that score less than this share of the best are only mentioned in passing.
_SHARE_OF_BEST = 0.4
# So many cues for one type are beyond doubt; a long text has no use for more.
_MOST_WEIGHED = 24
# Pairs of characters add up faster than words. By measurement: below these, texts about other things begin to pass.
_LIKE_ENOUGH_JA, _LIKE_ENOUGH_EN, _LIKE_LEAD = 6.0, 4.5, 2.5
# What the beginning of a text says counts most; what stands far down counts little less.
_HEAD, _TAIL_FACTOR = 220, 0.8
_STAGE_FACTORS = {Stage.STATED: 1.0, Stage.UNDER_DISCUSSION: 0.95, Stage.IN_PASSING: 0.6}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A cue found, with its stage and what it adds."""

    found: Found[Cue]
    stage: Stage
    weight: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by type, with the cues behind them; `other` is the score for texts about something else."""

    by_type: dict[str, float]
    weighed: dict[str, list[Weighed]]
    against: dict[str, list[Weighed]]
    other: float
    other_weighed: list[Weighed]
    denied: list[Weighed]
    states: list[Weighed] = field(default_factory=list)


def weigh(text: str, found: Sequence[Found[Cue]]) -> Scores:
    """Return the scores of a folded text from all cues found in it."""
    supporting: dict[str, list[Weighed]] = defaultdict(list)
    against: dict[str, list[Weighed]] = defaultdict(list)
    other: list[Weighed] = []
    denied: list[Weighed] = []
    states: list[Weighed] = []
    for hit in _not_inside_a_longer_one(found):
        cue = hit.what
        if cue.state is not None:
            if len(states) < 4 * _MOST_WEIGHED:
                states.append(Weighed(hit, Stage.STATED, cue.weight))
        elif cue.type is None:
            other.append(Weighed(hit, Stage.STATED, cue.weight * _place_factor(hit.start)))
        elif cue.weight < 0:
            against[cue.type].append(Weighed(hit, Stage.STATED, cue.weight))
        else:
            if len(supporting[cue.type]) >= _MOST_WEIGHED:
                continue
            stage = stage_of(text, hit.start, hit.end)
            if stage is Stage.DENIED:
                denied.append(Weighed(hit, stage, 0.0))
                continue
            weight = cue.weight * _STAGE_FACTORS[stage] * _place_factor(hit.start)
            supporting[cue.type].append(Weighed(hit, stage, weight))
    by_type = {
        slug: _total(cues) + sum(weighed.weight for weighed in against.get(slug, ()))
        for slug, cues in supporting.items()
    }
    return Scores(by_type, dict(supporting), dict(against), _total(other), other, denied, states)


def rank(scores: Scores, types: Iterable[TypeFacts], text: FoldedText) -> tuple[TypeReading, ...]:
    """Return the types that the text speaks of, best first; none where something else speaks louder."""
    order = {facts.slug: facts.position for facts in types}
    listed = sorted(
        ((slug, score) for slug, score in scores.by_type.items() if slug in order and score >= THRESHOLD),
        key=lambda pair: (-pair[1], order[pair[0]]),
    )
    if not listed or scores.other > listed[0][1]:
        return ()
    best = listed[0][1]
    total = sum(exp(score / 2.5) for _, score in listed) + exp(max(scores.other, THRESHOLD - 1.0) / 2.5)
    readings: list[TypeReading] = []
    for slug, score in listed:
        if score < best * _SHARE_OF_BEST:
            continue
        runner_up = max((other for name, other in listed if name != slug), default=0.0)
        cues = scores.weighed[slug]
        readings.append(
            TypeReading(
                slug,
                _confidence(score, score - max(runner_up, scores.other)),
                round(exp(score / 2.5) / total, 3),
                round(score, 2),
                _stage(cues),
                evidence_of(cues, text),
                evidence_of(scores.against.get(slug, ()), text),
            )
        )
    return tuple(readings)


def reading_by_likeness(scores: Scores, likeness: Likeness, text: FoldedText) -> tuple[TypeReading, ...]:
    """Return the type that the text reads like, where no cue decides and none says that it is about something else."""
    if scores.other or scores.denied or scores.against:
        return ()
    best = likeness.best(text.text)
    if best is None:
        return ()
    slug, likelihood, lead = best
    enough = _LIKE_ENOUGH_JA if CJK.search(text.text) else _LIKE_ENOUGH_EN
    if likelihood < enough or lead < _LIKE_LEAD:
        return ()
    cues = [
        Weighed(
            Found(_word_cue(slug, text.text[hit.start : hit.end], hit.what), hit.start, hit.end), Stage.STATED, hit.what
        )
        for hit in likeness.telling_words(text.text, slug, most=6)
    ]
    number = round(min(0.6, 0.3 + likelihood / 60), 3)
    return (TypeReading(slug, Confidence.POSSIBLE, number, THRESHOLD, Stage.STATED, evidence_of(cues, text)),)


def _word_cue(slug: str, word: str, say: float) -> Cue:
    return Cue(
        "ja" if CJK.search(word) else "en",
        word,
        max(1, round(say)),
        type=slug,
        reason_en="The register often has this word where it writes of this type.",
        reason_ja="本資料がこの種類を説明するときによく使う言葉。",
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


def _place_factor(start: int) -> float:
    return 1.0 if start < _HEAD else _TAIL_FACTOR


def _total(cues: Iterable[Weighed]) -> float:
    """Add up cues so that further ones count less, and words count once for a type."""
    total = 0.0
    taken: list[tuple[int, int]] = []
    seen: set[str] = set()
    step = 0
    for weighed in sorted(cues, key=lambda w: (-w.weight, w.found.start, w.found.what.phrase)):
        start, end = weighed.found.start, weighed.found.end
        if weighed.found.what.phrase in seen or any(start < b and a < end for a, b in taken):
            continue
        seen.add(weighed.found.what.phrase)
        taken.append((start, end))
        total += weighed.weight * (_FALLING[step] if step < len(_FALLING) else _FALLING_FLOOR)
        step += 1
    return total


def _not_inside_a_longer_one(found: Sequence[Found[Cue]]) -> list[Found[Cue]]:
    """Drop a cue whose words lie within a longer find for another type that weighs as much or more.

    The title of a special measures agreement holds that of the status of forces agreement, which holds that of the
    treaty: the longest says what the text is.
    """
    kept: list[Found[Cue]] = []
    open_: list[Found[Cue]] = []
    for hit in sorted(found, key=lambda f: (f.start, -f.end, f.what.phrase)):
        open_ = [outer for outer in open_ if outer.end > hit.start]
        if not any(_covers(outer, hit) for outer in open_):
            kept.append(hit)
        open_.append(hit)
    return kept


def _covers(outer: Found[Cue], inner: Found[Cue]) -> bool:
    if outer.what.state is not None or inner.what.state is not None:
        return False
    longer = outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start
    return longer and outer.what.type != inner.what.type and outer.what.weight >= max(inner.what.weight, 4)


def _confidence(score: float, lead: float) -> Confidence:
    if score >= _CERTAIN and lead >= _CERTAIN_LEAD:
        return Confidence.CERTAIN
    return Confidence.LIKELY if score >= _LIKELY and lead >= 1.0 else Confidence.POSSIBLE


def _stage(cues: Iterable[Weighed]) -> Stage:
    heaviest = max(cues, key=lambda weighed: weighed.weight)
    return heaviest.stage
