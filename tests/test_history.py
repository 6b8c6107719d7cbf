"""What a day of edits comes to, without words."""

from datetime import date
from typing import Any

import pytest

from agreements.forms import ChangeFilters
from agreements.models import Citation, Deal, Event, EventKind, Publication, Relation
from agreements.selectors.history import DayOfChanges
from agreements.selectors.history_facts import history_of
from agreements.selectors.subjects import subjects
from tests import factories
from tests.edits import edit, forget_history
from tests.kept_rows import rows_kept

pytestmark = pytest.mark.django_db


def days() -> list[DayOfChanges]:
    return [day for day in history_of(subjects(ChangeFilters())).days if day.subject[0] == "deal"]


def told(day: DayOfChanges) -> list[tuple[str, bool]]:
    """Return what each fact is about, and whether it was learned."""
    return [(fact.about, fact.is_learned) for fact in day.facts]


@pytest.fixture
@rows_kept
def deal() -> Deal:
    """A published deal as fixtures leave it: without any history."""
    made = factories.published_deal(editors_note="Ask the embassy.")
    forget_history()
    return made


def test_a_fresh_register_has_no_changes(deal: Deal) -> None:
    found = history_of(subjects(ChangeFilters()))
    assert found.days == []
    assert found.first_day is None


def test_a_new_event_is_learned_and_moves_the_status(deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01"):
        factories.event(deal, EventKind.IN_FORCE, "2026-11-30")
    (day,) = days()
    assert day.day == date(2026, 12, 1)
    assert not day.joined
    assert told(day) == [("event", True)]
    assert len(day.events_before) == 1
    assert len(day.events_after) == 2


def test_a_text_that_was_empty_is_learned_and_one_that_was_not_is_corrected(deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01") as edited:
        edited.title_ja = "日独物品役務相互提供協定"
        edited.diet_approval = "approved"
        edited.summary_en = "The two supply each other."
        edited.save()
    (day,) = days()
    assert sorted(told(day)) == [("diet_approval", True), ("summary", False), ("title_ja", True)]


def test_a_date_that_is_put_right_and_a_source_that_goes_are_corrected(deal: Deal, time_machine: Any) -> None:
    factories.citation(deal, None, factories.source("https://www.mod.go.jp/1.html"))
    forget_history()
    with edit(time_machine, deal, "2026-12-01"):
        event = Event.objects.get()
        event.date = "2024-01-30"
        event.save()
        Citation.objects.get(source__url="https://www.mod.go.jp/1.html").delete()
    (day,) = days()
    assert sorted(told(day)) == [("event", False), ("source", False)]


def test_a_source_that_somebody_has_read_since_is_learned(deal: Deal, time_machine: Any) -> None:
    Citation.objects.update(standing="known")
    with edit(time_machine, deal, "2026-12-01"):
        citation = Citation.objects.get()
        citation.standing = "seen"
        citation.save()
    (day,) = days()
    assert told(day) == [("source", True)]


def test_a_day_counts_as_a_whole(deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01", 9) as edited:
        edited.summary_en = "A slip of the keyboard."
        edited.save()
    with edit(time_machine, deal, "2026-12-01", 23) as edited:
        edited.summary_en = deal.summary_en
        edited.items_en = ["fuel"]
        edited.save()
    (day,) = days()
    assert told(day) == [("items", True)]


def test_editors_notes_and_slugs_are_no_change(deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01") as edited:
        edited.editors_note = "Nobody knows."
        edited.slug = "germany-supplies"
        edited.save()
    assert days() == []


def test_a_deal_that_is_published_joins_and_its_draft_days_stay_unseen(time_machine: Any) -> None:
    draft = factories.deal(short_name_en="A working title")
    forget_history()
    with edit(time_machine, draft, "2026-12-01") as edited:
        factories.citation(draft, factories.event(draft))
        edited.short_name_en = "Another working title"
        edited.save()
    assert days() == []
    with edit(time_machine, draft, "2026-12-02") as edited:
        edited.short_name_en = "Japan–Germany ACSA"
        edited.publication = Publication.PUBLISHED
        edited.save()
    (day,) = days()
    assert day.joined
    assert day.day == date(2026, 12, 2)
    assert not any("working title" in str(fact) for fact in day.facts)


def test_what_happens_while_a_deal_is_a_draft_again_counts_when_it_is_back(deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01") as edited:
        edited.publication = Publication.DRAFT
        edited.summary_en = "In doubt."
        edited.save()
    assert days() == []
    with edit(time_machine, deal, "2026-12-05") as edited:
        edited.publication = Publication.PUBLISHED
        edited.summary_en = "In order."
        edited.save()
    (day,) = days()
    assert day.day == date(2026, 12, 5)
    assert not day.joined
    assert [(fact.before[0], fact.after[0]) for fact in day.facts] == [(deal.summary_en, "In order.")]


def test_partners_are_compared_and_a_relation_to_a_draft_is_left_out(deal: Deal, time_machine: Any) -> None:
    france, draft = factories.partner("france"), factories.deal("secret-deal")
    older = factories.published_deal("older-deal")
    forget_history()
    with edit(time_machine, deal, "2026-12-01") as edited:
        edited.partners.add(france)
        factories.relation(edited, draft)
        factories.relation(edited, older)
    (day,) = days()
    assert sorted(told(day)) == [("partners", False), ("relation", True)]
    assert Relation.objects.count() == 2


def test_a_part_whose_earlier_state_nobody_kept_is_taken_as_it_is(deal: Deal) -> None:
    event = Event.objects.get()
    event.place_en = "Tokyo"
    event.save()
    assert days() == []


def test_the_queries_do_not_grow_with_the_history(  # type: ignore[no-untyped-def]
    deal: Deal, time_machine: Any, django_assert_num_queries
) -> None:
    for number in range(4):
        other = factories.published_deal(f"deal-{number}")
        with edit(time_machine, other, "2026-12-01") as edited:
            edited.items_en = ["fuel"]
            edited.save()
    with django_assert_num_queries(2):
        history_of(subjects(ChangeFilters()))
