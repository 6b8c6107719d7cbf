# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""A deal's sources and headlines, as rows of the deal's form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models import Citation, Deal, DealPhrase, Event, SourceStanding

from .event import EventRow, event_rows
from .part_formset import PartFormSet

WHOLE_DEAL = _("the deal as a whole")


class EventOfDealField(forms.ChoiceField):
    """One of the deal's events: a saved one by its id, one that is being typed in by its row, `row-2`."""

    def prepare_value(self, value: Any) -> str:
        return "" if value is None else str(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


class CitationForm(forms.ModelForm):
    event = EventOfDealField(
        label=_("supports"),
        required=False,
        help_text=_("One event, or the deal as a whole. Events that you are typing in above can be chosen at once."),
        error_messages={
            "invalid_choice": _("This event belongs to another deal. Choose one of the events above."),
        },
    )

    class Meta:
        model = Citation
        fields = ["source", "event", "standing"]

    # Set by the formset, which knows the deal.
    events_by_pk: dict[str, Event]
    rows_by_value: dict[str, EventRow]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "standing" in self.fields:
            # That somebody has read a page is for an editor to say.
            self.fields["standing"].initial = SourceStanding.KNOWN

    def clean_event(self) -> Event | None:
        value = self.cleaned_data["event"]
        if not value:
            return None
        row = self.rows_by_value.get(value)
        if row is not None and row.is_deleted:
            raise forms.ValidationError(
                _("You are removing this event. Choose another, or remove this source as well.")
            )
        if row is not None and not row.is_filled:
            raise forms.ValidationError(_("Fill in the event that this source supports, or choose another."))
        return self.events_by_pk.get(value)

    @property
    def event_row(self) -> int | None:
        """The row of an event that is not saved yet."""
        row = self.rows_by_value.get(self.data.get(self.add_prefix("event"), ""))
        return row.row if row is not None and not row.pk else None

    def _get_validation_exclusions(self) -> set[str]:
        # An event without an id yet is no event to the model: it would take the citation for one of the whole deal.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"event"} if self.event_row is not None else excluded


class CitationFormSet(PartFormSet):
    identifying = ("event", "source")
    repeated = _("This source is cited for that event already.")
    # The events of the same form, saved before the citations are.
    events_typed: Sequence[Event]

    @cached_property
    def _events_by_pk(self) -> dict[str, Event]:
        if self.instance.pk is None:
            return {}
        return {str(event.pk): event for event in Event.objects.filter(deal=self.instance)}

    @cached_property
    def _rows(self) -> list[EventRow]:
        if self.is_bound:
            return event_rows(self.data)
        return [
            EventRow(row=row, pk=pk, kind=event.kind, date=str(event.date), is_deleted=False)
            for row, (pk, event) in enumerate(self._events_by_pk.items())
        ]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        rows = [row for row in self._rows if not row.pk or row.pk in self._events_by_pk]
        form.events_by_pk = self._events_by_pk
        form.rows_by_value = {row.value: row for row in rows}
        field = form.fields["event"]
        assert isinstance(field, EventOfDealField)
        field.choices = [("", WHOLE_DEAL), *((row.value, row.label) for row in rows if row.is_filled)]
        chosen = form.data.get(form.add_prefix("event"), "") if form.is_bound else ""
        if chosen in form.rows_by_value and not form.rows_by_value[chosen].is_filled:
            # Keep the choice, so that the message is about the empty row and not about another deal.
            field.choices = [*field.choices, (chosen, gettext("an event not filled in"))]

    def required_names(self) -> tuple[str, ...]:
        return ("source",)

    def identity(self, form: Any) -> tuple[Any, ...]:
        # An event that is not saved yet is known by its row.
        return (form.data.get(form.add_prefix("event"), ""), form.cleaned_data["source"])

    def save_new(self, form: Any, commit: bool = True) -> Any:
        self._choose_event(form)
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Citation, commit: bool = True) -> Any:
        self._choose_event(form)
        return super().save_existing(form, obj, commit)

    def _choose_event(self, form: CitationForm) -> None:
        if form.event_row is not None:
            form.instance.event = self.events_typed[form.event_row]


class CitationInline(admin.TabularInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    fields = ["source", "event", "standing"]
    autocomplete_fields = ["source"]
    verbose_name = _("source")
    verbose_name_plural = _("sources")
    classes = ["citations"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("source", "event")

    def get_extra(self, request: Any, obj: Deal | None = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class DealPhraseForm(forms.ModelForm):
    class Meta:
        model = DealPhrase
        fields = ["quote", "gloss", "language", "source"]
        help_texts = {
            "quote": _("Such as: 日独ACSAの署名"),
            "gloss": _("Such as: Signing of the Japan–Germany ACSA."),
            "language": _("In which the words are printed."),
        }


class DealPhraseFormSet(PartFormSet):
    identifying = ("source",)
    repeated = _("This source is quoted already.")


class DealPhraseInline(admin.StackedInline):
    model = DealPhrase
    form = DealPhraseForm
    formset = DealPhraseFormSet
    extra = 0
    autocomplete_fields = ["source"]
    fieldsets = [(None, {"fields": [("quote", "gloss"), ("language", "source")]})]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("source")
