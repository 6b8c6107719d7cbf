"""Style sheets go out in one piece: what `@import` names is put in its place when the static files are collected.

A page then waits for one file on the connection that brought it, and not for five on connections of their own. In
development the browser follows `@import` by itself, and nothing has to be built.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# As our own files write it: at the beginning of a line, with nothing after the address.
_IMPORT = re.compile(r'^@import url\("([^":]+)"\);\n', re.M)


def in_one_piece(name: str, read: Callable[[str], str], seen: set[str] | None = None) -> str:
    """Return a style sheet with those that it imports in their place, each once: where it is first named.

    `name` is its path among the static files, such as `css/pages/home.css`. What is imported must name no file by
    a `url()` of its own, which would be looked for beside the file that imports it.
    """
    seen = {name} if seen is None else seen

    def imported(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
        if path in seen:
            return ""
        seen.add(path)
        return in_one_piece(path, read, seen)

    return _IMPORT.sub(imported, read(name))


class _Whole(Storage):
    """The files as they were written, but style sheets in one piece."""

    def __init__(self, name: str, read: Callable[[str], str]) -> None:
        self.name = name
        self.read = read

    def _open(self, _name: str, _mode: str = "rb") -> "ContentFile[bytes]":
        return ContentFile(in_one_piece(self.name, self.read).encode())


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage: names that hold a digest, compressed copies; and style sheets in one piece."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        def read(name: str) -> str:
            storage, path = paths[name]
            return Path(storage.path(path)).read_text(encoding="utf-8")

        whole = {
            name: (_Whole(name, read), found[1]) if name.startswith("css/") and name.endswith(".css") else found
            for name, found in paths.items()
        }
        yield from super().post_process(whole, dry_run=dry_run, **options)
