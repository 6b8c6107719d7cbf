"""Dates in words, with what is open about them."""

from django.utils.translation import gettext as _

from agreements.models import DateStanding


def with_standing(date: str, standing: str) -> str:
    """Put a date as it can be relied on: `12 July 2024`, `by 12 July 2024`, `12 July 2024, unconfirmed`."""
    if standing == DateStanding.BY:
        return _("by %(date)s") % {"date": date}
    if standing == DateStanding.UNCONFIRMED:
        return _("%(date)s, unconfirmed") % {"date": date}
    return date
