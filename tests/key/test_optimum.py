from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.key import (
    Answers,
    Matrix,
    OptimumTooLargeError,
    Prior,
    Verdict,
    mismatch_counts,
    optimum,
    questions_asked,
)
from tests.key.matrices import TOY, matrices

GOALS = (Verdict.LIKELY, Verdict.BEST_MATCH)


def optimum_by_brute_force(matrix: Matrix, goal: Verdict) -> float:
    """Try every question after every answer: right, and far too slow for the real matrix."""
    behind = {Verdict.LIKELY: 1, Verdict.BEST_MATCH: 2}[goal]

    @cache
    def cost(answers: Answers) -> float:
        """Return the expected number of questions, times the share of readers who get here."""
        counts = mismatch_counts(matrix, answers)
        near = [slug for slug, count in counts.items() if count < behind]
        shares = {slug: share_of_readers(matrix, slug, answers) for slug in near}
        useful = [
            c.slug
            for c in matrix.characters
            if c.slug not in answers and len({matrix.possible(slug, c.slug) for slug in near}) > 1
        ]
        if not useful or not any(shares.values()):
            return 0.0
        return sum(shares.values()) + min(
            sum(cost(answers.with_answer(matrix, c, {state})) for state in matrix.character(c).state_slugs)
            for c in useful
        )

    return cost(Answers())


def share_of_readers(matrix: Matrix, slug: str, answers: Answers) -> float:
    share = 1 / len(matrix.taxa)
    for answer in answers:
        possible = matrix.possible(slug, answer.character)
        share *= answer.ticked.issubset(possible) / len(possible)
    return share


def test_optimum_of_the_toy() -> None:
    # One question on the subject serves two kinds of six, the other four need a second.
    assert optimum(TOY) == pytest.approx(1 + 4 / 6)


@settings(max_examples=60)
@given(matrices(most_characters=4, most_taxa=5), st.sampled_from(GOALS))
def test_optimum_is_the_least(matrix: Matrix, goal: Verdict) -> None:
    assert optimum(matrix, goal) == pytest.approx(optimum_by_brute_force(matrix, goal))


@given(matrices(), st.sampled_from(GOALS), st.sampled_from(Prior))
def test_guided_mode_never_undercuts_the_optimum(matrix: Matrix, goal: Verdict, prior: Prior) -> None:
    # The guided mode goes by taxa within two mismatches, so it may go on where a tie can no longer be broken.
    assert optimum(matrix, goal, prior) <= questions_asked(matrix, goal, prior).mean + 1e-9


def test_optimum_gives_up_in_a_sentence() -> None:
    with pytest.raises(OptimumTooLargeError, match="more than 1 situations"):
        optimum(TOY, Verdict.BEST_MATCH, limit=1)
