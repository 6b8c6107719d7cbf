"""The key over the matrix of the register: what the site promises of it, and its figures as floors."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice, product
from operator import itemgetter
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.fixture_files import FIXTURES
from agreements.key import (
    Answers,
    Change,
    Matrix,
    Prior,
    Verdict,
    accuracy,
    answers_of,
    best_question,
    couplets,
    in_play,
    leaders,
    mismatch_counts,
    optimum,
    parse,
    questions_asked,
    rank,
    ranked_questions,
    separation,
    verdict,
    what_would_change_it,
    why_not_others,
    winner,
)
from agreements.models import Deal
from agreements.selectors.key import States, key_of_register, states_of_deals

pytestmark = pytest.mark.register

# How many of a type's combinations of states are tried: joint development has half a million.
COMBINATIONS = 300
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture
def matrix() -> Matrix:
    return key_of_register().matrix


def replies(matrix: Matrix, taxon: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.slug, matrix.in_order(c.slug, matrix.possible(taxon, c.slug))) for c in matrix.characters]


def combinations(matrix: Matrix, taxon: str) -> Iterator[Answers]:
    """Yield every combination of a type's states, or, where there are many, some drawn anew by a fixed seed."""
    cells = replies(matrix, taxon)
    everything = product(*(states for _, states in cells))
    first = list(islice(everything, COMBINATIONS + 1))
    if len(first) > COMBINATIONS:
        random = Random(taxon)
        first = [tuple(random.choice(states) for _, states in cells) for _ in range(COMBINATIONS)]
    for states in first:
        yield answers_of(matrix, {name: {state} for (name, _), state in zip(cells, states, strict=True)})


@st.composite
def drawn_answers(draw: st.DrawFn, matrix: Matrix) -> Answers:
    """Draw replies to some characters: any set of states, none of them meaning "not sure"."""
    names = draw(st.lists(st.sampled_from([c.slug for c in matrix.characters]), unique=True, max_size=8))
    return answers_of(
        matrix, {name: draw(st.sets(st.sampled_from(matrix.character(name).state_slugs), max_size=3)) for name in names}
    )


def _fixture(name: str, model: str) -> list[dict[str, Any]]:
    rows = json.loads((FIXTURES / name).read_text())
    return [row["fields"] for row in rows if row["model"] == f"agreements.{model}"]


def test_the_matrix_is_what_the_fixtures_say_on_every_database(matrix: Matrix) -> None:
    """What is worked out from it, by tests marked `once`, is then the same on every database."""
    by_position = itemgetter("position")
    characters = sorted(_fixture("characters.json", "character"), key=by_position)
    states = sorted(_fixture("characters.json", "state"), key=by_position)
    types = sorted(_fixture("types.json", "agreementtype"), key=by_position)
    deals = [
        row["fields"]
        for path in sorted((FIXTURES / "deals").glob("*.json"))
        for row in json.loads(path.read_text())
        if row["model"] == "agreements.deal"
    ]
    cells: dict[str, dict[str, set[str]]] = {}
    for cell in _fixture("types.json", "typestate"):
        character, state = cell["state"]
        cells.setdefault(cell["type"][0], {}).setdefault(character, set()).add(state)

    assert [(one.slug, list(one.state_slugs)) for one in matrix.characters] == [
        (one["slug"], [state["slug"] for state in states if state["character"] == [one["slug"]]]) for one in characters
    ]
    assert [taxon.slug for taxon in matrix.taxa] == [kind["slug"] for kind in types]
    assert {taxon.slug: taxon.states for taxon in matrix.taxa} == cells
    published = Counter(deal["type"][0] for deal in deals if deal["publication"] == "published")
    assert {taxon.slug: taxon.frequency for taxon in matrix.taxa} == {
        kind["slug"]: published[kind["slug"]] for kind in types
    }


def test_every_pair_differs_for_certain_in_three_characters(matrix: Matrix) -> None:
    assert len(matrix.taxa) == 13
    assert len(matrix.characters) <= 28
    assert [pair for pair in separation(matrix) if pair.strength < 3] == []


def test_every_type_has_a_state_for_every_character(matrix: Matrix) -> None:
    names = {character.slug for character in matrix.characters}
    assert [taxon.slug for taxon in matrix.taxa if set(taxon.states) != names] == []


@pytest.mark.once
@relaxed
@given(data=st.data())
def test_order_and_round_trip_and_junk_change_nothing(matrix: Matrix, data: st.DataObject) -> None:
    answers = data.draw(drawn_answers(matrix))
    query = answers.to_query()
    shuffled = data.draw(st.permutations([*query, ("colour", "red"), ("subject", "ships")]))

    assert parse(matrix, query).answers == answers
    assert parse(matrix, query).is_canonical
    assert parse(matrix, shuffled).answers == answers
    assert not parse(matrix, shuffled).is_canonical


