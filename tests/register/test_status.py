from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreements.register.partial_date import PartialDate
from agreements.register.status import (
    ENDED,
    SPOKEN_OF,
    STANDING,
    DatedEvent,
    DateStanding,
    EventKind,
    Status,
    StatusPeriod,
    in_order,
    status_on,
    status_periods,
    statuses_after,
)

# Few years, so that dates often coincide.
dates = st.builds(PartialDate, st.integers(2014, 2018), st.none() | st.integers(1, 12)) | st.builds(
    PartialDate, st.integers(2014, 2018), st.integers(1, 12), st.integers(1, 28)
)
event_lists = st.lists(
    st.builds(DatedEvent, st.sampled_from(EventKind), dates, st.sampled_from(DateStanding)),
    max_size=8,
    # As in the database: an event of a kind has one record a date.
    unique_by=lambda event: (event.kind, event.date),
)


def events(*lines: str) -> list[DatedEvent]:
    """Read `2016-11-23 signed`, `2012 signed by` and so on."""
    parts = [line.split() for line in lines]
    return [DatedEvent(EventKind(kind), PartialDate.parse(date), *map(DateStanding, by)) for date, kind, *by in parts]


def periods(*lines: str) -> list[StatusPeriod]:
    """Read `signed 2016-11-23 2018` and so on; without a last date the period is not over."""

    def read(status: str, start: str, end: str = "") -> StatusPeriod:
        return StatusPeriod(Status(status), PartialDate.parse(start), PartialDate.parse(end) if end else None)

    return [read(*line.split()) for line in lines]


