"""Files are made once, and forgotten some time after their edition."""

import os
import time
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

import pytest

from agreements.exports.shelf import _STAYS, Kept, Shelf


def put(shelf: Shelf, name: str, content: bytes) -> Kept:
    kept = shelf.get(name, lambda file: file.write(content))
    assert kept
    return kept


def leave_alone(folder: Path) -> None:
    """Have a folder look as if nothing had been put there for longer than it stays."""
    long_ago = time.time() - _STAYS - 1
    os.utime(folder, (long_ago, long_ago))


def test_a_file_is_made_once_and_its_digest_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "one")
    made = put(shelf, "a.csv", b"abc")
    again = put(shelf, "a.csv", b"other")

    assert made == again
    assert (made.path.read_bytes(), made.size) == (b"abc", 3)
    assert made.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_new_edition_drives_out_another_that_has_been_left_alone(tmp_path: Path) -> None:
    first = put(Shelf(tmp_path, "one"), "a.csv", b"abc")
    second = put(Shelf(tmp_path, "two"), "a.csv", b"new")
    assert first.path.exists()

    leave_alone(tmp_path / "one")
    leave_alone(tmp_path / "two")
    put(Shelf(tmp_path, "two"), "b.csv", b"new")

    assert not first.path.exists()
    assert second.path.read_bytes() == b"new"


def test_who_still_makes_a_file_of_another_edition_is_let_finish(tmp_path: Path) -> None:
    earlier, later = Shelf(tmp_path, "one"), Shelf(tmp_path, "two")
    put(earlier, "a.csv", b"abc")
    leave_alone(tmp_path / "one")

    def write(file: BinaryIO) -> None:
        put(later, "b.csv", b"new")
        file.write(b"late")

    made = earlier.get("b.csv", write)

    assert made
    assert made.path.read_bytes() == b"late"
    assert later.find("b.csv")


def test_a_file_is_read_to_its_end_and_found_missing_once_its_folder_is_gone(tmp_path: Path) -> None:
    kept = put(Shelf(tmp_path, "one"), "a.csv", b"abc")
    opened = kept.open()
    assert opened
    rmtree(tmp_path / "one")

    with opened:
        assert opened.read() == b"abc"
    assert kept.open() is None


def test_a_folder_that_is_removed_while_a_file_is_made_keeps_none(tmp_path: Path) -> None:
    assert Shelf(tmp_path, "one").get("a.csv", lambda file: rmtree(tmp_path / "one")) is None


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
