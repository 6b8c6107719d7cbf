"""Which question to ask next: the most information per reader's effort over the taxa still in play."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from .answers import Answers
from .matrix import Character, Matrix
from .scoring import SAFE_LEAD, Candidate, in_play, lead

# Gains are compared to this many digits, so that the same tie is settled in the same way on every machine.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Question:
    """A character not yet answered, the bits that its answer is expected to bring, and the same per effort."""

    character: str
    gain: float
    worth: float


def ranked_questions(matrix: Matrix, answers: Answers, candidates: Sequence[Candidate]) -> tuple[Question, ...]:
    """Return the open questions that can change anything, best first; ties in the order of the matrix.

    A question can change something if two taxa in play have different states for it: one of its answers then speaks
    against one of them and not the other. Once a taxon leads by two, none can, and the list is empty.
    `candidates` are those of `rank` for these answers; their probabilities weigh the taxa.
    """
    contenders = in_play(candidates)
    questions = [
        _question(matrix, character, contenders)
        for character in matrix.characters
        if character.slug not in answers and _tells_any_apart(matrix, character.slug, contenders)
    ]
    return tuple(sorted(questions, key=lambda question: -round(question.worth, _DIGITS)))


def best_question(matrix: Matrix, answers: Answers, candidates: Sequence[Candidate]) -> Question | None:
    """Return the question to ask next, or None if no question can change anything."""
    return next(iter(ranked_questions(matrix, answers, candidates)), None)


def deciding_question(matrix: Matrix, answers: Answers, candidates: Sequence[Candidate]) -> Question | None:
    """Return the best single question that would make a likely taxon the best match, if it is what it seems."""
    if lead(candidates) != SAFE_LEAD - 1:
        return None
    first, *rivals = in_play(candidates)
    for question in ranked_questions(matrix, answers, candidates):
        own = matrix.possible(first.taxon, question.character)
        if all(own.isdisjoint(matrix.possible(rival.taxon, question.character)) for rival in rivals):
            return question
    return None


def dividing_question(matrix: Matrix, answers: Answers, candidates: Sequence[Candidate]) -> Question | None:
    """Return the best question between the first and the next alone, or None if none can tell these two apart."""
    return best_question(matrix, answers, candidates[:2])


def _tells_any_apart(matrix: Matrix, character: str, contenders: Sequence[Candidate]) -> bool:
    return len({matrix.possible(contender.taxon, character) for contender in contenders}) > 1


def _question(matrix: Matrix, character: Character, contenders: Sequence[Candidate]) -> Question:
    gain = _expected_gain(matrix, character.slug, contenders)
    return Question(character.slug, gain, gain / character.effort)


def _expected_gain(matrix: Matrix, character: str, contenders: Sequence[Candidate]) -> float:
    """Return the mutual information of answer and taxon: the answer's entropy less what each taxon leaves open."""
    total = sum(contender.probability for contender in contenders)
    share_of_state: defaultdict[str, float] = defaultdict(float)
    left_open = 0.0
    for contender in contenders:
        share = contender.probability / total
        states = matrix.possible(contender.taxon, character)
        left_open += share * log2(len(states))
        for state in states:
            share_of_state[state] += share / len(states)
    return -sum(share * log2(share) for share in share_of_state.values() if share) - left_open
