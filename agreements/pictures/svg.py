"""Elements and texts of SVG as strings. Lengths are user units; y grows downward."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape as _escape

# What XML cannot hold, and a text that was pasted may.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Kana, ideographs and full-width forms: what a Japanese face must draw.
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6]+")
# The mean width of a letter of a text face, in ems.
_NARROW_EM = 0.5


def escape(text: str) -> str:
    return _escape(_NOT_IN_XML.sub("", text))


def element(name: str, *inside: str, **attributes: object) -> str:
    """Return an element. `class_` writes `class`, `stroke_width` writes `stroke-width`; what is None is left out.

    What is inside is markup already; values of attributes are escaped.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def words(text: str) -> str:
    """Return a text as markup, its Japanese runs marked, so that they are set in a Japanese face and in no other."""
    parts = []
    position = 0
    for match in _WIDE.finditer(text):
        parts.append(escape(text[position : match.start()]))
        parts.append(element("tspan", escape(match[0]), class_="ja"))
        position = match.end()
    return "".join([*parts, escape(text[position:])])


def plain(text: str) -> str:
    """Return a text as markup, for what is read and not drawn. An element needs something inside."""
    return escape(text) or " "


def line_of_text(text: str, x: float, y: float, size: float, class_: str = "", anchor: str | None = None) -> str:
    return element("text", words(text), x=x, y=y, font_size=size, class_=class_ or None, text_anchor=anchor)


# How wide a text of a size is.
Measure = Callable[[str, float], float]


@lru_cache(maxsize=4096)
def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, where nobody knows the font that will draw it."""
    wide = sum(len(match[0]) for match in _WIDE.finditer(text))
    return (wide + (len(text) - wide) * _NARROW_EM) * size


def wrapped(text: str, width: float, size: float, measure: Measure = width_of) -> list[str]:
    """Break a text into lines of at most this width: at spaces, and between Japanese characters."""
    lines = [""]
    # A closing mark stays with what it closes.
    for piece in re.findall(r"\s*(?:[\u2e80-\u9fff\uff00-\uff60][、。）」』]*|[^\s\u2e80-\u9fff\uff00-\uff60]+)", text):
        if lines[-1] and measure(lines[-1] + piece, size) > width:
            lines.append(piece.strip())
        else:
            lines[-1] += piece if lines[-1] else piece.strip()
    return lines


def cut(text: str, width: float, size: float, measure: Measure = width_of) -> str:
    """Return a text, its end cut off where it is wider than this."""
    if measure(text, size) <= width:
        return text
    kept = len(text)
    while kept and measure(text[:kept] + "…", size) > width:
        kept -= 1
    return text[:kept] + "…"


def fitted(
    text: str, width: float, sizes: Iterable[float], most_lines: int, measure: Measure = width_of
) -> tuple[float, list[str]]:
    """Return the largest size at which a text stands on so many lines, and the lines; at the last size it is cut."""
    size, lines = 0.0, [text]
    for size in sizes:
        lines = wrapped(text, width, size, measure)
        if len(lines) <= most_lines and all(measure(line, size) <= width for line in lines):
            return size, lines
    kept = lines[:most_lines]
    if len(lines) > most_lines:
        kept[-1] += "…"
    return size, [cut(line, width, size, measure) for line in kept]
