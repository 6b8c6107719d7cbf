"""Loads fixture files into an empty database, many records at a time, and names the record that cannot be read.

`loaddata` reads the same files, one look-up after the other: some 29,000 of them for this register.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.timezone import make_aware

from agreements.derived import refresh_all
from agreements.models import EditionMark, Register
from agreements.models.natural_key import NaturalKeyModel
from agreements.search_index import rebuild

Key = tuple[Any, ...]


class UnreadableRecord(ValueError):
    """A record of a fixture file that cannot be loaded; the message names file, record and field."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a fixture file."""

    file: str
    number: int
    model: type[NaturalKeyModel]
    fields: dict[str, Any]

    def problem(self, field: str, reason: object) -> UnreadableRecord:
        name = self.fields.get("slug") or self.fields.get("deal") or f"number {self.number}"
        return UnreadableRecord(f"{self.file}: {self.model._meta.model_name} {name}, {field}: {reason}")


def rows_in(path: Path) -> Iterable[Row]:
    for number, record in enumerate(json.loads(path.read_text(encoding="utf-8")), 1):
        yield Row(path.name, number, apps.get_model(record["model"]), record["fields"])


def key_of(row: Row) -> Key:
    """Return the natural key of a record as its file has it."""

    def value(path: str) -> Any:
        name, _, rest = path.partition("__")
        found = row.fields[name]
        if not rest or found is None:
            return found
        related: Any = row.model._meta.get_field(name).related_model
        return found[related.natural_key_fields.index(rest)]

    return tuple(value(path) for path in row.model.natural_key_fields)


class _Loader:
    def __init__(self) -> None:
        self.ids: dict[type[models.Model], dict[Key, int]] = defaultdict(dict)

    def _id(self, row: Row, field: Any, key: list[Any]) -> int:
        related: Any = field.related_model
        try:
            return self.ids[related][tuple(key)]
        except KeyError:
            raise row.problem(field.name, f"there is no {related._meta.model_name} {key}") from None

    def _instance(self, row: Row) -> models.Model:
        values: dict[str, Any] = {}
        for name, value in row.fields.items():
            try:
                field: Any = row.model._meta.get_field(name)
                if field.many_to_many:
                    continue
                if field.is_relation:
                    values[field.attname] = None if value is None else self._id(row, field, value)
                else:
                    values[name] = field.to_python(value)
            except (ObjectDoesNotExist, ValidationError, ValueError) as error:
                raise error if isinstance(error, UnreadableRecord) else row.problem(name, error) from error
        return row.model(**values)

    def load(self, model: type[NaturalKeyModel], rows: list[Row]) -> None:
        # A plain queryset: `refresh_all` writes what follows from the records, once, when all are there.
        plain: models.QuerySet[Any] = models.QuerySet(model)
        instances = plain.bulk_create(map(self._instance, rows), batch_size=500)
        for row, instance in zip(rows, instances, strict=True):
            self.ids[model][key_of(row)] = instance.pk
        for field in model._meta.many_to_many:
            if field.remote_field.through._meta.auto_created:  # type: ignore[union-attr]
                self._link(field, rows, instances)

    def _link(self, field: Any, rows: list[Row], instances: list[Any]) -> None:
        through = field.remote_field.through
        through._base_manager.bulk_create(
            through(**{field.m2m_column_name(): instance.pk, field.m2m_reverse_name(): self._id(row, field, key)})
            for row, instance in zip(rows, instances, strict=True)
            for key in row.fields.get(field.name, ())
        )


def take_as_gathered() -> None:
    """Say that the register is what was gathered: last changed on that day, and not when it came into a database."""
    register = Register.objects.first()
    if register is not None:
        gathered = make_aware(datetime.combine(register.compiled_on, time()))
        EditionMark.objects.update(changed=gathered, as_loaded=models.F("key"))


@transaction.atomic
def load(paths: Iterable[Path]) -> int:
    """Load fixture files, in the order in which their models first appear, and return the number of records.

    Raises UnreadableRecord for a value or a reference that is not right, IntegrityError for a broken rule.
    """
    by_model: dict[type[NaturalKeyModel], list[Row]] = defaultdict(list)
    for path in paths:
        for row in rows_in(path):
            by_model[row.model].append(row)
    loader = _Loader()
    for model, rows in by_model.items():
        loader.load(model, rows)
    refresh_all()
    rebuild()
    take_as_gathered()
    return sum(map(len, by_model.values()))
