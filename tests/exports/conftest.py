from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from agreements.exports.writers import FORMATS
from agreements.forms import DealFilters
from agreements.selectors.bundles import EVERYTHING, deals_bundle
from agreements.selectors.edition import Edition

NOW = Edition("2026-11-23", "one", datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture(autouse=True)
def own_shelf(tmp_path: Path) -> Iterator[None]:
    """Keep the files of each test apart: two tests may have databases that cannot be told from one another."""
    with override_settings(VAR_DIR=tmp_path / "var"):
        yield


@pytest.fixture
def register(small_register: None) -> None:
    """The register of tests/small_register.py."""


@pytest.fixture
def written(tmp_path: Path, register: None) -> Callable[..., Path]:
    """Write the deals in a format, and return the file."""

    def write(suffix: str, filters: DealFilters = EVERYTHING, bundle: Any = None) -> Path:
        path = tmp_path / f"deals.{suffix}"
        with path.open("wb") as file:
            FORMATS[suffix].write(bundle or deals_bundle(NOW, filters), file)
        return path

    return write
