"""Dated events as a calendar to subscribe to (RFC 5545)."""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

import icalendar
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from agreements.citing.work import one_line
from agreements.models import DateStanding
from agreements.selectors.calendar import CalendarEvent, DatedEvents


def _summary(row: CalendarEvent) -> str:
    event = row.event
    words = _("%(deal)s: %(event)s") % {"deal": event.deal, "event": event.what_happened}
    if event.date_standing == DateStanding.STATED:
        return words
    # “By” is no day on which it happened, and the entry must say so where a calendar shows no more than this.
    return _("%(event)s (%(standing)s)") % {"event": words, "standing": event.get_date_standing_display()}


def _entry(row: CalendarEvent, origin: str) -> icalendar.Event:
    event = row.event
    assert event.date is not None
    address = origin + event.deal.get_absolute_url()
    changed = row.changed.astimezone(UTC).replace(microsecond=0)
    entry = icalendar.Event()
    entry.add("uid", f"{row.name}@{urlsplit(origin).hostname}")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    # The end of a whole day is the next one. What is to come in a month is in all of it.
    entry.add("dtstart", event.date.first_day)
    entry.add("dtend", event.date.last_day + timedelta(days=1))
    entry.add("summary", one_line(_summary(row)), parameters={"language": get_language() or "en"})
    entry.add("description", f"{event.deal.summary}\n{address}")
    entry.add("categories", [one_line(event.deal.type.short_name), capfirst(str(event.get_kind_display()))])
    entry.add("url", address)
    if event.place:
        entry.add("location", one_line(event.place))
    entry.add("status", "CONFIRMED" if event.date_standing == DateStanding.STATED else "TENTATIVE")
    # Nobody is busy because two governments sign.
    entry.add("transp", "TRANSPARENT")
    return entry


def _told(found: DatedEvents) -> str:
    told = _("Events of Japan’s security deals whose date is known to the day, and those to come in a known month.")
    if found.is_cut:
        return _("%(told)s Only the newest are here: the others stand on the site’s timeline.") % {"told": told}
    if not found.left_out:
        return told
    left_out = ngettext(
        "%(number)d more is known to the month or the year only, and stands on the site’s timeline.",
        "%(number)d more are known to the month or the year only, and stand on the site’s timeline.",
        found.left_out,
    )
    return f"{told} {left_out % {'number': found.left_out}}"


def calendar(name: str, found: DatedEvents, origin: str, path: str) -> bytes:
    """Return a calendar. The same register gives the same bytes."""
    # What a person types may hold a break, which would begin a line of the file’s own.
    name = one_line(name)
    made = icalendar.Calendar()
    made.add("prodid", "-//The Rosetta Stone of Japan's security deals//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    # Each said twice: by RFC 7986, and as most calendars still ask.
    made.add("name", name)
    made.add("x-wr-calname", icalendar.vText(name))
    made.add("description", _told(found))
    made.add("x-wr-caldesc", icalendar.vText(_told(found)))
    made.add("url", origin + path)
    made.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    made.add("x-published-ttl", "P1D")
    for row in found.events:
        made.add_component(_entry(row, origin))
    return bytes(made.to_ical())
