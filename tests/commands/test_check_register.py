import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agreements.checking.check import check_fixtures
from agreements.checking.finding import Severity
from agreements.models import Deal
from tests import factories


@pytest.mark.register
def test_the_register_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_register")
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("no errors")
    assert lines[-2].startswith(f"{Deal.objects.count()} deals, ")


@pytest.mark.django_db
def test_the_fixtures_are_clean_and_are_checked_without_touching_the_database(
    capsys: pytest.CaptureFixture[str], django_assert_num_queries: Any
) -> None:
    factories.deal("atlantis-acsa")
    with django_assert_num_queries(0):
        call_command("check_register", "--fixtures")
    assert Deal.objects.get().slug == "atlantis-acsa"
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("no errors")
    assert int(lines[-2].split()[0]) > 300


@pytest.mark.django_db
def test_errors_are_counted_and_fail_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    factories.register()
    factories.deal()
    with pytest.raises(CommandError, match=r"^1 errors, 0 warnings$") as failure:
        call_command("check_register")
    assert failure.value.returncode == 1
    out = capsys.readouterr().out
    assert "error deals/acsa.json: deal germany-acsa: events: has no dated event" in out
    assert "1 deals, 0 events, 0 sources, 0 citations, 1 partners, 1 types, 0 terms" in out


@pytest.mark.django_db
def test_warnings_do_not_fail_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    factories.register()
    factories.published_deal()
    factories.source("https://www.mod.go.jp/")
    call_command("check_register")
    assert "no errors, 1 warnings" in capsys.readouterr().out


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the first test fills, for all."""
    return tmp_path_factory.mktemp("clean")


@pytest.fixture
def fixtures(clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The files of a small register in which there is nothing to find, to be spoiled."""
    if not any(clean.iterdir()):
        factories.register()
        first, second = factories.published_deal(), factories.published_deal("germany-acsa-2025", date="2025")
        factories.relation(second, first)
        factories.sense_citation(factories.sense(factories.term()))
        factories.character(states=("supplies",))
        call_command("export_register", clean)
        assert check_fixtures(clean).findings == ()
    return shutil.copytree(clean, tmp_path / "fixtures")


def _spoil(file: str, model: str, change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Return what changes the fields of the first record of a model in a file."""

    def spoil(folder: Path) -> None:
        rows = json.loads((folder / file).read_text())
        change(next(row["fields"] for row in rows if row["model"] == f"agreements.{model}"))
        (folder / file).write_text(json.dumps(rows))

    return spoil


def _repeat(folder: Path) -> None:
    rows = json.loads((folder / "partners.json").read_text())
    (folder / "partners.json").write_text(json.dumps([*rows, rows[0]]))


SPOILED: dict[str, tuple[Callable[[Path], object], tuple[str, str, str]]] = {
    "a date that is none": (
        _spoil("deals/acsa.json", "event", lambda fields: fields.update(date="2024-13")),
        ("deals/acsa.json", "date", "month must be in 1..12"),
    ),
    "a reference to nothing": (
        _spoil("relations.json", "relation", lambda fields: fields.update(other=["atlantis-acsa"])),
        ("relations.json", "other", "there is no deal atlantis-acsa"),
    ),
    "a partner that is not there": (
        _spoil("deals/acsa.json", "deal", lambda fields: fields["partners"].append(["atlantis"])),
        ("deals/acsa.json", "partners", "there is no partner atlantis"),
    ),
    "a field that there is not": (
        _spoil("terms.json", "term", lambda fields: fields.update(color="red")),
        ("terms.json", "color", "there is no such field"),
    ),
    "a record without its key": (
        _spoil("partners.json", "partner", lambda fields: fields.pop("slug")),
        ("partners.json", "slug", "is missing"),
    ),
    "a record that is there twice": (_repeat, ("partners.json", "slug", "is there twice")),
    "a file that is not there": (
        lambda folder: (folder / "cues.json").unlink(),
        ("cues.json", "-", "there is no such file"),
    ),
    "a file that is no JSON": (
        lambda folder: (folder / "cues.json").write_text("[{]"),
        ("cues.json", "-", "not JSON"),
    ),
    "a file of something else": (
        lambda folder: (folder / "cues.json").write_text('["ACSA"]'),
        ("cues.json", "-", "no record"),
    ),
    "a record that the database refuses": (
        _spoil("deals/acsa.json", "deal", lambda fields: fields.update(instrument="handshake")),
        ("the files together", "-", "deal_instrument_known"),
    ),
    "a value that a rule refuses": (
        _spoil("partners.json", "partner", lambda fields: fields.update(aliases_en=[])),
        ("partners.json", "aliases_en", "has no other name"),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("spoil", "expected"), SPOILED.values(), ids=SPOILED.keys())
def test_a_spoiled_fixture_is_found_with_its_file_and_field(
    spoil: Callable[[Path], object], expected: tuple[str, str, str], fixtures: Path
) -> None:
    spoil(fixtures)
    file, field, message = expected
    found = check_fixtures(fixtures).of(Severity.ERROR)
    assert [(finding.file, finding.field) for finding in found if message in finding.message] == [(file, field)]


@pytest.mark.django_db
def test_a_folder_without_fixtures_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("check_register", "--fixtures", str(tmp_path))
