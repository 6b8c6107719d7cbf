from datetime import date

import pytest
from django.http import QueryDict

from agreements.forms import MOST_PROBLEMS, DealFilters, read_as_of, read_deal_filters
from agreements.register.partial_date import PartialDate


def _read(query: str) -> DealFilters:
    return read_deal_filters(
        QueryDict(query), types=["acsa", "reciprocal-access"], partners=["germany", "italy"], today=date(2026, 11, 23)
    )


def test_an_address_without_parameters_filters_nothing() -> None:
    assert _read("") == DealFilters()
    assert _read("").pairs() == []


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("type=acsa", DealFilters(type=("acsa",))),
        ("type=reciprocal-access&type=acsa", DealFilters(type=("acsa", "reciprocal-access"))),
        ("type=acsa&type=acsa", DealFilters(type=("acsa",))),
        ("family=access", DealFilters(family=("access",))),
        ("partner=italy", DealFilters(partner=("italy",))),
        ("region=europe", DealFilters(region=("europe",))),
        ("status=in-force", DealFilters(status=("in-force",))),
        ("year_from=2015&year_to=2027", DealFilters(year_from=2015, year_to=2027)),
        ("as_of=2015-01", DealFilters(as_of=PartialDate(2015, 1))),
        ("q=++Germany++ACSA+", DealFilters(q="Germany ACSA")),
        ("sort=status", DealFilters(sort="status")),
        ("page=3", DealFilters(page=3)),
        # Of a value that can be but one, the last counts.
        ("year_from=2015&year_from=2020&page=2&page=4", DealFilters(year_from=2020, page=4)),
        ("type=&q=&as_of=+&page=", DealFilters()),
        ("colour=red", DealFilters()),
    ],
)
def test_what_can_be_read_is_read(query: str, filters: DealFilters) -> None:
    assert _read(query) == filters
    assert _read(query).problems == ()


@pytest.mark.parametrize(
    "query",
    [
        "type=ACSA",
        "partner=atlantis",
        "family=x",
        "region=x",
        "status=x",
        "sort=x",
        "year_from=1944",
        "year_to=2028",
        "year_from=２０２４",
        "year_from=2024.0",
        "year_to=-1",
        "as_of=2024-13",
        "as_of=2024-02-30",
        "as_of=0000",
        "as_of=1950",
        "as_of=1940-12-31",
        "as_of=9999-99-99",
        "as_of=yesterday",
        "as_of=2024/01/01",
        "page=0",
        "page=-1",
        "page=1000000000",
        "page=x",
        "q=" + "x" * 201,
        "q=%00",
        "type=%00acsa",
    ],
)
def test_what_cannot_be_read_is_left_out_and_named_once(query: str) -> None:
    found = _read(query)

    assert found == DealFilters()
    assert len(found.problems) == 1


def test_one_bad_value_leaves_the_others_alone() -> None:
    found = _read("type=acsa&type=nonsense&as_of=yesterday&status=signed")

    assert found == DealFilters(type=("acsa",), status=("signed",))
    assert found.problems == (
        "“nonsense” is not a known value of “type”.",
        "“yesterday” is not a date. Write 2024-07-12, 2024-07 or 2024.",
    )


def test_of_very_many_bad_values_the_first_are_named_and_the_rest_counted() -> None:
    problems = _read("&".join(f"type=x{number}" for number in range(1000))).problems

    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[0] == "“x0” is not a known value of “type”."
    assert problems[-1] == "And 990 more values."


def test_the_same_complaint_is_made_once() -> None:
    assert len(_read("q=" + "x" * 300 + "&q=" + "y" * 300).problems) == 1


def test_words_are_looked_for_up_to_ten() -> None:
    found = _read("q=" + "+".join(f"w{number}" for number in range(12)))

    assert found.q == "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9"
    assert found.problems == ("Only the first 10 words are looked for.",)


def test_years_in_the_wrong_order_are_a_problem_of_their_own() -> None:
    found = _read("year_from=2025&year_to=2020")

    assert (found.year_from, found.year_to) == (2025, 2020)
    assert "“year_from” (2025) comes after “year_to” (2020)" in found.problems[0]
    assert found.problems[0].is_kept
    assert not _read("year_from=x").problems[0].is_kept


def test_the_pairs_of_the_filters_read_back_as_the_same_filters() -> None:
    query = QueryDict(mutable=True)
    found = _read("type=acsa&partner=italy&partner=germany&year_from=2015&as_of=2020-02&q=fuel")
    for name, value in found.pairs():
        query.appendlist(name, value)

    assert _read(query.urlencode()) == found


@pytest.mark.parametrize(
    ("query", "day", "problems"),
    [
        ("", None, 0),
        ("as_of=2015", PartialDate(2015), 0),
        ("as_of=+2015-01-01+", PartialDate(2015, 1, 1), 0),
        ("as_of=2015-1-1", None, 1),
        ("as_of=2015-13", None, 1),
        ("as_of=1950-12-31", None, 1),
        ("as_of=1951", PartialDate(1951), 0),
        ("as_of=2015&as_of=2016", PartialDate(2016), 0),
    ],
)
def test_the_day_of_a_page_is_read_alike(query: str, day: PartialDate | None, problems: int) -> None:
    found, told = read_as_of(QueryDict(query))

    assert (found, len(told)) == (day, problems)
