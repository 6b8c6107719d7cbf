"""What a small question asks for: a list of deals, a comparison, or the partners that have not something."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from agreements.forms import MOST_COMPARED, DealFilters
from agreements.models import AgreementType, Deal, DealQuerySet, DealState, EntryKind, Partner, SearchEntry
from agreements.register.capabilities import SINGLE_DELIVERIES
from agreements.register.partial_date import PartialDate
from agreements.register.status import STANDING
from agreements.search.expression import Token
from agreements.search.gifts import Giver
from agreements.search.lexicon import Kind, mark_of_kind
from agreements.search.question import Question

from .deal_rows import DealRow, deal_rows
from .deals import deals_matching
from .partners import ALLIANCE, CONSULTATION, Ability, ability_of, obliges_to_fight
from .search_facts import Holders, holders_in, holders_on
from .search_text import AskedText
from .site import partner_order

ANSWER_ROWS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """The list of deals that a question asks for, with what narrows it."""

    filters: DealFilters
    types: Sequence[AgreementType]
    partners: Sequence[Partner]
    # Whether each deal has all of several partners, where the list itself takes any of them.
    is_joint: bool
    count: int
    rows: Sequence[DealRow]
    # Whether the deals stand by their dates, the last first, and not by how firmly they stand.
    is_newest: bool = False
    # Whether a time narrows it: the name of a partner or a kind that stands beside one is not all of the question.
    is_timed: bool = False
    # Who has the kind on a day, where that is what is asked; the list then holds the deals by which they have it.
    holders: Holders | None = None
    # Whether what was given free is asked for, so that the sums are told of, and by whom.
    is_free: bool = False
    giver: Giver = Giver.ANYBODY

    @property
    def deals(self) -> list[Deal]:
        return [row.deal for row in self.rows]

    @property
    def one_giver(self) -> Giver:
        """Who gives, where no more than one partner is asked about, so that it can be said with its name."""
        return self.giver if len(self.partners) == 1 else Giver.ANYBODY

    @property
    def fails_by_status(self) -> bool:
        """Whether nothing of one kind with one partner has a status asked for, so that it may have another."""
        filters = self.filters
        is_other = filters.region or filters.year_from or filters.year_to
        is_one = len(self.partners) == len(self.types) == 1
        return bool(not self.count and filters.status and is_one and not is_other)

    @property
    def address(self) -> str:
        query = urlencode(self.filters.pairs())
        return reverse("agreements:deal_list") + (f"?{query}" if query else "")

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Each filter: its name, its value, and the address of the list without it, if another remains."""
        pairs = self.filters.pairs()
        path = reverse("agreements:deal_list")
        rest = [[other for other in pairs if other != pair] for pair in pairs]
        return [
            (*pair, f"{path}?{urlencode(others)}" if others else "") for pair, others in zip(pairs, rest, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Kinds or partners that are to be told apart. `of` is the parameter that names them: `type` or `partner`."""

    of: str
    records: Sequence[Any]

    @property
    def query(self) -> str:
        return urlencode([(self.of, record.slug) for record in self.records])

    @property
    def address(self) -> str:
        """The page that lays them side by side."""
        return f"{reverse('agreements:compare')}?{self.query}"

    @property
    def apart(self) -> str:
        """The page that says what tells two kinds apart; empty for anything else."""
        if self.of != "type" or len(self.records) != 2:
            return ""
        pair = ",".join(record.slug for record in self.records)
        return f"{reverse('agreements:identify')}?{urlencode({'apart': pair}, safe=',')}"


@dataclass(frozen=True, slots=True)
class Without:
    """The partners that have no deal of some kinds that stands, in one region or in all."""

    types: Sequence[AgreementType]
    regions: Sequence[str]
    partners: Sequence[Partner]

    @property
    def query(self) -> str:
        pairs = [("type", kind.slug) for kind in self.types] + [("region", region) for region in self.regions]
        return urlencode(pairs)

    @property
    def address(self) -> str:
        """The grid of those that have one."""
        return f"{reverse('agreements:grid')}?{self.query}"


@dataclass(frozen=True, slots=True)
class Then:
    """What Japan and a partner had at the end of a year, a month or a day."""

    partner: Partner
    asked: PartialDate

    @property
    def day(self) -> PartialDate:
        return self.asked.at_its_end

    @property
    def address(self) -> str:
        return f"{self.partner.get_absolute_url()}?{urlencode({'as_of': str(self.day)})}"


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a partner's page that answers what the two owe or allow each other today.

    `standing` holds the slugs of all types that stand.
    """

    partner: Partner
    ability: Ability
    standing: frozenset[str]
    obliges_to_fight: bool

    @property
    def is_on_defense(self) -> bool:
        """Whether one must defend the other is asked, which the line alone tells of one side only."""
        return self.ability.type.slug == ALLIANCE

    @property
    def has_alliance(self) -> bool:
        return ALLIANCE in self.standing

    @property
    def has_consultation(self) -> bool:
        return CONSULTATION in self.standing


def _listed(question: Question, *, is_joint: bool) -> tuple[list[int], int]:
    """Return the ids of the first deals of a list, and how many it has.

    The index gives what `deals_matching` would, those that stand first, without sorting a large register.
    """
    latest = timezone.localdate().year + 1
    asked = question.filters(is_joint=is_joint, latest=latest) or Token(mark_of_kind(EntryKind.DEAL.value))
    return SearchEntry.objects.leading(EntryKind.DEAL, asked, ANSWER_ROWS)


def answer_to(asked: AskedText) -> Answer | None:
    """Return the list that a question asks for; None where it asks for none."""
    question, names = asked.question, asked.names
    if not question.is_list:
        return None
    if (year := question.held_in) and year < timezone.localdate().year:
        return _held(asked, PartialDate(year).at_its_end)
    _, own = asked.elsewhere()
    if len(own) > 1 and question.slugs(Kind.PARTNER):
        # Of the kinds that Japan has for what others call so, the first under which it has something with them.
        questions = [question.of_type(slug) for slug in own]
        question = next((one for one in questions if _listed(one, is_joint=True)[1]), question)
    partners, types = question.slugs(Kind.PARTNER), question.slugs(Kind.TYPE)
    holders = holders_in(asked)
    statuses = question.statuses
    if holders and not statuses and types[0] not in SINGLE_DELIVERIES:
        # Of what is delivered once, all is the list: what was handed over is in force no more.
        statuses = holders.statuses
        question = question.with_statuses(statuses)
    filters = DealFilters(
        type=tuple(sorted(types)),
        partner=tuple(sorted(partners)),
        region=tuple(sorted(question.slugs(Kind.REGION))),
        status=tuple(sorted(statuses)),
        year_from=question.year_from,
        year_to=question.year_to,
    )
    is_joint = len(partners) > 1
    if question.giver:
        is_joint, newest = False, _given_by(question.giver, deals_matching(replace(filters, sort="newest")))
        ids, count = list(newest.values_list("pk", flat=True)[:ANSWER_ROWS]), newest.order_by().count()
    else:
        ids, count = _listed(question, is_joint=is_joint)
    if is_joint and not count:
        is_joint = False
        ids, count = _listed(question, is_joint=False)
    is_newest = question.is_newest and not is_joint
    if is_newest and not question.giver:
        ids = list(deals_matching(replace(filters, sort="newest")).values_list("pk", flat=True)[:ANSWER_ROWS])
    deals = Deal.objects.published().as_of(None).for_rows().in_bulk(ids)
    return Answer(
        filters, [names.types[slug] for slug in types], [names.partners[slug] for slug in partners], is_joint, count,
        deal_rows(deals[pk] for pk in ids if pk in deals), is_newest, question.is_newest or question.has_time,
        holders, question.is_free, question.giver,
    )  # fmt: skip


def _given_by(giver: Giver, deals: DealQuerySet) -> DealQuerySet:
    """Keep the gifts of one side, seen from Japan; of whose direction nothing is said, they are Japan's."""
    told = DealState.objects.filter(state__character__slug="direction")
    if giver is Giver.PARTNER:
        return deals.filter(pk__in=told.filter(state__slug__in=("receives", "both")).values("deal"))
    return deals.exclude(pk__in=told.filter(state__slug="receives").values("deal")) if giver else deals


def _held(asked: AskedText, day: PartialDate) -> Answer:
    """Return what stood on a past day, and who had the kind that is asked about."""
    question, names = asked.question, asked.names
    filters = DealFilters(
        type=question.slugs(Kind.TYPE),
        region=tuple(sorted(question.slugs(Kind.REGION))),
        status=question.statuses or tuple(sorted(STANDING)),
        as_of=day,
    )
    found = deals_matching(filters)
    rows = deal_rows(found.for_rows()[:ANSWER_ROWS])
    types = [names.types[slug] for slug in filters.type]
    holders = holders_on(asked, types[0].slug, day) if types and question.asks_who else None
    return Answer(filters, types, [], False, found.count(), rows, is_timed=True, holders=holders)


def then_in(asked: AskedText) -> Then | None:
    """Return the day on which a question looks at one partner; None for a day that has not ended."""
    try:
        moment = PartialDate.parse(asked.question.moment)
    except ValueError:
        return None
    if moment.last_day > timezone.localdate():
        return None
    return Then(asked.names.partners[asked.question.slugs(Kind.PARTNER)[0]], moment)


def line_in(asked: AskedText, answer: Answer | None) -> Line | None:
    """Return the line that answers what a question asks of one partner, or what there is where no status asked for
    passes: “Is the ACSA in force?” of one that is only signed."""
    question, names = asked.question, asked.names
    if question.duty in names.types:
        return _line(names.partners[question.party], question.duty)
    if answer and answer.fails_by_status:
        line = _line(answer.partners[0], answer.types[0].slug)
        return line if line.ability.deal else None
    return None


def _line(partner: Partner, slug: str) -> Line:
    ability, standing = ability_of(partner, slug)
    return Line(partner, ability, frozenset(standing), obliges_to_fight([ability]))


def comparison_in(asked: AskedText) -> Comparison | None:
    """Return what a question wants to be told apart."""
    compared = asked.question.compared
    if compared is None:
        return None
    kind, slugs = compared
    records: Any = asked.names.types if kind is Kind.TYPE else asked.names.partners
    return Comparison(kind.value, [records[slug] for slug in slugs[:MOST_COMPARED]])


def without_in(asked: AskedText) -> Without | None:
    """Return who has not what a question denies."""
    types = asked.question.lacking
    if not types:
        return None
    regions = asked.question.slugs(Kind.REGION)
    deals = Deal.objects.published().as_of(None).of_type(*types).with_status(*STANDING)
    having = set(deals.values_list("partners", flat=True))
    partners = [
        partner
        for partner in asked.names.partners.values()
        if partner.pk not in having and (not regions or partner.region in regions)
    ]
    return Without([asked.names.types[slug] for slug in types], regions, sorted(partners, key=partner_order))
