"""What lists, partner pages, grid, timeline and search ask for is found by an index, however large the register is.

A register of a few rows is read whole whatever there is. PostgreSQL is therefore told that this is dear, and does it
only where no index serves; SQLite, which knows nothing of sizes, plans for large tables by itself.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from agreements.forms import DealFilters
from agreements.models import Deal, EntryKind, Event, SearchEntry, StatusPeriod
from agreements.models.search_entry import NAMES, WORDS, of_kind
from agreements.register.partial_date import PartialDate
from agreements.search.expression import Token
from agreements.selectors.timeline import _events

pytestmark = pytest.mark.usefixtures("small_register")
indexes_of_kinds = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="FTS5 has one index for words and places of all kinds"
)

# Each as it stands in the selectors, with the tables in which its rows must be looked up. Types, families and regions
# are not here: each is a large part of the register, which is read through in the order of the list.
QUERIES: dict[str, tuple[Callable[[], QuerySet[Any]], set[str]]] = {
    "a deal": (lambda: Deal.objects.published().filter(slug="germany-acsa"), {"deal"}),
    "list, of a status": (lambda: Deal.objects.published().as_of(None).with_status("in-force"), {"deal"}),
    "list, of years": (lambda: Deal.objects.published().as_of(None).dated_from(2020).dated_to(2021), {"deal"}),
    "list, of a partner": (lambda: Deal.objects.published().with_partner("germany"), {"deal", "deal_partners"}),
    "a partner's events": (
        lambda: Event.objects.filter(deal__in=Deal.objects.published().with_partner("germany")).order_by(),
        {"event", "deal", "deal_partners"},
    ),
    "the status of one day": (
        lambda: StatusPeriod.objects.filter(deal__slug="germany-acsa", start__lte="2024").order_by(), {"statusperiod"}
    ),
    "grid, of one day": (
        lambda: Deal.objects.published().as_of(PartialDate(1960)).order_by().values("type", "status_then"),
        {"statusperiod"},
    ),
    "timeline, some years of a partner": (
        lambda: _events(DealFilters(partner=("germany",), year_from=2020, year_to=2021)).order_by(), {"event", "deal"}
    ),
    "timeline, some years": (
        lambda: Event.objects.filter(date__gte="2020", date__lt="2022").order_by(), {"event"}
    ),
}  # fmt: skip


def _plan(query: str, parameters: Any = ()) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {query}", parameters)
            return "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"EXPLAIN QUERY PLAN {query}", parameters)
        return "\n".join(row[3] for row in cursor.fetchall())


def looked_up(query: str, plan: str) -> set[str]:
    """Return the tables in which a plan finds rows by an index and a condition."""
    if connection.vendor == "postgresql":
        steps = re.split(r"\n\s*->", plan)
        found = (
            re.search(r"Index (?:Only )?Scan using \S+ on (\w+)|Bitmap Heap Scan on (\w+)", step) for step in steps
        )
        return {
            match[1] or match[2]
            for match, step in zip(found, steps, strict=True)
            if match and ("Index Cond" in step or "Recheck Cond" in step)
        }
    # SQLite names a table as the query does, which may be by a short name.
    aliases = dict(re.findall(r'"(\w+)" (U\d|T\d|V\d)\b', query))
    full = {short: name for name, short in aliases.items()}
    return {full.get(name, name) for name in re.findall(r"SEARCH (\w+) USING", plan)}


@pytest.mark.parametrize("name", QUERIES)
def test_rows_are_looked_up(name: str) -> None:
    make, tables = QUERIES[name]
    query, parameters = make().query.sql_with_params()
    plan = _plan(query, parameters)

    assert {f"agreements_{table}" for table in tables} <= looked_up(query, plan), plan


@pytest.mark.parametrize("kind", EntryKind)
def test_a_word_is_looked_up(kind: EntryKind) -> None:
    with CaptureQueriesContext(connection) as captured:
        SearchEntry.objects.leading(kind, Token("acsa"), 5)
    plan = _plan(captured.captured_queries[0]["sql"])

    assert ("agreements_searchentry_" if connection.vendor == "postgresql" else "VIRTUAL TABLE INDEX") in plan, plan
    assert "Seq Scan" not in plan


@indexes_of_kinds
@pytest.mark.parametrize("column", [NAMES, WORDS])
@pytest.mark.parametrize("kind", EntryKind)
def test_words_of_many_records_have_an_index_of_their_kind(kind: EntryKind, column: str) -> None:
    plan = _plan(f"SELECT 1 FROM agreements_searchentry WHERE {of_kind(kind, f'{column}_vector')} @@ 'acsa'::tsquery")

    # Small kinds have none: whatever index knows nothing of places would give all deals with the word.
    assert (f"Bitmap Index Scan on search_entry_{kind.value}_{column}" in plan) is not kind.is_small, plan


@indexes_of_kinds
@pytest.mark.parametrize("kind", [kind for kind in EntryKind if not kind.is_small])
def test_the_first_of_many_records_are_found_in_their_order(kind: EntryKind) -> None:
    plan = _plan(f"SELECT place FROM agreements_searchentry ORDER BY {of_kind(kind, 'place')} LIMIT 5")

    assert f"Index Scan using search_entry_{kind.value}_places" in plan, plan


def test_a_plan_that_reads_a_whole_table_is_noticed() -> None:
    query, parameters = Deal.objects.filter(summary_en="x").order_by().query.sql_with_params()

    assert looked_up(query, _plan(query, parameters)) == set()
