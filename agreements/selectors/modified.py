"""When the register last changed what the page of a record shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from agreements.forms import ChangeFilters
from agreements.models import Citation, DealQuerySet

from .changes import gathered_on, start_of
from .history_facts import history_of
from .subjects import subjects


@dataclass(frozen=True, slots=True)
class Modifications:
    """The last changes of records by their ids; `loaded` is for those that nothing has changed since."""

    loaded: datetime
    deals: Mapping[int, datetime]
    types: Mapping[int, datetime]
    partners: Mapping[int, datetime]
    terms: Mapping[int, datetime]


def _later(found: dict[int, datetime], pk: int, moment: datetime) -> None:
    found[pk] = max(moment, found.get(pk, moment))


def _date_by_sources(deals: DealQuerySet, sources: Mapping[int, datetime], found: dict[int, datetime]) -> None:
    """Date deals also by what was put right in a source that they cite."""
    if sources:
        cited = Citation.objects.filter(deal__in=deals.values("pk"), source__in=sources)
        for deal_id, source_id in cited.order_by().values_list("deal_id", "source_id"):
            _later(found, deal_id, sources[source_id])


def modifications() -> Modifications:
    """Return the last change that readers saw of every deal, and of types and partners that or one of their own.

    A day of changes counts as `/changes/` has it, so that work on a draft is none.
    """
    everything = subjects(ChangeFilters())
    found: dict[str, dict[int, datetime]] = {}
    for day in history_of(everything).days:
        kind, pk = day.subject
        _later(found.setdefault(kind, {}), pk, day.moment)
    deals, types, partners = (found.get(kind, {}) for kind in ("deal", "agreementtype", "partner"))
    _date_by_sources(everything.deals, found.get("source", {}), deals)
    changed = everything.deals.filter(pk__in=deals)
    for pk, type_id in changed.values_list("pk", "type_id"):
        _later(types, type_id, deals[pk])
    for pk, type_id in changed.values_list("pk", "also_types"):
        if type_id:
            _later(types, type_id, deals[pk])
    for pk, partner_id in changed.values_list("pk", "partners"):
        if partner_id:
            _later(partners, partner_id, deals[pk])
    return Modifications(start_of(gathered_on()), deals, types, partners, found.get("term", {}))
