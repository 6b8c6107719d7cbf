"""The database itself marks a new edition with each write of what pages show, whoever writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction

from agreements.edition_triggers import make_structure, shown_models
from agreements.models import Deal, EditionMark, Event, FormerSlug, Partner, Report, Source
from agreements.selectors.edition import begun_with, edition, read_edition
from tests import factories as make

pytestmark = pytest.mark.usefixtures("small_register")


def _deal() -> Deal:
    return Deal.objects.get(slug="germany-acsa")


def _many_rows() -> None:
    deals = list(Deal.objects.all())
    for deal in deals:
        deal.summary_en += " More."
    Deal.objects.bulk_update(deals, ["summary_en"])


def _raw() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_partner SET name_ja = 'x' WHERE slug = 'germany'")


def _load() -> None:
    text = serializers.serialize("json", [_deal()], use_natural_foreign_keys=True)
    for record in serializers.deserialize("json", text):
        record.save()


WRITES: dict[str, Callable[[], Any]] = {
    "a save": lambda: _deal().save(),
    "update of a queryset": lambda: Partner.objects.filter(slug="germany").update(name_ja="独逸"),
    "bulk_create": lambda: Source.objects.bulk_create(
        [Source(url="https://example.org/new", title="New", publisher="X", kind="press")]
    ),
    "bulk_update": _many_rows,
    "a party added": lambda: _deal().partners.add(make.partner("france")),
    "parties cleared": lambda: _deal().partners.clear(),
    "an event deleted": lambda: Event.objects.filter(kind="in-force").delete(),
    "a deal deleted with its parts": lambda: Deal.objects.exclude(slug="germany-acsa").delete(),
    "a former slug": lambda: FormerSlug.objects.create(kind="deal", slug="old", deal=_deal()),
    "loaddata": _load,
    "a program without Django": _raw,
    "a draft published": lambda: make.published_deal("france-acsa"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_each_write_makes_a_new_edition(write: Callable[[], Any]) -> None:
    before = read_edition().key

    write()

    assert len(read_edition().key) == 32
    assert read_edition().key != before


def test_a_write_that_is_taken_back_leaves_the_edition() -> None:
    before = read_edition()

    def write_in_vain() -> None:
        with transaction.atomic():
            _deal().save()
            raise IntegrityError("as if the next write broke a rule")

    with pytest.raises(IntegrityError):
        write_in_vain()

    assert read_edition() == before


@pytest.mark.parametrize("model", shown_models(), ids=lambda model: model.__name__)
def test_every_table_that_pages_show_has_its_triggers(model: Any) -> None:
    """Also a table that joins, without anybody thinking of it."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE %s"
            if connection.vendor == "sqlite"
            else "SELECT COUNT(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE relname = %s"
            " AND tgname LIKE %s",
            [table, "%changes_edition"],
        )
        assert cursor.fetchone()[0] == 3


def test_a_report_makes_a_new_edition_only_once_it_is_accepted() -> None:
    before = read_edition().key
    report: Report = make.report()
    report.text = "Another text."
    report.save()
    assert read_edition().key == before

    Report.objects.update(state="accepted", answer_en="Put right.", answer_ja="訂正した。", decided="2026-11-26T00:00Z")
    accepted = read_edition().key
    assert accepted != before

    Report.objects.all().delete()
    assert read_edition().key != accepted


def test_a_check_of_a_source_is_no_new_edition() -> None:
    source = Source.objects.earliest("pk")
    before = read_edition().key

    make.source_check(source)

    assert read_edition().key == before


def test_triggers_that_a_migration_has_dropped_come_back_with_a_new_edition() -> None:
    with connection.cursor() as cursor:
        on = " ON agreements_partner" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER agreements_partner_update_changes_edition{on}")
    before = read_edition().key

    make_structure()
    assert read_edition().key != before
    between = read_edition().key
    Partner.objects.filter(slug="germany").update(name_ja="x")
    assert read_edition().key != between


def test_with_all_in_place_nothing_is_made() -> None:
    before = read_edition()

    make_structure()

    assert read_edition() == before


def test_there_is_one_row() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionMark.objects.create(pk=2, key="x", changed="2026-11-26T00:00Z")


def test_a_database_without_the_row_has_an_edition_without_a_key() -> None:
    EditionMark.objects.all().delete()

    assert read_edition().key == ""


def test_within_an_answer_the_edition_is_not_asked_for_again(django_assert_num_queries: Any) -> None:
    now = read_edition()

    with django_assert_num_queries(0), begun_with(now):
        assert edition() == now
