"""The form of a cue's phrase, and the pattern that it becomes.

    joint development            these words, in this order, singular or plural, whatever stands between them as marks
    refuel*                      a word that begins so
    troops…without visas         a gap inside one sentence: up to 70 characters, or 30 in a Japanese phrase
    (ships|vessels)…handed over  one of several
    [joint|common] research      may be missing
    sale of…{weapon}             any word of a class that `word_classes` lists
    SOFA                         a phrase of nothing but capitals: only where the text has capitals too

A phrase begins with words or with a choice of words, never with a gap or something that may be missing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .text import CJK, folded
from .word_classes import WORD_CLASSES

GAP = "…"
_GAP_EN, _GAP_JA = r"[^\n]{0,70}?", r"[^\n]{0,30}?"
_CLASS = re.compile(r"\{(\w*)\}")
_LONGEST_GAP = 70
_NEW_WORD = "(?<![a-z0-9])"
_SPECIAL = re.compile(r"([…()|\[\]])")
_PIECE = re.compile(r"[a-z0-9$€£¥%']+\*?|[^\Wa-z0-9_]+\*?|[^\w\s]", re.UNICODE)
_MARKS = r"[^\w\n]{1,3}"
# Between a word and a choice there may be nothing, as in Japanese.
_LOOSE = r"[^\w\n]{0,3}"
_SEVERAL_LOOSE = re.compile(f"(?:{re.escape(_LOOSE)}){{2,}}")
_ANY_LOOSE = re.compile(r"\[\^\\w\\n\]\{0,\d+\}")
# Marks that a phrase asks for, as those of currencies and the Japanese comma.
_MARKS_ASKED_FOR = re.compile(r"(?<![a-z0-9])[$€£¥%']|[^\w\x00-\x7f]")
_CLOSING = {"(": ")", "[": "]"}
_SHORTEST_BEGINNING = 3
_PARTICLES = frozenset("のをにがはでとやもへ、")


class PhraseError(ValueError):
    """A phrase that cannot be read, with the reason in the message."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase as a regular expression, with the keys by which a text can be known not to have it.

    A key is a whole word, the beginning of a word after a tilde, or a piece of Japanese. A text that has the
    phrase has a key of each of `needs`, in this order, the first where the phrase begins, and none further from there
    than `reach` characters. A phrase that `is_literal` is nothing but one piece of Japanese: every place of its key has
    it.
    """

    source: str
    needs: tuple[frozenset[str], ...]
    reach: int
    is_literal: bool = False


# Remembered, so that a register in which one deal has changed is read again without compiling all its phrases anew.
@lru_cache(maxsize=8192)
def compile_phrase(phrase: str, language: str) -> Pattern:
    """Return the pattern of a phrase, or raise PhraseError."""
    tokens = list(_tokens(_CLASS.sub(lambda match: _class_as_choice(match.group(1), language), phrase)))
    if not tokens:
        raise PhraseError("the phrase is empty")
    source, rest = _choices(tokens, _GAP_JA if language == "ja" else _GAP_EN)
    if rest:
        raise PhraseError(f"{rest[0]!r} has no partner")
    if tokens[0] in (GAP, "[", "]", ")", "|"):
        raise PhraseError("a phrase begins with words or with a choice of words")
    needs = list(_needs(tokens))
    if not needs[0]:
        raise PhraseError("a phrase begins with words, and so does each choice at its beginning")
    reach = 60 + 3 * len(phrase) + _LONGEST_GAP * phrase.count(GAP)
    # A particle stands everywhere: to look for it would cost time and rule nothing out.
    kept = (needs[0], *(need for need in needs[1:] if need and not need & _PARTICLES))
    # Where no mark is asked for, none that was passed over is given back: that would only try the same places again.
    if not any(_MARKS_ASKED_FOR.search(token) for token in tokens if token != GAP):
        source = _ANY_LOOSE.sub(r"\g<0>+", source)
    is_literal = needs == [{tokens[0]}] and source == re.escape(tokens[0])
    return Pattern(source, kept, reach, is_literal)


def _class_as_choice(name: str, language: str) -> str:
    try:
        return f"({'|'.join(WORD_CLASSES[name][language])})"
    except KeyError:
        raise PhraseError(f"there is no class of words {name!r}") from None


def _tokens(phrase: str) -> Iterator[str]:
    """Split a phrase into marks, single spaces and folded words."""
    for part in _SPECIAL.split(phrase.strip()):
        if _SPECIAL.fullmatch(part):
            yield part
            continue
        words = folded(part)
        if part[:1].isspace():
            yield " "
        if words:
            yield words
            if part[-1:].isspace():
                yield " "


def _choices(tokens: list[str], gap: str) -> tuple[str, list[str]]:
    """Read alternatives until a closing mark; return their pattern and what is left."""
    choices: list[str] = []
    while True:
        source, tokens = _sequence(tokens, gap)
        choices.append(source)
        if not tokens or tokens[0] != "|":
            # One look at what stands before, not one for each of a hundred words.
            if len(choices) > 1 and all(choice.startswith(_NEW_WORD) for choice in choices):
                return f"{_NEW_WORD}(?:{'|'.join(choice.removeprefix(_NEW_WORD) for choice in choices)})", tokens
            return "|".join(choices), tokens
        tokens = tokens[1:]


def _sequence(tokens: list[str], gap: str) -> tuple[str, list[str]]:
    out: list[str] = []
    while tokens and tokens[0] not in (")", "]", "|"):
        token, tokens = tokens[0], tokens[1:]
        if token == GAP:
            out.append(gap)
        elif token == " ":
            if out and out[-1] != _LOOSE:
                out.append(_LOOSE)
        elif token in _CLOSING:
            inner, tokens = _choices(tokens, gap)
            if not tokens or tokens[0] != _CLOSING[token]:
                raise PhraseError(f"{token!r} is not closed")
            tokens = tokens[1:]
            # Of marks alone, which may stand between words anyway, nothing is left.
            out.append(f"(?:{inner})" if token == "(" else f"(?:(?:{inner}){_LOOSE})?" if inner else _LOOSE)
        else:
            out.append(_literal(token))
    return _SEVERAL_LOOSE.sub(_as_one, "".join(out)), tokens


def _as_one(match: re.Match[str]) -> str:
    """Return several looks for marks as one: a text that does not match is then not tried in every way to part them."""
    return rf"[^\w\n]{{0,{3 * match.group().count(_LOOSE)}}}"


def _literal(text: str) -> str:
    out: list[str] = []
    previous_latin = False
    for match in _PIECE.finditer(text):
        piece = match.group()
        latin = not CJK.match(piece) and (piece[0].isalnum() or piece[0] in "'$€£¥")
        if out and latin and previous_latin:
            out.append(_MARKS)
        if latin:
            out.append(_latin(piece))
        elif piece.isascii():
            # Commas and periods between words are among the marks that may stand there anyway.
            continue
        else:
            out.append(re.escape(piece.rstrip("*")) + (r"\w*" if piece[-1] == "*" and len(piece) > 1 else ""))
        previous_latin = latin
    return "".join(out)


def _latin(piece: str) -> str:
    if piece[0] in "$€£¥":
        return re.escape(piece)
    if piece.endswith("*"):
        return rf"{_NEW_WORD}{re.escape(piece[:-1])}[a-z0-9']*"
    plural = "" if piece.endswith("s") or piece.isdigit() else r"(?:'?s)?"
    return rf"{_NEW_WORD}{re.escape(piece)}{plural}(?![a-z0-9])"


def _needs(tokens: list[str]) -> Iterator[frozenset[str]]:
    """Yield, for each part that the phrase cannot do without, the keys with which it can begin.

    Of a choice between groups of words also the keys of their second words, where each has one.
    """
    depth, fresh, optional = 0, True, 0
    choices: set[str] = set()
    seconds: set[str] = set()
    open_ended = any_short = False
    for token in tokens:
        if token in _CLOSING:
            depth += 1
            optional += token == "[" or optional > 0
            open_ended = open_ended or (depth > 1 and fresh)
            fresh = depth == 1
            if fresh:
                choices, seconds, any_short = set(), set(), False
        elif token in ")]":
            depth -= 1
            if depth == 0:
                if not optional:
                    yield frozenset() if open_ended else frozenset(choices)
                    if not (open_ended or any_short):
                        yield frozenset(seconds)
                optional, open_ended = 0, False
            else:
                optional = max(0, optional - 1)
        elif token == "|":
            fresh = depth == 1
        elif token not in (GAP, " "):
            if depth == 0:
                yield from _keys_of_words(token)
            elif depth == 1 and fresh:
                keys = next(_keys_of_words(token), frozenset())
                choices |= keys
                open_ended = open_ended or not keys
                second = _keys_of_second_word(token)
                seconds |= second
                any_short = any_short or not second
                fresh = False


def _keys_of_second_word(literal: str) -> frozenset[str]:
    words = [match.group() for match in _PIECE.finditer(literal) if match.group()[0].isalnum()]
    # A beginning of a word that is too short to be looked for is no key.
    if len(words) < 2 or (words[1].endswith("*") and len(words[1]) <= _SHORTEST_BEGINNING):
        return frozenset()
    return next(_keys_of_words(words[1]), frozenset())


def _keys_of_words(literal: str) -> Iterator[frozenset[str]]:
    """Yield the keys of each word in turn; of Japanese, each unbroken piece."""
    for match in _PIECE.finditer(literal):
        piece = match.group().rstrip("*")
        if CJK.match(piece):
            yield frozenset({piece})
        elif piece[:1].isalnum():
            if piece == match.group():
                word = piece.split("'")[0]
                yield frozenset({word, f"{word}s"})
            elif len(piece) < _SHORTEST_BEGINNING:
                raise PhraseError("a beginning of a word has three letters or more")
            else:
                yield frozenset({"~" + piece.split("'")[0]})
