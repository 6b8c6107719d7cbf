"""Records of deals as the API and the downloads give them: plain values, both languages, nothing of editors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import override

from agreements.forms import DealFilters
from agreements.models import (
    Amount,
    Citation,
    Deal,
    DealPhrase,
    DietApproval,
    Event,
    Publication,
    Relation,
    RelationKind,
    Source,
    SourceStanding,
    StatusPeriod,
)
from agreements.register.partial_date import PartialDate
from agreements.register.status import ENDED, in_order
from agreements.register.status import EventKind as Kind

from .deals import deals_matching

Record = dict[str, Any]
# How many deals of a long list are in memory at a time.
BATCH = 100
_INVERSE = {
    RelationKind.SUPERSEDES: "superseded-by",
    RelationKind.AMENDS: "amended-by",
    RelationKind.IMPLEMENTS: "implemented-by",
    RelationKind.BUILDS_ON: "followed-by",
}
_DATES = {
    "negotiations_opened": (Kind.NEGOTIATIONS_OPENED,),
    "agreed_in_principle": (Kind.AGREED_IN_PRINCIPLE,),
    "signed": (Kind.SIGNED,),
    "diet_approved": (Kind.DIET_APPROVED,),
    "in_force": (Kind.IN_FORCE,),
    "ended": tuple(Kind(status.value) for status in sorted(ENDED)),
}


def deal_keys(filters: DealFilters) -> QuerySet[Deal, int]:
    """Return the ids of the deals that pass the filters, in the order asked for."""
    return deals_matching(filters).values_list("pk", flat=True)


def deal_records(
    keys: Iterable[int], as_of: PartialDate | None = None, origin: str = "", batch: int = BATCH
) -> Iterator[Record]:
    """Yield the records of deals in the order of their ids, a batch in memory at a time.

    A deal that has gone since its id was read is left out.
    """
    remaining = iter(keys)
    while some := list(islice(remaining, batch)):
        yield from _records(some, as_of, origin)


def deal_record(slug: str, as_of: PartialDate | None = None, origin: str = "") -> Record | None:
    """Return the record of a published deal, or raise Http404; None where nothing was known of it then."""
    deal = get_object_or_404(Deal.objects.published().only("pk"), slug=slug)
    return next(deal_records([deal.pk], as_of, origin), None)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation: the source, the id of the event that it supports (None: the whole deal), and how far it was read."""

    source: Source
    event: int | None
    standing: str


@dataclass(slots=True)
class _Parts:
    """What belongs to some deals, by the id of the deal. `later`: the kinds of the events after the day asked for."""

    partners: dict[int, list[str]]
    also_types: dict[int, list[str]]
    events: dict[int, list[Event]]
    later: dict[int, list[str]]
    citations: dict[int, list[_Cited]]
    amounts: dict[int, list[Record]]
    phrases: dict[int, list[Record]]
    relations: dict[int, list[Record]]


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Any]]:
    """Return what follows the id of a deal in each row, by that id."""
    found: dict[int, list[Any]] = defaultdict(list)
    for deal, *rest in rows:
        found[deal].append(rest[0] if len(rest) == 1 else tuple(rest))
    return found


def _had_come(when: PartialDate | None, as_of: PartialDate | None) -> bool:
    """Tell whether something of that date was there at the end of the day; what has no date was."""
    return as_of is None or when is None or when <= as_of.at_its_end


def _parts(keys: Sequence[int], as_of: PartialDate | None) -> _Parts:
    """Read the parts in as many queries for one deal as for many, and of related rows no more than a record holds."""
    known = list(Event.objects.filter(deal__in=keys))
    events = [event for event in known if _had_come(event.date, as_of)]
    shown = {event.pk for event in events}
    rows = Citation.objects.filter(deal__in=keys).order_by("source__url", "pk")
    cited = [
        row
        for row in rows.values_list("deal", "source", "event", "standing")
        # What supports an event goes with it.
        if row[2] is None or row[2] in shown
    ]
    sources = Source.objects.in_bulk({source for _, source, _, _ in cited})
    partners = Deal.partners.through.objects.filter(deal__in=keys).order_by("partner__code")
    also_types = Deal.also_types.through.objects.filter(deal__in=keys).order_by("agreementtype__position")
    return _Parts(
        partners=_grouped(partners.values_list("deal", "partner__code")),
        also_types=_grouped(also_types.values_list("deal", "agreementtype__slug")),
        events=_grouped((event.deal_id, event) for event in events),
        later=_grouped((event.deal_id, event.kind) for event in known if event.pk not in shown),
        citations=_grouped((deal, _Cited(sources[source], event, standing)) for deal, source, event, standing in cited),
        amounts=_grouped((row.deal_id, _amount(row)) for row in Amount.objects.filter(deal__in=keys)),
        phrases=_grouped(_phrases(keys, as_of)),
        relations=_grouped(_relations(keys, as_of)),
    )


