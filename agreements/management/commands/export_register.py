from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agreements.fixture_files import FIXTURES, as_text, files


class Command(BaseCommand):
    help = "Write the register to fixture files, ready for version control."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES, help="default: fixtures/")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        written = {folder / name: as_text(records) for name, records in files().items()}
        for path, text in written.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for path in set((folder / "deals").glob("*.json")) - set(written):
            path.unlink()
        self.stdout.write(f"Wrote {len(written)} files to {folder}.")
