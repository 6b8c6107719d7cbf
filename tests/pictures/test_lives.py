"""Lines of deals on one scale of years."""

import re
from datetime import date

from agreements.pictures.lives import WIDTH, Scale, Stretch, axis, life_line, scale_of
from agreements.register.partial_date import PartialDate
from agreements.register.status import Status

TODAY = date(2026, 11, 23)


def stretch(status: Status, start: str, end: str = "") -> Stretch:
    return Stretch(status, PartialDate.parse(start), PartialDate.parse(end) if end else None)


def test_a_scale_holds_whole_decades_up_to_the_end_of_todays() -> None:
    scale = scale_of([[stretch(Status.SIGNED, "2003-05")], [stretch(Status.SIGNED, "1996")]], TODAY)

    assert scale == Scale(1990, TODAY)
    assert scale.decades == 4
    assert [scale.at(date(year, 1, 1)) for year in (1990, 2000, 2010)] == [0, WIDTH / 4, WIDTH / 2]
    assert re.findall(r'x="(\d+)"[^>]*>(\d+)', axis(scale)) == [
        ("0", "1990"),
        ("80", "2000"),
        ("160", "2010"),
        ("240", "2020"),
    ]


def test_without_a_date_there_is_no_scale() -> None:
    assert scale_of([[], []], TODAY) is None


def test_what_stands_reaches_to_today_and_what_ended_to_its_end() -> None:
    scale = Scale(2020, TODAY)

    standing = life_line([stretch(Status.SIGNED, "2020", "2025"), stretch(Status.IN_FORCE, "2025")], scale)
    ended = life_line([stretch(Status.IN_FORCE, "2020", "2025"), stretch(Status.TERMINATED, "2025")], scale)

    assert re.findall(r'd="([^"]*)" class="(\w+)"', standing) == [("M0 6H160", "line"), ("M160 6H221", "bar")]
    assert re.findall(r'd="([^"]*)" class="(\w+)"', ended) == [("M0 6H160", "bar"), ("M160 1V11", "end")]
    assert "life-over" in ended
    assert "life-over" not in standing


def test_what_was_over_at_once_is_still_to_be_seen() -> None:
    drawn = life_line([stretch(Status.PROPOSED, "2020-01-01", "2020-01-02")], Scale(1950, TODAY))

    assert 'd="M280 6H282"' in drawn
