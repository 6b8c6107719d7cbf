"""What a change of the matrix does: which known answers come out differently."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .answers import Answers
from .explain import leaders
from .matrix import Matrix
from .scoring import Verdict, rank, verdict


@dataclass(frozen=True, slots=True)
class Case:
    """What is answered before a change and after it: of what follows from the matrix, not always the same."""

    before: Answers
    after: Answers


@dataclass(frozen=True, slots=True)
class Outcome:
    """How answers come out: the verdict, and the taxa with the fewest mismatches."""

    verdict: Verdict
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turnout:
    """A case by its name, and how it comes out before and after a change."""

    name: str
    before: Outcome
    after: Outcome


def outcome(matrix: Matrix, answers: Answers) -> Outcome:
    return Outcome(verdict(rank(matrix, answers)), leaders(matrix, answers))


def with_cell(matrix: Matrix, taxon: str, character: str, states: frozenset[str]) -> Matrix:
    """Return the matrix with other states in one cell. Without any, nothing is known of that cell."""
    own = {**matrix.taxon(taxon).states, character: states}
    if not states:
        del own[character]
    changed = [replace(each, states=own) if each.slug == taxon else each for each in matrix.taxa]
    return Matrix(matrix.characters, tuple(changed))


def turned(before: Matrix, after: Matrix, cases: Mapping[str, Case]) -> tuple[Turnout, ...]:
    """Return the cases that come out differently after the change, in their order. Like cases are tried once."""
    known: dict[Case, tuple[Outcome, Outcome]] = {}
    for case in cases.values():
        if case not in known:
            known[case] = outcome(before, case.before), outcome(after, case.after)
    return tuple(Turnout(name, *known[case]) for name, case in cases.items() if known[case][0] != known[case][1])
