"""What the card of a page shows: its title in both languages, its signs, one line, the date and the address."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from agreements.models import Status
from agreements.pictures.card import Card
from agreements.register.partial_date import PartialDate

from .deals import published_deal
from .grid import cells
from .partners import partner_named
from .site import all_types, register_in_brief
from .types import type_named

# The pages that have a title of their own, by the name of their address. All others share the home page's card.
_TITLES: dict[str, str | Promise] = {
    "home": gettext_lazy("What Japan’s security deals mean, and who has which"),
    "type_list": gettext_lazy("Thirteen kinds of agreement"),
    "partner_list": gettext_lazy("Japan’s security partners"),
    "deal_list": gettext_lazy("Every deal, with dates, status and sources"),
    "grid": gettext_lazy("Who has what with Japan"),
    "timeline": gettext_lazy("Japan’s security deals, year by year"),
    "changes": gettext_lazy("What the register learned and corrected"),
    "map": gettext_lazy("Japan’s security partners on a map"),
    "compare": gettext_lazy("Partners, kinds and deals side by side"),
    "term_list": gettext_lazy("One word, several meanings"),
    "identify": gettext_lazy("Which kind of agreement is it?"),
    "glyphs": gettext_lazy("Thirteen signs"),
    "about": gettext_lazy("Method, limits and corrections"),
}


@dataclass(frozen=True, slots=True)
class PageCard(Card):
    """A card and the slug under which it is kept."""

    slug: str = ""


def _card(
    slug: str,
    titles: Callable[[], str],
    signs: list[tuple[str, str]],
    line: Callable[[], str],
    place: Callable[[], str],
    origin: str,
    language: str,
    is_partner: bool = False,
) -> PageCard:
    """Put a card together in a language, which may not be that of the request: the machine may lack fonts for it."""
    with override("en" if language == "ja" else "ja"):
        other_title = titles()
    with override(language):
        brief = register_in_brief()
        date = PartialDate.of(brief.compiled_on).in_words(language) if brief else ""
        title = titles()
        return PageCard(
            site=_("The Rosetta Stone of Japan’s security deals"),
            title=title,
            other_title=other_title if other_title != title else "",
            signs=signs,
            line=line(),
            date=_("Register as of %(date)s") % {"date": date} if date else "",
            address=(origin + place()).partition("://")[2].rstrip("/"),
            language=language,
            is_partner=is_partner,
            slug=slug,
        )


def card_of_type(slug: str, origin: str, language: str) -> PageCard:
    kind = type_named(slug)
    return _card(
        slug, lambda: kind.name, [(slug, "in-force")], lambda: kind.ability, kind.get_absolute_url, origin, language
    )


def card_of_partner(slug: str, origin: str, language: str) -> PageCard:
    partner = partner_named(slug)
    found = cells(None)
    signs = [
        (kind.slug, cell.status.value) for kind in all_types() if (cell := found.get((partner.pk, kind.pk))) is not None
    ]
    return _card(
        slug,
        lambda: partner.heading,
        signs,
        lambda: "",
        partner.get_absolute_url,
        origin,
        language,
        is_partner=bool(signs),
    )


def card_of_deal(slug: str, origin: str, language: str) -> PageCard:
    deal = published_deal(slug)

    def line() -> str:
        if not deal.status:
            return str(deal.type.name)
        status = str(Status(deal.status).label)
        when = deal.status_since.in_words(language) if deal.status_since else ""
        return _("%(type)s: %(status)s, %(date)s") % {"type": deal.type.name, "status": status, "date": when}

    signs = [(deal.type.slug, deal.status)]
    return _card(slug, lambda: deal.short_name, signs, line, deal.get_absolute_url, origin, language)


def card_of_page(slug: str, origin: str, language: str) -> PageCard:
    name = slug if slug in _TITLES else "home"
    signs = [(kind.slug, "in-force") for kind in all_types()]
    return _card(
        name,
        lambda: str(_TITLES[name]),
        signs,
        lambda: "",
        lambda: reverse(f"agreements:{name}"),
        origin,
        language,
    )
