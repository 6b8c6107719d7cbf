"""A reader's replies, and their one canonical address: `subject=supplies&payment=gift,settled&classified=unsure`."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .matrix import STATE_SEPARATOR, UNSURE_WORD, Matrix

# "Not sure" is a reply that ticks nothing, so it can never speak against a taxon.
UNSURE: Final[frozenset[str]] = frozenset()

QueryPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one character: the states ticked, in the order of the matrix. None at all means "not sure"."""

    character: str
    states: tuple[str, ...]

    @property
    def is_unsure(self) -> bool:
        return not self.states

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(self.states)

    @property
    def value(self) -> str:
        """The reply as an address writes it."""
        return STATE_SEPARATOR.join(self.states) or UNSURE_WORD


@dataclass(frozen=True, slots=True)
class Answers:
    """All replies, in the order of the matrix. Build one with `answers_of` or `parse`, which keep that order."""

    given: tuple[Answer, ...] = ()

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def __contains__(self, character: object) -> bool:
        return any(answer.character == character for answer in self.given)

    def get(self, character: str) -> Answer | None:
        return next((answer for answer in self.given if answer.character == character), None)

    @property
    def sure(self) -> tuple[Answer, ...]:
        """The replies that count: all but "not sure"."""
        return tuple(answer for answer in self.given if not answer.is_unsure)

    def as_mapping(self) -> dict[str, frozenset[str]]:
        return {answer.character: answer.ticked for answer in self.given}

    def with_answer(self, matrix: Matrix, character: str, states: Collection[str]) -> "Answers":
        """Return a copy with this reply in place of an earlier one; UNSURE for "not sure"."""
        return answers_of(matrix, {**self.as_mapping(), character: states})

    def without(self, character: str) -> "Answers":
        return Answers(tuple(answer for answer in self.given if answer.character != character))

    def to_query(self) -> list[QueryPair]:
        """Return the canonical (key, value) pairs of the address."""
        return [(answer.character, answer.value) for answer in self.given]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What an address says: the answers, what was dropped, and whether the address was already the canonical one."""

    answers: Answers
    dropped: tuple[QueryPair, ...]
    is_canonical: bool


def answers_of(matrix: Matrix, states: Mapping[str, Collection[str]]) -> Answers:
    """Return the answers that tick exactly these states; anything unknown to the matrix raises ValueError.

    A deal is keyed in this way: by the states of its type, narrowed by its own.
    """
    unknown = [character for character in states if not matrix.has_character(character)]
    if unknown:
        raise ValueError(f"no character {', '.join(unknown)}")
    given = []
    for character in matrix.characters:
        if character.slug in states:
            ticked = states[character.slug]
            ordered = matrix.in_order(character.slug, ticked)
            if len(ordered) < len(set(ticked)):
                strange = ", ".join(sorted(set(ticked) - set(ordered)))
                raise ValueError(f"{character.slug} has no state {strange}")
            given.append(Answer(character.slug, ordered))
    return Answers(tuple(given))


def parse(
    matrix: Matrix, query: Mapping[str, str] | Iterable[QueryPair], reserved: Collection[str] = frozenset()
) -> Parsed:
    """Read the answers from the pairs of a query string; junk is dropped and never changes the rest.

    A key given twice means the union of its states, as a form's check boxes send them. "Not sure" beside a state is
    dropped: whoever ticks a state has said something. Keys in `reserved` belong to the view and are left alone.
    """
    pairs = list(query.items()) if isinstance(query, Mapping) else list(query)
    pairs = [pair for pair in pairs if pair[0] not in reserved]
    ticked: dict[str, set[str]] = {}
    dropped: list[QueryPair] = []
    for key, value in pairs:
        for word in (part.strip() for part in value.split(STATE_SEPARATOR)):
            if _is_known(matrix, key, word):
                ticked.setdefault(key, set()).add(word)
            else:
                dropped.append((key, word))
    answers = answers_of(matrix, {key: words - {UNSURE_WORD} for key, words in ticked.items()})
    return Parsed(answers, tuple(dropped), is_canonical=pairs == answers.to_query())


def _is_known(matrix: Matrix, key: str, word: str) -> bool:
    if not matrix.has_character(key):
        return False
    return word == UNSURE_WORD or word in matrix.character(key).state_slugs
