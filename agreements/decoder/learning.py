"""Learns the weights of likeness from samples: a logistic regression, by stochastic gradient descent.

Run when the examples change, by `manage.py teach_decoder`; never while a text is read. The same samples give the same
weights.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from random import Random

from .facts import Sample
from .likeness import Weights, WordsOfLikeness
from .text import folded

_ROUNDS = 24
_RATE = 1.0
# How strongly weights are drawn to zero, for each sample.
_SHRINKING = 2e-5
# A word met in one sample alone says nothing that holds elsewhere.
_FEWEST_SAMPLES = 2
# What the register writes of its deals and types is long and of one voice, and counts half.
_OF_REGISTER = 0.5
_NO_NEWS = 0.004


@dataclass(frozen=True, slots=True)
class _Lesson:
    type: int
    words: tuple[int, ...]
    share: float


def learn(examples: Iterable[Sample], of_register: Iterable[Sample], names: Iterable[str], digest: str = "") -> Weights:
    """Return weights learned from texts written for the purpose and from those of the register."""
    reader = WordsOfLikeness(names)
    samples = [(sample.type, frozenset(reader.of(folded(sample.text))), 1.0) for sample in examples]
    samples += [(sample.type, frozenset(reader.of(folded(sample.text))), _OF_REGISTER) for sample in of_register]
    samples.sort(key=lambda sample: (sample[0] or "", sorted(sample[1])))
    met = Counter(word for _, words, _ in samples for word in words)
    words = sorted(word for word, count in met.items() if count >= _FEWEST_SAMPLES)
    number_of = {word: number for number, word in enumerate(words)}
    types: tuple[str | None, ...] = (*sorted({kind for kind, _, _ in samples if kind}), None)
    lessons = [
        _Lesson(types.index(kind), tuple(sorted(number_of[word] for word in of_text if word in number_of)), share)
        # As in reading, a text's length is that of all its words.
        for kind, of_text, share in samples
    ]
    lengths = [1 / sqrt(len(of_text) or 1) for _, of_text, _ in samples]
    bases, weights = _descend(lessons, lengths, len(types), len(words))
    return Weights(types, tuple(bases), {word: tuple(of) for word, of in zip(words, weights, strict=True)}, digest)


def _descend(
    lessons: Sequence[_Lesson], lengths: Sequence[float], types: int, words: int
) -> tuple[list[float], list[list[float]]]:
    bases = [0.0] * types
    weights = [[0.0] * types for _ in range(words)]
    # For each weight the squares of its steps so far: the more it has been moved, the less it still moves.
    steps = [[1e-4] * types for _ in range(words)]
    order = list(range(len(lessons)))
    shuffle = Random(1947).shuffle
    for _ in range(_ROUNDS):
        shuffle(order)
        for number in order:
            lesson, length = lessons[number], lengths[number]
            says = [weights[word] for word in lesson.words]
            totals = [
                base + length * sum(of_type) for base, of_type in zip(bases, zip(*says, strict=True), strict=True)
            ]
            most = max(totals, default=0.0)
            powers = [exp(total - most) for total in totals]
            together = sum(powers)
            for kind, power in enumerate(powers):
                error = lesson.share * (power / together - (kind == lesson.type))
                if abs(error) < _NO_NEWS:
                    continue
                bases[kind] -= 0.02 * error
                slope = error * length
                for word, of_word in zip(lesson.words, says, strict=True):
                    pull = slope + _SHRINKING * of_word[kind]
                    steps[word][kind] += pull * pull
                    of_word[kind] -= _RATE * pull / sqrt(steps[word][kind])
    return bases, weights
