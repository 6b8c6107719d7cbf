"""SVG to PNG, by the fonts of the machine."""

from functools import cache

import resvg_py


def png(svg: str, width: int | None = None) -> bytes:
    """Return the picture as a PNG, at its own size or at a width in pixels."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))


@cache
def can_write(sample: str) -> bool:
    """Tell whether some font of this machine has a character: without one, a picture would show a gap in its place."""

    def drawn(text: str) -> bytes:
        return png(f'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><text y="26">{text}</text></svg>')

    # A character for private use, which no font of the system has.
    return drawn(sample) not in (drawn(""), drawn("\U0010fffd"))


def can_write_latin() -> bool:
    return can_write("R")


def can_write_japanese() -> bool:
    return can_write("碑")
