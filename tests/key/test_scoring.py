import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreements.key import (
    UNSURE,
    Answer,
    Answers,
    Candidate,
    Character,
    Matrix,
    Prior,
    Verdict,
    answers_of,
    in_play,
    is_mismatch,
    lead,
    mismatch_counts,
    rank,
    separation,
    verdict,
)
from tests.key.matrices import TOY, combinations_of, matrices, matrices_with_answers, taxon, toy_answers


def candidates_with(*mismatches: int, answered: int = 20) -> list[Candidate]:
    """Make ranked candidates that have these numbers of mismatches."""
    characters = tuple(f"c{number}" for number in range(answered))
    return [Candidate(f"t{n}", characters[:m], characters[m:], 0.1) for n, m in enumerate(mismatches)]


@pytest.mark.parametrize(
    ("mismatches", "answered", "expected"),
    [
        pytest.param((0, 2), 4, Verdict.BEST_MATCH, id="two ahead"),
        pytest.param((1, 3), 4, Verdict.BEST_MATCH, id="two ahead with a slip"),
        pytest.param((0, 1), 4, Verdict.LIKELY, id="one ahead"),
        pytest.param((1, 1), 4, Verdict.OPEN, id="tie"),
        pytest.param((0, 0), 0, Verdict.OPEN, id="nothing answered"),
        pytest.param((2, 3), 20, Verdict.NONE_FITS, id="more against than ahead"),
        pytest.param((2, 2), 20, Verdict.NONE_FITS, id="tie with two against"),
        pytest.param((2, 6), 20, Verdict.BEST_MATCH, id="two slips in twenty, far ahead"),
        pytest.param((2, 4), 20, Verdict.BEST_MATCH, id="as many against as ahead, of twenty"),
        pytest.param((2, 4), 7, Verdict.NONE_FITS, id="more than a quarter against"),
        pytest.param((0,), 0, Verdict.OPEN, id="lone taxon, nothing answered"),
        pytest.param((), 0, Verdict.OPEN, id="no taxa"),
    ],
)
def test_verdict(mismatches: tuple[int, ...], answered: int, expected: Verdict) -> None:
    assert verdict(candidates_with(*mismatches, answered=answered)) is expected


def test_not_sure_is_never_a_mismatch() -> None:
    assert not any(is_mismatch(TOY, kind.slug, Answer("payment", ())) for kind in TOY.taxa)


def test_verdicts_are_written_as_the_api_promises() -> None:
    assert {*Verdict} == {"best-match", "likely", "open", "none-fits"}


def test_rank_prefers_the_taxon_that_says_so_more_plainly() -> None:
    # Both fit, but a sale may bind or not.
    matrix = Matrix(TOY.characters[2:3], (taxon("sale", binding="yes no"), taxon("swap", binding="yes")))
    ranked = rank(matrix, answers_of(matrix, {"binding": {"yes"}}))
    assert [candidate.taxon for candidate in ranked] == ["swap", "sale"]


def test_rank_leaves_ties_in_the_order_of_the_matrix() -> None:
    assert [candidate.taxon for candidate in rank(TOY, Answers())] == [t.slug for t in TOY.taxa]


def test_prior_by_frequency_settles_ties_only() -> None:
    matrix = Matrix((Character.of("form", ("x", "y")),), (taxon("rare", 1, form="x"), taxon("common", 1000, form="y")))
    assert rank(matrix, Answers(), Prior.FREQUENCY)[0].taxon == "common"
    assert rank(matrix, answers_of(matrix, {"form": {"x"}}), Prior.FREQUENCY)[0].taxon == "rare"


def test_a_kind_without_deals_stays_possible() -> None:
    matrix = Matrix(TOY.characters, (taxon("new", 0), taxon("old", 5)))
    assert all(candidate.probability > 0 for candidate in rank(matrix, Answers(), Prior.FREQUENCY))


@given(matrices_with_answers())
def test_probabilities_sum_to_one_and_follow_the_rank(case: tuple[Matrix, Answers]) -> None:
    ranked = rank(*case)
    probabilities = [candidate.probability for candidate in ranked]
    assert sum(probabilities) == pytest.approx(1)
    assert probabilities == pytest.approx(sorted(probabilities, reverse=True))


