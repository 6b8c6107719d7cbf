"""Every public page in both languages, each naming its other language, and when a record was last changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Model, QuerySet
from django.urls import reverse

from agreements.models import AgreementType, Deal, Partner, Term
from agreements.selectors.modified import modifications
from agreements.selectors.site import register_in_brief

if TYPE_CHECKING:
    _Sitemap = Sitemap[Any]
    _Sitemaps = dict[str, type[Sitemap[Any]] | Sitemap[Any]]
else:
    _Sitemap, _Sitemaps = Sitemap, dict


class InBothLanguages(_Sitemap):
    i18n = True
    alternates = True
    x_default = True

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme or super().get_protocol(protocol)

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc or super().get_domain(site)


class Pages(InBothLanguages):
    def items(self) -> list[str]:
        names = ("home", "type_list", "partner_list", "deal_list", "grid", "map", "timeline", "term_list", "compare")
        return [
            f"agreements:{name}"
            for name in (*names, "identify", "identify_key", "decode", "search", "changes", "data", "glyphs", "about")
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Records(InBothLanguages):
    """The pages of one kind of record, with the moment at which the register last changed what each shows."""

    def __init__(self, records: "QuerySet[Any]", modified: Mapping[int, datetime], otherwise: datetime) -> None:
        self.records = records.only("slug")
        self.modified = modified
        self.otherwise = otherwise

    def items(self) -> Any:
        return self.records

    def lastmod(self, item: Model) -> datetime:
        return self.modified.get(item.pk, self.otherwise)


# A protocol's file holds 50,000 addresses; one of a tenth is made in a second or two. Each deal has two addresses.
DEALS_IN_A_FILE = 2_500


def number_of_files() -> int:
    """Return in how many files the deals are: up to one, everything stands in the site map itself."""
    register = register_in_brief()
    return -(-(register.deals if register else 0) // DEALS_IN_A_FILE)


def of_deals(number: int) -> _Sitemaps:
    """Return the deals of one file, the first of which is 1; none beyond the last."""
    found = modifications()
    first = (number - 1) * DEALS_IN_A_FILE
    # In several files by age, so that a deal that joins moves no other to another file.
    order = "slug" if number_of_files() == 1 else "pk"
    deals = Deal.objects.published().order_by(order)[first : first + DEALS_IN_A_FILE]
    return {"deals": Records(deals, found.deals, found.otherwise)}


def of_all_else() -> _Sitemaps:
    """Return the pages of everything but deals, with records as they are now."""
    found = modifications()
    return {
        "pages": Pages(),
        "types": Records(AgreementType.objects.all(), found.types, found.otherwise),
        "partners": Records(Partner.objects.shown(), found.partners, found.otherwise),
        "terms": Records(Term.objects.all(), found.terms, found.otherwise),
    }


def in_one_file() -> _Sitemaps:
    """Return everything, in the order of the site."""
    found = {**of_all_else(), **of_deals(1)}
    return {name: found[name] for name in ("pages", "types", "partners", "deals", "terms")}


def parts_of_the_site_map(number: int) -> list[str]:
    """Return the addresses of the files of a site map in several."""
    deals = [reverse("sitemap_deals", args=[each]) for each in range(1, number + 1)]
    return [reverse("sitemap_pages"), *deals]
