import re

import pytest
from django.test import Client

from agreements.models import EventKind, Partner
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, philippines, text_of

pytestmark = pytest.mark.django_db


def _cells(client: Client, address: str = "/grid/") -> list[str]:
    """Return the markup of each cell, row by row."""
    return re.findall(r"<td(?: [^>]*)?>(.*?)</td>", client.get(address).content.decode().partition("<tbody>")[2])


def test_grid_of_an_empty_register_says_so(client: Client) -> None:
    assert_page(client.get("/grid/"), "Who has what with Japan", "Nothing had happened by then.")


def test_a_cell_says_its_type_and_status_and_leads_to_its_deal(client: Client) -> None:
    factories.published_deal()

    (cell,) = _cells(client)

    assert "ACSA: signed" in cell
    assert 'href="/deals/germany-acsa/"' in cell
    assert "tile-signed" in cell
    assert "grid-number" not in cell


def test_a_cell_of_several_deals_counts_those_that_stand_and_leads_to_the_list(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("germany-acsa-two", kind=EventKind.IN_FORCE)
    ended = factories.published_deal("germany-acsa-old", date="2001")
    factories.event(ended, EventKind.TERMINATED, "2002")

    (cell,) = _cells(client)

    # The strongest speaks.
    assert "ACSA: in force" in cell
    assert '<span class="grid-number">2</span>' in cell
    assert 'href="/deals/?partner=germany&amp;type=acsa"' in cell


def test_an_empty_cell_says_why_it_is_empty(client: Client) -> None:
    factories.published_deal()
    looked_for = factories.agreement_type("alliance-treaty")
    factories.agreement_type("consultation-pact")
    with_all = factories.agreement_type("reciprocal-access")
    factories.survey(looked_for, Partner.objects.get(slug="germany"), until="2026-01")
    factories.survey(looked_for, factories.partner("italy"), until="2020")
    factories.survey(with_all)

    _, found_none, not_looked_for, none_with_anybody = _cells(client)

    assert 'title="None found up to 2026-01 in pages of the two governments"' in found_none
    assert "none found" in found_none
    assert 'title="Not looked for"' in not_looked_for
    assert 'title="None found up to 2026-07' in none_with_anybody


def test_grid_puts_the_partner_with_the_most_kinds_first(client: Client) -> None:
    factories.published_deal()
    both = philippines()
    factories.published_deal("philippines-acsa", partners=(both,))
    factories.published_deal("philippines-raa", type=factories.agreement_type("reciprocal-access"), partners=(both,))

    body = client.get("/grid/").content.decode()

    assert body.index("/partners/philippines/") < body.index("/partners/germany/")


def test_grid_as_of_a_day_shows_that_day(client: Client) -> None:
    deal = factories.published_deal(kind=EventKind.NEGOTIATIONS_OPENED, date="2019")
    factories.event(deal, EventKind.SIGNED, "2024-01-29")

    response = client.get("/grid/?as_of=2020-06-01")
    (cell,) = _cells(client, "/grid/?as_of=2020-06-01")

    assert_page(response, "Who has what with Japan", "As of 1 June 2020.", 'href="/partners/germany/?as_of=2020-06-01"')
    assert "ACSA: under negotiation" in cell
    assert "Nothing had happened by then." in text_of(client.get("/grid/?as_of=2018"))


def test_a_day_that_is_none_is_named_and_left_out(client: Client) -> None:
    factories.published_deal()

    response = client.get("/grid/?as_of=2024-13")

    assert_page(response, "Who has what with Japan", "“2024-13” is not a date. Write 2024-07-12, 2024-07 or 2024.")
    assert "ACSA: signed" in text_of(response)


def test_grid_hides_drafts(client: Client) -> None:
    factories.published_deal()
    factories.event(factories.deal("philippines-acsa", partners=(philippines(),)), EventKind.IN_FORCE, "2025")
    factories.event(factories.deal("germany-acsa-draft"), EventKind.IN_FORCE, "2025")

    (cell,) = _cells(client)

    assert "ACSA: signed" in cell
    assert "Philippines" not in text_of(client.get("/grid/"))


def test_grid_in_japanese_is_japanese(client: Client) -> None:
    factories.published_deal()

    response = client.get("/ja/grid/")

    assert lang_of(response) == "ja"
    assert "ドイツ" in text_of(response)
    assert "ACSA（日）" in text_of(response)
