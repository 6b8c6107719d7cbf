"""Killed with SIGKILL while an editor saves, the register is loaded or a backup put back: nothing is lost or half."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.pages_list import ROOT


def _empty_database(folder: Path) -> str:
    """Return the DATABASE_URL of an empty database beside the one under test."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'killed.sqlite3'}"
    name = f"killed_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.mark.long
@pytest.mark.django_db
def test_what_was_acknowledged_is_there_and_nothing_is_half_written(tmp_path: Path) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": _empty_database(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.backups.killing"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stdout + done.stderr
