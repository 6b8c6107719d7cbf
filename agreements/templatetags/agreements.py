"""What templates print: dates, sums, lists and signs. Each is a thin cover over a plain function."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, npgettext

from agreements import particulars
from agreements.dates import (
    after_event,
    after_status,
    status_with_date,
    status_word,
    with_standing,
)
from agreements.forms import DealFilters
from agreements.models import Deal, Event, Partner, PartnerKind, State
from agreements.pictures.signs import sign_lines
from agreements.register.capabilities import Answer
from agreements.register.money import in_words as money_in_words
from agreements.register.partial_date import PartialDate
from agreements.register.sentences import alternatives, compounds, joined
from agreements.register.sentences import either as either_in
from agreements.register.sentences import gap as gap_in
from agreements.register.sentences import quoted as in_quotation_marks
from agreements.selectors.partners import ALLIANCE, Ability, ability_in_words
from agreements.selectors.terms_in_text import TermsOfPage

register = template.Library()
# The number of a day before its month.
_DAY = re.compile("([0-9]{1,2}) (?=[A-Z][a-z]+ [0-9]{4})")
register.filter(status_word)


@register.filter
def in_words(when: PartialDate) -> str:
    """Print a date as a sentence has it."""
    return when.in_words(get_language() or "en")


@register.filter
def whole_days(text: str) -> str:
    """Keep each day of an English text on one line with its month: `since 12 July 2024`."""
    return _DAY.sub("\\1\u00a0", text)


@register.filter
def as_partial(day: date) -> PartialDate:
    return PartialDate.of(day)


@register.filter
def since(deal: Deal) -> str:
    """Print when a deal got its status, to follow the status’s name: `since 12 July 2024`, `on 29 January 2024`."""
    return after_status(deal.status, deal.status_since, deal.since_standing) if deal.status_since else ""


@register.filter
def status_since(deal: Deal) -> str:
    """Print a deal's status with its date: `In force since 12 July 2024`, 「2024年7月12日から発効中」."""
    return capfirst(status_with_date(deal.status, deal.status_since, deal.since_standing))


@register.filter
def status_since_then(deal: Deal) -> str:
    """Print the same of the status that a list read as of a day gives, to stand in a line: `in force since 2024`."""
    return status_with_date(deal.status_then, deal.since_then, deal.since_standing_then)


@register.filter
def since_then(deal: Deal) -> str:
    """Print the date alone of that status: `since 12 July 2024`."""
    return after_status(deal.status_then, deal.since_then, deal.since_standing_then) if deal.since_then else ""


@register.filter
def event_date(event: Event) -> str:
    """Print an event's date in ISO form, with what is open about it."""
    return with_standing(str(event.date), event.date_standing)


@register.filter
def event_when(event: Event) -> str:
    """Print when an event was, to follow its name: `on 29 January 2024`, `in January 2024`, `by August 2026`."""
    return after_event(event.date, event.date_standing) if event.date else ""


@register.filter
def partner_count(partners: Collection[Partner]) -> str:
    """Print how many partners there are: `8 partners`; 「8か国」, with an organization among them 「9か国・機関」."""
    number = len(partners)
    if any(partner.kind == PartnerKind.ORGANISATION for partner in partners):
        return ngettext("%(number)d partner", "%(number)d partners", number) % {"number": number}
    return npgettext("countries alone", "%(number)d partner", "%(number)d partners", number) % {"number": number}


@register.filter
def money(amount: Decimal, currency: str) -> str:
    return money_in_words(amount, currency, get_language() or "en")


@register.filter
def sentence_list(parts: Iterable[Any]) -> str:
    """Join as a sentence does: a, b and c; 「a、b、c」."""
    return joined([str(part) for part in parts], get_language() or "en")


@register.filter
def either(names: Iterable[Any]) -> str:
    """Join names, one of which is enough: a, b or c; 「a、bまたはc」."""
    return either_in([str(name) for name in names], get_language() or "en")


@register.filter
def quoted(text: str, language: str) -> str:
    """Put a text in quotation marks of the language that it is in: “…”, 「…」."""
    return in_quotation_marks(text, language)


