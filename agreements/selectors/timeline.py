"""All events by year, and how many agreements of each type were in force in each year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, CharField, Count, When
from django.db.models.functions import Substr
from django.utils import timezone

from agreements.forms import REGISTER_BEGINS, DealFilters
from agreements.models import AgreementType, Event, StatusPeriod
from agreements.models.event import EventQuerySet
from agreements.register.partial_date import PartialDate
from agreements.register.status import Status

from .deals import deals_matching
from .edition import kept_for_edition
from .history_steps import HistoryStep, events_in_brief, history_steps
from .site import types_of_edition

FIRST_YEAR = REGISTER_BEGINS
# A page takes whole years while it has no more events than these; one that has more fills a page by itself.
PAGE_EVENTS = 100


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its events, newest first."""

    year: int
    events: Sequence[HistoryStep]


@dataclass(frozen=True, slots=True)
class YearsPage:
    """Whole years that fill one page, from the year `last` back to the year `first`."""

    number: int
    first: int
    last: int


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
    """The pages, newest first; the one to show with its years, newest first; and the number of events on all."""

    pages: Sequence[YearsPage]
    page: YearsPage | None
    years: Sequence[Year]
    event_count: int


@dataclass(frozen=True, slots=True)
class InForceByYear:
    """The chart: one row for each type, from the year `first` to the year `last`.

    `day` is the one up to which the last year is counted; None where that is its end.
    """

    rows: Sequence[InForce]
    first: int
    last: int
    day: PartialDate | None = None

    @property
    def most(self) -> int:
        return max((row.most for row in self.rows), default=0)

    @property
    def together(self) -> Sequence[int]:
        """How many of all types were in force at the end of each year; nothing where only one type has any."""
        if sum(row.most > 0 for row in self.rows) < 2:
            return ()
        return [sum(of_year) for of_year in zip(*(row.counts for row in self.rows), strict=True)]

    @property
    def marks(self) -> Sequence[int]:
        """The years for a table: each tenth, and the last."""
        return [*range(self.first + -self.first % 10, self.last, 10), self.last]

    @property
    def table(self) -> Sequence[tuple[AgreementType, Sequence[int]]]:
        return [(row.type, self._at_marks(row.counts)) for row in self.rows]

    @property
    def together_table(self) -> Sequence[int]:
        return self._at_marks(self.together)

    def _at_marks(self, counts: Sequence[int]) -> Sequence[int]:
        return [counts[year - self.first] for year in self.marks]


def _of_any_year(filters: DealFilters) -> DealFilters:
    """Return the filters without years: those narrow events here, and a deal of 1960 may be amended in 2020."""
    return replace(filters, year_from=None, year_to=None)


def _events(filters: DealFilters) -> EventQuerySet:
    deals = deals_matching(_of_any_year(filters)).order_by().values("pk")
    events = Event.objects.filter(deal__in=deals)
    # A date is kept as text that begins with its year, and sorts before its months and days.
    if filters.year_from is not None:
        events = events.filter(date__gte=f"{filters.year_from:04}")
    if filters.year_to is not None:
        events = events.filter(date__lt=f"{filters.year_to + 1:04}")
    return events if filters.as_of is None else events.up_to(filters.as_of)


def _pages(events: EventQuerySet) -> tuple[list[YearsPage], int]:
    """Return the pages of whole years, newest first, and the number of events."""
    by_year = events.order_by().annotate(year=Substr("date", 1, 4, output_field=CharField())).values("year")
    counts = by_year.annotate(count=Count("pk")).order_by("-year").values_list("year", "count")
    pages: list[YearsPage] = []
    room = total = 0
    for text, count in counts:
        year = int(text)
        if not pages or count > room:
            pages.append(YearsPage(len(pages) + 1, year, year))
            room = PAGE_EVENTS
        pages[-1] = replace(pages[-1], first=year)
        room -= count
        total += count
    return pages, total


def _years(events: EventQuerySet, page: YearsPage) -> list[Year]:
    shown = events_in_brief(events.filter(date__gte=f"{page.first:04}", date__lt=f"{page.last + 1:04}"))
    by_year: dict[int, list[HistoryStep]] = {}
    # A status follows from all events of a deal, also those that a filter leaves out.
    for step in history_steps(shown, PartialDate.of(timezone.localdate())):
        assert step.event.date is not None
        by_year.setdefault(step.event.date.year, []).append(step)
    return [Year(year, of_year) for year, of_year in by_year.items()]


def timeline(filters: DealFilters) -> Timeline:
    """Return the events of the deals that pass the filters, newest year first, by pages of whole years.

    A page beyond the last is the last.
    """
    events = _events(filters)
    pages, total = _pages(events)
    page = pages[min(filters.page, len(pages)) - 1] if pages else None
    return Timeline(pages, page, _years(events, page) if page else (), total)


def _in_force(filters: DealFilters, until: PartialDate, last: int) -> dict[int, Counter[int]]:
    """Return how many deals of each type, by its id, were in force at the end of each year."""
    deals = deals_matching(filters).order_by().values("pk")
    periods = StatusPeriod.objects.filter(status=Status.IN_FORCE, deal__in=deals, start__lte=str(until)).order_by()
    # Whole years, counted where they are: there are few of them, however many deals.
    ended = Case(When(end__lte=str(until), then=Substr("end", 1, 4)), default=None, output_field=CharField())
    spans = periods.annotate(from_year=Substr("start", 1, 4, output_field=CharField()), to_year=ended)
    counts: dict[int, Counter[int]] = {}
    for type_id, start, end, number in spans.values_list("deal__type", "from_year", "to_year").annotate(Count("pk")):
        final_year = min(int(end) - 1, last) if end else last
        of_type = counts.setdefault(type_id, Counter())
        for year in range(max(int(start), FIRST_YEAR), final_year + 1):
            of_type[year] += number
    return counts


# What a reader typed is not kept.
_in_force_kept = kept_for_edition(_in_force, most=128)


def in_force_by_year(filters: DealFilters, today: PartialDate) -> InForceByYear:
    """Return how many of the deals that pass the filters were in force at the end of each year, up to their day."""
    until = (filters.as_of or today).at_its_end
    # Nothing is known of the years ahead.
    last = max(min(until.year, today.year), FIRST_YEAR)
    day = min(until, today)
    is_whole = last == FIRST_YEAR or (day.month, day.day) == (12, 31)
    asked = replace(_of_any_year(filters), sort="newest", page=1, problems=())
    counts = _in_force(asked, until, last) if filters.q else _in_force_kept(asked, until, last)
    narrowed = bool(filters.type or filters.family or filters.partner or filters.region or filters.status or filters.q)
    years = range(FIRST_YEAR, last + 1)
    rows = [
        InForce(kind, [counts.get(kind.pk, Counter())[year] for year in years])
        for kind in types_of_edition()
        if kind.pk in counts or not narrowed
    ]
    return InForceByYear(rows, FIRST_YEAR, last, None if is_whole else day)
