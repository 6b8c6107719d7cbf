"""The words of the concordance for marking them in a page's text, each with the sense that applies there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language

from agreements.models import Sense, Speaker, Term
from agreements.register.terms_in_text import PageTerms, TermFinder

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

    def sense(self, slug: str) -> SenseInBrief | None:
        return applying(self.senses.get(slug, ()), self.language, self.partners)

    def marked(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Yield a text in pieces; of a word, its address and who means what by it, and nothing of other pieces."""
        for piece in self.words.pieces(text):
            if not piece.term:
                yield piece.text, "", ""
                continue
            address = reverse("agreements:term_detail", args=[piece.term])
            sense = self.sense(piece.term)
            meaning = self.readings.get(piece.term, "")
            if sense is not None:
                address += f"#sense-{sense.position}"
                speaker = capfirst(Speaker(sense.speaker).label)
                meaning += f"{speaker}{_COLON[self.language]}{sense.definition}"
            yield piece.text, address, meaning


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
