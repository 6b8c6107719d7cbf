"""The lines of lists of deals and of events: fifty and more on a page, so that functions write them and no template."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext

from agreements.dates import status_with_standing, with_standing
from agreements.models import Amount, DateStanding, Deal
from agreements.register.partial_date import PartialDate
from agreements.selectors.deal_rows import DealRow
from agreements.selectors.history_steps import HistoryStep

from .agreements import event_date, money, tile, unbroken

register = template.Library()


@register.simple_tag
def deal_row(row: DealRow, on_day: PartialDate | None = None) -> SafeString:
    """Write a deal’s line. On an earlier day (None: now) it has no sums: they have no date, and may be of later."""
    deal = row.deal
    names = pgettext("between partners", ", ").join(partner.name for partner in row.partners)
    return format_html(
        '<li class="row row-deal">\n<span class="row-date">{}</span>\n{}\n<div>\n<a class="row-name" href="{}">{}</a>\n'
        '<p class="row-note">{}{}{}</p>\n{}</div>\n<span class="row-status">{}</span>\n</li>\n',
        _date(row),
        tile(row.type.slug, deal.status_then, "s"),
        deal.get_absolute_url(),
        deal.short_name,
        row.type.name,
        pgettext("between type and partners", ", "),
        names,
        "" if on_day or not row.amounts else format_html_join("", "{}", ((_sum(amount),) for amount in row.amounts)),
        _status(get_language() or "en", deal.status_then, deal.since_then, deal.since_standing_then),
    )


@register.simple_tag
def row_status(deal: Deal) -> str | SafeString:
    """Write a deal’s status as the lines of a list do, for a line that a template writes."""
    return _status(get_language() or "en", deal.status, deal.status_since, deal.since_standing) if deal.status else ""


@register.simple_tag
def history_row(step: HistoryStep) -> SafeString:
    """Write an event’s line in the history of a relation, or of many."""
    event, deal = step.event, step.event.deal
    return format_html(
        '<li><time datetime="{}">{}</time>{}<p><a href="{}">{}</a>{}{}</p></li>\n',
        event.date,
        unbroken(event_date(event)) if event.date_standing != DateStanding.STATED else event_date(event),
        tile(deal.type.slug, step.status, "s"),
        deal.get_absolute_url(),
        unbroken(deal.short_name) if get_language() == "ja" else deal.short_name,
        pgettext("between a name and what happened", ": "),
        event.what_happened,
    )


def _date(row: DealRow) -> str | SafeString:
    date = "–" if row.deal.dated_then is None else str(row.deal.dated_then)
    return format_html('<span class="nowrap">{}</span>', with_standing(date, DateStanding.BY)) if row.is_by else date


def _sum(amount: Amount) -> SafeString:
    return format_html(
        '<p class="row-note row-sum">{}{}<b>{}</b>{}</p>\n',
        capfirst(amount.get_kind_display()),
        pgettext("before the reason", ": "),
        money(amount.amount, amount.currency),
        pgettext("after a name", " (%(abbreviation)s)") % {"abbreviation": amount.note} if amount.note else "",
    )


@lru_cache(maxsize=4096)
def _status(_language: str, status: str, since: PartialDate | None, standing: str) -> str | SafeString:
    """Write a status with its date, once a language: the fifty deals of a page share what those of others had."""
    if not status:
        return gettext("no dated event")
    day = format_html('<span class="nowrap">{}</span>', with_standing(str(since), standing)) if since else ""
    words = format_html("<b>{}</b>", status_with_standing(status, standing))
    if standing == DateStanding.BY:
        return format_html(gettext("{status} {since}"), status=words, since=day)
    return format_html("{} {}", words, day)
