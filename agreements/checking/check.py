"""The check of the whole register, in the database or in fixture files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError

from agreements.fixture_files import load_order
from agreements.loading import UnreadableRecord, load

from . import addresses, dates, deals, form, languages, partners, relations, search, sources, statuses
from .finding import Finding, Severity
from .register import Register, read_register
from .throwaway import throwaway_database
from .unreadable import unreadable_in_database, unreadable_in_files

Rule = Callable[[Register], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    *dates.RULES,
    *statuses.RULES,
    *sources.RULES,
    *relations.RULES,
    *deals.RULES,
    *partners.RULES,
    *languages.RULES,
    *addresses.RULES,
)


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...]
    # Empty where the register could not be read.
    counts: dict[str, int]

    def of(self, severity: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is severity]


def check(register: Register) -> list[Finding]:
    """Return what the rules find, errors first, in the order of the files.

    Where a value is not what it may be, only that is told: the other rules rely on it.
    """
    for rules in (form.RULES, RULES):
        if findings := sorted(finding for rule in rules for finding in rule(register)):
            return findings
    return []


def _unreadable(findings: list[Finding]) -> Report:
    return Report(tuple(sorted(findings)), {})


def _check_records() -> Report:
    if unreadable := list(unreadable_in_database()):
        return _unreadable(unreadable)
    register = read_register()
    return Report(tuple(check(register)), register.counts())


def check_database() -> Report:
    """Check the register in the database and, where nothing is wrong with it, whether the search follows it."""
    report = _check_records()
    if report.of(Severity.ERROR):
        return report
    return Report((*search.entries_agree_with_records(), *report.findings), report.counts)


def check_fixtures(folder: Path) -> Report:
    """Check the fixture files of a folder. The site's database is neither read nor written."""
    if unreadable := list(unreadable_in_files(folder)):
        return _unreadable(unreadable)
    with throwaway_database():
        try:
            load(load_order(folder))
        except (UnreadableRecord, IntegrityError) as error:
            return _unreadable([Finding(Severity.ERROR, "the files together", "register", "-", str(error))])
        return _check_records()
