import re

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

pytestmark = pytest.mark.django_db

# Up to here nobody ran two versions side by side.
LAST_ALONE = "0010"
# What the version before goes on working with, as it asks for nothing that goes and knows nothing of what comes.
BESIDE_THE_VERSION_BEFORE = (
    migrations.AddConstraint,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AlterModelManagers,
    migrations.AlterModelOptions,
    migrations.CreateModel,
    migrations.RemoveConstraint,
    migrations.RemoveIndex,
    migrations.RunPython,
    migrations.RunSQL,
)


def does_harm(operation: Operation) -> bool:
    """Tell whether an operation takes from the database what the version before may still read or write."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return any(map(does_harm, operation.database_operations))
    if isinstance(operation, migrations.AddField):
        # It writes rows without the new column.
        return not (operation.field.null or operation.field.has_db_default() or operation.field.many_to_many)
    return not isinstance(operation, BESIDE_THE_VERSION_BEFORE)


def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", "--check", "--dry-run")
    assert capsys.readouterr().out == "No changes detected\n"


def test_migrations_are_named_after_what_they_do() -> None:
    names = [name for app, name in MigrationLoader(connection).disk_migrations if app == "agreements"]
    assert names
    assert [name for name in names if re.search(r"_auto_\d", name)] == []


def test_migrations_run_beside_the_version_before() -> None:
    """CONTRIBUTING.md, “Change the database”: add, then use, then remove, each in a version of its own."""
    harmful = {
        f"{name}: {operation.describe()}"
        for (app, name), migration in MigrationLoader(connection).disk_migrations.items()
        if app == "agreements" and name > LAST_ALONE + "~"
        for operation in migration.operations
        if does_harm(operation)
    }
    assert harmful == set()


def test_what_takes_a_column_away_is_told_from_what_adds_one() -> None:
    title = models.CharField(max_length=9)
    assert does_harm(migrations.RemoveField("deal", "title"))
    assert does_harm(migrations.RenameField("deal", "title", "name"))
    assert does_harm(migrations.DeleteModel("Deal"))
    assert does_harm(migrations.AddField("deal", "title", title))
    assert not does_harm(migrations.AddField("deal", "title", models.CharField(max_length=9, db_default="")))
    assert not does_harm(migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Deal")]))
