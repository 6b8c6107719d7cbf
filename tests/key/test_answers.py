import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.key import UNSURE, Answers, Matrix, answers_of, parse, rank
from tests.key.matrices import TOY, matrices, matrices_with_answers, replies, toy_answers

junk_pairs = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=4)


def test_address_is_written_in_the_order_of_the_matrix() -> None:
    answers = answers_of(TOY, {"binding": UNSURE, "payment": {"gift", "settled"}, "subject": {"supplies"}})
    assert answers.to_query() == [("subject", "supplies"), ("payment", "settled,gift"), ("binding", "unsure")]


@pytest.mark.parametrize(
    ("query", "expected", "dropped"),
    [
        pytest.param([("payment", "gift,settled")], {"payment": "settled gift"}, [], id="states out of order"),
        pytest.param([("payment", "gift"), ("payment", "price")], {"payment": "price gift"}, [], id="union"),
        pytest.param([("payment", " gift ")], {"payment": "gift"}, [], id="spaces"),
        pytest.param([("payment", "gift,unsure")], {"payment": "gift"}, [], id="a state beats unsure"),
        pytest.param([("payment", "gift,barter")], {"payment": "gift"}, [("payment", "barter")], id="strange state"),
        pytest.param([("payment", "")], {}, [("payment", "")], id="empty value"),
        pytest.param([("colour", "red")], {}, [("colour", "red")], id="strange character"),
        pytest.param([("payment", "\x00")], {}, [("payment", "\x00")], id="NUL byte"),
    ],
)
def test_parse_mends_an_address(
    query: list[tuple[str, str]], expected: dict[str, str], dropped: list[tuple[str, str]]
) -> None:
    parsed = parse(TOY, query)
    assert parsed.answers == toy_answers(**expected)
    assert parsed.dropped == tuple(dropped)
    assert not parsed.is_canonical


def test_parse_reads_a_mapping() -> None:
    parsed = parse(TOY, {"subject": "supplies", "binding": "unsure"})
    assert parsed.answers == toy_answers(subject="supplies", binding="")
    assert parsed.is_canonical


def test_parse_leaves_reserved_keys_to_the_view() -> None:
    parsed = parse(TOY, [("prior", "frequency"), ("binding", "yes")], reserved={"prior"})
    assert parsed.dropped == ()
    assert parsed.is_canonical


@given(matrices_with_answers())
def test_address_round_trips(case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    parsed = parse(matrix, answers.to_query())
    assert parsed.answers == answers
    assert parsed.is_canonical


@given(st.data(), matrices())
def test_order_of_answers_never_matters(data: st.DataObject, matrix: Matrix) -> None:
    given_replies = data.draw(replies(matrix))
    shuffled = dict(data.draw(st.permutations(list(given_replies.items()))))
    assert answers_of(matrix, given_replies) == answers_of(matrix, shuffled)
    query = [(key, ",".join(data.draw(st.permutations(sorted(s)))) or "unsure") for key, s in shuffled.items()]
    assert parse(matrix, query).answers == answers_of(matrix, given_replies)


@given(st.data(), matrices_with_answers(), junk_pairs)
def test_junk_never_changes_the_answers(
    data: st.DataObject, case: tuple[Matrix, Answers], junk: list[tuple[str, str]]
) -> None:
    matrix, answers = case
    strange = [(key, f"{value}?") for key, value in junk]
    mixed = data.draw(st.permutations([*answers.to_query(), *strange]))
    parsed = parse(matrix, mixed)
    assert parsed.answers == answers
    assert parsed.is_canonical == (mixed == answers.to_query())


@given(st.data(), matrices_with_answers())
def test_changing_one_answer_keeps_the_others(data: st.DataObject, case: tuple[Matrix, Answers]) -> None:
    matrix, answers = case
    character = data.draw(st.sampled_from(matrix.characters))
    changed = answers.with_answer(matrix, character.slug, (character.state_slugs[-1],))
    assert changed.without(character.slug) == answers.without(character.slug)
    assert changed.without(character.slug).with_answer(matrix, character.slug, UNSURE).get(character.slug).is_unsure


@given(matrices_with_answers(), st.data())
def test_ticking_every_state_is_no_information(case: tuple[Matrix, Answers], data: st.DataObject) -> None:
    matrix, answers = case
    character = data.draw(st.sampled_from(matrix.characters))
    silent = rank(matrix, answers.without(character.slug))
    ticked = rank(matrix, answers.with_answer(matrix, character.slug, character.state_slugs))
    assert [(c.taxon, c.mismatches, c.probability) for c in silent] == [
        (c.taxon, c.mismatches, c.probability) for c in ticked
    ]


@pytest.mark.parametrize("states", [{"colour": {"red"}}, {"payment": {"barter"}}])
def test_answers_of_refuses_what_the_matrix_lacks(states: dict[str, set[str]]) -> None:
    with pytest.raises(ValueError, match="no (character|state)|has no state"):
        answers_of(TOY, states)
