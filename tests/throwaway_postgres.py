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
from collections.abc import Callable, Iterator
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


class Server:
    """A PostgreSQL in a folder of its own, with nothing but a socket there."""

    def __init__(self, bin_folder: Path, folder: Path) -> None:
        self.bin_folder, self.folder, self.data = bin_folder, folder, folder / "data"
        self.user = _server_user()
        folder.mkdir(mode=0o755)
        if self.user:
            os.chown(folder, self.user["user"], self.user["group"])

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        log = self.folder / "log"
        with log.open("ab") as output:
            done = subprocess.run(
                [self.bin_folder / program, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                # The server inherits these: a pipe would stay open as long as it runs.
                stdout=output,
                stderr=subprocess.STDOUT,
                **self.user,
            )
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{log.read_text(errors='replace')}")

    def make(self) -> None:
        self.run(
            "initdb", "--pgdata", str(self.data), "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C", "--no-sync", *_initdb_arguments(self.bin_folder),
        )  # fmt: skip

    def copy(self, primary: "Server") -> None:
        """Make this the replica of a server that runs: what is written there streams here."""
        self.run(
            "pg_basebackup", "--pgdata", str(self.data), "--host", str(primary.folder), "--username=postgres",
            "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync",
        )  # fmt: skip

    def start(self, *, is_followed: bool = False) -> None:
        # What is thrown away need not survive a power cut, nor be tuned for long use. It reads as compose.yaml has it.
        options = (
            f"-c unix_socket_directories={self.folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off "
            f"-c full_page_writes=off -c autovacuum=off -c jit=off -c max_connections=200 "
            f"-c random_page_cost=1.1 "
            + ("-c wal_level=replica" if is_followed else "-c wal_level=minimal -c max_wal_senders=0")
        )
        self.run("pg_ctl", "--pgdata", str(self.data), "--wait", "--timeout=60", "-o", options, "start")

    def stop(self) -> None:
        """Stop it as a power cut would."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "--pgdata", str(self.data), "--wait", "--mode=immediate", "stop")


@contextmanager
def _folder() -> Iterator[Path]:
    # A short path: a socket's name may have some hundred characters, and macOS' own temporary folder half of them.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """Start a server and yield the DATABASE_URL of an empty database on it; stop and remove it afterwards."""
    with _folder() as folder:
        server = Server(bin_folder, folder / "1")
        server.make()
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


@contextmanager
def running_with_replica(bin_folder: Path, fill: Callable[[str], None]) -> Iterator[tuple[Server, Server]]:
    """Start a server, have it filled, and yield it and a replica that follows it."""
    with _folder() as folder:
        primary, replica = Server(bin_folder, folder / "1"), Server(bin_folder, folder / "2")
        primary.make()
        primary.start(is_followed=True)
        try:
            fill(primary.url)
            replica.copy(primary)
            replica.start(is_followed=True)
            yield primary, replica
        finally:
            replica.stop()
            primary.stop()


def main(command: list[str]) -> int:
    bin_folder = programs()
    if bin_folder is None:
        print(f"\n{'!' * 8} {MISSING} {'!' * 8}\n", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    with running(bin_folder) as url:
        # Django keeps one pool for each alias, and tests put several databases under one.
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url, "DATABASE_POOL_MAX": "0"}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
