from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.backups.backup import put_back
from agreements.backups.whole_file import BackupError


class Command(BaseCommand):
    help = "Put a file that `backup` wrote in place of the database: all of it, or, should anything fail, nothing."
    # The tables may not be there yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="even where the database holds something")

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        try:
            held, behind = put_back(file, may_replace=force)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if held is None:
            self.stdout.write(f"The database is that of {file}, {behind} migrations behind: run `manage.py prepare`.")
        else:
            self.stdout.write(f"The database is that of {file}, and holds {held}.")