@pytest.mark.once
@relaxed
@given(data=st.data())
def test_not_sure_changes_no_score(matrix: Matrix, data: st.DataObject) -> None:
    answers = data.draw(drawn_answers(matrix))
    name = data.draw(st.sampled_from([c.slug for c in matrix.characters if c.slug not in answers]))

    assert rank(matrix, answers.with_answer(matrix, name, ())) == rank(matrix, answers)


@pytest.mark.once
@relaxed
@given(data=st.data())
def test_several_states_keep_what_any_of_them_keeps(matrix: Matrix, data: st.DataObject) -> None:
    answers = data.draw(drawn_answers(matrix))
    character = data.draw(st.sampled_from([c for c in matrix.characters if c.slug not in answers]))
    states = data.draw(st.sets(st.sampled_from(character.state_slugs), min_size=1))

    def fitting(ticked: set[str]) -> set[str]:
        counts = mismatch_counts(matrix, answers_of(matrix, {character.slug: ticked}))
        return {taxon for taxon, count in counts.items() if not count}

    assert fitting(states) == set().union(*(fitting({state}) for state in states))


@pytest.mark.once
def test_each_type_comes_out_by_every_combination_of_its_states(matrix: Matrix) -> None:
    for taxon in matrix.taxa:
        for answers in combinations(matrix, taxon.slug):
            candidates = rank(matrix, answers)
            assert candidates[0].taxon == taxon.slug
            assert not candidates[0].mismatches
            assert verdict(candidates) is Verdict.BEST_MATCH


def test_each_deal_comes_out_as_what_it_is(matrix: Matrix) -> None:
    states = states_of_deals(Deal.objects.published())
    astray = []
    for deal in Deal.objects.published().select_related("type").prefetch_related("also_types"):
        own = {deal.type.slug, *(kind.slug for kind in deal.also_types.all())}
        first = set(leaders(matrix, answers_of(matrix, states[deal.slug])))
        # One that sits between two types may come out as both, never as another.
        if deal.type.slug not in first or not first <= own:
            astray.append(f"{deal.slug}: {sorted(first)}")
    assert len(states) > 300
    assert astray == []


@pytest.mark.once
def test_one_wrong_answer_never_loses_the_right_type_and_with_all_answered_it_still_wins(matrix: Matrix) -> None:
    for taxon in matrix.taxa:
        for answers in islice(combinations(matrix, taxon.slug), 20):
            for character in matrix.characters:
                for state in character.state_slugs:
                    if state not in matrix.possible(taxon.slug, character.slug):
                        erring = answers.with_answer(matrix, character.slug, {state})
                        assert winner(matrix, erring) == taxon.slug


@pytest.mark.once
def test_one_wrong_answer_on_the_guided_way_still_ends_at_the_type(matrix: Matrix) -> None:
    """Whatever question is answered wrongly, once: no other type comes out in the end."""
    for taxon in matrix.taxa:
        for wrong in matrix.characters:
            for state in set(wrong.state_slugs) - matrix.possible(taxon.slug, wrong.slug):
                own: States = {**{c.slug: matrix.possible(taxon.slug, c.slug) for c in matrix.characters}}
                own[wrong.slug] = frozenset({state})
                last = _guided(matrix, own)
                candidates = rank(matrix, last)
                assert taxon.slug in {candidate.taxon for candidate in in_play(candidates)}
                # One slip on the way is made good by the questions after it.
                assert winner(matrix, last) == taxon.slug
                assert verdict(candidates) in (Verdict.BEST_MATCH, Verdict.LIKELY)


def _guided(matrix: Matrix, own: States) -> Answers:
    answers = Answers()
    while question := best_question(matrix, answers, rank(matrix, answers)):
        assert question.character not in answers
        answers = answers.with_answer(matrix, question.character, own[question.character])
    return answers


@pytest.mark.once
@relaxed
@given(data=st.data())
def test_the_guided_way_has_no_dead_end_and_no_loop(matrix: Matrix, data: st.DataObject) -> None:
    """From any answers, by any replies: each question is new, can change something, and the way ends."""
    answers = data.draw(drawn_answers(matrix))
    for _ in range(len(matrix.characters) + 1):
        question = best_question(matrix, answers, rank(matrix, answers))
        if question is None:
            break
        assert question.character not in answers
        states = data.draw(st.sets(st.sampled_from(matrix.character(question.character).state_slugs), max_size=2))
        answers = answers.with_answer(matrix, question.character, states)
    candidates = rank(matrix, answers)
    assert ranked_questions(matrix, answers, candidates) == ()


