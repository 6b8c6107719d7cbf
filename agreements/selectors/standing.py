"""What the deals of a partner come to on a day, without their texts: counted once an edition, whatever their number.

The rules look at every deal of the partner and at what each does to others. A page shows some forty deals and a
hundred events of them, and reads no more than those.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from heapq import nlargest

from django.db.models import Count, F, OuterRef, Subquery

from agreements.models import Deal, DealQuerySet, Event, Relation
from agreements.register.capabilities import Answer, Capability, StandingOf, Tie, capabilities, spoken_of
from agreements.register.partial_date import PartialDate
from agreements.register.status import EventKind, Status

from .edition import kept_for_edition

# The most events of a partner that any answer says; in the real register one partner has three hundred.
MOST_EVENTS = 500
_PLACE = {kind.value: place for place, kind in enumerate(EventKind)}


@dataclass(frozen=True, slots=True)
class Spoken:
    """The answer for one type, the slug of the deal that makes it so, how many deals of each status say the same."""

    type: str
    answer: Answer
    deal: str | None
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one partner: an answer for each type, what is spoken of, how many deals there are, and the first date."""

    answers: Sequence[Spoken]
    spoken_of: Sequence[Spoken]
    deals: int
    first: PartialDate | None

    @property
    def slugs(self) -> set[str]:
        """The deals that are named."""
        return {one.deal for one in (*self.answers, *self.spoken_of) if one.deal}


@dataclass(frozen=True, slots=True)
class NewestEvents:
    """The ids of the newest events, newest first, and how many there are in all."""

    ids: Sequence[int]
    count: int


def _deals(partner: str, as_of: PartialDate | None) -> DealQuerySet:
    found: DealQuerySet = Deal.objects.published().with_partner(partner).as_of(as_of).order_by()
    return found


@partial(kept_for_edition, most=512)
def _ties(partner: str) -> list[Tie]:
    """Return how the partner's published deals follow from others of their own type."""
    published = Deal.objects.published().with_partner(partner)
    rows = Relation.objects.filter(deal__in=published.order_by().values("pk"), deal__type=F("other__type"))
    return [Tie(*row) for row in rows.order_by().values_list("deal__slug", "kind", "other__slug")]


def _spoken(found: Iterable[Capability]) -> tuple[Spoken, ...]:
    return tuple(
        Spoken(one.type, one.answer, one.deal.deal if one.deal else None, Counter(deal.status for deal in one.deals))
        for one in found
    )


@partial(kept_for_edition, most=512)
def standing_with(partner: str, types: tuple[str, ...], as_of: PartialDate | None) -> Standing:
    """Return what stands with a partner as of a day (None: now). Partner and types by their slugs."""
    places = Deal.partners.through.objects.filter(deal=OuterRef("pk")).order_by().values("deal")
    parties = Subquery(places.annotate(number=Count("pk")).values("number"))
    rows = (
        _deals(partner, as_of)
        .annotate(parties=parties)
        .values_list(
            *("slug", "type__slug", "status_then", "since_then", "instrument", "binding", "dated"),
            *("parties", "dated_then", "also_types__slug"),
        )
    )
    standing: list[StandingOf] = []
    first: PartialDate | None = None
    read: set[str] = set()
    for slug, kind, status, since, instrument, binding, dated, of_parties, dated_then, further in rows:
        deal = StandingOf(slug, kind, Status(status), since, instrument, binding, dated, of_parties) if status else None
        # A deal comes once for each of its further kinds.
        if slug not in read:
            read.add(slug)
            if dated_then and (first is None or dated_then < first):
                first = dated_then
            if deal:
                standing.append(deal)
        if deal and further:
            standing.append(replace(deal, type=further, is_also=True))
    answers = capabilities(types, standing, _ties(partner))
    return Standing(_spoken(answers), _spoken(spoken_of(types, standing)), len(read), first)


@partial(kept_for_edition, most=512)
def newest_events_with(partner: str, as_of: PartialDate | None) -> NewestEvents:
    """Return the newest events of the partner's deals up to a day (None: now)."""
    events = Event.objects.filter(deal__in=_deals(partner, as_of).values("pk"))
    if as_of is not None:
        events = events.up_to(as_of)
    # To sort them all costs the database more than to hand them over.
    rows = list(events.order_by().values_list("date", "kind", "pk"))
    newest = nlargest(MOST_EVENTS, ((str(date), _PLACE[kind], pk) for date, kind, pk in rows))
    return NewestEvents(tuple(pk for _date, _kind, pk in newest), len(rows))
