"""The facts that answer a small question at once: who has a kind today, when something happened, what two days tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.utils import timezone

from agreements.forms import REGISTER_BEGINS
from agreements.models import AgreementType, Deal, Event, EventKind, Partner
from agreements.register.capabilities import SINGLE_DELIVERIES, TAKES_EFFECT_LATER
from agreements.register.partial_date import PartialDate
from agreements.register.status import ENDED, STANDING, Status
from agreements.search.lexicon import Kind

from .partners import ALLIANCE, Ability, abilities_with, obliging_to_fight
from .search_text import AskedText


class Hold(StrEnum):
    """How a partner has a kind of agreement, the firmest first."""

    IN_FORCE = "in-force"
    # A political text or a contract, which stands from its signature.
    BY_SIGNATURE = "by-signature"
    SUSPENDED = "suspended"
    # A paper that takes effect by a step of its own, and has not yet.
    AWAITED = "awaited"


@dataclass(frozen=True, slots=True)
class Holders:
    """The partners that have a kind on a day (None: today), each once, by how firmly they have it."""

    type: AgreementType
    groups: Sequence[tuple[Hold, Sequence[Partner]]]
    day: PartialDate | None = None
    # Whether the words ask for partners, where others may tell that the kind is in force.
    is_of_whom: bool = False

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses of the deals by which the first of them have it."""
        return (_STATUS[self.groups[0][0]].value,) if self.groups else ()


_STATUS = {Hold.IN_FORCE: Status.IN_FORCE, Hold.SUSPENDED: Status.SUSPENDED}
_STATUS |= dict.fromkeys((Hold.BY_SIGNATURE, Hold.AWAITED), Status.SIGNED)


def _hold(status: str, instrument: str) -> Hold:
    if status == Status.SIGNED:
        return Hold.AWAITED if instrument in TAKES_EFFECT_LATER else Hold.BY_SIGNATURE
    return Hold(status)


def holders_in(asked: AskedText) -> Holders | None:
    """Return who has today what a question asks about; None where it does not ask that."""
    question = asked.question
    # What is delivered once is counted by deals.
    if not question.holders or (question.holders[0] in SINGLE_DELIVERIES and not question.asks_who):
        return None
    return holders_on(asked, question.holders[0], None)


def holders_on(asked: AskedText, slug: str, day: PartialDate | None) -> Holders:
    """Return who has a kind on a day (None: today), in the regions that a question names."""
    question, names = asked.question, asked.names
    kind = names.types[slug]
    regions = question.slugs(Kind.REGION)
    deals = Deal.objects.published().as_of(day).of_type(kind.slug).with_status(*STANDING).order_by()
    best: dict[int, Hold] = {}
    order = {hold: place for place, hold in enumerate(Hold)}
    for partner, status, instrument in deals.values_list(*("partners", "status_then", "instrument")).distinct():
        hold = _hold(status, instrument)
        if partner is not None and (partner not in best or order[hold] < order[best[partner]]):
            best[partner] = hold
    groups: dict[Hold, list[Partner]] = {hold: [] for hold in Hold}
    for record in sorted(names.partners.values(), key=lambda one: one.name):
        if record.pk in best and (not regions or record.region in regions):
            groups[best[record.pk]].append(record)
    return Holders(kind, [(hold, found) for hold, found in groups.items() if found], day, question.asks_who)


@dataclass(frozen=True, slots=True)
class Dated:
    """A deal with the events that a question asks the day of, and those that are told where it has none such."""

    deal: Deal
    asked: Sequence[Event]
    others: Sequence[Event]


_TOLD = (EventKind.SIGNED, EventKind.IN_FORCE, *(EventKind(status.value) for status in ENDED))


def dates_of(asked: AskedText, deals: Sequence[Deal]) -> list[Dated]:
    """Return when what a question asks about happened to each of some deals, as far as it has happened."""
    wanted = {kind for kind in EventKind if kind.value in _events_of(asked.question.happened)}
    told = {*_TOLD, *wanted}
    of_deal: Mapping[int, list[Event]] = defaultdict(list)
    today = PartialDate.of(timezone.localdate())
    events = Event.objects.filter(deal__in=[deal.pk for deal in deals]).order_by("date", "pk")
    for event in events:
        if event.date is not None and event.date <= today:
            of_deal[event.deal_id].append(event)
    found = []
    for deal in deals:
        # Where nothing of that has happened, what happened last says how far it is.
        own = [event for event in of_deal[deal.pk] if event.kind in told] or of_deal[deal.pk][-1:]
        # With nothing said of what happened, all of it answers.
        first = [event for event in own if not wanted or event.kind in wanted]
        found.append(Dated(deal, first, [event for event in own if event not in first]))
    return found


# Talks are opened; all other statuses are called as what leads to them.
_OPENED = {Status.NEGOTIATING.value: EventKind.NEGOTIATIONS_OPENED.value}


def _events_of(statuses: Iterable[str]) -> set[str]:
    return {_OPENED.get(status, status) for status in statuses}


@dataclass(frozen=True, slots=True)
class OnDay:
    """What Japan and a partner can do on a day; `asked` is None for today. `only` are those of no other day asked."""

    asked: PartialDate | None
    abilities: Sequence[Ability]
    only: Sequence[Ability]
    address: str
    obliges_to_fight: bool
    # The year with which the register begins, where the day is before it: of such a day nothing is said.
    before: int | None


@dataclass(frozen=True, slots=True)
class Contrast:
    partner: Partner
    days: Sequence[OnDay]

    @property
    def is_same(self) -> bool:
        """Whether two days are told, and the same can be done on both."""
        return len(self.days) > 1 and not any(day.only or day.before for day in self.days)


def _moments(days: Sequence[str]) -> list[PartialDate | None] | None:
    """Return the days, the earlier first and None for today; nothing where one cannot be read or has not ended."""
    try:
        moments = [PartialDate.parse(day) if day else None for day in days]
    except ValueError:
        return None
    if any(moment is not None and moment.last_day > timezone.localdate() for moment in moments):
        return None
    return moments


def _is_before(moment: PartialDate | None) -> bool:
    return moment is not None and moment.year < REGISTER_BEGINS


def contrast_in(asked: AskedText) -> Contrast | None:
    """Return what could be done on the days that a question names, and what of it on one day alone."""
    question, names = asked.question, asked.names
    moments = None if question.days is None else _moments(question.days)
    if moments is None:
        return None
    partner = names.partners[question.party]
    by_day = [() if _is_before(moment) else abilities_with(partner, moment) for moment in moments]
    alliances = [one.deal for abilities in by_day for one in abilities if one.type.slug == ALLIANCE and one.deal]
    obliging = obliging_to_fight(alliances)
    can_differ = len(by_day) > 1 and not any(map(_is_before, moments))
    days = []
    for place, (moment, abilities) in enumerate(zip(moments, by_day, strict=True)):
        there = {one.type.pk for at, others in enumerate(by_day) if at != place for one in others}
        query = f"?{urlencode({'as_of': str(moment.at_its_end)})}" if moment and not _is_before(moment) else ""
        only = [one for one in abilities if one.type.pk not in there] if can_differ else []
        address = f"{partner.get_absolute_url()}{query}"
        obliges = any(one.deal is not None and one.deal.slug in obliging for one in abilities)
        days.append(OnDay(moment, abilities, only, address, obliges, REGISTER_BEGINS if _is_before(moment) else None))
    return Contrast(partner, days)
