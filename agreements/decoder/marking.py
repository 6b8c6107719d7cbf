"""Cuts a text where marks begin and end, so that marks which overlap can be shown without one breaking the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    TYPE = "type"
    PARTNER = "partner"
    DENIED = "denied"
    ELSE = "else"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, what it shows, and the sign that leads from it to its explanation: a figure or a letter."""

    start: int
    end: int
    kind: MarkKind
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch inside which the same marks hold; `ending` are those of them whose last stretch it is."""

    text: str
    marks: tuple[Mark, ...] = ()
    ending: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> tuple[MarkKind, ...]:
        return tuple(kind for kind in MarkKind if any(mark.kind is kind for mark in self.marks))


def pieces_of(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Return the text in pieces, which joined are the text again. Marks of the same kind and label that overlap or
    touch are one.
    """
    joined = sorted(_joined(marks), key=lambda mark: (mark.start, mark.end, mark.kind, mark.label))
    cuts = sorted({0, len(text), *(mark.start for mark in joined), *(mark.end for mark in joined)})
    found: list[Piece] = []
    open_: list[Mark] = []
    waiting = iter([*joined, None])
    coming = next(waiting)
    for start, end in zip(cuts, cuts[1:], strict=False):
        open_ = [mark for mark in open_ if mark.end > start]
        while coming is not None and coming.start == start:
            open_.append(coming)
            coming = next(waiting)
        found.append(Piece(text[start:end], tuple(open_), tuple(mark for mark in open_ if mark.end == end)))
    return tuple(found)


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    last: dict[tuple[MarkKind, str], Mark] = {}
    done: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start, one.end)):
        if mark.end <= mark.start:
            continue
        before = last.get((mark.kind, mark.label))
        if before is None or before.end < mark.start:
            if before is not None:
                done.append(before)
            last[mark.kind, mark.label] = mark
        elif mark.end > before.end:
            last[mark.kind, mark.label] = Mark(before.start, mark.end, mark.kind, mark.label)
    return [*done, *last.values()]
