"""The kinds of agreement, and one kind with every deal of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from agreements.models import AgreementType, Confusion, Deal, Event, EventKind, Family, State, Term, TypePhrase
from agreements.register.partial_date import PartialDate
from agreements.register.status import Status

from .site import all_types


@dataclass(frozen=True, slots=True)
class TypeRow:
    type: AgreementType
    counts: Sequence[tuple[Status, int]]


@dataclass(frozen=True, slots=True)
class TypeDeal:
    """A deal in a type's table, with the two dates that readers compare."""

    deal: Deal
    signed: PartialDate | None
    in_force: PartialDate | None


@dataclass(frozen=True, slots=True)
class TypePage:
    type: AgreementType
    counts: Sequence[tuple[Status, int]]
    deals: Sequence[TypeDeal]
    phrases: Sequence[TypePhrase]
    confusions: Sequence[Confusion]
    states: dict[str, list[State]]
    terms: Sequence[Term]


def _in_strength(counts: Counter[Status]) -> list[tuple[Status, int]]:
    return [(status, counts[status]) for status in Status if counts[status]]


def types_by_family() -> list[tuple[Family, list[TypeRow]]]:
    """Return the types by family, each with how many published deals stand where."""
    counts: dict[int, Counter[Status]] = {}
    rows = Deal.objects.published().exclude(status="").order_by().values_list("type", "status")
    for type_id, status, number in rows.annotate(number=Count("pk")):
        counts.setdefault(type_id, Counter())[Status(status)] = number
    groups: dict[Family, list[TypeRow]] = {family: [] for family in Family}
    for kind in all_types():
        groups[Family(kind.family)].append(TypeRow(kind, _in_strength(counts.get(kind.pk, Counter()))))
    return list(groups.items())


def type_named(slug: str) -> AgreementType:
    """Return a type by its slug, or raise AgreementType.DoesNotExist."""
    return AgreementType.objects.get(slug=slug)


def _deals(kind: AgreementType) -> list[TypeDeal]:
    deals = list(Deal.objects.published().of_type(kind.slug).as_of(None).for_list().newest_first())
    dates = {
        (event["deal"], event["kind"]): event["last"]
        for event in Event.objects.filter(
            deal__in=[deal.pk for deal in deals], kind__in=[EventKind.SIGNED, EventKind.IN_FORCE]
        )
        .order_by()
        .values("deal", "kind")
        .annotate(last=Max("date"))
    }
    rows = [
        TypeDeal(deal, dates.get((deal.pk, EventKind.SIGNED)), dates.get((deal.pk, EventKind.IN_FORCE)))
        for deal in deals
    ]
    return sorted(rows, key=lambda row: Status(row.deal.status).strength if row.deal.status else len(Status))


def _states(kind: AgreementType) -> dict[str, list[State]]:
    found: dict[str, list[State]] = {}
    for state in State.objects.filter(type_states__type=kind).select_related("character"):
        found.setdefault(state.character.slug, []).append(state)
    return found


def type_page(kind: AgreementType) -> TypePage:
    """Return all that the page of a type shows."""
    deals = _deals(kind)
    counts = Counter(Status(row.deal.status) for row in deals if row.deal.status)
    return TypePage(
        type=kind,
        counts=_in_strength(counts),
        deals=deals,
        phrases=list(kind.phrases.all()),
        confusions=list(kind.confusions.select_related("other")),
        states=_states(kind),
        terms=list(kind.terms.filter(Q(senses__isnull=False)).distinct()),
    )
