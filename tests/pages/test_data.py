"""The page of downloads, the codebook, the description of the API, and the files themselves."""

import csv
import io
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from errno import ENOSPC
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from agreements.exports.shelf import Kept, Shelf
from agreements.exports.writers import FORMATS
from agreements.models import Deal, Partner
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


def test_addresses_that_are_made_up_fill_no_disk(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(downloads, "MOST_ADDRESSES_ON_THE_SHELF", 1)
    assert "ETag" in client.get("/data/deals.csv")

    with override_settings(ALLOWED_HOSTS=["testserver"]):
        response = client.get("/data/deals.csv", headers={"Host": "testserver:65000"})

        assert "http://testserver:65000/" in content(response).decode()
    files = [file.name.partition("-")[0] for file in Path(settings.VAR_DIR, "downloads").rglob("*.csv")]
    assert len(files) == 1
    assert "ETag" in client.get("/data/deals.csv")


def test_where_the_disk_is_full_files_are_made_as_they_are_sent(client: Client, monkeypatch: Any) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr("agreements.exports.shelf.Shelf.get", full)
        offered = client.get("/data/")
        assert slugs(client.get("/data/deals.csv")) == ["germany-acsa", "access-of-three", "australia-acsa"]
        assert content(client.get("/data/deals.xlsx")).startswith(b"PK")

    assert_page(offered, "Data to take away", "deals.sqlite")
    assert "no-store" in offered["Cache-Control"]
    assert "ETag" in client.get("/data/deals.csv")
    assert "no-store" not in client.get("/data/").get("Cache-Control", "")


def test_what_another_worker_removes_meanwhile_is_made_as_it_is_sent(client: Client, monkeypatch: Any) -> None:
    def vanished(self: Shelf, name: str) -> Kept:
        return Kept(Path(settings.VAR_DIR, "gone", name), 1, "")

    monkeypatch.setattr(Shelf, "find", vanished)

    assert slugs(client.get("/data/deals.csv")) == ["germany-acsa", "access-of-three", "australia-acsa"]
    assert client.get("/social/deal/germany-acsa.png").content.startswith(b"\x89PNG")


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


def test_whoever_posts_to_a_file_is_told_its_methods_and_not_of_a_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/data/deals.csv")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


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


@pytest.mark.parametrize("address", ["/api/", "/ja/api/", "/api/examples/"])
def test_each_operation_of_the_api_is_a_jump_away(client: Client, address: str) -> None:
    body = client.get(address).content.decode()
    (contents,) = re.findall(r'<nav class="on-this-page".*?</nav>', body, re.DOTALL)
    jumps = re.findall(r'href="#([\w-]+)"', contents)

    paths = client.get("/api/v1/openapi.json").json()["paths"]
    operations = {operation["operationId"] for path in paths.values() for operation in path.values()}
    assert operations <= set(jumps)
    for jump in jumps:
        assert body.count(f' id="{jump}"') == 1


def test_the_answer_to_each_operation_is_where_its_link_leads(client: Client) -> None:
    links = re.findall(r'href="/api/examples/#([\w-]+)"', client.get("/api/").content.decode())
    answers = re.findall(r'<pre [^>]*id="([\w-]+)"', client.get("/api/examples/").content.decode())

    assert links == answers
    assert "answer-get_deal" in answers


def test_long_parts_of_the_description_are_folded_and_short_ones_are_not(client: Client) -> None:
    body = client.get("/api/").content.decode()
    folds = re.findall(
        r'<details class="fold"(| open)>\s*<summary>Parameters .*?<span class="hidden">: (/[^<]*)<', body
    )
    opened = {path: bool(is_open) for is_open, path in folds}

    assert opened["/api/v1/deals/{slug}"]
    assert not opened["/api/v1/deals"]
    # What is folded is in the page all the same, for readers without script and for those who search in it.
    assert "year_from" in body
    assert "title_en_confirmed" in body


def test_the_answers_of_the_api_stand_on_a_page_of_their_own(client: Client) -> None:
    assert_page(client.get("/api/examples/"), "Answers of the API", "/api/v1/deals/{slug}", "germany-acsa")


@pytest.mark.parametrize("address", ["/api/", "/ja/api/examples/", "/data/codebook/", "/api/v1/openapi.json"])
def test_a_parameter_that_is_made_up_makes_nothing_anew(client: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{address}?x=1&y")

    assert response.status_code == 301
    assert response["Location"].removeprefix("http://testserver") == address
    # At most what it costs to see which edition there is, and no example.
    assert len(queries) <= 1


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


def test_the_list_offers_all_six_formats(client: Client) -> None:
    body = client.get("/deals/?type=acsa").content.decode()

    for suffix in FORMATS:
        assert f'href="/data/deals.{suffix}?type=acsa"' in body


def test_the_grid_offers_its_files_with_the_filters_in_force(client: Client) -> None:
    query = "family=logistics&region=oceania&as_of=2015"
    body = client.get(f"/grid/?{query}&sort=name").content.decode()

    for suffix in FORMATS:
        assert f'href="/data/grid.{suffix}?{query}&sort=name"'.replace("&", "&amp;") in body
    assert 'href="/data/grid.csv"' in client.get("/grid/").content.decode()
    assert slugs(client.get(f"/data/grid.csv?{query}")) == ["australia"]
    assert "reciprocal-access" not in content(client.get(f"/data/grid.csv?{query}")).decode()


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/data/deals.csv?foo=1", "year_from"),
        ("/data/deals.zip?type=acsa&tpye=acsa", "partner"),
        ("/data/grid.json?partner=germany", "region"),
        ("/data/codebook.csv?type=acsa", "no other is"),
        ("/deals/cite.bib?foo=1", "year_from"),
        ("/deals/germany-acsa/cite.ris?as_of=2015", "no other is"),
        ("/grid/cite.csl.json?q=fuel", "region"),
        ("/cite.bib?foo=1", "no other is"),
    ],
)
def test_a_file_refuses_a_parameter_that_it_does_not_read(client: Client, address: str, allowed: str) -> None:
    response = client.get(address)
    told = b"".join(response) if response.streaming else response.content

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "is no parameter here" in told.decode()
    assert allowed in told.decode()


