"""The edition changes with every fact, and costs one query."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Deal, EditionMark, Event, Partner
from agreements.search_index import rebuild
from agreements.selectors.edition import edition
from agreements.selectors.site import register_in_brief
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


def test_no_two_contents_have_one_version() -> None:
    """Two edits on one day, the second back to what stood first, and an edit in the admin of what has no history."""
    versions = [edition().version]
    for summary in ("Another summary.", "A third.", "The two armed forces supply each other."):
        deal = Deal.objects.get(slug="germany-acsa")
        deal.summary_en = summary
        deal.save()
        versions.append(edition().version)

    assert versions[0] == "2026-11-23"
    assert len(set(versions)) == 4
    assert edition().version == edition().version == versions[-1]


def test_a_changed_register_is_dated_by_its_last_change() -> None:
    _edit()
    # It is the sixth in Tokyo.
    EditionMark.objects.update(changed="2027-01-05T20:00:00+00:00")

    assert edition().version.startswith("2027-01-06-")
    assert edition().day == date(2027, 1, 6)
    brief = register_in_brief()
    assert brief is not None
    assert (brief.version, brief.day) == (edition().version, date(2027, 1, 6))


def test_an_index_made_anew_is_no_new_version() -> None:
    rebuild()

    assert edition().version == "2026-11-23"


def test_a_changed_register_stays_changed_when_its_index_is_made_anew() -> None:
    _edit()
    rebuild()

    assert edition().version != "2026-11-23"


@pytest.mark.django_db
def test_an_empty_database_has_one() -> None:
    assert edition().key
