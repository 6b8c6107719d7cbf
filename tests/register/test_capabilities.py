"""Which deal speaks for what two partners can do, and what they talk of."""

from dataclasses import replace

from agreements.register.capabilities import Answer, StandingOf, Tie, capabilities, spoken_of
from agreements.register.partial_date import PartialDate
from agreements.register.status import Status

PACT = "information-sharing"
SALE = "security-cooperation"


def _deal(
    slug: str,
    year: int,
    instrument: str = "memorandum",
    *,
    kind: str = PACT,
    status: Status = Status.IN_FORCE,
    binding: bool | None = None,
    parties: int = 1,
) -> StandingOf:
    return StandingOf(slug, kind, status, PartialDate(year), instrument, binding, PartialDate(year), parties)


def _speaker(*deals: StandingOf, ties: list[Tie] | None = None) -> str:
    (found,) = capabilities([deals[0].type], deals, ties or [])
    assert found.deal is not None
    return found.deal.deal


def test_a_binding_deal_of_two_speaks_before_texts_and_deals_of_several() -> None:
    several = _deal("several", 1954, "treaty", binding=True, parties=12)
    text = _deal("text", 1950, "joint-statement", binding=False)
    two = _deal("two", 1960, "treaty", binding=True)

    assert _speaker(several, text, two) == "two"
    assert _speaker(several, text) == "several"


def test_what_is_mainly_of_a_type_speaks_before_what_is_also_of_it() -> None:
    mainly, also = _deal("mainly", 2024, binding=False), replace(_deal("also", 2026, binding=True), is_also=True)

    assert _speaker(mainly, also) == "mainly"
    assert _speaker(also) == "also"
    (found,) = capabilities([PACT], [mainly, also])
    assert {deal.deal for deal in found.deals} == {"mainly", "also"}


def test_what_is_spoken_of_is_told_under_its_main_type() -> None:
    talked_of = _deal("talks", 2026, status=Status.NEGOTIATING)

    found = spoken_of([PACT, SALE], [talked_of, replace(talked_of, type=SALE, is_also=True)])

    assert [one.type for one in found] == [PACT]


def test_a_base_speaks_before_what_follows_from_it() -> None:
    base, small = _deal("base", 2023), _deal("small", 2013)

    for kind in ("implements", "amends", "builds-on"):
        assert _speaker(small, base, ties=[Tie("small", kind, "base")]) == "base"


def test_a_base_on_which_others_rest_speaks_before_an_older_deal_that_stands_alone() -> None:
    alone, base, on_it = _deal("alone", 2010, "treaty"), _deal("base", 2020), _deal("on-it", 2024)

    assert _speaker(alone, base, on_it, ties=[Tie("on-it", "implements", "base")]) == "base"
    # An amendment makes no base of what it amends.
    assert _speaker(alone, base, on_it, ties=[Tie("on-it", "amends", "base")]) == "alone"


def test_a_weightier_paper_speaks_before_an_older_one() -> None:
    assert _speaker(_deal("contract", 2001, "contract"), _deal("memo", 2005), _deal("notes", 2010, "treaty")) == "notes"


def test_what_superseded_a_deal_is_as_old_as_that_deal() -> None:
    first = _deal("first", 1987, status=Status.SUPERSEDED)
    deals = (_deal("other", 2009), _deal("renewed", 2022), first)

    assert _speaker(*deals) == "other"
    assert _speaker(*deals, ties=[Tie("renewed", "supersedes", "first")]) == "renewed"


def test_deals_that_supersede_each_other_come_to_an_end() -> None:
    ties = [Tie("one", "supersedes", "two"), Tie("two", "supersedes", "one")]

    assert _speaker(_deal("one", 2001), _deal("two", 2002), ties=ties) == "one"


def test_of_joint_statements_the_newest_that_renews_one_speaks() -> None:
    deals = [_deal(str(year), year, "joint-statement") for year in (2011, 2015, 2023, 2026)]
    ties = [Tie("2015", "builds-on", "2011"), Tie("2023", "builds-on", "2015"), Tie("2026", "builds-on", "2015")]

    assert _speaker(*deals, ties=ties) == "2026"


def test_of_single_deliveries_the_newest_speaks() -> None:
    aircraft = _deal("aircraft", 2005, "memorandum", kind=SALE)
    missiles = _deal("missiles", 2024, "contract", kind=SALE)
    more = _deal("more-aircraft", 2025, "contract", kind=SALE)

    assert _speaker(aircraft, missiles) == "missiles"
    assert _speaker(aircraft, missiles, more, ties=[Tie("more-aircraft", "builds-on", "aircraft")]) == "missiles"


def test_what_has_ended_is_told_by_its_newest_deal() -> None:
    deals = [_deal("older", 2001, status=Status.COMPLETED), _deal("newer", 2005, status=Status.COMPLETED)]

    assert _speaker(*deals) == "newer"


def test_all_deals_of_the_answer_are_counted() -> None:
    deals = [_deal("one", 2001), _deal("two", 2002), _deal("talks", 2003, status=Status.NEGOTIATING)]

    found, nothing = capabilities([PACT, SALE], deals)

    assert (found.answer, len(found.deals)) == (Answer.YES, 2)
    assert (nothing.answer, nothing.deal, nothing.deals) == (Answer.NO, None, ())


def test_what_is_spoken_of_is_told_by_the_most_advanced_and_newest_deal() -> None:
    deals = [
        _deal("in-force", 2001),
        _deal("idea", 2026, status=Status.PROPOSED),
        _deal("talks-2020", 2020, status=Status.NEGOTIATING),
        _deal("talks-2024", 2024, status=Status.NEGOTIATING),
        _deal("sold", 2024, "contract", kind=SALE, status=Status.SIGNED),
    ]

    (found,) = spoken_of([PACT, SALE], deals)

    assert found.deal is not None
    assert (found.type, found.answer, found.deal.deal, len(found.deals)) == (PACT, Answer.TALKS, "talks-2024", 3)


def test_a_treaty_that_is_only_signed_is_spoken_of() -> None:
    (found,) = spoken_of([PACT], [_deal("signed", 2024, "treaty", status=Status.SIGNED)])

    assert found.answer is Answer.AGREED
