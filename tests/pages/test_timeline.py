import re
from typing import Any

import pytest
from django.test import Client

from agreements.models import EventKind
from agreements.selectors import timeline as selector
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, philippines, reciprocal_access, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def _events(response: Any) -> list[str]:
    body = response.content.decode().partition('id="events"')[2]
    return [" ".join(re.sub("<[^>]*>", " ", one).split()) for one in re.findall(r"<li><time[^>]*>.*?</li>", body, re.S)]


def test_timeline_of_an_empty_register_says_so(client: Client) -> None:
    assert_page(client.get("/timeline/"), "0 events, year by year", "No event has been recorded yet.")


def test_events_stand_under_their_year_newest_first(client: Client) -> None:
    deal = factories.published_deal()
    factories.event(deal, EventKind.IN_FORCE, "2024-07-12")
    factories.published_deal("germany-raa", date="2019", type=reciprocal_access())

    response = client.get("/timeline/")

    assert_page(response, "3 events, year by year")
    assert _events(response) == [
        "2024-07-12 Japan–Germany ACSA : in force",
        "2024-01-29 Japan–Germany ACSA : signed",
        "2019 Germany Raa : signed",
    ]
    assert re.findall(r'<h2 id="y(\d+)"', response.content.decode()) == ["2024", "2019"]
    # The sign has the status that the deal had then.
    assert response.content.decode().count("tile-in-force") == 1


