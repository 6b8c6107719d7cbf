"""Every deal, partner and kind as Markdown, at the page's address with `.md`; and `llms.txt`, which leads to them.

For readers that take texts rather than pages, such as language models and notebooks.
"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from agreements.exports import rights
from agreements.forms import day_ahead, read_as_of, unknown_parameters
from agreements.http import origin_of, page, reads_no_parameter, refused
from agreements.selectors.citing import Cited, cited_deal, cited_partner, cited_type
from agreements.selectors.deals import deal_page, published_deal
from agreements.selectors.partners import partner_named, partner_page
from agreements.selectors.site import partners_of_edition, types_of_edition
from agreements.selectors.standing import MOST_EVENTS
from agreements.selectors.types import type_named, type_page

_EMPTY_LINES = re.compile(r"\n{3,}")


def _answer(request: HttpRequest, template: str, context: dict[str, Any], media_type: str) -> HttpResponse:
    response = render(request, f"agreements/markdown/{template}.txt", context)
    text = _EMPTY_LINES.sub("\n\n", response.content.decode()).strip()
    return HttpResponse(f"{text}\n", content_type=f"{media_type}; charset=utf-8")


def _record(request: HttpRequest, template: str, cited: Cited, context: dict[str, Any]) -> HttpResponse:
    response = _answer(request, template, {**context, "cited": cited}, "text/markdown")
    # Whoever searches is led to the page.
    response["Link"] = f'<{origin_of(request)}{cited.path}{cited.query}>; rel="canonical"'
    response["X-Robots-Tag"] = "noindex"
    return response


@page
@reads_no_parameter
def deal_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    deal = published_deal(slug)
    return _record(request, "deal", cited_deal(deal), {"page": deal_page(deal)})


@page
@reads_no_parameter
def type_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    kind = type_named(slug)
    return _record(request, "type", cited_type(kind), {"page": type_page(kind)})


@page
def partner_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    partner = partner_named(slug)
    as_of, unread = read_as_of(request.GET)
    if problems := [*unknown_parameters(request.GET, ("as_of",)), *unread]:
        return refused(problems)
    context = {
        "page": partner_page(partner, as_of, MOST_EVENTS),
        "as_of": as_of,
        "problems": day_ahead(as_of, timezone.localdate()),
    }
    return _record(request, "partner", cited_partner(partner, as_of), context)


@page
def llms(request: HttpRequest) -> HttpResponse:
    context = {"types": types_of_edition(), "partners": partners_of_edition(), "rights": rights}
    return _answer(request, "llms", context, "text/plain")
