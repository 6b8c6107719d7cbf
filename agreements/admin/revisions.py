"""A deal's history as editors read it: one revision a save, with what changed in the deal and in its parts.

Every save in the admin writes all its historical records with one moment, so that a revision is what shares a moment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from agreements.derived import refreshed_once
from agreements.models import Amount, Citation, Deal, DealPhrase, DealState, Event, Relation
from agreements.models.deal import NEEDED
from agreements.register.differences import Piece, differences
from agreements.register.partial_date import PartialDate

# In the order in which they can be written back: a citation needs its event.
PARTS: tuple[type[models.Model], ...] = (Event, Citation, Amount, DealState, DealPhrase, Relation)
# Why the first record of a deal that came from fixtures exists. Stored, so not translated.
AS_LOADED = "as loaded"
RESTORED = "restored"
# What restoring leaves as it is: whether readers see the deal, and where, is decided anew each time.
NOT_RESTORED = frozenset({"publication", "slug"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What happened to the deal or to one of its parts. `verb` is "added", "changed" or "removed"."""

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


def _tracked(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    history: Any = model.history.model  # type: ignore[attr-defined]
    return [found for found in history.tracked_fields if found.name not in ("id", "deal")]


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
            if any(found.name == "character" for found in model._meta.fields):
                rows = rows.select_related("character")
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


# The fields of a deal that name several records, and what simple_history keeps of each.
_SEVERAL = {
    "partners": ("HistoricalDeal_partners", "partner"),
    "also_types": ("HistoricalDeal_also_types", "agreementtype"),
}


def several_of(history: Iterable[Any]) -> dict[str, dict[int, list[int]]]:
    """Return, for each field that names several records, their ids by the id of the deal's historical record."""
    version_ids = [record.history_id for record in history]
    found: dict[str, dict[int, list[int]]] = {}
    for name, (model_name, related) in _SEVERAL.items():
        model: Any = apps.get_model("agreements", model_name)
        by_version: dict[int, list[int]] = {}
        rows = model.objects.filter(history__in=version_ids).values_list("history_id", f"{related}_id")
        for version_id, pk in rows:
            by_version.setdefault(version_id, []).append(pk)
        found[name] = by_version
    return found


def _deal_history(deal_id: int) -> list[Any]:
    return list(Deal.history.filter(id=deal_id).select_related("history_user").order_by("history_date", "history_id"))


def part_history(model: Any, deal_id: int) -> list[Any]:
    return list(model.history.filter(deal_id=deal_id).order_by("history_date", "history_id"))


def _related_model(name: str) -> Any:
    return Deal._meta.get_field(name).related_model


def _snapshots(deal_id: int) -> Iterator[tuple[type[models.Model], Any, Snapshot]]:
    """Yield every historical record of a deal and its parts, oldest first, with the texts of its fields."""
    histories: dict[type[models.Model], list[Any]] = {Deal: _deal_history(deal_id)}
    histories |= {model: part_history(model, deal_id) for model in PARTS}
    several = several_of(histories[Deal])
    names = _Names()
    for model, records in histories.items():
        for tracked in _tracked(model):
            if isinstance(tracked, models.ForeignKey):
                for record in records:
                    names.want(tracked.related_model, getattr(record, tracked.attname))
    for name, by_version in several.items():
        for pk in {pk for pks in by_version.values() for pk in pks}:
            names.want(_related_model(name), pk)
    # An event that is gone still has its date and kind in its own history.
    events = {record.id: f"{record.date} {record.get_kind_display()}" for record in histories[Event] if record.date}
    known: dict[type[models.Model], dict[Any, str]] = {Event: events}
    names.read(known)
    rows = [(model, record) for model, records in histories.items() for record in records]
    for model, record in sorted(rows, key=lambda row: row[1].history_date):
        texts = {tracked.name: _as_text(tracked, record, names) for tracked in _tracked(model)}
        if model is Deal:
            for name, by_version in several.items():
                pks = by_version.get(record.history_id, [])
                texts[name] = ", ".join(sorted(names.of(_related_model(name), pk) for pk in pks))
        yield model, record, texts


def _field_changes(model: type[models.Model], before: Snapshot, after: Snapshot) -> tuple[FieldChange, ...]:
    labels = {tracked.name: _label(tracked) for tracked in _tracked(model)}
    if model is Deal:
        labels |= {name: _label(Deal._meta.get_field(name)) for name in _SEVERAL}  # type: ignore[arg-type]
    return tuple(
        FieldChange(label, differences(before.get(name, ""), after.get(name, "")))
        for name, label in labels.items()
        if before.get(name, "") != after.get(name, "")
    )


def _name_of(model: type[models.Model], texts: Snapshot) -> str:
    """Name a part by what tells it from others of its kind."""
    parts: dict[type[models.Model], tuple[str, ...]] = {
        Event: ("date", "kind"),
        Citation: ("source",),
        Amount: ("kind", "amount", "currency"),
        DealState: ("state",),
        DealPhrase: ("quote",),
        Relation: ("kind", "other"),
    }
    return " ".join(texts[name] for name in parts.get(model, ()) if texts.get(name))


def revisions(deal_id: int) -> list[Revision]:
    """Return the deal's revisions, newest first. The oldest says what the deal was at first, and no differences."""
    found: dict[datetime, Revision] = {}
    latest: dict[tuple[type[models.Model], int], Snapshot] = {}
    for model, record, texts in _snapshots(deal_id):
        revision = found.setdefault(record.history_date, Revision(record.history_date, is_first=not found))
        if model is Deal:
            revision.version_id = record.history_id
            revision.user = str(record.history_user or "")
            revision.reason = record.history_change_reason or ""
        key = (model, record.id)
        before = latest.get(key)
        if record.history_type == "-":
            verb, changed = "removed", _field_changes(model, texts, {})
            latest.pop(key, None)
        else:
            verb = "added" if before is None else "changed"
            changed = _field_changes(model, before or {}, texts)
            latest[key] = texts
        if changed:
            name = "" if model is Deal else _name_of(model, texts)
            revision.changes.append(RecordChange(capfirst(str(model._meta.verbose_name)), name, verb, changed))
    return sorted(found.values(), key=lambda revision: revision.moment, reverse=True)


def changes_if_restored(deal_id: int, version_id: int) -> list[RecordChange]:
    """Return how the deal would differ from now if a version came back."""
    rows = list(_snapshots(deal_id))
    moment = next(record.history_date for model, record, _ in rows if model is Deal and record.history_id == version_id)
    now: dict[tuple[type[models.Model], int], Snapshot] = {}
    then: dict[tuple[type[models.Model], int], Snapshot] = {}
    for model, record, texts in rows:
        for state, applies in ((now, True), (then, record.history_date <= moment)):
            if applies and record.history_type == "-":
                state.pop((model, record.id), None)
            elif applies:
                state[model, record.id] = texts
    changes = []
    for key in {**now, **then}:
        model = key[0]
        before, after = dict(now.get(key, {})), dict(then.get(key, {}))
        if model is Deal:
            after |= {name: before.get(name, "") for name in NOT_RESTORED}
        if changed := _field_changes(model, before, after):
            verb = "added" if key not in now else "removed" if key not in then else "changed"
            name = "" if model is Deal else _name_of(model, after or before)
            changes.append(RecordChange(capfirst(str(model._meta.verbose_name)), name, verb, changed))
    return changes


def record_loaded_state(deal_id: int, moment: datetime) -> None:
    """Keep how the deal and its parts stand, just before `moment`, where no history knows it.

    Fixtures load without history. Without this the first change in the admin would have nothing to differ from.
    """
    before = moment - timedelta(microseconds=1)
    deal = Deal.objects.get(pk=deal_id)
    with refreshed_once():
        if not Deal.history.filter(id=deal_id).exists():
            _save_with_history(deal, before, None, AS_LOADED)
        for model in PARTS:
            known = model.history.filter(deal_id=deal_id).values("id")  # type: ignore[attr-defined]
            for part in model._default_manager.filter(deal=deal_id).exclude(pk__in=known):
                _save_with_history(part, before, None, AS_LOADED)


def _save_with_history(record: Any, moment: datetime, user: Any, reason: str) -> None:
    record._history_date = moment
    record._history_user = user
    record._change_reason = reason
    record.save()


@dataclass(frozen=True, slots=True)
class Version:
    """A deal with its parts as they were after a save."""

    deal: Any
    parts: Mapping[type[models.Model], Sequence[Any]]

    @property
    def citation_count(self) -> int:
        return len(self.parts[Citation])


def version(deal_id: int, version_id: int) -> Version | None:
    """Return an old version of a deal, as historical records, or None if there is none of that id."""
    record = Deal.history.filter(id=deal_id, history_id=version_id).first()
    if record is None:
        return None
    parts: dict[type[models.Model], list[Any]] = {}
    for model in PARTS:
        latest = {old.id: old for old in part_history(model, deal_id) if old.history_date <= record.history_date}
        parts[model] = [old for old in latest.values() if old.history_type != "-"]
    return Version(record, parts)


class CannotRestore(Exception):
    """Says in plain words why a version cannot come back."""


def _gone(field_name: Any) -> str:
    return gettext("This version names a record that has been deleted since (%(field)s).") % {"field": field_name}


def _check_still_there(old: Version) -> None:
    """Refuse a version that names records which are gone."""
    records_of: dict[type[models.Model], Sequence[Any]] = {Deal: [old.deal], **old.parts}
    for model, records in records_of.items():
        for tracked in _tracked(model):
            if not isinstance(tracked, models.ForeignKey) or tracked.related_model is Event:
                continue
            pks = {getattr(record, tracked.attname) for record in records} - {None}
            if tracked.related_model._default_manager.filter(pk__in=pks).count() < len(pks):
                raise CannotRestore(_gone(tracked.verbose_name))
    _check_several(old)


def _check_several(old: Version) -> None:
    for name, by_version in several_of([old.deal]).items():
        pks = set(by_version.get(old.deal.history_id, []))
        if _related_model(name)._default_manager.filter(pk__in=pks).count() < len(pks):
            raise CannotRestore(_gone(Deal._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def restore(deal: Deal, old: Version, moment: datetime, user: Any) -> None:
    """Make the deal and its parts what they were. Publication and slug stay as they are now."""
    _check_still_there(old)
    if deal.is_published and not old.citation_count:
        raise CannotRestore(
            gettext("That version has no source, and this deal is published. Make it a draft first, then restore.")
        )
    if deal.is_published and not all(getattr(old.deal, name) for name in NEEDED):
        raise CannotRestore(
            gettext("That version is not complete, and this deal is published. Make it a draft first, then restore.")
        )
    record_loaded_state(deal.pk, moment)
    reason = f"{RESTORED} {old.deal.history_id}"
    with transaction.atomic():
        with refreshed_once():
            _restore_parts(deal, old, moment, user, reason)
        for tracked in _tracked(Deal):
            if tracked.name not in NOT_RESTORED:
                setattr(deal, tracked.attname, getattr(old.deal, tracked.attname))
        deal.skip_history_when_saving = True  # type: ignore[attr-defined]
        for name, by_version in several_of([old.deal]).items():
            getattr(deal, name).set(by_version.get(old.deal.history_id, []))
        del deal.skip_history_when_saving  # type: ignore[attr-defined]
        _save_with_history(deal, moment, user, reason)


def _restore_parts(deal: Deal, old: Version, moment: datetime, user: Any, reason: str) -> None:
    # What is not in the old version goes first, from the last kind of part to the first, so that nothing it shares
    # with what comes back is in the way.
    for model in reversed(PARTS):
        kept = {record.id for record in old.parts[model]}
        for part in model._default_manager.filter(deal=deal.pk).exclude(pk__in=kept):
            part._history_date = moment  # type: ignore[attr-defined]
            part._history_user = user  # type: ignore[attr-defined]
            part.delete()
    for model in PARTS:
        now = {part.pk: part for part in model._default_manager.filter(deal=deal.pk)}
        for record in old.parts[model]:
            part = now.get(record.id) or model(pk=record.id, deal=deal)
            values = {tracked.attname: getattr(record, tracked.attname) for tracked in _tracked(model)}
            is_same = not part._state.adding and all(getattr(part, name) == value for name, value in values.items())
            if not is_same:
                for name, value in values.items():
                    setattr(part, name, value)
                _save_with_history(part, moment, user, reason)