def _phrases(keys: Sequence[int], as_of: PartialDate | None) -> Iterator[tuple[int, Record]]:
    rows = DealPhrase.objects.filter(deal__in=keys).order_by("source__url")
    for deal, quote, language, gloss, source, date in rows.values_list(
        "deal", "quote", "language", "gloss", "source__url", "source__date"
    ):
        if _had_come(date, as_of):
            yield deal, {"quote": quote, "language": language, "gloss": gloss, "source": source}


def _stood_between(as_of: PartialDate) -> Q:
    """Keep the relations that stood at the end of a day: both deals were known, and what is superseded had ended."""
    until = str(as_of.at_its_end)
    known = StatusPeriod.objects.filter(start__lte=until)
    of_known = Exists(known.filter(deal=OuterRef("deal"))) & Exists(known.filter(deal=OuterRef("other")))
    return Q(of_known) & ~Q(kind=RelationKind.SUPERSEDES, other__ends__isnull=False, other__ends__gt=until)


def _relations(keys: Sequence[int], as_of: PartialDate | None) -> Iterator[tuple[int, Record]]:
    """Yield the relations of deals, first those that they have, then those that others have to them."""
    both_published = Q(deal__publication=Publication.PUBLISHED, other__publication=Publication.PUBLISHED)
    stood = Q() if as_of is None else _stood_between(as_of)
    rows = list(
        Relation.objects.filter(Q(deal__in=keys) | Q(other__in=keys), both_published, stood)
        .order_by("kind", "deal__slug", "other__slug")
        .values_list("deal", "kind", "other", "deal__slug", "other__slug")
    )
    for deal, kind, _, _, other_slug in rows:
        yield deal, {"kind": kind, "slug": other_slug}
    for _, kind, other, deal_slug, _ in rows:
        yield other, {"kind": _INVERSE[RelationKind(kind)], "slug": deal_slug}


def _records(keys: Sequence[int], as_of: PartialDate | None, origin: str) -> list[Record]:
    rows = Deal.objects.published().as_of(as_of).filter(pk__in=keys)
    # Of the type, whose texts are long, only what a record holds.
    deals = {deal.pk: deal for deal in rows.annotate(type_slug=F("type__slug"), type_family=F("type__family"))}
    parts = _parts(list(deals), as_of)
    # The address of the English page: a record is one and the same in both languages.
    with override("en"):
        return [_record(deals[key], parts, as_of, origin) for key in keys if key in deals]


def _text(when: PartialDate | None) -> str | None:
    return str(when) if when else None


def _diet_approval(deal: Any, events: Sequence[Event], later: Sequence[str]) -> str:
    """Return whether the Diet had approved by the day.

    What it approved on a date that is not known, it had approved when that took effect; of a day before, nobody knows.
    """
    if deal.diet_approval != DietApproval.APPROVED or not later:
        return str(deal.diet_approval)
    if Kind.DIET_APPROVED in later:
        return DietApproval.PENDING.value
    had = any(event.kind in (Kind.DIET_APPROVED, Kind.IN_FORCE) for event in events)
    return DietApproval.APPROVED.value if had else DietApproval.UNKNOWN.value


def _texts(deal: Any, *, is_of_today: bool) -> Record:
    """Return what tells of the deal as it is today; empty for a day after which something has happened to it."""
    texts: Record = {}
    for name in ("summary", "in_practice", "doubt"):
        english, japanese = getattr(deal, f"{name}_en"), getattr(deal, f"{name}_ja")
        texts |= _in_both(name, english, japanese) if is_of_today else _in_both(name, "", "")
    return texts


def _in_order(events: Iterable[Event]) -> list[Event]:
    of_event = {event.as_dated_event(): event for event in events}
    return [of_event[dated] for dated in in_order(of_event)]


