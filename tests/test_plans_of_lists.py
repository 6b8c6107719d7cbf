"""Which index a query comes from, on either engine: what a page costs must not grow with the register."""

import pytest
from django.db import connection

from agreements.forms import DealFilters
from agreements.selectors.deals import deals_matching

pytestmark = pytest.mark.django_db


def _plan(filters: DealFilters) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of an empty table it would rather read all and sort it.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return deals_matching(filters)[:50].explain()


def test_a_page_of_the_list_is_read_in_the_order_of_its_index() -> None:
    plan = _plan(DealFilters())

    assert "deal_by_date" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_deals_of_a_type_are_found_by_its_index_and_not_among_all() -> None:
    plan = _plan(DealFilters(type=("acsa",)))

    assert "SCAN agreements_deal" not in plan
    assert "DISTINCT" not in plan
