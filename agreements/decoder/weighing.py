"""Weighs the cues that were found in a text, for each type and for something else."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .facts import Cue
from .matching import Found
from .negation import Stage, stage_of
from .phrases import GAP

# The second and each further cue for one type adds less: words that say the same thing are not new evidence.
_FALLING = (1.0, 0.6, 0.45, 0.35, 0.25, 0.2)
_FALLING_FLOOR = 0.12
# From this weight on a cue hides what lies within it.
_COVERS_FROM = 4
# A cue of this weight is a name of its type, or as good as one.
NAME = 7
# So many cues for one type are beyond doubt; a long text has no use for more.
_MOST_WEIGHED = 24
# What the beginning of a text says counts most; what stands far down counts little less.
_HEAD, _TAIL_FACTOR = 220, 0.8
_STAGE_FACTORS = {Stage.STATED: 1.0, Stage.UNDER_DISCUSSION: 0.95, Stage.IN_PASSING: 0.6}


class Weighed(NamedTuple):
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
    for hit in _not_inside_a_longer_one(_not_over_a_name(found)):
        cue = hit.what
        if cue.state is not None:
            if len(states) < 4 * _MOST_WEIGHED:
                states.append(Weighed(hit, Stage.STATED, cue.weight))
        elif cue.type is None:
            other.append(Weighed(hit, Stage.STATED, cue.weight * _place_factor(hit.start)))
        elif cue.weight < 0:
            against[cue.type].append(Weighed(hit, Stage.STATED, cue.weight))
        else:
            if len(supporting.get(cue.type, ())) >= _MOST_WEIGHED:
                continue
            stage = stage_of(text, hit.start, hit.end)
            if stage is Stage.DENIED:
                denied.append(Weighed(hit, stage, 0.0))
                continue
            weight = cue.weight * _STAGE_FACTORS[stage] * _place_factor(hit.start)
            supporting[cue.type].append(Weighed(hit, stage, weight))
    _carry_denials(supporting, denied)
    by_type = {
        slug: _total(cues) + sum(weighed.weight for weighed in against.get(slug, ()))
        for slug, cues in supporting.items()
    }
    return Scores(by_type, dict(supporting), dict(against), _total(other), other, denied, states)


def _carry_denials(supporting: dict[str, list[Weighed]], denied: list[Weighed]) -> None:
    """Move to the denied what touches a denied cue of its type, and all of a type whose name is only ever denied.

    Of "物品役務相互提供協定を締結していない" one cue ends in the middle, far from the denial.
    """
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    named: set[str] = set()
    for one in denied:
        assert one.found.what.type is not None
        spans[one.found.what.type].append((one.found.start, one.found.end))
        if one.found.what.weight >= NAME:
            named.add(one.found.what.type)
    for slug, of_type in spans.items():
        kept = supporting.get(slug, [])
        touching = [
            one for one in kept if any(one.found.start <= end and start <= one.found.end for start, end in of_type)
        ]
        kept = [one for one in kept if one not in touching]
        if slug in named and not any(one.found.what.weight >= NAME for one in kept):
            touching, kept = touching + kept, []
        denied += [Weighed(one.found, Stage.DENIED, 0.0) for one in touching]
        supporting.pop(slug, None)
        if kept:
            supporting[slug] = kept


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
        if weighed.found.what.phrase in seen or touches(start, end, taken):
            continue
        seen.add(weighed.found.what.phrase)
        taken.append((start, end))
        total += weighed.weight * (_FALLING[step] if step < len(_FALLING) else _FALLING_FLOOR)
        step += 1
    return total


def touches(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    for begin, stop in taken:  # noqa: SIM110 - asked thousands of times for a long text
        if start < stop and begin < end:
            return True
    return False


def _not_over_a_name(found: Sequence[Found[Cue]]) -> list[Found[Cue]]:
    """Drop a cue for something else whose gap swallows the name of a type that it does not name itself."""
    # In the order of their beginnings, as all finds are: the few that a cue can hold are looked up.
    names = [
        hit for hit in found if hit.what.type is not None and hit.what.weight >= NAME and GAP not in hit.what.phrase
    ]
    starts = [name.start for name in names]
    return [
        hit
        for hit in found
        if hit.what.type is not None
        or hit.what.state is not None
        or GAP not in hit.what.phrase
        or not any(
            name.end <= hit.end and name.what.phrase.lower() not in hit.what.phrase.lower()
            for name in names[bisect_right(starts, hit.start) : bisect_right(starts, hit.end)]
        )
    ]


def _not_inside_a_longer_one(found: Sequence[Found[Cue]]) -> list[Found[Cue]]:
    """Drop a cue whose words lie within a longer find for another type that weighs as much or more.

    The title of a special measures agreement holds that of the status of forces agreement, which holds that of the
    treaty: the longest says what the text is.
    """
    kept: list[Found[Cue]] = []
    # Those that later ones may lie within, with their type and weight, and where the first of them ends.
    open_: list[tuple[int, int, str | None, int]] = []
    ends = 0
    # As numbers and words they are put in order in a fraction of the time that a key for each would take.
    for start, negative_end, _, number in sorted(
        [(hit.start, -hit.end, hit.what.phrase, number) for number, hit in enumerate(found)]
    ):
        hit, end = found[number], -negative_end
        cue = hit.what
        if cue.state is not None:
            kept.append(hit)
            continue
        if open_ and ends <= start:
            open_ = [outer for outer in open_ if outer[1] > start]
            ends = min([outer[1] for outer in open_], default=0)
        weight = cue.weight
        if weight < 0 or not open_ or not _is_covered(start, end, cue.type, weight, open_):
            kept.append(hit)
        if weight >= _COVERS_FROM:
            ends = min(ends, end) if open_ else end
            open_.append((start, end, cue.type, weight))
    return kept


def _is_covered(
    start: int, end: int, type_slug: str | None, weight: int, open_: Iterable[tuple[int, int, str | None, int]]
) -> bool:
    """Tell whether a find lies within one of those that begin no later, and is shorter."""
    for outer_start, outer_end, of_outer, outer_weight in open_:
        longer = end <= outer_end and outer_end - outer_start > end - start
        if longer and of_outer != type_slug and outer_weight >= weight:
            return True
    return False
