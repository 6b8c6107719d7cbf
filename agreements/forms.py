"""Reads the parameters of an address into frozen filters. What cannot be read is named and left out, never an error."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Family, Region, Status
from agreements.register.partial_date import PartialDate

LONGEST_VALUE = 200
FIRST_YEAR = 1945
SORTS: dict[str, str | Promise] = {
    "newest": gettext_lazy("newest first"),
    "oldest": gettext_lazy("oldest first"),
    "name": gettext_lazy("by name"),
    "status": gettext_lazy("by status"),
}


@dataclass(frozen=True, slots=True)
class DealFilters:
    """What a list of deals is narrowed to. Slugs, years, and the day as of which it is read (None: now)."""

    type: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    as_of: PartialDate | None = None
    q: str = ""
    sort: str = "newest"
    page: int = 1
    problems: tuple[str, ...] = field(default=(), compare=False)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters as the pairs of an address, without sorting, page and what is not set."""
        pairs = [(name, value) for name in _CHOICES for value in getattr(self, name)]
        for name in ("year_from", "year_to", "as_of", "q"):
            if value := getattr(self, name):
                pairs.append((name, str(value)))
        return pairs


_CHOICES = ("type", "family", "partner", "region", "status")


class _Reader:
    """Takes one value after the other from an address and notes what cannot be read."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.problems: list[str] = []

    def values(self, name: str) -> list[str]:
        found = []
        for value in self.data.getlist(name):
            value = value.strip()
            if len(value) > LONGEST_VALUE or "\x00" in value:
                self.problems.append(_("A value given for “%(name)s” is too long or not text.") % {"name": name})
            elif value:
                found.append(value)
        return list(dict.fromkeys(found))

    def one(self, name: str) -> str:
        values = self.values(name)
        return values[-1] if values else ""

    def choices(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        known = set(allowed)
        values = self.values(name)
        for value in values:
            if value not in known:
                self.problems.append(
                    _("“%(value)s” is not a known value of “%(name)s”.") % {"value": value, "name": name}
                )
        return tuple(sorted(value for value in values if value in known))

    def day(self, name: str) -> PartialDate | None:
        value = self.one(name)
        if not value:
            return None
        try:
            return PartialDate.parse(value)
        except ValueError:
            self.problems.append(_("“%(value)s” is not a date. Write 2024-07-12, 2024-07 or 2024.") % {"value": value})
            return None

    def number(self, name: str, lowest: int, highest: int) -> int | None:
        value = self.one(name)
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) < 10 and lowest <= int(value) <= highest:
            return int(value)
        self.problems.append(
            _("“%(value)s” is not a number from %(lowest)d to %(highest)d.")
            % {"value": value, "lowest": lowest, "highest": highest}
        )
        return None


def read_as_of(data: QueryDict) -> tuple[PartialDate | None, tuple[str, ...]]:
    """Return the day as of which a page is read, and what could not be read."""
    reader = _Reader(data)
    return reader.day("as_of"), tuple(reader.problems)


def read_deal_filters(data: QueryDict, *, types: Iterable[str], partners: Iterable[str], today: date) -> DealFilters:
    """Return the filters that an address sets, with a sentence for each value that is not one."""
    reader = _Reader(data)
    latest = today.year + 1
    filters = {
        "type": reader.choices("type", types),
        "family": reader.choices("family", Family.values),
        "partner": reader.choices("partner", partners),
        "region": reader.choices("region", Region.values),
        "status": reader.choices("status", Status.values),
        "year_from": reader.number("year_from", FIRST_YEAR, latest),
        "year_to": reader.number("year_to", FIRST_YEAR, latest),
        "as_of": reader.day("as_of"),
        "q": reader.one("q"),
        "sort": (reader.choices("sort", SORTS) or ("newest",))[0],
        "page": reader.number("page", 1, 999_999) or 1,
    }
    first, last = filters["year_from"], filters["year_to"]
    if first and last and first > last:
        reader.problems.append(_("The first year comes after the last, so that nothing can be found."))
    return DealFilters(**filters, problems=tuple(reader.problems))
