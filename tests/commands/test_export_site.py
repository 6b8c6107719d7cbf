"""`manage.py export_site DIR`"""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client, override_settings

from agreements.site_copy.asking import asking
from agreements.site_copy.links import Link, ids_in, links_of_page, links_of_text
from agreements.site_copy.place import whole_folder
from agreements.site_copy.writing import Writer, file_of
from tests import factories as make

pytestmark = pytest.mark.usefixtures("small_register")
ORIGIN = "https://copy.example"
NOTE = '<p class="notice" role="note">'
# Pages that answer no question say the same as the site, to the byte.
SAME = (
    "/", "/ja/", "/deals/germany-acsa/", "/ja/deals/germany-acsa/", "/ja/types/acsa/", "/terms/", "/about/",
    "/partners/", "/data/", "/changes/feed/", "/partners/germany/feed/", "/ja/calendar.ics", "/deals/germany-acsa.md",
    "/data/deals.json", "/data/deals.csv", "/timeline.svg", "/sitemap.xml", "/robots.txt", "/llms.txt",
    "/api/v1/openapi.json", "/deals/germany-acsa/cite.bib",
)  # fmt: skip
ASKED = ("/deals/", "/ja/search/", "/decode/", "/grid/", "/identify/", "/report/", "/compare/", "/api/")


@pytest.fixture(scope="module")
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def export(folder: Path, static: Path, *options: str) -> str:
    out = StringIO()
    with override_settings(STATIC_ROOT=static):
        call_command("export_site", str(folder), "--base-url", ORIGIN, *options, stdout=out)
    return out.getvalue()


def test_a_copy_holds_the_site_as_it_answers_and_says_what_it_cannot(
    tmp_path: Path, static_files: Path, client: Client, today: object
) -> None:
    # The front page names it.
    make.agreement_type("security-assistance")
    folder = tmp_path / "copy"
    said = export(folder, static_files)

    assert "files" in said
    with override_settings(SITE_URL=ORIGIN, ALLOWED_HOSTS=["copy.example"]):
        for path in SAME:
            place = file_of(path)
            assert place
            answer = client.get(path, headers={"host": "copy.example"}, secure=True)
            body = answer.getvalue() if answer.streaming else answer.content  # type: ignore[attr-defined]
            assert (folder / place).read_bytes() == body, path
            assert NOTE.encode() not in body
        for path in ASKED:
            place = file_of(path)
            assert place
            assert NOTE in (folder / place).read_text(), path
            assert NOTE not in client.get(path, headers={"host": "copy.example"}, secure=True).content.decode()
        # A partner’s page answers but one question, and says it there.
        copied = (folder / "partners/germany/index.html").read_text()
        live = client.get("/partners/germany/", headers={"host": "copy.example"}, secure=True).content.decode()
        assert copied.partition('<h2 id="on-a-day">')[2].count(NOTE) == 1
        assert re.sub(f"{NOTE}.*\\n", "", copied) == live
    assert "There is no such page" in (folder / "404.html").read_text()
    assert (folder / "static" / "css" / "site.css").is_file()
    assert not (folder / "static" / "admin").exists()
    assert "secret-deal" not in "".join(str(path) for path in folder.rglob("*"))
    headers = (folder / "_headers").read_text()
    assert "/ja/changes/feed/\n  Content-Type: application/atom+xml" in headers
    assert headers.startswith("/*\n  Content-Security-Policy: base-uri 'none'; connect-src 'self'; default-src 'none';")
    # A picture that is opened by itself has its style in it.
    (drawn,) = re.findall("'sha256-[^']+'", client.get("/timeline.svg")["Content-Security-Policy"])
    assert drawn in headers
    assert settings.SITE_URL == ""


def test_what_a_copy_asks_for_is_no_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[object] = []
    monkeypatch.setattr("rosetta.requests.logger.info", lambda *line, **more: noted.append(line))
    monkeypatch.setattr("rosetta.requests.metrics.count", lambda *figures: noted.append(figures))

    with override_settings(LOG_REQUESTS=True, METRICS_TOKEN="x"):
        with asking(ORIGIN) as ask:
            assert ask("/about/").status_code == 200
        assert (settings.LOG_REQUESTS, settings.METRICS_TOKEN) == (True, "x")

    assert noted == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, static_files: Path) -> None:
    (tmp_path / "mine").write_text("mine")

    with pytest.raises(CommandError, match="not empty"):
        export(tmp_path, static_files)

    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_force_puts_a_copy_in_place_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "old").write_text("old")

    with whole_folder(folder, may_replace=True) as part:
        (part / "new").write_text("new")
        assert (folder / "old").is_file()
    with pytest.raises(ZeroDivisionError), whole_folder(folder, may_replace=True) as part:
        raise ZeroDivisionError

    assert [path.name for path in folder.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_dead_links_and_parts_are_named_with_the_page_that_has_them(tmp_path: Path) -> None:
    def ask(path: str) -> HttpResponse:
        if path == "/":
            links = "".join(f'<a href="{address}">x</a>' for address in ("/gone/", "#top", "#part", "/api/v1/x"))
            return HttpResponse(f'<h1 id="top">x</h1>{links}')
        return HttpResponse("", content_type="text/plain", status=404 if "404" in path or path == "/gone/" else 200)

    with override_settings(STATIC_ROOT=tmp_path / "none"):
        written = Writer(tmp_path / "copy", ORIGIN, ask, lambda path, known: None).write()

    assert written.dead == ["/gone/ on /: answers 404", "/#part on /: no such part"]
    assert written.live == 1


def test_links_are_found_where_they_lead_within_the_site() -> None:
    page = (
        '<a href="/a/?q=1&amp;r=2#b">x</a><a href="https://other.example/">x</a><a href="#here" id="there">x</a>'
        f'<meta content="{ORIGIN}/card.png"><meta content="/no-link"><img src="../up.svg">'
        '<a href="mailto:a@b.example">x</a>'
    )
    text = f"[one](/ja/deals/x.md) <{ORIGIN}/two/>, {ORIGIN}/three. {ORIGIN}.evil/four"

    assert list(links_of_page(page, "/p/q/", ORIGIN)) == [
        Link("/a/", "q=1&r=2", "b"), Link("/p/q/", "", "here"), Link("/card.png"), Link("/p/up.svg"),
    ]  # fmt: skip
    assert {link.path for link in links_of_text(text, "/llms.txt", ORIGIN)} == {"/two/", "/three", "/ja/deals/x.md"}
    assert ids_in(page) == {"there"}


@pytest.mark.parametrize(
    ("path", "place"),
    [("/", "index.html"), ("/deals/", "deals/index.html"), ("/a.md", "a.md"), ("/../etc", None), ("/a//b", None)],
)
def test_a_path_becomes_a_file_inside_the_copy(path: str, place: str | None) -> None:
    found = file_of(path)
    assert (str(found) if found else None) == place
