import pytest

from agreements.search.typos import allowed, distance, nearest


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [("tomahok", "tomahawk", 2), ("reciprical", "reciprocal", 1), ("acsa", "acsa", 0), ("gsmoia", "gsomia", 1)],
)
def test_distance_counts_letters_added_lost_changed_and_swapped(one: str, other: str, away: int) -> None:
    assert distance(one, other, 3) == away


def test_distance_stops_counting_where_it_is_too_far() -> None:
    assert distance("germany", "philippines", 2) == 3


def test_short_words_are_never_corrected() -> None:
    assert allowed("raa") == 0
    assert nearest("raa", ["rab"]) == []


def test_the_nearest_word_comes_first() -> None:
    assert nearest("phillipines", ["philippine", "philippines"]) == ["philippines"]


def test_a_word_of_another_script_is_never_near() -> None:
    assert nearest("トマホク", ["tomahawk"]) == []


@pytest.mark.parametrize(("word", "other"), [("newest", "west"), ("basing", "being"), ("bombay", "combat")])
def test_a_word_that_is_far_for_its_length_is_another_word(word: str, other: str) -> None:
    assert nearest(word, [other]) == []
