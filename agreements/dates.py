"""Dates and statuses in words, with what is open about them."""

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from agreements.models import DateStanding, EventKind, Status
from agreements.register.partial_date import PartialDate, Precision

# What lasts from its date on; the others happened at theirs.
_LASTING = frozenset({Status.IN_FORCE, Status.SUSPENDED, Status.NEGOTIATING})


def with_standing(date: str, standing: str) -> str:
    """Put a date as it can be relied on: `12 July 2024`, `by 12 July 2024`, `12 July 2024, unconfirmed`."""
    if standing == DateStanding.BY:
        return _("by %(date)s") % {"date": date}
    if standing == DateStanding.UNCONFIRMED:
        return _("%(date)s, unconfirmed") % {"date": date}
    return date


def status_word(status: str) -> str:
    return str(Status(status).label) if status else ""


def status_with_standing(status: str, standing: str) -> str:
    """Print a status; one there by a date as what had happened then: 「2025年5月26日までに」発効, not 発効中."""
    if standing == DateStanding.BY and status in EventKind.values:
        return str(EventKind(status).label)
    return status_word(status)


def after_status(status: str, when: PartialDate, standing: str) -> str:
    """Put the date of a status as it follows the status’s name: (in force) `since 12 July 2024`, `by August 2026`;
    (signed) `on 29 January 2024`, `in January 2024`."""
    if status in _LASTING and standing != DateStanding.BY:
        return _("since %(date)s") % {"date": with_standing(when.in_words(get_language() or "en"), standing)}
    return after_event(when, standing)


def status_with_date(status: str, when: PartialDate | None, standing: str) -> str:
    """Print a status with its date: `in force since 12 July 2024`, 「2024年7月12日から発効中」."""
    word = status_with_standing(status, standing)
    return _("{status} {since}").format(status=word, since=after_status(status, when, standing)) if when else word


def after_event(when: PartialDate, standing: str) -> str:
    """Put the date of an event as it follows its name: (signed) `on 29 January 2024`, `in January 2024`."""
    date = when.in_words(get_language() or "en")
    if standing == DateStanding.BY:
        return with_standing(date, standing)
    known = {"date": with_standing(date, standing)}
    if when.precision is Precision.DAY:
        return pgettext("a day", "on %(date)s") % known
    return pgettext("a month or a year", "in %(date)s") % known
