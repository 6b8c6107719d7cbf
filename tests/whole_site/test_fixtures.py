"""The register itself, as its fixture files have it."""

import json

import pytest

from agreements.checking.register import kept_models
from agreements.fixture_files import FIXTURES, load_order
from agreements.models import AgreementType, Deal, FormerSlug, Partner, Relation
from agreements.models.natural_key import NaturalKeyModel
from agreements.register.partial_date import PartialDate
from tests.assertions import assert_in_step

pytestmark = pytest.mark.register


@pytest.mark.parametrize("model", kept_models(), ids=lambda model: model._meta.model_name)
def test_every_record_is_valid(model: type[NaturalKeyModel]) -> None:
    """In full for one in ten; check_register looks at each value of all, and the database has applied its rules."""
    for number, record in enumerate(model._default_manager.all()):
        if number % 10 == 0:
            record.full_clean()


def test_every_kind_of_fact_is_there() -> None:
    # No slug has changed so far.
    assert [model for model in kept_models() if not model._default_manager.exists()] == [FormerSlug]


def test_files_hold_no_ids_and_nothing_that_follows() -> None:
    for path in load_order():
        for row in json.loads(path.read_text()):
            assert set(row) == {"model", "fields"}, path
            assert "status" not in row["fields"], path


def test_each_file_of_deals_is_named_after_its_type() -> None:
    names = {path.stem for path in (FIXTURES / "deals").glob("*.json")}
    assert names == set(AgreementType.objects.values_list("slug", flat=True))


def test_stored_statuses_follow_from_the_events() -> None:
    for deal in Deal.objects.order_by("slug")[::10]:
        assert_in_step(deal)


# The cases of the article from which the site starts.
@pytest.mark.parametrize(
    ("partner", "type_slug"),
    [
        ("germany", "acsa"),
        ("united-arab-emirates", "technology-transfer"),
        ("australia", "reciprocal-access"),
        ("united-kingdom", "reciprocal-access"),
        ("philippines", "reciprocal-access"),
        ("united-kingdom", "joint-development"),
        ("south-korea", "information-sharing"),
        ("philippines", "security-assistance"),
        ("united-states", "alliance-treaty"),
        ("united-states", "security-cooperation"),
    ],
)
def test_the_articles_own_cases_are_there(partner: str, type_slug: str) -> None:
    assert Deal.objects.published().filter(partners__slug=partner, type__slug=type_slug).exists()


def test_the_south_korea_gsomia_never_ceased_to_be_in_force() -> None:
    deal = Deal.objects.get(slug="south-korea-gsomia")
    for day in ("2016-12-01", "2019-09-01", "2023-01-01", "2026-01-01"):
        (then,) = Deal.objects.filter(pk=deal.pk).as_of(PartialDate.parse(day))
        assert then.status_then == "in-force", day
    before = Deal.objects.filter(pk=deal.pk).as_of(PartialDate.parse("2016-11-22"))
    assert "in-force" not in before.values_list("status_then", flat=True)


def test_the_treaty_of_1960_superseded_that_of_1951() -> None:
    (relation,) = Relation.objects.filter(kind="supersedes", deal__type__slug="alliance-treaty")
    assert relation.other.status == "superseded"
    assert str(relation.deal.dated).startswith("1960")


def test_every_partner_has_a_deal() -> None:
    assert not Partner.objects.filter(deals=None).exists()
