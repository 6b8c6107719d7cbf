"""What programs follow for a reader: feeds and calendars of all deals, of a partner's and of a type's."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.feeds import Address, atom
from agreements.forms import ChangeFilters
from agreements.http import origin_of, page, path_in, reads_no_parameter
from agreements.selectors.calendar import dated_events
from agreements.selectors.changes import followed
from agreements.selectors.partners import partner_named
from agreements.selectors.types import type_named

ENTRIES = 40


def _answer(media_type: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _feed(request: HttpRequest, filters: ChangeFilters, title: str, followed_page: str) -> HttpResponse:
    other = "en" if get_language() == "ja" else "ja"
    address = Address(origin_of(request), request.path, followed_page, path_in(other, request.path), other)
    subtitle = _("What the register learned and corrected, and the newest events that it began with.")
    return _answer("application/atom+xml", atom(title, subtitle, followed(filters, ENTRIES), address))


@page
def changes_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, ChangeFilters(), _("Japan’s security deals"), reverse("agreements:changes"))


@page
def partner_feed(request: HttpRequest, slug: str) -> HttpResponse:
    partner = partner_named(slug)
    title = _("Japan’s security deals with %(partner)s") % {"partner": partner.in_sentence}
    return _feed(request, ChangeFilters(partner=(slug,)), title, partner.get_absolute_url())


@page
def type_feed(request: HttpRequest, slug: str) -> HttpResponse:
    kind = type_named(slug)
    title = _("Japan’s security deals: %(type)s") % {"type": kind.name}
    return _feed(request, ChangeFilters(type=(slug,)), title, kind.get_absolute_url())


def _calendar(request: HttpRequest, filters: ChangeFilters, name: str, file: str) -> HttpResponse:
    # No worker needs to know the format of calendars before it can answer at all.
    from agreements.calendars import calendar as calendar_of

    response = _answer("text/calendar", calendar_of(name, dated_events(filters), origin_of(request), request.path))
    response["Content-Disposition"] = f'inline; filename="{file}.ics"'
    return response


@page
@reads_no_parameter
def calendar(request: HttpRequest) -> HttpResponse:
    return _calendar(request, ChangeFilters(), _("Japan’s security deals"), "japan-security-deals")


@page
@reads_no_parameter
def partner_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    partner = partner_named(slug)
    name = _("Japan’s security deals with %(partner)s") % {"partner": partner.in_sentence}
    return _calendar(request, ChangeFilters(partner=(slug,)), name, f"japan-{slug}")


@page
@reads_no_parameter
def type_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    name = _("Japan’s security deals: %(type)s") % {"type": type_named(slug).name}
    return _calendar(request, ChangeFilters(type=(slug,)), name, f"japan-{slug}")
