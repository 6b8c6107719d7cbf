"""What editors type is text: whatever it holds, it comes out as that text on every page and in every file."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import bibtexparser
import icalendar
import openpyxl
import pytest
import rispy
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from markdown_it import MarkdownIt

from agreements.models import Event, EventKind, Source
from agreements.models.fields import LinesField, PartialDateField
from agreements.search_index import rebuild
from agreements.urls import urlpatterns
from tests import factories as make
from tests.pages_list import FRAGMENTS, KINDS, in_language

# The beginning is what short fields have room for. An element, an attribute or a header of this name is one that a text
# has made; a text of this name is none.
HOSTILE = (
    "\"'><hostile-x onhostile=1>\x01\r\nX-Hostile: 1\r\nER  - \r\n</title></script></svg><script>hostile()</script>"
    " =cmd|' /C calc'!A0 hostile{{7*7}} {% now 'Y' %} ]]> [hostile](javascript:hostile()) ![hostile](x) <!-- \u202e"
    " \x0b\x1f\ufffe \\} } { %0a \r\nEND:VEVENT\r\n# hostile\n| hostile | a\tb"
)
LONG_WORD = "W" * 10_000
URLS = ["javascript:alert(1)", "data:text/html,x", "//example.org/", "ftp://example.org/", " https://x"]
CAST = {
    "types": "acsa", "partners": "germany", "deals": "germany-acsa", "terms": "security-cooperation",
    "report": "a-token-of-a-report", "social": "germany-acsa",
}  # fmt: skip
# No editor types these: names of records, marks of machines, and words of lists that the database checks.
_NOT_TYPED = {
    "slug", "token", "key", "as_loaded", "kind", "language", "code", "alpha3", "currency", "outcome", "state", "word",
}  # fmt: skip
# What pages are made of, from the records themselves.
_DERIVED = {"EditionMark", "FormerSlug", "SearchEntry", "SearchWord", "StatusPeriod"}
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _hostile(field: Any, number: int) -> Any:
    if isinstance(field, LinesField):
        return [f"{HOSTILE} {number}"]
    if field.name.endswith("url") or field.name == "moved_to":
        return f"https://example.org/{number}{HOSTILE}"[: field.max_length]
    if field.max_length is None:
        return f"{HOSTILE} {number} {LONG_WORD}"
    # Where two must differ, the number comes first, as a formula.
    return f"={number}{HOSTILE}"[: field.max_length]


def _is_typed(field: Any) -> bool:
    is_text = isinstance(field, (models.CharField, models.TextField, LinesField))
    return is_text and not isinstance(field, PartialDateField) and not field.choices and field.name not in _NOT_TYPED


@pytest.fixture
def hostile(small_register: None) -> list[str]:
    """Put hostile text into every field that anybody types into, past every form, and return the fields' names."""
    term = make.term()
    make.sense_citation(make.sense(term))
    make.cue()
    source = Source.objects.all()[0]
    make.source_check(source, moved_to="https://example.org/elsewhere")
    make.report()
    event = Event.objects.filter(deal__slug="germany-acsa")[0]
    milestone = make.event(event.deal, EventKind.MILESTONE, "2025-01-29", note_en="A step.", note_ja="一歩。")
    make.citation(event.deal, milestone)
    filled = []
    for model in apps.get_app_config("agreements").get_models():
        if model.__name__.startswith("Historical") or model.__name__ in _DERIVED:
            continue
        for field in model._meta.concrete_fields:
            if not _is_typed(field):
                continue
            for pk in model._base_manager.values_list("pk", flat=True):
                try:
                    with transaction.atomic():
                        models.QuerySet(model).filter(pk=pk).update(**{field.name: _hostile(field, pk)})
                except IntegrityError:
                    continue
                filled.append(f"{model.__name__}.{field.name}")
    rebuild()
    return filled


