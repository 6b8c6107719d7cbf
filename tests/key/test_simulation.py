from random import Random

import pytest

from agreements.key import Accuracy, Character, Matrix, Verdict, accuracy, questions_asked
from tests.key.matrices import TOY, taxon


def simulate(wrong: float, unsure: float, goal: Verdict | None = None, readers: int = 200) -> Accuracy:
    return accuracy(TOY, wrong=wrong, unsure=unsure, readers=readers, random=Random(1), goal=goal)


def test_one_question_for_kinds_that_it_tells_apart_by_itself() -> None:
    matrix = Matrix((Character.of("x", ("a", "b")),), (taxon("a", x="a"), taxon("b", x="b")))
    asked = questions_asked(matrix)
    assert (asked.mean, asked.worst, asked.reached) == (1, 1, 1)
    assert asked.by_taxon == {"a": 1, "b": 1}


def test_readers_of_a_varying_kind_are_followed_along_each_path() -> None:
    # b answers "a" half of the time, and then the second question decides.
    matrix = Matrix(
        (Character.of("x", ("a", "b")), Character.of("y", ("a", "b"), effort=9)),
        (taxon("a", x="a", y="a"), taxon("b", x="a b", y="b")),
    )
    asked = questions_asked(matrix)
    assert asked.by_taxon == {"a": 2, "b": 1.5}
    assert asked.mean == 1.75
    assert asked.worst == 2


def test_kinds_that_no_character_tells_apart_are_not_reached() -> None:
    matrix = Matrix((Character.of("x", ("a", "b")),), (taxon("a", x="a"), taxon("b", x="a")))
    assert questions_asked(matrix).reached == 0
    assert questions_asked(matrix).worst == 0


def test_best_match_takes_more_questions_than_likely() -> None:
    assert questions_asked(TOY, Verdict.BEST_MATCH).mean > questions_asked(TOY).mean


def test_perfect_readers_are_always_served_right() -> None:
    for goal in (None, Verdict.LIKELY, Verdict.BEST_MATCH):
        served = simulate(wrong=0, unsure=0, goal=goal)
        assert (served.first, served.alone_first, served.listed) == (1, 1, 1)


def test_simulated_questions_agree_with_the_exact_mean() -> None:
    served = simulate(wrong=0, unsure=0, goal=Verdict.LIKELY, readers=2000)
    assert served.questions == pytest.approx(questions_asked(TOY).mean, rel=0.05)


def test_a_seed_gives_the_same_readers_again() -> None:
    assert simulate(wrong=0.2, unsure=0.2) == simulate(wrong=0.2, unsure=0.2)


def test_errors_cost_accuracy() -> None:
    assert simulate(wrong=0.4, unsure=0).first < simulate(wrong=0.05, unsure=0).first <= 1


def test_readers_who_are_never_sure_learn_nothing() -> None:
    served = simulate(wrong=0, unsure=1)
    assert served.alone_first == 0
    assert served.listed == 1
