"""The decoder of the register as it stands, and the records behind what it answers."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock

from django.db.models import Count, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from agreements.decoder import (
    Cue,
    DealFacts,
    DealSource,
    Decoder,
    Decoding,
    KnownDeal,
    PartnerNames,
    PhraseError,
    Sample,
    TypeFacts,
    Wanted,
    Weights,
    compile_phrase,
    learn,
)
from agreements.decoder.examples import digest, examples
from agreements.decoder.partners import PartyFinder
from agreements.models import AgreementType, Citation, Deal, DealQuerySet, Event, EventKind, Partner, State, Status
from agreements.models import Cue as CueRecord
from agreements.register.partial_date import PartialDate

from .edition import edition
from .key import states_of_types
from .site import types_of_edition

logger = logging.getLogger(__name__)

# The one treaty under which Japan's partner must fight for it.
DEFENSE_TREATY = "us-security-treaty-1960"
_ENDED = (Status.COMPLETED, Status.SUPERSEDED, Status.TERMINATED, Status.CANCELLED)
_STRENGTH = {status.value: place for place, status in enumerate(Status)}
_STRONGEST, _STANDING = (Status.IN_FORCE,), (Status.IN_FORCE, Status.SUSPENDED, Status.SIGNED)
# So many deals are kept in memory. In a larger register the names of the newest still speak for their types, and for
# each text the database is asked what deals it may be about: of those that fit, the newest are compared with it.
MOST_KEPT = 1_000
_MOST_COMPARED, _MOST_OF_TYPE = 120, 60
# A text with more dates than these is no report of one deal, and its earliest are asked for; so of items.
_MOST_DATES, _MOST_ITEMS = 60, 20
_TEXTS_OF_TYPE = ("lede", "why", "text", "ability", "clause")
_LISTS_OF_TYPE = ("plain", "does")
_NAMES_OF_DEAL = ("title", "short_name", "items")
_TEXTS_OF_DEAL = ("summary", "in_practice", "title")
_LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True)
class _Built:
    version: str
    decoder: Decoder


class _Kept:
    """The decoder of this process. Building one takes about a second, and it serves until a fact or a cue changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._built: _Built | None = None

    def forget(self) -> None:
        self._built = None

    def decoder(self) -> Decoder:
        # Read before the register is, so that what an editor publishes meanwhile is seen by the next text.
        version = edition().key
        with self._lock:
            if self._built is None or self._built.version != version:
                self._built = _Built(version, _decoder())
            return self._built.decoder


_kept = _Kept()
decoder_of_register = _kept.decoder
forget_decoder = _kept.forget


def _cues() -> Iterator[Cue]:
    rows = CueRecord.objects.order_by().values_list(
        "language", "phrase", "weight", "type__slug", "state__character__slug", "state__slug", "reason_en", "reason_ja"
    )
    for language, phrase, weight, kind, character, state, reason_en, reason_ja in rows:
        try:
            compile_phrase(phrase, language)
        except PhraseError as error:
            # The admin refuses such a phrase. One that came past it must not silence all others.
            logger.warning("The cue “%s” cannot be read and is left out: %s", phrase, error)
        else:
            of_state = (character, state) if state else None
            yield Cue(language, phrase, weight, kind, of_state, reason_en, reason_ja)


def _partners() -> Iterator[PartnerNames]:
    for one in Partner.objects.shown().order_by():
        yield PartnerNames(
            one.slug,
            one.code,
            (one.name_en, one.official_name_en, *one.aliases_en, *one.adjectives_en),
            (one.name_ja, one.official_name_ja, *one.aliases_ja),
        )


def _dates(deals: Iterable[int]) -> dict[int, list[PartialDate]]:
    found: dict[int, list[PartialDate]] = {}
    for deal, day in Event.objects.filter(deal__in=deals).order_by().values_list("deal", "date"):
        if day is not None:
            found.setdefault(deal, []).append(day)
    return found


