"""Readers played through the key: how many questions it asks of a perfect one, how well it serves one that errs."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from .answers import UNSURE, Answers, answers_of
from .matrix import Matrix
from .next_question import best_question
from .scoring import Prior, Verdict, in_play, rank, verdict

# A guided reader may stop at the goal or at anything surer.
_REACHED = {
    Verdict.LIKELY: frozenset({Verdict.LIKELY, Verdict.BEST_MATCH}),
    Verdict.BEST_MATCH: frozenset({Verdict.BEST_MATCH}),
}


@dataclass(frozen=True, slots=True)
class Questions:
    """How many questions perfect readers are asked: expected, at worst, expected for each taxon.

    `reached` is the share of them who get the verdict; the others are asked until no question can change anything.
    """

    mean: float
    worst: int
    reached: float
    by_taxon: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of simulated readers for whom the right taxon came first, alone first, and within reach of the first."""

    readers: int
    first: float
    alone_first: float
    listed: float
    questions: float


def expected_share(matrix: Matrix, prior: Prior = Prior.UNIFORM) -> dict[str, float]:
    """Return the share of readers that hold each taxon."""
    return {candidate.taxon: candidate.probability for candidate in rank(matrix, Answers(), prior)}


def questions_asked(matrix: Matrix, goal: Verdict = Verdict.LIKELY, prior: Prior = Prior.UNIFORM) -> Questions:
    """Walk every path of the guided mode, for readers who answer rightly, each state of a taxon equally often.

    The figures are exact, not drawn. They take as many steps as the guided mode has pages.
    """
    walk = _Walk(_Guide(matrix, goal, prior))
    shares = expected_share(matrix, prior)
    walk.follow(Answers(), dict.fromkeys(shares, 1.0))
    mean = sum(share * walk.asked[taxon] for taxon, share in shares.items())
    reached = sum(share * walk.reached[taxon] for taxon, share in shares.items())
    return Questions(mean, walk.worst, reached, walk.asked)


class _Guide:
    """The guided mode. It remembers what it asks next: readers follow the same paths again and again."""

    def __init__(self, matrix: Matrix, goal: Verdict, prior: Prior) -> None:
        self.matrix, self.goal, self.prior = matrix, goal, prior
        self._known: dict[Answers, str | None] = {}

    def next_character(self, answers: Answers) -> str | None:
        if answers not in self._known:
            candidates = rank(self.matrix, answers, self.prior)
            at_goal = verdict(candidates) in _REACHED[self.goal]
            question = None if at_goal else best_question(self.matrix, answers, candidates)
            self._known[answers] = question.character if question else None
        return self._known[answers]

    def has_reached(self, answers: Answers) -> bool:
        return verdict(rank(self.matrix, answers, self.prior)) in _REACHED[self.goal]

    def answers_from(self, replies: Mapping[str, frozenset[str]]) -> Answers:
        """Ask until the end a reader who would give these replies."""
        answers = Answers()
        while character := self.next_character(answers):
            answers = answers.with_answer(self.matrix, character, replies[character])
        return answers


class _Walk:
    """Sums over the tree of pages: questions asked and verdicts reached by the readers of each taxon."""

    def __init__(self, guide: _Guide) -> None:
        self.guide = guide
        self.asked = {taxon.slug: 0.0 for taxon in guide.matrix.taxa}
        self.reached = {taxon.slug: 0.0 for taxon in guide.matrix.taxa}
        self.worst = 0

    def follow(self, answers: Answers, readers: Mapping[str, float]) -> None:
        """Go on from these answers with the share of each taxon's readers that gave them."""
        character = self.guide.next_character(answers)
        if character is None:
            self._stop(answers, readers)
            return
        matrix = self.guide.matrix
        for state in matrix.character(character).state_slugs:
            going_on = _answering(matrix, readers, character, state)
            if going_on:
                self.follow(answers.with_answer(matrix, character, (state,)), going_on)

    def _stop(self, answers: Answers, readers: Mapping[str, float]) -> None:
        has_reached = self.guide.has_reached(answers)
        self.worst = max(self.worst, len(answers))
        for taxon, share in readers.items():
            self.asked[taxon] += share * len(answers)
            self.reached[taxon] += share * has_reached


def _answering(matrix: Matrix, readers: Mapping[str, float], character: str, state: str) -> dict[str, float]:
    return {
        taxon: share / len(matrix.possible(taxon, character))
        for taxon, share in readers.items()
        if state in matrix.possible(taxon, character)
    }


def accuracy(
    matrix: Matrix,
    *,
    wrong: float,
    unsure: float,
    readers: int,
    random: Random,
    goal: Verdict | None = None,
    prior: Prior = Prior.UNIFORM,
) -> Accuracy:
    """Draw readers who err and who are not sure, by the shares given, and say how the key served them.

    With a goal they are guided and stop there; without one they answer every character. A reader is first unsure or
    not; if not, then right or wrong. A wrong reply is a state that the taxon cannot have: where it can have all, no
    reply is wrong.
    """
    shares = expected_share(matrix, prior)
    guide = _Guide(matrix, goal, prior) if goal else None
    first = alone = listed = asked = 0
    for _ in range(readers):
        taxon = random.choices(list(shares), list(shares.values()))[0]
        replies = _replies(matrix, taxon, wrong, unsure, random)
        answers = guide.answers_from(replies) if guide else answers_of(matrix, replies)
        candidates = rank(matrix, answers, prior)
        best = candidates[0]
        first += best.taxon == taxon
        alone += best.taxon == taxon and verdict(candidates) is not Verdict.OPEN
        listed += any(candidate.taxon == taxon for candidate in in_play(candidates))
        asked += len(answers)
    return Accuracy(readers, first / readers, alone / readers, listed / readers, asked / readers)


def _replies(matrix: Matrix, taxon: str, wrong: float, unsure: float, random: Random) -> dict[str, frozenset[str]]:
    return {
        character.slug: _reply(matrix, taxon, character.slug, wrong, unsure, random) for character in matrix.characters
    }


def _reply(matrix: Matrix, taxon: str, character: str, wrong: float, unsure: float, random: Random) -> frozenset[str]:
    if random.random() < unsure:
        return UNSURE
    right = matrix.possible(taxon, character)
    errors = [state for state in matrix.character(character).state_slugs if state not in right]
    if errors and random.random() < wrong:
        return frozenset({random.choice(errors)})
    return frozenset({random.choice(matrix.in_order(character, right))})
