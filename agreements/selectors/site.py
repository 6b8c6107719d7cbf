"""What every page shows of the register as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connections
from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from agreements.models import AgreementType, Citation, Deal, Partner, Publication, Register
from agreements.register.kana import kana_order
from agreements.search.words import READINGS

from .edition import day_of, edition, kept_for_edition


@dataclass(frozen=True, slots=True)
class RegisterInBrief:
    """`compiled_on` is the day on which the facts were gathered, `version` what a reader sees and cites."""

    compiled_on: date
    version: str
    deals: int
    partners: int
    citations: int

    @property
    def day(self) -> date:
        """The day of the version: that of the last change."""
        return day_of(self.version)


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@cache
def _brief(_vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Return the query for date and size of the register, as a kind of database is asked, and its parameters.

    Every page asks it, in the same words: to find those takes Django longer than the database to answer.
    """
    rows = Register.objects.annotate(
        deals=_count(Deal.objects.published()),
        partner_count=_count(Partner.objects.shown()),
        citations=_count(Citation.objects.filter(deal__publication=Publication.PUBLISHED)),
    )
    return rows.order_by("pk")[:1].query.sql_with_params()


@kept_for_edition
def register_in_brief() -> RegisterInBrief | None:
    """Return version and size of what is published, in one query; None where no register is loaded."""
    registers = Register.objects.all()
    row: Any = next(iter(registers.raw(*_brief(connections[registers.db].vendor))), None)
    if row is None:
        return None
    return RegisterInBrief(row.compiled_on, edition().version, row.deals, row.partner_count, row.citations)


@kept_for_edition
def types_of_edition() -> tuple[AgreementType, ...]:
    """Return all types, to be read only: they are the same rows for every answer of a worker, until an edition ends.

    To read thirteen rows of some fifty columns, many of them lists, takes a page as long as a good part of its deals.
    """
    return tuple(AgreementType.objects.all())


@kept_for_edition
def partners_of_edition() -> tuple[Partner, ...]:
    """Return the partners with deals, as `types_of_edition` does the types."""
    return tuple(Partner.objects.shown())


def partners_in_order() -> Sequence[Partner]:
    """Return the partners with deals as a list for a reader has them: by English name, or by the Japanese reading."""
    partners = partners_of_edition()
    return sorted(partners, key=partner_order) if get_language() == "ja" else partners


def partner_order(partner: Partner) -> str:
    """Return what partners sort by in a list of the reader's language."""
    if get_language() != "ja":
        return str(partner.name_en)
    return kana_order(READINGS.get(partner.name_ja, partner.name_ja))
