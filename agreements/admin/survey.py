# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""Where and until when a kind of agreement was looked for."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.models import Survey

from .form_fields import OVERRIDES
from .history import KeepsHistory
from .unsaved import ComesBackUnsaved


@admin.register(Survey)
class SurveyAdmin(KeepsHistory, ComesBackUnsaved):
    autocomplete_fields = ["type", "partner"]
    formfield_overrides = OVERRIDES
    list_display = ["type", "partner_shown", "until_shown", "where_en"]
    list_display_links = ["type"]
    list_filter = [("type", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["type", "partner"]
    search_fields = ["type__name_en", "type__name_ja", "partner__name_en", "partner__name_ja", "where_en", "where_ja"]
    fieldsets = [(None, {"fields": [("type", "partner"), "until", ("where_en", "where_ja")]})]

    @admin.display(description=_("partner"), ordering="partner__name_en")
    def partner_shown(self, survey: Survey) -> str:
        return survey.partner.name if survey.partner else str(_("every partner"))

    @admin.display(description=_("looked for up to"), ordering="until")
    def until_shown(self, survey: Survey) -> Any:
        return survey.until
