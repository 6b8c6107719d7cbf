import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from agreements.fixture_files import FIXTURES, as_text, files, load_order
from agreements.loading import load
from agreements.models import AgreementType, Deal, Event, Partner, Source
from agreements.selectors.addresses import slug_now
from tests import factories


def _texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}


@pytest.mark.register
def test_fixtures_are_written_back_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("export_register", tmp_path)
    written, kept = _texts(tmp_path), _texts(FIXTURES)
    assert sorted(written) == sorted(kept)
    assert [name for name in kept if written[name] != kept[name]] == []


@pytest.mark.register
def test_a_diff_shows_the_one_fact_that_an_editor_changed() -> None:
    event = Event.objects.get(deal__slug="germany-acsa", kind="in-force")
    event.note_en, event.note_ja = "Notes exchanged in Berlin", "ベルリンで公文を交換"
    event.save()
    before = (FIXTURES / "deals" / "acsa.json").read_text().splitlines()
    after = as_text(files()["deals/acsa.json"]).splitlines()
    assert len(before) == len(after)
    changed = [line.strip() for line, other in zip(after, before, strict=True) if line != other]
    assert changed == ['"note_en": "Notes exchanged in Berlin",', '"note_ja": "ベルリンで公文を交換"']


@pytest.mark.django_db
def test_former_slugs_go_out_and_come_in_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deal = factories.published_deal()
    deal.slug = "germany-supplies"
    deal.save()
    call_command("export_register", tmp_path)
    fields = {"kind": "deal", "slug": "germany-acsa", "partner": None, "type": None, "term": None}
    (row,) = json.loads((tmp_path / "former_slugs.json").read_text())
    assert row == {"model": "agreements.formerslug", "fields": {**fields, "deal": ["germany-supplies"]}}

    before = _texts(tmp_path)
    Deal.objects.all().delete()
    for model in (Source, AgreementType, Partner):
        model.objects.all().delete()
    load(load_order(tmp_path))
    assert slug_now("deal", "germany-acsa") == "germany-supplies"
    call_command("export_register", tmp_path)
    assert _texts(tmp_path) == before


@pytest.mark.django_db
def test_a_file_whose_type_is_gone_is_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "deals").mkdir()
    (tmp_path / "deals" / "forgotten.json").write_text("[]")
    factories.published_deal()
    call_command("export_register", tmp_path)
    assert [path.name for path in (tmp_path / "deals").iterdir()] == ["acsa.json"]


@pytest.mark.django_db
def test_a_deal_is_written_without_ids_and_without_what_follows_from_its_events() -> None:
    factories.published_deal()
    deal, event, citation = json.loads(as_text(files()["deals/acsa.json"]))
    assert set(deal) == {"model", "fields"}
    assert not {"id", "status", "status_since", "since_standing", "dated", "citation_count"} & set(deal["fields"])
    assert deal["fields"]["partners"] == [["germany"]]
    assert event["fields"]["deal"] == ["germany-acsa"]
    assert citation["fields"]["event"] == ["germany-acsa", "signed", "2024-01-29"]


@pytest.mark.django_db
def test_writing_takes_the_same_number_of_queries_at_any_size(django_assert_num_queries: Any) -> None:
    factories.published_deal()
    with django_assert_num_queries(21):
        as_text(files()["deals/acsa.json"])
    for number in range(5):
        factories.published_deal(f"germany-{number}", date=str(2000 + number))
    with django_assert_num_queries(21):
        as_text(files()["deals/acsa.json"])
