"""What editors look for in the list of deals: what is missing, what has grown old, whose deals these are."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import Deal, Partner, Region, SourceStanding, Status
from agreements.register.partial_date import PartialDate
from agreements.register.status import ENDED

STALE_AFTER_MONTHS = 6


def months_before(day: PartialDate, months: int) -> PartialDate:
    """Return the first day of the month that lies `months` before `day`, or the same day where that month has it."""
    assert day.month is not None
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    try:
        return PartialDate(year, month + 1, day.day)
    except ValueError:
        return PartialDate(year, month + 1, 28)


class SourceFilter(admin.SimpleListFilter):
    title = _("sources")
    parameter_name = "sources"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("none", _("No source yet")),
            ("unread", _("A source that nobody has read")),
            ("read", _("Every source read")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deal]) -> QuerySet[Deal]:
        without = Q(citation_count=0) | Q(citation_count=None)
        unread = Q(pk__in=Deal.objects.filter(citations__standing=SourceStanding.KNOWN).values("pk"))
        match self.value():
            case "none":
                return queryset.filter(without)
            case "unread":
                return queryset.filter(unread)
            case "read":
                return queryset.exclude(without | unread)
        return queryset


class EvidenceFilter(admin.SimpleListFilter):
    """Statuses that need a fresh look. What has ended stays ended, and so does not grow old."""

    title = _("evidence of the status")
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("old", _("Older than six months")),
            ("fresh", _("Six months or younger")),
            ("none", _("No date given")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deal]) -> QuerySet[Deal]:
        oldest = str(months_before(PartialDate.of(timezone.localdate()), STALE_AFTER_MONTHS))
        match self.value():
            case "old":
                return queryset.filter(evidence_date__lt=oldest).exclude(status__in=[each.value for each in ENDED])
            case "fresh":
                return queryset.filter(evidence_date__gte=oldest)
            case "none":
                return queryset.filter(evidence_date=None)
        return queryset


class StatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Status.choices, ("none", _("No event yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deal]) -> QuerySet[Deal]:
        if self.value() == "none":
            return queryset.filter(status="")
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset


class RegionFilter(admin.SimpleListFilter):
    title = _("region")
    parameter_name = "region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Region.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deal]) -> QuerySet[Deal]:
        if self.value() not in Region.values:
            return queryset
        return queryset.filter(pk__in=Deal.objects.in_region(self.value() or "").values("pk"))


class PartnerFilter(admin.SimpleListFilter):
    """Closed until it is used: the partners are many."""

    title = _("partner")
    parameter_name = "partner"
    template = "admin/agreements/filter_closed.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return sorted(((partner.slug, partner.name) for partner in Partner.objects.all()), key=lambda choice: choice[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deal]) -> QuerySet[Deal]:
        if not self.value():
            return queryset
        return queryset.filter(pk__in=Deal.objects.with_partner(self.value() or "").values("pk"))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "filter_is_used": bool(self.value())}
