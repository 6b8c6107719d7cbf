"""Deals as the lines of a list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agreements.models import AgreementType, Amount, DateStanding, Deal, Partner

from .site import partners_of_edition, types_of_edition


@dataclass(frozen=True, slots=True)
class DealRow:
    """A published deal with what its line shows besides. Type and partners are the edition’s, and to be read only.

    `is_by` says that the event by which the list dates it had happened by that date, and perhaps before.
    """

    deal: Deal
    type: AgreementType
    partners: Sequence[Partner]
    amounts: Sequence[Amount]
    is_by: bool


def _parties_and_dates(ids: Sequence[int]) -> tuple[dict[int, set[int]], set[tuple[int, str]]]:
    """Return the partners of each deal, and (deal, date) where something is known only to have happened by the date.

    One query: a deal has so few partners and events that each with each costs less than a second way there and back.
    """
    rows = Deal.partners.through.objects.filter(deal__in=ids)
    parties: dict[int, set[int]] = defaultdict(set)
    standings: dict[tuple[int, str], set[str]] = defaultdict(set)
    dates = ("deal__events__date", "deal__events__date_standing")
    for deal, partner, date, standing in rows.values_list("deal", "partner", *dates):
        parties[deal].add(partner)
        standings[deal, str(date)].add(standing)
    return parties, {dated for dated, found in standings.items() if found == {DateStanding.BY}}


def deal_rows(deals: Iterable[Deal]) -> list[DealRow]:
    """Return published deals as lines, in the order given, by two queries.

    The edition has types and partners at hand. Read and attached by `prefetch_related`, they and the sums took longer
    than all else that a list reads: for each deal Django makes managers and querysets.
    """
    shown = list(deals)
    ids = [deal.pk for deal in shown]
    parties, by_then = _parties_and_dates(ids)
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
            (deal.pk, str(deal.dated_then)) in by_then,
        )
        for deal in shown
    ]
