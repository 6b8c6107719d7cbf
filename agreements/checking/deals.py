"""Deals that are there twice, or whose characters contradict their type."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from agreements.models import Deal
from agreements.register.characters import states_from_facts

from .finding import Finding, finding, warning
from .register import Register


def deals_have_partners(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        if not deal.partners.all():
            yield finding(deal, "partners", "has no partner")


def _are_told_apart(first: Deal, second: Deal) -> bool:
    """Tell whether two deals name different items, or an editor has related the one to the other."""
    related = {row.other_id for row in first.relations.all()} | {row.deal_id for row in first.inverse_relations.all()}
    items, others = set(first.items_en), set(second.items_en)
    return second.pk in related or bool(items and others and not items & others)


def deals_are_there_once(register: Register) -> Iterator[Finding]:
    """Two deals of one type with the same partners and of the same date are likely one, unless told apart."""
    alike: dict[object, list[Deal]] = defaultdict(list)
    for deal in register.deals:
        if deal.dated is not None:
            alike[deal.type_id, frozenset(partner.pk for partner in deal.partners.all()), deal.dated].append(deal)
    for same in alike.values():
        for first, second in combinations(same, 2):
            if not _are_told_apart(first, second):
                message = f"likely the same deal as {first.slug}: type, partners and date {second.dated} agree"
                yield warning(second, "slug", message)


def _possible_states(deal: Deal) -> dict[str, set[str]]:
    """Return the states by character that the deal's types allow. A character without states allows any."""
    possible: dict[str, set[str]] = defaultdict(set)
    for agreement_type in (deal.type, *deal.also_types.all()):
        for row in agreement_type.type_states.all():
            possible[row.state.character.slug].add(row.state.slug)
    return possible


def _facts(deal: Deal) -> dict[str, frozenset[str]]:
    return states_from_facts(
        deal.instrument, deal.binding, deal.diet_approval, party_count=1 + len(deal.partners.all())
    )


_FIELD_OF = {"form": "instrument", "binding": "binding", "diet-approval": "diet_approval", "parties": "partners"}


def facts_agree_with_type(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        possible = _possible_states(deal)
        for character, states in _facts(deal).items():
            if character in possible and not states & possible[character]:
                yield finding(
                    deal,
                    _FIELD_OF[character],
                    f"{character} {', '.join(states)} contradicts the type {deal.type.slug}: "
                    f"{', '.join(sorted(possible[character]))}",
                )


def narrowed_states_agree_with_type(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        possible = _possible_states(deal)
        for row in deal.deal_states.all():
            character, state = row.state.character.slug, row.state.slug
            if character in possible and state not in possible[character]:
                yield finding(
                    row, "state", f"contradicts the type {deal.type.slug}: {', '.join(sorted(possible[character]))}"
                )


def narrowed_states_agree_with_facts(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        facts = _facts(deal)
        for row in deal.deal_states.all():
            character = row.state.character.slug
            if character in facts and row.state.slug not in facts[character]:
                yield finding(
                    row, "state", f"contradicts {_FIELD_OF[character]}, which says {', '.join(facts[character])}"
                )


RULES = (
    deals_have_partners,
    deals_are_there_once,
    facts_agree_with_type,
    narrowed_states_agree_with_type,
    narrowed_states_agree_with_facts,
)
