# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""Kinds of agreement, with the states that each can have, its phrases and what it is confused with."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agreements.models import AgreementType, Confusion, TypePhrase, TypeState

from .form_fields import OVERRIDES
from .former_slugs import ShowsFormerSlugs
from .history import KeepsHistory
from .search import with_alias_matches
from .unsaved import ComesBackUnsaved


class TypeStateInline(admin.TabularInline):
    """Shown only: the matrix of the key changes them, as it says beforehand what else a change would turn."""

    model = TypeState
    fields = ["character", "state", "note_en", "note_ja"]
    readonly_fields = ["character"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TypeState]:
        return super().get_queryset(request).select_related("type", "state__character")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("character"))
    def character(self, cell: TypeState) -> str:
        character = cell.state.character
        address = reverse("admin:agreements_matrix_cell", args=[cell.type.slug, character.slug])
        return format_html('<a href="{}">{}</a>', address, character.name)


class TypePhraseInline(admin.StackedInline):
    model = TypePhrase
    extra = 0
    fieldsets = [(None, {"fields": [("position", "language", "quote"), ("by_en", "by_ja")]})]


class ConfusionInline(admin.StackedInline):
    model = Confusion
    fk_name = "type"
    extra = 0
    autocomplete_fields = ["other"]
    formfield_overrides = OVERRIDES
    fieldsets = [(None, {"fields": ["other", ("difference_en", "difference_ja")]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Confusion]:
        return super().get_queryset(request).select_related("type", "other")


@admin.register(AgreementType)
class AgreementTypeAdmin(ShowsFormerSlugs, KeepsHistory, ComesBackUnsaved):
    inlines = [TypeStateInline, TypePhraseInline, ConfusionInline]
    readonly_fields = ["former_slugs_shown"]
    formfield_overrides = OVERRIDES
    list_display = ["name_shown", "abbreviation", "family", "in_article", "is_closed_list", "deal_count"]
    list_filter = ["family", "in_article", "is_closed_list"]
    # Said here, as the count of deals takes the model’s own order away.
    ordering = ["position"]
    search_fields = ["slug", "name_en", "name_ja", "short_name_en", "short_name_ja", "abbreviation"]
    fieldsets = [
        (
            _("Names"),
            {
                "classes": ["bilingual"],
                "fields": [
                    ("slug", "abbreviation"),
                    "former_slugs_shown",
                    ("family", "position"),
                    ("in_article", "is_closed_list"),
                    ("name_en", "name_ja"),
                    ("short_name_en", "short_name_ja"),
                    ("aliases_en", "aliases_ja"),
                    ("official_name_note_en", "official_name_note_ja"),
                ],
            },
        ),
        (
            _("Plain words"),
            {
                "classes": ["bilingual"],
                "fields": [
                    ("lede_en", "lede_ja"),
                    ("plain_en", "plain_ja"),
                    ("ability_en", "ability_ja"),
                    ("ability_short_en", "ability_short_ja"),
                    ("does_en", "does_ja"),
                    ("does_not_en", "does_not_ja"),
                    ("why_en", "why_ja"),
                ],
            },
        ),
        (
            _("The text"),
            {
                "classes": ["bilingual"],
                "fields": [
                    ("text_en", "text_ja"),
                    ("clause_en", "clause_ja"),
                    ("route_en", "route_ja"),
                    ("article_en", "article_ja"),
                    ("elsewhere_en", "elsewhere_ja"),
                ],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgreementType]:
        return super().get_queryset(request).annotate(number_of_deals=Count("deals"))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return with_alias_matches(queryset, found, search_term, "aliases_en", "aliases_ja"), may_repeat

    @admin.display(description=_("type"), ordering="position")
    def name_shown(self, agreement_type: AgreementType) -> str:
        return agreement_type.name

    @admin.display(description=_("deals"), ordering="number_of_deals")
    def deal_count(self, agreement_type: Any) -> int:
        return int(agreement_type.number_of_deals)
