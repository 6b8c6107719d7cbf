"""The records whose changes readers follow: deals, and what these are told by."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agreements.forms import ChangeFilters
from agreements.models import (
    AgreementType,
    Citation,
    Deal,
    DealPhrase,
    DealQuerySet,
    DealState,
    Partner,
    SenseCitation,
    Source,
    Term,
)

from .site import all_types, partners_with_deals


@dataclass(frozen=True, slots=True)
class Subjects:
    """Records that readers can see, of each kind that `/changes/` tells of."""

    deals: DealQuerySet
    types: QuerySet[AgreementType]
    partners: QuerySet[Partner]
    terms: QuerySet[Term]
    sources: QuerySet[Source]


def deals_followed(filters: ChangeFilters) -> DealQuerySet:
    """Return the published deals whose changes are asked for."""
    deals = Deal.objects.published()
    if filters.type:
        deals = deals.of_type(*filters.type)
    if filters.partner:
        deals = deals.with_partner(*filters.partner)
    return deals.order_by()


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
    cited = Q(pk__in=SenseCitation.objects.filter(sense__term__in=terms.order_by().values("pk")).values("source"))
    for model in (Citation, DealPhrase, DealState):
        cited |= Q(pk__in=model._default_manager.filter(deal__in=deals.values("pk")).values("source"))
    return Source.objects.filter(cited)


def subjects(filters: ChangeFilters) -> Subjects:
    """Return the records whose changes are asked for. A type is no partner's, and a partner no type's."""
    deals, terms = deals_followed(filters), _terms(filters)
    types, partners = all_types(), partners_with_deals()
    if filters.type or filters.partner:
        types = types.none() if filters.partner else types.filter(slug__in=filters.type)
        partners = partners.none() if filters.type else partners.filter(slug__in=filters.partner)
    return Subjects(deals, types, partners, terms, _cited_by(deals, terms))
