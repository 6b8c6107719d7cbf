# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""Phrases that speak for or against a type."""

from django.contrib import admin

from agreements.models import Cue


@admin.register(Cue)
class CueAdmin(admin.ModelAdmin):
    autocomplete_fields = ["type"]
    list_display = ["phrase", "language", "type", "weight", "reason_en"]
    list_filter = ["language", ("type", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["type"]
    search_fields = ["phrase", "reason_en", "reason_ja"]
    ordering = ["type__position", "language", "-weight", "phrase"]
    fieldsets = [
        (None, {"fields": ["type", ("language", "phrase"), "weight", ("reason_en", "reason_ja")]}),
    ]
