"""What every picture that leaves the site takes with it: title, explanation, date, source and address."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import element, line_of_text, plain, wrapped

MARGIN = 40.0
_SERIF = (
    "Palatino Linotype", "Palatino", "URW Palladio L", "P052", "Noto Serif", "Liberation Serif", "DejaVu Serif",
)  # fmt: skip
_SANS = ("Segoe UI", "Roboto", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans")
_MINCHO = ("Hiragino Mincho ProN", "Yu Mincho", "Noto Serif JP", "Noto Serif CJK JP", "IPAexMincho", "IPAMincho")
_GOTHIC = (
    "Hiragino Sans", "BIZ UDPGothic", "Yu Gothic Medium", "Noto Sans JP", "Noto Sans CJK JP", "IPAexGothic",
    "IPAGothic",
)  # fmt: skip


def _families(*names: str, last: str) -> str:
    return ", ".join([f'"{name}"' for name in names] + [last])


SANS = _families(*_SANS, *_GOTHIC, last="sans-serif")
# The light colours of static/css/tokens.css: a file has no reader's setting to follow.
STYLE = f"""
text {{ font-family: {SANS}; fill: #14191b; }}
.ja {{ font-family: {_families(*_GOTHIC, *_MINCHO, *_SANS, last="sans-serif")}; }}
.serif {{ font-family: {_families(*_SERIF, *_MINCHO, last="serif")}; }}
.serif .ja {{ font-family: {_families(*_MINCHO, *_GOTHIC, *_SERIF, last="serif")}; }}
.bold {{ font-weight: 600; }} .soft {{ fill: #384143; }} .faint {{ fill: #566062; }}
.halo {{ paint-order: stroke; stroke: #ffffff; stroke-width: 2.5; stroke-linejoin: round; }}
.pale {{ fill: #f2f5f4; }} .pale-soft {{ fill: #b7c1c2; }}
.ground {{ fill: #f6f8f8; }} .surface {{ fill: #ffffff; }} .stone {{ fill: #d9dfdf; }} .slab {{ fill: #242b2e; }}
.ink {{ fill: #14191b; }} .rule {{ stroke: #6d7879; fill: none; }} .hair {{ stroke: #c2cbcb; fill: none; }}
.edge {{ stroke: #14191b; fill: none; }} .shu {{ stroke: #ad2d17; }}
.sign {{ stroke: #14191b; fill: none; stroke-width: 1.75; }}
.on-ink {{ stroke: #f6f8f8; }} .muted {{ stroke: #566062; }}
.land {{ fill: #eaeeee; stroke: #c2cbcb; stroke-width: .5; }} .place {{ stroke: #ffffff; stroke-width: .5; }}
.shade-0 {{ fill: #ffffff; stroke: #6d7879; }} .shade-1 {{ fill: #cbcccd; }} .shade-2 {{ fill: #969899; }}
.shade-3 {{ fill: #5f6364; }} .shade-4 {{ fill: #14191b; }}
"""

# Days and names of sources have more figures and capitals than other texts, and so are wider than they are reckoned.
_OF_FIGURES = 0.92


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a picture, in the reader's language. `source` and `address` stand at its foot."""

    title: str
    explanation: str
    source: str
    address: str
    language: str


def document(width: float, height: float, title: str, description: str, language: str, *body: str) -> str:
    """Return a whole file, which names itself to screen readers."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + element(
        "svg",
        element("title", plain(title)),
        element("desc", plain(description)),
        element("style", STYLE.replace("&", "&amp;")),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        lang=language,
        role="img",
    )


def framed(caption: Caption, width: float, body_height: float, body: Sequence[str]) -> str:
    """Put a drawing, made from its own origin, between title and source."""
    inside = width - 2 * MARGIN
    parts = []
    y = MARGIN
    for text in wrapped(caption.title, inside, 32):
        y += 32
        parts.append(line_of_text(text, MARGIN, y, 32, "serif"))
    y += 12
    for text in wrapped(caption.explanation, inside, 16):
        y += 22
        parts.append(line_of_text(text, MARGIN, y, 16, "soft"))
    y += 24
    parts.append(element("g", *body, transform=f"translate({MARGIN:g} {y:g})"))
    y += body_height + 20
    parts.append(element("path", d=f"M{MARGIN:g} {y:g}H{width - MARGIN:g}", class_="rule"))
    y += 4
    for text in [*wrapped(caption.source, inside * _OF_FIGURES, 13), caption.address]:
        y += 19
        parts.append(line_of_text(text, MARGIN, y, 13, "faint"))
    height = y + MARGIN * 0.75
    ground = element("rect", width=width, height=height, class_="ground")
    return document(width, height, caption.title, caption.explanation, caption.language, ground, *parts)
