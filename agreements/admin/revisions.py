"""A record's history as editors read it: one revision a save, with what changed in the record and in its parts.

Every save in the admin writes all its historical records with one moment, so that a revision is what shares a moment.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from agreements.derived import refreshed_once
from agreements.models import (
    Amount,
    Citation,
    Confusion,
    DealPhrase,
    DealState,
    Event,
    Relation,
    Sense,
    SenseCitation,
    State,
    TypePhrase,
    TypeState,
)
from agreements.register.differences import Piece, differences
from agreements.register.partial_date import PartialDate

from .wholes import WHOLES, Whole, whole_of

# Why the first record of something that came from fixtures exists. Stored, so not translated.
AS_LOADED = "as loaded"
RESTORED = "restored"
# The field by which a part names its record, which never differs within one history.
_OWNERS = {part: path for whole in WHOLES.values() for part, path in whole.parts.items() if "__" not in path}
# What tells a part from others of its kind.
_NAMING: Mapping[type[models.Model], tuple[str, ...]] = {
    Event: ("date", "kind"),
    Citation: ("source",),
    Amount: ("kind", "amount", "currency"),
    DealState: ("state",),
    DealPhrase: ("quote",),
    Relation: ("kind", "other"),
    TypeState: ("state",),
    TypePhrase: ("quote",),
    Confusion: ("other",),
    State: ("slug",),
    Sense: ("position", "speaker", "partner"),
    SenseCitation: ("source",),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What happened to a record or to one of its parts. `verb` is "added", "changed" or "removed"."""

    noun: str
    name: str
    verb: str
    fields: tuple[FieldChange, ...]

    @property
    def verb_in_words(self) -> str:
        return {"added": gettext("added"), "changed": gettext("changed"), "removed": gettext("removed")}[self.verb]


@dataclass(slots=True)
class Revision:
    moment: datetime
    version_id: int | None = None
    user: str = ""
    reason: str = ""
    is_first: bool = False
    changes: list[RecordChange] = field(default_factory=list)

    @property
    def reason_in_words(self) -> str:
        if self.reason == AS_LOADED:
            return gettext("As it was loaded, before the first change here")
        if self.reason.startswith(RESTORED):
            return gettext("An earlier version restored")
        return ""


# What a record held: the text of each field by its name.
Snapshot = Mapping[str, str]


