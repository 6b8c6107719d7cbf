"""How long a deal was spoken of, signed and in force: one line for each, all of a table on one scale of years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.register.partial_date import PartialDate
from agreements.register.status import ENDED, SPOKEN_OF, Status

from .svg import element

# In units of the drawing, which are pixels where a line is as wide as on a desk.
WIDTH, HEIGHT = 320, 12
_MIDDLE = HEIGHT // 2
# What is over within a month is still to be seen.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A status from a date to another; without an end it stands today."""

    status: Status
    start: PartialDate
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole decades: from the one in which the first line begins to the end of today's."""

    first: int
    today: date

    @property
    def decades(self) -> int:
        return self.today.year // 10 + 1 - self.first // 10

    def at(self, day: date) -> int:
        """Return how far from the left a day stands."""
        years = day.year - self.first + (day.timetuple().tm_yday - 1) / 366
        return round(years / (10 * self.decades) * WIDTH)


def scale_of(lives: Iterable[Sequence[Stretch]], today: date) -> Scale | None:
    """Return the scale on which all of them are drawn; None where there is nothing to draw."""
    years = [stretch.start.year for life in lives for stretch in life]
    return Scale(min(years) // 10 * 10, today) if years else None


def axis(scale: Scale) -> str:
    """Draw the decades, to stand above the lines."""
    places = ((decade, round(decade / scale.decades * WIDTH)) for decade in range(scale.decades))
    texts = [element("text", str(scale.first + 10 * decade), x=x, y=_MIDDLE + 4) for decade, x in places]
    return _drawing(texts)


def _look(status: Status) -> str:
    if status is Status.IN_FORCE:
        return "bar"
    if status is Status.SUSPENDED:
        return "held"
    return "talk" if status in SPOKEN_OF else "line"


def life_line(life: Sequence[Stretch], scale: Scale) -> str:
    """Draw one deal. A page styles the parts by their classes: `talk`, `line`, `bar`, `held`, and `end` for a tick.

    `life-over` is the whole of one that has ended.
    """
    shapes: list[str] = []
    for stretch in life:
        start = scale.at(stretch.start.first_day)
        if stretch.status in ENDED:
            shapes.append(element("path", d=f"M{start} 1V{HEIGHT - 1}", class_="end"))
            continue
        end = scale.at(stretch.end.first_day if stretch.end else scale.today)
        shapes.append(element("path", d=f"M{start} {_MIDDLE}H{max(end, start + _LEAST)}", class_=_look(stretch.status)))
    return _drawing(shapes, " life-over" if life and life[-1].status in ENDED else "")


def _drawing(shapes: Sequence[str], more: str = "") -> str:
    # The dates beside it say the same.
    return element("svg", *shapes, viewBox=f"0 0 {WIDTH} {HEIGHT}", class_=f"life{more}", aria_hidden="true")
