"""Lists and quotations as sentences have them."""

import re
from collections.abc import Sequence

# Words that keep their capital within a sentence: names of this register, and abbreviations.
_KEEPS_CAPITAL = re.compile(r"(?:Japan|Diet|Self-Defense|[A-Z]\w*[A-Z])")
# The marks of a quotation, and those of a quotation within it.
_MARKS = {"en": ("“”", "‘’"), "ja": ("「」", "『』")}
_COMPOUND = re.compile("([0-9A-Za-zÀ-ž]+(?:[-–][0-9A-Za-zÀ-ž]+)+)")


def joined(parts: Sequence[str], language: str, last_word: str = "and") -> str:
    """Join parts: `a, b and c`, or with `or`; 「a、b、c」 and 「a、b、または c」 for `ja`."""
    if len(parts) < 2:
        return "".join(parts)
    if language == "ja":
        if last_word == "or":
            return "、".join(parts[:-1]) + "、または" + parts[-1]
        return "、".join(parts)
    return f"{', '.join(parts[:-1])} {last_word} {parts[-1]}"


def either(names: Sequence[str], language: str) -> str:
    """Join names, one of which is enough: `a, b or c`; 「a、bまたはc」 for `ja`."""
    if language != "ja" or len(names) < 2:
        return joined(names, language, last_word="or")
    return f"{joined(names[:-1], language)}または{names[-1]}"


def alternatives(labels: Sequence[str], language: str) -> str:
    """Join labels, each of which begins with a capital, to one sentence: `Yes or no, it is political`."""
    later = (label if _KEEPS_CAPITAL.match(label) else label[:1].lower() + label[1:] for label in labels[1:])
    return joined([*labels[:1], *later], language, last_word="or")


def gap(language: str) -> str:
    """Return what parts two sentences: a space, or nothing for `ja`, whose full-width signs bring their own."""
    return "" if language == "ja" else " "


def quoted(text: str, language: str) -> str:
    """Put a text in the marks of its language, and turn the marks in it to those of its depth: 「『…』を承認」."""
    outer, inner = _MARKS[language]
    # In English a single mark that closes is an apostrophe too: only the double ones are read.
    opening, closing = (outer[0], outer[1]) if language == "en" else (outer[0] + inner[0], outer[1] + inner[1])
    depth, out = 1, [outer[0]]
    for letter in text:
        if letter in opening:
            out.append((outer, inner)[depth % 2][0])
            depth += 1
        elif letter in closing and depth > 1:
            depth -= 1
            out.append((outer, inner)[depth % 2][1])
        else:
            out.append(letter)
    return "".join([*out, outer[1]])


def compounds(text: str) -> list[tuple[str, bool]]:
    """Return the pieces of a text, each with whether it is a compound of Latin words: `Self-Defense`, `F-15`."""
    pieces = _COMPOUND.split(text)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]