class _Page(HTMLParser):
    """Reads a page as a browser does, and notes what a text has made of it."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.data: list[str] = []
        self._script: str | None = None
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "hostile-x" or any(name.startswith("on") for name in values):
            self.wrong.append(f"<{tag} {values}>")
        for name in ("href", "src", "action", "data-hx-get", "xlink:href"):
            if re.match(r"\s*(javascript|data|vbscript):", values.get(name) or "", re.I):
                self.wrong.append(f"{name}={values[name]}")
        if tag == "script":
            # What page.js fetches later stands in the page as an empty script with the address of a file of ours.
            comes_later = (values.get("data-src") or "").startswith("/static/js/")
            self._script = "later" if comes_later else values.get("type") or ""
            if "src" not in values and self._script not in ("application/ld+json", "application/json", "later"):
                self.wrong.append("a script in the page")

    def handle_data(self, data: str) -> None:
        if self._script == "application/ld+json":
            self.data.append(data)
        elif self._script == "later":
            self.wrong.append("a script in the page")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None


def _in_page(body: str) -> list[str]:
    page = _Page(body)
    for data in page.data:
        json.loads(data)
    return page.wrong


def _in_xml(body: str) -> list[str]:
    wrong = []
    for element in ElementTree.fromstring(body.encode()).iter():
        if "hostile-x" in element.tag or any(name.startswith("on") for name in element.attrib):
            wrong.append(f"<{element.tag} {element.attrib}>")
        if element.tag.endswith("}script"):
            wrong.append("a script in the picture")
        if element.get("type") == "html":
            wrong += _in_page(element.text or "")
    return wrong


def _in_calendar(body: bytes) -> list[str]:
    icalendar.Calendar.from_ical(body)
    return [line for line in body.decode().split("\r\n") if line.startswith(("X-Hostile", "ER  -"))]


def _in_references(suffix: str, body: str) -> list[str]:
    if suffix == "bib":
        library = bibtexparser.parse_string(body)
        return ["not one entry"] if library.failed_blocks or len(library.entries) != 1 else []
    return ["not one entry"] if len(rispy.loads(body)) != 1 or "\nX-Hostile" in body else []


def _in_table(body: str) -> list[str]:
    widths = {len(row) for row in csv.reader(io.StringIO(body, newline=""))}
    return [] if len(widths) == 1 else [f"rows of {widths} cells"]


def _in_workbook(body: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def _wrong(address: str, response: Any) -> list[str]:
    """Say what a text has made of an answer."""
    body: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    if response.status_code != 200:
        return [f"status {response.status_code}"]
    if "X-Hostile" in response.headers:
        return ["a header"]
    media_type, suffix = response["Content-Type"].partition(";")[0], address.partition("?")[0].rpartition(".")[2]
    if suffix in ("bib", "ris"):
        return _in_references(suffix, body.decode())
    if suffix == "csv":
        return _in_table(body.decode("utf-8-sig"))
    if suffix == "xlsx":
        return _in_workbook(body)
    if suffix == "zip":
        return [] if zipfile.ZipFile(io.BytesIO(body)).testzip() is None else ["a broken archive"]
    if suffix == "jsonl":
        return [] if all(json.loads(line) for line in body.decode().split("\n") if line) else ["no JSON"]
    if suffix == "md" or address.endswith("llms.txt"):
        return _in_page(READER.render(body.decode()))
    if media_type.endswith("json"):
        json.loads(body)
        return []
    if media_type == "text/calendar":
        return _in_calendar(body)
    if media_type.endswith("xml"):
        return _in_xml(body.decode())
    if media_type == "text/html":
        text = body.decode()
        return _in_page(text) + (["a template was read"] if "hostile49" in text else [])
    # Pictures of points, and databases.
    return [] if body else ["nothing"]


def _addresses() -> list[str]:
    pages = [kind.path for kind in KINDS]
    others = [kind.path + state for kind in KINDS for state in kind.states]
    others += ["/" + re.sub(r"<slug:\w+>", "{}", str(each.pattern)) for each in urlpatterns if "." in str(each.pattern)]
    others = [path for path in others if not path.startswith(("/social/", "/compare/cite."))]
    others += ["/social/deal/{}.png", "/compare/cite.bib?partner=germany&partner=australia", *FRAGMENTS]
    others += ["/search/?q=hostile", "/search/suggest/?q=hostile", "/search/suggest.json?q=hostile"]
    others += ["/decode/?text=hostile+ACSA+WWW", "/deals/?q=hostile", "/deals/?type=acsa&partner=germany"]
    addresses = [path.format(CAST.get(path.split("/")[1], "")) for path in [*pages, *others]]
    in_japanese = [in_language(address, "ja") for address in addresses[: len(pages)]]
    api = ("types", "types/acsa", "partners", "partners/germany", "deals", "deals/germany-acsa", "grid", "identify")
    return [*addresses, *in_japanese, *(f"/api/v1/{path}" for path in (*api, "search?q=hostile", "openapi.json"))]


def test_nothing_that_is_typed_is_more_than_text_to_a_reader(hostile: list[str], client: Client) -> None:
    # Not so few that a renamed field could slip away.
    assert len(set(hostile)) > 60
    wrong = {}
    for address in _addresses():
        if found := _wrong(address, client.get(address)):
            wrong[address] = found[:3]

    assert wrong == {}


def test_nor_to_an_editor(hostile: list[str], client: Client) -> None:
    client.force_login(User.objects.create_superuser("an-owner", password="x"))
    wrong = {}
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label != "agreements" or not model_admin.has_view_permission(_Anybody()):
            continue
        name = f"admin:agreements_{model._meta.model_name}"
        addresses = [reverse(f"{name}_changelist")]
        if (record := model._base_manager.first()) is not None and not model._meta.proxy:
            addresses += [reverse(f"{name}_change", args=[record.pk]), reverse(f"{name}_history", args=[record.pk])]
        for address in addresses:
            response = client.get(address)
            if response.status_code == 200 and (found := _in_page(response.content.decode())):
                wrong[address] = found[:3]

    assert not wrong


class _Anybody:
    """A request of who may everything, for the question whether a list is there at all."""

    class user:  # noqa: N801
        has_perm = staticmethod(lambda name: True)


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("field", ["url", "archived_url"])
def test_a_link_is_of_the_web_or_is_not_taken(field: str, url: str) -> None:
    source = Source.objects.all()[0]
    setattr(source, field, url)
    with pytest.raises(ValidationError):
        source.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(**{field: url})


@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("address", ["https://www.mofa.go.jp@e.example/", "https://user:word@www.mofa.go.jp/"])
def test_an_address_with_a_name_before_the_host_is_not_taken(address: str) -> None:
    """It would show one host and lead to another."""
    source = Source.objects.all()[0]
    source.url = address
    with pytest.raises(ValidationError, match="hides where the address leads"):
        source.full_clean()
