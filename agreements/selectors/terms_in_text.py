"""The words of the concordance for marking them in a page's text, each with the sense that applies there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language

from agreements.models import Sense, Speaker, Term
from agreements.register.terms_in_text import PageTerms, Piece, TermFinder, in_words_of_article

from .edition import kept_for_edition

_COLON = {"en": ": ", "ja": "："}


@dataclass(frozen=True, slots=True)
class SenseInBrief:
    """What marking needs of a sense. `government` is the slug of the partner whose government speaks, or nothing."""

    position: int
    speaker: str
    government: str
    language: str
    date: str
    definition: str


@dataclass(frozen=True, slots=True)
class TermsOfPage:
    """The words of one page, and of whom it speaks: the slugs of the partners that it is about."""

    words: PageTerms
    # How a word is read, by its slug; on Japanese pages only.
    readings: Mapping[str, str]
    senses: Mapping[str, Sequence[SenseInBrief]]
    language: str
    partners: Collection[str]

    def marked(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Yield a text in pieces; of a word, its address and who means what by it, and nothing of other pieces."""
        for piece in self.words.pieces(text):
            yield self._marking(piece, applying(self.senses.get(piece.term, ()), self.language, self.partners))

    def marked_on_article(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Yield a text on the article's wording likewise: what are its words have its sense, or none."""
        of_article = {
            slug: sense for slug, senses in self.senses.items() for sense in senses if sense.speaker == Speaker.ARTICLE
        }
        for part, is_article in in_words_of_article(text):
            if not is_article:
                yield from self.marked(part)
                continue
            for piece in self.words.pieces(part, among=of_article):
                yield self._marking(piece, of_article.get(piece.term))

    def _marking(self, piece: Piece, sense: SenseInBrief | None) -> tuple[str, str, str]:
        if not piece.term:
            return piece.text, "", ""
        address = reverse("agreements:term_detail", args=[piece.term])
        meaning = self.readings.get(piece.term, "")
        if sense is not None:
            address += f"#sense-{sense.position}"
            meaning += f"{capfirst(Speaker(sense.speaker).label)}{_COLON[self.language]}{sense.definition}"
        return piece.text, address, meaning


def applying(senses: Sequence[SenseInBrief], language: str, partners: Collection[str]) -> SenseInBrief | None:
    """Return the sense that a word has in a page’s text.

    A Japanese text speaks as Japan's government does. An English one speaks as the government of the partner that
    it is about, where the register has its sense, and otherwise as Japan's. Of one speaker the newest sense counts.
    """

    def is_of_partner(sense: SenseInBrief) -> bool:
        return sense.government in partners if sense.government else False

    def rank(sense: SenseInBrief) -> tuple[bool, bool, bool, str]:
        of_japan = sense.speaker == Speaker.JAPAN_GOVERNMENT
        first = of_japan if language == "ja" else is_of_partner(sense)
        second = is_of_partner(sense) if language == "ja" else of_japan
        return (first, second, sense.language == language, sense.date)

    # The first of equals: the order in which the editors put them.
    return max(senses, key=rank, default=None)


@dataclass(frozen=True, slots=True)
class _Terms:
    finder: TermFinder
    # How a word is read, by its slug; in Japanese only.
    readings: Mapping[str, str]
    senses: Mapping[str, Sequence[SenseInBrief]]


@kept_for_edition
def _terms(language: str) -> _Terms:
    senses: dict[str, list[SenseInBrief]] = {}
    rows = Sense.objects.order_by("term__slug", "position").values_list(
        "term__slug", "position", "speaker", "partner__slug", "language", "date", f"definition_{language}"
    )
    for slug, position, speaker, partner, own_language, date, definition in rows:
        government = "united-states" if speaker == Speaker.US_GOVERNMENT else partner or ""
        found = SenseInBrief(position, speaker, government, own_language, str(date or ""), definition)
        senses.setdefault(slug, []).append(found)
    terms = list(Term.objects.order_by("slug").values_list("slug", f"term_{language}", "reading"))
    finder = TermFinder.of((slug, name) for slug, name, _reading in terms)
    readings = {slug: f"（{reading}）" for slug, _name, reading in terms if reading and language == "ja"}
    return _Terms(finder, readings, senses)


def terms_of_page(partners: Collection[str] = ()) -> TermsOfPage:
    """Return the words for a page in the language in use, in two queries once an edition."""
    language = get_language() or "en"
    terms = _terms(language)
    return TermsOfPage(PageTerms(terms.finder), terms.readings, terms.senses, language, partners)
