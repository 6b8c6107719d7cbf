import pytest

from agreements.register.durations import Durations, days_to_force, durations
from agreements.register.partial_date import PartialDate
from agreements.register.status import DatedEvent, DateStanding, EventKind


def _event(kind: EventKind, date: str, standing: DateStanding = DateStanding.STATED) -> DatedEvent:
    return DatedEvent(kind, PartialDate.parse(date), standing)


def test_days_run_from_the_first_signature_to_the_first_day_in_force() -> None:
    events = [
        _event(EventKind.IN_FORCE, "2024-07-12"),
        _event(EventKind.SIGNED, "2024-01-29"),
        _event(EventKind.SIGNED, "2025-01-01"),
    ]

    assert days_to_force(events) == 165


def test_signature_and_force_on_one_day_are_no_days_apart() -> None:
    assert days_to_force([_event(EventKind.SIGNED, "2021-03-22"), _event(EventKind.IN_FORCE, "2021-03-22")]) == 0


@pytest.mark.parametrize(
    "events",
    [
        [_event(EventKind.SIGNED, "2024-01-29")],
        [_event(EventKind.SIGNED, "2024-01"), _event(EventKind.IN_FORCE, "2024-07-12")],
        [_event(EventKind.SIGNED, "2024-01-29"), _event(EventKind.IN_FORCE, "2024")],
        [_event(EventKind.SIGNED, "2024-01-29", DateStanding.BY), _event(EventKind.IN_FORCE, "2024-07-12")],
        [_event(EventKind.SIGNED, "2024-01-29"), _event(EventKind.IN_FORCE, "2024-07-12", DateStanding.UNCONFIRMED)],
        [_event(EventKind.SIGNED, "2024-08-01"), _event(EventKind.IN_FORCE, "2024-07-12")],
        [],
    ],
    ids=["not in force", "month", "year", "by then", "unconfirmed", "signed later", "nothing"],
)
def test_what_is_not_known_to_the_day_is_not_counted(events: list[DatedEvent]) -> None:
    assert days_to_force(events) is None


def test_a_median_needs_four_deals() -> None:
    assert durations([1, None, 2, 3]) is None
    assert durations([40, 10, None, 20, 30]) == Durations(number=4, median=25, shortest=10, longest=40)
