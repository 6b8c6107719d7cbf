"""A backup is made while editors write, is verified, and comes back whole."""

import sqlite3
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from agreements.backups import backup as backups
from agreements.backups import postgresql, sqlite
from agreements.backups.whole_file import BackupError, whole_file
from agreements.models import Deal, Partner
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def a_database_in_a_file(tmp_path: Path, django_db_blocker: Any, settings: Any) -> Any:
    """On SQLite: a database of its own, in a file, as the one under test is in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    from django.db import connections
    from django.db.utils import ConnectionHandler

    path = tmp_path / "site.sqlite3"
    kept = settings.DATABASES["default"]
    with sqlite3.connect(path) as file:
        connection.connection.backup(file)
    file.close()
    own = connections["default"]
    known = {**kept, "NAME": str(path)}
    settings.DATABASES["default"] = known
    connections["default"] = ConnectionHandler({"default": dict(known)})["default"]
    yield
    connections["default"].close()
    connections["default"] = own
    settings.DATABASES["default"] = kept


def run(*arguments: Any, **options: Any) -> str:
    said = StringIO()
    call_command(*map(str, arguments), stdout=said, **options)
    return said.getvalue()


def slugs() -> set[str]:
    return set(Deal.objects.values_list("slug", flat=True))


def test_what_is_restored_is_what_was_backed_up(tmp_path: Path) -> None:
    factories.published_deal()
    file = tmp_path / "a.backup"
    assert "with 1 deals" in run("backup", file)
    assert file.stat().st_mode & 0o077 == 0
    Deal.objects.all().delete()
    factories.deal("later", partners=[Partner.objects.get()])
    assert "1 deals" in run("restore", file, force=True)
    assert slugs() == {"germany-acsa"}
    # It can be written to, as before.
    factories.deal("after", partners=[Partner.objects.get()])
    assert slugs() == {"germany-acsa", "after"}
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    file.write_text("precious")
    with pytest.raises(CommandError, match="is there already; --force replaces it"):
        run("backup", file)
    assert file.read_text() == "precious"
    factories.deal()
    run("backup", file, force=True)
    assert "1 deals" in run("restore", file, force=True)


def test_a_database_that_holds_something_is_not_replaced_unasked(tmp_path: Path) -> None:
    factories.deal()
    run("backup", tmp_path / "a.backup")
    Deal.objects.all().delete()
    with pytest.raises(CommandError, match="holds something already; --force"):
        run("restore", tmp_path / "a.backup")
    assert slugs() == set()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is no backup"),
        (b"hello", "is no backup"),
        (b"SQLite format 3\x00" + b"x" * 4_000, "is damaged|another engine"),
        (b"PGDMP" + b"x" * 4_000, "pg_restore failed|another engine"),
    ],
    ids=["empty", "a text", "no SQLite", "no dump"],
)
def test_what_is_no_backup_changes_nothing(tmp_path: Path, content: bytes, sentence: str) -> None:
    factories.deal()
    (tmp_path / "a.backup").write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        run("restore", tmp_path / "a.backup", force=True)
    assert slugs() == {"germany-acsa"}


def test_a_backup_cut_short_changes_nothing(tmp_path: Path) -> None:
    factories.deal()
    file = tmp_path / "a.backup"
    run("backup", file)
    Deal.objects.update(summary_en="Of later.")
    file.write_bytes(file.read_bytes()[: file.stat().st_size * 2 // 3])
    with pytest.raises(CommandError):
        run("restore", file, force=True)
    assert Deal.objects.get().summary_en == "Of later."


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('agreements', '9999_of_later', '2030-01-01')"
        )
    try:
        run("backup", tmp_path / "a.backup")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_of_later'")
    with pytest.raises(CommandError, match="newer version of this site, which has the migration agreements 9999"):
        run("restore", tmp_path / "a.backup", force=True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        run("backup", tmp_path / "none" / "a.backup")


def test_a_copy_that_failed_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_file(tmp_path / "a", may_replace=False) as part:
            part.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.glob("a*")) == []


def test_two_commands_do_not_write_one_file(tmp_path: Path) -> None:
    with (
        whole_file(tmp_path / "a", may_replace=False) as part,
        pytest.raises(BackupError, match="Another command is writing"),
        whole_file(tmp_path / "a", may_replace=False),
    ):
        pass
    assert part.name == "a.part"
    assert (tmp_path / "a").exists()


def test_what_a_killed_command_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.part").write_text("left by somebody who was killed")
    with whole_file(tmp_path / "a", may_replace=False) as part:
        part.write_text("whole")
    assert (tmp_path / "a").read_text() == "whole"


def test_a_copy_that_holds_other_rows_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.deal()
    engine = sqlite if connection.vendor == "sqlite" else postgresql
    counted = engine.counts
    wrong = {**counted(), "agreements_deal": 99}
    monkeypatch.setattr(engine, "_counts" if engine is sqlite else "counts", lambda *_: dict(wrong))
    if engine is sqlite:
        turns = iter([wrong, counted])
        monkeypatch.setattr(sqlite, "_counts", lambda _: next(turns))
    with pytest.raises(CommandError, match="does not hold what the database held"):
        run("backup", tmp_path / "a.backup")
    assert list(tmp_path.glob("a.backup*")) == []


def test_editors_write_on_while_a_backup_is_made(tmp_path: Path) -> None:
    """Pairs of rows that are always saved together come together, whenever the copy was made."""
    deal = factories.deal(summary_en="0")
    event = factories.event(deal, note_en="0")
    if connection.vendor == "sqlite":
        file: Any = sqlite._own()
    stop = threading.Event()
    saves = []

    def editor() -> None:
        if connection.vendor == "sqlite":
            with sqlite._open(file) as own:
                while not stop.is_set():
                    own.execute("BEGIN IMMEDIATE")
                    for table, column, key in (
                        ("agreements_deal", "summary_en", deal.pk),
                        ("agreements_event", "note_en", event.pk),
                    ):
                        own.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (str(len(saves)), key))
                    own.execute("COMMIT")
                    saves.append(1)
            own.close()
            return
        from django.db import transaction

        while not stop.is_set():
            with transaction.atomic():
                Deal.objects.filter(pk=deal.pk).update(summary_en=str(len(saves)))
                type(event).objects.filter(pk=event.pk).update(note_en=str(len(saves)))
            saves.append(1)
        connection.close()

    writer = threading.Thread(target=editor)
    writer.start()
    try:
        before = len(saves)
        for number in range(3):
            run("backup", tmp_path / f"{number}.backup")
        assert len(saves) > before
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        run("restore", tmp_path / f"{number}.backup", force=True)
        restored = Deal.objects.get()
        assert restored.summary_en == restored.events.get().note_en


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite needs no program")
def test_a_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="There is no pg_dump on this machine. Get it with"):
        run("backup", tmp_path / "a.backup")


def test_a_backup_is_of_one_engine(tmp_path: Path) -> None:
    other = sqlite.MAGIC if connection.vendor == "postgresql" else postgresql.MAGIC
    (tmp_path / "a.backup").write_bytes(other + b"x" * 100)
    with pytest.raises(BackupError, match="and DATABASE_URL names another engine"):
        backups.put_back(tmp_path / "a.backup", may_replace=True)
