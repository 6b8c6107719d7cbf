"""Why a taxon is the answer, why the others are not, and what each further answer would leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from .answers import Answer, Answers
from .matrix import Matrix
from .scoring import is_mismatch, mismatch_counts


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer set against a taxon: what was ticked, what the taxon can have, which taxa the answer speaks against."""

    character: str
    ticked: tuple[str, ...]
    possible: tuple[str, ...]
    speaks_against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    taxon: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one state would leave: the taxa with the fewest mismatches, and how many those would then have."""

    state: str
    leaders: tuple[str, ...]
    mismatches: int


def support(matrix: Matrix, answers: Answers, taxon: str) -> tuple[Reason, ...]:
    """Return the answers that agree with the taxon. One that speaks against nobody is agreement without weight."""
    return _reasons(matrix, [a for a in answers.sure if not is_mismatch(matrix, taxon, a)], taxon)


def objections(matrix: Matrix, answers: Answers, taxon: str) -> tuple[Reason, ...]:
    """Return the answers that speak against the taxon."""
    return _reasons(matrix, [a for a in answers.sure if is_mismatch(matrix, taxon, a)], taxon)


def why_not_others(matrix: Matrix, answers: Answers, taxon: str) -> tuple[WhyNot, ...]:
    """Return the objections to each other taxon, nearest first. One without any objection is a tie still open."""
    others = [WhyNot(t.slug, objections(matrix, answers, t.slug)) for t in matrix.taxa if t.slug != taxon]
    return tuple(sorted(others, key=lambda other: len(other.reasons)))


def leaders(matrix: Matrix, answers: Answers) -> tuple[str, ...]:
    """Return the taxa with the fewest mismatches, in the order of the matrix."""
    counts = mismatch_counts(matrix, answers)
    fewest = min(counts.values(), default=0)
    return tuple(taxon for taxon, count in counts.items() if count == fewest)


def if_answered(matrix: Matrix, answers: Answers, character: str) -> tuple[Prospect, ...]:
    """Return what each single state of the character would leave, in place of any reply to it so far."""
    before = mismatch_counts(matrix, answers.without(character))
    return tuple(_prospect(matrix, before, character, state) for state in matrix.character(character).state_slugs)


def _prospect(matrix: Matrix, before: dict[str, int], character: str, state: str) -> Prospect:
    after = {taxon: count + (state not in matrix.possible(taxon, character)) for taxon, count in before.items()}
    fewest = min(after.values(), default=0)
    return Prospect(state, tuple(taxon for taxon, count in after.items() if count == fewest), fewest)


def _reasons(matrix: Matrix, answers: Sequence[Answer], taxon: str) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            answer.character,
            answer.states,
            matrix.in_order(answer.character, matrix.possible(taxon, answer.character)),
            tuple(t.slug for t in matrix.taxa if is_mismatch(matrix, t.slug, answer)),
        )
        for answer in answers
    )
