"""The map as a file: outlines, dots for small states, shades with their legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from .frame import Caption, framed
from .labels import SIZE, Label
from .svg import element, line_of_text, width_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: its outline (may be empty), its dot (may be None), and its shade from 0 to 4."""

    outline: str
    dot: tuple[int, int] | None
    shade: int


def world_map(
    caption: Caption,
    size: tuple[int, int],
    rest: Sequence[str],
    japan: str,
    spots: Sequence[Spot],
    labels: Sequence[Label],
    legend: Sequence[tuple[int | None, str]],
) -> str:
    """Draw the map. The legend has a shade with its meaning; None is Japan itself."""
    width, height = size
    body = [element("rect", width=width, height=height, class_="surface")]
    body += [element("path", d=path, class_="land") for path in rest]
    body += [element("path", d=spot.outline, class_=f"place shade-{spot.shade}") for spot in spots if spot.outline]
    body.append(element("path", d=japan, class_="surface shu", stroke_width=1))
    body += [
        element("circle", cx=spot.dot[0], cy=spot.dot[1], r=4.5, class_=f"edge shade-{spot.shade}")
        for spot in spots
        if spot.dot
    ]
    body += [line_of_text(label.text, label.x, label.y, SIZE, "halo", label.anchor) for label in labels]
    x, y = 0.0, height + 22.0
    for shade, meaning in legend:
        wanted = 30 + width_of(meaning, 14) + 24
        if x and x + wanted > width:
            x, y = 0.0, y + 26
        swatch = "surface shu" if shade is None else f"rule shade-{shade}"
        body.append(element("rect", x=x, y=y - 12, width=20, height=15, class_=swatch))
        body.append(line_of_text(meaning, x + 28, y, 14, "soft"))
        x += wanted
    return framed(caption, width + 80, y + 8, body)
