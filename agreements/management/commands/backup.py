from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.backups.backup import back_up
from agreements.backups.whole_file import BackupError


class Command(BaseCommand):
    help = "Copy the whole database into a file, while editors go on writing, and verify the copy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="readable by its owner only: it holds accounts and their keys")
        parser.add_argument("--force", action="store_true", help="replace a file that is there")

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        try:
            held = back_up(file, may_replace=force)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file} ({file.stat().st_size:,} bytes) holds {held}.")
