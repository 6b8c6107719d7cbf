# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""Countries and organizations."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.models import Partner

from .form_fields import OVERRIDES
from .former_slugs import ShowsFormerSlugs
from .history import KeepsHistory
from .search import with_alias_matches
from .shown import PublishersChangeWhatIsShown
from .unsaved import ComesBackUnsaved


@admin.register(Partner)
class PartnerAdmin(PublishersChangeWhatIsShown, ShowsFormerSlugs, KeepsHistory, ComesBackUnsaved):
    formfield_overrides = OVERRIDES
    list_display = ["name_shown", "code", "kind", "region", "deal_count", "has_account"]
    list_filter = ["kind", "region"]
    # Said here, as the count of deals takes the model’s own order away.
    ordering = ["name_en"]
    search_fields = ["slug", "=code", "=alpha3", "name_en", "name_ja", "official_name_en", "official_name_ja"]
    search_help_text = _("Name, other name or code, in either language.")
    readonly_fields = ["former_slugs_shown"]
    fieldsets = [
        (_("Which partner"), {"fields": [("kind", "region"), ("code", "alpha3"), ("slug", "former_slugs_shown")]}),
        (
            _("Names"),
            {
                "classes": ["bilingual"],
                "fields": [
                    ("name_en", "name_ja"),
                    ("heading_en", "heading_ja"),
                    ("official_name_en", "official_name_ja"),
                    "in_sentence_en",
                    ("aliases_en", "aliases_ja"),
                    "adjectives_en",
                ],
            },
        ),
        (_("For readers"), {"classes": ["bilingual"], "fields": [("account_en", "account_ja")]}),
    ]

    def is_shown(self, record: Partner) -> bool:
        return record.deals.published().exists()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partner]:
        return super().get_queryset(request).annotate(number_of_deals=Count("deals"))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        matched = with_alias_matches(queryset, found, search_term, "aliases_en", "aliases_ja", "adjectives_en")
        return matched, may_repeat

    @admin.display(description=_("partner"), ordering="name_en")
    def name_shown(self, partner: Partner) -> str:
        return partner.name

    @admin.display(description=_("deals"), ordering="number_of_deals")
    def deal_count(self, partner: Any) -> int:
        return int(partner.number_of_deals)

    @admin.display(description=_("account"), boolean=True)
    def has_account(self, partner: Partner) -> bool:
        return bool(partner.account_en and partner.account_ja)
