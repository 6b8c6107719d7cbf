"""The names of the register's types, partners and terms, for whatever reads a reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from agreements.decoder.countries import OTHERS
from agreements.models import AgreementType, DealQuerySet, EntryKind, Partner, SearchEntry, Term
from agreements.search.expression import every
from agreements.search.lexicon import Kind, Lexicon, Named, lexicon_of
from agreements.search.understanding import understand
from agreements.search.words import NAMES_OF_TYPES

from .edition import kept_for_edition
from .site import types_of_edition

# The long texts of a partner’s page are not read.
_PARTNER = ("account_en", "account_ja")
_ABSENT = tuple((country.code, (*country.names_en, *country.names_ja)) for country in OTHERS)
ABSENT_NAMES = {country.code: (country.names_en[0], country.names_ja[0]) for country in OTHERS if country.names_ja}


@dataclass(frozen=True, slots=True)
class Names:
    """The lexicon with the records behind its slugs, each with the fields that results show."""

    lexicon: Lexicon
    types: Mapping[str, AgreementType]
    partners: Mapping[str, Partner]
    terms: Mapping[str, Term]


def _type(kind: AgreementType) -> Named:
    short = tuple(filter(None, (kind.short_name_en, kind.abbreviation, kind.short_name_ja)))
    aliases = (*kind.aliases_en, *kind.aliases_ja, *NAMES_OF_TYPES.get(kind.slug, ()))
    return Named(Kind.TYPE, kind.slug, (*short, kind.name_en, kind.name_ja), aliases)


def _partner(partner: Partner) -> Named:
    names = (partner.name_en, partner.name_ja, partner.heading_en, partner.heading_ja, partner.in_sentence_en)
    official = (
        partner.official_name_en,
        partner.official_name_ja,
        partner.alpha3 if partner.alpha3 not in _WORDS else "",
    )
    aliases = (*official, *partner.aliases_en, *partner.aliases_ja, *partner.adjectives_en)
    return Named(Kind.PARTNER, partner.slug, names, tuple(filter(None, aliases)), partner.code)


# Codes that are English words.
_WORDS = {"CAN", "ARE", "AND", "USA"}


@kept_for_edition
def names_of_register() -> Names:
    """Return the names, by two queries; of the records, which are read only, see `types_of_edition`."""
    types = types_of_edition()
    partners = list(Partner.objects.shown().defer(*_PARTNER))
    terms = list(Term.objects.all())
    named = (
        *map(_type, types),
        *map(_partner, partners),
        *(Named(Kind.TERM, term.slug, (term.term_en, term.term_ja), (term.reading,)) for term in terms),
    )
    return Names(
        lexicon_of(named, _ABSENT),
        {kind.slug: kind for kind in types},
        {partner.slug: partner for partner in partners},
        {term.slug: term for term in terms},
    )


def deals_with_words(deals: DealQuerySet, text: str) -> DealQuerySet:
    """Keep the deals in which all words occur, under whatever name they know a partner, a type or a status."""
    question = understand(text, names_of_register().lexicon, timezone.localdate().year)
    if not (question.units or question.day):
        # Of a time alone there is nothing to look for but the time, which other filters say.
        return deals.none() if question.is_empty else deals
    return deals.filter(pk__in=SearchEntry.objects.records(EntryKind.DEAL, every(question.parts())))
