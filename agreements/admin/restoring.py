"""How an earlier version of a deal comes back, with its parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext

from agreements.derived import refreshed_once
from agreements.models import Citation, Deal, Event
from agreements.models.deal import NEEDED

from .revisions import (
    RESTORED,
    RecordChange,
    Snapshot,
    in_order,
    record_change,
    record_loaded_state,
    related_model,
    save_with_history,
    several_of,
    snapshots,
    tracked_fields,
)
from .wholes import DEAL_PARTS, WHOLES

_WHOLE = WHOLES[Deal]
# What restoring leaves as it is: whether readers see the deal, and where, is decided anew each time.
NOT_RESTORED = frozenset({"publication", "slug"})


def changes_if_restored(deal_id: int, version_id: int) -> list[RecordChange]:
    """Return how the deal would differ from now if a version came back."""
    rows = list(snapshots(_WHOLE, deal_id))
    moment = next(record.history_date for model, record, _ in rows if model is Deal and record.history_id == version_id)
    now, then = _stood(rows), _stood(row for row in rows if row[1].history_date <= moment)
    then[Deal, deal_id] = {**then[Deal, deal_id], **{name: now[Deal, deal_id].get(name, "") for name in NOT_RESTORED}}
    return [change for key in {**now, **then} for change in record_change(key[0], now.get(key), then.get(key))]


def _stood(rows: Iterable[tuple[type[models.Model], Any, Snapshot]]) -> dict[tuple[type[models.Model], int], Snapshot]:
    """Return what is there after these historical records, which come oldest first."""
    found: dict[tuple[type[models.Model], int], Snapshot] = {}
    for model, record, texts in rows:
        if record.history_type == "-":
            found.pop((model, record.id), None)
        else:
            found[model, record.id] = texts
    return found


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
    return with_parts(record, Q(history_date__lte=record.history_date)) if record else None


def with_parts(deal: Any, until: Q) -> Version:
    """Return a deal’s historical record with its parts as they were after those of their records that `until` keeps."""
    parts: dict[type[models.Model], list[Any]] = {}
    for model in DEAL_PARTS:
        latest = {old.id: old for old in in_order(_WHOLE.history_of_parts(model, deal.id).filter(until))}
        parts[model] = [old for old in latest.values() if old.history_type != "-"]
    return Version(deal, parts)


class CannotRestore(Exception):
    """Says in plain words why a version cannot come back."""


def _gone(field_name: Any) -> str:
    return gettext("This version names a record that has been deleted since (%(field)s).") % {"field": field_name}


def _check_still_there(old: Version) -> None:
    """Refuse a version that names records which are gone."""
    records_of: dict[type[models.Model], Sequence[Any]] = {Deal: [old.deal], **old.parts}
    for model, records in records_of.items():
        for tracked in tracked_fields(model):
            if not isinstance(tracked, models.ForeignKey) or tracked.related_model is Event:
                continue
            pks = {getattr(record, tracked.attname) for record in records} - {None}
            if tracked.related_model._default_manager.filter(pk__in=pks).count() < len(pks):
                raise CannotRestore(_gone(tracked.verbose_name))
    _check_several(old)


def _check_several(old: Version) -> None:
    for name, by_version in several_of(_WHOLE, [old.deal]).items():
        pks = set(by_version.get(old.deal.history_id, []))
        if related_model(Deal, name)._default_manager.filter(pk__in=pks).count() < len(pks):
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
    record_loaded_state(deal, moment)
    reason = f"{RESTORED} {old.deal.history_id}"
    with transaction.atomic():
        with refreshed_once():
            _restore_parts(deal, old, moment, user, reason)
        for tracked in tracked_fields(Deal):
            if tracked.name not in NOT_RESTORED:
                setattr(deal, tracked.attname, getattr(old.deal, tracked.attname))
        deal.skip_history_when_saving = True  # type: ignore[attr-defined]
        for name, by_version in several_of(_WHOLE, [old.deal]).items():
            getattr(deal, name).set(by_version.get(old.deal.history_id, []))
        del deal.skip_history_when_saving  # type: ignore[attr-defined]
        save_with_history(deal, moment, user, reason)


def _restore_parts(deal: Deal, old: Version, moment: datetime, user: Any, reason: str) -> None:
    # What is not in the old version goes first, from the last kind of part to the first, so that nothing it shares
    # with what comes back is in the way.
    for model in reversed(DEAL_PARTS):
        kept = {record.id for record in old.parts[model]}
        for part in model._default_manager.filter(deal=deal.pk).exclude(pk__in=kept):
            part._history_date = moment  # type: ignore[attr-defined]
            part._history_user = user  # type: ignore[attr-defined]
            part.delete()
    for model in DEAL_PARTS:
        now = {part.pk: part for part in model._default_manager.filter(deal=deal.pk)}
        for record in old.parts[model]:
            part = now.get(record.id) or model(pk=record.id, deal=deal)
            values = {tracked.attname: getattr(record, tracked.attname) for tracked in tracked_fields(model)}
            is_same = not part._state.adding and all(getattr(part, name) == value for name, value in values.items())
            if not is_same:
                for name, value in values.items():
                    setattr(part, name, value)
                save_with_history(part, moment, user, reason)
