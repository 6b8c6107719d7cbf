# mypy: disable-error-code="type-arg, no-any-return"
# Django’s classes take no type arguments at run time.
"""Two editors on one deal: what the second typed and what the first has saved, put together in the second’s form.

Each value is looked at three times: as it was when the form was opened, as it is now, and as it was typed. What only
one of the two has touched is as that one wants it. Where both have, the typed value stays, and the other is offered.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.forms import CheckboxInput, NullBooleanSelect
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst

from agreements.models import Deal, Event
from agreements.register.differences import Piece, differences

from .event import row_count
from .restoring import Version, with_parts
from .revisions import Revision, revisions, several_of
from .wholes import WHOLES

TAKE_THEIRS = "take_theirs"
# What a form holds besides the values of its record.
_NO_VALUES = {"id", "deal", "DELETE", "seen_version"}
# What a browser sends, by the name of the field: nothing for a box without a tick, several for several records.
Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Clash:
    """A value that both have changed. `key` is the name of its field in the form."""

    key: str
    label: str
    theirs: str
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Merge:
    data: QueryDict
    revisions: list[Revision]
    clashes: list[Clash] = field(default_factory=list)
    # Records that one has removed and the other has changed: they stay.
    kept: list[str] = field(default_factory=list)


def _values(form: Any) -> Values:
    """Return what a browser sends of a form that nobody has touched."""
    found: Values = {}
    for bound in form:
        if bound.name in _NO_VALUES:
            continue
        value, widget = bound.value(), bound.field.widget
        if isinstance(widget, CheckboxInput):
            found[bound.name] = ["on"] if value else []
        elif isinstance(widget, NullBooleanSelect):
            found[bound.name] = [{True: "true", False: "false"}.get(value, "unknown")]
        elif isinstance(value, list | tuple) and not isinstance(value, str) and hasattr(bound.field, "queryset"):
            found[bound.name] = [str(getattr(each, "pk", each)) for each in value]
        else:
            shown = widget.format_value(value)
            found[bound.name] = [str(each) for each in shown] if isinstance(shown, list) else [str(shown or "")]
    return found


def _is_same(one: list[str], other: list[str]) -> bool:
    def plain(values: list[str]) -> list[str]:
        return sorted(value.replace("\r\n", "\n").strip() for value in values if value.strip())

    return plain(one) == plain(other)


def _in_words(form: Any, name: str, values: list[str]) -> str:
    """Return a value as a person reads it: a record by its name."""
    found = form.fields[name]
    if hasattr(found, "queryset"):
        records = found.queryset.model._default_manager.filter(pk__in=[value for value in values if value.isdigit()])
        return ", ".join(map(str, records))
    choices = {str(value): str(label) for value, label in getattr(found, "choices", []) if isinstance(label, str)}
    return ", ".join(choices.get(value, value) for value in values)


def _base(deal_id: int, seen: int) -> Version | None:
    """Return the deal as it was when the form was opened; before the first save that is how it was loaded."""
    saves = Deal.history.filter(id=deal_id).order_by("history_id")
    record = saves.filter(history_id=seen).first() if seen else saves.first()
    if record is None:
        return None
    # Its parts as they were until the next save began.
    later = saves.filter(history_id__gt=record.history_id).first()
    return with_parts(record, Q(history_date__lt=later.history_date) if later else Q())


class _Merger:
    def __init__(self, admin: Any, request: HttpRequest, deal: Deal, base: Version, merge: Merge) -> None:
        self.admin, self.request, self.deal, self.base, self.merge = admin, request, deal, base, merge

    def _choose(self, key: str, form: Any, was: Values, now: Values, typed: Values) -> Values:
        """Return the value of each field of a record, and note the clashes."""
        chosen: Values = {}
        for name, theirs in now.items():
            yours, before = typed.get(name, []), was.get(name, theirs)
            chosen[name] = theirs if _is_same(yours, before) else yours
            if not (_is_same(yours, before) or _is_same(theirs, before) or _is_same(yours, theirs)):
                words = [_in_words(form, name, values) for values in (theirs, yours)]
                label = capfirst(str(form.fields[name].label or name))
                self.merge.clashes.append(Clash(f"{key}{name}", label, words[0], differences(*words)))
        return chosen

    def head(self) -> None:
        form_class = self.admin.get_form(self.request, self.deal, change=True)
        now_form = form_class(instance=self.deal)
        was = _values(form_class(instance=self.base.deal.instance))
        for name, by_version in several_of(WHOLES[Deal], [self.base.deal]).items():
            was[name] = [str(pk) for pk in by_version.get(self.base.deal.history_id, [])]
        data = self.merge.data
        typed = {name: data.getlist(name) for name in now_form.fields}
        for name, values in self._choose("", now_form, was, _values(now_form), typed).items():
            data.setlist(name, values)

    def parts(self) -> None:
        # Where a row of events stands after the merge, by where it stood before.
        moved: dict[str, str] = {}
        for formset_class, inline in self.admin.get_formsets_with_inlines(self.request, self.deal):
            prefix = formset_class.get_default_prefix()
            formset = formset_class(instance=self.deal, prefix=prefix, queryset=inline.get_queryset(self.request))
            rows = list(self._rows(prefix, formset))
            of_a_row = re.compile(rf"{re.escape(prefix)}-\d+-")
            for key in [key for key in self.merge.data if of_a_row.match(key)]:
                del self.merge.data[key]
            for number, (old, row) in enumerate(rows):
                if formset.model is Event and old is not None:
                    moved[f"row-{old}"] = f"row-{number}"
                for name, values in row.items():
                    if name == "event" and values:
                        values = [moved.get(values[0], values[0])]
                    if values:
                        self.merge.data.setlist(f"{prefix}-{number}-{name}", values)
            self.merge.data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
            self.merge.data[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(row.get("id", [""])[0]) for _, row in rows))

    def _typed(self, prefix: str) -> list[Values]:
        data = self.merge.data
        rows: list[Values] = []
        for number in range(row_count(data, prefix)):
            start = f"{prefix}-{number}-"
            rows.append({key[len(start) :]: data.getlist(key) for key in data if key.startswith(start)})
        return rows

    def _rows(self, prefix: str, formset: Any) -> Iterator[tuple[int | None, Values]]:
        """Yield the rows after the merge, saved ones first, each with the number that it was sent with."""
        theirs = {str(form.instance.pk): form for form in formset.initial_forms}
        before = {str(record.id): record.instance for record in self.base.parts[formset.model]}
        anew: list[tuple[int | None, Values]] = []
        known, number = set(), 0
        for old, typed in enumerate(self._typed(prefix)):
            pk = typed.get("id", [""])[0]
            if not pk:
                anew.append((old, typed))
                continue
            known.add(pk)
            was = self._values_of(formset, before.get(pk))
            touched = any(not _is_same(typed.get(name, []), values) for name, values in was.items())
            if pk not in theirs:
                if touched and "DELETE" not in typed:
                    self.merge.kept.append(str(before[pk]))
                    anew.append((old, {**typed, "id": [""]}))
                continue
            form = theirs[pk]
            now = _values(form)
            row = self._choose(f"{prefix}-{number}-", form, was, now, typed)
            row |= {"id": [pk], "deal": [str(self.deal.pk)]}
            if "DELETE" in typed:
                if all(_is_same(now[name], was.get(name, now[name])) for name in now):
                    row["DELETE"] = ["on"]
                else:
                    self.merge.kept.append(str(form.instance))
            yield old, row
            number += 1
        for pk, form in theirs.items():
            if pk not in known:
                yield None, {**_values(form), "id": [pk], "deal": [str(self.deal.pk)]}
        yield from anew

    def _values_of(self, formset: Any, instance: Any) -> Values:
        if instance is None:
            return {}
        return _values(formset.form(instance=instance, **formset.get_form_kwargs(0)))


def merge_if_overtaken(admin: Any, request: HttpRequest, deal: Deal, latest: int) -> Merge | None:
    """Return what was sent put together with what was saved since the form was opened; None where nothing was."""
    typed = request.POST.get("seen_version", "")
    seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 18 else 0
    if seen == latest:
        return None
    # A number that the deal never had, as after an earlier database was brought back: all since its beginning counts.
    base = _base(deal.pk, seen if seen < latest else 0)
    if base is None:
        return None
    data = request.POST.copy()
    later = [revision for revision in revisions(deal) if (revision.version_id or 0) > base.deal.history_id]
    merge = Merge(data, later)
    merger = _Merger(admin, request, deal, base, merge)
    merger.head()
    merger.parts()
    data["seen_version"] = str(latest)
    return merge


def with_theirs(admin: Any, request: HttpRequest, deal: Deal) -> QueryDict:
    """Return what was sent, with the saved value in place of each that the editor has given up."""
    data = request.POST.copy()
    wanted = set(data.getlist(TAKE_THEIRS))
    now: Mapping[str, list[str]] = _values(admin.get_form(request, deal, change=True)(instance=deal))
    for name in wanted & set(now):
        data.setlist(name, now[name])
    for formset_class, inline in admin.get_formsets_with_inlines(request, deal):
        prefix = formset_class.get_default_prefix()
        formset = formset_class(instance=deal, prefix=prefix, queryset=inline.get_queryset(request))
        by_pk = {str(form.instance.pk): _values(form) for form in formset.initial_forms}
        for number in range(row_count(data, prefix)):
            values = by_pk.get(data.get(f"{prefix}-{number}-id", ""), {})
            for name in values:
                if (key := f"{prefix}-{number}-{name}") in wanted:
                    data.setlist(key, values[name])
    return data
