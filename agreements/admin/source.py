# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""Pages and documents, and where each is used."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models import (
    Citation,
    Deal,
    DealPhrase,
    DealState,
    Outcome,
    SenseCitation,
    Source,
    SourceCheck,
)

from .form_fields import OVERRIDES
from .history import KeepsHistory
from .shown import PublishersChangeWhatIsShown
from .unsaved import ComesBackUnsaved

_USES = {"citations": Citation, "headlines": DealPhrase, "states": DealState, "senses": SenseCitation}


def _number_of(model: Any) -> Coalesce:
    rows = model.objects.filter(source=OuterRef("pk")).order_by().values("source")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0, output_field=IntegerField())


def _moment(when: datetime | None) -> str:
    return date_format(timezone.localtime(when), "DATETIME_FORMAT") if when else ""


def _check(source: Source) -> SourceCheck | None:
    return getattr(source, "last_check", None)


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("Not used")), ("some", _("Used"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        match self.value():
            case "none":
                return queryset.filter(number_of_uses=0)
            case "some":
                return queryset.filter(number_of_uses__gt=0)
        return queryset


class HealthFilter(admin.SimpleListFilter):
    title = _("what the last check found")
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("dead", _("Gone, or silent three times")), *Outcome.choices, ("unchecked", _("Never checked"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        match self.value():
            case "dead":
                return queryset.filter(last_check__in=SourceCheck.objects.dead())
            case "unchecked":
                return queryset.filter(last_check=None)
            case outcome if outcome in Outcome.values:
                return queryset.filter(last_check__outcome=outcome)
        return queryset


class ArchivedFilter(admin.SimpleListFilter):
    title = _("archived copy")
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Kept")), ("no", _("None"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        match self.value():
            case "yes":
                return queryset.exclude(archived_url="")
            case "no":
                return queryset.filter(archived_url="")
        return queryset


@admin.register(Source)
class SourceAdmin(PublishersChangeWhatIsShown, KeepsHistory, ComesBackUnsaved):
    formfield_overrides = OVERRIDES
    list_display = ["title", "publisher", "date_shown", "kind", "language", "use_count", "health_shown"]
    list_filter = [UseFilter, HealthFilter, ArchivedFilter, "kind", "language", "title_is_description"]
    list_select_related = ["last_check"]
    list_per_page = 50
    search_fields = ["title", "url", "archived_url", "publisher", "publisher_ja"]
    search_help_text = _("Title, publisher or address.")
    ordering = ["-date", "url"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "url",
                    "archived_url",
                    "title",
                    ("language", "title_is_description"),
                    ("publisher", "publisher_ja"),
                    ("kind", "date"),
                ]
            },
        ),
        (
            _("Whether it is still there"),
            {
                "description": _("As manage.py check_sources found it; a reader’s browser may be answered otherwise."),
                "fields": [("health_shown", "checked_shown"), ("last_there_shown", "detail_shown"), "moved_to_shown"],
            },
        ),
        (_("Where it is used"), {"fields": ["deals_shown"]}),
    ]
    readonly_fields = [
        "health_shown",
        "checked_shown",
        "last_there_shown",
        "detail_shown",
        "moved_to_shown",
        "deals_shown",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        counts = {f"number_of_{name}": _number_of(model) for name, model in _USES.items()}
        total = sum((F(name) for name in list(counts)[1:]), F(next(iter(counts))))
        return super().get_queryset(request).annotate(**counts).annotate(number_of_uses=total)

    @admin.display(description=_("date"), ordering="date")
    def date_shown(self, source: Source) -> Any:
        return source.date

    @admin.display(description=_("uses"), ordering="number_of_uses")
    def use_count(self, source: Any) -> int:
        return int(source.number_of_uses)

    @admin.display(description=_("last check"), ordering="last_check__outcome")
    def health_shown(self, source: Source) -> str:
        check = _check(source)
        if check is None:
            return gettext("never checked")
        return f"{check.get_outcome_display()} ({check.status})" if check.status else check.get_outcome_display()

    @admin.display(description=_("checked on"))
    def checked_shown(self, source: Source) -> str:
        check = _check(source)
        return _moment(check.checked) if check else ""

    @admin.display(description=_("last there on"))
    def last_there_shown(self, source: Source) -> str:
        check = _check(source)
        return _moment(check.last_there) if check else ""

    @admin.display(description=_("detail"))
    def detail_shown(self, source: Source) -> str:
        check = _check(source)
        return check.detail if check else ""

    @admin.display(description=_("moved to"))
    def moved_to_shown(self, source: Source) -> str:
        """Show the address as text: it is what a stranger’s server answered."""
        check = _check(source)
        return check.moved_to if check else ""

    @admin.display(description=_("deals"))
    def deals_shown(self, source: Source) -> str:
        if source.pk is None:
            return ""
        uses: list[Any] = [source.citations, source.phrases, source.deal_states]
        deals = Deal.objects.filter(pk__in={deal_id for use in uses for deal_id in use.values_list("deal", flat=True)})
        links = format_html_join(
            "",
            '<li><a href="{}">{}</a></li>',
            ((reverse("admin:agreements_deal_change", args=[deal.pk]), deal) for deal in deals),
        )
        return format_html("<ul>{}</ul>", links) if links else ""
