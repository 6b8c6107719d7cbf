"""The list of deals, and one deal with all that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.shortcuts import get_object_or_404
from django.utils import timezone

from agreements.forms import DealFilters
from agreements.models import (
    Amount,
    Citation,
    DateOrNone,
    Deal,
    DealPhrase,
    DealQuerySet,
    DealState,
    DietApproval,
    Event,
    EventKind,
    Partner,
    Relation,
    SourceKind,
    State,
    Status,
    TypeState,
)
from agreements.register.characters import USE_OF_FORCE
from agreements.register.partial_date import PartialDate
from agreements.register.status import SPOKEN_OF, STANDING, statuses_after
from agreements.register.status import Status as RegisterStatus

from .article import CASES
from .deal_rows import DealRow, deal_rows
from .edition import kept_for_edition
from .lexicon import deals_with_words

SIBLINGS = 12
_OFFICIAL = (SourceKind.OFFICIAL_TEXT, SourceKind.OFFICIAL_ANNOUNCEMENT)
_STRENGTH = Case(
    *(When(status_then=status.value, then=Value(status.strength)) for status in RegisterStatus),
    default=Value(len(RegisterStatus)),
    output_field=IntegerField(),
)


def _ordered(deals: DealQuerySet, sort: str) -> DealQuerySet:
    if sort == "oldest":
        return deals.order_by(F("dated_then").asc(nulls_last=True), "slug")
    if sort == "name":
        return deals.order_by("short_name_en", "slug")
    if sort == "status":
        return deals.order_by(_STRENGTH, F("dated_then").desc(nulls_last=True), "slug")
    return deals.order_by(DateOrNone("dated_then").desc(), "slug")


def deals_matching(filters: DealFilters, *, one_by_one: bool = False) -> DealQuerySet:
    """Return the published deals that pass all filters, with what `as_of` sets, in the order asked for.

    `one_by_one`: of many only the first are wanted.
    """
    deals = Deal.objects.published().as_of(filters.as_of)
    if filters.type:
        deals = deals.of_type(*filters.type, one_by_one=one_by_one)
    if filters.family:
        deals = deals.of_family(*filters.family)
    if filters.partner:
        deals = deals.with_partner(*filters.partner, one_by_one=one_by_one)
    if filters.region:
        deals = deals.in_region(*filters.region, one_by_one=one_by_one)
    if filters.status:
        deals = deals.with_status(*filters.status)
    if filters.year_from:
        deals = deals.dated_from(filters.year_from)
    if filters.year_to:
        deals = deals.dated_to(filters.year_to)
    if filters.q:
        deals = deals_with_words(deals, filters.q)
    return _ordered(deals, filters.sort)


@partial(kept_for_edition, most=512)
def _number_matching(filters: DealFilters) -> int:
    """Return how many deals pass the filters: counted once an edition."""
    return deals_matching(filters).order_by().count()


# From so many on, to ask one deal after the other costs less than to look them all up and sort them. Those of one
# status have an index by date of their own, in which fewer are passed over.
_MANY, _MANY_OF_A_STATUS = 5_000, 1_000


def _are_many(count: int, filters: DealFilters) -> bool:
    is_of_a_status = len(filters.status) == 1 and filters.sort == "newest"
    return count >= (_MANY_OF_A_STATUS if is_of_a_status else _MANY)


class DealPages(Paginator):  # type: ignore[type-arg]
    """The pages of the deals that pass the filters, each deal as a line."""

    def __init__(self, filters: DealFilters, size: int) -> None:
        # Words of a reader's own are not kept.
        self._counted = None if filters.q else _number_matching(replace(filters, sort="newest", page=1, problems=()))
        one_by_one = self._counted is not None and filters.as_of is None and _are_many(self._counted, filters)
        self._found = deals_matching(filters, one_by_one=one_by_one).for_rows()
        super().__init__(self._found, size)

    @cached_property
    def count(self) -> int:
        return self._found.count() if self._counted is None else self._counted

    def page(self, number: int | str) -> Page[DealRow]:
        found = super().page(number)
        return Page(deal_rows(found.object_list), found.number, self)


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source of a deal, with all that it supports: events, or the deal as a whole."""

    citation: Citation
    events: Sequence[Event]
    supports_whole: bool


