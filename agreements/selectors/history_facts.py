"""What readers saw of a record where its rows were these: the rows as facts that can be compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.utils import timezone

from agreements.models import Deal, DietApproval, SourceStanding

from .history import DayOfChanges, FactsOf, Key, Values, days_of
from .history_rows import DEAL, KINDS, TOLD, Told, lines_of, touched
from .subjects import Subjects, records


class CitedFor(NamedTuple):
    """What a source supports: the ids of events, None for a deal as a whole; of a word, the ids of its senses."""

    supports: frozenset[int | None]
    is_read: bool


def _facts_of_record(told: Told, row: Values) -> Iterator[tuple[Key, Any]]:
    for name in told.bilingual:
        texts = (row[f"{name}_en"], row[f"{name}_ja"])
        yield (name, 0), texts if any(texts) else None
    for name in (*told.single, *told.several):
        yield (name, 0), None if row[name] in (None, "", (), DietApproval.UNKNOWN) else row[name]


def _titles(row: Values) -> Iterator[tuple[Key, Any]]:
    for language in ("en", "ja"):
        title = row[f"title_{language}"]
        yield (f"title_{language}", 0), (title, row[f"title_{language}_confirmed"]) if title else None


def _sources(citations: Iterable[tuple[Any, Values]]) -> Iterator[tuple[Key, Any]]:
    """Yield each source that is cited, once, from what each citation supports with it."""
    cited: dict[int, list[tuple[Any, Values]]] = {}
    for supported, row in citations:
        cited.setdefault(int(row["source_id"]), []).append((supported, row))
    for source_id, found in cited.items():
        supports = frozenset(int(supported) if supported else None for supported, _row in found)
        yield ("source", source_id), CitedFor(supports, any(row["standing"] == SourceStanding.SEEN for _, row in found))


def _deal_facts(rows: Mapping[Key, Values], shown: frozenset[int]) -> dict[Key, Any]:
    """Return the facts of a deal. `shown`: ids of published deals, to which relations are told of."""
    facts: dict[Key, Any] = {}
    for (model, pk), row in rows.items():
        if model == "deal":
            facts.update((*_facts_of_record(DEAL, row), *_titles(row)))
        elif model != "citation" and (model != "relation" or int(row["other_id"]) in shown):
            facts[model, pk] = row
    facts.update(_sources((row["event_id"], row) for (model, _), row in rows.items() if model == "citation"))
    return facts


def _record_facts(told: Told, rows: Mapping[Key, Values]) -> dict[Key, Any]:
    facts: dict[Key, Any] = {}
    for (model, pk), row in rows.items():
        if model in KINDS:
            facts.update(_facts_of_record(told, row))
        elif model != "sensecitation":
            facts[model, pk] = row
    facts.update(_sources((row["sense_id"], row) for (model, _), row in rows.items() if model == "sensecitation"))
    return facts


@dataclass(frozen=True, slots=True)
class History:
    """Every day of changes of some records, and the published deals that these and their relations name, by id."""

    days: list[DayOfChanges]
    deals: Mapping[int, Deal]
    first_day: date | None


@dataclass(frozen=True, slots=True)
class NewestHistory:
    """The history of the days after `after`, the newest day that was left out; None where none was."""

    history: History
    after: date | None


def history_of(followed: Subjects) -> History:
    """Read the history of what readers follow in two queries, however long it is; in one where there is none.

    Relations to deals that are not published now are left out.
    """
    lines = lines_of(followed)
    if not lines:
        return History([], {}, None)
    ids = {line.subject[1] for line in lines if line.subject[0] == "deal"}
    ids |= {int(line.values["other_id"]) for line in lines if line.model == "relation"}
    named = {deal.pk: deal for deal in Deal.objects.published().filter(pk__in=ids)} if ids else {}
    facts_of: dict[str, FactsOf] = {name: partial(_record_facts, TOLD[model]) for name, model in KINDS.items()}
    facts_of["deal"] = partial(_deal_facts, shown=frozenset(named))
    return History(days_of(lines, facts_of), named, timezone.localdate(min(line.moment for line in lines)))


def newest_history(followed: Subjects, until: date | None, most: int) -> NewestHistory:
    """Read the history of about `most` of the records that changed last, up to a day: whole days, in three queries.

    However long the history is, it reads that of no other record; of these all, as what readers saw follows from it.
    """
    found = touched(followed, until, most)
    if not found.ids:
        return NewestHistory(History([], {}, None), found.after)
    history = history_of(records(found.ids))
    shown = [
        day
        for day in history.days
        if (until is None or day.day <= until) and (found.after is None or day.day > found.after)
    ]
    first = timezone.localdate(found.first) if found.first else None
    return NewestHistory(History(shown, history.deals, first), found.after)
