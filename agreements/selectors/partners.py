"""The partners, and what Japan and one of them can do together on a day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import pgettext

from agreements.models import AgreementType, Deal, DealState, Event, Family, Partner, Publication, Region, Survey
from agreements.register.capabilities import SINGLE_DELIVERIES, Answer
from agreements.register.characters import USE_OF_FORCE
from agreements.register.partial_date import PartialDate
from agreements.register.status import STANDING, Status

from .edition import kept_for_edition
from .grid import Cell, cells, surveys
from .history_steps import HistoryStep, events_in_brief, history_steps
from .site import partners_in_order, types_of_edition
from .standing import Spoken, newest_events_with, standing_with

# The types that hold a promise to fight, and one to consult.
ALLIANCE, CONSULTATION = "alliance-treaty", "consultation-pact"
# What is delivered or developed is done one day, and often nobody writes of it; a treaty stands until it is ended.
_ENDING_BY_THEMSELVES = SINGLE_DELIVERIES | {"joint-development"}
# Whole years of the calendar.
_YEARS_OF_TRUST = 3


@dataclass(frozen=True, slots=True)
class Ability:
    """A type, the answer for it, the deal that makes it so, and how many deals of each status say the same."""

    type: AgreementType
    answer: Answer
    deal: Deal | None
    counts: Mapping[Status, int]
    survey: Survey | None

    @property
    def in_a_few_words(self) -> str:
        """What ends “Japan and France can …”: what is done with the deal, where that is less than with its kind."""
        return str((self.deal and self.deal.ability) or self.type.ability_short)

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def others(self) -> int:
        """How many more deals say the same."""
        return max(self.count - 1, 0)

    @property
    def last_known(self) -> PartialDate | None:
        """How far the evidence of a deal reaches that comes to its end by itself, where that is years ago."""
        if self.answer is not Answer.YES or self.deal is None or self.type.slug not in _ENDING_BY_THEMSELVES:
            return None
        until = self.deal.evidence_date
        return until if until and until.year < timezone.localdate().year - _YEARS_OF_TRUST else None


@dataclass(frozen=True, slots=True)
class HadByOthers:
    """A type that the partner lacks, with the partners of the same region with which it stands."""

    type: AgreementType
    partners: Sequence[Partner]


def _words_of(abilities: Iterable[Ability]) -> Sequence[str]:
    """Return what can be done, each once: a deal between two kinds says the same under both."""
    return list(dict.fromkeys(ability.in_a_few_words for ability in abilities))


def _each_once(abilities: Iterable[Ability]) -> list[Ability]:
    """Leave out what a deal between two kinds would say a second time in its own words."""
    found: dict[object, Ability] = {}
    for ability in abilities:
        found.setdefault(ability.deal.pk if ability.deal and ability.deal.ability else ability.type.slug, ability)
    return list(found.values())


# So many events stand on a partner's page; few partners have more. The timeline has them all, some years a page.
NEWEST_EVENTS = 100


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """What stands on a day, and what came of it.

    `is_past` tells that the day is over. `history` holds the newest events, newest first, and `earlier_events` is the
    number of those before them. `gained` and `lost` are what the two can do today and could not then, and the reverse.
    """

    partner: Partner
    is_past: bool
    standing: Sequence[Ability]
    obliges_to_fight: bool
    spoken_of: Sequence[Ability]
    missing: Sequence[Ability]
    row: Sequence[tuple[Family, Sequence[Ability]]]
    history: Sequence[HistoryStep]
    earlier_events: int
    deal_count: int
    neighbours: Sequence[Partner]
    had_by_others: Sequence[HadByOthers]
    likest: Sequence[Partner]
    gained: Sequence[Ability]
    lost: Sequence[Ability]

    @property
    def abilities(self) -> Sequence[Ability]:
        """The things that can be done on the day and are not only declared."""
        return [
            ability
            for ability in self.standing
            if ability.answer is Answer.YES and ability.type.family != Family.COMMITMENT
        ]

    @property
    def ability_words(self) -> Sequence[str]:
        return _words_of(self.abilities)

    @property
    def gained_words(self) -> Sequence[str]:
        return _words_of(self.gained)

    @property
    def lost_words(self) -> Sequence[str]:
        return _words_of(self.lost)

    @property
    def signs(self) -> Sequence[Ability]:
        """The partner's row of signs: every type of which there is a deal, in the order of the types."""
        return [ability for _, abilities in self.row for ability in abilities if ability.deal]

    def _stands(self, slug: str) -> bool:
        return any(ability.type.slug == slug and ability.answer is Answer.YES for ability in self.standing)

    @property
    def has_alliance(self) -> bool:
        return self._stands(ALLIANCE)

    @property
    def has_consultation(self) -> bool:
        return self._stands(CONSULTATION)


