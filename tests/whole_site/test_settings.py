"""Settings as a server has them: each case starts Django anew, with nothing in its environment but what it says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLIC = {"ALLOWED_HOSTS": "rosetta.example.org", "SITE_URL": "https://rosetta.example.org"}
KEY = {"SECRET_KEY": "a-long-text-of-many-different-characters-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def manage(var: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
    )


def setting(var: Path, name: str, **environment: str) -> str:
    done = manage(
        var, "shell", "--no-imports", "-c", f"from django.conf import settings; print(settings.{name})", **environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_public_site_passes_djangos_own_check_for_deployment(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PUBLIC, **KEY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_a_public_site_does_not_start_without_a_secret_key(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", **PUBLIC)
    assert done.returncode != 0
    assert "Set SECRET_KEY to a long random text: ALLOWED_HOSTS names a host other than this machine." in done.stderr
    assert not (tmp_path / "secret_key").exists()


def test_on_this_machine_a_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = setting(tmp_path, "SECRET_KEY")
    assert len(first) >= 50
    assert setting(tmp_path, "SECRET_KEY") == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    assert setting(tmp_path, "DEBUG") == "False"
    assert setting(tmp_path, "DEBUG", DEBUG="1") == "True"


def test_a_public_site_is_served_over_https_only(tmp_path: Path) -> None:
    assert setting(tmp_path, "SECURE_SSL_REDIRECT", **PUBLIC, **KEY) == "True"
    assert setting(tmp_path, "SECURE_SSL_REDIRECT") == "False"
    assert setting(tmp_path, "SECURE_SSL_REDIRECT", HTTPS="0", **PUBLIC, **KEY) == "False"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "maybe", "DEBUG is 'maybe'; set it to 1 or 0."),
        ("HTTPS", "si", "HTTPS is 'si'; set it to 1 or 0."),
        ("BEHIND_PROXY", "2", "BEHIND_PROXY is '2'; set it to 1 or 0."),
        ("DATABASE_CONN_MAX_AGE", "a minute", "DATABASE_CONN_MAX_AGE is 'a minute'; set it to a whole number."),
    ],
)
def test_a_malformed_value_is_named_in_a_sentence(name: str, value: str, sentence: str, tmp_path: Path) -> None:
    done = manage(tmp_path, "check", **{name: value})
    assert done.returncode != 0
    assert sentence in done.stderr


def test_a_page_may_fetch_from_its_own_host_only(tmp_path: Path) -> None:
    directives = setting(tmp_path, "CONTENT_SECURITY_POLICY['DIRECTIVES']")
    assert "unsafe" not in directives
    assert "http" not in directives
