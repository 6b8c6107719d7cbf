"""A slug that a record gives up goes on leading to it, and to nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agreements.models import AgreementType, Deal, FormerSlug, Partner, Publication, Term
from agreements.selectors.addresses import slug_now
from tests import factories

pytestmark = pytest.mark.django_db


def shown_partner(slug: str) -> Partner:
    partner = factories.partner(slug)
    factories.published_deal(f"{slug}-acsa", partners=(partner,))
    return partner


MAKERS: dict[str, Callable[..., Any]] = {
    "deal": factories.published_deal,
    "partner": shown_partner,
    "type": factories.agreement_type,
    "term": factories.term,
}


def rename(record: Any, slug: str) -> None:
    record.slug = slug
    record.save()


@pytest.mark.parametrize("kind", MAKERS)
def test_each_slug_of_a_chain_leads_to_the_last_in_one_step(kind: str) -> None:
    record = MAKERS[kind]("first")
    rename(record, "second")
    rename(record, "third")

    assert [slug_now(kind, slug) for slug in ("first", "second", "third")] == ["third", "third", None]
    assert {former.record for former in FormerSlug.objects.all()} == {record}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_slug_that_leads_elsewhere_is_refused_with_the_name_of_what_it_leads_to(kind: str) -> None:
    record = MAKERS[kind]("first")
    rename(record, "second")
    other = MAKERS[kind]("other")

    other.slug = "first"
    with pytest.raises(ValidationError) as refusal:
        other.full_clean()
    assert f"This slug was that of “{record}”" in str(refusal.value.message_dict["slug"])
    with pytest.raises(IntegrityError, match="still leads there"), transaction.atomic():
        other.save()
    other.refresh_from_db()
    assert other.slug == "other"


# Two partners of one name would be refused for that.
@pytest.mark.parametrize("kind", ["deal", "type", "term"])
def test_a_new_record_cannot_take_it_either(kind: str) -> None:
    rename(MAKERS[kind]("first"), "second")

    with pytest.raises(IntegrityError, match="still leads there"), transaction.atomic():
        MAKERS[kind]("first")


def test_a_record_may_take_its_own_slug_back() -> None:
    partner = shown_partner("burma")
    rename(partner, "myanmar")
    rename(partner, "burma")

    assert slug_now("partner", "burma") is None
    assert slug_now("partner", "myanmar") == "burma"


def test_one_slug_may_have_been_that_of_records_of_two_kinds() -> None:
    rename(factories.agreement_type("first"), "a-type")
    rename(factories.term("first"), "a-term")

    assert (slug_now("type", "first"), slug_now("term", "first")) == ("a-type", "a-term")


def test_a_failed_save_keeps_no_former_slug() -> None:
    factories.partner("france")
    germany = factories.partner("germany")
    germany.slug = "france"
    with pytest.raises(IntegrityError), transaction.atomic():
        germany.save()

    assert not FormerSlug.objects.exists()


@pytest.mark.parametrize("model", [Deal, Partner, AgreementType, Term])
def test_many_rows_written_at_once_keep_theirs(model: Any) -> None:
    kind = {Deal: "deal", Partner: "partner", AgreementType: "type", Term: "term"}[model]
    record = MAKERS[kind]("first")
    model.objects.filter(slug="first").update(slug="second")
    assert slug_now(kind, "first") == "second"

    record.slug = "third"
    model.objects.bulk_update([record], ["slug"])
    assert (slug_now(kind, "first"), slug_now(kind, "second")) == ("third", "third")


def test_the_slug_of_a_draft_that_nobody_saw_is_free_again() -> None:
    draft = factories.deal("mistyped")
    rename(draft, "rightly-typed")

    assert not FormerSlug.objects.exists()
    assert factories.deal("mistyped").pk != draft.pk


def test_a_deal_that_was_published_once_keeps_its_slug_also_while_it_is_a_draft() -> None:
    deal = factories.published_deal("first")
    deal.publication = Publication.DRAFT
    deal.save()
    rename(deal, "second")
    assert FormerSlug.objects.get().record == deal
    # Readers cannot see where it leads.
    assert slug_now("deal", "first") is None

    deal.publication = Publication.PUBLISHED
    deal.save()
    assert slug_now("deal", "first") == "second"


def test_former_slugs_go_with_their_record() -> None:
    partner = factories.partner("first")
    rename(partner, "second")
    partner.delete()

    assert not FormerSlug.objects.exists()
