# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""The questions that tell types apart, with their states."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.models import Character, State

from .form_fields import OVERRIDES
from .history import KeepsHistory
from .unsaved import ComesBackUnsaved


class StateInline(admin.TabularInline):
    model = State
    fields = ["position", "slug", "label_en", "label_ja"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[State]:
        return super().get_queryset(request).select_related("character")


@admin.register(Character)
class CharacterAdmin(KeepsHistory, ComesBackUnsaved):
    inlines = [StateInline]
    formfield_overrides = OVERRIDES
    list_display = ["question_shown", "slug", "position", "state_count"]
    ordering = ["position"]
    search_fields = ["slug", "name_en", "name_ja", "question_en", "question_ja"]
    fieldsets = [
        (
            None,
            {
                "classes": ["bilingual"],
                "fields": [
                    ("slug", "position"),
                    ("name_en", "name_ja"),
                    ("question_en", "question_ja"),
                    ("help_en", "help_ja"),
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Character]:
        return super().get_queryset(request).annotate(number_of_states=Count("states"))

    @admin.display(description=_("question"), ordering="position")
    def question_shown(self, character: Character) -> str:
        return character.question

    @admin.display(description=_("states"), ordering="number_of_states")
    def state_count(self, character: Any) -> int:
        return int(character.number_of_states)
