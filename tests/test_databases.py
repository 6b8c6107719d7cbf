"""Readers read from the replica, editors from the primary; and what becomes of both when one of them stops."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPErrorProcessor, Request, build_opener

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from rosetta import databases, environment
from rosetta.bounded import BoundedConnection
from rosetta.databases import PRIMARY, REPLICA, databases_for, is_without_database
from tests.pages_list import ROOT
from tests.running_site import serving, site_environment
from tests.throwaway_postgres import Server, programs, running_with_replica

READERS, LOOKING, WRITING = (REPLICA, PRIMARY), (PRIMARY, REPLICA), (PRIMARY,)


@pytest.fixture
def replica_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "has_replica", lambda: True)


@pytest.mark.usefixtures("replica_named")
@pytest.mark.parametrize(
    ("method", "address", "is_editor", "wanted"),
    [
        ("GET", "/deals/", False, READERS),
        ("HEAD", "/ja/", False, READERS),
        ("GET", "/readyz", False, READERS),
        ("GET", "/administration/", False, READERS),
        ("POST", "/decode/", False, READERS),
        ("POST", "/ja/decode/", False, READERS),
        ("POST", "/api/v1/decode", False, READERS),
        ("GET", "/report/", False, READERS),
        ("GET", "/report/a-token/", False, LOOKING),
        ("GET", "/deals/", True, LOOKING),
        ("POST", "/report/", False, WRITING),
        ("PUT", "/deals/", False, WRITING),
        ("GET", "/admin/", False, WRITING),
        ("GET", "/ja/admin/login/", False, WRITING),
        ("POST", "/admin/agreements/deal/1/change/", True, WRITING),
    ],
)
def test_who_reads_where(
    rf: RequestFactory, method: str, address: str, is_editor: bool, wanted: tuple[str, ...]
) -> None:
    request = rf.generic(method, address)
    if is_editor:
        request.COOKIES["sessionid"] = "x"

    assert databases_for(request) == wanted


def test_without_a_replica_nothing_is_chosen(rf: RequestFactory) -> None:
    for middleware in (databases.choose_database, databases.SayReadOnly):
        with pytest.raises(MiddlewareNotUsed):
            middleware(lambda request: HttpResponse())
    assert databases_for(rf.get("/deals/")) == WRITING


@pytest.mark.usefixtures("replica_named")
@pytest.mark.parametrize("answering", [set(), {PRIMARY}, {REPLICA}])
def test_a_request_knows_where_nothing_answered(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, answering: set[str]
) -> None:
    monkeypatch.setattr(databases, "answers", answering.__contains__)
    request = rf.get("/deals/")

    databases.choose_database(lambda request: HttpResponse())(request)

    assert is_without_database(request) is not bool(answering)
    databases._back_to_the_primary()


@pytest.mark.usefixtures("replica_named")
def test_a_log_in_without_the_primary_is_refused_and_not_repeated(rf: RequestFactory) -> None:
    request = rf.post("/ja/admin/login/", {"username": "editor", "password": "a long password"})
    request.is_without_primary = True

    response = databases.SayReadOnly(lambda request: HttpResponse()).process_view(request)

    assert response is not None
    assert response.status_code == 503
    assert "<form" not in response.content.decode()
    assert "a long password" not in response.content.decode()


@pytest.mark.usefixtures("replica_named")
def test_a_form_is_given_back_only_after_its_token_was_looked_at() -> None:
    names = settings.MIDDLEWARE

    assert names.index("rosetta.databases.SayReadOnly") == names.index("django.middleware.csrf.CsrfViewMiddleware") + 1


def test_a_pool_has_the_sizes_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user@host/name?sslmode=require")
    monkeypatch.setenv("DATABASE_POOL_MIN", "2")
    monkeypatch.setenv("DATABASE_POOL_MAX", "8")

    found = environment.database("DATABASE_URL")

    assert (found["OPTIONS"]["pool"]["min_size"], found["OPTIONS"]["pool"]["max_size"]) == (2, 8)
    assert found["OPTIONS"]["sslmode"] == "require"
    # Django refuses a pool of connections that a thread keeps; each is looked at when it is taken.
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (0, True)
    assert found["OPTIONS"]["pool"]["connection_class"] is BoundedConnection
    monkeypatch.setenv("DATABASE_POOL_MAX", "1")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_POOL_MIN"):
        environment.database("DATABASE_URL")
    monkeypatch.setenv("DATABASE_POOL_MAX", "0")
    found = environment.database("DATABASE_URL")
    assert "pool" not in found["OPTIONS"]
    assert found["CONN_MAX_AGE"] == 60


def test_a_replica_of_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgresql://user@host/name")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URL"):
        environment.replica("DATABASE_REPLICA_URL", environment.database("DATABASE_URL", "sqlite:///x"))


# From here on: a real primary, a replica that follows it, and the site as it is served.

_FILL = """
import django
django.setup()
from django.contrib.auth.models import User
from tests.small_register import small_register
small_register()
User.objects.create_superuser("editor", password="a long password of many words")
"""
DEAL, LIST = "/deals/germany-acsa/", "/deals/?type=acsa"
# What is pasted may hold markup and lines.
RURITANIA = {
    "slug": "ruritania", "code": "RU", "kind": "country", "region": "europe", "name_en": "Ruritania <b>&",
    "name_ja": "ルリタニア", "heading_en": "Ruritania", "heading_ja": "ルリタニア", "in_sentence_en": "Ruritania",
    "official_name_en": "The Kingdom", "official_name_ja": "ルリタニア王国", "aliases_en": "Strelsau\nHentzau",
}  # fmt: skip


class _AsItComes(HTTPErrorProcessor):
    """Neither follows nor raises."""

    def http_response(self, request: Request, response: object) -> object:
        return response


class Visitor:
    """Somebody with a browser: what it was sent as cookies it sends back."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}
        self.opener = build_opener(_AsItComes)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        request = Request(self.address + path, urlencode(form).encode() if form is not None else None)
        if self.cookies:
            request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        with self.opener.open(request, timeout=20) as response:
            for header in response.headers.get_all("Set-Cookie") or []:
                self.cookies.update({name: found.value for name, found in SimpleCookie(header).items()})
            return response.status, response.read().decode()


