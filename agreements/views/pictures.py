"""Pictures that leave the site: its charts and its maps as files."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from agreements import cartography
from agreements.forms import (
    MAP_PARAMETERS,
    TIMELINE_PARAMETERS,
    day_ahead,
    query_of,
    read_map_filters,
    unknown_parameters,
)
from agreements.http import file_asked_too_often, origin_of, page, reads_no_parameter, refused
from agreements.limits import take_file, take_search
from agreements.models import AgreementType, Status
from agreements.pictures import raster
from agreements.pictures.frame import STYLE, Caption
from agreements.pictures.lives import Life, lives_chart, look_of
from agreements.pictures.world import SMALL_SIZE, SMALL_STYLE, Spot, small_map, world_map
from agreements.pictures.years import Series, years_chart
from agreements.register.partial_date import PartialDate
from agreements.register.sentences import gap
from agreements.selectors.filters_in_words import filters_by_name
from agreements.selectors.map import Map, labels_of, legend_of, map_of
from agreements.selectors.site import register_in_brief, types_of_edition
from agreements.selectors.timeline import in_force_by_year
from agreements.selectors.types import type_named, type_page

from .deal_filters import AskedFor, asked_for
from .types import lives_of

# What each look of a deal's line says, from the first words to the end.
_LOOKS: dict[str, str | Promise] = {
    "talk": gettext_lazy("only spoken of"),
    "line": gettext_lazy("signed"),
    "bar": gettext_lazy("in force"),
    "held": gettext_lazy("suspended"),
    "end": gettext_lazy("ended"),
}
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
# Sharp on a screen of a high density, and drawn in a fraction of a second.
PNG_WIDTH = 1600
# The style that stands inside a picture, and no other, may be used by the file when it is opened by itself.
_STYLE_HASH = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
_SMALL_STYLE_HASH = f"'sha256-{b64encode(sha256(SMALL_STYLE.encode()).digest()).decode()}'"


def _source() -> str:
    brief = register_in_brief()
    if brief is None:
        return _("Source: The Rosetta Stone of Japan’s security deals, CC BY 4.0")
    date = PartialDate.of(brief.day).in_words(get_language() or "en")
    return _("Source: The Rosetta Stone of Japan’s security deals, register as of %(date)s, CC BY 4.0") % {"date": date}


def _caption(request: HttpRequest, page: str, title: str, explanation: str, credit: str = "") -> Caption:
    """Return the words around a picture; its address is that of the page which shows it."""
    source = f"{_source()}{pgettext('after a source’s date', '. ')}{credit}".strip()
    return Caption(title, explanation, source, origin_of(request) + page, get_language() or "en")


def _sent(request: HttpRequest, suffix: str, draw: Callable[[], str], text: str = "") -> HttpResponse:
    """Draw the picture. Where the machine has no fonts, an SVG stands in for a PNG.

    `text`: what is looked for, so that the picture counts as a search too.
    """
    if suffix == "png" and not (raster.can_write_latin() and (get_language() != "ja" or raster.can_write_japanese())):
        return redirect(request.get_full_path().replace(".png", ".svg", 1))
    # Without a query it is drawn once an edition. Lines take no longer than a page does, dots up to a second.
    if request.META.get("QUERY_STRING"):
        seconds = take_file(request, text) if suffix == "png" else take_search(request)
        if seconds:
            return file_asked_too_often(seconds)
    svg = draw()
    return HttpResponse(svg if suffix == "svg" else raster.png(svg, PNG_WIDTH), content_type=MEDIA_TYPES[suffix])


def _as_of_words(asked: PartialDate | None) -> str:
    """Say which day a picture shows, the one asked for or that of the register, and that it is ahead where it is."""
    language, today, brief = get_language() or "en", timezone.localdate(), register_in_brief()
    day = asked or PartialDate.of(brief.day if brief else today)
    said = _("As of %(date)s.") % {"date": day.in_words(language)}
    return gap(language).join([said, *day_ahead(asked, today)])


def _spots(found: Map) -> list[Spot]:
    return [Spot(place.outline, place.dot, place.shade) for place in found.places]


def _map_as_file(request: HttpRequest, page: str, kind: AgreementType | None, as_of: PartialDate | None) -> str:
    found = map_of(as_of, kind)
    title = (
        _("%(name)s: Japan’s partners") % {"name": kind.name}
        if kind
        else _("Japan’s security partners by kinds of agreement")
    )
    credit = _(
        "Outlines: Natural Earth. The map takes no side on contested borders: "
        "Crimea is left unshaded, and other lines are as Natural Earth has them."
    )
    return world_map(
        _caption(request, page, title, _as_of_words(as_of), credit),
        (cartography.WIDTH, cartography.HEIGHT),
        found.rest,
        found.japan,
        _spots(found),
        labels_of(found),
        [
            *((f"rule shade-{shade}", meaning) for shade, meaning in legend_of(kind)),
            ("land", _("no deal in the register")),
            ("surface shu", _("Japan")),
        ],
    )


@csp_update({"style-src": [_STYLE_HASH]})
@page
def map_picture(request: HttpRequest, suffix: str) -> HttpResponse:
    types = {kind.slug: kind for kind in types_of_edition()}
    filters = read_map_filters(request.GET, types=types)
    if problems := [*unknown_parameters(request.GET, MAP_PARAMETERS), *filters.problems]:
        return refused(problems)
    here = reverse("agreements:map") + query_of(filters.pairs())
    return _sent(request, suffix, lambda: _map_as_file(request, here, types.get(filters.type), filters.as_of))


@csp_update({"style-src": [_STYLE_HASH]})
@page
@reads_no_parameter
def type_partners(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """Give the large map of a kind’s partners. Without a query, so that a copy of the site as files has it too."""
    kind = type_named(slug)
    return _sent(request, suffix, lambda: _map_as_file(request, kind.get_absolute_url(), kind, None))


@csp_update({"style-src": [_STYLE_HASH]})
@page
@reads_no_parameter
def type_lives(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """Give the chart of how long each deal of a kind was spoken of, signed and in force."""
    found = type_page(type_named(slug))
    scale, lives = lives_of(found)
    if scale is None:
        raise Http404

    def draw() -> str:
        looks = {look_of(stretch.status) for life in lives for stretch in life}
        legend = [(look, str(meaning)) for look, meaning in _LOOKS.items() if look in looks]
        more = ngettext(
            "%(number)d more deal is in the list.", "%(number)d more deals are in the list.", found.more_deals
        )
        rest = more % {"number": found.more_deals} if found.more_deals else ""
        title = _("%(name)s: its deals, year by year") % {"name": found.type.name}
        explanation = gap(get_language() or "en").join(filter(None, [_as_of_words(None), rest]))
        rows = [
            Life(row.deal.short_name, str(Status(row.deal.status).label) if row.deal.status else "", life)
            for row, life in zip(found.deals, lives, strict=True)
        ]
        return lives_chart(_caption(request, found.type.get_absolute_url(), title, explanation), rows, scale, legend)

    return _sent(request, suffix, draw)


@csp_update({"style-src": [_SMALL_STYLE_HASH]})
@page
@reads_no_parameter
def type_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the small map of a kind’s partners, which its page shows."""
    kind = type_named(slug)
    found = map_of(None, kind)
    drawn = small_map(
        _("%(name)s: Japan’s partners") % {"name": kind.name},
        get_language() or "en",
        (cartography.WIDTH, cartography.HEIGHT),
        found.rest,
        found.japan,
        _spots(found),
        labels_of(found, SMALL_SIZE),
    )
    return HttpResponse(drawn, content_type=MEDIA_TYPES["svg"])


