"""The partners, and what Japan and one of them can do together on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from agreements.models import AgreementType, Deal, Event, Family, Partner, Region, Relation, Survey
from agreements.register.capabilities import Answer, Capability, StandingOf, Tie, capabilities, spoken_of
from agreements.register.partial_date import PartialDate
from agreements.register.status import STANDING, DatedEvent, Status, order_of, status_on

from .grid import Cell, cells
from .site import all_types, partners_with_deals


@dataclass(frozen=True, slots=True)
class Ability:
    """A type, the answer for it, the deal that makes it so, and how many deals of each status say the same."""

    type: AgreementType
    answer: Answer
    deal: Deal | None
    counts: Mapping[Status, int]
    survey: Survey | None

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def others(self) -> int:
        """How many more deals say the same."""
        return max(self.count - 1, 0)


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """An event of one of the partner's deals and the status that the deal had after it."""

    event: Event
    status: Status | None


@dataclass(frozen=True, slots=True)
class HadByOthers:
    """A type that the partner lacks, with the partners of the same region with which it stands."""

    type: AgreementType
    partners: Sequence[Partner]


# So many events stand on a partner's page; few partners have more. The timeline has them all, some years a page.
NEWEST_EVENTS = 60


@dataclass(frozen=True, slots=True)
class PartnerPage:
    partner: Partner
    standing: Sequence[Ability]
    spoken_of: Sequence[Ability]
    missing: Sequence[Ability]
    row: Sequence[tuple[Family, Sequence[Ability]]]
    history: Sequence[HistoryStep]
    deals: Sequence[Deal]
    neighbours: Sequence[Partner]
    had_by_others: Sequence[HadByOthers]
    likest: Sequence[Partner]

    @property
    def newest_history(self) -> Sequence[HistoryStep]:
        return self.history[:NEWEST_EVENTS]

    @property
    def earlier_events(self) -> int:
        """How many events there are before the newest."""
        return len(self.history[NEWEST_EVENTS:])

    @property
    def abilities(self) -> Sequence[Ability]:
        """The things that can be done today and are not only declared."""
        return [
            ability
            for ability in self.standing
            if ability.answer is Answer.YES and ability.type.family != Family.COMMITMENT
        ]

    @property
    def ability_words(self) -> Sequence[str]:
        return [ability.type.ability_short for ability in self.abilities]

    @property
    def signs(self) -> Sequence[Ability]:
        """The partner's row of signs: every type of which there is a deal, in the order of the types."""
        return [ability for _, abilities in self.row for ability in abilities if ability.deal]

    def _stands(self, slug: str) -> bool:
        return any(ability.type.slug == slug and ability.answer is Answer.YES for ability in self.standing)

    @property
    def has_alliance(self) -> bool:
        return self._stands("alliance-treaty")

    @property
    def has_consultation(self) -> bool:
        return self._stands("consultation-pact")


@dataclass(frozen=True, slots=True)
class PartnerRow:
    partner: Partner
    cells: Sequence[Cell]
    deal_count: int


def partner_named(slug: str) -> Partner:
    """Return a partner by its slug, or raise Partner.DoesNotExist."""
    return Partner.objects.get(slug=slug)


def _survey_by_type(partner: Partner) -> dict[int, Survey]:
    """Return the survey that covers this partner for each type that was looked for."""
    rows = Survey.objects.filter(partner=None) | Survey.objects.filter(partner=partner)
    return {survey.type_id: survey for survey in rows}


def _history(partner: Partner, deals: Sequence[Deal], as_of: PartialDate | None) -> list[HistoryStep]:
    """Return the events of the partner's published deals, newest first, each with the status that followed."""
    by_id = {deal.pk: deal for deal in deals}
    events = Event.objects.filter(deal__in=Deal.objects.published().with_partner(partner.slug))
    if as_of is not None:
        events = events.up_to(as_of)
    so_far: dict[int, list[DatedEvent]] = defaultdict(list)
    steps = []
    known = [event for event in events if event.deal_id in by_id]
    for event in sorted(known, key=lambda event: order_of(event.as_dated_event())):
        event.deal = by_id[event.deal_id]
        so_far[event.deal_id].append(event.as_dated_event())
        steps.append(HistoryStep(event, status_on(so_far[event.deal_id])))
    return steps[::-1]


def ties_of(*partners: str) -> list[Tie]:
    """Return how the partners' published deals follow from others of their own type."""
    published = Deal.objects.published().with_partner(*partners)
    rows = Relation.objects.filter(deal__in=published, other__in=published, deal__type=F("other__type"))
    return [Tie(*row) for row in rows.order_by().values_list("deal__slug", "kind", "other__slug")]


