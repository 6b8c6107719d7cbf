"""What would change the result: other replies that bring another winner, and the reply that is most likely wrong."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from .answers import Answer, Answers
from .matrix import Matrix
from .scoring import Candidate, is_mismatch, mismatch_counts

# Each change moves a rival by two mismatches at most, one less for itself and one more for the winner.
_MOST_CHANGES = 2
_CLOSEST_SAFE = 2 * _MOST_CHANGES


@dataclass(frozen=True, slots=True)
class Change:
    """Another reply to an answered character: this one state, or None for no reply."""

    character: str
    state: str | None

    def applied_to(self, matrix: Matrix, answers: Answers) -> Answers:
        if self.state is None:
            return answers.without(self.character)
        return answers.with_answer(matrix, self.character, (self.state,))


@dataclass(frozen=True, slots=True)
class Turn:
    """One or two changes that only together bring another winner."""

    changes: tuple[Change, ...]
    winner: str


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The change that helps a taxon most: which taxon, its mismatches then, and its lead (negative if it trails)."""

    change: Change
    taxon: str
    mismatches: int
    lead: int


_Effect = tuple[Change, dict[str, int]]


def winner(matrix: Matrix, answers: Answers) -> str | None:
    """Return the taxon that alone has the fewest mismatches, or None in a tie."""
    return _winner(mismatch_counts(matrix, answers))


def what_would_change_it(matrix: Matrix, answers: Answers) -> tuple[Turn, ...]:
    """Return every minimal change of one or two answers that brings another winner; fewest changes first.

    A change gives an answer, "not sure" too, another single state, or takes one that counts away; characters without
    a reply are the matter of the next question. Two changes are minimal if neither alone changes the winner to another.
    Without a winner there is nothing to change.
    """
    counts = mismatch_counts(matrix, answers)
    now = _winner(counts)
    if now is None:
        return ()
    near = _within_reach(counts, now)
    if len(near) == 1:
        return ()
    effects = list(_effects(matrix, answers, list(near)))
    single = _turns(near, now, [(effect,) for effect in effects])
    turning = {turn.changes[0] for turn in single}
    still = [effect for effect in effects if effect[0] not in turning]
    return (*single, *_turns(near, now, combinations(still, 2)))


def most_suspicious(matrix: Matrix, answers: Answers, candidates: Sequence[Candidate]) -> Suspicion | None:
    """Return the change of one answer after which a taxon that it helps fits best: fewest mismatches, then lead.

    Where several do equally well, the answer that speaks against the more probable taxa is the likelier slip, then
    the order of the matrix decides. None if no answer speaks against any taxon.
    """
    counts = mismatch_counts(matrix, answers)
    doubt = _doubts(candidates)
    suspicions = [
        suspicion
        for change, effect in _effects(matrix, answers, list(counts))
        if (suspicion := _suspicion(change, counts, effect))
    ]
    return min(
        suspicions,
        key=lambda s: (s.mismatches, -s.lead, -round(doubt.get(s.change.character, 0.0), 12)),
        default=None,
    )


def _turns(counts: dict[str, int], now: str, combined: Iterable[tuple[_Effect, ...]]) -> list[Turn]:
    """Return those combinations that bring another winner; two replies to one character are no combination."""
    turns = []
    for effects in combined:
        changes = tuple(change for change, _ in effects)
        if len({change.character for change in changes}) == len(changes):
            after = counts
            for _, effect in effects:
                after = _added(after, effect)
            then = _winner(after)
            if then is not None and then != now:
                turns.append(Turn(changes, then))
    return turns


def _suspicion(change: Change, counts: dict[str, int], effect: dict[str, int]) -> Suspicion | None:
    """Judge a change by the best of the taxa that it helps; None if it helps none."""
    after = _added(counts, effect)
    helped = [taxon for taxon, difference in effect.items() if difference < 0]
    if not helped:
        return None
    best = min(helped, key=lambda taxon: after[taxon])
    others = [count for taxon, count in after.items() if taxon != best]
    return Suspicion(change, best, after[best], min(others, default=after[best]) - after[best])


def _doubts(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return, for each character, the probability of the taxa that its answer speaks against."""
    doubt: dict[str, float] = {}
    for candidate in candidates:
        for character in candidate.mismatches:
            doubt[character] = doubt.get(character, 0.0) + candidate.probability
    return doubt


def _within_reach(counts: dict[str, int], now: str) -> dict[str, int]:
    """Return the taxa that can win after the most changes, or keep another from winning; the rest cannot matter."""
    return {taxon: count for taxon, count in counts.items() if count < counts[now] + _CLOSEST_SAFE}


def _effects(matrix: Matrix, answers: Answers, taxa: Sequence[str]) -> Iterator[_Effect]:
    """Yield each possible change with the mismatches that it adds to each taxon, or takes away (-1)."""
    for answer in answers:
        before = {taxon: is_mismatch(matrix, taxon, answer) for taxon in taxa}
        # Without a reply, or with "not sure" as the reply, is all the same.
        unanswered = () if answer.is_unsure else (None,)
        for state in (*matrix.character(answer.character).state_slugs, *unanswered):
            if answer.states != (state,):
                reply = Answer(answer.character, () if state is None else (state,))
                effect = {taxon: is_mismatch(matrix, taxon, reply) - before[taxon] for taxon in taxa}
                yield Change(answer.character, state), effect


def _added(counts: dict[str, int], effect: dict[str, int]) -> dict[str, int]:
    return {taxon: count + effect[taxon] for taxon, count in counts.items()}


def _winner(counts: dict[str, int]) -> str | None:
    fewest = min(counts.values(), default=0)
    leading = [taxon for taxon, count in counts.items() if count == fewest]
    return leading[0] if len(leading) == 1 else None
