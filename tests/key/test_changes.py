from itertools import combinations, product

from hypothesis import given

from agreements.key import (
    Answers,
    Change,
    Matrix,
    Turn,
    answers_of,
    mismatch_counts,
    most_suspicious,
    rank,
    what_would_change_it,
    winner,
)
from tests.key.matrices import TOY, matrices_with_answers, toy_answers


def every_change(matrix: Matrix, answers: Answers) -> list[Change]:
    """List the changes of one answer from the definition: another single state, or no reply where one counts."""
    return [
        Change(answer.character, state)
        for answer in answers
        for state in (*matrix.character(answer.character).state_slugs, None)
        if answer.states != ((state,) if state else ())
    ]


def turns_by_brute_force(matrix: Matrix, answers: Answers) -> set[Turn]:
    now = winner(matrix, answers)
    if now is None:
        return set()

    def turn(*changes: Change) -> str | None:
        changed = answers
        for change in changes:
            changed = change.applied_to(matrix, changed)
        then = winner(matrix, changed)
        return None if then == now else then

    changes = every_change(matrix, answers)
    single = {Turn((change,), then) for change in changes if (then := turn(change))}
    pairs = {
        Turn((one, other), then)
        for one, other in combinations(changes, 2)
        if one.character != other.character and turn(one) is None and turn(other) is None and (then := turn(one, other))
    }
    return single | pairs


def test_one_other_reply_turns_a_sale_into_a_gift() -> None:
    turns = what_would_change_it(TOY, toy_answers(subject="equipment", payment="price", binding="no"))
    assert turns[0] == Turn((Change("payment", "gift"),), "gift")


def test_a_reply_in_the_place_of_not_sure_changes_the_winner_too() -> None:
    answers = toy_answers(subject="supplies", payment="")
    turns = what_would_change_it(TOY, answers)
    changed = {turn.changes: turn.winner for turn in turns}
    assert changed[Change("subject", "equipment"), Change("payment", "gift")] == "gift"
    assert Change("payment", None) not in {change for turn in turns for change in turn.changes}


def test_nothing_changes_a_tie() -> None:
    assert what_would_change_it(TOY, toy_answers(subject="equipment")) == ()


def test_changes_are_complete_and_true_for_every_full_set_of_replies_to_the_toy_with_not_sure() -> None:
    for states in product(*((*character.state_slugs, None) for character in TOY.characters)):
        replies = {c.slug: {state} if state else set() for c, state in zip(TOY.characters, states, strict=True)}
        answers = answers_of(TOY, replies)
        turns = what_would_change_it(TOY, answers)
        assert len(set(turns)) == len(turns)
        assert set(turns) == turns_by_brute_force(TOY, answers)


@given(matrices_with_answers())
def test_changes_are_complete_and_true(case: tuple[Matrix, Answers]) -> None:
    assert set(what_would_change_it(*case)) == turns_by_brute_force(*case)


def test_fewer_changes_come_first() -> None:
    answers = toy_answers(subject="supplies", payment="settled", binding="yes")
    lengths = [len(turn.changes) for turn in what_would_change_it(TOY, answers)]
    assert lengths == sorted(lengths)
    assert 2 in lengths


def test_the_answer_that_spoils_a_good_fit_is_the_suspicious_one() -> None:
    # All speaks for a swap but the payment.
    answers = toy_answers(subject="supplies", payment="gift", binding="yes", standing="yes")
    suspicion = most_suspicious(TOY, answers, rank(TOY, answers))
    assert suspicion is not None
    assert suspicion.change == Change("payment", "settled")
    assert (suspicion.taxon, suspicion.mismatches) == ("swap", 0)


def test_nothing_is_suspicious_where_nothing_is_contradicted() -> None:
    assert most_suspicious(TOY, Answers(), rank(TOY, Answers())) is None


@given(matrices_with_answers())
def test_no_other_single_change_helps_a_taxon_more_than_the_suspicious_one(
    case: tuple[Matrix, Answers],
) -> None:
    matrix, answers = case
    before = mismatch_counts(matrix, answers)
    outcomes = []
    for change in every_change(matrix, answers):
        after = mismatch_counts(matrix, change.applied_to(matrix, answers))
        for taxon in (taxon for taxon in after if after[taxon] < before[taxon]):
            others = [count for other, count in after.items() if other != taxon]
            outcomes.append((after[taxon], after[taxon] - min(others, default=after[taxon])))
    suspicion = most_suspicious(matrix, answers, rank(matrix, answers))
    assert (suspicion and (suspicion.mismatches, -suspicion.lead)) == min(outcomes, default=None)