def fields_of(text: str) -> dict[str, str]:
    """Return names and values of the page's form that is posted, as a browser would send them unchanged."""
    form = re.search(r'<form[^>]*method="post".*?</form>', text, re.S)
    assert form, text
    fields = {
        found["name"]: unescape(found["value"])
        for found in re.finditer(r'<input type="hidden" name="(?P<name>[^"]*)" value="(?P<value>[^"]*)"', form[0])
    }
    areas = re.finditer(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form[0], re.S)
    return fields | {found[1]: unescape(found[2]) for found in areas}


@dataclass
class Pair:
    address: str
    primary: Server
    replica: Server

    def written(self, name: str) -> bool:
        with psycopg.connect(self.primary.url) as to_primary:
            row = to_primary.execute("SELECT 1 FROM agreements_partner WHERE name_en = %s", [name]).fetchone()
        return row is not None


@pytest.fixture
def pair(tmp_path: Path, db: None) -> Iterator[Pair]:
    bin_folder = programs()
    assert bin_folder
    here = connection.get_connection_params()

    def fill(url: str) -> None:
        # The tables as the migrations made them for this run, which takes longer than all of this test.
        dump = [bin_folder / "pg_dump", "--host", here["host"], "--username", here["user"], here["dbname"]]
        tables = subprocess.run(dump, capture_output=True, check=True).stdout
        subprocess.run([bin_folder / "psql", "--quiet", url], input=tables, stdout=subprocess.DEVNULL, check=True)
        environment = {**site_environment(tmp_path), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "rosetta.settings"}
        subprocess.run([sys.executable, "-c", _FILL], cwd=ROOT, env=environment, check=True)

    files = Path(settings.STATIC_ROOT)
    if not files.exists():
        # `make test` has done it.
        subprocess.run([sys.executable, "manage.py", "prepare", "--files"], cwd=ROOT, check=True)
    (tmp_path / "static").symlink_to(files)
    with running_with_replica(bin_folder, fill) as (primary, replica):
        urls = {"DATABASE_URL": primary.url, "DATABASE_REPLICA_URL": replica.url}
        with serving(tmp_path, more=urls) as address:
            yield Pair(address, primary, replica)


