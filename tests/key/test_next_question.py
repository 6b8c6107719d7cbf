from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.key import (
    UNSURE,
    Answers,
    Character,
    Matrix,
    Prior,
    Taxon,
    Verdict,
    answers_of,
    best_question,
    deciding_question,
    in_play,
    rank,
    ranked_questions,
    verdict,
)
from tests.key.matrices import TOY, matrices, matrices_with_answers, taxon, toy_answers


def ask(matrix: Matrix, answers: Answers) -> str | None:
    question = best_question(matrix, answers, rank(matrix, answers))
    return question.character if question else None


def test_first_question_tells_most_apart() -> None:
    assert ask(TOY, Answers()) == "subject"


def test_question_on_which_all_in_play_agree_is_not_asked() -> None:
    # Sale and gift differ in how they are paid for; everything else leaves them together.
    answers = toy_answers(subject="equipment", standing="no")
    ranked = ranked_questions(TOY, answers, rank(TOY, answers))
    assert ranked[0].character == "payment"
    assert ranked[0].gain > 0


def test_effort_makes_a_dear_question_wait() -> None:
    slugs = ("dear", "cheap")
    taxa = (taxon("a", dear="x", cheap="x"), taxon("b", dear="y", cheap="y"))
    matrix = Matrix(tuple(Character.of(s, ("x", "y"), 2.0 if s == "dear" else 1.0) for s in slugs), taxa)
    assert ask(matrix, Answers()) == "cheap"


def test_ties_follow_the_order_of_the_matrix() -> None:
    taxa = (taxon("a", one="x", two="y"), taxon("b", one="y", two="x"))
    matrix = Matrix(tuple(Character.of(slug, ("x", "y")) for slug in ("one", "two")), taxa)
    assert ask(matrix, Answers()) == "one"


def test_taxon_with_several_states_splits_its_weight() -> None:
    # "sometimes" leaves one of the taxa open, so "always" says more.
    taxa = (taxon("a", sometimes="x y", always="x"), taxon("b", sometimes="y", always="y"))
    matrix = Matrix(tuple(Character.of(slug, ("x", "y")) for slug in ("sometimes", "always")), taxa)
    first, second = ranked_questions(matrix, Answers(), rank(matrix, Answers()))
    assert (first.character, first.gain) == ("always", pytest.approx(1))
    # The entropy of 1/4 and 3/4, less the whole bit that one taxon of the two leaves open.
    assert second.gain == pytest.approx(0.8113 - 0.5, abs=1e-4)


def test_prior_weighs_the_question() -> None:
    # Few deals are of kind a: asking after it alone is worth less than parting b and c.
    taxa = (taxon("a", 0, one="x", two="x"), taxon("b", 99, one="y", two="x"), taxon("c", 99, one="y", two="y"))
    matrix = Matrix(tuple(Character.of(slug, ("x", "y")) for slug in ("one", "two")), taxa)
    for prior, expected in ((Prior.UNIFORM, "one"), (Prior.FREQUENCY, "two")):
        best = best_question(matrix, Answers(), rank(matrix, Answers(), prior))
        assert best is not None
        assert best.character == expected


def test_deciding_question_makes_a_likely_taxon_the_best_match() -> None:
    answers = toy_answers(subject="supplies")
    candidates = rank(TOY, answers)
    assert verdict(candidates) is Verdict.LIKELY
    question = deciding_question(TOY, answers, candidates)
    assert question is not None
    assert question.character == "payment"
    assert verdict(rank(TOY, answers.with_answer(TOY, "payment", {"settled"}))) is Verdict.BEST_MATCH


def test_there_is_no_deciding_question_in_a_tie() -> None:
    assert deciding_question(TOY, Answers(), rank(TOY, Answers())) is None


def test_nothing_is_asked_of_an_empty_matrix() -> None:
    assert ask(Matrix((), ()), Answers()) is None


@given(matrices_with_answers())
def test_each_question_can_change_a_score_between_taxa_in_play(case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    candidates = rank(matrix, answers)
    for question in ranked_questions(matrix, answers, candidates):
        assert question.character not in answers
        assert question.gain > 0
        assert len({matrix.possible(c.taxon, question.character) for c in in_play(candidates)}) > 1


@given(matrices_with_answers())
def test_a_best_match_needs_no_question(case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    candidates = rank(matrix, answers)
    if verdict(candidates) is Verdict.BEST_MATCH:
        assert best_question(matrix, answers, candidates) is None


@given(st.data(), matrices())
def test_guided_mode_ends_without_asking_twice(data: st.DataObject, matrix: Matrix) -> None:
    answers, asked = Answers(), []
    while character := ask(matrix, answers):
        asked.append(character)
        assert len(asked) <= len(matrix.characters)
        states = matrix.character(character).state_slugs
        reply = data.draw(st.just(UNSURE) | st.sampled_from(states).map(lambda state: {state}))
        answers = answers.with_answer(matrix, character, reply)
    assert len(set(asked)) == len(asked)


def test_question_is_chosen_quickly() -> None:
    characters = tuple(Character.of(f"c{n}", ("a", "b", "c", "d")) for n in range(30))
    states = [frozenset(chosen) for chosen in ("a", "b", "ab", "cd", "abcd")]
    taxa = tuple(
        Taxon(f"t{n}", {c.slug: states[(n * 7 + k * n) % 5] for k, c in enumerate(characters)}) for n in range(50)
    )
    matrix = Matrix(characters, taxa)
    candidates = rank(matrix, answers_of(matrix, {}))
    quickest = 1.0
    for _ in range(5):
        begun = perf_counter()
        best_question(matrix, Answers(), candidates)
        quickest = min(quickest, perf_counter() - begun)
    assert quickest < 0.005
