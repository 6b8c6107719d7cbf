"""A key for paper: couplets made from the matrix, each of which sends its reader on to another, or to a taxon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .answers import Answers
from .matrix import Matrix
from .next_question import ranked_questions
from .scoring import rank


@dataclass(frozen=True, slots=True)
class Lead:
    """States that lead to the same place: on to the couplet of that number, or, without one, to the taxa named."""

    states: tuple[str, ...]
    taxa: tuple[str, ...]
    goes_to: int | None


@dataclass(frozen=True, slots=True)
class Couplet:
    number: int
    character: str
    leads: tuple[Lead, ...]


def couplets(matrix: Matrix) -> tuple[Couplet, ...]:
    """Return the couplets in the order in which a reader meets them, from number 1.

    Each asks what tells most apart among the taxa that it is about, and each of its leads leaves fewer of them. Taxa
    that no character splits in this way end together.
    """
    everything = tuple(taxon.slug for taxon in matrix.taxa)
    if _question(matrix, everything) is None:
        return ()
    numbers: dict[tuple[str, ...], int] = {everything: 1}
    written: list[Couplet] = []
    waiting = [everything]
    while waiting:
        taxa = waiting.pop(0)
        character = _question(matrix, taxa)
        assert character is not None, "only sets that a question splits are numbered"
        leads = []
        for states, left in _splits(matrix, taxa, character):
            if left not in numbers and _question(matrix, left) is not None:
                numbers[left] = len(numbers) + 1
                waiting.append(left)
            leads.append(Lead(states, left, numbers.get(left)))
        written.append(Couplet(numbers[taxa], character, tuple(leads)))
    return tuple(written)


def _question(matrix: Matrix, taxa: Sequence[str]) -> str | None:
    """Return the character that tells most of these taxa apart and leaves fewer of them whatever the answer."""
    if len(taxa) < 2:
        return None
    part = Matrix(matrix.characters, tuple(matrix.taxon(slug) for slug in taxa))
    for question in ranked_questions(part, Answers(), rank(part, Answers())):
        if all(len(left) < len(taxa) for _, left in _splits(part, taxa, question.character)):
            return question.character
    return None


def _splits(matrix: Matrix, taxa: Sequence[str], character: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the states that leave the same taxa together with those, in the order of the character's first of them."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for state in matrix.character(character).state_slugs:
        left = tuple(slug for slug in taxa if state in matrix.possible(slug, character))
        if left:
            groups.setdefault(left, []).append(state)
    for left, states in groups.items():
        yield tuple(states), left
