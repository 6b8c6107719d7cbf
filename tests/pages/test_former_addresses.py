"""An address that was right once leads to where its page is now: in either language, with its query, in one step."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Partner, Publication
from tests import factories

pytestmark = pytest.mark.django_db


def _renamed(record: Any, *slugs: str) -> Any:
    for slug in slugs:
        record.slug = slug
        record.save()
    return record


def _one_of_each() -> None:
    _renamed(factories.published_deal("old-deal", short_name_en="Japan–Germany ACSA"), "second-deal", "new-deal")
    _renamed(Partner.objects.get(), "old-partner", "new-partner")
    _renamed(factories.agreement_type("old-type"), "new-type")
    _renamed(factories.term("old-term"), "new-term")


@pytest.mark.parametrize("prefix", ["", "/ja"], ids=["en", "ja"])
@pytest.mark.parametrize("page", ["deals/{}-deal/", "partners/{}-partner/", "types/{}-type/", "terms/{}-term/"])
def test_a_page_under_its_old_slug_leads_to_the_new_one(client: Client, page: str, prefix: str) -> None:
    _one_of_each()
    old, new = (f"{prefix}/{page.format(word)}" for word in ("old", "new"))

    response = client.get(f"{old}?as_of=2015&x=%E7%8B%AC")

    assert (response.status_code, response["Location"]) == (301, f"{new}?as_of=2015&x=%E7%8B%AC")
    # A record may take its earlier slug back: no browser may keep the way for ever without asking.
    assert "no-cache" in response["Cache-Control"]
    assert client.get(new).status_code == 200
    assert client.head(old).status_code == 301


def test_a_picture_under_the_old_slug_is_led_on_too(client: Client) -> None:
    _one_of_each()

    assert client.get("/social/deal/old-deal.png")["Location"] == "/social/deal/new-deal.png"


def test_a_draft_is_not_told_of(client: Client) -> None:
    deal = _renamed(factories.published_deal("old-deal"), "new-deal")
    deal.publication = Publication.DRAFT
    deal.save()

    assert client.get("/deals/old-deal/").status_code == 404


def test_a_page_that_is_there_costs_no_look_at_former_slugs(client: Client) -> None:
    factories.published_deal()
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/deals/germany-acsa/").status_code == 200
    assert not [query for query in captured if "formerslug" in query["sql"]]


@pytest.mark.parametrize("record", ["deals/{}-deal", "partners/{}-partner", "types/{}-type"])
def test_the_api_leads_on_and_lets_scripts_follow(client: Client, record: str) -> None:
    _one_of_each()
    old, new = (f"/api/v1/{record.format(word)}" for word in ("old", "new"))

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, f"http://testserver{new}")
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"] == f"This is at http://testserver{new} now."
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(new).status_code == 200


def test_the_api_keeps_the_day_asked_for(client: Client) -> None:
    _one_of_each()

    response = client.get("/api/v1/partners/old-partner?as_of=2015-01-01")

    assert response["Location"] == "http://testserver/api/v1/partners/new-partner?as_of=2015-01-01"


def test_the_search_finds_a_record_under_its_new_slug(client: Client) -> None:
    _one_of_each()

    assert '"/deals/new-deal/"' in client.get("/search/?q=germany").content.decode()


@pytest.mark.parametrize("prefix", ["", "/ja"], ids=["en", "ja"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/deals/?partner=old-partner&type=old-type&q=x%20y", "/deals/?partner=new-partner&type=new-type&q=x%20y"),
        ("/deals/?partner=france&partner=old-partner", "/deals/?partner=france&partner=new-partner"),
        ("/compare/?deal=old-deal&deal=other", "/compare/?deal=new-deal&deal=other"),
        ("/identify/?apart=old-type,other", "/identify/?apart=new-type,other"),
    ],
)
def test_a_filter_by_an_old_slug_leads_to_the_new_one(client: Client, old: str, new: str, prefix: str) -> None:
    _one_of_each()
    response = client.get(f"{prefix}{old}")

    assert (response.status_code, response["Location"]) == (301, f"{prefix}{new}")
    assert client.get(response["Location"]).status_code != 301


def test_the_api_leads_on_from_a_filter_too(client: Client) -> None:
    _one_of_each()
    response = client.get("/api/v1/deals?partner=old-partner&page_size=5")

    assert response.status_code == 301
    assert response["Location"] == "http://testserver/api/v1/deals?partner=new-partner&page_size=5"
    assert client.get(response["Location"]).json()["count"] == 1
    # What is not known and never was is a fault.
    assert client.get("/api/v1/deals?partner=no-such-partner").status_code == 400


@pytest.mark.parametrize("query", ["?partner=%00", "?type=" + "a," * 3000, "?deal=" + "&deal=".join("abc" * 300)])
def test_a_query_that_is_junk_is_no_question_to_the_database(client: Client, query: str) -> None:
    assert client.get(f"/deals/{query}").status_code == 200


def test_a_query_that_names_what_there_is_does_not_ask_for_former_slugs(client: Client) -> None:
    factories.register()
    factories.published_deal()
    client.get("/deals/?type=acsa&partner=germany")

    for query, times in (("type=acsa&partner=germany", 0), ("type=acsa&partner=prussia", 1)):
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/deals/?{query}")
        assert sum("agreements_formerslug" in asked["sql"] for asked in captured.captured_queries) == times
