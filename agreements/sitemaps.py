"""Every public page in both languages, each naming its other language, and when a record was last changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Model
from django.urls import reverse

from agreements.models import AgreementType, Deal, Term
from agreements.selectors.modified import modifications
from agreements.selectors.site import partners_with_deals

if TYPE_CHECKING:
    _Sitemap = Sitemap[Any]
else:
    _Sitemap = Sitemap


class InBothLanguages(_Sitemap):
    i18n = True
    alternates = True
    x_default = True


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

    def __init__(self, records: Iterable[Model], modified: Mapping[int, datetime], otherwise: datetime) -> None:
        self.records = records
        self.modified = modified
        self.otherwise = otherwise

    def items(self) -> Any:
        return self.records

    def lastmod(self, item: Model) -> datetime:
        return self.modified.get(item.pk, self.otherwise)


def sitemaps() -> "dict[str, type[Sitemap[Any]] | Sitemap[Any]]":
    """Return the parts of the site map, with records as they are now."""
    found = modifications()
    return {
        "pages": Pages(),
        "types": Records(AgreementType.objects.all(), found.types, found.loaded),
        "partners": Records(partners_with_deals(), found.partners, found.loaded),
        "deals": Records(Deal.objects.published(), found.deals, found.loaded),
        "terms": Records(Term.objects.all(), found.terms, found.loaded),
    }
