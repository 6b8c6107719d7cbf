"""Keeps the files of the whole register, made once for each edition of it."""

import json
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

# Seconds for which the folder of another edition, earlier or later, stays after the last file was begun in it: whoever
# makes one there is let finish.
_STAYS = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """A file with its size in bytes and the SHA-256 of what is in it."""

    path: Path
    size: int
    sha256: str

    def open(self) -> BinaryIO | None:
        """Return the file, which can be read to its end whatever becomes of its folder; None where it is gone."""
        try:
            return self.path.open("rb")
        except FileNotFoundError:
            return None


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


class Shelf:
    """A folder that holds the files of one edition, and in time forgets those of others."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._all = folder
        self._folder = folder / edition

    def has_room_for(self, place: str, most: int) -> bool:
        """Tell whether files whose names begin with a place and a hyphen may be kept: of so many places at most."""
        try:
            names = os.listdir(self._folder)
        except FileNotFoundError:
            names = []
        # What is being written has a name without a hyphen.
        places = {name.partition("-")[0] for name in names if "-" in name}
        return place in places or len(places) < most

    def find(self, name: str) -> Kept | None:
        """Return the file if it has been made."""
        try:
            facts = json.loads((self._folder / f"{name}.facts").read_text())
        except FileNotFoundError:
            return None
        return Kept(self._folder / name, facts["size"], facts["sha256"])

    def get(self, name: str, write: Callable[[BinaryIO], None]) -> Kept | None:
        """Return the file, made by `write` where it is not there yet; None where its folder was removed meanwhile."""
        try:
            return self.find(name) or self._make(name, write)
        except FileNotFoundError:
            return None

    def _make(self, name: str, write: Callable[[BinaryIO], None]) -> Kept:
        self._forget_others()
        self._folder.mkdir(parents=True, exist_ok=True)
        # Two workers may make the same file at once: each has its own until it is whole, and both are the same.
        handle, temporary = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "w+b") as file:
                write(file)
            made = Path(temporary)
            kept = Kept(self._folder / name, made.stat().st_size, digest_of(made))
            os.replace(temporary, self._folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        # Last, so that whoever finds it finds the file too.
        noted = self._folder / f"{name}.{os.getpid()}"
        noted.write_text(json.dumps({"size": kept.size, "sha256": kept.sha256}))
        os.replace(noted, self._folder / f"{name}.facts")
        return kept

    def _forget_others(self) -> None:
        begun_before = time.time() - _STAYS
        for other in self._all.iterdir() if self._all.is_dir() else ():
            # Another worker may be quicker.
            with suppress(FileNotFoundError):
                if other != self._folder and other.stat().st_mtime < begun_before:
                    rmtree(other, ignore_errors=True)