@given(matrices_with_answers())
def test_every_counting_answer_is_a_match_or_a_mismatch(case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    for candidate in rank(matrix, answers):
        assert {*candidate.matches, *candidate.mismatches} == {answer.character for answer in answers.sure}
        assert len(candidate.mismatches) == mismatch_counts(matrix, answers)[candidate.taxon]


@given(st.data(), matrices_with_answers())
def test_not_sure_changes_no_score(data: st.DataObject, case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    silent = [c.slug for c in matrix.characters if c.slug not in answers]
    assume(silent)
    unsure = answers.with_answer(matrix, data.draw(st.sampled_from(silent)), UNSURE)
    assert rank(matrix, unsure) == rank(matrix, answers)


@given(st.data(), matrices_with_answers())
def test_a_set_of_states_keeps_the_union(data: st.DataObject, case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    character = data.draw(st.sampled_from(matrix.characters))
    ticked = data.draw(st.sets(st.sampled_from(character.state_slugs), min_size=1))

    def without_objection(states: set[str]) -> set[str]:
        ranked = rank(matrix, answers.with_answer(matrix, character.slug, states))
        return {candidate.taxon for candidate in ranked if character.slug not in candidate.mismatches}

    assert without_objection(ticked) == set.union(*(without_objection({state}) for state in ticked))


@given(st.data(), matrices_with_answers())
def test_an_added_answer_never_lowers_a_mismatch(data: st.DataObject, case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    character = data.draw(st.sampled_from(matrix.characters))
    before = mismatch_counts(matrix, answers.without(character.slug))
    after = mismatch_counts(
        matrix, answers.with_answer(matrix, character.slug, [data.draw(st.sampled_from(character.state_slugs))])
    )
    assert all(before[slug] <= after[slug] <= before[slug] + 1 for slug in before)


@pytest.mark.parametrize("slug", [t.slug for t in TOY.taxa])
def test_each_taxon_comes_out_first_by_every_combination_of_its_states(slug: str) -> None:
    for answers in combinations_of(TOY, slug):
        ranked = rank(TOY, answers)
        assert ranked[0].taxon == slug
        assert ranked[0].mismatches == ()
        assert lead(ranked) >= 1


@given(matrices(most_characters=4, most_taxa=4))
def test_nobody_ranks_with_fewer_mismatches_than_the_taxon_answered(matrix: Matrix) -> None:
    for kind in matrix.taxa:
        for answers in combinations_of(matrix, kind.slug):
            assert mismatch_counts(matrix, answers)[kind.slug] == 0


@given(st.data(), matrices_with_answers())
def test_one_wrong_answer_never_puts_the_right_taxon_out_of_play(
    data: st.DataObject, case: tuple[Matrix, Answers]
) -> None:
    matrix, answers = case
    right = data.draw(st.sampled_from(matrix.taxa)).slug
    assume(mismatch_counts(matrix, answers)[right] <= 1)
    ranked = rank(matrix, answers)
    assert right in {candidate.taxon for candidate in in_play(ranked)}
    assert verdict(ranked) is not Verdict.BEST_MATCH or ranked[0].taxon == right


def test_with_all_answered_the_right_taxon_still_wins_after_one_wrong_answer() -> None:
    # Three characters that never overlap are what this takes, so each taxon has its own state for three.
    words = ("a", "b", "c")
    matrix = Matrix(
        tuple(Character.of(slug, words) for slug in ("x", "y", "z")),
        tuple(taxon(word, x=word, y=word, z=word) for word in words),
    )
    assert separation(matrix)[0].strength == 3
    for kind in matrix.taxa:
        (right,) = combinations_of(matrix, kind.slug)
        for character in matrix.characters:
            for state in set(words) - {kind.slug}:
                assert rank(matrix, right.with_answer(matrix, character.slug, {state}))[0].taxon == kind.slug


def test_contradictory_answers_fit_none() -> None:
    answers = toy_answers(subject="troops", payment="gift", binding="no", standing="yes")
    assert verdict(rank(TOY, answers)) is Verdict.NONE_FITS
