"""The partners, and what Japan and one of them can do together on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agreements.models import AgreementType, Deal, Event, Family, Partner, Region, Survey
from agreements.register.capabilities import Answer, Capability, StandingOf, capabilities
from agreements.register.partial_date import PartialDate
from agreements.register.status import STANDING, DatedEvent, Status, order_of, status_on

from .grid import Cell, cells
from .site import all_types, partners_with_deals


@dataclass(frozen=True, slots=True)
class Ability:
    """A type, the answer for it, and the deal that makes it so."""

    type: AgreementType
    answer: Answer
    deal: Deal | None
    count: int
    survey: Survey | None

    @property
    def others(self) -> int:
        """How many more deals give the same answer."""
        return self.count - 1


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
        events = events.filter(date__lte=str(as_of))
    so_far: dict[int, list[DatedEvent]] = defaultdict(list)
    steps = []
    known = [event for event in events if event.deal_id in by_id]
    for event in sorted(known, key=lambda event: order_of(event.as_dated_event())):
        event.deal = by_id[event.deal_id]
        so_far[event.deal_id].append(event.as_dated_event())
        steps.append(HistoryStep(event, status_on(so_far[event.deal_id])))
    return steps[::-1]


def _standing_of(deal: Deal) -> StandingOf:
    return StandingOf(deal.slug, deal.type.slug, Status(deal.status_then), deal.since_then, deal.instrument)


def abilities_of(types: Iterable[AgreementType], deals: Sequence[Deal], surveys: dict[int, Survey]) -> list[Ability]:
    """Return what one partner's deals make possible, and for what is not there the survey that looked for it."""
    by_slug = {agreement_type.slug: agreement_type for agreement_type in types}
    deal_by_slug = {deal.slug: deal for deal in deals}

    def ability(capability: Capability) -> Ability:
        agreement_type = by_slug[capability.type]
        return Ability(
            agreement_type,
            capability.answer,
            deal_by_slug[capability.deal.deal] if capability.deal else None,
            capability.count,
            surveys.get(agreement_type.pk),
        )

    standing = [_standing_of(deal) for deal in deals if deal.status_then]
    return [ability(capability) for capability in capabilities(list(by_slug), standing)]


def _by_family(abilities: Iterable[Ability]) -> list[tuple[Family, list[Ability]]]:
    groups: dict[Family, list[Ability]] = {family: [] for family in Family}
    for ability in abilities:
        groups[Family(ability.type.family)].append(ability)
    return list(groups.items())


# How many partners the page offers to compare with.
_LIKEST = 3


def _neighbours(
    partner: Partner, missing: Iterable[Ability], as_of: PartialDate | None
) -> tuple[list[Partner], list[HadByOthers], list[Partner]]:
    """Return the partners of the same region, what stands with them and not here, and those with the most of it."""
    others = [other for other in partners_with_deals().filter(region=partner.region) if other != partner]
    found = cells(as_of)

    def stands(other: Partner, kind: AgreementType) -> bool:
        cell = found.get((other.pk, kind.pk))
        return cell is not None and cell.status in STANDING

    types = [ability.type for ability in missing]
    had = [HadByOthers(kind, [other for other in others if stands(other, kind)]) for kind in types]
    kinds = Counter(other_id for (other_id, _type), cell in found.items() if cell.status in STANDING)
    likest = sorted(others, key=lambda other: -kinds[other.pk])[:_LIKEST]
    return others, [one for one in had if one.partners], likest


def partner_page(partner: Partner, as_of: PartialDate | None) -> PartnerPage:
    """Return all that a partner's page shows as of a day (None: now)."""
    deals = list(Deal.objects.published().with_partner(partner.slug).as_of(as_of).for_list().newest_first())
    abilities = abilities_of(all_types(), deals, _survey_by_type(partner))

    def answering(*answers: Answer) -> list[Ability]:
        return [ability for ability in abilities if ability.answer in answers]

    missing = answering(Answer.ENDED, Answer.NO)
    neighbours, had_by_others, likest = _neighbours(partner, missing, as_of)
    return PartnerPage(
        partner=partner,
        standing=answering(Answer.YES, Answer.SUSPENDED),
        spoken_of=answering(Answer.AGREED, Answer.TALKS, Answer.PROPOSED),
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
