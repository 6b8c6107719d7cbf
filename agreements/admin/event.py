# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""A deal's events, as rows of the deal's form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.checking.dates import disorders, is_ahead, is_planned
from agreements.derived import derived_fields
from agreements.models import DateStanding, Deal, Event, EventKind
from agreements.register.partial_date import PartialDate
from agreements.register.status import ENDED

from .form_fields import OVERRIDES
from .part_formset import PartFormSet

PREFIX = "events"
# An end of a deal and the status that it leads to have the same name.
_ENDING = {status.value for status in ENDED}


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as typed, before anything is checked. `pk` is empty for one that is not saved yet."""

    row: int
    pk: str
    kind: str
    date: str
    is_deleted: bool

    @property
    def is_filled(self) -> bool:
        return bool(self.kind and self.date)

    @property
    def value(self) -> str:
        """What a citation's `supports` holds for this event."""
        return self.pk or f"row-{self.row}"

    @property
    def label(self) -> str:
        kind = EventKind(self.kind).label if self.kind in EventKind.values else self.kind
        return f"{self.date} {kind}"


def row_count(data: Mapping[str, Any], prefix: str) -> int:
    """Return how many rows a formset was sent with. Nonsense counts as none: the formset itself complains."""
    try:
        return max(0, min(int(data.get(f"{prefix}-TOTAL_FORMS", 0)), 1000))
    except ValueError:
        return 0


def event_rows(data: Mapping[str, Any]) -> list[EventRow]:
    """Read the events that a deal's form was sent with."""
    return [
        EventRow(
            row=row,
            pk=str(data.get(f"{PREFIX}-{row}-id", "")).strip(),
            kind=str(data.get(f"{PREFIX}-{row}-kind", "")),
            date=str(data.get(f"{PREFIX}-{row}-date", "")).strip(),
            is_deleted=f"{PREFIX}-{row}-DELETE" in data,
        )
        for row in range(row_count(data, PREFIX))
    ]


class EventForm(forms.ModelForm):
    class Meta:
        model = Event
        fields = ["kind", "date", "date_standing", "place_en", "place_ja", "note_en", "note_ja"]
        help_texts = {
            "kind": _("The status follows from these: signed, then in force, and so on."),
            "date_standing": _("“Had happened by then”, where a source only says so much."),
            "place_en": _("Such as Berlin."),
            "place_ja": _("Such as ベルリン."),
            "note_ja": _("Such as: 沿岸監視レーダー5基の引渡し（ケソン市）"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == EventKind.MILESTONE and not cleaned.get("note_en"):
            self.add_error("note_en", _("Say in the note what this other step was."))
        return cleaned


class EventFormSet(PartFormSet):
    identifying = ("kind", "date")
    repeated = _("This deal has an event of that kind on that date already.")

    def clean(self) -> None:
        super().clean()
        typed: dict[Any, Event] = {}
        for form in self.rows_kept():
            kind, date = form.cleaned_data.get("kind"), form.cleaned_data.get("date")
            if isinstance(date, PartialDate) and kind:
                standing = form.cleaned_data.get("date_standing") or DateStanding.STATED
                typed[form] = Event(kind=kind, date=date, date_standing=standing)
        self._check_ahead(typed)
        self._check_end(typed)
        self._check_order(typed)

    def _check_ahead(self, typed: dict[Any, Event]) -> None:
        # A status is that of its last event, whatever its day: “now” would be in force what is so only next year.
        today = timezone.localdate()
        for form, event in typed.items():
            if is_ahead(event.date, today) and not is_planned(event, today):
                form.add_error(
                    "date",
                    _("This day is still to come. Enter what is planned as “other step”, with what it is in the note."),
                )

    def _check_order(self, typed: dict[Any, Event]) -> None:
        for first, second, is_impossible in disorders(typed.values()):
            if not is_impossible:
                continue
            form = next(form for form, event in typed.items() if event is second)
            form.add_error(
                "date",
                _(
                    "“%(second)s” (%(second_date)s) cannot come before “%(first)s” (%(first_date)s). "
                    "One of the two dates must be wrong."
                )
                % {
                    "second": second.get_kind_display(),
                    "second_date": second.date,
                    "first": first.get_kind_display(),
                    "first_date": first.date,
                },
            )

    def _check_end(self, typed: dict[Any, Event]) -> None:
        derived = derived_fields(event.as_dated_event() for event in typed.values())
        begins, ends = derived["begins"], derived["ends"]
        if begins is None or ends is None or str(ends) >= str(begins)[: len(str(ends))]:
            return
        for form, event in typed.items():
            if event.date == ends and event.kind in _ENDING:
                form.add_error(
                    "date",
                    _("This end comes before the beginning (%(begins)s). One of the two dates must be wrong.")
                    % {"begins": begins},
                )


class EventInline(admin.StackedInline):
    model = Event
    form = EventForm
    formset = EventFormSet
    formfield_overrides = OVERRIDES
    classes = ["events"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("kind", "date", "date_standing"),
                    ("place_en", "place_ja"),
                    ("note_en", "note_ja"),
                ]
            },
        )
    ]

    def get_extra(self, request: Any, obj: Deal | None = None, **kwargs: Any) -> int:
        return 0 if obj else 1
