"""Copies of a PostgreSQL database, by pg_dump and pg_restore of the machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.db import connection, transaction

from .whole_file import BackupError

# Number of rows, by the name of the table.
Counts = dict[str, int]
MAGIC = b"PGDMP"
# What PostgreSQL’s own programs read from the environment, so that no password stands in a list of processes.
_VARIABLES = {
    "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
    "service": "PGSERVICE", "passfile": "PGPASSFILE", "options": "PGOPTIONS",
}  # fmt: skip
_PIECE = 1 << 16
# Workers that are at work hold the tables for moments only.
_LONGEST_LOCK = "60s"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupError(
            f"There is no {name} on this machine. Get it with: apt-get install postgresql-client (Debian, Ubuntu), "
            "brew install libpq (macOS); its version must not be older than the server’s."
        )
    return found


def _environment() -> dict[str, str]:
    given = connection.get_connection_params()
    return {**os.environ, **{_VARIABLES[name]: str(value) for name, value in given.items() if name in _VARIABLES}}


def _failed(name: str, said: bytes) -> BackupError:
    lines = said.decode(errors="replace").strip().splitlines()
    return BackupError(f"{name} failed: {lines[0] if lines else 'it was ended from outside'}")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
        return [name for (name,) in cursor.fetchall()]


def _functions() -> list[str]:
    """Return the functions of the site's own triggers, with their arguments, as SQL has them; none of an extension."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        )
        return [name for (name,) in cursor.fetchall()]


def is_there() -> bool:
    """A server that is not there says so itself."""
    return True


def counts() -> Counts:
    found = {}
    for name in _tables():
        with connection.cursor() as cursor:
            # The name of a table, from the database itself, in the quotes of SQL.
            cursor.execute(f"SELECT COUNT(*) FROM {_quoted(name)}")  # noqa: S608
            found[name] = cursor.fetchone()[0]
    return found


def write(path: Path) -> Counts:
    """Copy the site’s database into a file and return what it held. Editors go on writing meanwhile."""
    program = _program("pg_dump")
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            # What is counted here and what is copied there is one state of the database.
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        held = counts()
        done = subprocess.run(
            [
                program, "--format=custom", "--no-owner", "--no-privileges", "--no-password",
                f"--snapshot={snapshot}", f"--file={path}",
            ],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )  # fmt: skip
    if done.returncode:
        raise _failed("pg_dump", done.stderr)
    verify(path, held)
    return held


def _script(path: Path, *options: str) -> Iterator[bytes]:
    """Yield the statements that a file stands for, line by line; raise BackupError where it ends too soon."""
    reader = subprocess.Popen(
        [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", *options, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with reader:
        assert reader.stdout is not None  # for the type checker
        assert reader.stderr is not None
        try:
            yield from reader.stdout
        except GeneratorExit:
            reader.kill()
            raise
        said = reader.stderr.read()
    if reader.returncode:
        raise _failed("pg_restore", said)


def _rows(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """Yield each table of a file with None, and then with each of its rows."""
    table = ""
    for line in _script(path, "--data-only"):
        if table:
            if line == b"\\.\n":
                table = ""
            else:
                yield table, line
        elif line.startswith(b"COPY "):
            table = line.split()[1].decode().rpartition(".")[2].strip('"')
            yield table, None


def verify(path: Path, held: Counts | None = None) -> Counts:
    """Read a file to its end; raise BackupError where it is damaged or holds other rows than it should."""
    has: Counts = {}
    for table, row in _rows(path):
        has[table] = has.get(table, 0) + (row is not None)
    if held is not None and has != held:
        raise BackupError(f"{path} does not hold what the database held.")
    return has


def migrations(path: Path) -> set[tuple[str, str]]:
    found = set()
    for table, row in _rows(path):
        if table == "django_migrations" and row is not None:
            _, app, name, *_ = row.decode().split("\t")
            found.add((app, name))
    if not found:
        raise BackupError(f"{path} is no backup of this site: it has no list of migrations.")
    return found


def read(path: Path) -> None:
    """Put a verified file in place of the database, in one transaction: the old one is there until it is whole."""
    drops = [f"DROP TABLE IF EXISTS {_quoted(name)} CASCADE;\n".encode() for name in _tables()]
    drops += [f"DROP FUNCTION IF EXISTS {name} CASCADE;\n".encode() for name in _functions()]
    program = _program("psql")
    environment = _environment()
    # Its own locks would be waited for.
    connection.close()
    writer = subprocess.Popen(
        [program, "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null"],
        env=environment,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    with writer:
        assert writer.stdin is not None  # for the type checker
        assert writer.stderr is not None
        try:
            writer.stdin.write(
                f"BEGIN; SET LOCAL client_min_messages = error; SET LOCAL lock_timeout = '{_LONGEST_LOCK}';\n".encode()
            )
            writer.stdin.writelines(drops)
            for line in _script(path):
                writer.stdin.write(line)
            # Only now, with the file read to its end: should this program be killed before, there is no such word, and
            # the server takes everything back.
            writer.stdin.write(b"COMMIT;\n")
            writer.stdin.close()
        except BrokenPipeError:
            # It has found a mistake, and says which. What was not taken yet would be tried again at the end.
            with suppress(BrokenPipeError):
                writer.stdin.close()
        except BaseException:
            writer.kill()
            raise
        said = writer.stderr.read()
    if writer.returncode:
        raise _failed("psql", said)
