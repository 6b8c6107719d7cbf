"""`manage.py export_data DIR`"""

from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from agreements.selectors.bundles import DATASETS

pytestmark = pytest.mark.usefixtures("register")
NAMES = [f"{dataset}.{suffix}" for dataset, suffixes in DATASETS.items() for suffix in suffixes]


def export(folder: Path) -> Path:
    call_command("export_data", str(folder), stdout=StringIO())
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

    assert response.getvalue() == (export(tmp_path / "one") / name).read_bytes()
