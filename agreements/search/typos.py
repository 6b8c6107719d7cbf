"""Finds the word that a mistyped one was meant to be."""

from collections.abc import Iterable


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters were added, lost, changed or swapped between two words; `most` + 1 for any more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        before, previous, line = line, before, [row]
        for column, letter_there in enumerate(other, 1):
            cost = min(before[column] + 1, line[column - 1] + 1, before[column - 1] + (letter != letter_there))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == letter_there:
                cost = min(cost, previous[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
    return min(line[-1], most + 1)


def allowed(word: str) -> int:
    """Return how many letters of a word may be wrong: none in a short one, which would be another word."""
    if not word.isascii():
        return 1 if len(word) >= 4 else 0
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def may_be(word: str, other: str) -> bool:
    """Tell quickly whether another word is worth a closer look: same script, near in length and in letters."""
    most = allowed(word)
    return (
        word.isascii() == other.isascii()
        and abs(len(word) - len(other)) <= most
        and (word[0] == other[0] or word[1:2] == other[1:2] or word[0] == other[1:2])
        and len(set(word) ^ set(other)) <= 2 * most
    )


def nearest(word: str, words: Iterable[str], count: int = 3) -> list[str]:
    """Return the words that differ least from one, the nearest first; of equals the one that begins alike."""
    most = allowed(word)
    found = []
    for other in set(words):
        if most and may_be(word, other):
            away = distance(word, other, most)
            if 0 < away <= most:
                found.append((away, word[0] != other[0], abs(len(word) - len(other)), other))
    return [other for *_, other in sorted(found)[:count]]
