"""A file that is there whole or not at all, whatever ends the program that writes it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BackupError(Exception):
    """Says in a sentence why a copy cannot be made or put back."""


@contextmanager
def whole_file(path: Path, *, may_replace: bool) -> Iterator[Path]:
    """Yield the name of an empty file that only its owner can read, and give it its real name once it is written.

    It stands beside the real one, so that the last step is one change of a folder. What a killed program has left is
    written over.
    """
    if path.exists() and not may_replace:
        raise BackupError(f"{path} is there already; --force replaces it.")
    if not path.parent.is_dir():
        raise BackupError(f"There is no folder {path.parent}.")
    part = path.with_name(f"{path.name}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BackupError(f"{part} cannot be written: {error.strerror}.") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BackupError(f"Another command is writing {part}.") from None
        try:
            os.ftruncate(handle, 0)
            yield part
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(path)
            _sync(path.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    finally:
        os.close(handle)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