@dataclass(frozen=True, slots=True)
class PartnerRow:
    partner: Partner
    cells: Sequence[Cell]
    deal_count: int


def partner_named(slug: str) -> Partner:
    """Return a partner that readers see, by its slug, or raise Http404."""
    return get_object_or_404(Partner.objects.shown(), slug=slug)


def survey_by_type(partner: Partner) -> dict[int, Survey]:
    """Return the survey that covers this partner for each type that was looked for."""
    general = {survey.type_id: survey for survey in surveys() if survey.partner_id is None}
    return general | {survey.type_id: survey for survey in surveys() if survey.partner_id == partner.pk}


def _history(
    partner: str, as_of: PartialDate | None, events: int, today: PartialDate
) -> tuple[Sequence[HistoryStep], int]:
    """Return the newest events, each with the status that followed, and how many there are before them."""
    newest = newest_events_with(partner, as_of)
    found = events_in_brief(Event.objects.filter(pk__in=newest.ids[:events]))
    by_deal = sorted(found, key=lambda event: event.deal.slug, reverse=True)
    return history_steps(by_deal, today), newest.count - len(found)


# Those of pages: a hundred events with their deals take a sixth of a megabyte, the five hundred of a text most of one.
_history_of_page = kept_for_edition(_history, most=64)


def deals_named(slugs: Iterable[str], as_of: PartialDate | None) -> dict[str, Deal]:
    """Return the deals that answers rest on, by their slugs."""
    found = Deal.objects.filter(slug__in=slugs).as_of(as_of).without_texts()
    return {deal.slug: deal for deal in found}


def abilities_of(
    answers: Iterable[Spoken],
    types: Iterable[AgreementType],
    deals: Mapping[str, Deal],
    surveys: Mapping[int, Survey],
) -> list[Ability]:
    """Return the answers with their records, and for what is not there the survey that looked for it."""
    by_slug = {agreement_type.slug: agreement_type for agreement_type in types}
    return [
        Ability(
            by_slug[one.type],
            one.answer,
            deals[one.deal] if one.deal else None,
            one.counts,
            surveys.get(by_slug[one.type].pk),
        )
        for one in answers
    ]


def ability_of(partner: Partner, slug: str) -> tuple[Ability, set[str]]:
    """Return the one line of a partner's page for a type, as of today, and the slugs of all types that stand."""
    types = types_of_edition()
    stands = standing_with(partner.slug, tuple(kind.slug for kind in types), None)
    answers = [one for one in stands.answers if one.type == slug]
    deals = deals_named((one.deal for one in answers if one.deal), None)
    (ability,) = abilities_of(answers, types, deals, survey_by_type(partner))
    return ability, {one.type for one in stands.answers if one.answer is Answer.YES}


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
    others = [other for other in partners_in_order() if other.region == partner.region and other != partner]
    found = cells(as_of)

    def stands(other: Partner, kind: AgreementType) -> bool:
        cell = found.get((other.pk, kind.pk))
        return cell is not None and cell.status in STANDING

    # What nobody looked for is not known to be missing.
    kinds_missing = [ability.type for ability in missing if ability.deal or ability.survey]
    had = [HadByOthers(kind, [other for other in others if stands(other, kind)]) for kind in kinds_missing]
    kinds = Counter(other_id for (other_id, _type), cell in found.items() if cell.status in STANDING)
    likest = sorted(others, key=lambda other: -kinds[other.pk])[:_LIKEST]
    return others, [one for one in had if one.partners], likest


def ability_in_words(kind: AgreementType, deal: Deal | None, promises: bool) -> str:
    """Return, as a sentence, what two partners can do: with a deal that allows less than its kind, no more than that.

    Of a treaty that `promises` nothing it is the name of its kind.
    """
    if deal and deal.ability:
        return capfirst(pgettext("what two partners do", "%(ability)s") % {"ability": deal.ability})
    return str(kind.ability if promises else kind.name)


