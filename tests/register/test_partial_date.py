from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.register.partial_date import PartialDate, Precision


def _of(day: date, precision: Precision) -> PartialDate:
    match precision:
        case Precision.YEAR:
            return PartialDate(day.year)
        case Precision.MONTH:
            return PartialDate(day.year, day.month)
        case _:
            return PartialDate.of(day)


partial_dates = st.builds(_of, st.dates(), st.sampled_from(Precision))


@given(partial_dates)
def test_what_is_printed_reads_back(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(partial_dates)
def test_precision_survives_printing(date: PartialDate) -> None:
    assert len(str(date)) == {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[date.precision]
    assert PartialDate.parse(str(date)).precision is date.precision


@given(partial_dates, partial_dates)
def test_dates_order_as_their_texts_do(first: PartialDate, second: PartialDate) -> None:
    assert (first < second) == (str(first) < str(second))
    assert (first <= second) == (str(first) <= str(second))
    assert sorted([first, second], key=str) == ([first, second] if first <= second else [second, first])


@given(partial_dates, partial_dates)
def test_order_never_contradicts_the_calendar(first: PartialDate, second: PartialDate) -> None:
    if first.last_day < second.first_day:
        assert first < second


@given(partial_dates)
def test_a_date_spans_from_its_first_day_to_its_last(date: PartialDate) -> None:
    assert date.first_day <= date.last_day
    assert (date.first_day == date.last_day) == (date.precision is Precision.DAY)
    assert date.at_its_end >= date
    assert date.at_its_end.at_its_end == date.at_its_end


@pytest.mark.parametrize(
    ("text", "end"), [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024-02-03", "2024-02-03")]
)
def test_the_end_of_a_month_or_a_year_is_its_last_day(text: str, end: str) -> None:
    assert str(PartialDate.parse(text).at_its_end) == end


@given(partial_dates)
def test_words_name_each_part_that_is_known_and_no_other(date: PartialDate) -> None:
    japanese, english = date.in_words("ja"), date.in_words("en")
    assert japanese.startswith(f"{date.year}年")
    assert english.endswith(str(date.year))
    assert [mark in japanese for mark in "月日"] == [date.month is not None, date.day is not None]
    assert len(english.split()) == len(str(date).split("-"))


@pytest.mark.parametrize(
    ("text", "english", "japanese"),
    [
        ("2024-07-12", "12 July 2024", "2024年7月12日"),
        ("2024-01", "January 2024", "2024年1月"),
        ("1960", "1960", "1960年"),
        ("2016-11-23", "23 November 2016", "2016年11月23日"),
    ],
)
def test_words_are_those_of_a_sentence(text: str, english: str, japanese: str) -> None:
    assert PartialDate.parse(text).in_words("en") == english
    assert PartialDate.parse(text).in_words("ja") == japanese


def test_a_year_stands_before_its_months_and_a_month_before_its_days() -> None:
    texts = ["2024-01", "2024", "2025", "2024-01-01", "2023-12-31", "2024-12"]
    assert sorted(map(PartialDate.parse, texts), key=str) == [
        *map(PartialDate.parse, ["2023-12-31", "2024", "2024-01", "2024-01-01", "2024-12", "2025"])
    ]


def test_last_day_of_february_knows_leap_years() -> None:
    assert PartialDate(2024, 2).last_day == date(2024, 2, 29)
    assert PartialDate(2023, 2).last_day == date(2023, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        "2024-13",
        "2024-00",
        "2024-01-00",
        "2024-00-01",
        "2024-02-30",
        "2023-02-29",
        "2024-1",
        "24",
        "20240712",
        "2024/07/12",
        "2024-07-12T00:00",
        "yesterday",
        "",
        "0000",
        "２０２４",
        "2024-07-",
        "-2024",
        "2024\x00",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_blanks_around_a_date_are_forgiven() -> None:
    assert PartialDate.parse(" 2024-07 ") == PartialDate(2024, 7)


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        PartialDate(2024, None, 12)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert str(PartialDate.parse(text)) == text.strip()