@given(event_lists, st.randoms())
def test_the_order_in_which_events_are_given_never_matters(given_events: list[DatedEvent], random: object) -> None:
    shuffled = list(given_events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert status_periods(shuffled) == status_periods(given_events)


@given(event_lists)
def test_periods_join_without_a_gap_and_only_the_last_is_open(given_events: list[DatedEvent]) -> None:
    found = status_periods(given_events)
    assert all(earlier.end == later.start for earlier, later in pairwise(found))
    assert all(period.end is not None and period.start < period.end for period in found[:-1])
    assert not found or found[-1].end is None


@given(event_lists)
def test_each_period_starts_with_an_event(given_events: list[DatedEvent]) -> None:
    found = status_periods(given_events)
    assert {period.start for period in found} <= {event.date for event in given_events}


@given(event_lists, dates)
def test_status_on_a_day_is_that_of_the_period_that_holds_it(given_events: list[DatedEvent], day: PartialDate) -> None:
    until = day.at_its_end
    holding = [
        period
        for period in status_periods(given_events)
        if period.start <= until and (period.end is None or until < period.end)
    ]
    assert len(holding) <= 1
    assert status_on(given_events, day) == (holding[0].status if holding else None)


@given(event_lists)
def test_status_now_is_that_of_the_last_period(given_events: list[DatedEvent]) -> None:
    found = status_periods(given_events)
    assert status_on(given_events) == (found[-1].status if found else None)


@given(event_lists)
def test_an_end_is_final(given_events: list[DatedEvent]) -> None:
    found = status_periods(given_events)
    assert not any(period.status in ENDED for period in found[:-1])


@given(event_lists, st.sampled_from(EventKind))
def test_nothing_later_changes_a_deal_that_has_ended(given_events: list[DatedEvent], kind: EventKind) -> None:
    found = status_periods(given_events)
    if found and found[-1].status in ENDED:
        assert status_periods([*given_events, DatedEvent(kind, PartialDate(2030))]) == found


@given(event_lists)
def test_a_step_backwards_changes_nothing(given_events: list[DatedEvent]) -> None:
    if status_on(given_events) is Status.IN_FORCE:
        for kind in (
            EventKind.PROPOSED,
            EventKind.NEGOTIATIONS_OPENED,
            EventKind.AGREED_IN_PRINCIPLE,
            EventKind.SIGNED,
        ):
            assert status_on([*given_events, DatedEvent(kind, PartialDate(2030))]) is Status.IN_FORCE


@given(event_lists)
def test_events_that_bring_no_status_change_none(given_events: list[DatedEvent]) -> None:
    silent = {EventKind.DIET_APPROVED, EventKind.AMENDED, EventKind.EXTENDED, EventKind.MILESTONE}
    assert status_periods(given_events) == status_periods(event for event in given_events if event.kind not in silent)


@given(event_lists, dates, dates)
def test_the_past_does_not_change_with_what_comes_later(
    given_events: list[DatedEvent], day: PartialDate, other: PartialDate
) -> None:
    # “Resumed in 2019” alone says nothing, and counts from the suspension once that is known.
    assume(all(event.kind is not EventKind.RESUMED or event.date.day for event in given_events))
    known = [event for event in given_events if event.date <= day.at_its_end]
    earlier = min(day, other, key=lambda one: one.last_day)
    assert status_on(known, earlier) == status_on(given_events, earlier)


@given(event_lists)
def test_after_each_event_stands_what_follows_from_the_events_until_then(given_events: list[DatedEvent]) -> None:
    found = statuses_after(given_events)
    until = [event for event, _status in found]
    assert until == in_order(given_events)
    assert [status for _event, status in found] == [status_on(until[:number]) for number in range(1, len(found) + 1)]


def test_no_events_bring_no_status() -> None:
    assert status_periods([]) == []
    assert status_on([]) is None
    assert status_on(events("2016 milestone")) is None


def test_notice_of_termination_that_was_withdrawn_leaves_the_south_korea_gsomia_in_force() -> None:
    gsomia = events(
        "2016-11-23 signed",
        "2016-11-23 in-force",
        "2019-08-22 milestone",
        "2019-11-22 milestone",
        "2023-03-21 milestone",
    )
    assert status_periods(gsomia) == periods("in-force 2016-11-23")
    assert status_on(gsomia, PartialDate(2019, 9, 1)) is Status.IN_FORCE
    assert status_on(gsomia, PartialDate(2016, 11, 22)) is None


def test_suspended_is_in_force_again_only_when_resumed() -> None:
    suspended = events("2014 signed", "2015 in-force", "2016 suspended")
    assert status_on([*suspended, *events("2017 in-force")]) is Status.SUSPENDED
    assert status_on([*suspended, *events("2017 signed")]) is Status.SUSPENDED
    assert status_periods([*suspended, *events("2017 resumed")]) == periods(
        "signed 2014 2015", "in-force 2015 2016", "suspended 2016 2017", "in-force 2017"
    )


def test_resumed_without_a_suspension_changes_nothing() -> None:
    assert status_periods(events("2014 signed", "2015 resumed")) == periods("signed 2014")


def test_reciprocal_access_goes_step_by_step() -> None:
    assert status_periods(
        events(
            "2014-07 negotiations-opened", "2020-11-17 agreed-in-principle", "2022-01-06 signed", "2023-08-13 in-force"
        )
    ) == periods(
        "negotiating 2014-07 2020-11-17",
        "agreed-in-principle 2020-11-17 2022-01-06",
        "signed 2022-01-06 2023-08-13",
        "in-force 2023-08-13",
    )


def test_superseded_by_its_successor_ends_it() -> None:
    assert status_periods(events("1951-09-08 signed", "1952-04-28 in-force", "1960-06-23 superseded")) == periods(
        "signed 1951-09-08 1952-04-28", "in-force 1952-04-28 1960-06-23", "superseded 1960-06-23"
    )


def test_of_two_changes_on_one_date_the_later_step_holds() -> None:
    assert status_periods(events("2020 in-force", "2020 signed")) == periods("in-force 2020")


def test_an_event_of_a_year_counts_from_its_first_day() -> None:
    assert status_on(events("2016 signed"), PartialDate(2016, 1, 1)) is Status.SIGNED


def test_a_month_or_a_year_asked_about_is_read_to_its_end() -> None:
    signed = events("2016-03-31 signed")
    assert status_on(signed, PartialDate(2016)) is Status.SIGNED
    assert status_on(signed, PartialDate(2016, 3)) is Status.SIGNED
    assert status_on(signed, PartialDate(2016, 2)) is None


def test_events_of_one_date_stand_in_the_order_in_which_they_happen() -> None:
    assert [event.kind for event in in_order(events("2016 in-force", "2016 diet-approved", "2016 signed"))] == [
        EventKind.SIGNED,
        EventKind.DIET_APPROVED,
        EventKind.IN_FORCE,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("2015-12-12 signed", "2015-12 in-force"),
        ("2012-02-16 agreed-in-principle", "2012 signed"),
        ("2014 signed", "2023-03 milestone", "2023 completed"),
        ("2012-04 signed", "2012-05-01 diet-approved", "2012 in-force"),
        ("2012 in-force", "2013-02-01 suspended", "2013 resumed"),
        # What must have followed comes after it, whatever else came late in that year.
        ("2012 signed", "2012-05 in-force", "2012-09-01 agreed-in-principle"),
        # What had happened by a day had happened before what followed sooner.
        ("2026-07-03 signed by", "2026-07-01 in-force"),
        ("2012-02-16 agreed-in-principle", "2012 signed by", "2013 in-force"),
        # Another step may be of any day.
        ("2008-04 milestone", "2008-04-25 diet-approved"),
    ],
)
def test_a_date_that_leaves_room_gives_way_to_what_must_have_come_first(lines: tuple[str]) -> None:
    assert in_order(reversed(events(*lines))) == events(*lines)


def test_a_step_leaves_no_period_once_a_later_one_counts_from_an_earlier_day() -> None:
    assert status_periods(events("2015-12-12 signed", "2015-12 in-force")) == periods("in-force 2015-12")
    assert status_periods(events("2011 proposed", "2012-02-16 agreed-in-principle", "2012 signed")) == periods(
        "proposed 2011 2012", "signed 2012"
    )


@pytest.mark.parametrize("status", Status)
def test_each_status_stands_is_spoken_of_or_has_ended(status: Status) -> None:
    assert [status in group for group in (STANDING, SPOKEN_OF, ENDED)].count(True) == 1


def test_in_force_is_the_strongest_status() -> None:
    assert min(Status, key=lambda status: status.strength) is Status.IN_FORCE