def tracked_fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Return the fields whose values a history keeps, without those that say whose part a record is."""
    history: Any = model.history.model  # type: ignore[attr-defined]
    return [found for found in history.tracked_fields if found.name not in ("id", _OWNERS.get(model))]


class _Names:
    """The names of the records that foreign keys point to, read once for a whole history."""

    def __init__(self) -> None:
        self._wanted: dict[type[models.Model], set[Any]] = {}
        self._found: dict[type[models.Model], dict[Any, str]] = {}

    def want(self, model: type[models.Model], pk: Any) -> None:
        if pk is not None:
            self._wanted.setdefault(model, set()).add(pk)

    def read(self, known: Mapping[type[models.Model], Mapping[Any, str]]) -> None:
        for model, pks in self._wanted.items():
            names = dict(known.get(model, {}))
            rows = model._default_manager.filter(pk__in=pks)
            # What the name of a state, and of a sense, is made of.
            rows = rows.select_related(*({"character", "term"} & {found.name for found in model._meta.fields}))
            self._found[model] = {**names, **{row.pk: str(row) for row in rows}}

    def of(self, model: type[models.Model], pk: Any) -> str:
        if pk is None:
            return ""
        return self._found.get(model, {}).get(pk) or gettext("(since deleted)")


def _as_text(field_: "models.Field[Any, Any]", record: Any, names: _Names) -> str:
    value = getattr(record, field_.attname)
    if isinstance(field_, models.ForeignKey):
        return names.of(field_.related_model, value)
    if value is None:
        return ""
    if field_.choices:
        return str(dict(field_.flatchoices).get(value, value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, PartialDate):
        return value.in_words(get_language() or "en")
    if isinstance(field_, models.DecimalField):
        return f"{value:,.0f}"
    return str(value)


def _label(field_: "models.Field[Any, Any]") -> str:
    return capfirst(str(field_.verbose_name))


def several_of(whole: Whole, history: Iterable[Any]) -> dict[str, dict[int, list[int]]]:
    """Return, for each field that names several records, their ids by the id of the historical record."""
    version_ids = [record.history_id for record in history]
    found: dict[str, dict[int, list[int]]] = {}
    for name, (model_name, related) in whole.several.items():
        model: Any = apps.get_model("agreements", model_name)
        by_version: dict[int, list[int]] = {}
        rows = model.objects.filter(history__in=version_ids).values_list("history_id", f"{related}_id")
        for version_id, pk in rows:
            by_version.setdefault(version_id, []).append(pk)
        found[name] = by_version
    return found


def related_model(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name).related_model


def in_order(history: Any) -> list[Any]:
    return list(history.select_related("history_user").order_by("history_date", "history_id"))


def snapshots(whole: Whole, pk: int) -> Iterator[tuple[type[models.Model], Any, Snapshot]]:
    """Yield every historical record of a record and its parts, oldest first, with the texts of its fields."""
    chief: Any = whole.model
    histories: dict[type[models.Model], list[Any]] = {chief: in_order(chief.history.filter(id=pk))}
    histories |= {part: in_order(whole.history_of_parts(part, pk)) for part in whole.parts}
    several = several_of(whole, histories[chief])
    names = _Names()
    for model, records in histories.items():
        for tracked in tracked_fields(model):
            if isinstance(tracked, models.ForeignKey):
                for record in records:
                    names.want(tracked.related_model, getattr(record, tracked.attname))
    for name, by_version in several.items():
        for other in {other for others in by_version.values() for other in others}:
            names.want(related_model(chief, name), other)
    # An event that is gone still has its date and kind in its own history.
    events = {record.id: f"{record.date} {record.get_kind_display()}" for record in histories.get(Event, ())}
    names.read({Event: events})
    rows = [(model, record) for model, records in histories.items() for record in records]
    for model, record in sorted(rows, key=lambda row: row[1].history_date):
        texts = {tracked.name: _as_text(tracked, record, names) for tracked in tracked_fields(model)}
        if model is chief:
            for name, by_version in several.items():
                others = by_version.get(record.history_id, [])
                texts[name] = ", ".join(sorted(names.of(related_model(chief, name), other) for other in others))
        yield model, record, texts


def _field_changes(model: type[models.Model], before: Snapshot, after: Snapshot) -> tuple[FieldChange, ...]:
    labels = {tracked.name: _label(tracked) for tracked in tracked_fields(model)}
    if model in WHOLES:
        labels |= {name: _label(model._meta.get_field(name)) for name in WHOLES[model].several}  # type: ignore[arg-type]
    return tuple(
        FieldChange(label, differences(before.get(name, ""), after.get(name, "")))
        for name, label in labels.items()
        if before.get(name, "") != after.get(name, "")
    )


def record_change(model: type[models.Model], before: Snapshot | None, after: Snapshot | None) -> Iterator[RecordChange]:
    """Yield what happened to a record, if anything did; None where it was not there."""
    if changed := _field_changes(model, before or {}, after or {}):
        texts = after or before or {}
        yield RecordChange(
            noun=capfirst(str(model._meta.verbose_name)),
            # What tells a part from others of its kind.
            name=" ".join(texts[name] for name in _NAMING.get(model, ()) if texts.get(name)),
            verb="added" if before is None else "removed" if after is None else "changed",
            fields=changed,
        )


def revisions(of: models.Model) -> list[Revision]:
    """Return a record's revisions, newest first. The oldest says what it was at first, and no differences."""
    whole, pk = whole_of(of)
    found: dict[datetime, Revision] = {}
    latest: dict[tuple[type[models.Model], int], Snapshot] = {}
    for model, record, texts in snapshots(whole, pk):
        revision = found.setdefault(record.history_date, Revision(record.history_date, is_first=not found))
        # Where only parts were saved, one of them says who did it.
        revision.user = revision.user or str(record.history_user or "")
        if model is whole.model:
            revision.version_id = record.history_id
            revision.reason = record.history_change_reason or ""
        key = (model, record.id)
        before = latest.pop(key, None)
        if record.history_type == "-":
            revision.changes += record_change(model, texts, None)
        else:
            revision.changes += record_change(model, before, texts)
            latest[key] = texts
    return sorted(found.values(), key=lambda revision: revision.moment, reverse=True)


def record_loaded_state(of: models.Model, moment: datetime) -> None:
    """Keep how a record and its parts stand, just before `moment`, where no history knows it.

    Fixtures load without history. Without this the first change in the admin would have nothing to differ from.
    """
    whole, pk = whole_of(of)
    chief: Any = whole.model
    before = moment - timedelta(microseconds=1)
    with refreshed_once():
        if not chief.history.filter(id=pk).exists():
            save_with_history(chief._base_manager.get(pk=pk), before, None, AS_LOADED)
        for part, path in whole.parts.items():
            known = whole.history_of_parts(part, pk).order_by().values("id")
            for record in part._default_manager.filter(**{path: pk}).exclude(pk__in=known):
                save_with_history(record, before, None, AS_LOADED)


def save_with_history(record: Any, moment: datetime, user: Any, reason: str) -> None:
    record._history_date = moment
    record._history_user = user
    record._change_reason = reason
    record.save()
