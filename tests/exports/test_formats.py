"""Each file is opened by a real reader of its format, and holds what the register does, and no draft."""

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from frictionless import Package

from agreements.exports.tables import DEALS, REGISTER
from agreements.exports.writers import FORMATS
from agreements.forms import DealFilters, GridFilters
from agreements.models import AgreementType, Cue, Deal, Partner, State, TypeState
from agreements.register.partial_date import PartialDate
from agreements.selectors.bundles import grid_bundle
from tests import factories as make
from tests.exports.conftest import NOW
from tests.small_register import SECRET

Written = Callable[..., Path]
SLUGS = ["germany-acsa", "access-of-three", "australia-acsa"]
TABLES = [table.name for table in REGISTER]


def test_csv_is_read_by_the_standard_library_and_begins_with_the_mark(written: Written) -> None:
    path = written("csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row["slug"] for row in rows] == SLUGS
    assert list(rows[0]) == [column.name for column in DEALS.columns]
    assert rows[0]["items_en"] == "fuel|food; drink"
    assert (rows[0]["amount"], rows[0]["amount_currency"]) == ("1500000", "EUR")
    assert (rows[0]["binding"], rows[1]["partners"]) == ("", "DE|XB")


def test_a_text_that_a_spreadsheet_would_run_is_defused(written: Written) -> None:
    with written("csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))

    assert row["title_en"] == '\'=HYPERLINK("https://example.org")'


def test_json_says_what_it_is_and_holds_the_records(written: Written) -> None:
    found = json.loads(written("json").read_bytes())

    assert (found["version"], found["count"]) == ("2026-11-23", 3)
    assert found["license"].startswith("https://creativecommons.org/")
    assert [record["slug"] for record in found["results"]] == SLUGS
    assert [event["kind"] for event in found["results"][0]["events"]] == ["signed", "in-force"]


def test_json_lines_hold_a_record_a_line(written: Written) -> None:
    lines = written("jsonl").read_text(encoding="utf-8").splitlines()

    assert [json.loads(line)["slug"] for line in lines] == SLUGS


def test_xlsx_is_read_by_openpyxl_and_holds_no_formula(written: Written) -> None:
    book = openpyxl.load_workbook(written("xlsx"))

    assert book.sheetnames == [*TABLES, "codebook", "about"]
    rows = list(book["deals"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == SLUGS
    title = book["deals"].cell(2, [*rows[0]].index("title_en") + 1)
    assert (title.data_type, title.value) == ("s", '=HYPERLINK("https://example.org")')
    assert book["about"]["B3"].value == "2026-11-23"


def test_sqlite_is_whole_and_its_references_hold(written: Written) -> None:
    with closing(sqlite3.connect(written("sqlite"))) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        slugs = [slug for (slug,) in database.execute("SELECT slug FROM deals ORDER BY rowid")]
        codes = database.execute("SELECT partner FROM parties WHERE deal = 'access-of-three'").fetchall()

        assert tables == {*TABLES, "codebook", "about"}
        assert slugs == SLUGS
        assert codes == [("DE",), ("XB",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT value FROM about WHERE name = 'version'").fetchone() == ("2026-11-23",)


@pytest.fixture
def told_apart(register: None) -> None:
    """Cues of a kind, of a state and of neither; states of a deal and of a draft; a survey of one partner."""
    acsa, state = AgreementType.objects.get(slug="acsa"), State.objects.get(slug="gift")
    TypeState.objects.filter(type=acsa, state__slug="supplies").update(note_en="Fuel too.", note_ja="燃料も含む。")
    for slug in ("germany-acsa", "secret-deal"):
        make.deal_state(Deal.objects.get(slug=slug), state)
    Cue.objects.bulk_create(
        [
            Cue(language="en", phrase="trade pact", weight=-5, reason_en="Trade.", reason_ja="通商。"),
            Cue(state=state, language="ja", phrase="無償", weight=3, reason_en="A gift.", reason_ja="無償。"),
            Cue(type=acsa, language="en", phrase="ACSA", weight=10, reason_en="Its name.", reason_ja="名称。"),
        ]
    )
    make.survey(acsa, Partner.objects.get(slug="australia"))


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


@pytest.mark.usefixtures("told_apart")
def test_what_tells_kinds_apart_is_in_the_file(written: Written) -> None:
    path = written("sqlite")

    assert _rows(path, "SELECT slug, position FROM characters ORDER BY rowid") == [("subject", 1), ("payment", 2)]
    assert _rows(path, "SELECT character, position, slug FROM states ORDER BY rowid") == [
        ("subject", 1, "supplies"),
        ("subject", 2, "visits"),
        ("payment", 1, "settled"),
        ("payment", 2, "gift"),
    ]
    assert _rows(path, "SELECT type, character, state, note_en FROM matrix WHERE type = 'acsa' ORDER BY rowid") == [
        ("acsa", "subject", "supplies", "Fuel too."),
        ("acsa", "payment", "settled", None),
    ]
    assert _rows(path, "SELECT deal, character, state FROM deal_states") == [("germany-acsa", "payment", "gift")]


@pytest.mark.usefixtures("told_apart")
def test_cues_and_surveys_are_in_the_file(written: Written) -> None:
    path = written("sqlite")

    assert _rows(path, "SELECT type, character, state, phrase, weight FROM cues ORDER BY position") == [
        ("acsa", None, None, "ACSA", 10),
        (None, "payment", "gift", "無償", 3),
        (None, None, None, "trade pact", -5),
    ]
    assert _rows(path, "SELECT type, partner, until, where_en FROM surveys ORDER BY position") == [
        ("acsa", "XB", "2026-07", "pages of the two governments"),
        ("reciprocal-access", None, "2026-07", "pages of the two governments"),
    ]


@pytest.mark.usefixtures("told_apart")
@pytest.mark.parametrize("filters", [DealFilters(), DealFilters(type=("reciprocal-access",))], ids=["all", "some"])
def test_a_package_with_every_table_is_valid(written: Written, filters: DealFilters) -> None:
    package = Package(str(written("zip", filters)))
    report = package.validate()

    assert report.valid, report.flatten(["type", "message"])
    of_deals = [row["deal"] for row in package.get_resource("deal_states").read_rows()]
    assert of_deals == (["germany-acsa"] if filters == DealFilters() else [])
    assert len(package.get_resource("cues").read_rows()) == 3


def test_the_package_is_valid_under_frictionless(written: Written) -> None:
    package = Package(str(written("zip")))
    report = package.validate()

    assert report.valid, report.flatten(["type", "message"])
    assert [resource.name for resource in package.resources] == [*TABLES, "codebook"]
    assert package.version == "2026.11.23"
    assert [row["slug"] for row in package.get_resource("deals").read_rows()] == SLUGS


def test_a_filtered_package_is_valid_too(written: Written) -> None:
    package = Package(str(written("zip", DealFilters(type=("acsa",), as_of=PartialDate.parse("2015")))))

    assert package.validate().valid
    assert [row["slug"] for row in package.get_resource("deals").read_rows()] == ["australia-acsa"]


def test_a_file_of_a_day_tells_that_day(written: Written) -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    later = make.source("https://www.mofa.go.jp/press/2.html")
    make.citation(deal, deal.events.get(kind="in-force"), later)
    path = written("sqlite", DealFilters(as_of=PartialDate.parse("2024-03")))

    of_deal = "FROM deals WHERE slug = 'germany-acsa'"
    assert _rows(path, f"SELECT as_of, status, signed, in_force, summary_en, sources {of_deal}") == [
        ("2024-03", "signed", "2024-01-29", None, None, 1)
    ]
    assert _rows(path, "SELECT kind FROM events WHERE deal = 'germany-acsa'") == [("signed",)]
    assert _rows(path, "SELECT event FROM citations WHERE deal = 'germany-acsa' ORDER BY position") == [
        (None,),
        ("signed",),
    ]
    assert (later.url,) not in _rows(path, "SELECT url FROM sources")
    assert _rows(path, "PRAGMA foreign_key_check") == []
    assert (later.url,) in _rows(written("sqlite"), "SELECT url FROM sources")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_grid_comes_in_every_format(written: Written, suffix: str) -> None:
    path = written(suffix, bundle=grid_bundle(NOW))

    if suffix == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["slug"]: row for row in csv.DictReader(file)}
        assert rows["germany"]["acsa"] == "in-force"
    elif suffix == "zip":
        assert Package(str(path)).validate().valid
    else:
        assert path.stat().st_size


def test_an_empty_cell_of_the_grid_says_why(written: Written) -> None:
    path = written("csv", bundle=grid_bundle(NOW, GridFilters(as_of=PartialDate.parse("2015"))))
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)

    assert (row["slug"], row["acsa"], row["reciprocal-access"]) == ("australia", "signed", "none-found")


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "sqlite"])
def test_neither_drafts_nor_editors_notes_are_in_a_file(written: Written, suffix: str) -> None:
    content = written(suffix).read_bytes()

    assert SECRET.encode() not in content
    assert b"secret" not in content


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_register_gives_the_same_bytes(written: Written, suffix: str) -> None:
    assert written(suffix).read_bytes() == written(suffix).read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_list_of_nothing_is_a_file_too(written: Written, suffix: str) -> None:
    assert written(suffix, DealFilters(q="no such words")).stat().st_size or suffix == "jsonl"
