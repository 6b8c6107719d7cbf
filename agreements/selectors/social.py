"""What the card of a page shows: its title in both languages, its signs, one line, the date and the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from agreements.dates import status_with_date
from agreements.forms import CompareFilters, GridFilters, MapFilters, day_ahead, query_of
from agreements.models import AgreementType, Deal, Partner
from agreements.pictures.card import Card
from agreements.register.partial_date import PartialDate
from agreements.register.status import Status

from .citing import cited_comparison, cited_grid, dated, names_of
from .compare import Record
from .deals import published_deal
from .grid import cells
from .map import map_of, partners_by_shade
from .partners import partner_named
from .site import register_in_brief, types_of_edition
from .terms import term_named
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
    """A card and the slug under which it is kept. What an address asks for is said in its title."""

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
    as_of: PartialDate | None = None,
) -> PageCard:
    """Put a card together in a language, which may not be that of the request: the machine may lack fonts for it."""
    with override("en" if language == "ja" else "ja"):
        other_title = titles()
    with override(language):
        brief = register_in_brief()
        date = PartialDate.of(brief.day).in_words(language) if brief else ""
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
            notice="".join(day_ahead(as_of, timezone.localdate())),
            slug=slug,
        )


def card_of_type(slug: str, origin: str, language: str) -> PageCard:
    kind = type_named(slug)
    return _card(
        slug, lambda: kind.name, [(slug, "in-force")], lambda: kind.ability, kind.get_absolute_url, origin, language
    )


def card_of_term(slug: str, origin: str, language: str) -> PageCard:
    term = term_named(slug)
    return _card(slug, lambda: term.term, [], lambda: term.beware, term.get_absolute_url, origin, language)


def _signs_of(partner: Partner, as_of: PartialDate | None) -> list[tuple[str, str]]:
    found = cells(as_of)
    cells_in_order = (found.get((partner.pk, kind.pk)) for kind in types_of_edition())
    return [(cell.type.slug, cell.status.value) for cell in cells_in_order if cell]


def card_of_partner(slug: str, origin: str, language: str, as_of: PartialDate | None = None) -> PageCard:
    partner = partner_named(slug)
    signs = _signs_of(partner, as_of)
    return _card(
        slug,
        lambda: dated(partner.heading, as_of),
        signs,
        lambda: "",
        lambda: partner.get_absolute_url() + query_of([("as_of", str(as_of))] if as_of else []),
        origin,
        language,
        is_partner=bool(signs),
        as_of=as_of,
    )


def card_of_deal(slug: str, origin: str, language: str) -> PageCard:
    deal = published_deal(slug)

    def line() -> str:
        if not deal.status:
            return str(deal.type.name)
        status = status_with_date(deal.status, deal.status_since, deal.since_standing)
        return _("%(type)s: %(status)s") % {"type": deal.type.name, "status": status}

    signs = [(deal.type.slug, deal.status)]
    return _card(slug, lambda: deal.short_name, signs, line, deal.get_absolute_url, origin, language)


def card_of_page(slug: str, origin: str, language: str) -> PageCard:
    name = slug if slug in _TITLES else "home"
    signs = [(kind.slug, "in-force") for kind in types_of_edition()]
    return _card(
        name,
        lambda: str(_TITLES[name]),
        signs,
        lambda: "",
        lambda: reverse(f"agreements:{name}"),
        origin,
        language,
    )


def card_of_grid(filters: GridFilters, origin: str, language: str) -> PageCard:
    """Return the card of the grid on a day, or narrowed. A sign has the strongest status that any partner has."""
    undated = replace(filters, as_of=None)
    strongest: dict[str, Status] = {}
    for cell in cells(filters.as_of).values():
        other = strongest.get(cell.type.slug)
        if other is None or cell.status.strength < other.strength:
            strongest[cell.type.slug] = cell.status
    signs = [
        (kind.slug, strongest[kind.slug].value if kind.slug in strongest else "")
        for kind in types_of_edition()
        if (not filters.type or kind.slug in filters.type) and (not filters.family or kind.family in filters.family)
    ]
    return _card(
        "grid",
        lambda: dated(cited_grid(undated).title, filters.as_of),
        signs,
        lambda: "",
        lambda: reverse("agreements:grid") + query_of(filters.pairs()),
        origin,
        language,
        as_of=filters.as_of,
    )


def card_of_map(filters: MapFilters, kind: AgreementType | None, origin: str, language: str) -> PageCard:
    """Return the card of the map on a day, or of one kind: with how many partners have it in which shade."""

    def title() -> str:
        name = _("%(name)s: Japan’s partners") % {"name": kind.name} if kind else str(_TITLES["map"])
        return dated(name, filters.as_of)

    def line() -> str:
        if kind is None:
            return ""
        between = pgettext("between a name and what it has", ": ")
        shades = partners_by_shade(map_of(filters.as_of, kind), kind)
        counts = [f"{meaning}{between}{len(partners)}" for _shade, meaning, partners in shades]
        return pgettext("between counts", ", ").join(counts)

    return _card(
        "map",
        title,
        [(kind.slug, "in-force")] if kind else [(one.slug, "in-force") for one in types_of_edition()],
        line,
        lambda: reverse("agreements:map") + query_of(filters.pairs()),
        origin,
        language,
        as_of=filters.as_of,
    )


def card_of_comparison(filters: CompareFilters, records: Sequence[Record], origin: str, language: str) -> PageCard:
    """Return the card of a comparison, with the signs of what it lays side by side: kinds, deals or partners."""

    def sign(one: AgreementType | Deal) -> tuple[str, str]:
        return (one.type.slug, one.status) if isinstance(one, Deal) else (one.slug, "in-force")

    signs = [sign(one) for one in records if isinstance(one, AgreementType | Deal)]
    card = _card(
        "compare",
        lambda: cited_comparison(names_of(records), filters).title,
        signs,
        lambda: "",
        lambda: reverse("agreements:compare") + cited_comparison(names_of(records), filters).query,
        origin,
        language,
        as_of=filters.as_of,
    )
    with override(language):
        partners = [(one.name, _signs_of(one, filters.as_of)) for one in records if isinstance(one, Partner)]
    return replace(card, partners=partners)
