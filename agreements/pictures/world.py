"""The map as a file: outlines, dots for small states, shades with their legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from .frame import SANS, Caption, framed
from .labels import SIZE, Label
from .svg import element, line_of_text, plain, width_of, words

# Of small states, here and on the page of the map.
DOT = 5.0
# The height of a name on the small map, in its units: 12 pixels where it is as wide as a page lets it be, which is as
# wide as the large one is on a phone.
SMALL_SIZE = 16.5
# The colours of static/css/tokens.css, as a picture within a page cannot see them. Names need room; a finger needs
# no dot here, but an eye on a phone does.
SMALL_STYLE = f"""
path {{ fill: #eaeeee; stroke: #c2cbcb; stroke-width: .5; }}
.place, circle {{ stroke: #fff; }} circle {{ stroke: #14191b; stroke-width: 1; }}
.shade-0 {{ fill: #fff; stroke: #6d7879; }} .shade-1 {{ fill: #cbcccd; }}
.shade-3 {{ fill: #5f6364; }} .shade-4 {{ fill: #14191b; }}
.japan {{ fill: #f6f8f8; stroke: #ad2d17; stroke-width: 1; }}
text {{ font: {SMALL_SIZE}px {SANS}; fill: #14191b; }}
text {{ paint-order: stroke; stroke: #fff; stroke-width: 4; stroke-linejoin: round; }}
.lead-under {{ fill: none; stroke: #fff; stroke-width: 3.5; }} .lead {{ fill: none; stroke: #14191b; stroke-width: 1; }}
@media (prefers-color-scheme: dark) {{
path {{ fill: #1b2123; stroke: #384144; }} .place {{ stroke: #181d1f; }} circle {{ stroke: #edf1f0; }}
.shade-0 {{ fill: #181d1f; stroke: #7f8b8d; }} .shade-1 {{ fill: #474c4d; }}
.shade-3 {{ fill: #a9adad; }} .shade-4 {{ fill: #edf1f0; }}
.japan {{ fill: #111516; stroke: #f08c78; }} text {{ fill: #edf1f0; stroke: #181d1f; }}
.lead-under {{ fill: none; stroke: #181d1f; }} .lead {{ fill: none; stroke: #edf1f0; }}
}}
@media (max-width: 640px) {{ text, .lead, .lead-under {{ display: none; }} circle {{ r: 6px; }} }}
"""


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
    legend: Sequence[tuple[str, str]],
) -> str:
    """Draw the map. The legend has the classes of a ground or shade, each with its meaning."""
    width, height = size
    body = [element("rect", width=width, height=height, class_="surface")]
    body += [element("path", d=path, class_="land") for path in rest]
    body += [element("path", d=spot.outline, class_=f"place shade-{spot.shade}") for spot in spots if spot.outline]
    body.append(element("path", d=japan, class_="surface shu", stroke_width=1))
    body += [
        element("circle", cx=spot.dot[0], cy=spot.dot[1], r=DOT, class_=f"edge shade-{spot.shade}")
        for spot in spots
        if spot.dot
    ]
    # Pale under dark, so that a line is seen on sea and on any shade.
    leads = "".join(label.lead for label in labels)
    body += [element("path", d=leads, class_="halo"), element("path", d=leads, class_="edge", stroke_width=0.75)]
    body += [line_of_text(label.text, label.x, label.y, SIZE, "halo", label.anchor) for label in labels]
    x, y = 0.0, height + 22.0
    for ground, meaning in legend:
        wanted = 30 + width_of(meaning, 14) + 24
        if x and x + wanted > width:
            x, y = 0.0, y + 26
        body.append(element("rect", x=x, y=y - 12, width=20, height=15, class_=ground))
        body.append(line_of_text(meaning, x + 28, y, 14, "soft"))
        x += wanted
    return framed(caption, width + 80, y + 8, body)


def small_map(
    name: str,
    language: str,
    size: tuple[int, int],
    rest: Sequence[str],
    japan: str,
    spots: Sequence[Spot],
    labels: Sequence[Label],
) -> str:
    """Draw the map for a place within a page: no words around it, and light or dark as the reader’s screen is."""
    width, height = size
    return element(
        "svg",
        element("title", plain(name)),
        element("style", SMALL_STYLE),
        element("path", d="".join(rest)),
        *(element("path", d=spot.outline, class_=f"place shade-{spot.shade}") for spot in spots if spot.outline),
        element("path", d=japan, class_="japan"),
        *(
            element("circle", cx=spot.dot[0], cy=spot.dot[1], r=DOT, class_=f"shade-{spot.shade}")
            for spot in spots
            if spot.dot
        ),
        *(element("path", d="".join(label.lead for label in labels), class_=part) for part in ("lead-under", "lead")),
        *(element("text", words(label.text), x=label.x, y=label.y, text_anchor=label.anchor) for label in labels),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        lang=language,
        role="img",
    )
