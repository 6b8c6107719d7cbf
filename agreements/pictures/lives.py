"""How long a deal was spoken of, signed and in force: one line for each, all of a table on one scale of years."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.register.partial_date import PartialDate
from agreements.register.status import ENDED, SPOKEN_OF, Status

from .frame import Caption, framed
from .svg import element, fitted, line_of_text, width_of

# In units of the drawing, which are pixels where a line is as wide as on a desk.
WIDTH, HEIGHT = 320, 12
_MIDDLE = HEIGHT // 2
# What is over within a month is still to be seen.
_LEAST = 2
# The same as a file, which has room for the name of each deal to the left and for its status to the right.
_NAMES, _YEARS, _STATUSES = 420.0, 480, 180.0
_ROW = 24.0


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

    def at(self, day: date, width: int = WIDTH) -> int:
        """Return how far from the left a day stands."""
        years = day.year - self.first + (day.timetuple().tm_yday - 1) / 366
        return round(years / (10 * self.decades) * width)


def scale_of(lives: Iterable[Sequence[Stretch]], today: date) -> Scale | None:
    """Return the scale on which all of them are drawn; None where there is nothing to draw."""
    years = [stretch.start.year for life in lives for stretch in life]
    return Scale(min(years) // 10 * 10, today) if years else None


def axis(scale: Scale) -> str:
    """Draw the decades, to stand above the lines."""
    places = ((decade, round(decade / scale.decades * WIDTH)) for decade in range(scale.decades))
    texts = [element("text", str(scale.first + 10 * decade), x=x, y=_MIDDLE + 4) for decade, x in places]
    return _drawing(texts)


def look_of(status: Status) -> str:
    """Return how a status is drawn: `talk`, `line`, `bar`, `held`, or `end` for a tick."""
    if status in ENDED:
        return "end"
    if status is Status.IN_FORCE:
        return "bar"
    if status is Status.SUSPENDED:
        return "held"
    return "talk" if status in SPOKEN_OF else "line"


def life_line(life: Sequence[Stretch], scale: Scale) -> str:
    """Draw one deal. A page styles the parts by their looks, which are their classes.

    `life-over` is the whole of one that has ended.
    """
    shapes = [element("path", d=path, class_=look) for look, path in _paths(life, scale, WIDTH, _MIDDLE)]
    return _drawing(shapes, " life-over" if life and life[-1].status in ENDED else "")


def _paths(life: Sequence[Stretch], scale: Scale, width: int, middle: int) -> Iterator[tuple[str, str]]:
    """Yield the look and the path of each part of a deal's line."""
    for stretch in life:
        look, start = look_of(stretch.status), scale.at(stretch.start.first_day, width)
        if look == "end":
            yield look, f"M{start} {middle - 5}V{middle + 5}"
        else:
            end = scale.at(stretch.end.first_day if stretch.end else scale.today, width)
            yield look, f"M{start} {middle}H{max(end, start + _LEAST)}"


def _drawing(shapes: Sequence[str], more: str = "") -> str:
    # The dates beside it say the same.
    return element("svg", *shapes, viewBox=f"0 0 {WIDTH} {HEIGHT}", class_=f"life{more}", aria_hidden="true")


@dataclass(frozen=True, slots=True)
class Life:
    """A deal of the chart: its name, its status in words, and its line (may be empty)."""

    name: str
    status: str
    line: Sequence[Stretch]


# As a file has it: a page's style sheet has the same.
_STROKES: dict[str, dict[str, object]] = {
    "talk": {"stroke_width": 2, "stroke_dasharray": "2 3"},
    "line": {"stroke_width": 2},
    "bar": {"stroke_width": 8},
    "held": {"stroke_width": 8, "stroke_dasharray": "1 2"},
    "end": {"stroke_width": 2},
}


def lives_chart(caption: Caption, lives: Sequence[Life], scale: Scale, legend: Sequence[tuple[str, str]]) -> str:
    """Draw the deals as a file, one below the other. `legend` has the looks that occur, each with what it says."""
    width = _NAMES + _YEARS + _STATUSES
    foot = 20 + len(lives) * _ROW
    body = []
    for decade in range(scale.decades):
        x = _NAMES + round(decade / scale.decades * _YEARS)
        body.append(element("path", d=f"M{x:g} 20V{foot:g}", class_="hair"))
        body.append(line_of_text(str(scale.first + 10 * decade), x, 12, 13, "faint"))
    for number, life in enumerate(lives):
        y = 20 + number * _ROW
        size, (name,) = fitted(life.name, _NAMES - 16, (14,), 1)
        body.append(line_of_text(name, 0, y + 17, size))
        body += [
            element("path", d=path, class_="edge", **_STROKES[look], transform=f"translate({_NAMES:g} {y:g})")
            for look, path in _paths(life.line, scale, _YEARS, round(_ROW / 2))
        ]
        body.append(line_of_text(life.status, _NAMES + _YEARS + 20, y + 17, 14, "soft"))
        body.append(element("path", d=f"M0 {y + _ROW:g}H{width:g}", class_="hair"))
    x, y = 0.0, foot + 30
    for look, meaning in legend:
        wanted = 44 + width_of(meaning, 14) + 24
        if x and x + wanted > width:
            x, y = 0.0, y + 26
        path = f"M{x + 16:g} {y - 10:g}V{y:g}" if look == "end" else f"M{x:g} {y - 5:g}H{x + 32:g}"
        body.append(element("path", d=path, class_="edge", **_STROKES[look]))
        body.append(line_of_text(meaning, x + 42, y, 14, "soft"))
        x += wanted
    return framed(caption, width + 80, y + 8, body)
