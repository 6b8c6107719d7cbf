import re
from typing import Any

import pytest
from django.test import Client

from agreements.models import AgreementType, EventKind, Partner
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, philippines, reciprocal_access, text_of

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
    assert 'aria-label="ACSA: in force; 2 signed or in force"' in cell
    assert '<span class="grid-number">2</span>' in cell
    assert 'href="/deals/?partner=germany&amp;type=acsa"' in cell


def test_a_deal_between_two_kinds_stands_in_both_cells_as_in_both_lists(client: Client) -> None:
    declaration = factories.agreement_type("security-declaration", short_name_en="Declaration")
    factories.published_deal()
    both = factories.published_deal("germany-both")
    both.also_types.add(declaration)

    in_declaration, in_acsa = _cells(client)
    (_, then) = _cells(client, "/grid/?as_of=2025")

    assert 'aria-label="ACSA: signed; 2 signed or in force"' in in_acsa
    assert 'aria-label="Declaration: signed"' in in_declaration
    assert 'href="/deals/germany-both/"' in in_declaration
    assert "2 signed or in force" in then


def test_two_kinds_of_one_status_are_counted_together(client: Client) -> None:
    declaration = factories.agreement_type("security-declaration", short_name_en="Declaration")
    factories.published_deal("germany-first", type=declaration)
    factories.published_deal("germany-both").also_types.add(declaration)

    assert 'aria-label="Declaration: signed; 2 signed or in force"' in " ".join(_cells(client))


def test_an_empty_cell_says_why_it_is_empty(client: Client) -> None:
    factories.published_deal()
    looked_for = factories.agreement_type("alliance-treaty")
    factories.agreement_type("consultation-pact")
    with_all = factories.agreement_type("reciprocal-access")
    factories.survey(looked_for, Partner.objects.get(slug="germany"), until="2026-01")
    factories.survey(looked_for, factories.partner("italy"), until="2020")
    factories.survey(with_all)

    _, found_none, not_looked_for, none_with_anybody = _cells(client)

    # Where there is more than one reason, each cell has the figure of its own, and the list above the table says it.
    assert '<span class="grid-none" role="img" aria-label="none found">·<sup>1</sup></span>' in found_none
    assert '<span class="grid-none" role="img" aria-label="not looked for">?</span>' in not_looked_for
    assert "·<sup>2</sup>" in none_with_anybody
    text = text_of(client.get("/grid/"))
    assert "· 1 None found up to January 2026 in pages of the two governments · 2 None found up to July 2026" in text
    assert "2020" not in re.findall(r"None found up to (\d{4})", text)
    assert "? Nobody has looked yet; it does not mean that there is none" in text


def test_one_reason_for_all_empty_cells_needs_no_figures(client: Client) -> None:
    factories.published_deal()
    factories.survey(factories.agreement_type("alliance-treaty"))

    assert ">·</span>" in _cells(client)[1]
    text = text_of(client.get("/grid/"))
    assert text.count("None found up to July 2026") == 1
    assert "Nobody has looked yet" not in text


def test_as_of_a_day_an_empty_cell_says_nothing_of_surveys(client: Client) -> None:
    factories.published_deal(date="2019")
    factories.survey(factories.agreement_type("alliance-treaty"))

    text = text_of(client.get("/grid/?as_of=2020"))

    assert "· None known for that day" in text
    assert "None found up to" not in text


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


@pytest.mark.parametrize(("day", "status"), [("2024", "signed"), ("2024-01", "signed"), ("2023-12", "negotiation")])
def test_a_month_or_a_year_is_read_to_its_end_and_printed_as_asked(client: Client, day: str, status: str) -> None:
    deal = factories.published_deal(kind=EventKind.NEGOTIATIONS_OPENED, date="2019")
    factories.event(deal, EventKind.SIGNED, "2024-01-31")

    for address in ("/grid/", "/partners/germany/", "/timeline/", "/deals/"):
        assert status in text_of(client.get(f"{address}?as_of={day}")), address
    assert "As of 2024." in text_of(client.get("/partners/germany/?as_of=2024"))
    assert "2024-01-31" not in text_of(client.get("/timeline/?as_of=2023"))


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


