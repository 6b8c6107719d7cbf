"""How many years of school a text in English asks for, after Flesch and Kincaid.

The measure knows words by their length alone, so it is a warning and not a judge. Names count as short words, as in
Gunning's index: who reads of the Philippines does not stumble over them.
"""

import re

_SENTENCE_END = re.compile(r"(?<=[.!?;:])[”’)]*\s+")
# Numbers are read at a glance, whatever they would sound like.
_WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"[^aeiouy](?:e|es|ed)$")
_SPOKEN = re.compile(r"(?:[^aeiouy]le|[td]ed|(?:[sxz]|ch|sh|c|g)es)$")


def syllables(word: str) -> int:
    """Count the groups of vowels, without a silent e; an abbreviation in capitals counts as one word of two."""
    if len(word) > 1 and word.isupper():
        return 2
    word = re.sub(r"[’'].*", "", word.lower())
    groups = len(_VOWELS.findall(word))
    if _SILENT.search(word) and not _SPOKEN.search(word):
        groups -= 1
    if re.search(r"i(?:a|o(?!n)|um)|[^aeiouq]ua|eo(?!p)|ying|creat|idea", word):
        groups += 1
    return max(1, groups)


def grade(text: str) -> float:
    """Return the grade of a text: 8 is that of a reader of fourteen."""
    sentences = [words for sentence in _SENTENCE_END.split(text) if (words := _WORD.findall(sentence))]
    sounds = [
        min(2, syllables(word)) if place and word[0].isupper() else syllables(word)
        for words in sentences
        for place, word in enumerate(words)
    ]
    return 0.39 * len(sounds) / len(sentences) + 11.8 * sum(sounds) / len(sounds) - 15.59
