# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""Countries and organizations."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from agreements.models import Partner
from agreements.selectors.partners import partner_page
from agreements.selectors.terms_in_text import terms_of_page

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

    def get_urls(self) -> list[Any]:
        preview = self.admin_site.admin_view(require_GET(self.preview))
        return [path("<int:partner_id>/preview/", preview, name="agreements_partner_preview"), *super().get_urls()]

    def view_on_site(self, obj: Partner) -> str:
        if self.is_shown(obj):
            return obj.get_absolute_url()
        return reverse("admin:agreements_partner_preview", args=[obj.pk])

    def preview(self, request: HttpRequest, partner_id: int) -> HttpResponse:
        """The partner's page as readers will have it."""
        partner = get_object_or_404(Partner, pk=partner_id)
        if not self.has_view_permission(request, partner):
            raise PermissionDenied
        context: dict[str, Any] = {
            "page": partner_page(partner, None),
            "as_of": None,
            "terms": terms_of_page([partner.slug]),
            "problems": [],
            "is_preview": True,
        }
        return TemplateResponse(request, "agreements/partners/detail.html", context)

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