@pytest.mark.once
@relaxed
@given(data=st.data())
def test_why_not_is_complete_and_true(matrix: Matrix, data: st.DataObject) -> None:
    answers = data.draw(drawn_answers(matrix))
    best = rank(matrix, answers)[0].taxon
    told = {other.taxon: other.reasons for other in why_not_others(matrix, answers, best)}

    assert set(told) == {taxon.slug for taxon in matrix.taxa} - {best}
    for slug, reasons in told.items():
        against = {a.character for a in answers.sure if matrix.possible(slug, a.character).isdisjoint(a.states)}
        assert {reason.character for reason in reasons} == against


@pytest.mark.once
@settings(relaxed, max_examples=15)
@given(data=st.data())
def test_what_would_change_it_is_complete_and_true(matrix: Matrix, data: st.DataObject) -> None:
    taxon = data.draw(st.sampled_from(matrix.taxa))
    names = data.draw(st.lists(st.sampled_from([c.slug for c in matrix.characters]), unique=True, max_size=4))
    answers = answers_of(matrix, {name: {min(matrix.possible(taxon.slug, name))} for name in names})
    now = winner(matrix, answers)
    if now is None:
        assert what_would_change_it(matrix, answers) == ()
        return
    replies = [
        Change(a.character, state)
        for a in answers
        for state in (*matrix.character(a.character).state_slugs, None)
        if a.states != (state,)
    ]

    def then(*changes: Change) -> str | None:
        changed = answers
        for change in changes:
            changed = change.applied_to(matrix, changed)
        return winner(matrix, changed)

    single = {(one,): then(one) for one in replies if then(one) not in (None, now)}
    still = [one for one in replies if (one,) not in single]
    double = {
        (one, other): then(one, other)
        for at, one in enumerate(still)
        for other in still[at + 1 :]
        if one.character != other.character and then(one, other) not in (None, now)
    }
    assert {turn.changes: turn.winner for turn in what_would_change_it(matrix, answers)} == {**single, **double}


@pytest.mark.once
def test_every_type_is_reached_on_paper(matrix: Matrix) -> None:
    written = {couplet.number: couplet for couplet in couplets(matrix)}
    for taxon in matrix.taxa:
        waiting = [1]
        while waiting:
            couplet = written[waiting.pop()]
            leads = [lead for lead in couplet.leads if matrix.possible(taxon.slug, couplet.character) & {*lead.states}]
            assert leads
            for lead in leads:
                assert lead.taxa == (taxon.slug,) or (lead.goes_to and lead.goes_to > couplet.number)
                waiting += [lead.goes_to] if lead.goes_to else []


@pytest.mark.once
@pytest.mark.parametrize("goal", [Verdict.LIKELY, Verdict.BEST_MATCH])
def test_the_questions_asked_are_close_to_the_fewest_possible(matrix: Matrix, goal: Verdict) -> None:
    asked = questions_asked(matrix, goal)

    assert asked.reached == pytest.approx(1)
    assert asked.mean <= 1.05 * optimum(matrix, goal)
    assert asked.mean <= 4
    assert asked.worst <= (4 if goal is Verdict.LIKELY else 6)


@pytest.mark.once
@pytest.mark.parametrize(
    ("wrong", "unsure", "first", "listed"),
    [(0.05, 0.0, 0.98, 0.99), (0.05, 0.15, 0.97, 0.98), (0.10, 0.15, 0.94, 0.97)],
)
def test_the_guided_way_serves_readers_who_err(
    matrix: Matrix, wrong: float, unsure: float, first: float, listed: float
) -> None:
    found = accuracy(matrix, wrong=wrong, unsure=unsure, readers=800, random=Random(7), goal=Verdict.BEST_MATCH)

    assert found.first >= first
    assert found.listed >= listed


@pytest.mark.once
def test_stopping_at_likely_is_the_weaker_promise(matrix: Matrix) -> None:
    found = accuracy(matrix, wrong=0.05, unsure=0.0, readers=800, random=Random(7), goal=Verdict.LIKELY)

    assert found.first >= 0.92
    assert found.listed >= 0.98


@pytest.mark.once
def test_frequent_types_come_first_where_nothing_else_decides(matrix: Matrix) -> None:
    answers = answers_of(matrix, {"subject": {"policy"}})
    by_frequency = rank(matrix, answers, Prior.FREQUENCY)

    assert leaders(matrix, answers)[0] == "alliance-treaty"
    assert by_frequency[0].taxon in ("defense-framework", "security-declaration")
    assert sum(candidate.probability for candidate in by_frequency) == pytest.approx(1)


@pytest.mark.once
def test_measure_key_says_which_goal_each_figure_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("measure_key", readers=50)
    told = capsys.readouterr().out

    assert "to likely: mean" in told
    assert "goals: at most 1.05 of the optimum, at most 4 questions" in told
    assert "guided to best-match: first" in told
    assert "told apart for certain by fewer than 3 questions: 0" in told
