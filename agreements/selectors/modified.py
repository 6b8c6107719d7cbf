"""When the register last changed what the page of a record shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from agreements.forms import ChangeFilters
from agreements.models import Citation, DealQuerySet

from .changes import gathered_on
from .edition import kept_for_edition
from .history import start_of
from .history_facts import newest_history
from .subjects import subjects

# Of how many records' days the last changes are told exactly.
MOST_TOUCHED = 1_000


@dataclass(frozen=True, slots=True)
class Modifications:
    """The last changes of records by their ids; `otherwise` is for all others: nothing has changed them since."""

    otherwise: datetime
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


@kept_for_edition
def modifications() -> Modifications:
    """Return the last change that readers saw of deals, and of types and partners that or one of their own.

    A day of changes counts as `/changes/` has it, so that work on a draft is none. Of a long history the newest part
    is read: what did not change in it is dated by the day on which that begins.
    """
    everything = subjects(ChangeFilters())
    found: dict[str, dict[int, datetime]] = {}
    newest = newest_history(everything, None, MOST_TOUCHED)
    for day in newest.history.days:
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
    begins = newest.after + timedelta(days=1) if newest.after else gathered_on()
    return Modifications(start_of(begins), deals, types, partners, found.get("term", {}))
