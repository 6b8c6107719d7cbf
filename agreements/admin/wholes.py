"""What has one history: a record together with the parts that are edited with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from agreements.models import (
    AgreementType,
    Amount,
    Character,
    Citation,
    Confusion,
    Cue,
    Deal,
    DealPhrase,
    DealState,
    Event,
    Partner,
    Register,
    Relation,
    Sense,
    SenseCitation,
    Source,
    State,
    Survey,
    Term,
    TypePhrase,
    TypeState,
)


@dataclass(frozen=True, slots=True)
class Whole:
    """`parts` has the look-up that leads from each kind of part to the record.

    `several` has, for each field that names several records, what simple_history keeps it in: a model and a column.
    """

    model: type[models.Model]
    parts: Mapping[type[models.Model], str] = field(default_factory=dict)
    several: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def history_of_parts(self, part: type[models.Model], pk: int) -> Any:
        """Return the historical records of one kind of part of one record."""
        return _history(part, self.parts[part], pk)


def _history(part: Any, path: str, pk: int) -> Any:
    above, _, rest = path.partition("__")
    if not rest:
        return part.history.filter(**{f"{above}_id": pk})
    # By the history of what stands between the two: it may be gone.
    between = _history(part._meta.get_field(above).related_model, rest, pk)
    return part.history.filter(**{f"{above}_id__in": between.order_by().values("id")})


# A deal's parts are in the order in which they can be written back: a citation needs its event.
_DEAL = Whole(
    Deal,
    dict.fromkeys((Event, Citation, Amount, DealState, DealPhrase, Relation), "deal"),
    {"partners": ("HistoricalDeal_partners", "partner"), "also_types": ("HistoricalDeal_also_types", "agreementtype")},
)
_TERM = Whole(Term, {Sense: "term", SenseCitation: "sense__term"}, {"types": ("HistoricalTerm_types", "agreementtype")})
WHOLES: Mapping[type[models.Model], Whole] = {
    whole.model: whole
    for whole in (
        _DEAL,
        _TERM,
        Whole(AgreementType, {TypeState: "type", TypePhrase: "type", Confusion: "type"}),
        Whole(Character, {State: "character"}),
        *map(Whole, (Partner, Source, Cue, Survey, Register)),
    )
}
DEAL_PARTS: tuple[type[models.Model], ...] = tuple(_DEAL.parts)


def whole_of(record: Any) -> tuple[Whole, int]:
    """Return the whole to which a record belongs, and the id of its chief record: of a sense, its word’s."""
    if isinstance(record, Sense):
        return _TERM, record.term_id
    return WHOLES[type(record)], record.pk
