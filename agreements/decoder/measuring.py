"""Measures a decoder on texts whose type is known."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from .decoder import Decoder
from .decoding import Undecodable

NONE = "none"
# The split that nobody looked at while tuning, and the groups that are counted within it alone too.
HELD_OUT = "held-out"
OF_HELD_OUT = ("all", "naming", "language")


def held_out(group: str) -> str:
    """Return the name of a group within the held-out texts alone."""
    return f"{HELD_OUT} {group}"


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with its type; None where it speaks of none. `named`: the type's own name stands in it."""

    id: str
    language: str
    text: str
    type: str | None
    named: bool
    about_japan: bool
    difficulty: int
    split: str

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        return cls(**{name: row[name] for name in cls.__slots__})

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        naming = NONE if self.type is None else "named" if self.named else "not named"
        groups = (
            ("all", "all"),
            ("type", self.type or NONE),
            ("language", self.language),
            ("difficulty", str(self.difficulty)),
            ("split", self.split),
            ("naming", naming),
            ("country", "Japan" if self.about_japan else "others"),
        )
        if self.split != HELD_OUT:
            return groups
        return (*groups, *((held_out(group), value) for group, value in groups if group in OF_HELD_OUT))


@dataclass(frozen=True, slots=True)
class Share:
    right: int
    of: int

    @property
    def accuracy(self) -> float:
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Mistake:
    text: LabelledText
    answer: str | None


@dataclass(frozen=True, slots=True)
class Measurement:
    """How many first answers were right, by group, and what was taken for what."""

    shares: Mapping[tuple[str, str], Share]
    confusions: tuple[tuple[str, str, int], ...]
    mistakes: tuple[Mistake, ...]

    def share(self, group: str, value: str = "all") -> Share:
        return self.shares.get((group, value), Share(0, 0))


def measure(texts: Iterable[LabelledText], decoder: Decoder) -> Measurement:
    """Decode all texts and compare the first answers with the types that the texts are known to speak of."""
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    confusions: Counter[tuple[str, str]] = Counter()
    mistakes: list[Mistake] = []
    for text in texts:
        answer = _first_answer(text.text, decoder)
        total.update(text.groups)
        if answer == text.type:
            right.update(text.groups)
        else:
            confusions[text.type or NONE, answer or NONE] += 1
            mistakes.append(Mistake(text, answer))
    return Measurement(
        {group: Share(right[group], count) for group, count in sorted(total.items())},
        tuple((was, taken, count) for (was, taken), count in sorted(confusions.items(), key=lambda c: (-c[1], c[0]))),
        tuple(mistakes),
    )


def _first_answer(text: str, decoder: Decoder) -> str | None:
    try:
        return decoder.decode(text).best
    except Undecodable:
        return None