def _source_counts(deals: Iterable[int]) -> dict[int, int]:
    rows = Citation.objects.filter(deal__in=deals).order_by().values("deal")
    return dict(rows.annotate(number=Count("source", distinct=True)).values_list("deal", "number"))


def _facts_of(deals: DealQuerySet) -> Iterator[DealFacts]:
    """Read the facts in five queries, without the long texts of a deal."""
    found = list(
        deals.select_related("type")
        .prefetch_related(
            Prefetch("partners", Partner.objects.order_by().only("slug")),
            Prefetch("also_types", AgreementType.objects.order_by().only("slug")),
        )
        .only("slug", "type__slug", "status", *(f"{name}_{code}" for name in _NAMES_OF_DEAL for code in _LANGUAGES))
    )
    keys = [deal.pk for deal in found]
    dates, sources = _dates(keys), _source_counts(keys)
    for deal in found:
        yield DealFacts(
            deal.slug,
            deal.type.slug,
            frozenset(partner.slug for partner in deal.partners.all()),
            frozenset(kind.slug for kind in deal.also_types.all()),
            tuple(title for title in (deal.title_en, deal.title_ja) if title),
            (deal.short_name_en, deal.short_name_ja),
            tuple(dates.get(deal.pk, ())),
            (*deal.items_en, *deal.items_ja),
            deal.status not in _ENDED,
            _STRENGTH.get(deal.status, len(_STRENGTH)),
            sources.get(deal.pk, 0),
        )


class DealsOfDatabase:
    """The deals of a register that is too large to be kept, asked for text by text."""

    def about(self, wanted: Wanted) -> list[KnownDeal]:
        """Return the newest that fit in type, partner and date, the newest of these with an item, and those whose names
        stand in the text.
        """
        deals = Deal.objects.published().of_type(*sorted(wanted.types))
        ids = set(_newest(deals.filter(slug__in=sorted(wanted.titled)[:_MOST_COMPARED]), _MOST_COMPARED))
        if wanted.partners:
            fitting = deals.with_partner(*sorted(wanted.partners))
            if wanted.days:
                fitting = fitting.filter(pk__in=_events_on(wanted).values("deal"))
            ids.update(_newest(fitting, _MOST_COMPARED))
            if wanted.items:
                items = sorted(wanted.items)[:_MOST_ITEMS]
                have_one = Q(*(Q(items_as_text__icontains=item) for item in items), _connector=Q.OR)
                fitting = fitting.alias(items_as_text=Cast("items_en", TextField()))
                ids.update(_newest(fitting.filter(have_one), _MOST_COMPARED))
        return _known(ids)

    def of_type(self, type_slug: str, partners: frozenset[str]) -> list[KnownDeal]:
        """Return the newest in force, with the partners and with any, and where there are few also what is weaker."""
        deals = Deal.objects.published().filter(type__slug=type_slug)
        ids = _strongest(deals)
        if partners:
            ids |= _strongest(deals.with_partner(*sorted(partners), one_by_one=True))
        return _known(ids)


def _strongest(deals: DealQuerySet) -> set[int]:
    """Return the newest in force; where these are few also what is signed, and then all others."""
    ids: set[int] = set()
    for wanted in (deals.filter(status__in=_STRONGEST), deals.filter(status__in=_STANDING), deals):
        ids.update(_newest(wanted, _MOST_OF_TYPE))
        if len(ids) >= _MOST_OF_TYPE:
            break
    return ids


def _newest(deals: DealQuerySet, most: int) -> list[int]:
    return list(deals.newest_first().values_list("pk", flat=True)[:most])


def _events_on(wanted: Wanted) -> QuerySet[Event]:
    """Return the events whose date lies within one of a text's, or is a month or a year in which one of them lies."""
    days = sorted(wanted.days)[:_MOST_DATES]
    within = Q(*(Q(date__gte=day, date__lt=f"{day}~") for day in days), _connector=Q.OR)
    return Event.objects.order_by().filter(within | Q(date__in=sorted(wanted.days_and_wider)))


