"""SVG to PNG, by the fonts of the machine, and how wide these write."""

import zlib
from functools import cache

import resvg_py

from .frame import STYLE
from .svg import element, line_of_text
from .svg import width_of as reckoned_width

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


# Each character is measured before a stroke, whose ink tells where it ends: how much further after two than after one.
_STROKE = "|"
_EM = 96
# Two of the widest character and two strokes.
_ROW = 3 * _EM
_BYTES = 4
_measured: dict[tuple[str, bool], float] = {}


def width_of(text: str, size: float, serif: bool = False) -> float:
    """Return how wide this machine writes a text, in the serif face or in the other."""
    unknown = sorted({char for char in text if (char, serif) not in _measured})
    if unknown:
        _measured.update({(char, serif): width for char, width in _widths(unknown, serif)})
    return sum(_measured[char, serif] for char in text) * size


def _widths(chars: list[str], serif: bool) -> list[tuple[str, float]]:
    """Return characters with their widths in ems; what no font has is as wide as it is reckoned elsewhere."""
    ends = _ends_of_ink([f"{_STROKE}{char * times}{_STROKE}" for times in (1, 2) for char in chars], serif)
    return [
        (char, (twice - once) / _EM or reckoned_width(char, 1))
        for char, once, twice in zip(chars, ends[: len(chars)], ends[len(chars) :], strict=True)
    ]


def _ends_of_ink(texts: list[str], serif: bool) -> list[int]:
    """Return where each text ends. Each is drawn so flat that it is one row of the picture."""
    rows = [
        element(
            "g",
            line_of_text(text, 0, _EM, _EM, "serif" if serif else ""),
            transform=f"translate(0 {row}) scale(1 {0.7 / _EM:.5f})",
            **{"xml:space": "preserve"},
        )
        for row, text in enumerate(texts)
    ]
    style = element("style", STYLE.replace("&", "&amp;"))
    size = {"width": _ROW, "height": len(texts)}
    drawn = png(element("svg", style, *rows, xmlns="http://www.w3.org/2000/svg", **size))
    return [max((x for x, alpha in enumerate(row[3::_BYTES], 1) if alpha), default=0) for row in _rows(drawn)]


def _rows(drawn: bytes) -> list[bytes]:
    """Return the rows of a PNG of `_ROW` pixels of four bytes, as resvg writes them."""
    place, data = 8, b""
    while place < len(drawn):
        length, name = int.from_bytes(drawn[place : place + 4]), drawn[place + 4 : place + 8]
        data += drawn[place + 8 : place + 8 + length] if name == b"IDAT" else b""
        place += length + 12
    raw = zlib.decompress(data)
    across = 1 + _ROW * _BYTES
    above = bytes(across - 1)
    rows = []
    for start in range(0, len(raw), across):
        above = _unfiltered(raw[start], raw[start + 1 : start + across], above)
        rows.append(above)
    return rows


def _unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    """Undo what a row of a PNG says it did: each byte is a difference from its neighbours to the left and above."""
    found = bytearray(_BYTES)
    for place, byte in enumerate(row):
        left, up = found[place], above[place]
        corner = above[place - _BYTES] if place >= _BYTES else 0
        if kind == 4:
            guess = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        else:
            guess = (0, left, up, (left + up) // 2)[kind]
        found.append((byte + guess) % 256)
    return bytes(found[_BYTES:])
