"""The page of downloads, the codebook, the description of the API, and the files themselves."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from agreements.exports.writers import FORMATS
from agreements.models import Deal
from agreements.views import downloads
from tests.assertions import assert_page
from tests.small_register import SECRET


@pytest.fixture(autouse=True)
def register(small_register: None, tmp_path: Path) -> Iterator[None]:
    with override_settings(VAR_DIR=tmp_path):
        yield


def content(response: Any) -> bytes:
    return response.getvalue()


def slugs(response: Any) -> list[str]:
    return [row["slug"] for row in csv.DictReader(io.StringIO(content(response).decode("utf-8-sig")))]


def test_the_page_offers_every_file_with_its_digest(client: Client) -> None:
    response = client.get("/data/")

    file = client.get("/data/deals.csv")
    content(file)
    digest = file["ETag"].strip('"')
    assert_page(
        response, "Data to take away", "deals.sqlite", "grid.xlsx", "codebook.json", "2026-11-23", "CC-BY-4.0", digest
    )


def test_a_register_that_is_too_large_to_wait_for_is_offered_without(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(downloads, "MOST_DEALS_ON_THE_SHELF", 2)

    assert_page(client.get("/data/"), "Data to take away", "made as it is sent")
    assert slugs(client.get("/data/deals.csv")) == ["germany-acsa", "access-of-three", "australia-acsa"]
    assert content(client.get("/data/deals.xlsx")).startswith(b"PK")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("dataset", ["deals", "grid"])
def test_every_file_comes_with_its_type_and_name(client: Client, dataset: str, suffix: str) -> None:
    response = client.get(f"/data/{dataset}.{suffix}")

    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[suffix].media_type
    assert response["Content-Disposition"].endswith(f'filename="japan-security-{dataset}-2026-11-23.{suffix}"')
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert content(response)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=reciprocal-access", ["access-of-three"]),
        ("sort=oldest", ["australia-acsa", "access-of-three", "germany-acsa"]),
        ("as_of=2015", ["australia-acsa"]),
        ("partner=germany&page=7", ["germany-acsa", "access-of-three"]),
    ],
)
def test_a_file_takes_the_filters_of_the_list(client: Client, query: str, expected: list[str]) -> None:
    assert slugs(client.get(f"/data/deals.csv?{query}")) == expected


def test_a_filtered_file_names_its_filters(client: Client) -> None:
    found = json.loads(content(client.get("/data/deals.json?type=acsa&status=in-force")))

    assert (found["filters"], found["count"]) == ("type=acsa&status=in-force", 1)


def test_a_filter_that_cannot_be_read_gives_no_file(client: Client) -> None:
    response = client.get("/data/deals.csv?type=acssa&as_of=2024-13")

    assert response.status_code == 400
    assert "acssa" in response.content.decode()
    assert "2024-13" in response.content.decode()
    assert client.get("/data/grid.csv?as_of=soon").status_code == 400


@pytest.mark.parametrize("address", ["/data/deals.csv", "/data/deals.csv?type=acsa", "/data/grid.xlsx?as_of=2015"])
def test_an_unchanged_file_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    content(first)

    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_changed_fact_is_in_the_next_file(client: Client) -> None:
    first = client.get("/data/deals.csv")
    content(first)
    deal = Deal.objects.get(slug="germany-acsa")
    deal.summary_en = "Another summary."
    deal.save()

    again = client.get("/data/deals.csv", headers={"If-None-Match": first["ETag"]})
    assert "Another summary." in content(again).decode()


def test_there_are_no_other_files(client: Client) -> None:
    assert client.get("/data/deals.xml").status_code == 404
    assert client.get("/data/secrets.csv").status_code == 404
    assert client.post("/data/deals.csv").status_code == 405


@pytest.mark.parametrize("prefix", ["", "/ja"])
def test_both_languages_offer_the_same_file(client: Client, prefix: str) -> None:
    assert content(client.get(f"{prefix}/data/deals.csv")) == content(client.get("/data/deals.csv"))


def test_the_codebook_explains_columns_values_and_rules(client: Client) -> None:
    assert_page(
        client.get("/data/codebook/"), "Codebook", "status_since", "agreed-in-principle", "The status is never typed in"
    )


def test_the_description_of_the_api_is_a_page_of_the_site(client: Client) -> None:
    response = client.get("/api/")

    assert_page(response, "API", "/api/v1/deals/{slug}", "page_size", "/api/examples/#", "/api/v1/openapi.json")
    body = response.content.decode()
    assert "<script>" not in body
    assert " style=" not in body
    assert SECRET not in body


def test_the_answers_of_the_api_stand_on_a_page_of_their_own(client: Client) -> None:
    assert_page(client.get("/api/examples/"), "Answers of the API", "/api/v1/deals/{slug}", "germany-acsa")


@pytest.mark.parametrize("address", ["/ja/data/", "/ja/data/codebook/", "/ja/api/", "/ja/api/examples/"])
def test_the_pages_are_there_in_japanese(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert '<html lang="ja">' in response.content.decode()


def test_the_list_offers_itself_as_a_file_with_its_filters(client: Client) -> None:
    body = client.get("/deals/?type=acsa&sort=oldest&page=1").content.decode()

    assert 'href="/data/deals.csv?type=acsa&amp;sort=oldest"' in body
    assert 'href="/data/deals.xlsx?type=acsa&amp;sort=oldest"' in body
    assert 'href="/data/deals.json"' in client.get("/deals/").content.decode()
