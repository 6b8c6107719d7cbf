"""Files are made once, and forgotten with their edition."""

from pathlib import Path
from typing import BinaryIO

import pytest

from agreements.exports.shelf import Shelf


def test_a_file_is_made_once_and_its_digest_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "one")
    made = shelf.get("a.csv", lambda file: file.write(b"abc"))
    again = shelf.get("a.csv", lambda file: file.write(b"other"))

    assert made == again
    assert (made.path.read_bytes(), made.size) == (b"abc", 3)
    assert made.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_new_edition_drives_out_the_earlier(tmp_path: Path) -> None:
    first = Shelf(tmp_path, "one").get("a.csv", lambda file: file.write(b"abc"))
    second = Shelf(tmp_path, "two").get("a.csv", lambda file: file.write(b"new"))

    assert not first.path.exists()
    assert second.path.read_bytes() == b"new"


def test_a_file_that_could_not_be_made_leaves_nothing(tmp_path: Path) -> None:
    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError("disk full")

    shelf = Shelf(tmp_path, "one")
    with pytest.raises(OSError, match="disk full"):
        shelf.get("a.csv", fail)

    assert shelf.find("a.csv") is None
    assert list((tmp_path / "one").iterdir()) == []


def test_there_is_room_for_so_many_places_and_for_each_of_these_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "one")
    for place in ("a", "b"):
        assert shelf.has_room_for(place, 2)
        shelf.get(f"{place}-deals.csv", lambda file: file.write(b"abc"))

    assert [shelf.has_room_for(place, 2) for place in ("a", "b", "c")] == [True, True, False]
    assert Shelf(tmp_path, "two").has_room_for("c", 2)
