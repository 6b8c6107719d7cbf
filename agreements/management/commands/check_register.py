from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.checking.check import check_database, check_fixtures
from agreements.checking.finding import Severity
from agreements.fixture_files import FIXTURES


class Command(BaseCommand):
    help = "Check the register: dates, statuses, sources, relations, duplicates, characters, languages."
    # It may be the tables themselves that are wrong.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fixtures",
            nargs="?",
            type=Path,
            const=FIXTURES,
            metavar="FOLDER",
            help="check fixture files (default: fixtures/) instead of the database, which is left alone",
        )

    def handle(self, *args: Any, fixtures: Path | None, **options: Any) -> None:
        report = check_fixtures(fixtures) if fixtures else check_database()
        for finding in report.findings:
            self.stdout.write(str(finding))
        if report.counts:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in report.counts.items()))
        errors, warnings = (len(report.of(severity)) for severity in (Severity.ERROR, Severity.WARNING))
        if errors:
            raise CommandError(f"{errors} errors, {warnings} warnings")
        self.stdout.write(f"no errors, {warnings} warnings")
