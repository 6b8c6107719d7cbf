"""The picture that stands for a page where others link to it: the stele with title, signs, date and address."""

from collections.abc import Sequence
from dataclasses import dataclass

from .frame import document
from .signs import tile
from .svg import element, fitted, line_of_text, width_of

WIDTH, HEIGHT = 1200, 630
_LEFT = 64.0
_SLAB_FOOT, _STONE_FOOT = 112.0, 400.0
_CUT = 52.0


@dataclass(frozen=True, slots=True)
class Card:
    """`signs` are pairs of a type's slug and a status; with one sign its status may be said beside it.

    `notice` stands below all else: what a reader must know of the day that is shown.
    """

    site: str
    title: str
    other_title: str
    signs: Sequence[tuple[str, str]]
    line: str
    date: str
    address: str
    language: str
    is_partner: bool = False
    notice: str = ""


def _bands() -> list[str]:
    corner = (
        f"M0 0H{WIDTH - 2.1 * _CUT:g}L{WIDTH - 1.15 * _CUT:g} {0.34 * _CUT:g} {WIDTH - 0.42 * _CUT:g} {0.5 * _CUT:g} "
        f"{WIDTH} {_CUT:g}V{_SLAB_FOOT:g}H0Z"
    )
    return [
        element("rect", width=WIDTH, height=HEIGHT, class_="ground"),
        element("path", d=corner, class_="slab"),
        element("rect", y=_SLAB_FOOT, width=WIDTH, height=_STONE_FOOT - _SLAB_FOOT, class_="stone"),
        element("rect", y=_STONE_FOOT, width=WIDTH, height=HEIGHT - _STONE_FOOT, class_="surface"),
    ]


def _titles(card: Card) -> list[str]:
    size, lines = fitted(card.title, WIDTH - 2 * _LEFT, (84, 72, 60, 50, 42, 36), 2)
    other_size, other = fitted(card.other_title, WIDTH - 2 * _LEFT, (36, 30, 26), 1)
    height = len(lines) * size * 1.15 + (other_size * 1.6 if card.other_title else 0)
    y = _SLAB_FOOT + (_STONE_FOOT - _SLAB_FOOT - height) / 2
    drawn = []
    for text in lines:
        y += size * 1.15
        drawn.append(line_of_text(text, _LEFT, y - size * 0.2, size, "serif"))
    if card.other_title:
        drawn.append(line_of_text(other[0], _LEFT, y + other_size * 1.2, other_size, "serif soft"))
    return drawn


def _signs(card: Card) -> list[str]:
    if not card.signs:
        return []
    size, gap = (56.0, 14.0) if len(card.signs) > 1 or card.is_partner else (84.0, 0.0)
    y = _STONE_FOOT + (70 - size / 2)
    across = len(card.signs) * (size + gap) - gap
    left = _LEFT + (32 if card.is_partner else 0)
    drawn = [
        tile(slug, status, left + number * (size + gap), y, size) for number, (slug, status) in enumerate(card.signs)
    ]
    if card.is_partner:
        frame = {"x": _LEFT, "y": y - 16, "width": across + 64, "height": size + 32, "rx": (size + 32) / 2}
        drawn.insert(0, element("rect", **frame, class_="rule"))
    if card.line and not card.is_partner:
        text_size, lines = fitted(card.line, WIDTH - 2 * _LEFT - across - 32, (32, 28, 24), 2)
        top = y + size / 2 - (len(lines) - 1) * text_size * 0.65
        drawn += [
            line_of_text(text, left + across + 32, top + text_size * (0.35 + 1.3 * number), text_size, "soft")
            for number, text in enumerate(lines)
        ]
    return drawn


def card_picture(card: Card) -> str:
    """Draw a card of 1200 × 630."""
    return document(
        WIDTH,
        HEIGHT,
        card.title,
        card.line or card.site,
        card.language,
        *_bands(),
        line_of_text(card.site, _LEFT, 70, 34, "serif pale"),
        *_titles(card),
        *_signs(card),
        *([] if card.signs or not card.line else _line_alone(card.line)),
        *([line_of_text(card.notice, _LEFT, 538, 20, "soft")] if card.notice else []),
        element("path", d=f"M{_LEFT:g} 548H{WIDTH - _LEFT:g}", class_="hair"),
        line_of_text(card.date, _LEFT, 590, 25, "faint"),
        _address(card),
    )


def _address(card: Card) -> str:
    """Draw the address beside the date, smaller where it is long; beyond that its end is cut."""
    room = WIDTH - 2 * _LEFT - (width_of(card.date, 25) + 40 if card.date else 0)
    size = max(min(25.0, 25 * room / width_of(card.address, 25)), 18.0)
    kept = int(len(card.address) * min(1, room / width_of(card.address, size)))
    address = card.address if kept >= len(card.address) else card.address[: kept - 1] + "…"
    return line_of_text(address, WIDTH - _LEFT, 590, size, "faint", "end")


def _line_alone(text: str) -> list[str]:
    size, lines = fitted(text, WIDTH - 2 * _LEFT, (34, 30, 26), 2)
    return [
        line_of_text(one, _LEFT, _STONE_FOOT + 62 + number * size * 1.35, size, "soft")
        for number, one in enumerate(lines)
    ]