@register.filter
def unbroken(text: str) -> SafeString:
    """Print a text whose compounds, such as Japan–Germany and Self-Defense, stay on one line where they fit."""
    pieces = (
        format_html('<span class="whole">{}</span>', piece) if is_compound else conditional_escape(piece)
        for piece, is_compound in compounds(text)
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def in_words_on(ability: Ability, page: Any) -> str:
    """Print what two partners can do; of a treaty that obliges nobody to fight no more than its kind."""
    promises = ability.type.slug != ALLIANCE or ability.answer is not Answer.YES or page.obliges_to_fight
    return ability_in_words(ability.type, ability.deal, promises)


@register.filter
def labels(states: Iterable[Any]) -> str:
    return alternatives([state.label for state in states], get_language() or "en")


@register.filter
def particular(states: dict[str, list[State]], character: str) -> str:
    """Print what a page’s states say of a character, beside its name; `labels` answers its question."""
    return particulars.in_words(character, states.get(character, []))


class _Kept(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        context[self.name] = self.nodelist.render(context)
        return SafeString("")


class _Fixed(template.Node):
    def __init__(self, nodelist: template.NodeList, values: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self.texts: dict[tuple[str, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        asked = (get_language() or "", get_script_prefix(), *(str(value.resolve(context)) for value in self.values))
        if asked not in self.texts:
            self.texts[asked] = self.nodelist.render(context)
        return self.texts[asked]


@register.tag
def fixed(parser: template.base.Parser, token: template.base.Token) -> _Fixed:
    """Write once for each language what stands up to `endfixed` and is the same on every page: words and links.

    It may ask for no variable but those named after `fixed`, of which there are few values: `{% fixed here %}`.
    """
    _tag, *names = token.split_contents()
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return _Fixed(nodelist, [parser.compile_filter(name) for name in names])


@register.tag
def keep(parser: template.base.Parser, token: template.base.Token) -> _Kept:
    """Keep what stands up to `endkeep` under a name: a block can be filled only once, and a title is said twice."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return _Kept(name, nodelist)


@register.simple_tag
def gap() -> str:
    """Part two sentences."""
    return gap_in(get_language() or "en")


# A sign follows from what is asked, and a page shows hundreds. Its line stands in the page itself: a reference to a
# sheet of signs makes a browser build four things where there is one, and fetch the sheet before it can show any.
@register.simple_tag
@lru_cache(maxsize=1024, typed=True)
def glyph(slug: str) -> SafeString:
    """Draw the sign of a type. A name must stand near by, as the sign is hidden from screen readers.

    Without style sheets it is a line of 24 pixels all the same; its height follows from its box.
    """
    return format_html(
        '<svg class="glyph" viewBox="0 0 24 24" width="24" fill="none" stroke="currentColor" aria-hidden="true">'
        '<path d="{}"/></svg>',
        sign_lines().get(slug, ""),
    )


@register.simple_tag
@lru_cache(maxsize=1024, typed=True)
def tile(slug: str, status: str = "", size: str = "") -> SafeString:
    """Draw the sign of a type on the ground of a status (none: a bare sign). Sizes: `s`, `l`, `xl`."""
    return format_html(
        '<span class="tile tile-{}{}">{}</span>', status or "none", f" tile-{size}" if size else "", glyph(slug)
    )


@register.simple_tag
def list_address(partner: Partner, ability: Ability, as_of: PartialDate | None) -> str:
    """Return the address of the list of a partner's deals that say the same of what the two can do."""
    filters = DealFilters(
        type=(ability.type.slug,), partner=(partner.slug,), status=tuple(sorted(ability.counts)), as_of=as_of
    )
    return f"{reverse('agreements:deal_list')}?{urlencode(filters.pairs())}"


@register.filter
def with_terms(text: str, terms: TermsOfPage) -> SafeString:
    """Print a text with the words of the concordance that the page has not marked yet."""
    return _with_terms(terms.marked(text), conditional_escape)


@register.filter
def on_article_with_terms(text: str, terms: TermsOfPage) -> SafeString:
    """Print a text on how the article words a thing likewise, its words in its own sense."""
    return _with_terms(terms.marked_on_article(text), conditional_escape)


@register.filter
def unbroken_with_terms(text: str, terms: TermsOfPage) -> SafeString:
    """Print the same in large type: of it too, compounds stay on one line."""
    return _with_terms(terms.marked(text), unbroken)


def _with_terms(marked: Iterable[tuple[str, str, str]], printed: Callable[[str], SafeString]) -> SafeString:
    pieces = (
        format_html('<a class="term" href="{}" title="{}">{}</a>', address, meaning, printed(words))
        if address
        else printed(words)
        for words, address, meaning in marked
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def years(text: str) -> list[str]:
    """Split the years that a page offers: `1996,2015`."""
    return text.split(",")
