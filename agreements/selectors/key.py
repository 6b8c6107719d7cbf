"""The identification key's matrix, read from the register, and the words that its pages show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from agreements import key
from agreements.models import AgreementType, Character, Confusion, Deal, DealState, State, TypeState
from agreements.register.characters import states_from_facts

from .edition import kept_for_edition
from .site import types_of_edition

# Slugs of states by the slug of their character.
States = dict[str, frozenset[str]]

# How many deals stand for a type on the page of a result.
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Key:
    """The matrix with the records behind its slugs."""

    matrix: key.Matrix
    characters: Mapping[str, Character]
    states: Mapping[tuple[str, str], State]
    types: Mapping[str, AgreementType]

    def states_of(self, character: str, slugs: Iterable[str]) -> list[State]:
        return [self.states[character, slug] for slug in slugs]


@dataclass(frozen=True, slots=True)
class KeyedDeal:
    """A deal with the characters on which it contradicts the answers of a reader, and the other types that it has."""

    deal: Deal
    contradicts: Sequence[str]
    also: Sequence[AgreementType] = ()


def _states_by(rows: QuerySet[TypeState] | QuerySet[DealState], owner: str) -> dict[int, States]:
    """Return the states that each type or deal has, by its id."""
    found: dict[int, dict[str, set[str]]] = {}
    for owner_id, character, state in rows.values_list(owner, "state__character__slug", "state__slug"):
        found.setdefault(owner_id, {}).setdefault(character, set()).add(state)
    return {
        owner_id: {character: frozenset(states) for character, states in of_owner.items()}
        for owner_id, of_owner in found.items()
    }


def states_of_types() -> dict[int, States]:
    """Return the states that each type can have, by its id; of a character that it leaves out nothing is known."""
    return _states_by(TypeState.objects.order_by(), "type")


@kept_for_edition
def _deals_by_type() -> dict[int, int]:
    """Return how many published deals each type has, by its id."""
    return dict(Deal.objects.published().order_by().values_list("type").annotate(number=Count("pk")))


def key_of_register() -> Key:
    """Read the key in three queries, and once an edition the types and how frequent each is: its published deals."""
    characters = list(Character.objects.prefetch_related("states"))
    types = types_of_edition()
    frequencies = _deals_by_type()
    cells = states_of_types()
    matrix = key.Matrix(
        characters=tuple(
            key.Character.of(character.slug, [state.slug for state in character.states.all()])
            for character in characters
        ),
        taxa=tuple(key.Taxon(kind.slug, cells.get(kind.pk, {}), frequencies.get(kind.pk, 0)) for kind in types),
    )
    return Key(
        matrix=matrix,
        characters={character.slug: character for character in characters},
        states={(character.slug, state.slug): state for character in characters for state in character.states.all()},
        types={kind.slug: kind for kind in types},
    )


def cell_notes(*types: str) -> dict[tuple[str, str, str], str]:
    """Return what editors noted on cells of the matrix, by type, character and state; of all types if none is named."""
    cells = TypeState.objects.exclude(note_en="", note_ja="").select_related("type", "state__character").order_by()
    if types:
        cells = cells.filter(type__slug__in=types)
    return {(cell.type.slug, cell.state.character.slug, cell.state.slug): cell.note for cell in cells if cell.note}


def confusion_between(first: str, second: str) -> str:
    """Return what the editors say tells two types apart, or nothing."""
    either = Q(type__slug=first, other__slug=second) | Q(type__slug=second, other__slug=first)
    found = Confusion.objects.filter(either).first()
    return found.difference if found else ""


def published_deal_in_brief(slug: str) -> Deal | None:
    """Return a published deal with its types, or None."""
    return Deal.objects.published().filter(slug=slug).select_related("type").prefetch_related("also_types").first()


def states_of_deals(deals: QuerySet[Deal], of_type: Mapping[int, States] | None = None) -> dict[str, States]:
    """Return what the questionnaire is to be told of each deal, by its slug, in four queries.

    A deal has the states of its type, narrowed by what its columns say, and by what a source says of it in particular.
    One that sits between two types has the states of both. The types have those given, by their ids, or those that
    the register has.
    """
    if of_type is None:
        of_type = states_of_types()
    columns = ("pk", "slug", "type", "instrument", "binding", "diet_approval", "partner_count")
    rows = deals.order_by("slug").annotate(partner_count=Count("partners", distinct=True)).values_list(*columns)
    return _states_of(rows, deals.order_by().values("pk"), of_type)


def states_of_few(deals: Sequence[Deal], found: Key) -> dict[str, States]:
    """Return the same of deals that were read with their partners, in two queries."""
    rows = [
        (deal.pk, deal.slug, deal.type_id, deal.instrument, deal.binding, deal.diet_approval, len(deal.partners.all()))
        for deal in deals
    ]
    return _states_of(rows, [deal.pk for deal in deals], _states_in(found))


def _states_in(found: Key) -> dict[int, States]:
    return {found.types[taxon.slug].pk: dict(taxon.states) for taxon in found.matrix.taxa}


def _states_of(rows: Iterable[tuple[Any, ...]], wanted: Any, of_type: Mapping[int, States]) -> dict[str, States]:
    of_deal = _states_by(DealState.objects.filter(deal__in=wanted).order_by(), "deal")
    also: dict[int, list[int]] = {}
    for deal_id, type_id in Deal.also_types.through.objects.filter(deal__in=wanted).values_list(
        "deal", "agreementtype"
    ):
        also.setdefault(deal_id, []).append(type_id)
    return {
        slug: {
            **_of_any_type([of_type.get(one, {}) for one in (type_id, *also.get(deal_id, ()))]),
            **states_from_facts(instrument, binding, approval, party_count=1 + partner_count),
            **of_deal.get(deal_id, {}),
        }
        for deal_id, slug, type_id, instrument, binding, approval, partner_count in rows
    }


def _of_any_type(types: Sequence[States]) -> States:
    """Return the states that any of the types can have. A character that one leaves out may have any state there."""
    shared = [character for character in types[0] if all(character in states for states in types)]
    return {character: frozenset().union(*(states[character] for states in types)) for character in shared}


def _contradictions(answers: key.Answers, states: States) -> list[str]:
    """Return the characters of the answers of which the deal has none of the ticked states."""
    return [a.character for a in answers.sure if a.character in states and states[a.character].isdisjoint(a.states)]


def deals_that_key_here(
    answers: key.Answers, best: AgreementType, rival: AgreementType | None
) -> tuple[list[KeyedDeal], KeyedDeal | None]:
    """Return deals of the type that agree with the answers best, strongest and newest first, and one of the rival.

    Deals that are of another type too come after those of this type alone, and stand for no rival.
    """
    published = Deal.objects.published()
    kinds = [best.pk, *([rival.pk] if rival else [])]
    wanted = Q(type=best) | Q(also_types=best) | Q(type__in=kinds, also_types=None)
    deals = list(
        published.filter(pk__in=published.filter(wanted).order_by().values("pk"))
        .exclude(status__in=["proposed", "cancelled", ""])
        .select_related("type")
        .prefetch_related("also_types")
        .newest_first()
    )
    states = states_of_deals(published.filter(pk__in=[deal.pk for deal in deals]))
    strongest = sorted(deals, key=lambda deal: (len(_others(deal, best)), deal.status not in ("in-force", "signed")))
    keyed = [KeyedDeal(one, _contradictions(answers, states[one.slug]), _others(one, best)) for one in strongest]
    keyed.sort(key=lambda one: len(one.contradicts))
    here = [one for one in keyed if _is_of(one.deal, best) and not one.contradicts][:EXAMPLES]
    alike = next((one for one in keyed if not _is_of(one.deal, best) and one.contradicts), None)
    return here, alike


def _is_of(deal: Deal, kind: AgreementType) -> bool:
    return kind in (deal.type, *deal.also_types.all())


def _others(deal: Deal, best: AgreementType) -> list[AgreementType]:
    """Return the types that a deal between two has beside this one, and for a deal of one type nothing."""
    types = [deal.type, *deal.also_types.all()]
    return [kind for kind in types if kind != best] if len(types) > 1 else []


def known_cases(found: Key, after: key.Matrix) -> dict[str, key.Case]:
    """Return the answers that the site itself gives, now and once the matrix is another: all that is known of each
    published deal, by its slug, and those of the addresses that its pages link to, by their query: a deal keyed out,
    and each answer to the first question.

    A deal takes from its types what nothing says of it in particular, and so its answers change with the matrix. An
    address says the same before and after.
    """
    deals = states_of_deals(Deal.objects.published(), _states_in(found))
    then = states_of_deals(Deal.objects.published(), _states_in(replace(found, matrix=after)))
    cases = {
        slug: key.Case(key.answers_of(found.matrix, states), key.answers_of(after, then[slug]))
        for slug, states in deals.items()
    }
    linked = [key.answers_of(found.matrix, {c.slug: {s}}) for c in found.matrix.characters[:1] for s in c.state_slugs]
    keyed: dict[key.Answers, tuple[key.Answers, ...]] = {}
    for slug, case in cases.items():
        if case.before not in keyed:
            keyed[case.before] = key.guided_answers(found.matrix, deals[slug])
        linked += keyed[case.before][-1:]
    return cases | {"?" + urlencode(answers.to_query(), safe=","): key.Case(answers, answers) for answers in linked}


def cell_states(kind: AgreementType, character: Character) -> list[TypeState]:
    """Return the cells that a type has of a question."""
    return list(TypeState.objects.filter(type=kind, state__character=character).select_related("state__character"))
