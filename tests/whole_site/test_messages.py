"""Every message of the site is in the Japanese catalogue, translated."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings

BASE_DIR = Path(settings.BASE_DIR)
CATALOG = BASE_DIR / "locale" / "ja" / "LC_MESSAGES" / "django.po"
MISSING_GETTEXT = "MESSAGES NOT COMPARED: there is no xgettext here. Get it with: apt-get install gettext"
# Where `makemessages` finds the site's own words, and what it reads them with.
SOURCES = ("agreements", "rosetta", "templates", "manage.py", "static")


def read(path: Path, *, as_made: bool = False) -> Catalog:
    """Return a catalogue. One just made has an English plural for each, which Japanese has no place for."""
    with path.open("rb") as file:
        return read_po(file, locale="ja", abort_invalid=not as_made)


def names(catalog: Catalog) -> set[tuple[str | None, str]]:
    """Return each message of a catalogue as its context and its English singular."""
    return {
        (message.context, message.id if isinstance(message.id, str) else message.id[0])
        for message in catalog
        if message.id
    }


def test_the_catalogue_holds_every_message_of_the_code_and_no_other(tmp_path: Path) -> None:
    if not shutil.which("xgettext"):
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING_GETTEXT)
        pytest.skip(MISSING_GETTEXT)
    # On a copy: makemessages writes into the catalogue that it compares with.
    for source in SOURCES:
        target = tmp_path / source
        if (BASE_DIR / source).is_dir():
            shutil.copytree(BASE_DIR / source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(BASE_DIR / source, target)
    (tmp_path / "locale" / "ja" / "LC_MESSAGES").mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "ja", "--no-wrap", "--no-location"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "VAR_DIR": str(tmp_path / "var")},
    )
    assert done.returncode == 0, done.stderr

    found = names(read(tmp_path / "locale" / "ja" / "LC_MESSAGES" / "django.po", as_made=True))
    held = names(read(CATALOG))

    assert sorted(map(str, found - held)) == [], "new in the code: run `manage.py makemessages -l ja` and translate"
    assert sorted(map(str, held - found)) == [], (
        "no longer in the code: run `manage.py makemessages -l ja --no-obsolete`"
    )


def test_every_message_is_translated() -> None:
    untranslated = [
        message.id
        for message in read(CATALOG)
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]
    assert untranslated == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in read(CATALOG) if message.id and message.fuzzy] == []


def test_placeholders_survive_translation() -> None:
    # Babel's own checks of python-format and python-brace-format messages.
    assert [(message.id, [str(error) for error in errors]) for message, errors in read(CATALOG).check()] == []