def _standing_of(deal: Deal) -> StandingOf:
    return StandingOf(
        deal.slug,
        deal.type.slug,
        Status(deal.status_then),
        deal.since_then,
        deal.instrument,
        deal.binding,
        deal.dated,
        len(deal.partners.all()),
    )


def _abilities(
    found: Iterable[Capability], types: Iterable[AgreementType], deals: Iterable[Deal], surveys: Mapping[int, Survey]
) -> list[Ability]:
    by_slug = {agreement_type.slug: agreement_type for agreement_type in types}
    deal_by_slug = {deal.slug: deal for deal in deals}
    return [
        Ability(
            by_slug[capability.type],
            capability.answer,
            deal_by_slug[capability.deal.deal] if capability.deal else None,
            Counter(deal.status for deal in capability.deals),
            surveys.get(by_slug[capability.type].pk),
        )
        for capability in found
    ]


def abilities_of(
    types: Sequence[AgreementType], deals: Sequence[Deal], surveys: Mapping[int, Survey], ties: Sequence[Tie]
) -> list[Ability]:
    """Return what one partner's deals make possible, and for what is not there the survey that looked for it."""
    standing = [_standing_of(deal) for deal in deals if deal.status_then]
    found = capabilities([agreement_type.slug for agreement_type in types], standing, ties)
    return _abilities(found, types, deals, surveys)


def _spoken_of(types: Sequence[AgreementType], deals: Sequence[Deal]) -> list[Ability]:
    standing = [_standing_of(deal) for deal in deals if deal.status_then]
    return _abilities(spoken_of([agreement_type.slug for agreement_type in types], standing), types, deals, {})


def _by_family(abilities: Iterable[Ability]) -> list[tuple[Family, list[Ability]]]:
    groups: dict[Family, list[Ability]] = {family: [] for family in Family}
    for ability in abilities:
        groups[Family(ability.type.family)].append(ability)
    return list(groups.items())


# How many partners the page offers to compare with.
_LIKEST = 3


def _neighbours(
    partner: Partner, types: Sequence[AgreementType], missing: Iterable[Ability], as_of: PartialDate | None
) -> tuple[list[Partner], list[HadByOthers], list[Partner]]:
    """Return the partners of the same region, what stands with them and not here, and those with the most of it."""
    others = [other for other in partners_with_deals().filter(region=partner.region) if other != partner]
    found = cells(as_of, types)

    def stands(other: Partner, kind: AgreementType) -> bool:
        cell = found.get((other.pk, kind.pk))
        return cell is not None and cell.status in STANDING

    kinds_missing = [ability.type for ability in missing]
    had = [HadByOthers(kind, [other for other in others if stands(other, kind)]) for kind in kinds_missing]
    kinds = Counter(other_id for (other_id, _type), cell in found.items() if cell.status in STANDING)
    likest = sorted(others, key=lambda other: -kinds[other.pk])[:_LIKEST]
    return others, [one for one in had if one.partners], likest


def partner_page(partner: Partner, as_of: PartialDate | None) -> PartnerPage:
    """Return all that a partner's page shows as of a day (None: now)."""
    deals = list(
        Deal.objects.published().with_partner(partner.slug).as_of(as_of).for_list().without_texts().newest_first()
    )
    types = list(all_types())
    abilities = abilities_of(types, deals, _survey_by_type(partner), ties_of(partner.slug))

    def answering(*answers: Answer) -> list[Ability]:
        return [ability for ability in abilities if ability.answer in answers]

    missing = answering(Answer.ENDED, Answer.NO)
    neighbours, had_by_others, likest = _neighbours(partner, types, missing, as_of)
    return PartnerPage(
        partner=partner,
        standing=answering(Answer.YES, Answer.SUSPENDED),
        spoken_of=_spoken_of(types, deals),
        missing=missing,
        row=_by_family(abilities),
        history=_history(partner, deals, as_of),
        deals=deals,
        neighbours=neighbours,
        had_by_others=had_by_others,
        likest=likest,
    )


def partners_by_region() -> list[tuple[Region, list[PartnerRow]]]:
    """Return the partners with their rows of signs, by region in the order of Region, and in it by name."""
    found = cells(None)
    counts = Counter(
        Deal.partners.through.objects.filter(deal__in=Deal.objects.published()).values_list("partner", flat=True)
    )
    types = list(all_types())
    groups: dict[Region, list[PartnerRow]] = {region: [] for region in Region}
    for partner in partners_with_deals():
        row = [found[partner.pk, kind.pk] for kind in types if (partner.pk, kind.pk) in found]
        groups[Region(partner.region)].append(PartnerRow(partner, row, counts[partner.pk]))
    return [(region, rows) for region, rows in groups.items() if rows]
