"""Relations that lead nowhere, lack their counterpart, or run in a circle."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from agreements.models import Deal, Relation, RelationKind
from agreements.register.status import EventKind

from .finding import Finding, finding, warning
from .register import Register


def _is_superseded(deal: Deal) -> bool:
    return any(event.kind == EventKind.SUPERSEDED for event in deal.events.all())


def relations_lead_to_readers_pages(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        for relation in deal.relations.all():
            if deal.is_published and not relation.other.is_published:
                yield warning(relation, "other", "a published deal is related to a draft, which readers cannot see")


def what_supersedes_has_ended_the_other(register: Register) -> Iterator[Finding]:
    by_id = {deal.pk: deal for deal in register.deals}
    for deal in register.deals:
        for relation in deal.relations.all():
            if relation.kind == RelationKind.SUPERSEDES and not _is_superseded(by_id[relation.other_id]):
                yield finding(relation, "other", f"{relation.other.slug} has no event that says it was superseded")


def what_was_superseded_says_by_what(register: Register) -> Iterator[Finding]:
    """The successor may be outside the register: only a warning."""
    for deal in register.deals:
        successors = [row for row in deal.inverse_relations.all() if row.kind == RelationKind.SUPERSEDES]
        if _is_superseded(deal) and not successors:
            yield warning(deal, "relations", "was superseded, but no relation says by what")


def _circle(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def relations_run_in_no_circle(register: Register) -> Iterator[Finding]:
    """Every kind of relation leads to what came before, so that none leads back."""
    relations = [record for record in register.records if isinstance(record, Relation)]
    graph: dict[str, set[str]] = {}
    for relation in relations:
        graph.setdefault(relation.deal.slug, set()).add(relation.other.slug)
    while circle := _circle(graph):
        # The sorter lists a circle from what comes before to what follows, its first node again at the end.
        other, slug = circle[:2]
        row = next(each for each in relations if (each.deal.slug, each.other.slug) == (slug, other))
        yield finding(row, "other", f"leads in a circle: {' → '.join(reversed(circle))}")
        graph[slug].discard(other)


RULES = (
    relations_lead_to_readers_pages,
    what_supersedes_has_ended_the_other,
    what_was_superseded_says_by_what,
    relations_run_in_no_circle,
)
