"""The concordance: words, and what each means to each speaker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from agreements.models import AgreementType, Sense, SenseCitation, Speaker, Term
from agreements.register.kana import kana_order


@dataclass(frozen=True, slots=True)
class TermRow:
    """A word and the senses that each speaker gives it, for a table of words × speakers."""

    term: Term
    senses: Mapping[str, Sequence[Sense]]

    @property
    def cells(self) -> list[Sequence[Sense]]:
        """The senses by speaker, in the order of Speaker."""
        return [self.senses.get(speaker, ()) for speaker in Speaker.values]


@dataclass(frozen=True, slots=True)
class TermPage:
    term: Term
    senses: Sequence[Sense]
    types: Sequence[AgreementType]
    others: Sequence[Term]


def _in_letters(term: Term) -> str:
    return term.term_en.casefold().strip("“")


def _in_kana(term: Term) -> tuple[str, str]:
    return kana_order(term.reading or term.term_ja), term.term_ja


def concordance() -> list[TermRow]:
    """Return all words in the order of the reader's language, each with its senses by speaker."""
    terms = Term.objects.prefetch_related(Prefetch("senses", Sense.objects.select_related("partner")))
    rows = []
    for term in sorted(terms, key=_in_kana if get_language() == "ja" else _in_letters):
        by_speaker: dict[str, list[Sense]] = {}
        for sense in term.senses.all():
            by_speaker.setdefault(sense.speaker, []).append(sense)
        rows.append(TermRow(term, by_speaker))
    return rows


def term_named(slug: str) -> Term:
    """Return a term by its slug, or raise Http404."""
    return get_object_or_404(Term, slug=slug)


def term_page(term: Term) -> TermPage:
    """Return all that the page of one word shows."""
    citations = Prefetch("citations", SenseCitation.objects.select_related("source"))
    types = list(term.types.all())
    return TermPage(
        term=term,
        senses=list(term.senses.select_related("partner").prefetch_related(citations)),
        types=types,
        # A word that touches every type has no neighbours of its own.
        others=list(Term.objects.filter(types__in=types).exclude(pk=term.pk).distinct()[:8]) if len(types) < 6 else [],
    )
