"""A PostgreSQL server that lives as long as one command.

    python -m tests.throwaway_postgres python -m pytest

runs the command with DATABASE_URL naming an empty database, and leaves nothing behind. Only a socket in a temporary
folder is opened, no port.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MISSING = (
    "NOT TESTED ON POSTGRESQL: there is no pg_ctl on PATH or under /usr/lib/postgresql. "
    "Get it with: apt-get install postgresql (Debian, Ubuntu), brew install postgresql (macOS)."
)


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's own programs, or None where there is no server."""

    def version(folder: Path) -> tuple[int, ...]:
        return tuple(int(part) for part in folder.parent.name.split(".") if part.isdigit())

    # Debian keeps the server's programs off PATH. A pg_ctl on PATH may be a wrapper, with no initdb beside it.
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    return next(
        (folder for folder in folders + packaged if (folder / "pg_ctl").exists() and (folder / "initdb").exists()),
        None,
    )


def _server_user() -> dict[str, Any]:
    """Return the arguments that make subprocess run as somebody else where we are root: initdb refuses root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody' here.")


def _initdb_arguments(bin_folder: Path) -> list[str]:
    """Return how text sorts: as on a real server where that can be asked for, and not byte by byte.

    A query that sorts or compares dates as text without saying how then fails here too.
    """
    version = subprocess.run([bin_folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    major = re.search(r"\d+", version)
    return ["--locale-provider=icu", "--icu-locale=en-US"] if major and int(major[0]) >= 15 else []


@contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """Start a server and yield the DATABASE_URL of an empty database on it; stop and remove it afterwards."""
    # A short path: a socket's name may have some hundred characters, and macOS' own temporary folder half of them.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    user = _server_user()
    if user:
        os.chown(folder, user["user"], user["group"])
    data = folder / "data"
    log = folder / "log"

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [bin_folder / program, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            # The server inherits these: a pipe would stay open as long as it runs.
            stdout=log.open("ab"),
            stderr=subprocess.STDOUT,
            **user,
        )
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{log.read_text(errors='replace')}")

    try:
        run(
            "initdb", "--pgdata", str(data), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C",
            "--no-sync", *_initdb_arguments(bin_folder),
        )  # fmt: skip
        # What is thrown away need not survive a power cut, nor be tuned for long use.
        options = (
            f"-c unix_socket_directories={folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off "
            "-c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off "
            "-c jit=off -c max_connections=50"
        )
        run("pg_ctl", "--pgdata", str(data), "--wait", "--timeout=60", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "--pgdata", str(data), "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    bin_folder = programs()
    if bin_folder is None:
        print(f"\n{'!' * 8} {MISSING} {'!' * 8}\n", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    with running(bin_folder) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
