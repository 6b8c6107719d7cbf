"""The decoder of the register as it stands, and the records behind what it answers."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock

from django.db.models import Prefetch

from agreements.decoder import (
    Cue,
    DealFacts,
    Decoder,
    Decoding,
    PartnerNames,
    PhraseError,
    Sample,
    TypeFacts,
    Weights,
    compile_phrase,
    learn,
)
from agreements.decoder.examples import digest, examples
from agreements.decoder.partners import PartyFinder
from agreements.models import AgreementType, Deal, Event, EventKind, Partner, State, Status
from agreements.models import Cue as CueRecord
from agreements.register.partial_date import PartialDate

from .edition import edition
from .key import states_of_types

logger = logging.getLogger(__name__)

# The one treaty under which Japan's partner must fight for it.
DEFENSE_TREATY = "us-security-treaty-1960"
_ENDED = (Status.COMPLETED, Status.SUPERSEDED, Status.TERMINATED, Status.CANCELLED)
_UNMADE = (Status.AGREED_IN_PRINCIPLE, Status.NEGOTIATING, Status.PROPOSED)
_TEXTS_OF_TYPE = ("lede", "why", "text", "ability", "clause")
_LISTS_OF_TYPE = ("plain", "does")
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
    for one in Partner.objects.order_by():
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


def _facts_of(deals: Sequence[Deal]) -> Iterator[DealFacts]:
    dates = _dates(deal.pk for deal in deals)
    for deal in deals:
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
            deal.status not in _UNMADE,
        )


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
    """Build the decoder in eight queries."""
    types = list(AgreementType.objects.all())
    states = states_of_types()
    deals = list(
        Deal.objects.published()
        .select_related("type")
        .prefetch_related(
            Prefetch("partners", Partner.objects.order_by().only("slug")),
            Prefetch("also_types", AgreementType.objects.order_by().only("slug")),
        )
    )
    return Decoder(
        _cues(),
        [TypeFacts(kind.slug, kind.position, states.get(kind.pk, {})) for kind in types],
        _partners(),
        _facts_of(deals),
        _kept_weights(),
    )


def warm_decoder() -> None:
    """Build the decoder and compile its patterns, so that no reader waits for either."""
    decoder_of_register().warm()


@dataclass(frozen=True, slots=True)
class Records:
    """The records behind the slugs of an answer: types and deals by slug, partners by code, states by character."""

    types: Mapping[str, AgreementType]
    deals: Mapping[str, Deal]
    partners: Mapping[str, Partner]
    states: Mapping[tuple[str, str], State]


def records_of(decoding: Decoding) -> Records:
    """Return the records behind an answer in five queries. A deal has its signatures in `signatures`."""
    slugs = {reading.deal.slug for reading in decoding.deals} | {deal.slug for deal in decoding.nearest}
    signatures = Prefetch("events", Event.objects.filter(kind=EventKind.SIGNED).order_by("date"), to_attr="signatures")
    deals = (
        Deal.objects.published()
        .filter(slug__in={*slugs, DEFENSE_TREATY})
        .select_related("type")
        .prefetch_related(signatures)
    )
    characters = {suggestion.character for suggestion in decoding.suggestions}
    states = State.objects.filter(character__slug__in=characters).select_related("character")
    return Records(
        {kind.slug: kind for kind in AgreementType.objects.all()},
        {deal.slug: deal for deal in deals},
        {one.code: one for one in Partner.objects.filter(code__in={party.code for party in decoding.parties})},
        {(state.character.slug, state.slug): state for state in states},
    )
