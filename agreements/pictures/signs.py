"""The signs of the types on the ground of a status, as the site's tiles have them."""

import re
from functools import cache
from pathlib import Path

from .svg import element

_SHEET = Path(__file__).resolve().parents[2] / "static" / "glyphs.svg"
_SIGN = re.compile(r'<path id="([a-z-]+)" d="([^"]+)"/>')
# The sign takes two thirds of its tile.
_SHARE = 2 / 3
_STRUCK = frozenset({"superseded", "terminated", "cancelled"})
_MUTED = _STRUCK | {"proposed", "completed"}


@cache
def sign_lines() -> dict[str, str]:
    """Return the path of each type's sign, on a grid of 24 units."""
    return dict(_SIGN.findall(_SHEET.read_text(encoding="utf-8")))


def _ground(status: str, size: float) -> str:
    if status == "in-force":
        return element("rect", width=size, height=size, class_="ink")
    edges = {"signed": None, "suspended": None, "agreed-in-principle": "5 3", "negotiating": "2 3"}
    if status in edges:
        inset = size / 40
        square = {"x": inset, "y": inset, "width": size - 2 * inset, "height": size - 2 * inset}
        hatching = "".join(
            f"M{step * size / 4:.1f} {size - inset:.1f}L{size - inset:.1f} {step * size / 4:.1f}"
            for step in range(1, 4)
        )
        return (element("path", d=hatching, class_="rule") if status == "suspended" else "") + element(
            "rect", **square, class_="edge", stroke_width=size / 20, stroke_dasharray=edges[status]
        )
    if status in ("proposed", "completed"):
        return element(
            "path",
            d=f"M0 {size - size / 24:.1f}H{size:.1f}",
            class_="edge",
            stroke_width=size / 12,
            stroke_dasharray="2 3" if status == "proposed" else None,
        )
    return ""


def tile(slug: str, status: str, x: float, y: float, size: float) -> str:
    """Draw a tile with its upper left corner at a point."""
    scale = size * _SHARE / 24
    margin = size * (1 - _SHARE) / 2
    colour = "sign on-ink" if status == "in-force" else "sign muted" if status in _MUTED or not status else "sign"
    parts = [
        _ground(status, size),
        element(
            "g",
            element("path", d=sign_lines()[slug]) if slug in sign_lines() else "",
            class_=colour,
            transform=f"translate({margin:.2f} {margin:.2f}) scale({scale:.3f})",
        ),
    ]
    if status in _STRUCK:
        parts.append(element("path", d=f"M0 {size:.1f}L{size:.1f} 0", class_="edge", stroke_width=size / 16))
    return element("g", *parts, transform=f"translate({x:.2f} {y:.2f})")
