"""Who changed what in a record and when: kept with each save, and shown with what differs."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext

from .revisions import record_loaded_state, revisions

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = object


class ShowsHistory(_Admin):
    """Gives an admin the page of a record's revisions."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.visible_or_404(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("History of %(record)s") % {"record": record},
            "opts": self.opts,
            "object": record,
            "revisions": revisions(record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/agreements/history.html", context)

    def visible_or_404(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record


class KeepsHistory(ShowsHistory):
    """Keeps what a save or a deletion changes: all with one moment, and before the first change how all stood."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the record without history: it is kept once at the end, with the records that it names by then."""
        moment = timezone.now()
        if change:
            # Also a sense that moves to another word leaves the word to which it belonged.
            record_loaded_state(type(obj)._base_manager.get(pk=obj.pk), moment)
        obj._history_date = moment
        obj.skip_history_when_saving = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        formsets = list(formsets)
        form.save_m2m()
        self.save_parts(formsets)
        record = form.instance
        del record.skip_history_when_saving
        if not change or self.has_changed(form, formsets):
            record.save()
            if not change:
                record.history.filter(id=record.pk).update(history_type="+")

    def has_changed(self, form: Any, formsets: Sequence[Any]) -> bool:
        """Tell whether the save is one of the record itself, and not of its parts alone, which have their own."""
        return bool(form.has_changed())

    def save_parts(self, formsets: Sequence[Any]) -> None:
        # From the last kind of part to the first: an event would take its citations along, and leave two records of
        # their going.
        for formset in reversed(formsets):
            gone = [form.instance.pk for form in formset.deleted_forms if form.instance.pk]
            # Read anew, so that the form’s own instances keep their ids for the admin’s log.
            for part in formset.model._default_manager.filter(pk__in=gone):
                part._history_date = formset.instance._history_date
                part.delete()
        for formset in formsets:
            for part in formset.save(commit=False):
                part._history_date = formset.instance._history_date
                part.save()
            formset.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        record_loaded_state(obj, timezone.now())
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        for record in queryset:
            record_loaded_state(record, timezone.now())
        super().delete_queryset(request, queryset)
