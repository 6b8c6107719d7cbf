"""What templates print: dates, sums, lists and signs. Each is a thin cover over a plain function."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.dates import with_standing
from agreements.models import DateStanding, Deal, Event, Status
from agreements.register.money import in_words as money_in_words
from agreements.register.partial_date import PartialDate
from agreements.register.sentences import joined

register = template.Library()


@register.filter
def in_words(when: PartialDate) -> str:
    """Print a date as a sentence has it."""
    return when.in_words(get_language() or "en")


@register.filter
def as_partial(day: date) -> PartialDate:
    return PartialDate.of(day)


@register.filter
def since(deal: Deal) -> str:
    """Print since when a deal has its status, in words: `since 12 July 2024`, `by August 2026`."""
    if deal.status_since is None:
        return ""
    date = in_words(deal.status_since)
    if deal.since_standing == DateStanding.BY:
        return with_standing(date, deal.since_standing)
    return _("since %(date)s") % {"date": with_standing(date, deal.since_standing)}


@register.filter
def since_then(deal: Deal) -> str:
    """Print the date of the status that a list read as of a day gives, in words, with what is open about it."""
    return with_standing(in_words(deal.since_then), deal.since_standing_then) if deal.since_then else ""


@register.filter
def since_then_iso(deal: Deal) -> str:
    return with_standing(str(deal.since_then), deal.since_standing_then)


@register.filter
def event_date(event: Event) -> str:
    """Print an event's date in ISO form, with what is open about it."""
    return with_standing(str(event.date), event.date_standing)


@register.filter
def money(amount: Decimal, currency: str) -> str:
    return money_in_words(amount, currency, get_language() or "en")


@register.filter
def sentence_list(parts: Iterable[Any]) -> str:
    """Join as a sentence does: a, b and c; 「a、b、c」."""
    return joined([str(part) for part in parts], get_language() or "en")


@register.filter
def status_word(status: str) -> str:
    return str(Status(status).label) if status else ""


@register.filter
def of(states: dict[str, list[Any]], character: str) -> list[Any]:
    """Return the states that a page holds for a character."""
    return states.get(character, [])


@register.filter
def labels(states: Iterable[Any]) -> str:
    return joined([state.label for state in states], get_language() or "en", last_word="or")


class _Kept(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        context[self.name] = self.nodelist.render(context)
        return SafeString("")


@register.tag
def keep(parser: template.base.Parser, token: template.base.Token) -> _Kept:
    """Keep what stands up to `endkeep` under a name: a block can be filled only once, and a title is said twice."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return _Kept(name, nodelist)


@register.simple_tag
def glyph(slug: str) -> SafeString:
    """Draw the sign of a type. A name must stand near by, as the sign is hidden from screen readers."""
    return format_html(
        '<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("glyphs.svg"),
        slug,
    )


@register.simple_tag
def tile(slug: str, status: str = "", size: str = "") -> SafeString:
    """Draw the sign of a type on the ground of a status (none: a bare sign). Sizes: `s`, `l`, `xl`."""
    return format_html(
        '<span class="tile tile-{}{}"><svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">'
        '<use href="{}#{}"></use></svg></span>',
        status or "none",
        f" tile-{size}" if size else "",
        static("glyphs.svg"),
        slug,
    )


@register.filter
def years(text: str) -> list[str]:
    """Split the years that a page offers: `1996,2015`."""
    return text.split(",")
