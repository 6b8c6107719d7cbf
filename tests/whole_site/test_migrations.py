import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.django_db


def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", "--check", "--dry-run")
    assert capsys.readouterr().out == "No changes detected\n"


def test_migrations_are_named_after_what_they_do() -> None:
    names = [name for app, name in MigrationLoader(connection).disk_migrations if app == "agreements"]
    assert names
    assert [name for name in names if re.search(r"_auto_\d", name)] == []
