"""What differs between two texts: by words where letters are Latin, by characters in Japanese."""

import difflib
import re
from dataclasses import dataclass

_WORDS = re.compile(r"[A-Za-z0-9À-ɏ]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text. `change` is "-", "+" or empty."""

    text: str
    change: str = ""


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return the stretches that stayed, went and came, in the order of the text."""
    if not before or not after:
        return tuple(piece for piece in (Piece(before, "-"), Piece(after, "+")) if piece.text)
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.4:
        # Little is left of the old text: its scattered remains would only confuse.
        return Piece(before, "-"), Piece(after, "+")
    pieces = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(old[old_start:old_end])))
            continue
        pieces.append(Piece("".join(old[old_start:old_end]), "-"))
        pieces.append(Piece("".join(new[new_start:new_end]), "+"))
    return tuple(piece for piece in pieces if piece.text)