def _known(ids: Iterable[int]) -> list[KnownDeal]:
    return [KnownDeal.of(facts) for facts in _facts_of(Deal.objects.filter(pk__in=list(ids)).order_by("slug"))]


def _samples(deals: Iterable[Deal], types: Iterable[AgreementType]) -> Iterator[Sample]:
    """Yield what the register itself writes of deals and types, in both languages."""
    for deal in deals:
        for language in _LANGUAGES:
            yield Sample(deal.type.slug, " ".join(getattr(deal, f"{name}_{language}") for name in _TEXTS_OF_DEAL))
    for kind in types:
        for language in _LANGUAGES:
            texts = [line for name in _LISTS_OF_TYPE for line in getattr(kind, f"{name}_{language}")]
            texts += [getattr(kind, f"{name}_{language}") for name in _TEXTS_OF_TYPE]
            texts.append(" ".join(getattr(kind, f"aliases_{language}")))
            yield from (Sample(kind.slug, text) for text in texts if text)


def weights_of_register() -> Weights:
    """Learn anew, in some ten seconds, from the examples and from what the register writes today."""
    deals = Deal.objects.published().select_related("type").order_by("slug")
    samples = _samples(deals, AgreementType.objects.all())
    return learn(examples(), samples, PartyFinder(_partners()).names, digest())


@cache
def _kept_weights() -> Weights:
    return Weights.kept()


def _decoder() -> Decoder:
    """Build the decoder in ten queries, and in one more of a large register."""
    types = list(AgreementType.objects.all())
    states = states_of_types()
    deals = Deal.objects.published()
    is_large = deals.count() > MOST_KEPT
    source: DealSource | None = DealsOfDatabase() if is_large else None
    return Decoder(
        _cues(),
        [TypeFacts(kind.slug, kind.position, states.get(kind.pk, {})) for kind in types],
        _partners(),
        _facts_of(deals.filter(pk__in=_newest(deals, MOST_KEPT)) if is_large else deals),
        _kept_weights(),
        source,
    )


def warm_decoder() -> None:
    """Build the decoder and compile its patterns, so that no reader waits for either."""
    decoder_of_register().warm()


@dataclass(frozen=True, slots=True)
class Records:
    """The records behind the slugs of an answer: types and deals by slug, partners by code, states by character.

    `of_kind`: how many deals of the best type there are, where the nearest are shown.
    """

    types: Mapping[str, AgreementType]
    deals: Mapping[str, Deal]
    partners: Mapping[str, Partner]
    states: Mapping[tuple[str, str], State]
    of_kind: int


def records_of(decoding: Decoding) -> Records:
    """Return the records behind an answer in five queries at most. A deal has its signatures in `signatures`."""
    slugs = {reading.deal.slug for reading in decoding.deals} | {deal.slug for deal in decoding.nearest}
    signatures = Prefetch("events", Event.objects.filter(kind=EventKind.SIGNED).order_by("date"), to_attr="signatures")
    deals = (
        Deal.objects.published()
        .filter(slug__in={*slugs, DEFENSE_TREATY})
        .select_related("type")
        .prefetch_related(signatures)
    )
    characters = {suggestion.character for suggestion in decoding.suggestions}
    codes = {party.code for party in decoding.parties}
    states = State.objects.filter(character__slug__in=characters).select_related("character")
    return Records(
        {kind.slug: kind for kind in types_of_edition()},
        {deal.slug: deal for deal in deals},
        {one.code: one for one in Partner.objects.shown().filter(code__in=codes)},
        {(state.character.slug, state.slug): state for state in states},
        Deal.objects.published().of_type(decoding.types[0].type).count() if decoding.nearest else 0,
    )
