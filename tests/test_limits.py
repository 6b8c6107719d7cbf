"""So often from one place, and no more; counted for all workers, and for nobody by name."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory, override_settings

from agreements.http import AS_FILE
from agreements.limits import a_day, a_minute, sender_of, take
from agreements.pictures import raster
from tests import factories
from tests.counts import counts
from tests.pages_list import ROOT

TEXT = "Japan and Germany signed an ACSA."


@pytest.fixture(autouse=True)
def clock(today: Any, time_machine: Any) -> Any:
    return time_machine


@pytest.fixture
def few() -> Iterator[None]:
    with override_settings(SEARCHES_A_MINUTE=2, DECODES_A_MINUTE=2):
        yield


def test_there_is_room_again_with_the_next_minute(clock: Any) -> None:
    limit = a_minute("search", 2)
    clock.shift(15)
    assert [take(limit, "one") for _ in range(4)] == [0, 0, 45, 45]
    assert take(limit, "other") == 0
    clock.shift(45)
    assert take(limit, "one") == 0


def test_a_day_ends_at_midnight_where_the_site_is() -> None:
    limit = a_day("report", 1)
    assert [take(limit, "one"), take(limit, "one")] == [0, 12 * 60 * 60]


def test_a_limit_of_nothing_is_none() -> None:
    assert {take(a_minute("search", 0), "one") for _ in range(50)} == {0}
    assert counts("search") == {}


def test_what_is_over_is_forgotten(clock: Any) -> None:
    take(a_minute("search", 5), "one")
    clock.shift(61)
    take(a_minute("search", 5), "other")
    assert counts("search") == {"other": 1}


def test_a_sender_has_another_name_tomorrow_and_none_tells_the_address(rf: RequestFactory, clock: Any) -> None:
    request = rf.get("/", REMOTE_ADDR="192.0.2.1")
    first = sender_of(request)
    assert len(first) == 64
    clock.shift(24 * 60 * 60)
    assert sender_of(request) != first
    with override_settings(SECRET_KEY="another"):
        assert sender_of(request) != first


_WORKER = """
import django
django.setup()
from agreements.limits import Limit, take
print(sum(take(Limit("test", 150, 86_400), "one") == 0 for _ in range(100)))
"""


def test_workers_count_as_one(tmp_path: Path) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "rosetta.settings"}
    workers = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", _WORKER], cwd=ROOT, env=environment, stdout=subprocess.PIPE
        )
        for _ in range(3)
    ]
    assert sum(int(worker.communicate()[0]) for worker in workers) == 150


def _machines(folder: Path, redis_url: str) -> list[str]:
    """Let three machines take one after another from a limit of two; return what each was told."""
    told = []
    for number in range(3):
        with override_settings(VAR_DIR=folder / str(number), KEPT_SHARED_URL=redis_url):
            told.append("turned away" if take(a_minute("search", 2), "one") else "served")
    return told


def test_machines_count_as_one_where_they_share_a_redis(tmp_path: Path, redis_url: str) -> None:
    assert _machines(tmp_path, "") == ["served", "served", "served"]
    assert _machines(tmp_path, redis_url) == ["served", "served", "turned away"]


def test_a_machine_counts_for_itself_while_redis_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    with override_settings(KEPT_SHARED_URL="redis://127.0.0.1:1/0"):
        assert [take(a_minute("search", 2), "one") for _ in range(3)] == [0, 0, 60]
    assert [record.getMessage()[:32] for record in caplog.records] == ["Redis does not answer, and is le"]


def test_nobody_is_turned_away_where_nothing_can_be_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "limits.sqlite3").write_text("this is no database, and never was one" * 100)
    with override_settings(VAR_DIR=tmp_path):
        assert [take(a_minute("search", 1), "one") for _ in range(3)] == [0, 0, 0]
    assert "Requests cannot be counted" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/search/?q=acsa", "/search/suggest/?q=acsa"])
def test_a_search_too_many_is_told_when_to_ask_again(client: Client, few: None, address: str) -> None:
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]
    response = client.get(f"/ja{address}")
    assert response["Retry-After"] == "60"
    assert "no-store" in response["Cache-Control"]
    assert '<html lang="ja">' in response.content.decode()
    assert client.get(address, REMOTE_ADDR="192.0.2.9").status_code == 200
    assert client.get("/search/").status_code == 200


@pytest.mark.django_db
def test_a_text_too_many_stays_in_the_box(client: Client, few: None) -> None:
    factories.agreement_type()
    for _ in range(2):
        client.post("/decode/", {"text": TEXT})
    response = client.post("/decode/", {"text": TEXT})
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert f"{TEXT}</textarea>" in response.content.decode()
    assert "send it again in 60 seconds" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["search", "decode"])
def test_the_api_answers_with_a_problem(client: Client, few: None, what: str) -> None:
    def ask() -> Any:
        if what == "search":
            return client.get("/api/v1/search?q=acsa")
        return client.post("/api/v1/decode", json.dumps({"text": TEXT}), content_type="application/json")

    assert [ask().status_code for _ in range(3)] == [200, 200, 429]
    response = ask()
    assert response["Content-Type"] == "application/problem+json"
    assert response["Retry-After"] == "60"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert json.loads(response.content)["status"] == 429


@pytest.mark.django_db
def test_the_description_of_the_api_has_its_examples_all_the_same_and_is_not_counted(client: Client, few: None) -> None:
    described = [client.get("/api/v1/openapi.json").content for _ in range(4)]

    assert len(set(described)) == 1
    assert client.get("/api/v1/search?q=acsa").status_code == 200
    paths = json.loads(described[0])["paths"]
    for path, method in (("search", "get"), ("decode", "post")):
        assert "example" in paths[f"/api/v1/{path}"][method]["responses"]["200"]["content"]["application/json"]


@pytest.mark.django_db
def test_the_description_of_the_api_says_what_is_counted(client: Client) -> None:
    paths = json.loads(client.get("/api/v1/openapi.json").content)["paths"]

    limited = {path for path, operations in paths.items() for one in operations.values() if "429" in one["responses"]}
    assert limited == {"/api/v1/deals", "/api/v1/search", "/api/v1/decode"}


@pytest.mark.django_db
def test_pages_and_programs_count_together(client: Client, few: None) -> None:
    client.get("/search/?q=acsa")
    client.get("/api/v1/search?q=acsa")
    assert client.get("/ja/search/?q=acsa").status_code == 429


@pytest.mark.parametrize(
    "address",
    [
        "/search/",
        "/search/suggest/",
        "/search/suggest.json",
        "/deals/",
        "/timeline/",
        "/timeline.svg",
        "/data/deals.csv",
        "/api/v1/search",
        "/api/v1/deals",
    ],
)
@pytest.mark.usefixtures("few")
@pytest.mark.django_db
def test_words_are_looked_for_so_often_and_no_more_wherever_they_are_typed(client: Client, address: str) -> None:
    asked = [client.get(address, {"q": f"acsa {number}"}) for number in range(3)]

    assert [response.status_code for response in asked] == [200, 200, 429]
    assert int(asked[-1]["Retry-After"]) <= 60
    # Without words nothing is looked for.
    assert client.get("/deals/").status_code == 200


def _whole(client: Client, address: str) -> Any:
    """Return an answer that was read to its end, which closes a file; to close it would close the database too."""
    response: Any = client.get(address)
    b"".join(response)
    return response


@pytest.mark.parametrize(
    "address",
    [
        "/map.png?as_of={}",
        "/timeline.png?as_of={}",
        "/timeline.png?year_from={}",
        "/data/deals.csv?as_of={}",
        "/data/deals.xlsx?q={}",
        "/data/deals.sqlite?year_to={}",
        "/data/grid.csv?as_of={}",
        "/social/page/grid.png?as_of={}",
    ],
)
@pytest.mark.skipif(not raster.can_write_latin(), reason="no font on this machine")
@pytest.mark.django_db
def test_what_is_made_for_one_reader_is_made_so_often_and_no_more(client: Client, settings: Any, address: str) -> None:
    settings.FILES_A_MINUTE = 2
    asked = [_whole(client, address.format(year)) for year in (2001, 2002, 2003)]

    assert [response.status_code for response in asked] == [200, 200, 429]
    assert int(asked[-1]["Retry-After"]) <= 60
    # A program that asks for a file reads no page.
    assert asked[-1]["Content-Type"] == "text/plain; charset=utf-8"
    assert asked[-1]["Access-Control-Allow-Origin"] == "*"
    # What is the same for everybody is made once an edition.
    whole = address.partition("?")[0]
    assert {_whole(client, whole).status_code for _ in range(3)} == {200}


@pytest.mark.django_db
def test_what_cannot_be_kept_is_counted_without_a_query_too(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILES_A_MINUTE = 1
    monkeypatch.setattr("agreements.views.downloads.is_too_large_to_keep", lambda: True)

    assert [client.get("/data/deals.csv").status_code for _ in range(2)] == [200, 429]
    # A copy of the site asks for everything once.
    assert client.get("/data/deals.csv", **{AS_FILE: True}).status_code == 200


@pytest.mark.usefixtures("few")
@pytest.mark.django_db
def test_files_of_what_is_looked_for_count_as_searches(client: Client) -> None:
    client.get("/search/?q=acsa")
    client.get("/timeline.svg?q=acsa")
    assert client.get("/data/deals.json?q=acsa").status_code == 429
