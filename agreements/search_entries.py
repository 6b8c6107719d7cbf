"""What the search finds of a record: its names, marks and words, as an entry of the index."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model

from agreements.models import AgreementType, Deal, Partner, Source, Term
from agreements.models.search_entry import EntryKind, SearchEntry, place_of
from agreements.models.source import SourceKind
from agreements.register.partial_date import PartialDate
from agreements.register.status import Status
from agreements.search.folding import index_tokens, latin_words, name_units
from agreements.search.lexicon import Kind, mark_of, mark_of_day, mark_of_kind, mark_of_year
from agreements.search.words import NAMES_OF_DEALS, NAMES_OF_PUBLISHERS, NAMES_OF_TERMS, NAMES_OF_TYPES, READINGS

# Raised with every change of what the tokens are made of, and of which records have an entry, so that an index made
# before is made anew.
RULES = 5
_IN_BRACKETS = re.compile(r"\s*[（(]([^（）()]*)[）)]")
_SOURCES_FIRST = [SourceKind.OFFICIAL_TEXT, SourceKind.OFFICIAL_ANNOUNCEMENT, SourceKind.ANALYSIS, SourceKind.PRESS]
# The number of kinds of agreement up to which a word belongs to them rather than to all.
_FEW = 3


def _variants(*names: str) -> Iterator[str]:
    """Yield each name, also without what stands in brackets."""
    for name in filter(None, names):
        yield name
        yield _IN_BRACKETS.sub("", name)


def _parts(*names: str) -> Iterator[str]:
    """Yield the parts of names that give several words: 「大筋合意・実質合意」."""
    for name in names:
        if "・" in name:
            yield from _IN_BRACKETS.sub("", name).split("・")


def _with_readings(names: Iterable[str]) -> list[str]:
    names = list(names)
    return names + [READINGS[name] for name in names if name in READINGS]


def _lines(names: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(line for name in names if (line := " ".join(name_units(name)))))


def _text(tokens: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(tokens))


def _day(date: PartialDate | None) -> int:
    return (date.year * 100 + (date.month or 0)) * 100 + (date.day or 0) if date else 0


def _entry(
    kind: EntryKind, record: Model, titles: Iterable[str], aliases: Iterable[str], *, names: Iterable[str] = (),
    marks: Iterable[str] = (), words: Iterable[str] = (), strength: int = 0, date: PartialDate | None = None,
) -> SearchEntry:  # fmt: skip
    titles, aliases, names, marks = list(titles), list(aliases), list(names), list(marks)
    by_name = [*titles, *aliases, *names]
    tokens = [*marks, *index_tokens(by_name)]
    entry = SearchEntry(
        place=place_of(kind, strength=strength, day=_day(date), pk=record.pk),
        kind=kind,
        rules=RULES,
        titles=_lines(titles),
        aliases=_lines(aliases),
        names=_text(tokens),
        words=_text([*tokens, *index_tokens(words)]),
        **{f"{kind.value}_id": record.pk},
    )
    # The words that count as known. The title of a source may hold a typing error, the name of its publisher does not.
    entry.known = latin_words(by_name if kind is not EntryKind.SOURCE else aliases)
    return entry


def _type_entry(kind: AgreementType) -> SearchEntry:
    short = [kind.short_name_en, kind.short_name_ja, kind.abbreviation]
    return _entry(
        EntryKind.TYPE,
        kind,
        _with_readings([*_variants(kind.name_en, kind.name_ja), *short]),
        _with_readings([*kind.aliases_en, *kind.aliases_ja, *NAMES_OF_TYPES.get(kind.slug, ())]),
        names=[*kind.elsewhere_en, *kind.elsewhere_ja],
        marks=[mark_of(Kind.TYPE, kind.slug)],
        words=[
            *(kind.lede_en, kind.lede_ja, kind.ability_en, kind.ability_ja),
            *(*kind.does_en, *kind.does_ja, *kind.plain_en, *kind.plain_ja),
        ],
    )


def _partner_entry(partner: Partner) -> SearchEntry:
    return _entry(
        EntryKind.PARTNER,
        partner,
        _with_readings(
            [
                *_variants(partner.name_en, partner.name_ja, partner.heading_en, partner.heading_ja),
                partner.in_sentence_en,
            ]
        ),
        _with_readings(
            [
                *(partner.official_name_en, partner.official_name_ja, partner.code, partner.alpha3),
                *(*partner.aliases_en, *partner.aliases_ja, *partner.adjectives_en),
            ]
        ),
        marks=[mark_of(Kind.PARTNER, partner.slug), mark_of(Kind.REGION, partner.region)],
        words=[partner.account_en, partner.account_ja],
    )


def _term_entry(term: Term) -> SearchEntry:
    bracketed = [inner for name in (term.term_en, term.term_ja) for inner in _IN_BRACKETS.findall(name)]
    types = [kind.slug for kind in term.types.all()]
    return _entry(
        EntryKind.TERM,
        term,
        [*_variants(term.term_en, term.term_ja, term.reading), *bracketed, *_parts(term.term_ja, term.reading)],
        NAMES_OF_TERMS.get(term.slug, ()),
        marks=[mark_of(Kind.TERM, term.slug), *(mark_of(Kind.TYPE, slug) for slug in types if len(types) <= _FEW)],
        words=[
            term.beware_en,
            term.beware_ja,
            *(text for sense in term.senses.all() for text in (sense.definition_en, sense.definition_ja)),
        ],
    )


def _deal_entry(deal: Deal) -> SearchEntry:
    types = [deal.type, *deal.also_types.all()]
    partners = deal.partners.all()
    marks: dict[str, None] = {
        mark_of_kind(EntryKind.DEAL.value): None,
        **{mark_of(Kind.TYPE, kind.slug): None for kind in types},
        **{mark_of(Kind.PARTNER, partner.slug): None for partner in partners},
        **{mark_of(Kind.REGION, partner.region): None for partner in partners},
    }
    if deal.status:
        marks[mark_of(Kind.STATUS, deal.status)] = None
    if deal.dated:
        marks[mark_of_year(deal.dated.year)] = None
    for date in (deal.dated, deal.begins):
        if date and date.month:
            marks |= {mark_of_day(str(date)): None, mark_of_day(str(date)[:7]): None}
    years = {str(date.year) for date in (deal.dated, deal.begins, deal.status_since) if date}
    return _entry(
        EntryKind.DEAL,
        deal,
        _variants(deal.short_name_en, deal.short_name_ja),
        [deal.title_en, deal.title_ja, *NAMES_OF_DEALS.get(deal.slug, ())],
        names=[*deal.items_en, *deal.items_ja, deal.slug, *sorted(years)],
        marks=marks,
        words=[
            *(deal.summary_en, deal.summary_ja, deal.in_practice_en, deal.in_practice_ja),
            *(deal.signatories_en, deal.signatories_ja),
        ],
        strength=Status(deal.status).strength if deal.status else len(Status),
        date=deal.dated,
    )


def _source_entry(source: Source) -> SearchEntry:
    return _entry(
        EntryKind.SOURCE,
        source,
        [source.title],
        [
            *(source.publisher, source.publisher.removeprefix("The "), source.publisher_ja),
            *NAMES_OF_PUBLISHERS.get(source.publisher, ()),
        ],
        words=[urlsplit(source.url).hostname or ""],
        strength=_SOURCES_FIRST.index(SourceKind(source.kind))
        if source.kind in _SOURCES_FIRST
        else len(_SOURCES_FIRST),
        date=source.date,
    )


MAKERS: dict[type[Model], tuple[EntryKind, Any]] = {
    AgreementType: (EntryKind.TYPE, _type_entry),
    Partner: (EntryKind.PARTNER, _partner_entry),
    Term: (EntryKind.TERM, _term_entry),
    Deal: (EntryKind.DEAL, _deal_entry),
    Source: (EntryKind.SOURCE, _source_entry),
}
