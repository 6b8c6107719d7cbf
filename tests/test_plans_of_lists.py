"""Which index a query comes from, on either engine: what a page costs must not grow with the register."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.forms import ChangeFilters, DealFilters
from agreements.selectors import calendar, history_rows
from agreements.selectors.deals import deals_matching
from agreements.selectors.subjects import subjects

pytestmark = pytest.mark.django_db


def _prefer_indexes() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of an empty table it would rather read all and sort it.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")


def _plan(filters: DealFilters, *, one_by_one: bool = False) -> str:
    _prefer_indexes()
    return deals_matching(filters, one_by_one=one_by_one)[:50].explain()


def test_a_page_of_the_list_is_read_in_the_order_of_its_index() -> None:
    plan = _plan(DealFilters())

    assert "deal_by_date" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_deals_of_a_type_are_found_by_its_index_and_not_among_all() -> None:
    plan = _plan(DealFilters(type=("acsa",)))

    assert "SCAN agreements_deal" not in plan
    assert "DISTINCT" not in plan


def test_a_page_of_some_years_is_read_in_the_order_of_the_index_of_dates() -> None:
    plan = _plan(DealFilters(year_from=2010, year_to=2015))

    assert "deal_by_date" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("name", ["deal", "event", "citation", "source"])
def test_the_newest_lines_of_the_history_come_from_the_index_of_their_moments(name: str) -> None:
    parts = {part.name: part for part in history_rows._parts(subjects(ChangeFilters()), are_few=False)}
    newest = parts[name].rows.order_by("-history_date").values("history_id")[:50]
    _prefer_indexes()
    plan = newest.explain()

    assert f"agreements_historical{name}_history_date" in plan, plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what its tables hold")
@pytest.mark.parametrize(
    "filters",
    [DealFilters(partner=("united-states",)), DealFilters(region=("europe",)), DealFilters(type=("acsa",))],
    ids=["partner", "region", "type"],
)
def test_the_first_of_many_are_found_without_sorting_all(filters: DealFilters) -> None:
    plan = _plan(filters, one_by_one=True)

    assert "deal_by_date" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    "filters",
    [DealFilters(status=("in-force",)), DealFilters(type=("acsa",), status=("in-force",))],
    ids=["status", "type-and-status"],
)
def test_the_first_of_a_status_are_found_by_its_own_index_of_dates(filters: DealFilters) -> None:
    plan = _plan(filters, one_by_one=True)

    assert "deal_of_status_by_date" in plan, plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_the_events_of_the_calendar_of_all_deals_come_from_the_index_of_their_dates() -> None:
    with CaptureQueriesContext(connection) as captured:
        calendar.dated_events(ChangeFilters())
    (query,) = (query["sql"] for query in captured.captured_queries if '"earlier"' in query["sql"])
    _prefer_indexes()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {query}")
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())

    assert "event_date" in plan, plan
    assert "SCAN agreements_deal" not in plan
