"""What a mistyped text was meant to be, as the register writes it."""

import unicodedata
from collections.abc import Iterable, Mapping

from agreements.models import EntryKind, SearchEntry, SearchWord
from agreements.search.expression import Token
from agreements.search.folding import stem, written_words
from agreements.search.lexicon import Lexicon
from agreements.search.typos import allowed, nearest

_MOST_UNKNOWN = 5
_MOST_WORDS_COMPARED = 20_000
# The title of a source may repeat a typing error.
_RECORDS = tuple(kind for kind in EntryKind if kind is not EntryKind.SOURCE)


def _unknown(text: str, lexicon: Lexicon) -> dict[str, str]:
    """Return the words of a text that are no name and stand in no text of the register, as they are typed."""
    found = {
        word: typed
        for word, typed in sorted(written_words(text).items())
        if allowed(word) and not lexicon.knows(stem(word)) and not lexicon.knows(word) and word not in lexicon.words
    }
    found = dict(list(found.items())[:_MOST_UNKNOWN])
    # A word that the register uses is spelled right, whether or not anything is called so.
    latin = [word for word in found if word.isascii()]
    used = SearchEntry.objects.in_use([Token(stem(word)) for word in latin], _RECORDS)
    return {word: typed for word, typed in found.items() if word not in {latin[number] for number in used}}


def corrections(text: str, lexicon: Lexicon) -> tuple[dict[str, str], list[str]]:
    """Return what the unknown words of a text were meant to be, as typed and as meant, and all words near to them."""
    unknown = _unknown(text, lexicon)
    if not unknown:
        return {}, []
    lengths = {len(word) + more for word in unknown for more in range(-allowed(word), allowed(word) + 1)}
    stored = set(SearchWord.objects.filter(length__in=lengths).values_list("word", flat=True)[:_MOST_WORDS_COMPARED])
    changes, near = {}, []
    for word, typed in unknown.items():
        if word in stored:
            continue
        # A name counts before a word that is as near.
        found = nearest(word, lexicon.words) + nearest(word, stored)
        near += found
        if found:
            changes[typed] = found[0]
    return changes, list(dict.fromkeys(near))


def corrected(text: str, changes: Mapping[str, str]) -> str:
    """Return the text with the words changed."""
    text = unicodedata.normalize("NFKC", text)
    for typed, meant in changes.items():
        text = text.replace(typed, meant)
    return text


def as_written(words: Iterable[str], lexicon: Lexicon, names: Iterable[str]) -> dict[str, str]:
    """Return how the register or some names write folded words. Kana that none of them has are left out: without
    its long vowels a word is of use to an index only."""
    written = {word: typed for name in names for word, typed in written_words(name).items()}
    found = {word: lexicon.words.get(word) or written.get(word) or (word if word.isascii() else "") for word in words}
    return {word: name for word, name in found.items() if name}