@pytest.mark.parametrize("prefix", ["", "/ja"])
def test_a_file_asked_for_by_a_former_slug_is_where_the_present_one_has_it(client: Client, prefix: str) -> None:
    partner = Partner.objects.get(slug="germany")
    partner.slug = "federal-germany"
    partner.save()
    response = client.get(f"{prefix}/data/deals.csv?partner=germany&sort=oldest")

    assert response.status_code == 301
    assert response["Location"] == f"{prefix}/data/deals.csv?partner=federal-germany&sort=oldest"
    assert slugs(client.get(response["Location"])) == ["access-of-three", "germany-acsa"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("type=acsa", "acsa"),
        ("partner=germany&type=acsa&status=in-force", "acsa-germany-in-force"),
        ("year_from=2010&year_to=2020&as_of=2015", "from-2010-to-2020-as-of-2015"),
        ("q=給油", r"q-[0-9a-f]{7}"),
        ("q=fuel", "fuel"),
        ("q=../x%22", r"x-[0-9a-f]{7}"),
    ],
)
def test_a_filtered_file_is_named_by_its_filters(client: Client, query: str, name: str) -> None:
    response = client.get(f"/data/deals.csv?{query}")

    assert re.fullmatch(
        rf'attachment; filename="japan-security-deals-{name}-2026-11-23.csv"', response["Content-Disposition"]
    )


def test_two_long_lists_of_filters_have_two_names(client: Client) -> None:
    statuses = ["completed", "superseded", "terminated", "cancelled", "in-force", "signed", "suspended", "proposed"]
    names = {
        client.get("/data/deals.csv", {"status": chosen})["Content-Disposition"] for chosen in (statuses, statuses[:-1])
    }

    assert len(names) == 2
    assert max(map(len, names)) < 140


@pytest.mark.parametrize("dataset", ["deals", "grid"])
def test_files_that_can_say_so_say_what_they_are_narrowed_to(client: Client, dataset: str, tmp_path: Path) -> None:
    def get(suffix: str) -> bytes:
        return content(client.get(f"/data/{dataset}.{suffix}?type=acsa"))

    (tmp_path / "file.sqlite").write_bytes(get("sqlite"))
    with closing(sqlite3.connect(tmp_path / "file.sqlite")) as database:
        in_sqlite = dict(database.execute("SELECT name, value FROM about"))
    in_xlsx = dict(openpyxl.load_workbook(io.BytesIO(get("xlsx")))["about"].iter_rows(values_only=True))
    with ZipFile(io.BytesIO(get("zip"))) as archive:
        in_package = json.loads(archive.read("datapackage.json"))

    for about in (json.loads(get("json")), in_sqlite, in_xlsx, in_package):
        assert (about["name"], about["filters"]) == (f"japan-security-{dataset}-acsa", "type=acsa")


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl"])
@pytest.mark.parametrize("query", ["", "?type=acsa"])
def test_addresses_in_a_file_are_whole(client: Client, suffix: str, query: str) -> None:
    with override_settings(ALLOWED_HOSTS=["one.example", "two.example"]):
        files = [
            content(client.get(f"/data/deals.{suffix}{query}", headers={"Host": host})).decode()
            for host in ("one.example", "two.example", "one.example")
        ]
    with override_settings(SITE_URL="https://set.example"):
        as_set = content(client.get(f"/data/deals.{suffix}{query}")).decode()

    assert "http://one.example/deals/germany-acsa/" in files[0]
    assert files[1] == files[0].replace("one.example", "two.example")
    assert files[2] == files[0]
    assert "https://set.example/deals/germany-acsa/" in as_set
