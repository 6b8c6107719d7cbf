"""Deals that may be one deal entered twice."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from agreements.models import Deal, DealQuerySet
from agreements.register.partial_date import PartialDate

# Days between the nearest days of two dates. A signature and its report, or two signatures of one deal, lie closer.
NEAR_DAYS = 92
# A name that comes back after more days than these is a successor's: an ACSA of 2010 and the one of 2017.
SUCCESSOR_DAYS = 730
# Of difflib's ratio, 0 to 1, over names without what all of them share.
SIMILAR = 0.75


class Reason(StrEnum):
    NEAR_DATE = "near-date"
    SIMILAR_NAME = "similar-name"
    SAME_PARTIES = "same-parties"


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    deal: Deal
    reasons: frozenset[Reason]


def days_apart(one: PartialDate, other: PartialDate) -> int:
    """Return the days between the nearest days that the two dates can mean; 0 where they overlap."""
    return max(0, (one.first_day - other.last_day).days, (other.first_day - one.last_day).days)


def _essence(name: str) -> str:
    """Leave out what nearly every name has, so that “Japan–” does not make all of them alike."""
    kept = "".join(character if character.isalnum() else " " for character in name.casefold())
    words = [word for word in kept.split() if word not in {"japan", "and", "of", "the", "on", "for"}]
    return " ".join(words).removeprefix("日")


def similarity(one: str, other: str) -> float:
    """Return how alike two names of deals are, from 0 to 1."""
    first, second = _essence(one), _essence(other)
    if not first or not second:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def sharing_type_and_partner(*, type_id: int, partner_ids: Collection[int], exclude_id: int | None) -> DealQuerySet:
    """Return the deals, drafts too, of one type with any of the partners."""
    deals = Deal.objects.filter(
        type=type_id, pk__in=Deal.partners.through.objects.filter(partner__in=partner_ids).values("deal")
    )
    return (deals.exclude(pk=exclude_id) if exclude_id else deals).for_list().newest_first()


def likely_duplicates(
    *,
    type_id: int,
    partner_ids: Collection[int],
    dated: PartialDate | None = None,
    name_en: str = "",
    name_ja: str = "",
    exclude_id: int | None = None,
) -> list[LikelyDuplicate]:
    """Return the deals that may be the same as the one described, likeliest first.

    They are of its type and share a partner; and have nearly its date (`Deal.dated`), or a similar name and no date far
    from its own. Where neither a date nor a name is known yet, those with exactly the same parties are returned.
    """
    nothing_known = dated is None and not name_en and not name_ja
    found = []
    for deal in sharing_type_and_partner(type_id=type_id, partner_ids=partner_ids, exclude_id=exclude_id):
        days = days_apart(dated, deal.dated) if dated and deal.dated else None
        reasons = set()
        if days is not None and days <= NEAR_DAYS:
            reasons.add(Reason.NEAR_DATE)
        likeness = max(similarity(name_en, deal.short_name_en), similarity(name_ja, deal.short_name_ja))
        if likeness >= SIMILAR and (days is None or days <= SUCCESSOR_DAYS):
            reasons.add(Reason.SIMILAR_NAME)
        has_same_parties = {partner.pk for partner in deal.partners.all()} == set(partner_ids)
        if has_same_parties and (reasons or nothing_known):
            reasons.add(Reason.SAME_PARTIES)
        if reasons:
            found.append(LikelyDuplicate(deal, frozenset(reasons)))
    return sorted(found, key=lambda each: -len(each.reasons))
