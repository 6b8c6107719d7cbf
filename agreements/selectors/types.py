"""The kinds of agreement, and one kind with every deal of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from agreements import key
from agreements.models import (
    AgreementType,
    Character,
    Confusion,
    Deal,
    Event,
    EventKind,
    Family,
    Sense,
    State,
    Term,
    TypePhrase,
)
from agreements.register.durations import Durations, days_to_force, durations
from agreements.register.status import DatedEvent, DateStanding, Status, in_order
from agreements.register.status import EventKind as RegisterEventKind

from .edition import kept_for_edition
from .key import Key, key_of_register
from .site import types_of_edition


@dataclass(frozen=True, slots=True)
class TypeRow:
    type: AgreementType
    counts: Sequence[tuple[Status, int]]


@dataclass(frozen=True, slots=True)
class TypeDeal:
    """A deal in a type's table, with the two events whose dates readers compare."""

    deal: Deal
    signed: Event | None
    in_force: Event | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A character on which two types never agree, with the states that each can have."""

    character: Character
    own: Sequence[State]
    other: Sequence[State]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A type that this one is taken for, what tells them apart in a sentence, and by the characters of the key."""

    confusion: Confusion
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class TypePage:
    """All that the page of a type shows.

    `deals` are those of the strongest status, and `more_deals` is the number of the others.
    """

    type: AgreementType
    counts: Sequence[tuple[Status, int]]
    deals: Sequence[TypeDeal]
    more_deals: int
    phrases: Sequence[TypePhrase]
    neighbours: Sequence[Neighbour]
    states: dict[str, list[State]]
    terms: Sequence[Term]
    days_to_force: Durations | None

    @property
    def phrases_by_language(self) -> Sequence[tuple[str, Sequence[TypePhrase]]]:
        """The phrases by the language in which they were said, that of the page first."""
        by_language: dict[str, list[TypePhrase]] = {}
        for phrase in self.phrases:
            by_language.setdefault(phrase.language, []).append(phrase)
        return sorted(by_language.items(), key=lambda item: item[0] != _language())

    @property
    def plain_of_other(self) -> Sequence[str]:
        """The plain words in the language that the page is not in; where only one language has any, none."""
        ja, en = self.type.plain_ja, self.type.plain_en
        return (en if _language() == "ja" else ja) if ja and en else ()


def _language() -> str:
    return get_language() or "en"


def _in_strength(counts: Counter[Status]) -> list[tuple[Status, int]]:
    return [(status, counts[status]) for status in Status if counts[status]]


@kept_for_edition
def counts_by_type() -> dict[int, Counter[str]]:
    """Return how many published deals of each type, mainly or also, stand where, by the type's id.

    What has no dated event stands nowhere, and is counted under the empty text.
    """
    counts: dict[int, Counter[str]] = {}
    deals = Deal.objects.published().order_by()
    for of_kind in ("type", "also_types"):
        rows = deals.filter(**{f"{of_kind}__isnull": False}).values_list(of_kind, "status")
        for type_id, status, number in rows.annotate(number=Count("pk")):
            counts.setdefault(type_id, Counter())[status] += number
    return counts


def types_by_family() -> list[tuple[Family, list[TypeRow]]]:
    """Return the types by family, each with how many published deals stand where."""
    counts = counts_by_type()
    groups: dict[Family, list[TypeRow]] = {family: [] for family in Family}
    for kind in types_of_edition():
        of_kind = counts.get(kind.pk, Counter())
        in_strength = _in_strength(Counter({Status(status): n for status, n in of_kind.items() if status}))
        groups[Family(kind.family)].append(TypeRow(kind, in_strength))
    return list(groups.items())


def type_named(slug: str) -> AgreementType:
    """Return a type by its slug, or raise Http404."""
    return get_object_or_404(AgreementType, slug=slug)


# So many deals stand on a type's page; in the real register none has more than sixty.
MOST_DEALS = 100


@dataclass(frozen=True, slots=True)
class _InSum:
    """What all deals of a type come to, and of the strongest and newest the id and the last of the two events."""

    counts: Counter[Status]
    number: int
    first: Sequence[tuple[int, Event | None, Event | None]]
    days_to_force: Durations | None


@partial(kept_for_edition, most=64)
def _in_sum(slug: str) -> _InSum:
    events: dict[int, list[DatedEvent]] = {}
    status_of: dict[int, str] = {}
    rows = Deal.objects.published().of_type(slug).newest_first()
    columns = ("pk", "status", "events__kind", "events__date", "events__date_standing")
    for pk, status, kind, date, standing in rows.values_list(*columns):
        status_of[pk] = status
        if kind in (EventKind.SIGNED, EventKind.IN_FORCE):
            events.setdefault(pk, []).append(DatedEvent(RegisterEventKind(kind), date, DateStanding(standing)))

    def last(pk: int, kind: RegisterEventKind) -> Event | None:
        found = [event for event in in_order(events.get(pk, ())) if event.kind is kind]
        return Event(kind=kind.value, date=found[-1].date, date_standing=found[-1].standing.value) if found else None

    strongest = sorted(status_of, key=lambda pk: Status(status_of[pk]).strength if status_of[pk] else len(Status))
    return _InSum(
        Counter(Status(status) for status in status_of.values() if status),
        len(status_of),
        [
            (pk, last(pk, RegisterEventKind.SIGNED), last(pk, RegisterEventKind.IN_FORCE))
            for pk in strongest[:MOST_DEALS]
        ],
        durations(days_to_force(of_one) for of_one in events.values()),
    )


# How many marks tell two types apart well enough on a page; all of them are on the page that compares the two.
_MARKS = 4


def _neighbours(kind: AgreementType, register: Key) -> list[Neighbour]:
    """Return the types that this one is taken for, each with the characters that always tell the two apart."""

    def states(character: str, slugs: Sequence[str]) -> list[State]:
        return [register.states[character, slug] for slug in slugs]

    def marks(other: str) -> list[Mark]:
        found = [one for one in key.differences(register.matrix, kind.slug, other) if one.is_certain]
        return [
            Mark(
                register.characters[one.character], states(one.character, one.first), states(one.character, one.second)
            )
            for one in found[:_MARKS]
        ]

    return [Neighbour(one, marks(one.other.slug)) for one in kind.confusions.select_related("other")]


def _states(kind: AgreementType, register: Key) -> dict[str, list[State]]:
    return {
        character.slug: [
            register.states[character.slug, slug]
            for slug in register.matrix.in_order(character.slug, register.matrix.possible(kind.slug, character.slug))
        ]
        for character in register.matrix.characters
    }


def type_page(kind: AgreementType) -> TypePage:
    """Return all that the page of a type shows."""
    sum_of_deals = _in_sum(kind.slug)
    shown = Deal.objects.as_of(None).without_texts().prefetch_related("periods")
    by_id = shown.in_bulk([pk for pk, *_events in sum_of_deals.first])
    deals = [TypeDeal(by_id[pk], *events) for pk, *events in sum_of_deals.first if pk in by_id]
    register = key_of_register()
    senses = Prefetch("senses", Sense.objects.select_related("partner"))
    return TypePage(
        type=kind,
        counts=_in_strength(sum_of_deals.counts),
        deals=deals,
        more_deals=sum_of_deals.number - len(deals),
        phrases=list(kind.phrases.all()),
        neighbours=_neighbours(kind, register),
        states=_states(kind, register),
        terms=[term for term in kind.terms.prefetch_related(senses) if term.senses.all()],
        days_to_force=sum_of_deals.days_to_force,
    )
