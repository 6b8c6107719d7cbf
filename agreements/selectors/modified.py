"""When the register last changed what the page of a record shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model

from agreements.models import AgreementType, Deal, Partner, Term

from .changes import gathered_on, start_of
from .history import history_of


@dataclass(frozen=True, slots=True)
class Modifications:
    """The last changes of records by their ids; `loaded` is for those that nothing has changed since."""

    loaded: datetime
    deals: Mapping[int, datetime]
    types: Mapping[int, datetime]
    partners: Mapping[int, datetime]
    terms: Mapping[int, datetime]


def _logged(model: type[Model]) -> dict[int, datetime]:
    """Return when the admin last changed each record of a kind."""
    kind = ContentType.objects.get_for_model(model)
    rows = LogEntry.objects.filter(content_type=kind).order_by().values_list("object_id").annotate(Max("action_time"))
    return {int(pk): moment for pk, moment in rows if pk and pk.isdigit()}


def _later(found: dict[int, datetime], pk: int, moment: datetime) -> None:
    found[pk] = max(moment, found.get(pk, moment))


def modifications() -> Modifications:
    """Return the last change that readers saw of every deal, and of types and partners that or one of their own.

    A day of changes counts as `/changes/` has it, so that work on a draft is none.
    """
    published = Deal.objects.published().order_by()
    deals: dict[int, datetime] = {}
    for day in history_of(published).days:
        _later(deals, day.deal_id, day.moment)
    types, partners = _logged(AgreementType), _logged(Partner)
    changed = published.filter(pk__in=deals)
    for pk, type_id in changed.values_list("pk", "type_id"):
        _later(types, type_id, deals[pk])
    for pk, type_id in changed.values_list("pk", "also_types"):
        if type_id:
            _later(types, type_id, deals[pk])
    for pk, partner_id in changed.values_list("pk", "partners"):
        if partner_id:
            _later(partners, partner_id, deals[pk])
    return Modifications(start_of(gathered_on()), deals, types, partners, _logged(Term))
