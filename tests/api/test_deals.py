"""The list of deals and one deal."""

import json
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from tests.api.conftest import Reader
from tests.small_register import SECRET

pytestmark = pytest.mark.usefixtures("register")


def test_one_deal_has_the_keys_of_the_research_and_both_languages(reader: Reader) -> None:
    deal = reader.get("deals/germany-acsa")

    assert deal["url"] == "http://testserver/deals/germany-acsa/"
    assert (deal["type"], deal["partners"]) == ("acsa", ["DE"])
    assert (deal["status"], deal["status_since"]) == ("in-force", "2024-07-12")
    assert (deal["dates"]["signed"], deal["dates"]["in_force"], deal["dates"]["ended"]) == (
        "2024-01-29",
        "2024-07-12",
        None,
    )
    assert deal["summary"] == deal["summary_en"] == "The two armed forces supply each other."
    assert deal["summary_ja"] == "両国の部隊が物品・役務を相互に提供する。"
    assert deal["value"] == {"amount": 1_500_000, "currency": "EUR", "note": "estimate; per year"}
    assert [amount["currency"] for amount in deal["amounts"]] == ["EUR", "JPY"]
    assert deal["items"] == ["fuel", "food; drink"]


def test_a_deal_carries_its_events_with_their_sources(reader: Reader) -> None:
    signed, in_force = reader.get("deals/germany-acsa")["events"]

    assert (signed["kind"], signed["date"], signed["date_standing"]) == ("signed", "2024-01-29", "stated")
    assert signed["sources"] == ["https://www.mofa.go.jp/press/1.html"]
    assert (in_force["kind"], in_force["date_standing"], in_force["place_en"]) == ("in-force", "unconfirmed", "Berlin")


def test_a_source_says_what_it_supports(reader: Reader) -> None:
    (source,) = reader.get("deals/germany-acsa")["sources"]

    assert source["checked"] == "seen"
    assert [(one["event"], one["date"]) for one in source["supports"]] == [
        (None, None),
        ("signed", "2024-01-29"),
        ("in-force", "2024-07-12"),
    ]


def test_relations_are_read_from_either_side_and_never_name_a_draft(reader: Reader) -> None:
    assert reader.get("deals/germany-acsa")["relations"] == [
        {"kind": "builds-on", "slug": "australia-acsa"},
        {"kind": "followed-by", "slug": "access-of-three"},
    ]


def test_drafts_and_editors_notes_never_appear(reader: Reader) -> None:
    addresses = ["deals", "deals/germany-acsa", "types", "partners", "partners/germany", "grid", "openapi.json"]
    told = json.dumps([reader.get(address) for address in addresses], ensure_ascii=False)

    assert SECRET not in told
    assert "secret" not in told
    reader.get("deals/secret-deal", status=404)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["germany-acsa", "access-of-three", "australia-acsa"]),
        ("sort=oldest", ["australia-acsa", "access-of-three", "germany-acsa"]),
        ("type=acsa", ["germany-acsa", "australia-acsa"]),
        ("type=acsa&type=reciprocal-access", ["germany-acsa", "access-of-three", "australia-acsa"]),
        ("family=access", ["access-of-three"]),
        ("partner=australia", ["access-of-three", "australia-acsa"]),
        ("region=oceania", ["access-of-three", "australia-acsa"]),
        ("status=in-force", ["germany-acsa"]),
        ("year_from=2022", ["germany-acsa", "access-of-three"]),
        ("year_to=2010", ["australia-acsa"]),
        ("as_of=2015-01-01", ["australia-acsa"]),
        ("as_of=2024&status=in-force", ["germany-acsa"]),
        ("as_of=2024-03&status=signed", ["germany-acsa", "access-of-three", "australia-acsa"]),
        ("q=HYPERLINK", ["germany-acsa"]),
    ],
)
def test_filters_are_those_of_the_page(reader: Reader, query: str, expected: list[str]) -> None:
    assert reader.slugs(f"deals?{query}") == expected


def test_the_status_is_that_of_the_day_asked_for(reader: Reader) -> None:
    deal = next(one for one in reader.get("deals?as_of=2024-03")["results"] if one["slug"] == "germany-acsa")

    assert (deal["status"], deal["status_since"]) == ("signed", "2024-01-29")


def test_pages_lead_from_one_to_the_next_and_keep_the_filters(reader: Reader) -> None:
    first = reader.get("deals?type=acsa&type=reciprocal-access&page_size=2")
    second = reader.get(first["next"].partition("/api/v1/")[2])

    assert (first["count"], first["previous"]) == (3, None)
    assert "type=acsa&type=reciprocal-access" in first["next"]
    assert [record["slug"] for record in second["results"]] == ["australia-acsa"]
    assert second["next"] is None
    assert reader.slugs(second["previous"].partition("/api/v1/")[2]) == ["germany-acsa", "access-of-three"]


def test_a_page_beyond_the_last_is_missing_and_names_the_last(reader: Reader) -> None:
    assert "the last page is 1" in reader.get("deals?page=2", status=404)["detail"]


def test_the_number_of_queries_does_not_grow_with_the_list(
    reader: Reader, django_assert_num_queries: Any, client: Client
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        reader.get("deals")
    for number in range(20):
        deal = make.published_deal(f"deal-{number}")
        make.amount(deal)
        make.deal_phrase(deal)
    with django_assert_num_queries(len(few)):
        assert len(reader.get("deals?page_size=500")["results"]) == 23
