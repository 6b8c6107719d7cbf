"""The register as fixture files: which records each file holds, in which order, and how they are written."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers import serialize
from django.db.models import Model, QuerySet

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
    FormerSlug,
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

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
# What `derived` works out is not a fact, and so not in the files.
_DERIVED = {
    "agreements.deal": {"status", "status_since", "since_standing", "dated", "begins", "ends", "citation_count"}
}
_PARTS_OF_DEAL: tuple[type[Model], ...] = (Event, Amount, DealState, Citation, DealPhrase)


def _with_keys(model: type[Model]) -> QuerySet[Any]:
    """Return the records of a model with what their natural keys, and those that they refer to, are made of."""
    joins: set[str] = set()
    for field in model._meta.concrete_fields:
        if field.is_relation:
            related: Any = field.related_model
            nested = (path.rpartition("__")[0] for path in related.natural_key_fields)
            joins |= {f"{field.name}__{path}" if path else field.name for path in nested}
    rows = model._default_manager.prefetch_related(*(field.name for field in model._meta.many_to_many))
    return rows.select_related(*joins) if joins else rows


def _look_up(record: Model, path: str) -> Any:
    found: Any = record
    for name in path.split("__"):
        found = getattr(found, name, None)
    return found


def _in_order(records: Iterable[Model]) -> list[Model]:
    """Sort records as their model does, but by code points: each database has its own order of texts and of nothing."""

    def key(record: Model) -> list[tuple[bool, Any]]:
        values = (_look_up(record, path) for path in record._meta.ordering or () if isinstance(path, str))
        return [(value is not None, value if isinstance(value, (int, Decimal)) else str(value)) for value in values]

    return sorted(records, key=key)


def _all(model: type[Model]) -> list[Model]:
    return _in_order(_with_keys(model))


def _grouped(heads: QuerySet[Any], *parts: tuple[type[Model], str]) -> Iterator[Model]:
    """Yield each head followed by its parts, so that what belongs together stands together."""
    found: list[dict[int, list[Model]]] = []
    for model, name in parts:
        of_head: dict[int, list[Model]] = defaultdict(list)
        for part in _in_order(_with_keys(model).filter(**{f"{name}__in": heads})):
            of_head[_look_up(part, name).pk].append(part)
        found.append(of_head)
    for head in _in_order(heads):
        yield head
        for of_head in found:
            yield from of_head[head.pk]


def _deals_of(type_slug: str) -> Iterator[Model]:
    return _grouped(_with_keys(Deal).filter(type__slug=type_slug), *((model, "deal") for model in _PARTS_OF_DEAL))


def files() -> dict[str, Iterable[Model]]:
    """Return the records of each file by the file's name in fixtures/, in the order in which they must be loaded."""
    types = _with_keys(AgreementType)
    return {
        "register.json": _all(Register),
        "characters.json": _grouped(_with_keys(Character), (State, "character")),
        "types.json": [*_grouped(types, (TypeState, "type"), (TypePhrase, "type")), *_all(Confusion)],
        "partners.json": _all(Partner),
        "surveys.json": _all(Survey),
        "sources.json": _all(Source),
        **{f"deals/{slug}.json": _deals_of(slug) for slug in types.values_list("slug", flat=True)},
        "relations.json": _all(Relation),
        "terms.json": _grouped(_with_keys(Term), (Sense, "term"), (SenseCitation, "sense__term")),
        "cues.json": _all(Cue),
        "former_slugs.json": _all(FormerSlug),
    }


def load_order(folder: Path = FIXTURES) -> list[Path]:
    """Return the fixture files of a folder in the order in which they must be loaded."""
    before = ["register", "characters", "types", "partners", "surveys", "sources"]
    deals = sorted((folder / "deals").glob("*.json"))
    after = ["relations", "terms", "cues", "former_slugs"]
    return [*(folder / f"{name}.json" for name in before), *deals, *(folder / f"{name}.json" for name in after)]


def as_text(records: Iterable[Model]) -> str:
    """Return records as the text of a fixture file: natural keys, no ids, one field a line."""
    rows = json.loads(
        serialize("json", records, use_natural_foreign_keys=True, use_natural_primary_keys=True, ensure_ascii=False)
    )
    for row in rows:
        row.pop("pk", None)
        for name in _DERIVED.get(row["model"], ()):
            del row["fields"][name]
        for value in row["fields"].values():
            if isinstance(value, list) and value and isinstance(value[0], list):
                value.sort()
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