def _grid_of_two(client: Client) -> None:
    """Germany has an ACSA in force and an access agreement under negotiation, the Philippines a signed ACSA."""
    factories.published_deal(kind=EventKind.IN_FORCE)
    raa = reciprocal_access()
    factories.published_deal("germany-raa", kind=EventKind.NEGOTIATIONS_OPENED, type=raa)
    factories.published_deal("philippines-acsa", partners=(philippines(),))


@pytest.mark.parametrize(
    ("query", "told", "cells"),
    [
        ("family=access", "1 of 2 partners", 1),
        ("type=acsa", "2 of 2 partners", 2),
        ("region=southeast-asia", "1 of 2 partners", 2),
        ("status=signed", "1 of 2 partners", 2),
        ("status=in-force&status=signed", "2 of 2 partners", 4),
    ],
)
def test_each_filter_narrows_the_grid(client: Client, query: str, told: str, cells: int) -> None:
    _grid_of_two(client)

    assert told in text_of(client.get(f"/grid/?{query}"))
    assert len(_cells(client, f"/grid/?{query}")) == cells


def test_a_cell_of_another_status_does_not_say_that_there_is_nothing(client: Client) -> None:
    _grid_of_two(client)
    factories.survey(AgreementType.objects.get(slug="acsa"))

    acsa, raa = _cells(client, "/grid/?status=negotiating")

    assert "of another status" in acsa
    assert "none found" not in acsa
    assert "RAA: under negotiation" in raa


def test_a_narrowed_cell_leads_to_the_narrowed_list(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("germany-acsa-two")

    (cell,) = _cells(client, "/grid/?status=signed&as_of=2025")

    assert 'href="/deals/?partner=germany&amp;type=acsa&amp;status=signed&amp;as_of=2025"' in cell


@pytest.mark.parametrize(("sort", "first"), [("kinds", "germany"), ("name", "australia"), ("region", "germany")])
def test_the_grid_is_sorted_as_asked(client: Client, sort: str, first: str) -> None:
    _grid_of_two(client)
    factories.published_deal("australia-acsa", partners=(factories.partner("australia", region="oceania"),))

    body = client.get(f"/grid/?sort={sort}").content.decode().partition("<tbody>")[2]

    assert body.partition("/partners/")[2].startswith(first)


def test_a_bad_filter_is_named_and_left_out(client: Client) -> None:
    factories.published_deal()

    response = client.get("/grid/?family=treaties&sort=size")

    assert "“treaties” is not a known value of “family”." in text_of(response)
    assert "1 of 1 partners" in text_of(response)


def test_filters_that_leave_nothing_say_so(client: Client) -> None:
    factories.published_deal()

    assert "No partner has anything that passes all of these filters." in text_of(client.get("/grid/?status=cancelled"))


def test_htmx_gets_the_table_and_what_is_told_of_it(client: Client) -> None:
    factories.published_deal()

    fragment = client.get("/grid/?as_of=2025", headers={"HX-Request": "true"})
    body = fragment.content.decode()

    assert body.strip().startswith("<title>")
    assert 'data-hx-swap-oob="innerHTML:#told"' in body
    assert "HX-Request" in fragment["Vary"]
    restored = client.get("/grid/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<!DOCTYPE html>" in restored.content.decode()


def test_the_queries_of_the_grid_do_not_grow_with_the_register(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(20):
        factories.published_deal(f"deal-{number}", partners=(factories.partner(f"partner-{number}"),))

    with django_assert_max_num_queries(8):
        client.get("/grid/")


def test_a_grid_that_others_asked_for_takes_no_query_but_for_the_edition(
    client: Client, django_assert_num_queries: Any
) -> None:
    factories.register()
    factories.published_deal()
    client.get("/grid/")

    for address in ("/grid/", "/ja/grid/", "/grid/?region=europe"):
        with django_assert_num_queries(1):
            client.get(address)


def test_what_an_edition_keeps_of_a_survey_is_said_in_the_language_of_each_page(client: Client) -> None:
    factories.register()
    factories.published_deal()
    survey = factories.survey(factories.agreement_type("raa"))

    english, japanese, again = (client.get(path).content.decode() for path in ("/grid/", "/ja/grid/", "/grid/"))

    assert (survey.where_en in english, survey.where_en in again) == (True, True)
    assert (survey.where_ja in japanese, survey.where_en in japanese) == (True, False)
