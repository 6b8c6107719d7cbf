"""What must be right before the register can be read at all: dates that are dates, references that lead somewhere."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Model
from django.db.models.functions import Cast

from agreements.fixture_files import load_order
from agreements.loading import Key, Row, key_of, rows_in
from agreements.models.fields import PartialDateField
from agreements.register.partial_date import PartialDate

from .finding import Finding, Severity, record_name
from .register import kept_models


def _date_problem(text: Any) -> str | None:
    try:
        PartialDate.parse(str(text))
    except ValueError as error:
        return str(error)
    return None


def _dates(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, PartialDateField)]


def unreadable_in_database() -> Iterator[Finding]:
    """Find dates that cannot be read. Something other than this site has written them."""
    for model in kept_models():
        for field in _dates(model):
            texts = model._default_manager.exclude(**{field: None}).values_list("pk", Cast(field, CharField()))
            for pk, text in texts:
                if problem := _date_problem(text):
                    record = f"{model._meta.model_name} of id {pk}"
                    yield Finding(Severity.ERROR, "the database", record, field, problem)


def _rows(folder: Path) -> Iterator[tuple[str, Row]]:
    for path in load_order(folder):
        for row in rows_in(path):
            yield path.relative_to(folder).as_posix(), row


def _files_problems(folder: Path) -> Iterator[Finding]:
    for path in load_order(folder):
        try:
            for _ in rows_in(path):
                pass
        except FileNotFoundError:
            yield Finding(Severity.ERROR, path.relative_to(folder).as_posix(), "file", "-", "there is no such file")
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            yield Finding(Severity.ERROR, path.relative_to(folder).as_posix(), "file", "-", f"not JSON: {error}")
        except (LookupError, TypeError) as error:
            yield Finding(Severity.ERROR, path.relative_to(folder).as_posix(), "file", "-", f"no record: {error!r}")


def _field_problems(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record that its model lacks, and the dates that are none."""
    for name, value in row.fields.items():
        try:
            field = row.model._meta.get_field(name)
        except FieldDoesNotExist:
            yield name, "there is no such field"
            continue
        if isinstance(field, PartialDateField) and value is not None and (problem := _date_problem(value)):
            yield name, problem
    for path in row.model.natural_key_fields:
        if path.partition("__")[0] not in row.fields:
            yield path.partition("__")[0], "is missing"


def _references(row: Row) -> Iterator[tuple[str, type[Model], Key]]:
    """Yield field, model and natural key of every record that a record names."""
    for name, value in row.fields.items():
        field: Any = row.model._meta.get_field(name)
        if field.is_relation and value is not None:
            for key in value if field.many_to_many else [value]:
                yield name, field.related_model, tuple(key)


def _problems(rows: Iterable[tuple[str, Row]]) -> Iterator[Finding]:
    rows = list(rows)
    wrong = [(file, row, *problem) for file, row in rows for problem in _field_problems(row)]
    for file, row, field, message in wrong:
        name = row.fields.get("slug") or f"number {row.number}"
        yield Finding(Severity.ERROR, file, record_name(row.model, (name,)), field, message)
    if wrong:
        return
    known: dict[type[Model], Counter[Key]] = defaultdict(Counter)
    for file, row in rows:
        known[row.model][_hashable(key_of(row))] += 1
        if known[row.model][_hashable(key_of(row))] == 2:
            yield _about(file, row, row.model.natural_key_fields[-1], "is there twice")
    for file, row in rows:
        for field, model, key in _references(row):
            if _hashable(key) not in known[model]:
                yield _about(file, row, field, f"there is no {record_name(model, key)}")


def _hashable(key: Key) -> Key:
    return tuple(tuple(part) if isinstance(part, list) else part for part in key)


def _about(file: str, row: Row, field: str, message: str) -> Finding:
    return Finding(Severity.ERROR, file, record_name(row.model, key_of(row)), field, message)


def unreadable_in_files(folder: Path) -> Iterator[Finding]:
    """Find what keeps fixture files from being loaded: all of it, and not only the first."""
    findings = list(_files_problems(folder))
    yield from findings or _problems(_rows(folder))
