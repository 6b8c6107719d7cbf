"""The filters of the list of deals, which the timeline has too: read from the address, and named for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from agreements.forms import SORTS, DealFilters, Problem, day_ahead, query_of, read_deal_filters
from agreements.models import AgreementType, Family, Partner, Region, Status
from agreements.selectors.filters_in_words import Pairs, filters_by_name, filters_in_words
from agreements.selectors.site import partners_in_order, types_of_edition


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One value that narrows the list, in words, and the address without it."""

    name: str
    value: str
    without: str


def active_filters(pairs: Pairs, order: Pairs = ()) -> list[ActiveFilter]:
    """Return each filter in words; the address without it keeps the others and the order."""

    def without(one: tuple[str, str]) -> str:
        return "?" + urlencode([pair for pair in pairs if pair != one] + [*order])

    words = zip(filters_in_words(pairs), pairs, strict=True)
    return [ActiveFilter(name, value, without(pair)) for (name, value), pair in words]


def narrowed_to(pairs: Pairs) -> list[str]:
    """Return what the list is narrowed to, a text for each filter: `Germany or France`, `in force`."""
    return [value for _name, value in filters_by_name(pairs)]


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What an address asks for, and what it could ask for."""

    filters: DealFilters
    types: Sequence[AgreementType]
    partners: Sequence[Partner]

    @property
    def partner_names(self) -> list[str]:
        return [partner.in_sentence for partner in self.partners if partner.slug in self.filters.partner]

    @property
    def problems(self) -> list[Problem]:
        return [*self.filters.problems, *day_ahead(self.filters.as_of, timezone.localdate())]

    @property
    def query(self) -> str:
        """The query that asks for the same with nothing left out; nothing where nothing is narrowed."""
        return query_of(self.filters.pairs() + self._sort)

    def view(self, *, has_order: bool = True) -> str:
        """Return the query that leads to the same view: of a list that has an order with that, and with the page."""
        return query_of(self.filters.pairs() + (self._sort if has_order else []), self.filters.page)

    def context(self) -> dict[str, object]:
        """Return what the form and the line of filters in use need."""
        return {
            "filters": self.filters,
            "problems": self.problems,
            "active": active_filters(self.filters.pairs(), self._sort),
            "narrowed": narrowed_to(self.filters.pairs()),
            "types": self.types,
            "partners": self.partners,
            "families": Family,
            "regions": Region,
            "statuses": Status,
            "sorts": SORTS,
        }

    @property
    def _sort(self) -> list[tuple[str, str]]:
        return [("sort", self.filters.sort)] if self.filters.sort != "newest" else []


def asked_for(request: HttpRequest) -> AskedFor:
    types, partners = types_of_edition(), partners_in_order()
    filters = read_deal_filters(
        request.GET,
        types=[kind.slug for kind in types],
        partners=[partner.slug for partner in partners],
        today=timezone.localdate(),
    )
    return AskedFor(filters, types, partners)
