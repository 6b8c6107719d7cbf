from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from agreements.exports.shelf import digest_of
from agreements.exports.writers import FORMATS
from agreements.selectors.bundles import DATASETS, whole
from agreements.selectors.edition import edition


class Command(BaseCommand):
    help = "Write the files that /data/ offers, the same bytes each time from the same database, with their SHA-256."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="made where it is not there")
        parser.add_argument(
            "--base-url",
            default=settings.SITE_URL,
            help="with what addresses in the files begin, such as https://example.org; without it SITE_URL, and where"
            " neither is set they are paths",
        )

    def handle(self, *args: Any, folder: Path, base_url: str, **options: Any) -> None:
        now = edition()
        folder.mkdir(parents=True, exist_ok=True)
        sums = []
        for dataset, suffixes in DATASETS.items():
            bundle = whole(dataset, now, base_url.rstrip("/"))
            for suffix in suffixes:
                path = folder / f"{dataset}.{suffix}"
                with path.open("wb") as file:
                    FORMATS[suffix].write(bundle, file)
                sums.append(f"{digest_of(path)}  {path.name}\n")
                self.stdout.write(f"{path} ({path.stat().st_size:,} bytes)")
        (folder / "SHA256SUMS").write_text("".join(sums))
        self.stdout.write(f"{folder / 'SHA256SUMS'}: check the files with `sha256sum --check SHA256SUMS`")
