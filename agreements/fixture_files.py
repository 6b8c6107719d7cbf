"""The register as fixture files: which records each file holds, in which order, and how they are written."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
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
    """Return the records of a model together with what their natural keys, and those that they refer to, are made of."""
    joins: set[str] = set()
    for field in model._meta.concrete_fields:
        if field.is_relation:
            related: Any = field.related_model
            nested = (path.rpartition("__")[0] for path in related.natural_key_fields)
            joins |= {f"{field.name}__{path}" if path else field.name for path in nested}
    rows = model._default_manager.prefetch_related(*(field.name for field in model._meta.many_to_many))
    return rows.select_related(*joins) if joins else rows


def _grouped(heads: QuerySet[Any], *parts: tuple[type[Model], str]) -> Iterator[Model]:
    """Yield each head followed by its parts, so that what belongs together stands together."""
    found: list[dict[int, list[Model]]] = []
    for model, name in parts:
        of_head: dict[int, list[Model]] = defaultdict(list)
        for part in _with_keys(model).filter(**{f"{name}__in": heads}):
            of_head[reduce(getattr, name.split("__"), part).pk].append(part)
        found.append(of_head)
    for head in heads:
        yield head
        for of_head in found:
            yield from of_head[head.pk]


def _deals_of(type_slug: str) -> Iterator[Model]:
    return _grouped(_with_keys(Deal).filter(type__slug=type_slug), *((model, "deal") for model in _PARTS_OF_DEAL))


def files() -> dict[str, Iterable[Model]]:
    """Return the records of each file by the file's name in fixtures/, in the order in which they must be loaded."""
    types = AgreementType.objects.all()
    return {
        "register.json": Register.objects.all(),
        "characters.json": _grouped(Character.objects.all(), (State, "character")),
        "types.json": [
            *_grouped(types, (TypeState, "type"), (TypePhrase, "type")),
            *_with_keys(Confusion),
        ],
        "partners.json": Partner.objects.all(),
        "surveys.json": _with_keys(Survey),
        "sources.json": Source.objects.all(),
        **{f"deals/{slug}.json": _deals_of(slug) for slug in types.values_list("slug", flat=True)},
        "relations.json": _with_keys(Relation),
        "terms.json": _grouped(_with_keys(Term), (Sense, "term"), (SenseCitation, "sense__term")),
        "cues.json": _with_keys(Cue),
    }


def load_order(folder: Path = FIXTURES) -> list[Path]:
    """Return the fixture files of a folder in the order in which they must be loaded."""
    before = ["register", "characters", "types", "partners", "surveys", "sources"]
    deals = sorted((folder / "deals").glob("*.json"))
    after = ["relations", "terms", "cues"]
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