def obliging_to_fight(alliances: Iterable[Deal]) -> set[str]:
    """Return the slugs of treaties of which a source says so: that of 1951 let one side defend, and obliged nobody."""
    told = DealState.objects.filter(deal__in=alliances, state__character__slug=USE_OF_FORCE, state__slug="yes")
    return set(told.values_list("deal__slug", flat=True))


def obliges_to_fight(abilities: Iterable[Ability]) -> bool:
    """Tell whether a treaty stands that obliges to fight."""
    return bool(obliging_to_fight([one.deal for one in abilities if one.type.slug == ALLIANCE and one.deal]))


def _possible(answers: Iterable[Spoken], types: Sequence[AgreementType]) -> list[Spoken]:
    """Return the answers by which something can be done, and is not only declared."""
    declared = {kind.slug for kind in types if kind.family == Family.COMMITMENT}
    return [one for one in answers if one.answer is Answer.YES and one.type not in declared]


def _with_deals(answers: Sequence[Spoken], types: Sequence[AgreementType], as_of: PartialDate | None) -> list[Ability]:
    deals = deals_named((one.deal for one in answers if one.deal), as_of) if answers else {}
    return abilities_of(answers, types, deals, {})


def abilities_with(partner: Partner, as_of: PartialDate | None) -> list[Ability]:
    """Return that of which a partner's page says, as of a day (None: now), that it stands, declared or done."""
    types = types_of_edition()
    answers = standing_with(partner.slug, tuple(kind.slug for kind in types), as_of).answers
    return _each_once(_with_deals([one for one in answers if one.answer is Answer.YES], types, as_of))


def partner_page(partner: Partner, as_of: PartialDate | None, events: int = NEWEST_EVENTS) -> PartnerPage:
    """Return all that a partner's page shows as of a day (None: now), with so many of its events."""
    types = types_of_edition()
    slugs = tuple(kind.slug for kind in types)
    stands, today = (standing_with(partner.slug, slugs, day) for day in (as_of, None))
    now = _possible(today.answers, types)
    deals = deals_named(stands.slugs, as_of)
    abilities = abilities_of(stands.answers, types, deals, survey_by_type(partner))

    def answering(*answers: Answer) -> list[Ability]:
        return [ability for ability in abilities if ability.answer in answers]

    missing = answering(Answer.ENDED, Answer.NO)
    then = {one.type for one in _possible(stands.answers, types)}
    neighbours, had_by_others, likest = _neighbours(partner, missing, as_of)
    history_with = _history_of_page if events == NEWEST_EVENTS else _history
    day = PartialDate.of(timezone.localdate())
    history, earlier_events = history_with(partner.slug, as_of, events, day) if events else ((), 0)
    return PartnerPage(
        partner=partner,
        is_past=as_of is not None and as_of.at_its_end < day,
        standing=_each_once(answering(Answer.YES, Answer.SUSPENDED)),
        obliges_to_fight=obliges_to_fight(answering(Answer.YES)),
        spoken_of=abilities_of(stands.spoken_of, types, deals, {}),
        missing=missing,
        row=_by_family(abilities),
        history=history,
        earlier_events=earlier_events,
        deal_count=stands.deals,
        neighbours=neighbours,
        had_by_others=had_by_others,
        likest=likest,
        gained=_with_deals([one for one in now if one.type not in then], types, None),
        lost=[one for one in abilities if one.type.slug in then - {one.type for one in now}],
    )


@kept_for_edition
def _deals_by_partner() -> Counter[int]:
    """Return how many published deals each partner has, by its id."""
    places = Deal.partners.through.objects.filter(deal__publication=Publication.PUBLISHED).order_by()
    return Counter(dict(places.values_list("partner").annotate(number=Count("pk"))))


def partners_by_region() -> list[tuple[Region, list[PartnerRow]]]:
    """Return the partners with their rows of signs, by region in the order of Region, and in it by name."""
    found = cells(None)
    counts = _deals_by_partner()
    types = types_of_edition()
    groups: dict[Region, list[PartnerRow]] = {region: [] for region in Region}
    for partner in partners_in_order():
        row = [found[partner.pk, kind.pk] for kind in types if (partner.pk, kind.pk) in found]
        groups[Region(partner.region)].append(PartnerRow(partner, row, counts[partner.pk]))
    return [(region, rows) for region, rows in groups.items() if rows]
