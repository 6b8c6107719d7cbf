from agreements.search.folding import name_units
from agreements.search.ranking import Candidate, Wanted, ranked


def candidate(kind: str, place: int, title: str, *aliases: str, tier: int = 0, status_points: float = 0) -> Candidate:
    return Candidate(kind, place, tier, (name_units(title),), tuple(map(name_units, aliases)), status_points)


def wanted(text: str) -> Wanted:
    units = name_units(text)
    return Wanted(units, frozenset(units), frozenset(units))


def order(text: str, *candidates: Candidate) -> list[int]:
    return [one.place for _, one in ranked(candidates, wanted(text))]


def test_a_full_name_comes_before_a_part_of_one() -> None:
    deal, kind = candidate("deal", 1, "Japan–Germany ACSA"), candidate("type", 2, "ACSA")

    assert order("ACSA", deal, kind) == [2, 1]
    assert order("Japan–Germany ACSA", deal, kind) == [1, 2]


def test_a_kind_comes_before_the_word_for_it() -> None:
    assert order("OSA", candidate("term", 1, "OSA"), candidate("type", 2, "Security assistance", "OSA")) == [2, 1]


def test_a_source_comes_after_what_it_is_about() -> None:
    source, deal = candidate("source", 1, "Global Hawk"), candidate("deal", 2, "Japan–US RQ-4 Global Hawk drones")

    assert order("Global Hawk", source, deal) == [2, 1]


def test_words_in_order_come_before_words_that_meet_by_chance() -> None:
    chance, name = candidate("deal", 1, "US E-2D aircraft"), candidate("deal", 2, "India US-2 aircraft")

    assert order("US-2", chance, name) == [2, 1]


def test_of_equal_names_what_stands_comes_first_and_then_the_one_given_first() -> None:
    talks = candidate("deal", 1, "Mogami frigates", status_points=10)
    later = candidate("deal", 3, "Mogami frigates", status_points=40)
    signed = candidate("deal", 2, "Mogami frigates", status_points=40)

    assert order("Mogami", talks, later, signed) == [3, 2, 1]


def test_a_name_with_a_word_that_is_only_begun_comes_before_a_name_without() -> None:
    other = candidate("deal", 1, "Japan–Italy ACSA", "Agreement between the Governments", status_points=80)
    begun = candidate("deal", 2, "Japan–Germany ACSA", "Agreement between the Governments", status_points=40)

    assert order("acsa g", other, begun) == [2, 1]


def test_what_a_publisher_gave_out_comes_before_other_sources_and_after_a_source_called_so() -> None:
    held = candidate("source", 1, "Visit to MOFA")
    given = candidate("source", 2, "Joint statement", "MOFA")
    called = candidate("source", 3, "MOFA")

    assert order("MOFA", held, given, called) == [3, 2, 1]


def test_of_what_holds_some_of_the_words_what_is_with_the_partner_named_comes_first() -> None:
    units = name_units("patrol boats Vietnam")
    meant = Wanted(units, frozenset(units), frozenset(units), parties=(name_units("Vietnam"), name_units("日越")))
    other = candidate("deal", 1, "Japan–Indonesia patrol boats", tier=3, status_points=80)
    named = candidate("deal", 2, "Japan–Vietnam vessels", tier=3)

    assert [one.place for _, one in ranked([other, named], meant)] == [2, 1]
