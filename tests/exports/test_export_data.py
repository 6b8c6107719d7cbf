"""`manage.py export_data DIR`"""

from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from agreements.selectors.bundles import DATASETS

pytestmark = pytest.mark.usefixtures("register")
NAMES = [f"{dataset}.{suffix}" for dataset, suffixes in DATASETS.items() for suffix in suffixes]


def export(folder: Path, *options: str) -> Path:
    call_command("export_data", str(folder), *options, stdout=StringIO())
    return folder


def test_it_writes_every_file_with_its_digest(tmp_path: Path) -> None:
    folder = export(tmp_path / "new" / "folder")
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())

    assert sorted(sums) == sorted(NAMES)
    for name, digest in sums.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == digest


def test_it_writes_the_same_bytes_again(tmp_path: Path) -> None:
    first, second = export(tmp_path / "one"), export(tmp_path / "two")

    assert (first / "SHA256SUMS").read_bytes() == (second / "SHA256SUMS").read_bytes()


@pytest.mark.parametrize("name", ["deals.csv", "deals.json", "deals.xlsx", "deals.sqlite", "deals.zip", "grid.jsonl"])
def test_its_files_are_those_of_the_site(tmp_path: Path, client: Client, name: str) -> None:
    response = client.get(f"/data/{name}")

    made = export(tmp_path / "one", "--base-url", "http://testserver/")
    assert response.getvalue() == (made / name).read_bytes()


@pytest.mark.parametrize("name", ["deals.csv", "deals.json", "deals.jsonl"])
def test_addresses_begin_with_the_site_where_it_is_known(tmp_path: Path, settings: Any, name: str) -> None:
    settings.SITE_URL = ""
    paths = export(tmp_path / "paths")
    given = export(tmp_path / "given", "--base-url", "https://example.org")
    settings.SITE_URL = "https://example.org"
    # As the environment sets it for the program that starts the command.
    set_here = export(tmp_path / "set")

    assert b"https://example.org/deals/germany-acsa/" in (given / name).read_bytes()
    assert b"https://example.org/deals/" not in (paths / name).read_bytes()
    assert b"/deals/germany-acsa/" in (paths / name).read_bytes()
    assert (set_here / "SHA256SUMS").read_bytes() == (given / "SHA256SUMS").read_bytes()
