import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django import get_version
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rosetta import metrics

# Any number that no other program locks in the same PostgreSQL.
_LOCK = 331_1960


def stale_messages() -> list[Path]:
    """Return the message catalogues that are newer than what was compiled from them."""
    sources = (path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))
    return [
        source
        for source in sorted(sources)
        if not (compiled := source.with_suffix(".mo")).exists()
        or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns
    ]


def compile_messages(source: Path) -> None:
    """Write the .mo file beside a .po file: in place of `compilemessages`, which needs gettext on the machine."""
    with source.open("rb") as file:
        try:
            catalog = read_po(file, abort_invalid=True)
        except PoFileError as error:
            raise CommandError(f"{source.relative_to(settings.BASE_DIR)} cannot be read: {error}") from error
    # A worker that starts meanwhile reads the old file or the new one, never a half.
    half = source.with_suffix(".mo.new")
    with half.open("wb") as file:
        write_mo(file, catalog)
    half.replace(source.with_suffix(".mo"))


def static_fingerprint() -> str:
    """Return a digest of what `collectstatic` would read, and of what decides how it would write it."""
    digest = hashlib.sha256(repr((get_version(), settings.STORAGES["staticfiles"])).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(name.encode())
            with storage.open(name) as file:
                digest.update(file.read())
    return digest.hexdigest()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold back a second container that starts on the same PostgreSQL until the first has prepared it."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


class Command(BaseCommand):
    help = "Bring database, messages and static files up to date. Does only what is needed, and may run at every start."
    # The site is about to start and would wait for them; the tests run them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--files", action="store_true", help="only messages and static files, no database")

    def handle(self, *args: Any, files: bool, **options: Any) -> None:
        self.compile_messages()
        # In development static files come from where they are written.
        if not settings.DEBUG:
            self.collect_static()
        metrics.forget()
        if not files:
            self.prepare_database()

    def compile_messages(self) -> None:
        for source in stale_messages():
            compile_messages(source)
            self.stdout.write(f"Compiled {source.relative_to(settings.BASE_DIR)}.")

    def collect_static(self) -> None:
        fingerprint = static_fingerprint()
        # Beside the folder and not in it: everything in it is served.
        record = Path(settings.STATIC_ROOT).with_name("static.sha256")
        if record.exists() and record.read_text() == fingerprint and Path(settings.STATIC_ROOT).is_dir():
            return
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        record.write_text(fingerprint)
        self.stdout.write("Collected the static files.")

    def prepare_database(self) -> None:
        if connection.vendor == "sqlite":
            Path(str(settings.DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True)
        with one_at_a_time():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", interactive=False, verbosity=0)
                self.stdout.write("Migrated the database.")
            call_command("seed", stdout=self.stdout)
