# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""Words, and what each means to one speaker at one time."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.models import Sense, SenseCitation, Term

from .form_fields import OVERRIDES
from .former_slugs import ShowsFormerSlugs
from .history import KeepsHistory
from .unsaved import ComesBackUnsaved

SENSE_FIELDS: list[Any] = [
    ("position", "speaker", "partner"),
    ("language", "date"),
    ("definition_en", "definition_ja"),
    ("differs_en", "differs_ja"),
]


class SenseInline(admin.StackedInline):
    model = Sense
    extra = 0
    # The sources of a sense are edited on its own page.
    show_change_link = True
    autocomplete_fields = ["partner"]
    formfield_overrides = OVERRIDES
    fieldsets = [(None, {"fields": SENSE_FIELDS})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sense]:
        return super().get_queryset(request).select_related("term", "partner")


class SenseCitationInline(admin.TabularInline):
    model = SenseCitation
    extra = 0
    autocomplete_fields = ["source"]
    verbose_name = _("source")
    verbose_name_plural = _("sources")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SenseCitation]:
        return super().get_queryset(request).select_related("source")


@admin.register(Term)
class TermAdmin(ShowsFormerSlugs, KeepsHistory, ComesBackUnsaved):
    inlines = [SenseInline]
    autocomplete_fields = ["types"]
    formfield_overrides = OVERRIDES
    list_display = ["term_en", "term_ja", "reading", "sense_count"]
    ordering = ["slug"]
    search_fields = ["slug", "term_en", "term_ja", "reading"]
    readonly_fields = ["former_slugs_shown"]
    fieldsets = [
        (
            None,
            {
                "classes": ["bilingual"],
                "fields": [
                    ("term_en", "term_ja"),
                    ("slug", "reading"),
                    "former_slugs_shown",
                    "types",
                    ("beware_en", "beware_ja"),
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        return super().get_queryset(request).annotate(number_of_senses=Count("senses"))

    @admin.display(description=_("senses"), ordering="number_of_senses")
    def sense_count(self, term: Any) -> int:
        return int(term.number_of_senses)


@admin.register(Sense)
class SenseAdmin(KeepsHistory, ComesBackUnsaved):
    inlines = [SenseCitationInline]
    autocomplete_fields = ["term", "partner"]
    formfield_overrides = OVERRIDES
    list_display = ["term", "speaker", "language", "date_shown", "source_count"]
    list_filter = ["speaker", "language"]
    list_select_related = ["term"]
    ordering = ["term__slug", "position"]
    search_fields = ["term__term_en", "term__term_ja", "definition_en", "definition_ja"]
    fieldsets = [(None, {"fields": ["term", *SENSE_FIELDS]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sense]:
        return super().get_queryset(request).annotate(number_of_sources=Count("citations"))

    @admin.display(description=_("date"), ordering="date")
    def date_shown(self, sense: Sense) -> Any:
        return sense.date

    @admin.display(description=_("sources"), ordering="number_of_sources")
    def source_count(self, sense: Any) -> int:
        return int(sense.number_of_sources)
