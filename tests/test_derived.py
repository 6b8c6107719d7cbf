"""The stored status cannot drift: whatever Django offers for writing either refreshes it or is refused."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from agreements.checking.check import check_database
from agreements.models import Citation, Deal, Event, EventKind, Publication, Status, StatusPeriod
from agreements.register.partial_date import PartialDate
from tests import factories
from tests.assertions import assert_in_step
from tests.kept_rows import rows_kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@rows_kept
def deal() -> Deal:
    """Signed on 29 January 2024, in force since 12 July 2024, with a source for each."""
    deal = factories.deal()
    for kind, date in (("signed", "2024-01-29"), ("in-force", "2024-07-12")):
        factories.citation(deal, factories.event(deal, kind, date))
    deal.publication = Publication.PUBLISHED
    deal.save()
    return deal


@pytest.fixture
def other(deal: Deal) -> Deal:
    other = factories.deal("italy-acsa")
    factories.event(other, "signed", "2024-11-25")
    factories.citation(other)
    return other


def _in_force(deal: Deal) -> Event:
    return deal.events.get(kind=EventKind.IN_FORCE)


def _suspended(deal: Deal) -> Event:
    return Event(deal=deal, kind=EventKind.SUSPENDED, date="2025-03")


def _save_changed_kind(deal: Deal) -> None:
    event = _in_force(deal)
    event.kind = EventKind.TERMINATED
    event.save()


def _save_changed_date(deal: Deal) -> None:
    event = _in_force(deal)
    event.date = PartialDate.parse("2025")
    event.save(update_fields=["date"])


def _bulk_update(deal: Deal) -> None:
    event = _in_force(deal)
    event.kind = EventKind.CANCELLED
    Event.objects.bulk_update([event], ["kind"])


WRITES: dict[str, Callable[[Deal], object]] = {
    "create": lambda deal: Event.objects.create(deal=deal, kind="suspended", date="2025-03"),
    "save": lambda deal: _suspended(deal).save(),
    "save of a changed kind": _save_changed_kind,
    "save of a changed date": _save_changed_date,
    "related create": lambda deal: deal.events.create(kind="suspended", date="2025-03"),
    "related add": lambda deal: deal.events.add(_suspended(deal), bulk=False),
    "get_or_create": lambda deal: Event.objects.get_or_create(deal=deal, kind="suspended", date="2025-03"),
    "update_or_create": lambda deal: Event.objects.update_or_create(
        deal=deal, kind="in-force", defaults={"date": "2025-03"}
    ),
    "update": lambda deal: Event.objects.filter(deal=deal, kind="in-force").update(kind="terminated"),
    "related update": lambda deal: deal.events.filter(kind="in-force").update(date="2025"),
    "update of all": lambda deal: Event.objects.update(date="2024-03"),
    "bulk_create": lambda deal: Event.objects.bulk_create([_suspended(deal)]),
    "bulk_create over conflicts": lambda deal: Event.objects.bulk_create([_suspended(deal)], ignore_conflicts=True),
    "bulk_update": _bulk_update,
    "delete": lambda deal: _in_force(deal).delete(),
    "queryset delete": lambda deal: Event.objects.filter(deal=deal, kind="in-force").delete(),
    "related delete": lambda deal: deal.events.all().delete(),
    "citation create": lambda deal: factories.citation(deal),
    "citation bulk_create": lambda deal: Citation.objects.bulk_create(
        [Citation(deal=deal, source=factories.source("https://www.mod.go.jp/"))]
    ),
    "citation delete": lambda deal: deal.citations.first().delete(),  # type: ignore[union-attr]
    "citation queryset delete": lambda deal: Citation.objects.filter(event__kind="in-force").delete(),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_a_write_refreshes_the_deal(write: Callable[[Deal], object], deal: Deal) -> None:
    if write is WRITES["related delete"]:
        # The events take their citations along; the deal keeps one as a whole.
        factories.citation(deal)
    write(deal)
    assert_in_step(deal)


def _move_by_save(deal: Deal, other: Deal) -> None:
    event = _in_force(deal)
    event.deal = other
    event.save()


def _move_by_bulk_update(deal: Deal, other: Deal) -> None:
    event = _in_force(deal)
    event.deal = other
    Event.objects.bulk_update([event], ["deal"])


MOVES: dict[str, Callable[[Deal, Deal], object]] = {
    "save": _move_by_save,
    "update": lambda deal, other: deal.events.filter(kind="in-force").update(deal=other),
    "bulk_update": _move_by_bulk_update,
    "related add": lambda deal, other: other.events.add(_in_force(deal)),
    "related set": lambda deal, other: other.events.set([_in_force(deal)]),
    "citation update": lambda deal, other: deal.citations.filter(event__kind="signed").update(deal=other),
    "citation add": lambda deal, other: other.citations.add(deal.citations.get(event__kind="signed")),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_what_moves_to_another_deal_refreshes_both(
    move: Callable[[Deal, Deal], object], deal: Deal, other: Deal
) -> None:
    move(deal, other)
    assert_in_step(deal)
    assert_in_step(other)


def test_status_and_dates_follow_from_the_events(deal: Deal) -> None:
    deal.refresh_from_db()
    assert deal.status == Status.IN_FORCE
    assert [str(date) for date in (deal.status_since, deal.dated, deal.begins)] == ["2024-07-12", "2024-01-29"] + [
        "2024-01-29"
    ]
    assert deal.ends is None
    assert deal.citation_count == 2


def test_a_status_that_is_typed_in_is_not_kept(deal: Deal) -> None:
    deal.status = Status.TERMINATED
    deal.citation_count = 7
    deal.save()
    assert_in_step(deal)
    assert deal.status == Status.IN_FORCE

    Deal.objects.update(status=Status.TERMINATED, ends="2025")
    assert_in_step(deal)

    deal.status = Status.TERMINATED
    Deal.objects.bulk_update([deal], ["status"])
    assert_in_step(deal)


def test_saving_a_deal_that_was_read_before_its_events_keeps_their_status(deal: Deal) -> None:
    read_before = Deal.objects.get(pk=deal.pk)
    factories.event(deal, EventKind.TERMINATED, "2026-01-01")
    read_before.summary_en = "Another summary."
    read_before.save()
    assert_in_step(deal)


def test_deals_made_many_at_a_time_have_what_follows_from_no_events() -> None:
    model = factories.deal()
    model.delete()
    model.pk, model.slug = None, "france-acsa"
    Deal.objects.bulk_create([model])
    assert Deal.objects.get().citation_count == 0
    assert_in_step(Deal.objects.get())


def test_a_copy_that_was_written_past_django_is_found(deal: Deal) -> None:
    StatusPeriod.objects.filter(deal=deal).update(status=Status.SUSPENDED)
    fields = {finding.field for finding in check_database().findings if "germany-acsa" in finding.record}
    assert "periods" in fields


LOSSES: dict[str, Callable[[Deal], object]] = {
    "delete": lambda deal: [citation.delete() for citation in deal.citations.all()],
    "queryset delete": lambda deal: deal.citations.all().delete(),
    "delete of the events": lambda deal: deal.events.all().delete(),
    "update": lambda deal: deal.citations.all().update(deal=Deal.objects.get(slug="italy-acsa")),
    "related set": lambda deal: Deal.objects.get(slug="italy-acsa").citations.set(deal.citations.all()),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_a_published_deal_cannot_lose_its_last_source(loss: Callable[[Deal], object], deal: Deal, other: Deal) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        loss(deal)
    assert deal.citations.count() == 2
    assert_in_step(deal)


def test_a_draft_may_lose_its_last_source(other: Deal) -> None:
    other.citations.all().delete()
    assert_in_step(other)


PUBLICATIONS: dict[str, Callable[[Deal], object]] = {
    "update": lambda deal: Deal.objects.filter(pk=deal.pk).update(publication=Publication.PUBLISHED),
    "save": lambda deal: (setattr(deal, "publication", Publication.PUBLISHED), deal.save()),
}


@pytest.mark.parametrize("publish", PUBLICATIONS.values(), ids=PUBLICATIONS.keys())
def test_a_deal_without_a_source_cannot_be_published(publish: Callable[[Deal], object]) -> None:
    deal = factories.deal()
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(deal)
    assert not Deal.objects.get().is_published


def test_a_published_deal_cannot_be_made_without_a_source() -> None:
    model = factories.deal()
    model.delete()
    model.pk, model.publication = None, Publication.PUBLISHED
    with pytest.raises(IntegrityError), transaction.atomic():
        Deal.objects.bulk_create([model])
    with pytest.raises(IntegrityError), transaction.atomic():
        model.save(force_insert=True)
    assert not Deal.objects.exists()


def test_a_published_deal_can_be_deleted_with_all_its_parts(deal: Deal, other: Deal) -> None:
    deal.delete()
    Deal.objects.filter(pk=other.pk).delete()
    assert not Event.objects.exists()
    assert not Citation.objects.exists()
    assert not StatusPeriod.objects.exists()


def test_an_end_before_the_beginning_is_refused_and_leaves_nothing_behind(deal: Deal) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.event(deal, EventKind.TERMINATED, "2023")
    assert deal.events.count() == 2
    assert_in_step(deal)


@pytest.mark.django_db(transaction=True)
def test_a_refused_event_is_not_kept_outside_a_transaction_either(deal: Deal) -> None:
    with pytest.raises(IntegrityError):
        factories.event(deal, EventKind.TERMINATED, "2023")
    assert deal.events.count() == 2
    with pytest.raises(IntegrityError):
        deal.events.filter(kind=EventKind.SIGNED).update(kind=EventKind.TERMINATED, date="2023")
    with pytest.raises(IntegrityError):
        deal.citations.all().delete()
    assert deal.citations.count() == 2
    assert_in_step(deal)


@pytest.mark.parametrize(
    ("ends", "is_kept"),
    [("2024-01-29", True), ("2024-01-28", False), ("2024-01", True), ("2024", True), ("2023-12", False)],
)
def test_an_end_known_to_the_month_or_year_may_share_it_with_the_beginning(
    ends: str, is_kept: bool, deal: Deal
) -> None:
    try:
        with transaction.atomic():
            factories.event(deal, EventKind.CANCELLED, ends)
    except IntegrityError:
        assert not is_kept
    else:
        assert is_kept


def test_a_deal_is_dated_by_its_signature_else_by_what_it_has() -> None:
    deal = factories.deal()
    factories.event(deal, EventKind.NEGOTIATIONS_OPENED, "2019")
    assert str(Deal.objects.get().dated) == "2019"
    factories.event(deal, EventKind.IN_FORCE, "2022")
    assert str(Deal.objects.get().dated) == "2022"
    factories.event(deal, EventKind.SIGNED, "2021")
    assert str(Deal.objects.get().dated) == "2021"
