"""How much a text reads like what is known to be about each type: a second opinion beside the cues.

Naive Bayes over words (English) and pairs of characters (Japanese), learned from the register's own texts and from the
examples beside this file when the decoder is built. Each word's say is bounded, so that no single one decides, and its
share can be shown.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import log

from .facts import Sample
from .matching import Found
from .text import CJK, folded

_ENGLISH = re.compile(r"[a-z][a-z']+")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]{2,}")
_ENDING = re.compile(r"(?:'s|s|ed|ing)\Z")
_KANA_ONLY = re.compile(r"[\u3041-\u309f]{2}")
# A word met in one sample alone says nothing that holds elsewhere.
_FEWEST_SAMPLES = 2
_SMOOTHING = 2.0
_MOST_AGAINST, _MOST_FOR = -1.5, 2.5
# In a long text words for every type come together. From so many different words, or pairs, on each counts less.
_MANY_WORDS, _MANY_PAIRS = 40, 64
# What is past this beginning of a text adds time and no knowledge.
_READ = 3_000


class Likeness:
    """The model: for each word and type, how much more often it stands in texts of the type than in all."""

    def __init__(self, samples: Iterable[Sample], names: Iterable[str] = ()) -> None:
        """Learn from samples. Names of countries say nothing of a type, however often they stand beside one."""
        self._names = frozenset(word for name in names for word, _, _ in _words(folded(name)))
        seen: dict[str | None, Counter[str]] = defaultdict(Counter)
        sizes: Counter[str | None] = Counter()
        everywhere: Counter[str] = Counter()
        for sample in samples:
            words = {word for word, _, _ in _words(folded(sample.text))} - self._names
            sizes[sample.type] += 1
            seen[sample.type].update(words)
            everywhere.update(words)
        self.types = tuple(sorted(slug for slug in sizes if slug is not None))
        total = sum(sizes.values())
        self._says = {
            word: tuple(
                _bounded(
                    log((seen[slug][word] + _SMOOTHING * count / total) / (sizes[slug] + _SMOOTHING) / (count / total))
                )
                for slug in self.types
            )
            for word, count in everywhere.items()
            if count >= _FEWEST_SAMPLES
        }

    def of(self, text: str) -> dict[str, float]:
        """Return how much a folded text is like each type: above zero more than texts in general; empty if untaught."""
        if len(self.types) < 2:
            return {}
        totals = [0.0] * len(self.types)
        words = {word for word, _, _ in _words(text[:_READ])}
        for word in words:
            for number, say in enumerate(self._says.get(word, ())):
                totals[number] += say
        many = _MANY_PAIRS if CJK.search(text) else _MANY_WORDS
        scale = many / max(many, len(words))
        return {slug: total * scale for slug, total in zip(self.types, totals, strict=True)}

    def telling_words(self, text: str, type_slug: str, most: int) -> list[Found[float]]:
        """Return the words of a folded text that say most for the type, in the order of the text."""
        number = self.types.index(type_slug)
        found: dict[str, Found[float]] = {}
        for word, start, end in _words(text[:_READ]):
            say = self._says[word][number] if word in self._says else 0.0
            if say > 0.3 and word not in found:
                found[word] = Found(say, start, end)
        strongest = sorted(found.values(), key=lambda hit: (-hit.what, hit.start))[:most]
        return sorted(strongest, key=lambda hit: hit.start)


def _bounded(value: float) -> float:
    return max(_MOST_AGAINST, min(_MOST_FOR, value))


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a folded text with their places. Inflected forms of an English word count as one."""
    for match in _ENGLISH.finditer(text):
        word = match.group()
        yield (_ENDING.sub("", word) if len(word) > 4 else word), match.start(), match.end()
    for match in _JAPANESE.finditer(text):
        run = match.group()
        for offset in range(len(run) - 1):
            pair = run[offset : offset + 2]
            if not _KANA_ONLY.fullmatch(pair):
                yield pair, match.start() + offset, match.start() + offset + 2
