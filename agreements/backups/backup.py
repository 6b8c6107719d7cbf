"""Making a copy of the database and putting one back, whatever the engine."""

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from agreements.checking.check import check_database
from agreements.checking.finding import Severity
from agreements.models import AgreementType, Deal

from . import postgresql, sqlite
from .whole_file import BackupError, whole_file


@dataclass(frozen=True, slots=True)
class Held:
    """What a copy holds: rows in all, the register by the words of its readers, and how much the check found wrong."""

    rows: int
    register: dict[str, int]
    errors: int

    def __str__(self) -> str:
        register = ", ".join(f"{number:,} {noun}" for noun, number in self.register.items()) or "no register"
        errors = f"{self.errors} errors: see check_register" if self.errors else "no error"
        return f"{self.rows:,} rows, with {register}; in the register {errors}"


def _engine() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def _held(counts: dict[str, int]) -> Held:
    report = check_database()
    return Held(sum(counts.values()), report.counts, len(report.of(Severity.ERROR)))


def back_up(path: Path, *, may_replace: bool = False) -> Held:
    """Copy the database into a file, and read the copy. Raises BackupError, and leaves no file then."""
    with whole_file(path, may_replace=may_replace) as part:
        counts: dict[str, int] = _engine().write(part)
        if connection.vendor == "postgresql":
            # A server has room for one database of ours; what is checked is what it holds now.
            return _held(counts)
        with sqlite.in_place_of_own(part):
            return _held(counts)


def holds_something() -> bool:
    if not _engine().is_there():
        return False
    try:
        return any(model._default_manager.exists() for model in (AgreementType, Deal, get_user_model()))
    except DatabaseError:
        # There are no tables yet, or they are of another version.
        return bool(connection.introspection.table_names())


def _check_is_ours(path: Path) -> None:
    try:
        with path.open("rb") as file:
            beginning = file.read(16)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
    if beginning.startswith(_engine().MAGIC):
        return
    for engine, name in ((sqlite, "SQLite"), (postgresql, "PostgreSQL")):
        if beginning.startswith(engine.MAGIC):
            raise BackupError(
                f"{path} is a backup of {name}, and DATABASE_URL names another engine. Restore it there, and take the "
                "register along by export_register and seed."
            )
    raise BackupError(f"{path} is no backup.")


def missing_migrations(path: Path) -> int:
    """Return how many migrations a file is behind; raise BackupError where it is ahead."""
    known = set(MigrationLoader(None).disk_migrations)
    made_with: set[tuple[str, str]] = _engine().migrations(path)
    if ahead := made_with - known:
        app, name = min(ahead)
        raise BackupError(f"{path} was made by a newer version of this site, which has the migration {app} {name}.")
    return len(known - made_with)


def put_back(path: Path, *, may_replace: bool = False) -> tuple[Held | None, int]:
    """Put a copy in place of the database; return what it holds, and how many migrations it lacks.

    What it holds is None where it lacks some: this version cannot read it before `prepare`. Raises BackupError, and
    leaves the database as it was then.
    """
    _check_is_ours(path)
    counts = _engine().verify(path)
    behind = missing_migrations(path)
    if not may_replace and holds_something():
        raise BackupError("The database holds something already; --force puts the backup in its place.")
    connection.close()
    _engine().read(path)
    if _engine().counts() != counts:
        raise BackupError("The database does not hold what the backup holds. Somebody may have written meanwhile.")
    return (None if behind else _held(counts)), behind
