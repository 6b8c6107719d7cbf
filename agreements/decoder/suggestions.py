"""Answers to the key's questions that can be read off a text. They are suggestions: a reader confirms them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from .decoding import AmountReading, Evidence, ItemReading, PartyReading, Suggestion, TypeReading
from .facts import JAPAN, Cue
from .negation import Stage
from .scoring import evidence_of
from .text import FoldedText
from .weighing import Weighed

_PARTIES = Cue("", "", 1, state=("parties", "two"), reason_en="The parties named.", reason_ja="本文に出てくる当事者。")
_NAMED_ITEM = Cue("", "", 1, state=("named-item", "yes"), reason_en="An item or a sum.", reason_ja="品目または金額。")


def suggested_answers(
    states: Sequence[Weighed],
    types: Sequence[TypeReading],
    possible: Mapping[str, frozenset[str]],
    parties: Sequence[PartyReading],
    amounts: Sequence[AmountReading],
    items: Sequence[ItemReading],
    text: FoldedText,
) -> tuple[Suggestion, ...]:
    """Return the suggestions by character, in the order in which the text gives them. Without a type there are none.

    `possible` are the states that the type can have which the text surely speaks of: what contradicts them is said of
    something else in the text. A character that it leaves out may have any state.
    """
    if not types:
        return ()
    cues: dict[str, list[Weighed]] = defaultdict(list)
    for weighed in states:
        assert weighed.found.what.state is not None
        character, state = weighed.found.what.state
        if _may_be(possible, character, state):
            cues[character].append(weighed)
    found = [_of_character(character, weighed, text) for character, weighed in cues.items()]
    counted = [_parties(parties, text), _named_item(amounts, items, text)]
    found += [
        one
        for one in counted
        if one and one.character not in cues and all(_may_be(possible, one.character, state) for state in one.states)
    ]
    return tuple(sorted(found, key=lambda one: (one.evidence[0].start, one.character)))


def _may_be(possible: Mapping[str, frozenset[str]], character: str, state: str) -> bool:
    return character not in possible or state in possible[character]


def _of_character(character: str, weighed: Sequence[Weighed], text: FoldedText) -> Suggestion:
    """Of states that contradict each other, keep those that weigh most."""
    weights: dict[str, float] = defaultdict(float)
    for one in weighed:
        assert one.found.what.state is not None
        weights[one.found.what.state[1]] = max(weights[one.found.what.state[1]], one.weight)
    top = max(weights.values())
    states = tuple(sorted(state for state, weight in weights.items() if weight == top))
    kept = [one for one in weighed if one.found.what.state and one.found.what.state[1] in states]
    return Suggestion(character, states, evidence_of(kept, text))


def _parties(parties: Sequence[PartyReading], text: FoldedText) -> Suggestion | None:
    # Japan is often left unsaid in a Japanese text, so that one other name already makes two.
    named = [party for party in parties if party.slug != JAPAN]
    count = len(parties) if len(named) < len(parties) else len(named) + 1
    if len(parties) < 2:
        return None
    span = parties[0].spans[0]
    evidence = Evidence(span.start, span.end, text.original[span.start : span.end], _PARTIES, Stage.STATED)
    return Suggestion("parties", ("two" if min(count, len(parties)) == 2 else "more",), (evidence,))


def _named_item(amounts: Sequence[AmountReading], items: Sequence[ItemReading], text: FoldedText) -> Suggestion | None:
    spans = [item.span for item in items] + [amount.span for amount in amounts]
    if not spans:
        return None
    span = min(spans, key=lambda one: one.start)
    evidence = Evidence(span.start, span.end, text.original[span.start : span.end], _NAMED_ITEM, Stage.STATED)
    return Suggestion("named-item", ("yes",), (evidence,))
