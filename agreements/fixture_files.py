"""The register as fixture files: which records each file holds, in which order, and how they are written."""

import json
from collections.abc import Iterable, Iterator
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
_DERIVED = {"agreements.deal": {"status", "status_since", "dated", "begins", "ends", "citation_count"}}
_PARTS_OF_DEAL: tuple[type[Model], ...] = (Event, Amount, DealState, Citation, DealPhrase)


def _grouped(heads: QuerySet[Any], *parts: tuple[type[Model], str]) -> Iterator[Model]:
    """Yield each head followed by its parts, so that what belongs together stands together."""
    for head in heads:
        yield head
        for model, name in parts:
            yield from model._default_manager.filter(**{name: head})


def _deals_of(type_slug: str) -> Iterator[Model]:
    return _grouped(Deal.objects.filter(type__slug=type_slug), *((model, "deal") for model in _PARTS_OF_DEAL))


def files() -> dict[str, Iterable[Model]]:
    """Return the records of each file by the file's name in fixtures/, in the order in which they must be loaded."""
    types = AgreementType.objects.all()
    return {
        "register.json": Register.objects.all(),
        "characters.json": _grouped(Character.objects.all(), (State, "character")),
        "types.json": [
            *_grouped(types, (TypeState, "type"), (TypePhrase, "type")),
            *Confusion.objects.all(),
        ],
        "partners.json": Partner.objects.all(),
        "surveys.json": Survey.objects.all(),
        "sources.json": Source.objects.all(),
        **{f"deals/{slug}.json": _deals_of(slug) for slug in types.values_list("slug", flat=True)},
        "relations.json": Relation.objects.all(),
        "terms.json": _grouped(Term.objects.all(), (Sense, "term"), (SenseCitation, "sense__term")),
        "cues.json": Cue.objects.all(),
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
