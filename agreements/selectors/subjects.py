"""The records whose changes readers follow: deals, and what these are told by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.forms import ChangeFilters
from agreements.models import (
    AgreementType,
    Citation,
    Deal,
    DealPhrase,
    DealQuerySet,
    DealState,
    Event,
    EventQuerySet,
    Partner,
    SenseCitation,
    Source,
    Term,
)


@dataclass(frozen=True, slots=True)
class Subjects:
    """Records that readers can see, of each kind that `/changes/` tells of."""

    deals: DealQuerySet
    types: QuerySet[AgreementType]
    partners: QuerySet[Partner]
    terms: QuerySet[Term]
    sources: QuerySet[Source]


def records(ids: Mapping[str, Collection[int]]) -> Subjects:
    """Return records that readers see, by their ids under the names of their models."""

    def found(model: type[Any]) -> Any:
        return model._default_manager.filter(pk__in=ids.get(str(model._meta.model_name), ()))

    return Subjects(found(Deal), found(AgreementType), found(Partner), found(Term), found(Source))


def deals_followed(filters: ChangeFilters) -> DealQuerySet:
    """Return the published deals whose changes are asked for."""
    deals = Deal.objects.published()
    if filters.type:
        deals = deals.of_type(*filters.type)
    if filters.partner:
        deals = deals.with_partner(*filters.partner)
    return deals.order_by()


def events_followed(filters: ChangeFilters) -> EventQuerySet:
    """Return the events of the published deals that are asked for."""
    if filters.type or filters.partner:
        return Event.objects.filter(deal__in=deals_followed(filters).values("pk"))
    # Of all deals, from the events to the deals: a list of their ids would come first, and be as long as the register.
    return Event.objects.filter(Exists(deals_followed(filters).filter(pk=OuterRef("deal"))))


def _terms(filters: ChangeFilters) -> QuerySet[Term]:
    """Return the words that touch a type, and that a partner's government uses."""
    terms = Term.objects.all()
    if filters.type:
        terms = terms.filter(types__slug__in=filters.type)
    if filters.partner:
        terms = terms.filter(senses__partner__slug__in=filters.partner)
    return terms


def _cited_by(deals: DealQuerySet, terms: QuerySet[Term]) -> QuerySet[Source]:
    """Return the sources that readers find at these deals and words: never one that only a draft cites."""
    by_words = SenseCitation.objects.filter(source=OuterRef("pk"), sense__term__in=terms.order_by().values("pk"))
    # Looked up for each source that has a history: a list of all that is cited would be as long as the register.
    cited = Q(Exists(by_words))
    for model in (Citation, DealPhrase, DealState):
        of_source = model._default_manager.order_by().filter(source=OuterRef("pk"))
        cited |= Q(Exists(of_source.filter(Exists(deals.filter(pk=OuterRef("deal"))))))
    return Source.objects.filter(cited)


def subjects(filters: ChangeFilters) -> Subjects:
    """Return the records whose changes are asked for. A type is no partner's, and a partner no type's."""
    deals, terms = deals_followed(filters), _terms(filters)
    types, partners = AgreementType.objects.all(), Partner.objects.shown()
    if filters.type or filters.partner:
        types = types.none() if filters.partner else types.filter(slug__in=filters.type)
        partners = partners.none() if filters.type else partners.filter(slug__in=filters.partner)
    return Subjects(deals, types, partners, terms, _cited_by(deals, terms))
