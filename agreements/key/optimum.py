"""The fewest questions that any way of asking can need, by dynamic programming over what is left open."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .matrix import Matrix
from .scoring import SAFE_LEAD, Prior, Verdict
from .simulation import expected_share

_LEADS = {Verdict.LIKELY: SAFE_LEAD - 1, Verdict.BEST_MATCH: SAFE_LEAD}
_DIGITS = 12
_EQUAL = 1e-9


class _Contender(NamedTuple):
    """A taxon still in the way. Its share of the readers is 0 once it has a mismatch: perfect readers have none."""

    taxon: int
    mismatches: int
    share: float


_Situation = tuple[_Contender, ...]
_Remaining = tuple[int, ...]


class _Branch(NamedTuple):
    """What one state leaves: the readers who give it, the situation then, a bound on what that still costs."""

    share: float
    situation: _Situation
    bound: float


class OptimumTooLargeError(ValueError):
    """The matrix has more situations than the limit allows."""


def optimum(
    matrix: Matrix, goal: Verdict = Verdict.LIKELY, prior: Prior = Prior.UNIFORM, limit: int = 200_000
) -> float:
    """Return the least expected number of questions to the goal, for readers as in `questions_asked`.

    It stops at the goal, or where no question brings it nearer because the kinds left share all their states.
    The work grows exponentially with the number of characters on which taxa differ without excluding each other.
    After `limit` situations it raises OptimumTooLargeError.
    """
    shares = expected_share(matrix, prior)
    start = tuple(_Contender(at, 0, shares[taxon.slug]) for at, taxon in enumerate(matrix.taxa))
    return _Search(matrix, _LEADS[goal], limit).cost(start, tuple(range(len(matrix.characters))), float("inf"))


@dataclass
class _Search:
    matrix: Matrix
    lead: int
    limit: int
    exact: dict[tuple[_Situation, _Remaining], float] = field(default_factory=dict)
    at_least: dict[tuple[_Situation, _Remaining], float] = field(default_factory=dict)
    possible: list[list[frozenset[str]]] = field(init=False)

    def __post_init__(self) -> None:
        self.possible = [
            [self.matrix.possible(taxon.slug, character.slug) for character in self.matrix.characters]
            for taxon in self.matrix.taxa
        ]

    def cost(self, situation: _Situation, remaining: _Remaining, budget: float) -> float:
        """Return the least expected number of questions from here, or a lower bound of it that exceeds the budget."""
        useful = tuple(c for c in remaining if len({self.possible[s.taxon][c] for s in situation}) > 1)
        if not useful:
            return 0.0
        key = (situation, useful)
        if key in self.exact:
            return self.exact[key]
        if self.at_least.get(key, 0.0) < budget:
            if len(self.at_least) >= self.limit:
                raise OptimumTooLargeError(f"more than {self.limit} situations")
            self.at_least[key] = least = self._least(situation, useful, budget)
            if least < budget:
                self.exact[key] = least
        return self.at_least[key]

    def _least(self, situation: _Situation, useful: _Remaining, budget: float) -> float:
        options = []
        for character in self._undominated(situation, useful):
            rest = tuple(c for c in useful if c != character)
            branches = self._branches(situation, character, rest)
            options.append((1 + sum(branch.share * branch.bound for branch in branches), rest, branches))
        least = float("inf")
        for bound, rest, branches in sorted(options, key=lambda option: option[0]):
            if bound >= min(least, budget) - _EQUAL:
                return min(least, bound) if least >= budget else least
            least = min(least, self._total(bound, rest, branches, min(least, budget)))
        return least

    def _total(self, bound: float, rest: _Remaining, branches: list[_Branch], budget: float) -> float:
        """Put the true cost of each branch in place of its bound, until the budget is exceeded."""
        total = bound
        for branch in branches:
            allowed = branch.bound + (budget - total) / branch.share
            total += branch.share * (self.cost(branch.situation, rest, allowed) - branch.bound)
            if total >= budget:
                break
        return total

    def _branches(self, situation: _Situation, character: int, rest: _Remaining) -> list[_Branch]:
        states = {state for s in situation if s.share for state in self.possible[s.taxon][character]}
        branches = []
        for state in sorted(states):
            after = [self._after(one, character, state) for one in situation]
            total = sum(one.share for one in after)
            then = tuple(
                one._replace(share=round(one.share / total, _DIGITS)) for one in after if one.mismatches < self.lead
            )
            branches.append(_Branch(total, then, self._bound(then, rest)))
        return branches

    def _after(self, one: _Contender, character: int, state: str) -> _Contender:
        states = self.possible[one.taxon][character]
        if state in states:
            return one._replace(share=one.share / len(states))
        return _Contender(one.taxon, one.mismatches + 1, 0.0)

    def _bound(self, situation: _Situation, remaining: _Remaining) -> float:
        """Return a cost that cannot be undercut: a rival falls back by one a question, and only where it differs."""
        return sum(
            own.share * max(self._needed(own, rival, remaining) for rival in situation)
            for own in situation
            if own.share
        )

    def _needed(self, own: _Contender, rival: _Contender, remaining: _Remaining) -> int:
        if rival.taxon == own.taxon:
            return 0
        telling = sum(self.possible[own.taxon][c] != self.possible[rival.taxon][c] for c in remaining)
        return min(self.lead - rival.mismatches, telling)

    def _undominated(self, situation: _Situation, useful: _Remaining) -> list[int]:
        """Return the characters worth trying first: none whose answer another character's answer already implies.

        Whatever follows the implied one can follow the other as well, which costs no more.
        """
        kept: list[int] = []
        for character in sorted(useful, key=lambda c: -len({self.possible[s.taxon][c] for s in situation})):
            if not any(self._implies(situation, stronger, character) for stronger in kept):
                kept.append(character)
        return kept

    def _implies(self, situation: _Situation, stronger: int, weaker: int) -> bool:
        implied: dict[str, frozenset[str]] = {}
        for one in situation:
            own, other = self.possible[one.taxon][stronger], self.possible[one.taxon][weaker]
            if len(own) > 1 or len(other) > 1 or implied.setdefault(next(iter(own)), other) != other:
                return False
        return True
