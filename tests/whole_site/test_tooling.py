"""What a newcomer's first commands and a deployment rest on."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.pages_list import ROOT
from tests.running_site import database_of, prepare, site_environment

LOCKS = ("requirements.lock", "requirements-dev.lock")


def manage(*arguments: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**site_environment(var), **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host_and_hashes_every_package(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    packages = [line for line in lines if re.match(r"[a-z0-9]", line)]

    assert not [line for line in lines if "://" in line or "index" in line.split("==")[0]]
    assert packages
    assert all(re.match(r"[a-z0-9._-]+==\S+( ;.*)? \\$", line) for line in packages)
    assert "".join(lines).count("--hash=sha256:") >= len(packages)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_every_dependency_of_the_project(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["dev"] if "dev" in lock else [])
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / lock).read_text(), re.M))

    assert {re.split(r"[\[<>=]", name)[0].lower() for name in wanted} - locked == set()


def test_both_locks_hold_the_same_versions() -> None:
    site, dev = (set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / lock).read_text(), re.M)) for lock in LOCKS)
    assert site - dev == set()


def test_no_file_pins_one_python() -> None:
    assert not (ROOT / ".python-version").exists()


def test_production_settings_pass_every_deployment_check(tmp_path: Path) -> None:
    key = "a-long-random-text-of-more-than-fifty-signs-0123456789-abcdefgh"
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING", var=tmp_path, ALLOWED_HOSTS="example.org", SECRET_KEY=key
    )
    assert done.returncode == 0, done.stderr


def test_no_migration_is_missing(tmp_path: Path) -> None:
    done = manage("makemigrations", "--check", "--dry-run", var=tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_site_refuses_to_start_elsewhere_without_a_secret_key(tmp_path: Path) -> None:
    done = manage("check", var=tmp_path, ALLOWED_HOSTS="example.org")

    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [("DEBUG", "maybe", "set it to 1 or 0"), ("DATABASE_CONN_MAX_AGE", "long", "set it to a whole number")],
)
def test_a_malformed_variable_stops_the_start_with_advice(tmp_path: Path, name: str, value: str, advice: str) -> None:
    done = manage("check", var=tmp_path, **{name: value})

    assert done.returncode != 0
    assert f"{name} is {value!r}; {advice}" in done.stderr.splitlines()[-1]


@pytest.mark.site
def test_prepare_makes_all_that_the_site_needs_and_then_has_nothing_to_do(prepared: Path) -> None:
    def made() -> dict[Path, int]:
        # Not what a site that runs meanwhile writes.
        paths = [prepared / "secret_key", prepared / "static.sha256", *(prepared / "static").rglob("*")]
        return {path: path.stat().st_mtime_ns for path in paths}

    once = made()
    second = prepare(prepared)

    assert "Loaded" in (prepared / "prepared.txt").read_text()
    assert database_of(prepared).exists()
    # Readable by the site's own user only.
    assert (prepared / "secret_key").stat().st_mode & 0o077 == 0
    assert second == "The database holds a register already; nothing was loaded.\n"
    assert made() == once


def make(*arguments: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "-f", str(ROOT / "Makefile"), *arguments],
        cwd=folder,
        env={**os.environ, "MAKEFLAGS": "", **environment},
        capture_output=True,
        text=True,
    )


def test_make_says_which_python_it_needs(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").touch()
    old = tmp_path / "python3.9"
    old.write_text("#!/bin/sh\n[ $1 = --version ] && echo Python 3.9.18\nexit 1\n")
    old.chmod(0o755)

    for python, fact in ((str(old), "is Python 3.9.18"), ("python-of-no-machine", "there is no")):
        done = make("serve", f"PYTHON={python}", folder=tmp_path)
        assert done.returncode != 0
        assert "Python 3.11 or later is needed" in done.stderr
        assert fact in done.stderr
        assert not (tmp_path / ".venv").exists()
