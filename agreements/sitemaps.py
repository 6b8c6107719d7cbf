"""Every public page in both languages, each naming its other language."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Model
from django.urls import reverse

from agreements.models import AgreementType, Deal, Term
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
    """The pages of one kind of record."""

    def __init__(self, records: Iterable[Model]) -> None:
        self.records = records

    def items(self) -> Any:
        return self.records


def sitemaps() -> "dict[str, type[Sitemap[Any]] | Sitemap[Any]]":
    """Return the parts of the site map, with records as they are now."""
    return {
        "pages": Pages(),
        "types": Records(AgreementType.objects.all()),
        "partners": Records(partners_with_deals()),
        "deals": Records(Deal.objects.published()),
        "terms": Records(Term.objects.all()),
    }
