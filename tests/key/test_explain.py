from hypothesis import given
from hypothesis import strategies as st

from agreements.key import (
    Answers,
    Matrix,
    if_answered,
    leaders,
    mismatch_counts,
    objections,
    rank,
    support,
    why_not_others,
)
from tests.key.matrices import TOY, matrices_with_answers, toy_answers


def test_support_shows_the_answer_beside_what_the_taxon_can_have() -> None:
    (reason,) = support(TOY, toy_answers(payment="price gift"), "sale")
    assert (reason.character, reason.ticked, reason.possible) == ("payment", ("price", "gift"), ("price",))
    assert reason.speaks_against == ("treaty", "pledge", "visit", "swap")


def test_why_not_puts_the_nearest_first_and_says_what_speaks_against_it() -> None:
    others = why_not_others(TOY, toy_answers(subject="equipment", payment="gift", binding="no"), "gift")
    assert others[0].taxon == "sale"
    assert [(r.character, r.ticked, r.possible) for r in others[0].reasons] == [("payment", ("gift",), ("price",))]
    assert {other.taxon for other in others} == {t.slug for t in TOY.taxa} - {"gift"}


def test_a_taxon_in_a_tie_has_no_objection() -> None:
    others = why_not_others(TOY, toy_answers(subject="equipment"), "gift")
    assert (others[0].taxon, others[0].reasons) == ("sale", ())


def test_each_state_shows_who_would_stay() -> None:
    prospects = if_answered(TOY, toy_answers(subject="equipment"), "payment")
    assert [(p.state, p.leaders, p.mismatches) for p in prospects] == [
        ("none", ("treaty", "pledge", "visit", "sale", "gift"), 1),
        ("settled", ("swap", "sale", "gift"), 1),
        ("price", ("sale",), 0),
        ("gift", ("gift",), 0),
    ]


@given(matrices_with_answers())
def test_why_not_is_complete_and_true(case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    for candidate in rank(matrix, answers):
        assert tuple(r.character for r in objections(matrix, answers, candidate.taxon)) == candidate.mismatches
        assert tuple(r.character for r in support(matrix, answers, candidate.taxon)) == candidate.matches
        for reason in objections(matrix, answers, candidate.taxon):
            assert candidate.taxon in reason.speaks_against
            assert set(reason.ticked).isdisjoint(reason.possible)


@given(st.data(), matrices_with_answers())
def test_prospects_are_what_answering_brings(data: st.DataObject, case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    character = data.draw(st.sampled_from(matrix.characters)).slug
    for prospect in if_answered(matrix, answers, character):
        answered = answers.with_answer(matrix, character, {prospect.state})
        assert prospect.leaders == leaders(matrix, answered)
        assert prospect.mismatches == min(mismatch_counts(matrix, answered).values())
