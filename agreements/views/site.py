"""Pages about the site, and what machines ask for."""

import re
from datetime import UTC, timedelta

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agreements.http import asked_again, origin_of, page
from agreements.limits import take_search
from agreements.models import EntryKind
from agreements.selectors.citing import cited_register
from agreements.selectors.search import suggestions
from agreements.selectors.site import partners_of_edition, types_of_edition
from agreements.sitemaps import in_one_file, number_of_files, of_all_else, of_deals, parts_of_the_site_map

# The part of an address that names a record, and how many a page that is not there leads to instead.
_OF_A_RECORD = re.compile(r"(?:/ja)?/(?:types|partners|deals|terms)/([^/]{1,80})")
_MOST_MEANT = 5


@page
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/about.html", {"cited": cited_register()})


@page
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /ja/admin/"]
    lines.append(f"Sitemap: {origin_of(request)}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@page
def security(request: HttpRequest) -> HttpResponse:
    """Say where to tell of a weakness, after RFC 9116; nothing is here where nobody is to be told."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # It must end, and is made anew with each request: good for a year.
    expires = (timezone.now() + timedelta(days=365)).astimezone(UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en, ja",
        f"Canonical: {origin_of(request)}{reverse('security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@page
def site_map(request: HttpRequest) -> HttpResponse:
    number = number_of_files()
    if number <= 1:
        return sitemap(request, in_one_file())
    parts = [origin_of(request) + path for path in parts_of_the_site_map(number)]
    context = {"sitemaps": [{"location": address, "last_mod": None} for address in parts]}
    response = render(request, "sitemap_index.xml", context, content_type="application/xml")
    # As its files say too: a list of addresses is nothing to be found.
    response["X-Robots-Tag"] = "noindex, noodp, noarchive"
    return response


@page
def site_map_of_deals(request: HttpRequest, number: int) -> HttpResponse:
    if not 1 <= number <= number_of_files():
        raise Http404
    return sitemap(request, of_deals(number))


@page
def site_map_of_all_else(request: HttpRequest) -> HttpResponse:
    return sitemap(request, of_all_else())


def _meant(request: HttpRequest) -> list[tuple[str, str]]:
    """Return addresses and names of records that an address may have meant: `/types/raa/`, `/deals/us-tomahawk/`."""
    of_record = _OF_A_RECORD.match(request.path)
    # Whoever guesses many addresses is told as little as who searches too often.
    if of_record is None or take_search(request):
        return []
    words = " ".join(re.findall(r"[^\W\d_]+", of_record[1]))
    hits = [hit for hit in suggestions(words) if hit.kind is not EntryKind.SOURCE]
    return [(hit.address, hit.name) for hit in hits[:_MOST_MEANT]]


def _named(request: HttpRequest) -> list[tuple[str, str]]:
    """Return addresses and names of the kinds and partners whose slugs stand in an address; no query is asked."""
    # Whole words: `un` is no part of `country`.
    words = f"-{re.sub('[^a-z0-9]+', '-', request.path.lower())}-"
    kinds = [(kind.get_absolute_url(), kind.name) for kind in types_of_edition() if f"-{kind.slug}-" in words]
    partners = [(one.get_absolute_url(), one.heading) for one in partners_of_edition() if f"-{one.slug}-" in words]
    return [*kinds[:3], *partners[:3]]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, and lead to what the address may have meant."""
    context = {"near": _meant(request) or _named(request)}
    # What is not here may be in a minute, and of addresses that robots make up nothing is worth keeping.
    return asked_again(render(request, "404.html", context, status=404))


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read. Its host may be the fault, so that nothing of it is put into the page."""
    return HttpResponseBadRequest(render_to_string("400.html"))
