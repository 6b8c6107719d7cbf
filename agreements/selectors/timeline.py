"""All events by year, and how many agreements of each type were in force in each year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agreements.forms import DealFilters
from agreements.models import AgreementType, Event, StatusPeriod
from agreements.register.partial_date import PartialDate
from agreements.register.status import DatedEvent, Status, order_of, status_on

from .deals import deals_matching
from .site import all_types

FIRST_YEAR = 1951
# A page takes whole years until it has so many events.
PAGE_EVENTS = 100


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An event and the status that its deal had after it."""

    event: Event
    status: Status | None


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its events, newest first."""

    year: int
    events: Sequence[TimelineEvent]


@dataclass(frozen=True, slots=True)
class YearsPage:
    """Whole years that fill one page, newest first."""

    number: int
    years: Sequence[Year]

    @property
    def first(self) -> int:
        return self.years[-1].year

    @property
    def last(self) -> int:
        return self.years[0].year


@dataclass(frozen=True, slots=True)
class InForce:
    """How many agreements of a type were in force at the end of each year of the chart."""

    type: AgreementType
    counts: Sequence[int]

    @property
    def now(self) -> int:
        return self.counts[-1]

    @property
    def most(self) -> int:
        return max(self.counts)


@dataclass(frozen=True, slots=True)
class Timeline:
    pages: Sequence[YearsPage]
    page: YearsPage | None
    event_count: int


@dataclass(frozen=True, slots=True)
class InForceByYear:
    """The chart: one row for each type, from the year `first` to the year `last`, which may not be over."""

    rows: Sequence[InForce]
    first: int
    last: int

    @property
    def most(self) -> int:
        return max((row.most for row in self.rows), default=0)

    @property
    def marks(self) -> Sequence[int]:
        """The years for a table: each tenth, and the last."""
        return [*range(self.first + -self.first % 10, self.last, 10), self.last]

    @property
    def table(self) -> Sequence[tuple[AgreementType, Sequence[int]]]:
        return [(row.type, [row.counts[year - self.first] for year in self.marks]) for row in self.rows]


def _of_any_year(filters: DealFilters) -> DealFilters:
    """Return the filters without years: those narrow events here, and a deal of 1960 may be amended in 2020."""
    return replace(filters, year_from=None, year_to=None)


def _years(filters: DealFilters) -> list[Year]:
    deals = deals_matching(_of_any_year(filters)).order_by().values("pk")
    events = Event.objects.filter(deal__in=deals).select_related("deal", "deal__type")
    if filters.as_of is not None:
        events = events.filter(date__lte=str(filters.as_of))
    so_far: dict[int, list[DatedEvent]] = {}
    by_year: dict[int, list[TimelineEvent]] = {}
    for event in sorted(events, key=lambda event: order_of(event.as_dated_event())):
        dated = event.as_dated_event()
        of_deal = so_far.setdefault(event.deal_id, [])
        of_deal.append(dated)
        if (filters.year_from or 0) <= dated.date.year <= (filters.year_to or dated.date.year):
            by_year.setdefault(dated.date.year, []).append(TimelineEvent(event, status_on(of_deal)))
    return [Year(year, by_year[year][::-1]) for year in sorted(by_year, reverse=True)]


def _pages(years: Sequence[Year]) -> list[YearsPage]:
    pages: list[list[Year]] = []
    room = 0
    for year in years:
        if room <= 0:
            pages.append([])
            room = PAGE_EVENTS
        pages[-1].append(year)
        room -= len(year.events)
    return [YearsPage(number, of_page) for number, of_page in enumerate(pages, 1)]


def timeline(filters: DealFilters) -> Timeline:
    """Return the events of the deals that pass the filters, newest year first, by pages of whole years.

    A page beyond the last is the last.
    """
    years = _years(filters)
    pages = _pages(years)
    page = pages[min(filters.page, len(pages)) - 1] if pages else None
    return Timeline(pages, page, sum(len(year.events) for year in years))


def in_force_by_year(filters: DealFilters, today: PartialDate) -> InForceByYear:
    """Return how many of the deals that pass the filters were in force at the end of each year, up to their day."""
    until = filters.as_of or today
    last = max(until.year, FIRST_YEAR)
    deals = deals_matching(_of_any_year(filters)).order_by().values("pk")
    periods = StatusPeriod.objects.filter(status=Status.IN_FORCE, deal__in=deals, start__lte=str(until)).values_list(
        "deal__type", "start", "end"
    )
    counts: dict[int, Counter[int]] = {}
    for type_id, start, end in periods:
        assert start is not None
        final_year = min(end.year - 1, last) if end is not None and end <= until else last
        counts.setdefault(type_id, Counter()).update(range(max(start.year, FIRST_YEAR), final_year + 1))
    narrowed = bool(filters.type or filters.family or filters.partner or filters.region or filters.status or filters.q)
    years = range(FIRST_YEAR, last + 1)
    rows = [
        InForce(kind, [counts.get(kind.pk, Counter())[year] for year in years])
        for kind in all_types()
        if kind.pk in counts or not narrowed
    ]
    return InForceByYear(rows, FIRST_YEAR, last)
