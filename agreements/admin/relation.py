# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""A deal's relations to other deals, as rows of the deal's form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.models import Relation

from .part_formset import PartFormSet


class RelationForm(forms.ModelForm):
    class Meta:
        model = Relation
        fields = ["kind", "other"]
        help_texts = {
            "kind": _("What this deal does to the other: the newer one supersedes or amends the older."),
            "other": _("Type part of its name, partner or slug. The other deal shows the inverse by itself."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.deal_id is not None and cleaned.get("other") == self.instance.deal:
            self.add_error("other", _("A deal cannot be related to itself."))
        return cleaned


class RelationFormSet(PartFormSet):
    identifying = ("kind", "other")
    repeated = _("This relation is there already.")


class RelationInline(admin.TabularInline):
    model = Relation
    form = RelationForm
    formset = RelationFormSet
    fk_name = "deal"
    extra = 0
    autocomplete_fields = ["other"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("deal", "other")
