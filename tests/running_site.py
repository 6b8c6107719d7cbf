"""The site as `make serve` runs it, with the whole register, for the tests that ask it over HTTP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.pages_list import ROOT

# What a developer has set for other ends, or the browser's tests for their own process, must not reach the site.
_OURS = (
    "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "HTTPS", "BEHIND_PROXY", "DATABASE_URL", "VAR_DIR",
    "DJANGO_ALLOW_ASYNC_UNSAFE", "SECURITY_CONTACT", "SECOND_FACTOR", "CACHE_URL", "CACHE_MEGABYTES", "CDN_SECONDS",
    "LOG_FORMAT", "METRICS_TOKEN", "QUERY_SECONDS", "DATABASE_REPLICA_URL", "DATABASE_POOL_MIN", "DATABASE_POOL_MAX",
)  # fmt: skip

# Seconds after which a worker has built what rosetta/wsgi.py has it build once it is up.
WARMED = 8


def site_environment(var: Path) -> dict[str, str]:
    """Return an environment in which the site keeps everything in one folder."""
    return {**{name: value for name, value in os.environ.items() if name not in _OURS}, "VAR_DIR": str(var)}


def database_of(var: Path) -> Path:
    """Return where a running site keeps its register: in a folder that `prepare` has to make."""
    return var / "a folder to come" / "site.sqlite3"


def running_environment(var: Path) -> dict[str, str]:
    # The tests ask more often than any newsroom.
    environment = dict.fromkeys(("SEARCHES_A_MINUTE", "DECODES_A_MINUTE", "FILES_A_MINUTE"), "0")
    environment["SECURITY_CONTACT"] = "security@example.org"
    return {**site_environment(var), **environment, "DATABASE_URL": f"sqlite:///{database_of(var)}"}


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first of several test processes fills and the others wait for."""
    done = folder.with_name(folder.name + ".done")
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 300
        while not done.exists():
            if time.monotonic() > deadline:
                pytest.fail(f"Another test process did not finish {folder.name} in five minutes.")
            time.sleep(0.1)
        return folder
    make(folder)
    done.touch()
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def prepare(var: Path) -> str:
    """Make all that the site needs, as `make serve` does, and return what the command says."""
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=ROOT,
        env=running_environment(var),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.fail(f"The site could not be prepared:\n{done.stderr}")
    return done.stdout


@contextmanager
def serving(
    var: Path, application: str = "rosetta.wsgi:application", more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve what `prepare` made in a folder and yield the site's address, without a slash at its end.

    `more` goes into the site's environment.
    """
    port = free_port()
    log = var / f"server-{port}.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [
                sys.executable, "manage.py", "serve", "--prepared", "--port", str(port), "--workers", "1",
                "--application", application,
            ],
            cwd=ROOT,
            env={**running_environment(var), **(more or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                    connection.request("GET", "/healthz")
                    connection.getresponse().read()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"The site did not start:\n{log.read_text()}")
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder that all test processes of this run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that holds the whole register, and in prepared.txt what was said while it was made."""
    return made_once(
        shared_folder(tmp_path_factory) / "site", lambda folder: (folder / "prepared.txt").write_text(prepare(folder))
    )


@pytest.fixture(scope="session")
def site(prepared: Path) -> Iterator[str]:
    """The address of a running site that holds the whole register."""
    with serving(prepared) as address:
        yield address
