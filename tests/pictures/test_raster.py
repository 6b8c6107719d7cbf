"""The fonts that pictures are written with."""

from collections.abc import Iterator

import pytest

from agreements.pictures import raster


@pytest.fixture(autouse=True)
def chosen_anew() -> Iterator[None]:
    raster._generic_families.cache_clear()
    yield
    raster._generic_families.cache_clear()


def test_a_machine_without_arial_writes_with_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    has = ("Liberation Sans", "Liberation Serif")
    monkeypatch.setattr(
        raster, "_drawn", lambda svg, families, width=None: svg.encode() if families == has else b"nothing"
    )

    assert raster._generic_families() == has


def test_a_machine_without_fonts_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "_drawn", lambda svg, families, width=None: b"nothing")

    assert raster._generic_families() == (None, None)
