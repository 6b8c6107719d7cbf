"""Deals as the lines of a list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agreements.models import AgreementType, Amount, Deal, Partner

from .site import partners_of_edition, types_of_edition


@dataclass(frozen=True, slots=True)
class DealRow:
    """A published deal with what its line shows besides. Type and partners are the edition’s, and to be read only."""

    deal: Deal
    type: AgreementType
    partners: Sequence[Partner]
    amounts: Sequence[Amount]


def deal_rows(deals: Iterable[Deal]) -> list[DealRow]:
    """Return published deals as lines, in the order given, by two queries.

    The edition has types and partners at hand. Read and attached by `prefetch_related`, they and the sums took longer
    than all else that a list reads: for each deal Django makes managers and querysets.
    """
    shown = list(deals)
    ids = [deal.pk for deal in shown]
    parties: dict[int, set[int]] = defaultdict(set)
    for deal, partner in Deal.partners.through.objects.filter(deal__in=ids).values_list("deal", "partner"):
        parties[deal].add(partner)
    amounts: dict[int, list[Amount]] = defaultdict(list)
    for amount in Amount.objects.filter(deal__in=ids).order_by("kind", "currency", "amount"):
        amounts[amount.deal_id].append(amount)
    types = {kind.pk: kind for kind in types_of_edition()}
    # In the order of their names.
    partners = {partner.pk: partner for partner in partners_of_edition()}
    # What was published since the edition was read.
    partners |= Partner.objects.in_bulk(set().union(*parties.values()) - partners.keys())
    places = {pk: place for place, pk in enumerate(partners)}
    return [
        DealRow(
            deal,
            types.get(deal.type_id) or deal.type,
            [partners[pk] for pk in sorted(parties[deal.pk], key=places.__getitem__)],
            amounts[deal.pk],
        )
        for deal in shown
    ]