def _record(deal: Any, parts: _Parts, as_of: PartialDate | None, origin: str) -> Record:
    events = _in_order(parts.events[deal.pk])
    later = parts.later[deal.pk]
    citations = parts.citations[deal.pk]
    amounts = parts.amounts[deal.pk]
    signed = next((event for event in events if event.kind == Kind.SIGNED), None)
    return {
        "slug": deal.slug,
        "url": origin + reverse("agreements:deal_detail", args=[deal.slug]),
        "type": deal.type_slug,
        "also_types": parts.also_types[deal.pk],
        "family": deal.type_family,
        "partners": parts.partners[deal.pk],
        "short_name": deal.short_name_en,
        "short_name_en": deal.short_name_en,
        "short_name_ja": deal.short_name_ja,
        "title_en": deal.title_en or None,
        "title_ja": deal.title_ja or None,
        "title_en_confirmed": deal.title_en_confirmed if deal.title_en else None,
        "title_ja_confirmed": deal.title_ja_confirmed if deal.title_ja else None,
        "status": deal.status_then or None,
        "status_since": _text(deal.since_then),
        "status_since_standing": deal.since_standing_then or None,
        "status_as_of": _text(deal.evidence_date) if _had_come(deal.evidence_date, as_of) else None,
        "dates": {
            key: value
            for name, kinds in _DATES.items()
            for key, value in _date_of_step(name, [event for event in events if event.kind in kinds])
        },
        **_in_both("place_signed", signed.place_en if signed else "", signed.place_ja if signed else ""),
        **(
            _in_both("signatories", "", "")
            if signed is None and Kind.SIGNED in later
            else _in_both("signatories", deal.signatories_en, deal.signatories_ja)
        ),
        "instrument": deal.instrument,
        "binding": deal.binding,
        "diet_approval": _diet_approval(deal, events, later),
        "value": _value(amounts),
        "amounts": amounts,
        "items": deal.items_en,
        "items_en": deal.items_en,
        "items_ja": deal.items_ja,
        **_texts(deal, is_of_today=not later),
        **_in_both("ability", deal.ability_en, deal.ability_ja),
        "relations": parts.relations[deal.pk],
        "events": _events(events, citations),
        "sources": _sources(events, citations),
        "phrases": parts.phrases[deal.pk],
        "as_of": _text(as_of),
    }


def _date_of_step(name: str, events: Sequence[Event]) -> Iterator[tuple[str, str | None]]:
    """Yield the date of the first of the events, and under a name of its own how far it can be relied on."""
    first = events[0] if events else None
    yield name, str(first.date) if first else None
    yield f"{name}_standing", first.date_standing if first else None


def _in_both(name: str, english: str, japanese: str) -> Record:
    """Return a text under its plain name, which is in English, and beside it in both languages."""
    return {name: english or None, f"{name}_en": english or None, f"{name}_ja": japanese or None}


def _amount(amount: Any) -> Record:
    return {
        "kind": amount.kind,
        "amount": int(amount.amount),
        "currency": amount.currency,
        "note_en": amount.note_en or None,
        "note_ja": amount.note_ja or None,
    }


def _value(amounts: Sequence[Record]) -> Record | None:
    if not amounts:
        return None
    first = amounts[0]
    note = first["kind"] if first["note_en"] is None else f"{first['kind']}; {first['note_en']}"
    return {"amount": first["amount"], "currency": first["currency"], "note": note}


def _events(events: Sequence[Event], citations: Sequence[_Cited]) -> list[Record]:
    return [
        {
            "kind": event.kind,
            "date": str(event.date),
            "date_standing": event.date_standing,
            "place_en": event.place_en or None,
            "place_ja": event.place_ja or None,
            "note_en": event.note_en or None,
            "note_ja": event.note_ja or None,
            "sources": [citation.source.url for citation in citations if citation.event == event.pk],
        }
        for event in events
    ]


def source_record(source: Source) -> Record:
    return {
        "url": source.url,
        "title": source.title,
        "title_is_description": source.title_is_description,
        "language": source.language,
        "publisher": source.publisher,
        "publisher_ja": source.publisher_ja or None,
        "date": _text(source.date),
        "kind": source.kind,
        "archived_url": source.archived_url or None,
    }


def _sources(events: Sequence[Event], citations: Sequence[_Cited]) -> list[Record]:
    """Return each source once, with all that it supports; it is read if it has been read for any of that."""
    by_source: dict[str, list[_Cited]] = {}
    for citation in citations:
        by_source.setdefault(citation.source.url, []).append(citation)
    return [
        {
            **source_record(cited[0].source),
            "checked": SourceStanding.SEEN.value
            if any(citation.standing == SourceStanding.SEEN for citation in cited)
            else cited[0].standing,
            # The whole deal first, then its events in order.
            "supports": [
                {"event": None, "date": None, "checked": citation.standing}
                for citation in cited
                if citation.event is None
            ]
            + [
                {"event": event.kind, "date": str(event.date), "checked": citation.standing}
                for event in events
                for citation in cited
                if citation.event == event.pk
            ],
        }
        for cited in by_source.values()
    ]
