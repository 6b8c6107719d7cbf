from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.progress import Progress
from agreements.selectors.edition import read_edition
from agreements.site_copy.asking import asking
from agreements.site_copy.place import PlaceError, whole_folder
from agreements.site_copy.writing import Writer, Written

_NOWHERE = "http://127.0.0.1:8000"
# Whoever mends them wants to see them, and not a thousand of one kind.
_SHOWN = 40


class Command(BaseCommand):
    help = (
        "Write the whole public site in both languages as files that any store of files or CDN serves, and check that"
        " every link in them leads somewhere."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="made where it is not there")
        parser.add_argument(
            "--base-url",
            default=settings.SITE_URL,
            help="where the copy will stand, such as https://example.org; without it SITE_URL",
        )
        parser.add_argument("--force", action="store_true", help="put it in place of a folder that is not empty")

    def handle(self, *args: Any, folder: Path, base_url: str, force: bool, **options: Any) -> None:
        origin = (base_url or _NOWHERE).rstrip("/")
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
            raise CommandError("--base-url is an address without a path, such as https://example.org.")
        if settings.DEBUG:
            raise CommandError("With DEBUG the pages name their static files as they are called here: leave it out.")
        if not base_url:
            self.stdout.write(
                f"Neither --base-url nor SITE_URL says where it will stand: addresses begin with {origin}."
            )
        try:
            with whole_folder(folder, may_replace=force) as part:
                written = self._write(part, origin)
        except PlaceError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{folder}: {written.files:,} files, {written.bytes:,} bytes. {written.queries:,} links with a question"
            f" lead to pages that say they cannot answer it, {written.live:,} need the site itself."
        )
        if written.dead:
            more = len(written.dead) - _SHOWN
            lines = [*written.dead[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]
            raise CommandError("These links lead nowhere:\n" + "\n".join(lines))

    def _write(self, folder: Path, origin: str) -> Written:
        progress = Progress(self.stdout, 1)

        def step(path: str, known: int) -> None:
            progress.total = known
            progress.step(path)

        before = read_edition()
        with asking(origin) as ask:
            written = Writer(folder, origin, ask, step).write()
        progress.end()
        if read_edition().key != before.key:
            raise CommandError(
                "The register was changed meanwhile, and the copy would hold some of both: run it again."
            )
        return written