def _signed_in(address: str) -> Visitor:
    editor = Visitor(address)
    token = fields_of(editor.ask("/admin/login/")[1])
    status, _ = editor.ask(
        "/admin/login/", {**token, "username": "editor", "password": "a long password of many words", "next": "/admin/"}
    )
    assert status == 302
    return editor


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no replica")
@pytest.mark.long
def test_without_the_primary_readers_notice_nothing_and_editors_lose_nothing(pair: Pair) -> None:
    editor, reader = _signed_in(pair.address), Visitor(pair.address)

    # The replica is held back: the editor sees what was written, readers what was before.
    with psycopg.connect(pair.replica.url, autocommit=True) as to_replica:
        to_replica.execute("SELECT pg_wal_replay_pause()")
        with psycopg.connect(pair.primary.url) as to_primary:
            to_primary.execute("UPDATE agreements_deal SET summary_en = 'Written now.' WHERE slug = 'germany-acsa'")
        assert "Written now." in editor.ask(DEAL)[1]
        assert "Written now." not in reader.ask(DEAL)[1]
        to_replica.execute("SELECT pg_wal_replay_resume()")
    deadline = time.monotonic() + 5
    while "Written now." not in reader.ask(DEAL)[1]:
        assert time.monotonic() < deadline
        time.sleep(0.05)

    add = "/admin/agreements/partner/add/"
    form = fields_of(editor.ask(add)[1])
    report = fields_of(reader.ask("/report/?about=" + DEAL)[1])
    pair.primary.stop()

    # Pages that were kept, and pages that are made now, sent in pieces, or decoded.
    for address in (DEAL, LIST, "/ja/grid/", "/partners/germany/", "/search/?q=ACSA", "/data/deals.csv?type=acsa",
                    "/api/v1/deals", "/changes/feed/", "/report/", "/readyz"):  # fmt: skip
        status, text = reader.ask(address)
        assert (status, bool(text)) == (200, True), address
    assert reader.ask("/decode/", {"text": "Japan and Germany signed an ACSA"})[0] == 303
    assert '"primary": "no answer"' in reader.ask("/readyz")[1]
    # Who is signed in can look, too.
    assert "Written now." in editor.ask(DEAL)[1]

    typed = {**form, **RURITANIA, "_save": "Save"}
    status, text = editor.ask(add, typed)
    assert (status, "Cannot be saved now" in text, "<b>&" in text) == (503, True, False)
    again = fields_of(text)
    assert again == typed
    assert editor.ask("/admin/")[0] == 503
    assert "a password" not in Visitor(pair.address).ask("/admin/login/", {"password": "a password"})[1]
    words = "It was signed in Berlin, on the 29th."
    status, text = reader.ask("/report/?about=" + DEAL, {**report, "text": words})
    assert (status, fields_of(text)["text"]) == (503, words)

    pair.primary.start(is_followed=True)
    deadline = time.monotonic() + databases._REST + 5
    while '"primary": "ok"' not in reader.ask("/readyz")[1]:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    status, _ = editor.ask(add, again)
    assert (status, pair.written(RURITANIA["name_en"])) == (302, True)

    pair.replica.stop()
    assert all(reader.ask(address)[0] == 200 for address in ("/terms/", LIST))
