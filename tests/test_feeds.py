"""Feeds as a feed reader has them."""

from typing import Any

import feedparser
import pytest
from django.conf import settings
from django.test import Client, override_settings

from agreements.models import Deal, EventKind
from agreements.views import feeds
from tests import factories
from tests.edits import edit, forget_history, loaded_deal
from tests.kept_rows import rows_kept
from tests.pages.reading import philippines, reciprocal_access

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FEEDS = ("/changes/feed/", "/partners/germany/feed/", "/types/acsa/feed/")


@pytest.fixture
@rows_kept
def deal() -> Deal:
    return loaded_deal()


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def titles(client: Client, address: str) -> list[str]:
    return [entry.title for entry in read(client, address).entries]


@pytest.mark.parametrize("prefix", ["", "/ja"])
@pytest.mark.parametrize("address", FEEDS)
def test_each_feed_names_itself_its_page_and_its_other_language(
    client: Client, deal: Deal, address: str, prefix: str
) -> None:
    feed = read(client, prefix + address).feed
    page = address.removesuffix("feed/")
    links = {(link.rel, link.get("type", "text/html")): link.href for link in feed.links}
    assert links["self", "application/atom+xml"] == f"http://testserver{prefix}{address}"
    assert links["alternate", "text/html"] == f"http://testserver{prefix}{page}"
    other = "" if prefix else "/ja"
    assert links["alternate", "application/atom+xml"] == f"http://testserver{other}{address}"
    assert feed.language == ("ja" if prefix else "en")
    assert feed.id == f"tag:testserver,2026-11:{prefix[1:] or 'en'}{address[:-1]}"
    assert client.get(prefix + page).status_code == 200


def test_a_fresh_register_gives_its_newest_events(client: Client, deal: Deal) -> None:
    factories.event(deal, EventKind.IN_FORCE, "2024-07", date_standing="by")
    forget_history()
    found = read(client, "/changes/feed/")
    # What no source dates comes last, and has its date all the same.
    assert [entry.title for entry in found.entries] == [
        "Japan–Germany ACSA: signed (29 January 2024)",
        "Japan–Germany ACSA: in force (by July 2024)",
    ]
    newest = found.entries[1]
    assert newest.link == "http://testserver/deals/germany-acsa/"
    assert newest.id == "tag:testserver,2026-11:en/events/germany-acsa/in-force/1"
    assert newest.updated == "2024-07-01T00:00:00+09:00"
    assert found.feed.updated == newest.updated


def test_a_change_comes_first_and_its_event_once(client: Client, deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01"):
        factories.event(deal, EventKind.IN_FORCE, "2026-11-30")
    found = read(client, "/changes/feed/")
    assert [entry.title for entry in found.entries] == [
        "Japan–Germany ACSA: now in force",
        "Japan–Germany ACSA: signed (29 January 2024)",
    ]
    newest = found.entries[0]
    assert newest.id == "tag:testserver,2026-11:en/changes/germany-acsa/2026-12-01/learned"
    assert newest.updated == found.feed.updated == "2026-12-01T10:00:00+09:00"
    assert "in force, 30 November 2026" in newest.content[0].value


def test_partner_and_type_hold_their_own(client: Client, deal: Deal, time_machine: Any) -> None:
    other = factories.published_deal("philippines-raa", type=reciprocal_access(), partners=(philippines(),))
    forget_history()
    with edit(time_machine, other, "2026-12-01") as edited:
        edited.items_en = ["visits"]
        edited.save()
    for address in ("/partners/philippines/feed/", "/types/reciprocal-access/feed/"):
        assert titles(client, address)
        assert all("Philippines" in title for title in titles(client, address))
    assert all("Germany" in title for title in titles(client, "/partners/germany/feed/"))


def test_ids_stay_when_a_slug_and_a_date_are_put_right(client: Client, deal: Deal) -> None:
    (before,) = read(client, "/changes/feed/").entries
    deal.slug = "germany-supplies"
    deal.save()
    event = deal.events.get()
    event.date = "2024-01-30"
    event.save()
    forget_history()
    (after,) = read(client, "/changes/feed/").entries
    assert after.title != before.title
    assert after.id == before.id


def test_a_feed_of_nothing_is_a_feed_of_the_day_of_the_register(client: Client) -> None:
    factories.register(compiled_on="2026-11-20")
    found = read(client, "/changes/feed/")
    assert found.entries == []
    assert found.feed.updated == "2026-11-20T00:00:00+09:00"


def test_a_feed_ends(client: Client, deal: Deal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 3)
    for number in range(1, 6):
        factories.event(deal, EventKind.AMENDED, f"2025-0{number}")
    forget_history()
    assert len(titles(client, "/changes/feed/")) == 3


def test_what_xml_cannot_hold_is_left_out(client: Client, deal: Deal) -> None:
    Deal.objects.update(short_name_en="Japan\x0bGermany <ACSA> & more", summary_en="<script>alert(1)</script>\x01")
    (entry,) = read(client, "/changes/feed/").entries
    assert entry.title.startswith("JapanGermany &lt;ACSA&gt; &amp; more") or entry.title.startswith(
        "JapanGermany <ACSA> & more"
    )
    assert "<script>" not in entry.content[0].value


@override_settings(SITE_URL="https://rosetta.example")
def test_addresses_are_those_of_the_site_where_it_has_one(client: Client, deal: Deal) -> None:
    found = read(client, "/changes/feed/")
    assert found.entries[0].link == "https://rosetta.example/deals/germany-acsa/"
    assert found.feed.id == "tag:rosetta.example,2026-11:en/changes/feed"


def test_the_same_register_gives_the_same_bytes(client: Client, deal: Deal, time_machine: Any) -> None:
    first = client.get("/changes/feed/").content
    time_machine.move_to("2027-03-01T00:00:00Z")
    assert client.get("/changes/feed/").content == first


@pytest.mark.parametrize("address", [*FEEDS, "/calendar.ics", "/ja/partners/germany/calendar.ics"])
def test_who_has_it_already_is_told_so_until_something_changes(client: Client, deal: Deal, address: str) -> None:
    first = client.get(address)
    assert first["Cache-Control"] == settings.KEPT_CACHE_CONTROL
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    factories.event(deal, EventKind.IN_FORCE, "2024-07-12")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/partners/atlantis/feed/", "/types/atlantis/feed/", "/types/atlantis/calendar.ics"]
)
def test_nothing_follows_what_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("page", "feed"), [("/", "/changes/feed/"), ("/changes/", "/changes/feed/"), *((f[:-5], f) for f in FEEDS[1:])]
)
def test_pages_lead_a_feed_reader_to_their_feed(client: Client, deal: Deal, page: str, feed: str) -> None:
    body = client.get(page).content.decode()
    assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in body


@pytest.mark.parametrize("address", ["/changes/feed/", "/partners/germany/feed/"])
def test_the_queries_of_a_feed_do_not_grow(  # type: ignore[no-untyped-def]
    client: Client, deal: Deal, time_machine: Any, django_assert_max_num_queries, address: str
) -> None:
    for number in range(4):
        other = factories.published_deal(f"deal-{number}")
        with edit(time_machine, other, "2026-12-01"):
            factories.citation(other, factories.event(other, EventKind.IN_FORCE, "2026-11-30"))
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)
