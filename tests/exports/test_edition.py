"""The edition changes with every fact, and costs one query."""

from typing import Any

import pytest

from agreements.models import Deal, Event, Partner
from agreements.selectors.edition import edition
from tests import factories as make

pytestmark = pytest.mark.usefixtures("register")


def test_it_is_dated_by_the_register_and_stays_while_nothing_changes(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        first = edition()

    assert first.version == "2026-11-23"
    assert edition() == first


def _edit() -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    deal.summary_en = "Another summary."
    deal.save()


def _add() -> None:
    make.partner("france")


def _remove() -> None:
    Event.objects.get(kind="in-force").delete()


def _move() -> None:
    Deal.objects.get(slug="germany-acsa").partners.set(Partner.objects.filter(slug="australia"))


@pytest.mark.parametrize("change", [_edit, _add, _remove, _move])
def test_it_changes_with_a_fact(change: Any) -> None:
    before = edition()
    change()

    assert edition().key != before.key
    assert edition().changed >= before.changed


@pytest.mark.django_db
def test_an_empty_database_has_one() -> None:
    assert edition().key
