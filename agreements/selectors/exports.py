"""Sources, kinds, partners, words and the grid as the API and the downloads give them: plain values, both languages."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import override

from agreements.forms import DealFilters
from agreements.models import (
    AgreementType,
    Citation,
    Confusion,
    Deal,
    Partner,
    Publication,
    Sense,
    Source,
    Term,
    TypeState,
)
from agreements.register.partial_date import PartialDate

from .deal_records import Record, source_record
from .deals import deals_matching
from .grid import Cell, Grid
from .partners import Ability
from .types import counts_by_type

_LANGUAGES = ("en", "ja")
# Sources in memory at a time.
_BATCH = 1_000


def _text(when: PartialDate | None) -> str | None:
    return str(when) if when else None


def _address(record: AgreementType | Partner | Term, origin: str) -> str:
    # The English page: a record is one and the same in both languages.
    with override("en"):
        return origin + record.get_absolute_url()


def cited_sources(filters: DealFilters | None) -> Iterator[Record]:
    """Yield the sources cited for any of the deals, by address, each batch by a query of its own: a single query would
    last as long as whoever writes or fetches the file, and be stopped for it. None: for any published deal.

    As of a day, those of an event that came later are left out.
    """
    deals = Deal.objects.published() if filters is None else deals_matching(filters).order_by()
    citations = Citation.objects.filter(source=OuterRef("pk"), deal__in=deals.values("pk"))
    if filters is not None and filters.as_of is not None:
        citations = citations.filter(Q(event=None) | Q(event__date__lte=str(filters.as_of.at_its_end)))
    cited = Source.objects.filter(Exists(citations)).order_by("url").values_list("pk", flat=True)
    # In a large register three ids for a deal: as numbers a tenth of what a list of them takes.
    keys = array("q", cited.iterator(chunk_size=_BATCH))
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        found = Source.objects.in_bulk(some)
        yield from (source_record(found[key]) for key in some if key in found)


def type_records(origin: str = "", slugs: Sequence[str] | None = None) -> list[Record]:
    """Return the kinds of agreement in their order, each with its states and what it is confused with."""
    kinds = AgreementType.objects.prefetch_related(
        Prefetch("confusions", Confusion.objects.select_related("other")),
        "phrases",
        Prefetch("type_states", TypeState.objects.select_related("state__character")),
    )
    if slugs is not None:
        kinds = kinds.filter(slug__in=slugs)
    counts = counts_by_type()
    return [_type_record(kind, counts.get(kind.pk, Counter()).total(), origin) for kind in kinds]


_TYPE_TEXTS = ("official_name_note", "lede", "ability", "ability_short", "why", "route", "text", "clause", "article")
_TYPE_LISTS = ("aliases", "plain", "does", "does_not", "elsewhere")


def _type_record(kind: Any, deals: int, origin: str) -> Record:
    characters: dict[str, list[str]] = {}
    for cell in kind.type_states.all():
        characters.setdefault(cell.state.character.slug, []).append(cell.state.slug)
    return {
        "slug": kind.slug,
        "url": _address(kind, origin),
        "name_en": kind.name_en,
        "name_ja": kind.name_ja,
        "short_name_en": kind.short_name_en,
        "short_name_ja": kind.short_name_ja,
        "abbreviation": kind.abbreviation or None,
        "family": kind.family,
        "in_article": kind.in_article,
        "closed_list": kind.is_closed_list,
        "deals": deals,
        "characters": characters,
        **_pairs(kind, _TYPE_LISTS),
        **{name: value or None for name, value in _pairs(kind, _TYPE_TEXTS).items()},
        "confused_with": [
            {
                "slug": confusion.other.slug,
                "difference": confusion.difference_en,
                "difference_en": confusion.difference_en,
                "difference_ja": confusion.difference_ja,
            }
            for confusion in kind.confusions.all()
        ],
        "phrases": [
            {"quote": phrase.quote, "language": phrase.language, "by_en": phrase.by_en, "by_ja": phrase.by_ja}
            for phrase in kind.phrases.all()
        ],
    }


def _pairs(record: Any, names: Iterable[str]) -> Record:
    return {f"{name}_{code}": getattr(record, f"{name}_{code}") for name in names for code in _LANGUAGES}


def partner_records(origin: str = "", slugs: Sequence[str] | None = None) -> list[Record]:
    """Return the partners that have published deals, by their English names."""
    partners: QuerySet[Any] = Partner.objects.shown()
    if slugs is not None:
        partners = partners.filter(slug__in=slugs)
    published = Q(deals__publication=Publication.PUBLISHED)
    return [
        {
            "code": partner.code,
            "slug": partner.slug,
            "url": _address(partner, origin),
            "kind": partner.kind,
            "alpha3": partner.alpha3 or None,
            "region": partner.region,
            **_pairs(partner, ("name", "heading", "official_name", "aliases")),
            "adjectives_en": partner.adjectives_en,
            "account_en": partner.account_en or None,
            "account_ja": partner.account_ja or None,
            "deals": partner.deal_count,
        }
        for partner in partners.annotate(deal_count=Count("deals", filter=published)).order_by("name_en", "pk")
    ]


def term_records(origin: str = "") -> list[Record]:
    """Return the words of the concordance, by their English forms."""
    return [
        {
            "slug": term.slug,
            "url": _address(term, origin),
            "reading": term.reading or None,
            **_pairs(term, ("term", "beware")),
            "types": [kind.slug for kind in term.types.all()],
        }
        for term in Term.objects.prefetch_related("types").order_by("term_en", "pk")
    ]


def sense_records() -> list[Record]:
    """Return what each word of the concordance means to whom, in the order of `term_records`."""
    senses = Sense.objects.select_related("term", "partner").prefetch_related("citations__source")
    return [
        {
            "term": sense.term.slug,
            "position": place,
            "speaker": sense.speaker,
            "partner": sense.partner.code if sense.partner else None,
            "language": sense.language,
            "date": _text(sense.date),
            **_pairs(sense, ("definition",)),
            **{name: text or None for name, text in _pairs(sense, ("differs",)).items()},
            "sources": sorted(citation.source.url for citation in sense.citations.all()),
        }
        for _term, of_term in groupby(senses.order_by("term__term_en", "term", "position"), lambda one: one.term_id)
        for place, sense in enumerate(of_term, 1)
    ]


def ability_record(ability: Ability) -> Record:
    """Return whether a thing can be done with a partner, and the deal that makes it so."""
    deal: Any = ability.deal
    return {
        "type": ability.type.slug,
        "answer": ability.answer.value,
        "status": deal.status_then if deal else None,
        "since": _text(deal.since_then) if deal else None,
        "deal": deal.slug if deal else None,
        "deals": ability.count,
        "ability_en": (deal and deal.ability_en) or ability.type.ability_en,
        "ability_ja": (deal and deal.ability_ja) or ability.type.ability_ja,
        **_looked(ability.survey),
    }


def _looked(survey: Any) -> Record:
    return {
        "looked_until": _text(survey.until) if survey else None,
        "looked_in_en": survey.where_en if survey else None,
        "looked_in_ja": survey.where_ja if survey else None,
    }


def grid_record(grid: Grid, as_of: PartialDate | None) -> Record:
    """Return the grid: in each cell the strongest status, or why it is empty."""
    return {
        "as_of": _text(as_of),
        "types": [kind.slug for kind in grid.types],
        "rows": [
            {
                "partner": row.partner.code,
                "slug": row.partner.slug,
                "name_en": row.partner.name_en,
                "name_ja": row.partner.name_ja,
                "region": row.partner.region,
                "cells": [_cell_record(cell) for cell in row.cells],
            }
            for row in grid.rows
        ],
    }


def _cell_record(cell: Any) -> Record:
    if isinstance(cell, Cell):
        return {
            "type": cell.type.slug,
            "status": cell.status.value,
            "standing": cell.standing,
            "deal": cell.deal,
            "why_empty": None,
            **_looked(None),
        }
    return {
        "type": cell.type.slug,
        "status": None,
        "standing": 0,
        "deal": None,
        "why_empty": "filtered-out" if cell.has_others else "none-found" if cell.survey else "not-looked-for",
        **_looked(cell.survey),
    }
