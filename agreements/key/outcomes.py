"""What a change of the matrix does: which known answers come out differently."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .answers import Answers
from .explain import leaders
from .matrix import Matrix
from .scoring import Verdict, rank, verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """How answers come out: the verdict, and the taxa with the fewest mismatches."""

    verdict: Verdict
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turnout:
    """Answers by their name, and how they come out before and after a change."""

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


def turned(before: Matrix, after: Matrix, cases: Mapping[str, Answers]) -> tuple[Turnout, ...]:
    """Return the answers that come out differently after the change, in their order. Like answers are tried once."""
    known: dict[Answers, tuple[Outcome, Outcome]] = {}
    for answers in cases.values():
        if answers not in known:
            known[answers] = outcome(before, answers), outcome(after, answers)
    return tuple(
        Turnout(name, *known[answers]) for name, answers in cases.items() if known[answers][0] != known[answers][1]
    )
