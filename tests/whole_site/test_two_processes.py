"""An editor's publish is seen by the very next request on every worker: two servers on one database."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.pages_list import ROOT
from tests.running_site import database_of, running_environment, serving

pytestmark = pytest.mark.site

PAGE = "/deals/germany-acsa/"


def ask(site: str, address: str, **headers: str) -> tuple[int, str, str]:
    """Return status, tag and text of an answer."""
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=30)) as connection:
        # One name for both, as behind a proxy: answers hold the name of the site.
        connection.request("GET", address, headers={"Host": "localhost", **headers})
        response = connection.getresponse()
        return response.status, response.headers.get("ETag", ""), response.read().decode()


@pytest.fixture
def var(prepared: Path, tmp_path: Path) -> Path:
    """A prepared folder of its own, as what others read must not change."""
    return shutil.copytree(prepared, tmp_path / "site")


@pytest.fixture
def sites(var: Path) -> Iterator[tuple[str, str]]:
    with ExitStack() as stack:
        yield stack.enter_context(serving(var)), stack.enter_context(serving(var))


def publish(var: Path, code: str) -> None:
    """Do in a third process what an editor's request does."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=running_environment(var),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_what_is_published_is_in_the_next_answer_of_every_process(var: Path, sites: tuple[str, str]) -> None:
    before = [ask(site, PAGE) for site in sites for _ in range(2)]
    assert {status for status, _, _ in before} == {200}
    # Both have it, and give it the same name.
    (tag,) = {tag for _, tag, _ in before}
    assert [ask(site, PAGE, **{"If-None-Match": tag})[0] for site in sites] == [304, 304]

    publish(
        var,
        "from agreements.models import Deal; deal = Deal.objects.get(slug='germany-acsa');"
        "deal.summary_en = 'Published a moment ago.'; deal.save()",
    )
    for site in sites:
        status, _, text = ask(site, PAGE, **{"If-None-Match": tag})
        assert (status, "Published a moment ago." in text) == (200, True)

    # Nor does it matter who writes.
    with closing(sqlite3.connect(database_of(var))) as database, database:
        database.execute("UPDATE agreements_deal SET summary_en = 'By hand.' WHERE slug = 'germany-acsa'")
    assert all("By hand." in ask(site, PAGE)[2] for site in sites)