def _printed(asked: AskedFor) -> list[tuple[str, str]]:
    """Return the filters that a picture may print: with a reader's own words it could be made to say anything."""
    return [(name, value) for name, value in asked.filters.pairs() if name != "q"]


def _narrowed(asked: AskedFor) -> list[str]:
    """Return a sentence for each filter but the day, which has a sentence of its own."""
    pairs = [(name, value) for name, value in _printed(asked) if name != "as_of"]
    told = [
        _("%(name)s: %(value)s.") % {"name": capfirst(name), "value": value} for name, value in filters_by_name(pairs)
    ]
    if asked.filters.q:
        told.append(_("Only deals that a reader’s own words find are counted; the words are not repeated."))
    return told


@csp_update({"style-src": [_STYLE_HASH]})
@page
def timeline_picture(request: HttpRequest, suffix: str) -> HttpResponse:
    asked = asked_for(request)
    if problems := [*unknown_parameters(request.GET, TIMELINE_PARAMETERS), *asked.filters.problems]:
        return refused(problems)

    def draw() -> str:
        today = PartialDate.of(timezone.localdate())
        chart = in_force_by_year(asked.filters, today)
        language = get_language() or "en"
        explanation = (
            _(
                "At the end of each year from %(first)d to %(last)d, and on %(day)s; the figure is the latest count,"
                " and the scale is one for all kinds, from 0 to %(most)d."
            )
            % {"first": chart.first, "last": chart.last - 1, "day": chart.day.in_words(language), "most": chart.most}
            if chart.day
            else _(
                "At the end of each year from %(first)d to %(last)d; the figure is the latest count, and the scale is"
                " one for all kinds, from 0 to %(most)d."
            )
            % {"first": chart.first, "last": chart.last, "most": chart.most}
        )
        if chart.together:
            of_all = _("All together have a scale of their own, from 0 to %(most)s.") % {"most": max(chart.together)}
            explanation = gap(language).join([explanation, of_all])
        day = _as_of_words(asked.filters.as_of)
        title = _("Japan’s security agreements in force, by kind")
        here = reverse("agreements:timeline") + query_of(_printed(asked))
        return years_chart(
            _caption(request, here, title, gap(language).join([*_narrowed(asked), explanation, day])),
            [Series(row.type.slug, row.type.short_name, row.counts) for row in chart.rows],
            Series("", _("All together"), chart.together) if chart.together else None,
            chart.first,
            chart.last,
            _("none in any year"),
        )

    return _sent(request, suffix, draw, asked.filters.q)


@page
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead those who ask without reading a page to the icon."""
    return redirect(static("icon.png"))
