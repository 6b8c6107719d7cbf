"""What a partner or a type comes to, where there are more deals and events than a page shows."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from agreements.forms import DealFilters
from agreements.models import EventKind
from agreements.register.partial_date import PartialDate
from agreements.selectors import deals, types
from agreements.selectors.deals import DealPages, deals_matching
from agreements.selectors.partners import partner_named, partner_page
from agreements.selectors.types import type_page
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_partner_shows_its_newest_events_and_counts_those_before() -> None:
    for year in (2001, 2002, 2003):
        factories.published_deal(f"of-{year}", date=str(year))

    page = partner_page(partner_named("germany"), None, events=2)

    assert [step.event.deal.slug for step in page.history] == ["of-2003", "of-2002"]
    assert (page.earlier_events, page.deal_count) == (1, 3)


def test_an_event_has_the_status_that_it_brought_and_not_the_one_of_today() -> None:
    deal = factories.published_deal("ended", date="2001")
    factories.event(deal, EventKind.TERMINATED, "2010")

    page = partner_page(partner_named("germany"), None)
    then = partner_page(partner_named("germany"), PartialDate(2005))

    assert [step.status for step in page.history] == ["terminated", "signed"]
    assert [step.status for step in then.history] == ["signed"]


def test_a_type_shows_its_strongest_deals_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(types, "MOST_DEALS", 1)
    ended = factories.published_deal("ended")
    factories.event(ended, EventKind.TERMINATED, "2024")
    stands = factories.published_deal("stands")

    page = type_page(stands.type)

    assert [row.deal.slug for row in page.deals] == ["stands"]
    assert (page.more_deals, dict(page.counts)) == (1, {"signed": 1, "terminated": 1})


@pytest.mark.parametrize(
    "narrowed",
    [{"partner": ("italy",)}, {"type": ("acsa",)}, {"region": ("europe",)}, {"type": ("acsa",), "partner": ("italy",)}],
    ids=str,
)
def test_one_deal_after_the_other_finds_what_looking_them_up_finds(narrowed: dict[str, Any]) -> None:
    factories.published_deal("with-germany")
    factories.published_deal("with-both", partners=(factories.partner("italy"), factories.partner("germany-too")))
    filters = DealFilters(**narrowed)

    assert list(deals_matching(filters, one_by_one=True)) == list(deals_matching(filters))


def test_the_pages_of_many_deals_are_those_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    for year in (2001, 2002, 2003):
        factories.published_deal(f"of-{year}", date=str(year))
    monkeypatch.setattr(deals, "_MANY", 1)

    pages = DealPages(DealFilters(partner=("germany",)), 2)

    assert (pages.count, [row.deal.slug for row in pages.page(2)]) == (3, ["of-2001"])


def test_the_pages_of_many_deals_of_a_status_are_those_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    for year in (2001, 2002, 2003):
        factories.published_deal(f"of-{year}", date=str(year))
    factories.published_deal("in-talks", kind=EventKind.NEGOTIATIONS_OPENED)
    filters = DealFilters(type=("acsa",), status=("signed",))
    few = [row.deal.slug for row in DealPages(filters, 2).page(2)]
    monkeypatch.setattr(deals, "_MANY_OF_A_STATUS", 1)

    many = DealPages(filters, 2)

    assert (many.count, [row.deal.slug for row in many.page(2)]) == (3, few)
    # Sorted otherwise, the index by date spares nothing.
    assert "EXISTS" not in str(DealPages(replace(filters, sort="name"), 2).object_list.query)
    assert "EXISTS" in str(many.object_list.query)


def test_a_deal_without_a_date_is_of_no_year() -> None:
    factories.published_deal("of-2001", date="2001")
    factories.published_deal("undated")
    with connection.cursor() as cursor:
        # Past what keeps the date in step with the events.
        cursor.execute("UPDATE agreements_deal SET dated = NULL WHERE slug = 'undated'")

    assert [deal.slug for deal in deals_matching(DealFilters(year_to=2010))] == ["of-2001"]
    assert [deal.slug for deal in deals_matching(DealFilters(year_from=1900))] == ["of-2001"]
