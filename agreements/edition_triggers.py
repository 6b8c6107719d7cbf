"""Makes the database change the mark of the edition by itself, in the transaction of each write of what pages show.

A write is seen whoever makes it: the admin, `update` and `bulk_create`, a many-to-many field, what is deleted along,
`loaddata`, a migration, or a program that knows nothing of Django.
"""

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from agreements.models import EditionMark, Report, ReportState, SearchWord, SourceCheck

# What no page shows, or only words of the search that follow from the rest. A model that joins is taken for shown.
_UNSEEN: frozenset[type[Model]] = frozenset({EditionMark, SearchWord, SourceCheck})
_WRITES = ("INSERT", "UPDATE", "DELETE")
# A report is shown once it is accepted: whoever sends one in must not make every page stale.
_ACCEPTED = f"state = '{ReportState.ACCEPTED.value}'"
_REPORTS_SHOWN = {
    "INSERT": f"NEW.{_ACCEPTED}",
    "UPDATE": f"OLD.{_ACCEPTED} OR NEW.{_ACCEPTED}",
    "DELETE": f"OLD.{_ACCEPTED}",
}
_MARK = EditionMark._meta.db_table
_NEW_MARK = {
    "sqlite": f"UPDATE {_MARK} SET key = lower(hex(randomblob(16))), changed = strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": f"UPDATE {_MARK} SET key = replace(gen_random_uuid()::text, '-', ''), changed = clock_timestamp()",
}
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION change_edition() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN {_NEW_MARK["postgresql"]}; RETURN NULL; END $$
"""


def shown_models() -> list[type[Model]]:
    """Return the models of whose rows each write changes the edition, with the tables between two models."""
    return [model for model in apps.get_app_config("agreements").get_models(True) if model not in _UNSEEN]


def _triggers() -> Iterator[tuple[str, str]]:
    """Yield the name of each trigger and the statement that makes it."""
    is_sqlite = connection.vendor == "sqlite"
    for model in shown_models():
        table = connection.ops.quote_name(model._meta.db_table)
        for write in _WRITES:
            name = f"{model._meta.db_table}_{write.lower()}_changes_edition"[-63:]
            if is_sqlite:
                when = f" WHEN {_REPORTS_SHOWN[write]}" if model is Report else ""
                body = f"FOR EACH ROW{when} BEGIN {_NEW_MARK['sqlite']}; END"
                yield name, f"CREATE TRIGGER {connection.ops.quote_name(name)} AFTER {write} ON {table} {body}"
            else:
                # Before the rows: whoever writes takes the mark first, so that no two wait for each other's rows.
                when, moment = (
                    (f"FOR EACH ROW WHEN ({_REPORTS_SHOWN[write]})", "AFTER")
                    if model is Report
                    else ("FOR EACH STATEMENT", "BEFORE")
                )
                also = " OR TRUNCATE" if write == "DELETE" and model is not Report else ""
                yield (
                    name,
                    f"CREATE TRIGGER {connection.ops.quote_name(name)} {moment} {write}{also} ON {table} {when}"
                    " EXECUTE FUNCTION change_edition()",
                )


def make_structure() -> None:
    """Make the row and the triggers that are not there, and change the mark where any was not."""
    is_sqlite = connection.vendor == "sqlite"
    known = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if is_sqlite else "SELECT tgname FROM pg_trigger"
    with connection.cursor() as cursor:
        cursor.execute(known)
        there = {row[0] for row in cursor.fetchall()}
        missing = [statement for name, statement in _triggers() if name not in there]
        if missing and not is_sqlite:
            cursor.execute(_FUNCTION)
        for statement in missing:
            cursor.execute(statement)
        cursor.execute(f"SELECT COUNT(*) FROM {_MARK}")
        is_empty = not cursor.fetchone()[0]
        if is_empty:
            cursor.execute(f"INSERT INTO {_MARK} (id, key, changed, as_loaded) VALUES (1, '', CURRENT_TIMESTAMP, '')")
        if missing or is_empty:
            cursor.execute(_NEW_MARK[connection.vendor])


@receiver(post_migrate)
def make_structure_after_migrating(sender: AppConfig, **kwargs: object) -> None:
    if sender.name == "agreements" and _MARK in connection.introspection.table_names():
        make_structure()
