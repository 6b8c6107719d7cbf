"""SVG to PNG, by the fonts of the machine."""

from functools import cache

import resvg_py

# What “sans-serif” and “serif” are to be. resvg takes them for Arial and Times New Roman, and writes nothing at all
# where a machine has neither, whatever else it has.
_GENERIC = (
    (None, None),
    ("DejaVu Sans", "DejaVu Serif"),
    ("Liberation Sans", "Liberation Serif"),
    ("Noto Sans", "Noto Serif"),
)


def png(svg: str, width: int | None = None) -> bytes:
    """Return the picture as a PNG, at its own size or at a width in pixels."""
    return _drawn(svg, _generic_families(), width)


def _drawn(svg: str, families: tuple[str | None, str | None], width: int | None = None) -> bytes:
    sans, serif = families
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, width=width, font_family=sans, sans_serif_family=sans, serif_family=serif)
    )


@cache
def _generic_families() -> tuple[str | None, str | None]:
    """Return the first pair with which this machine writes a letter in either generic family."""

    def writes(families: tuple[str | None, str | None], family: str) -> bool:
        blank, letter = (_drawn(_text(text, family), families) for text in ("", "R"))
        return blank != letter

    both = ("sans-serif", "serif")
    return next((pair for pair in _GENERIC if all(writes(pair, family) for family in both)), (None, None))


def _text(text: str, family: str = "sans-serif") -> str:
    words = f'<text y="26" font-family="{family}">{text}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32">{words}</svg>'


@cache
def can_write(sample: str) -> bool:
    """Tell whether some font of this machine has a character: without one, a picture would show a gap in its place."""

    # A character for private use, which no font of the system has.
    return png(_text(sample)) not in (png(_text("")), png(_text("\U0010fffd")))


def can_write_latin() -> bool:
    return can_write("R")


def can_write_japanese() -> bool:
    return can_write("碑")
