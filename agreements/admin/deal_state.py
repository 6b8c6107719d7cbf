# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""States to which a deal narrows its type, as rows of the deal's form."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.models import DealState

from .form_fields import states_by_character
from .part_formset import PartFormSet


class DealStateFormSet(PartFormSet):
    identifying = ("state",)
    repeated = _("This deal has that state already.")


class DealStateInline(admin.TabularInline):
    model = DealState
    formset = DealStateFormSet
    fields = ["state", "source"]
    extra = 0
    autocomplete_fields = ["source"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("deal", "state__character", "source")

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "state" and field is not None:
            field.choices = states_by_character()
        return field
