"""The picture that stands for a page where others link to it: the stele with title, signs, date and address."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from .frame import document
from .raster import width_of
from .signs import tile
from .svg import cut, element, fitted, line_of_text

WIDTH, HEIGHT = 1200, 630
_LEFT = 64.0
_SLAB_FOOT, _STONE_FOOT = 112.0, 400.0
_CUT = 52.0
_ACROSS = WIDTH - 2 * _LEFT
_serif_width = partial(width_of, serif=True)


@dataclass(frozen=True, slots=True)
class Card:
    """`signs` are pairs of a type's slug and a status; with one sign its status may be said beside it.

    `partners` are names with the signs of each, one below the other. `notice` stands below all else: what a reader must
    know of the day that is shown.
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
    partners: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()


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
    size, lines = fitted(card.title, _ACROSS, (84, 72, 60, 50, 42, 36), 2, _serif_width)
    other_size, other = fitted(card.other_title, _ACROSS, (36, 30, 26, 22), 1, _serif_width)
    height = len(lines) * size * 1.15 + (other_size * 1.6 if card.other_title else 0)
    y = _SLAB_FOOT + (_STONE_FOOT - _SLAB_FOOT - height) / 2
    drawn = []
    for text in lines:
        y += size * 1.15
        drawn.append(line_of_text(text, _LEFT, y - size * 0.2, size, "serif"))
    if card.other_title:
        drawn.append(line_of_text(other[0], _LEFT, y + other_size * 1.2, other_size, "serif soft"))
    return drawn


def _row_of_signs(signs: Sequence[tuple[str, str]], left: float, y: float, size: float, gap: float) -> list[str]:
    return [tile(slug, status, left + place * (size + gap), y, size) for place, (slug, status) in enumerate(signs)]


def _cartouche(signs: Sequence[tuple[str, str]], left: float, y: float, size: float) -> list[str]:
    """Draw the signs of a partner in the ring of a name, whose tiles begin at this height."""
    around, gap = size * 2 / 7, size / 4
    across = len(signs) * (size + gap) - gap + 4 * around
    high = size + 2 * around
    ring = element("rect", x=left, y=y - around, width=across, height=high, rx=high / 2, class_="rule")
    return [ring, *_row_of_signs(signs, left + 2 * around, y, size, gap)]


def _signs(card: Card) -> list[str]:
    if not card.signs:
        return []
    if card.is_partner:
        return _cartouche(card.signs, _LEFT, _STONE_FOOT + 42, 56)
    size, gap = (56.0, 14.0) if len(card.signs) > 1 else (84.0, 0.0)
    y = _STONE_FOOT + (70 - size / 2)
    drawn = _row_of_signs(card.signs, _LEFT, y, size, gap)
    if card.line:
        left = _LEFT + len(card.signs) * (size + gap) - gap + 32
        text_size, lines = fitted(card.line, WIDTH - _LEFT - left, (32, 28, 24), 2, width_of)
        top = y + size / 2 - (len(lines) - 1) * text_size * 0.65
        drawn += [
            line_of_text(text, left, top + text_size * (0.35 + 1.3 * number), text_size, "soft")
            for number, text in enumerate(lines)
        ]
    return drawn


def _partners(card: Card) -> list[str]:
    """Draw the partners that are laid side by side: the name of each, and its signs in a ring."""
    if not card.partners:
        return []
    foot = 514.0 if card.notice else 544.0
    row = (foot - _STONE_FOOT) / len(card.partners)
    size, text_size = min(row * 0.5, 40), min(row * 0.5, 30)
    names = [cut(name, 360, text_size, _serif_width) for name, _signs in card.partners]
    left = _LEFT + max(_serif_width(name, text_size) for name in names) + 28
    drawn = []
    for place, (name, (_name, signs)) in enumerate(zip(names, card.partners, strict=True)):
        middle = _STONE_FOOT + row * (place + 0.5)
        drawn.append(line_of_text(name, _LEFT, middle + text_size * 0.35, text_size, "serif"))
        drawn += _cartouche(signs, left, middle - size / 2, size) if signs else []
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
        *_partners(card),
        *([] if card.signs or not card.line else _line_alone(card.line)),
        *([line_of_text(card.notice, _LEFT, 538, 20, "soft")] if card.notice else []),
        element("path", d=f"M{_LEFT:g} 548H{WIDTH - _LEFT:g}", class_="hair"),
        line_of_text(card.date, _LEFT, 590, 25, "faint"),
        _address(card),
    )


def _address(card: Card) -> str:
    """Draw the address beside the date, smaller where it is long; beyond that its end is cut."""
    room = _ACROSS - (width_of(card.date, 25) + 40 if card.date else 0)
    size, (address,) = fitted(card.address, room, (25, 22, 20, 18, 16), 1, width_of)
    return line_of_text(address, WIDTH - _LEFT, 590, size, "faint", "end")


def _line_alone(text: str) -> list[str]:
    size, lines = fitted(text, _ACROSS, (34, 30, 26), 2, width_of)
    return [
        line_of_text(one, _LEFT, _STONE_FOOT + 62 + number * size * 1.35, size, "soft")
        for number, one in enumerate(lines)
    ]
