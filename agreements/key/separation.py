"""How well the matrix tells each pair of taxa apart."""

from dataclasses import dataclass
from itertools import combinations

from .matrix import Matrix


@dataclass(frozen=True, slots=True)
class Pair:
    """Two taxa in the order of the matrix, and the characters whose states they never share."""

    first: str
    second: str
    characters: tuple[str, ...]

    @property
    def strength(self) -> int:
        return len(self.characters)


@dataclass(frozen=True, slots=True)
class Difference:
    """A character on which two taxa differ: certain if they share no state, else it tells only sometimes."""

    character: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    is_certain: bool


def separating(matrix: Matrix, first: str, second: str) -> tuple[str, ...]:
    """Return the characters for which the two taxa never share a state."""
    return tuple(
        character.slug
        for character in matrix.characters
        if matrix.possible(first, character.slug).isdisjoint(matrix.possible(second, character.slug))
    )


def separation(matrix: Matrix) -> tuple[Pair, ...]:
    """Return every pair of taxa, the hardest to tell apart first, then in the order of the matrix."""
    slugs = [taxon.slug for taxon in matrix.taxa]
    pairs = [Pair(a, b, separating(matrix, a, b)) for a, b in combinations(slugs, 2)]
    return tuple(sorted(pairs, key=lambda pair: pair.strength))


def differences(matrix: Matrix, first: str, second: str) -> tuple[Difference, ...]:
    """Return what tells the two taxa apart: the certain characters first, then those that only sometimes do."""
    found = []
    for character in matrix.characters:
        one, other = matrix.possible(first, character.slug), matrix.possible(second, character.slug)
        if one != other:
            found.append(
                Difference(
                    character.slug,
                    matrix.in_order(character.slug, one),
                    matrix.in_order(character.slug, other),
                    is_certain=one.isdisjoint(other),
                )
            )
    return tuple(sorted(found, key=lambda difference: not difference.is_certain))