@dataclass(frozen=True, slots=True)
class Step:
    """An event and the status that stood after it; one that is still ahead has none."""

    event: Event
    status: RegisterStatus | None
    citations: Sequence[Citation]
    is_ahead: bool = False


class Basis(StrEnum):
    """What the citations of a particular were recorded for."""

    FACT = "fact"
    DEAL = "deal"
    # Where none was recorded for the deal as a whole.
    EVENTS = "events"
    # None of the deal's: the type has it so.
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a particular rests on."""

    basis: Basis
    citations: Sequence[Citation]


@dataclass(frozen=True, slots=True)
class DealPage:
    """All that the page of a deal shows.

    `stated` are the citations that say which state a character has here, by the character's slug. `unseen` are the
    partners that have no page yet, as no published deal names them: only a draft has such.
    """

    deal: Deal
    unseen: Sequence[Partner]
    steps: Sequence[Step]
    sources: Sequence[CitedSource]
    amounts: Sequence[Amount]
    phrases: Sequence[DealPhrase]
    relations: Sequence[Relation]
    inverse_relations: Sequence[Relation]
    siblings: Sequence[Deal]
    states: dict[str, list[State]]
    stated: dict[str, list[Citation]]

    @property
    def stands(self) -> bool:
        """Whether it is signed and has not ended: of nothing else is it said first what it binds to."""
        return self.deal.status in STANDING

    @property
    def is_spoken_of(self) -> bool:
        """Whether it is not even signed yet."""
        return self.deal.status in SPOKEN_OF

    @property
    def whole(self) -> Grounds:
        """What particulars rest on of which nobody has noted the page that says so."""
        has_whole = any(cited.supports_whole for cited in self.sources)
        return Grounds(Basis.DEAL if has_whole else Basis.EVENTS, self.sources_of_whole)

    @property
    def diet_approval(self) -> Grounds:
        """The sources of the approval as an event, where there is one; nothing where it is not known."""
        if self.deal.diet_approval == DietApproval.UNKNOWN:
            return Grounds(Basis.FACT, ())
        approved = [step.citations for step in self.steps if step.event.kind == EventKind.DIET_APPROVED]
        cited = [citation for citations in approved for citation in citations]
        return Grounds(Basis.FACT, cited) if cited else self.whole

    @property
    def use_of_force(self) -> Grounds:
        return self._of_character(USE_OF_FORCE)

    @property
    def payment(self) -> Grounds:
        return self._of_character("payment")

    @property
    def direction(self) -> Grounds:
        return self._of_character("direction")

    def _of_character(self, character: str) -> Grounds:
        if character not in self.stated:
            return Grounds(Basis.TYPE, ())
        return Grounds(Basis.FACT, cited) if (cited := self.stated[character]) else self.whole

    @property
    def sources_of_whole(self) -> Sequence[Citation]:
        """What stands for the particulars: the sources of the deal as a whole; where it has none, of its events."""
        whole = [cited.citation for cited in self.sources if cited.supports_whole]
        return whole or [cited.citation for cited in self.sources]

    def _titled(self, language: str) -> Sequence[Citation]:
        """Return official pages in the language of a title, those of the deal as a whole where there are such.

        A page of the press may name a deal otherwise, and so may a page in the other language.
        """
        official = [
            cited
            for cited in self.sources
            if cited.citation.source.language == language and cited.citation.source.kind in _OFFICIAL
        ]
        whole = [cited for cited in official if cited.supports_whole]
        return [cited.citation for cited in whole or official]

    @property
    def sources_of_title_en(self) -> Sequence[Citation]:
        return self._titled("en") if self.deal.title_en_confirmed else ()

    @property
    def sources_of_title_ja(self) -> Sequence[Citation]:
        return self._titled("ja") if self.deal.title_ja_confirmed else ()

    @property
    def duty_to_fight(self) -> str:
        """`yes`, `no`, or nothing where the facts leave it open.

        That there is none may follow from the kind; a duty is told only where a source of the deal itself says so, as
        the treaty of 1951 stands among the alliances and obliged nobody.
        """
        states = self.states.get(USE_OF_FORCE, [])
        is_told = len(states) == 1 and (states[0].slug == "no" or USE_OF_FORCE in self.stated)
        return states[0].slug if is_told else ""

    @property
    def article(self) -> str:
        """How the article of 2024 words it and how official texts do, where the deal is one of its cases."""
        return str(self.deal.type.article) if self.deal.slug in CASES else ""


def published_deal(slug: str) -> Deal:
    """Return a published deal with its type and partners, or raise Http404."""
    return get_object_or_404(Deal.objects.published().for_list().prefetch_related("also_types"), slug=slug)


def _steps(deal: Deal, citations: Sequence[Citation]) -> list[Step]:
    """Return the events in order, each with its sources and the status that the deal had once it had happened."""
    of_event = {event.as_dated_event(): event for event in deal.events.all()}
    by_event: dict[int | None, list[Citation]] = {}
    for citation in citations:
        by_event.setdefault(citation.event_id, []).append(citation)
    today = PartialDate.of(timezone.localdate())
    return [
        Step(event, None, by_event.get(event.pk, []), is_ahead=True)
        if event.date and today < event.date
        else Step(event, status, by_event.get(event.pk, []))
        for event, status in ((of_event[dated], status) for dated, status in statuses_after(of_event))
    ]


def _citations(deal: Deal) -> list[Citation]:
    return list(deal.citations.select_related("source", "event").order_by("event__date", "source__date", "pk"))


def _sources(citations: Sequence[Citation]) -> list[CitedSource]:
    by_source: dict[int, list[Citation]] = {}
    for citation in citations:
        by_source.setdefault(citation.source_id, []).append(citation)
    return [
        CitedSource(
            of_source[0],
            [citation.event for citation in of_source if citation.event],
            any(citation.event is None for citation in of_source),
        )
        for of_source in by_source.values()
    ]


def _relations(deal: Deal) -> tuple[list[Relation], list[Relation]]:
    """Return what the deal does to others and what others do to it, published ones only."""
    rows = (
        Relation.objects.filter(Q(deal=deal) | Q(other=deal))
        .select_related("deal", "other", "deal__type", "other__type")
        .order_by("deal__dated", "other__dated")
    )
    own = [row for row in rows if row.deal_id == deal.pk and row.other.is_published]
    return own, [row for row in rows if row.other_id == deal.pk and row.deal.is_published]


def _states(deal: Deal, citations: Sequence[Citation]) -> tuple[dict[str, list[State]], dict[str, list[Citation]]]:
    """Return, by the slug of each character, its states: the deal's own where it has some, else its type's; and for
    those that the deal narrows the citations of the sources that say so."""
    own = DealState.objects.filter(deal=deal, state=OuterRef("pk")).values("source")
    of_type = Exists(TypeState.objects.filter(type=deal.type_id, state=OuterRef("pk")))
    rows = State.objects.annotate(own=Subquery(own)).filter(Q(own__isnull=False) | of_type)
    by_source = {citation.source_id: citation for citation in citations}
    found: dict[str, list[tuple[State, int | None]]] = {}
    for state in rows.select_related("character"):
        found.setdefault(state.character.slug, []).append((state, state.own))
    narrowed = {slug: [one for one in states if one[1] is not None] for slug, states in found.items()}
    return (
        {slug: [state for state, _ in narrowed[slug] or states] for slug, states in found.items()},
        {
            slug: [by_source[source] for source in dict.fromkeys(source for _, source in own) if source in by_source]
            for slug, own in narrowed.items()
            if own
        },
    )


def _siblings(deal: Deal) -> QuerySet[Deal]:
    return (
        Deal.objects.published()
        .filter(type=deal.type_id)
        .exclude(pk=deal.pk)
        .exclude(status__in=[Status.SUPERSEDED, Status.TERMINATED, Status.CANCELLED])
        .as_of(None)
        .without_texts()
        .order_by(_STRENGTH, F("dated").desc(nulls_last=True))[:SIBLINGS]
    )


def deal_page(deal: Deal) -> DealPage:
    """Return all that the page of a deal shows; the deal may be a draft that an editor previews."""
    own, inverse = _relations(deal)
    citations = _citations(deal)
    states, stated = _states(deal, citations)
    return DealPage(
        deal=deal,
        unseen=() if deal.is_published else list(deal.partners.exclude(pk__in=Partner.objects.shown())),
        steps=_steps(deal, citations),
        sources=_sources(citations),
        amounts=list(deal.amounts.all()),
        phrases=list(deal.phrases.select_related("source")),
        relations=own,
        inverse_relations=inverse,
        siblings=list(_siblings(deal)),
        states=states,
        stated=stated,
    )
