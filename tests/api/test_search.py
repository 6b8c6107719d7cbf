"""The search of the API finds what the page finds, in its order."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from agreements.models import AgreementType, Deal
from tests import factories
from tests.api.conftest import Reader

pytestmark = pytest.mark.usefixtures("register")


def found(reader: Reader, text: str, **more: str) -> Any:
    return reader.get(f"search?{urlencode({'q': text, **more})}")


@pytest.mark.parametrize("text", ["Germany", "ACSA", "日独", "supplies", "Australia ACSA", "press"])
def test_groups_and_results_are_those_of_the_page(reader: Reader, client: Client, text: str) -> None:
    page = client.get("/search/", {"q": text}).content.decode().partition("<main")[2]
    groups = re.findall(r'<h2 id="found-([a-z]+)"', page)
    shown = []
    for group in groups:
        section = page.partition(f'aria-labelledby="found-{group}"')[2].partition("</section>")[0]
        shown += re.findall(r'class="row-name" href="([^"]+)"', section)
    answer = found(reader, text)

    assert [group["kind"] for group in answer["groups"]] == groups
    assert [one["url"].removeprefix("http://testserver") for one in answer["results"]] == shown
    assert answer["count"] == len(shown) == sum(group["count"] for group in answer["groups"])


def test_a_result_has_both_names_and_its_address(reader: Reader) -> None:
    results = found(reader, "Germany")["results"]

    assert results[0] == {
        "kind": "partner",
        "slug": "germany",
        "url": "http://testserver/partners/germany/",
        "name_en": "Germany",
        "name_ja": "ドイツ",
        "matched": None,
        "excerpt": results[0]["excerpt"],
    }


def test_a_small_question_is_answered_with_the_list(reader: Reader) -> None:
    answer = found(reader, "ACSA Germany")["answer"]

    assert answer["filters"] == {"type": ["acsa"], "partner": ["germany"]}
    assert (answer["count"], answer["deals"], answer["is_joint"]) == (1, ["germany-acsa"], False)
    assert reader.slugs(answer["api"].partition("/api/v1/")[2]) == answer["deals"]
    assert answer["url"] == "http://testserver/deals/?type=acsa&partner=germany"


def test_a_typing_error_is_corrected_and_said(reader: Reader) -> None:
    answer = found(reader, "Austrelia")

    assert (answer["q"], answer["corrected"]) == ("Austrelia", "Australia")
    assert "Australia" in answer["near_words"]
    assert answer["results"][0]["slug"] == "australia"


def test_names_of_others_and_countries_without_deals_are_said(reader: Reader) -> None:
    assert found(reader, "VFA")["elsewhere"] == ["reciprocal-access"]
    assert found(reader, "Taiwan")["absent"] == ["Taiwan"]


def test_results_come_in_pages(reader: Reader) -> None:
    every = found(reader, "ACSA")["results"]
    assert len(every) > 2
    first = found(reader, "ACSA", page_size="2")
    second = reader.get(first["next"].partition("/api/v1/")[2])

    assert first["results"] + second["results"] == every[:4]
    assert second["previous"].endswith("page=1")
    assert "There is no page 99" in reader.get("search?q=ACSA&page=99", status=404)["detail"]


def test_all_of_one_kind_come_in_pages_with_their_true_number(reader: Reader) -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    for number in range(12):
        source = factories.source(f"https://www.mofa.go.jp/{number}.html", title=f"Germany, {number}")
        factories.deal_phrase(deal, source)
    group = next(one for one in found(reader, "Germany")["groups"] if one["kind"] == "source")
    assert group["has_more"]

    every = reader.get(group["more"].partition("/api/v1/")[2])
    assert every["count"] >= 12 > group["count"]
    assert {one["kind"] for one in every["results"]} == {"source"}
    first = found(reader, "Germany", kind="source", page_size="5")
    assert reader.get(first["next"].partition("/api/v1/")[2])["results"] == every["results"][5:10]


def test_a_comparison_and_who_has_none_are_answered(reader: Reader) -> None:
    assert found(reader, "Germany vs Australia")["comparison"].startswith("http://testserver/compare/?partner=germany")
    assert "germany" not in found(reader, "countries without ACSA")["without"]


def test_nothing_found_is_an_empty_list(reader: Reader) -> None:
    for text in ("nothing-of-this-name", "!!!"):
        answer = found(reader, text)
        assert (answer["count"], answer["results"], answer["groups"], answer["answer"]) == (0, [], [], None)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("?q=", "q"),
        ("?q=%20%20", "q"),
        ("?q=%00a", "q"),
        (f"?q={'a' * 201}", "q"),
        ("?q=a&q=b", "q"),
        ("?q=ACSA&page=0", "page"),
        ("?q=ACSA&page_size=501", "page_size"),
        ("?q=ACSA&type=acsa", "type"),
        ("?q=ACSA&kind=agreement", "kind"),
    ],
)
def test_what_cannot_be_read_is_a_problem_that_names_the_parameter(client: Client, query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/search{query}")

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert parameter in {fault["parameter"] for fault in response.json()["errors"]}


def test_it_is_described_with_an_example_and_found_from_the_start(reader: Reader) -> None:
    operation = reader.get("openapi.json")["paths"]["/api/v1/search"]["get"]

    assert operation["parameters"][0]["required"] is True
    example = operation["responses"]["200"]["content"]["application/json"]["example"]
    assert example == reader.get("search?q=ACSA+Germany&page_size=1")
    assert reader.get("")["resources"]["search"] == "http://testserver/api/v1/search?q=ACSA"


def test_drafts_and_notes_of_editors_are_not_found(reader: Reader) -> None:
    assert Deal.objects.filter(slug="secret-deal").exists()
    assert "secret-deal" not in {one["slug"] for one in found(reader, "secret")["results"]}


def test_the_queries_do_not_grow_with_what_is_found(reader: Reader, django_assert_max_num_queries: Any) -> None:
    for number in range(10):
        factories.published_deal(f"more-{number}", type=AgreementType.objects.get(slug="acsa"))
    with django_assert_max_num_queries(12):
        found(reader, "ACSA Germany")
