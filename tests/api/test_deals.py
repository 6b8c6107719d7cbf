"""The list of deals and one deal."""

import json
from typing import Any

import pytest
from django.test import Client

from agreements.models import Deal
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
    standings = {name: deal["dates"][f"{name}_standing"] for name in ("signed", "in_force", "ended")}
    assert standings == {"signed": "stated", "in_force": "unconfirmed", "ended": None}
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


def _on(reader: Reader, day: str, slug: str = "germany-acsa") -> Any:
    return reader.get(f"deals/{slug}?as_of={day}")


def test_one_deal_is_told_as_of_a_day(reader: Reader) -> None:
    deal = _on(reader, "2024-03")

    assert (deal["as_of"], deal["status"], deal["status_since"]) == ("2024-03", "signed", "2024-01-29")
    assert [event["kind"] for event in deal["events"]] == ["signed"]
    assert (deal["dates"]["signed"], deal["dates"]["in_force"]) == ("2024-01-29", None)
    (source,) = deal["sources"]
    assert [one["event"] for one in source["supports"]] == [None, "signed"]


def test_a_list_of_a_day_holds_the_same_records(reader: Reader) -> None:
    listed = {one["slug"]: one for one in reader.get("deals?as_of=2024-03")["results"]}

    assert listed["germany-acsa"] == _on(reader, "2024-03")


def test_once_the_last_event_has_come_a_deal_is_told_as_today(reader: Reader) -> None:
    today = reader.get("deals/germany-acsa")

    assert today["as_of"] is None
    assert _on(reader, "2024-07-12") == {**today, "as_of": "2024-07-12"}


def test_texts_of_today_are_not_told_of_a_day_before_the_last_event(reader: Reader) -> None:
    deal = _on(reader, "2024-03")

    assert {deal[name] for name in ("summary", "summary_ja", "in_practice", "in_practice_en", "doubt")} == {None}
    assert deal["short_name_en"] == reader.get("deals/germany-acsa")["short_name_en"]


def test_a_source_of_a_later_event_is_not_cited(reader: Reader) -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    source = make.source("https://www.mofa.go.jp/press/2.html")
    make.citation(deal, deal.events.get(kind="in-force"), source)

    assert source.url in {one["url"] for one in reader.get("deals/germany-acsa")["sources"]}
    assert source.url not in {one["url"] for one in _on(reader, "2024-03")["sources"]}


def test_a_headline_of_a_later_day_is_not_told(reader: Reader) -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    make.deal_phrase(deal, make.source("https://example.org/later", date="2024-04"), quote="At last")
    make.deal_phrase(deal, make.source("https://example.org/then", date="2024-03"), quote="Signed")

    told = [phrase["quote"] for phrase in _on(reader, "2024-03-31")["phrases"]]
    assert "Signed" in told
    assert "At last" not in told


def test_a_deal_that_was_not_known_yet_is_no_relation(reader: Reader) -> None:
    assert _on(reader, "2021", "australia-acsa")["relations"] == []
    assert _on(reader, "2024", "australia-acsa")["relations"] == [{"kind": "followed-by", "slug": "germany-acsa"}]


def test_what_still_stood_is_not_superseded_yet(reader: Reader) -> None:
    old, new = Deal.objects.get(slug="australia-acsa"), Deal.objects.get(slug="access-of-three")
    make.event(old, "superseded", "2023-05")
    make.relation(new, old, "supersedes")

    assert _on(reader, "2022-12", "australia-acsa")["relations"] == []
    assert _on(reader, "2022-12", "access-of-three")["relations"] == []
    assert {"kind": "superseded-by", "slug": "access-of-three"} in _on(reader, "2023", "australia-acsa")["relations"]


def test_the_signature_and_the_diets_approval_come_with_their_events(reader: Reader) -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    make.event(deal, "negotiations-opened", "2023-02")
    make.event(deal, "diet-approved", "2024-05-17")
    Deal.objects.filter(pk=deal.pk).update(
        diet_approval="approved", signatories_en="The ambassadors", evidence_date="2024-06"
    )

    told = [
        (one["signatories"], one["diet_approval"], one["status_as_of"])
        for one in (_on(reader, day) for day in ("2023", "2024-02", "2024-05", "2024-06"))
    ]
    assert told == [
        (None, "pending", None),
        ("The ambassadors", "pending", None),
        ("The ambassadors", "approved", None),
        ("The ambassadors", "approved", "2024-06"),
    ]


def test_an_approval_of_which_the_date_is_not_known_came_before_the_entry_into_force(reader: Reader) -> None:
    Deal.objects.filter(slug="germany-acsa").update(diet_approval="approved")

    assert [_on(reader, day)["diet_approval"] for day in ("2024-02", "2024-08")] == ["unknown", "approved"]


def test_a_deal_of_which_nothing_was_known_is_missing_and_says_where_it_is_today(reader: Reader) -> None:
    problem = reader.get("deals/germany-acsa?as_of=2023", status=404)

    assert "“germany-acsa” as of 2023" in problem["detail"]
    assert "/api/v1/deals/germany-acsa has it" in problem["detail"]
    assert reader.slugs("deals?as_of=2023") == ["access-of-three", "australia-acsa"]


@pytest.mark.parametrize("query", ["as_of=2024-13", "as_of=", "as_of=2024&as_of=2023", "day=2024"])
def test_a_day_that_cannot_be_read_is_named(reader: Reader, query: str) -> None:
    (error,) = reader.get(f"deals/germany-acsa?{query}", status=400)["errors"]

    assert error["parameter"] == query.partition("=")[0]
    if query == "as_of=2024-13":
        assert error["allowed"][0].startswith("YYYY-MM-DD")
    if query == "day=2024":
        assert error["allowed"] == ["as_of"]


def test_each_day_has_a_tag_of_its_own(client: Client) -> None:
    then, now = (client.get(f"/api/v1/deals/germany-acsa{query}") for query in ("?as_of=2024-03", ""))

    assert then["ETag"] != now["ETag"]
    again = client.get("/api/v1/deals/germany-acsa?as_of=2024-03", headers={"If-None-Match": then["ETag"]})
    assert again.status_code == 304


def test_a_deal_under_its_former_slug_keeps_the_day(client: Client) -> None:
    make.former_slug(Deal.objects.get(slug="germany-acsa"), "old-acsa")
    response = client.get("/api/v1/deals/old-acsa?as_of=2024-03")

    assert (response.status_code, response["Location"]) == (
        301,
        "http://testserver/api/v1/deals/germany-acsa?as_of=2024-03",
    )


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

    # An edition of its own, of which nothing is kept yet.
    make.published_deal("deal-0")
    with CaptureQueriesContext(connection) as few:
        reader.get("deals")
    for number in range(1, 20):
        deal = make.published_deal(f"deal-{number}")
        make.amount(deal)
        make.deal_phrase(deal)
    with django_assert_num_queries(len(few)):
        assert len(reader.get("deals?page_size=500")["results"]) == 23
