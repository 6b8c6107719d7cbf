"""A folder that is there whole or not at all."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree


class PlaceError(Exception):
    """Says in a sentence why a folder cannot be written."""


@contextmanager
def whole_folder(folder: Path, *, may_replace: bool) -> Iterator[Path]:
    """Yield an empty folder beside the one that is wanted, and give it the name of that once it is filled."""
    if folder.exists() and not folder.is_dir():
        raise PlaceError(f"{folder} is a file.")
    if folder.is_dir() and any(folder.iterdir()) and not may_replace:
        raise PlaceError(f"{folder} is not empty; --force puts the copy in its place, and all that is in it is lost.")
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield part
        part.chmod(0o755)
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
            # Onto an empty folder another can be renamed; for a moment there is none of the name.
            folder.rename(old)
            part.rename(folder)
            rmtree(old)
        else:
            part.rename(folder)
    finally:
        rmtree(part, ignore_errors=True)