def test_filters_are_those_of_the_list_of_deals(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("philippines-raa", type=reciprocal_access(), partners=(philippines(),))

    response = client.get("/timeline/?type=reciprocal-access&partner=philippines")

    assert_page(response, "1 event with Philippines")
    assert _events(response) == ["2024-01-29 Philippines Raa : signed"]
    assert 'href="?partner=philippines"' in response.content.decode()
    either = "/timeline/?partner=germany&partner=philippines"
    assert_page(client.get(either), "2 events with Germany or Philippines", "Year by year, Germany or Philippines")
    assert_page(client.get(f"/ja{either}"), "ドイツまたはフィリピンに関する出来事2件")


def test_years_narrow_events_and_not_deals(client: Client) -> None:
    deal = factories.published_deal(date="1960")
    factories.event(deal, EventKind.AMENDED, "2020-05")

    assert _events(client.get("/timeline/?year_from=2019&year_to=2021")) == ["2020-05 Japan–Germany ACSA : amended"]


def test_as_of_ends_events_and_chart_on_that_day(client: Client) -> None:
    deal = factories.published_deal(date="2010")
    factories.event(deal, EventKind.IN_FORCE, "2012-07-12")

    response = client.get("/timeline/?as_of=2012-01-01")

    assert _events(response) == ["2010 Japan–Germany ACSA : signed"]
    assert "ACSA: none in force in any year" in response.content.decode()
    assert "1951 to 2012" in text_of(response)


@pytest.mark.parametrize(
    ("query", "said", "years"),
    [
        ("", "In force at the end of each year, and today", "1951 to 2026"),
        ("?as_of=2012-06", "In force at the end of each year, and on 30 June 2012", "1951 to 2012"),
        ("?as_of=2012", "In force at the end of each year", "1951 to 2012"),
        ("?as_of=2026", "In force at the end of each year, and on 23 November 2026", "1951 to 2026"),
        ("?as_of=2099", "In force at the end of each year, and on 23 November 2026", "1951 to 2026"),
    ],
)
def test_the_chart_says_up_to_which_day_its_last_year_is_counted(
    client: Client, query: str, said: str, years: str
) -> None:
    factories.published_deal(date="2010", kind=EventKind.IN_FORCE)

    response = client.get(f"/timeline/{query}")

    assert re.findall(r'<h2 id="in-force">([^<]*)</h2>', response.content.decode()) == [said]
    assert years in text_of(response)


def test_the_chart_counts_what_was_in_force_at_the_end_of_each_year(client: Client) -> None:
    old = factories.published_deal("germany-acsa-old", kind=EventKind.IN_FORCE, date="1999-03")
    factories.event(old, EventKind.SUPERSEDED, "2010-02")
    factories.published_deal(kind=EventKind.IN_FORCE, date="2009-12-31")

    response = client.get("/timeline/")

    assert 'aria-label="ACSA: 1 in force now, 2 at most"' in response.content.decode()
    # Each tenth year from 1960, and this year.
    assert "ACSA 0 0 0 0 1 1 1 1" in text_of(response)


def test_the_chart_shows_all_types_together_on_a_scale_of_their_own(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE, date="1999")
    factories.published_deal("germany-raa", kind=EventKind.IN_FORCE, date="2011", type=reciprocal_access())

    both, one = client.get("/timeline/"), client.get("/timeline/?type=acsa")

    assert 'aria-label="All together: 2 in force now, 2 at most"' in both.content.decode()
    assert "All together have a scale of their own, from 0 to 2." in text_of(both)
    assert "All together 0 0 0 0 1 1 2 2" in text_of(both)
    assert "All together" in client.get("/timeline.svg").content.decode()
    # One alone is no sum.
    assert "All together" not in text_of(one)
    assert "All together" not in client.get("/timeline.svg?type=acsa").content.decode()


def test_an_empty_result_offers_what_to_drop(client: Client) -> None:
    factories.published_deal()

    response = client.get("/timeline/?partner=germany&status=terminated")

    assert "No event passes all of these filters. Drop one:" in text_of(response)
    assert 'href="?partner=germany"' in response.content.decode()


def test_pages_hold_whole_years(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selector, "PAGE_EVENTS", 2)
    deal = factories.published_deal(date="2019")
    for date in ("2020-01", "2020-02", "2020-03", "2021", "2022"):
        factories.event(deal, EventKind.AMENDED, date)

    first, second, third = (client.get(f"/timeline/?page={number}") for number in (1, 2, 3))

    assert len(_events(first)) == 2
    assert "2021–2022" in text_of(first)
    # A year of more events than a page takes is a page by itself.
    assert len(_events(second)) == 3
    assert len(_events(third)) == 1
    # A page beyond the last is the last.
    beyond = client.get("/timeline/?page=9")
    assert _events(beyond) == _events(third)
    assert "There is no page 9: this is the last one, page 3." in text_of(beyond)


def test_timeline_hides_drafts(client: Client) -> None:
    factories.event(factories.deal(), EventKind.IN_FORCE, "2025")

    assert_page(client.get("/timeline/"), "0 events")


def test_a_bad_value_is_named_and_left_out(client: Client) -> None:
    factories.published_deal()

    response = client.get("/timeline/?type=treaty&year_from=12")

    assert "“treaty” is not a known value of “type”." in text_of(response)
    assert_page(response, "1 event")


def test_htmx_gets_the_part_that_changes_and_a_restored_page_the_whole(client: Client) -> None:
    factories.published_deal()

    fragment = client.get("/timeline/", headers={"HX-Request": "true"})
    restored = client.get("/timeline/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert fragment.content.decode().strip().startswith("<title>Year by year")
    assert "<!DOCTYPE html>" in restored.content.decode()
    assert "HX-Request" in fragment["Vary"]


def test_the_queries_of_the_timeline_do_not_grow_with_the_register(  # type: ignore[no-untyped-def]
    client: Client, django_assert_max_num_queries
) -> None:
    for number in range(20):
        factories.published_deal(f"deal-{number}")

    # What a process reads once an edition, its first answer has read.
    client.get("/timeline/")
    with django_assert_max_num_queries(8):
        client.get("/timeline/")


def test_timeline_in_japanese_is_japanese(client: Client) -> None:
    factories.published_deal()

    response = client.get("/ja/timeline/")

    assert lang_of(response) == "ja"
    assert "日独ACSA" in text_of(response)
