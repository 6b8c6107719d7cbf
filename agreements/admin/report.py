# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""Mistakes that readers report: editors look into them and draft the answer, publishers decide."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from agreements.models import Report, ReportState
from agreements.selectors.reports import fact_words, subject_of

from .form_fields import OVERRIDES
from .unsaved import ComesBackUnsaved

DECIDE = "agreements.decide_report"
_WORDS = 80


@admin.register(Report)
class ReportAdmin(ComesBackUnsaved):
    formfield_overrides = OVERRIDES
    list_display = ["received", "kind", "slug", "fact_shown", "beginning", "state", "decided"]
    list_filter = ["state", "kind", "may_be_shown", "language", "received"]
    list_per_page = 50
    date_hierarchy = "received"
    search_fields = ["slug", "text", "answer_en", "answer_ja", "editors_note", "=token"]
    search_help_text = _("The slug of what it is about, words of the report or the answer, or the token of a receipt.")
    ordering = ["-received", "-pk"]
    autocomplete_fields = ["duplicate_of"]
    readonly_fields = [
        "about_shown",
        "fact_shown",
        "text_shown",
        "evidence_shown",
        "language",
        "may_be_shown",
        "received",
        "decided",
        "receipt_shown",
    ]
    fieldsets = [
        (
            _("What a reader reports"),
            {
                "fields": [
                    ("about_shown", "fact_shown"),
                    "text_shown",
                    "evidence_shown",
                    ("language", "may_be_shown"),
                    ("received", "receipt_shown"),
                ]
            },
        ),
        (
            _("What became of it"),
            {
                "classes": ["bilingual"],
                "description": _(
                    "Readers see the answer once the report is decided: at its receipt, and, if it is accepted and the "
                    "reader agreed, in the list of changes."
                ),
                "fields": [
                    ("answer_en", "answer_ja"),
                    ("state", "duplicate_of"),
                    "decided",
                ],
            },
        ),
        (_("For editors"), {"fields": ["editors_note"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        """Readers rely on an answer that is public: only publishers change it."""
        is_open = obj is None or obj.state == ReportState.NEW or request.user.has_perm(DECIDE)
        return super().has_change_permission(request, obj) and is_open

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return fields if request.user.has_perm(DECIDE) else [*fields, "state", "duplicate_of"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], term: str) -> tuple[Any, bool]:
        found, may_repeat = super().get_search_results(request, queryset, term)
        if request.path.endswith("/autocomplete/"):
            # What is a duplicate itself was not there first.
            found = found.filter(duplicate_of=None)
        return found, may_repeat

    @admin.display(description=_("about"))
    def about_shown(self, report: Report) -> str:
        subject = subject_of(report)
        if subject.record is None:
            return subject.name
        change = f"admin:agreements_{subject.record._meta.model_name}_change"
        return format_html(
            '<a href="{}">{}</a> (<a href="{}">{}</a>)',
            reverse(change, args=[subject.record.pk]),
            subject.name,
            subject.address,
            _("as readers see it"),
        )

    @admin.display(description=_("part of the page"))
    def fact_shown(self, report: Report) -> str:
        return fact_words(report.kind, report.fact)

    @admin.display(description=_("what is wrong"))
    def text_shown(self, report: Report) -> str:
        return format_html('<div class="report-words">{}</div>', report.text)

    @admin.display(description=_("where the right fact can be read"))
    def evidence_shown(self, report: Report) -> str:
        """Show the address as text: nobody should be led to a stranger’s link by one click."""
        return report.evidence

    @admin.display(description=_("receipt"))
    def receipt_shown(self, report: Report) -> str:
        address = reverse("agreements:report_receipt", args=[report.token])
        return format_html('<a href="{}">{}</a>', address, address)

    @admin.display(description=_("what is wrong"))
    def beginning(self, report: Report) -> str:
        return Truncator(report.text).chars(_WORDS)
