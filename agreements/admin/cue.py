# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""Phrases that speak for or against a type."""

from typing import Any

from django import forms
from django.contrib import admin

from agreements.decoder import PhraseError, compile_phrase
from agreements.models import Cue

from .history import KeepsHistory
from .unsaved import ComesBackUnsaved


class CueForm(forms.ModelForm):
    def clean(self) -> Any:
        cleaned = super().clean()
        phrase, language = self.cleaned_data.get("phrase"), self.cleaned_data.get("language")
        if phrase and language:
            try:
                compile_phrase(phrase, language)
            except PhraseError as error:
                self.add_error("phrase", str(error))
        return cleaned


@admin.register(Cue)
class CueAdmin(KeepsHistory, ComesBackUnsaved):
    form = CueForm
    autocomplete_fields = ["type"]
    raw_id_fields = ["state"]
    list_display = ["phrase", "language", "type", "state", "weight", "reason_en"]
    list_filter = ["language", ("type", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["type", "state__character"]
    search_fields = ["phrase", "reason_en", "reason_ja"]
    ordering = ["type__position", "language", "-weight", "phrase"]
    fieldsets = [
        (None, {"fields": [("type", "state"), ("language", "phrase"), "weight", ("reason_en", "reason_ja")]}),
    ]
