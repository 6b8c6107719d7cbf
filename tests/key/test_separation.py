from hypothesis import given
from hypothesis import strategies as st

from agreements.key import Matrix, differences, separating, separation
from tests.key.matrices import TOY, matrices


def test_weakest_pairs_come_first() -> None:
    pairs = separation(TOY)
    assert [(pair.first, pair.second) for pair in pairs[:3]] == [
        ("treaty", "pledge"),
        ("treaty", "visit"),
        ("sale", "gift"),
    ]
    assert pairs[0].characters == ("binding",)
    assert [pair.strength for pair in pairs] == sorted(pair.strength for pair in pairs)


def test_differences_put_the_certain_ones_first() -> None:
    found = differences(TOY, "pledge", "visit")
    assert [(d.character, d.is_certain) for d in found] == [("subject", True), ("binding", True)]
    found = differences(TOY, "sale", "swap")
    assert [(d.character, d.is_certain) for d in found] == [
        ("subject", True),
        ("payment", True),
        ("standing", True),
        ("binding", False),
    ]
    assert (found[-1].first, found[-1].second) == (("yes", "no"), ("yes",))


@given(st.data(), matrices())
def test_separation_is_symmetric(data: st.DataObject, matrix: Matrix) -> None:
    one, other = (data.draw(st.sampled_from(matrix.taxa)).slug for _ in range(2))
    assert separating(matrix, one, other) == separating(matrix, other, one)
    swapped = differences(matrix, other, one)
    assert [(d.character, d.second, d.first) for d in differences(matrix, one, other)] == [
        (d.character, d.first, d.second) for d in swapped
    ]


@given(matrices())
def test_every_pair_is_listed_once(matrix: Matrix) -> None:
    pairs = separation(matrix)
    count = len(matrix.taxa)
    assert len({frozenset((pair.first, pair.second)) for pair in pairs}) == len(pairs) == count * (count - 1) // 2
