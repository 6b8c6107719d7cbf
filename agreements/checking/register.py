"""The whole register in memory, read with a number of queries that does not grow with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import prefetch_related_objects
from django.utils import timezone

from agreements.models import AgreementType, Deal, Partner, Source, Term
from agreements.models.natural_key import NaturalKeyModel
from agreements.models.register import Register as RegisterRow

Records = dict[type[NaturalKeyModel], dict[int, Any]]


@dataclass(frozen=True)
class Register:
    deals: list[Deal]
    partners: list[Partner]
    types: list[AgreementType]
    sources: list[Source]
    terms: list[Term]
    # Every record of every model that has a fixture file, those above included.
    records: list[NaturalKeyModel]
    # The day on which the facts were last gathered: nothing in the register is later.
    compiled_on: date

    def counts(self) -> dict[str, int]:
        """Return what the register holds, by the words that a reader knows."""
        return {
            "deals": len(self.deals),
            "events": sum(len(deal.events.all()) for deal in self.deals),
            "sources": len(self.sources),
            "citations": sum(len(deal.citations.all()) for deal in self.deals),
            "partners": len(self.partners),
            "types": len(self.types),
            "terms": len(self.terms),
        }


def kept_models() -> list[type[NaturalKeyModel]]:
    """Return the models whose records are facts, kept in fixture files."""
    return [model for model in apps.get_app_config("agreements").get_models() if issubclass(model, NaturalKeyModel)]


def _read_records() -> Records:
    """Read every record by itself, and join them here.

    Joined in the database, each citation would carry all texts of its deal.
    """
    records: Records = {model: {row.pk: row for row in model._default_manager.all()} for model in kept_models()}
    for model, rows in records.items():
        for field in model._meta.concrete_fields:
            if field.is_relation:
                _join(rows.values(), field, records[field.related_model])  # type: ignore[index]
    return records


def _join(rows: Iterable[Any], field: Any, others: dict[int, Any]) -> None:
    for row in rows:
        key = getattr(row, field.attname)
        if key is not None:
            field.set_cached_value(row, others[key])


def read_register() -> Register:
    records = _read_records()

    def having(model: type[NaturalKeyModel], *parts: str) -> list[Any]:
        rows = list(records[model].values())
        prefetch_related_objects(rows, *parts)
        return rows

    row = next(iter(records[RegisterRow].values()), None)
    return Register(
        deals=having(
            Deal,
            "type__type_states__state__character",
            "also_types__type_states__state__character",
            "partners",
            "events__citations",
            "citations__event",
            "periods",
            "deal_states__state__character",
            "phrases",
            "relations__other",
            "inverse_relations",
        ),
        partners=having(Partner, "deals"),
        types=having(AgreementType),
        sources=having(Source, "citations", "sense_citations", "phrases", "deal_states"),
        terms=having(Term, "senses__citations"),
        records=[record for rows in records.values() for record in rows.values()],
        compiled_on=row.compiled_on if row else timezone.localdate(),
    )
