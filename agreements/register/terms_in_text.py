"""Words of the concordance in running text: where each first stands on a page. Longer words go before shorter ones."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

# What stands in brackets after a word is another name of it: 有償援助（FMS調達）, “Security of information (GSOMIA)”.
_BRACKETS = re.compile(r"^(.*?)\s*[(（](.+)[)）]\s*$")
_QUOTED = re.compile(r"“([^”]+)”")
_KATAKANA = "ァ-ヺー"
_NAMES_ARTICLE = re.compile(r"\bthe article\b|記事", re.IGNORECASE)
# 「…と書くが、当時は…」: what follows is no longer what the article says.
_CLAUSE_ENDS = re.compile(r"(?<=。)|(?<=が、)|(?<=[.:;] )")
_IN_QUOTES = re.compile(r"(“[^”]*”|「[^」]*」)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `term` is the slug of the word that it is, where it is to be marked."""

    text: str
    term: str = ""


def in_words_of_article(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text on the article's wording in parts, each with whether it has the article's words.

    These are the clauses that name the article, and of the others what is quoted.
    """
    for clause in _CLAUSE_ENDS.split(text):
        if _NAMES_ARTICLE.search(clause):
            yield clause, True
        else:
            yield from ((part, index % 2 == 1) for index, part in enumerate(_IN_QUOTES.split(clause)))


def _halves(name: str) -> list[str]:
    """Split two Japanese words that a dot joins. They end alike (大筋合意・実質合意); the parts of one word do not."""
    first, dot, second = name.partition("・")
    return [first, second] if dot and first[-2:] == second[-2:] else [name]


def forms(name: str) -> list[str]:
    """Return the ways in which a text may write a word, from its name as the concordance has it."""
    quoted = _QUOTED.findall(name)
    if quoted:
        return list(quoted)
    match = _BRACKETS.match(name)
    parts = [*_halves(match[1]), match[2]] if match else _halves(name)
    return list(dict.fromkeys(form for part in parts for form in (part, unicodedata.normalize("NFKC", part))))


def _japanese(form: str) -> str:
    """Return the regular expression of a form that is not all in Latin script."""
    # Words written in katakana run on: パートナー is no word of パートナーシップ.
    before = f"(?<![{_KATAKANA}])" if re.match(f"[{_KATAKANA}]", form[0]) else ""
    after = f"(?![{_KATAKANA}])" if re.match(f"[{_KATAKANA}]", form[-1]) else ""
    return f"{before}{re.escape(form)}{after}"


def _latin(form: str) -> str:
    """Return the regular expression of a form in Latin script, with its plural and past tense."""
    if not any(sign.islower() for sign in form):
        return f"{re.escape(form)}s?"
    stem, ending = (form[:-1], "(?:y|ies)") if form.endswith("y") else (form, "s?")
    if form.endswith("e"):
        ending = "[sd]?"
    return f"(?i:{re.escape(stem)}{ending})"


def _one_of(forms: Sequence[str], pattern: Callable[[str], str]) -> str:
    """Return the regular expression of any of some forms, each a group, which are tried only where one may begin."""
    beginning = "".join(map(re.escape, sorted({form[0] for form in forms})))
    return f"(?=(?i:[{beginning}]))(?:{'|'.join(f'({pattern(form)})' for form in forms)})"


@dataclass(frozen=True, slots=True)
class TermFinder:
    """Finds the words of one language; made once for a state of the register."""

    pattern: re.Pattern[str] | None
    slugs: Sequence[str]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> "TermFinder":
        """Make a finder of pairs of slug and name."""
        found = sorted(((form, slug) for slug, name in names for form in forms(name)), key=lambda one: -len(one[0]))
        latin = [one for one in found if one[0].isascii()]
        # First, as they are longer than any in Latin script that begins at the same place.
        japanese = [one for one in found if not one[0].isascii()]
        parts = []
        if japanese:
            parts.append(_one_of([form for form, _slug in japanese], _japanese))
        if latin:
            # No part of a word.
            parts.append(f"(?<![A-Za-z0-9-]){_one_of([form for form, _slug in latin], _latin)}(?![A-Za-z0-9-])")
        pattern = re.compile("|".join(parts)) if parts else None
        return cls(pattern, [slug for _form, slug in (*japanese, *latin)])


@dataclass(slots=True)
class PageTerms:
    """The words of one page as it is written from top to bottom: each is marked once."""

    finder: TermFinder
    marked: set[str] = field(default_factory=set)

    def pieces(self, text: str, among: Collection[str] | None = None) -> Iterator[Piece]:
        """Yield a text in pieces, which joined are the text again; with `among`, no other words are marked."""
        start = 0
        for match in self.finder.pattern.finditer(text) if self.finder.pattern else ():
            slug = self.finder.slugs[(match.lastindex or 1) - 1]
            if slug in self.marked or (among is not None and slug not in among):
                continue
            self.marked.add(slug)
            if match.start() > start:
                yield Piece(text[start : match.start()])
            yield Piece(match[0], slug)
            start = match.end()
        if start < len(text):
            yield Piece(text[start:])
