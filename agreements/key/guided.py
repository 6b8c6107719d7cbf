"""The guided way, for somebody whose replies are known: the best question next, until none can change anything."""

from collections.abc import Collection, Mapping

from .answers import UNSURE, Answers
from .matrix import Matrix
from .next_question import best_question
from .scoring import rank


def guided_answers(matrix: Matrix, replies: Mapping[str, Collection[str]]) -> tuple[Answers, ...]:
    """Return the answers after each question that is asked of one who has these replies, and is not sure of the rest.

    The last holds them all. Nothing is returned where there is nothing to ask.
    """
    steps: list[Answers] = []
    answers = Answers()
    while question := best_question(matrix, answers, rank(matrix, answers)):
        answers = answers.with_answer(matrix, question.character, replies.get(question.character, UNSURE))
        steps.append(answers)
    return tuple(steps)
