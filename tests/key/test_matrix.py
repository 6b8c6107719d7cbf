import pytest

from agreements.key import Character, Matrix
from tests.key.matrices import TOY, taxon

BINDING = Character.of("binding", ("yes", "no"))


def test_matrix_knows_the_states_of_each_taxon() -> None:
    assert TOY.possible("pledge", "standing") == {"yes", "no"}


def test_taxon_may_have_any_state_of_a_character_that_it_leaves_out() -> None:
    matrix = Matrix((BINDING,), (taxon("novelty"),))
    assert matrix.possible("novelty", "binding") == {"yes", "no"}


def test_states_come_in_the_order_of_the_character() -> None:
    assert TOY.in_order("payment", {"gift", "none", "barter"}) == ("none", "gift")


def test_matrix_may_be_empty() -> None:
    assert Matrix((), ()).taxa == ()


@pytest.mark.parametrize(
    ("characters", "taxa", "message"),
    [
        pytest.param((BINDING, BINDING), (), "character given twice: binding", id="character twice"),
        pytest.param((BINDING,), (taxon("a"), taxon("a")), "taxon given twice: a", id="taxon twice"),
        pytest.param((Character.of("c", ("x", "x")),), (), "state of c given twice: x", id="state twice"),
        pytest.param((Character.of("c", ()),), (), "character c: no states", id="no states"),
        pytest.param((Character.of("c", ("x",), 0),), (), "effort", id="no effort"),
        pytest.param((Character.of("c", ("unsure",)),), (), "'unsure' cannot", id="reserved word"),
        pytest.param((Character.of("c", ("a,b",)),), (), "'a,b' cannot", id="comma"),
        pytest.param((Character.of("c", ("",)),), (), "'' cannot", id="nameless state"),
        pytest.param((BINDING,), (taxon("a", form="x"),), "taxon a: no character form", id="strange character"),
        pytest.param((BINDING,), (taxon("a", binding="so"),), "binding has no state so", id="strange state"),
        pytest.param((BINDING,), (taxon("a", binding=""),), "taxon a: no state for binding", id="empty states"),
        pytest.param((BINDING,), (taxon("a", -1),), "the frequency is negative", id="negative frequency"),
    ],
)
def test_matrix_refuses_contradictions(characters: tuple, taxa: tuple, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Matrix(characters, taxa)
