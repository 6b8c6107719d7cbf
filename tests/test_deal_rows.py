"""The lines of a list: what stands in them, and how few queries bring it."""

from decimal import Decimal
from typing import Any

import pytest

from agreements.models import Amount, DateStanding, Deal, EventKind
from agreements.selectors.deal_rows import deal_rows
from agreements.selectors.edition import begun_with, edition
from agreements.selectors.site import partners_of_edition, types_of_edition
from agreements.templatetags.rows import deal_row
from tests import factories

pytestmark = pytest.mark.django_db


def _shown() -> list[Deal]:
    return list(Deal.objects.published().as_of(None).for_rows().order_by("slug"))


def test_a_line_has_its_partners_by_name_and_its_sums_by_kind() -> None:
    deal = factories.published_deal(partners=(factories.partner("italy"), factories.partner("france")))
    for kind, amount in (("loan", 2), ("ceiling", 3), ("ceiling", 1)):
        Amount.objects.create(deal=deal, kind=kind, amount=Decimal(amount), currency="JPY")

    (row,) = deal_rows(_shown())

    assert (row.deal, row.type) == (deal, deal.type)
    assert [partner.slug for partner in row.partners] == ["france", "italy"]
    assert [(one.kind, one.amount) for one in row.amounts] == [("ceiling", 1), ("ceiling", 3), ("loan", 2)]


def test_a_line_says_that_a_date_is_one_by_which_it_had_happened() -> None:
    factories.published_deal("germany-contract").events.update(date_standing=DateStanding.BY)
    both = factories.published_deal("germany-pact")
    factories.event(both, EventKind.IN_FORCE, "2024-01-29", date_standing=DateStanding.BY)

    rows = {row.deal.slug: row for row in deal_rows(_shown())}

    assert rows["germany-contract"].is_by
    by = '<span class="row-date"><span class="nowrap">by 2024-01-29</span></span>'
    assert by in deal_row(rows["germany-contract"])
    assert '<span class="row-date">2024-01-29</span>' in deal_row(rows["germany-pact"])


def test_lines_take_two_queries_however_many_they_are(django_assert_num_queries: Any) -> None:
    factories.register()
    for number in range(20):
        factories.published_deal(f"germany-acsa-{number}")
    shown = _shown()

    with begun_with(edition()):
        types_of_edition(), partners_of_edition()
        for some in (shown[:1], shown):
            with django_assert_num_queries(2):
                rows = deal_rows(some)
                # What a line says of the deal itself has been read with it.
                said = {(row.deal.short_name, row.deal.status_then, row.deal.get_absolute_url()) for row in rows}
            assert len(said) == len(some)


def test_a_line_names_what_was_published_after_the_edition_was_read() -> None:
    factories.register()
    factories.published_deal()
    with begun_with(edition()):
        types_of_edition(), partners_of_edition()
        newer = factories.published_deal(
            "italy-raa", type=factories.agreement_type("raa"), partners=(factories.partner("italy"),)
        )

        rows = {row.deal.slug: row for row in deal_rows(_shown())}

    assert rows["italy-raa"].type == newer.type
    assert [partner.slug for partner in rows["italy-raa"].partners] == ["italy"]
