"""Calendars as a calendar program has them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client

from agreements.models import AgreementType, Deal, Event, EventKind
from agreements.selectors import calendar as selector
from tests import factories
from tests.edits import edit, loaded_deal
from tests.kept_rows import rows_kept
from tests.pages.reading import philippines, reciprocal_access

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LOADED = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture
@rows_kept
def deal() -> Deal:
    return loaded_deal()


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    # RFC 5545: lines end with CRLF and are no longer than 75 octets.
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    found = icalendar.Calendar.from_ical(response.content)
    assert found.errors == []
    return found


def events(client: Client, address: str) -> list[Any]:
    return list(read(client, address).walk("VEVENT"))


@pytest.mark.parametrize("address", ["/calendar.ics", "/partners/germany/calendar.ics", "/ja/types/acsa/calendar.ics"])
def test_an_event_fills_its_day(client: Client, deal: Deal, address: str) -> None:
    (event,) = events(client, address)
    assert event["DTSTART"].dt == date(2024, 1, 29)
    assert event["DTEND"].dt == date(2024, 1, 30)
    assert event["UID"] == "germany-acsa/signed/1@testserver"
    assert event["DTSTAMP"].dt == LOADED
    assert event["STATUS"] == "CONFIRMED"
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_event_says_what_happened_where_and_where_to_read_on(client: Client, deal: Deal) -> None:
    Event.objects.update(place_en="Tokyo", note_en="by the ministers; in two languages")
    (event,) = events(client, "/calendar.ics")
    assert event["SUMMARY"] == "Japan–Germany ACSA: signed (by the ministers; in two languages)"
    assert event["LOCATION"] == "Tokyo"
    assert event["URL"] == "http://testserver/deals/germany-acsa/"
    assert event["DESCRIPTION"].endswith("http://testserver/deals/germany-acsa/")


def test_coming_dates_are_there(client: Client, deal: Deal) -> None:
    factories.event(deal, EventKind.IN_FORCE, "2027-04-01")
    factories.event(deal, EventKind.TERMINATED, "2037-03-31")
    assert [event["DTSTART"].dt.year for event in events(client, "/calendar.ics")] == [2024, 2027, 2037]


@pytest.mark.parametrize(
    ("standing", "words"), [("by", "had happened by then"), ("unconfirmed", "unconfirmed")], ids=["by", "unconfirmed"]
)
def test_what_is_open_about_a_date_is_said(client: Client, deal: Deal, standing: str, words: str) -> None:
    Event.objects.update(date_standing=standing)
    (event,) = events(client, "/calendar.ics")
    assert event["SUMMARY"] == f"Japan–Germany ACSA: signed ({words})"
    assert event["STATUS"] == "TENTATIVE"


def test_a_date_known_to_the_month_is_left_out_and_counted(client: Client, deal: Deal) -> None:
    factories.event(deal, EventKind.IN_FORCE, "2024-07")
    factories.event(deal, EventKind.AMENDED, "2025")
    calendar = read(client, "/calendar.ics")
    assert len(list(calendar.walk("VEVENT"))) == 1
    assert "2 more are known to the month or the year only" in calendar["DESCRIPTION"]


def test_a_coming_date_known_to_the_month_is_there_for_the_whole_month(client: Client, deal: Deal) -> None:
    factories.event(deal, EventKind.MILESTONE, "2027-03", note_en="Planned end: the five years run out")
    factories.event(deal, EventKind.MILESTONE, "2031", note_en="Planned end of the plan")
    _signed, coming = events(client, "/calendar.ics")
    assert coming["SUMMARY"] == "Japan–Germany ACSA: Planned end: the five years run out"
    assert (coming["DTSTART"].dt, coming["DTEND"].dt) == (date(2027, 3, 1), date(2027, 4, 1))
    deal.refresh_from_db()
    assert deal.status == "signed"


def test_drafts_and_other_partners_are_not_there(client: Client, deal: Deal) -> None:
    factories.event(factories.deal("secret-deal"), date="2025-01-01")
    factories.published_deal("philippines-raa", type=reciprocal_access(), partners=(philippines(),))
    assert len(events(client, "/calendar.ics")) == 2
    for address in ("/partners/philippines/calendar.ics", "/types/reciprocal-access/calendar.ics"):
        assert [str(event["UID"]) for event in events(client, address)] == ["philippines-raa/signed/1@testserver"]


def test_a_date_that_moves_moves_the_entry_and_its_stamp(client: Client, deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01"):
        event = Event.objects.get()
        event.date = "2024-02-01"
        event.save()
    (moved,) = events(client, "/calendar.ics")
    assert moved["UID"] == "germany-acsa/signed/1@testserver"
    assert moved["DTSTART"].dt == date(2024, 2, 1)
    assert moved["DTSTAMP"].dt == datetime(2026, 12, 1, 1, tzinfo=UTC)
    assert moved["LAST-MODIFIED"].dt - moved["DTSTAMP"].dt == timedelta()


def test_events_of_one_kind_have_names_of_their_own(client: Client, deal: Deal) -> None:
    for day in ("2025-01-01", "2026-01-01"):
        factories.event(deal, EventKind.AMENDED, day)
    names = [str(event["UID"]).removesuffix("@testserver") for event in events(client, "/calendar.ics")]
    assert names == ["germany-acsa/signed/1", "germany-acsa/amended/1", "germany-acsa/amended/2"]


def test_a_long_calendar_holds_the_newest_events_and_says_so(client: Client, deal: Deal, monkeypatch: Any) -> None:
    monkeypatch.setattr(selector, "MOST_EVENTS", 2)
    for day in ("2026-01-01", "2025-01-01"):
        factories.event(deal, EventKind.AMENDED, day)
    calendar = read(client, "/calendar.ics")

    assert [event["DTSTART"].dt.year for event in calendar.walk("VEVENT")] == [2025, 2026]
    assert str(calendar["DESCRIPTION"]).endswith("Only the newest are here: the others stand on the site’s timeline.")


def test_a_calendar_names_itself(client: Client, deal: Deal) -> None:
    calendar = read(client, "/partners/germany/calendar.ics")
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Japan’s security deals with Germany"
    assert calendar["URL"] == "http://testserver/partners/germany/calendar.ics"
    assert read(client, "/ja/calendar.ics")["NAME"]


def test_the_same_register_gives_the_same_bytes(client: Client, deal: Deal, time_machine: Any) -> None:
    first = client.get("/calendar.ics").content
    time_machine.move_to("2027-03-01T00:00:00Z")
    assert client.get("/calendar.ics").content == first


def test_the_queries_of_a_calendar_do_not_grow(  # type: ignore[no-untyped-def]
    client: Client, deal: Deal, django_assert_max_num_queries
) -> None:
    for number in range(4):
        factories.published_deal(f"deal-{number}")
    client.get("/calendar.ics")
    with django_assert_max_num_queries(6):
        client.get("/calendar.ics")


def test_a_parameter_that_is_made_up_does_not_have_the_calendar_made_anew(client: Client) -> None:
    response = client.get("/ja/calendar.ics?x=1")

    assert (response.status_code, response["Location"]) == (301, "/ja/calendar.ics")


@pytest.mark.usefixtures("small_register")
def test_a_break_in_the_name_of_a_kind_breaks_no_line(client: Client) -> None:
    AgreementType.objects.filter(slug="acsa").update(name_en="A\r\nX-Hostile: 1", short_name_en="A\rX-Hostile: 1")
    body = client.get("/types/acsa/calendar.ics").content.decode()

    assert "A X-Hostile: 1" in body
    assert "\nX-Hostile" not in body
