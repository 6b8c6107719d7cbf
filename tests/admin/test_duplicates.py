"""The warning that a deal may be in the register already."""

from typing import Any

import pytest
from django.test import Client

from agreements.duplicates import Reason, days_apart, likely_duplicates, similarity
from agreements.models import Deal
from agreements.register.partial_date import PartialDate
from tests import factories

ADDRESS = "/admin/agreements/deal/duplicates/"


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [("2024-01-29", "2024-01-31", 2), ("2024", "2024-07-12", 0), ("2024-01", "2024-03-01", 30), ("2023", "2025", 367)],
)
def test_days_apart_counts_from_the_nearest_days(one: str, other: str, days: int) -> None:
    assert days_apart(PartialDate.parse(one), PartialDate.parse(other)) == days
    assert days_apart(PartialDate.parse(other), PartialDate.parse(one)) == days


def test_names_are_alike_by_what_is_their_own() -> None:
    assert similarity("Japan–Germany ACSA", "Germany–Japan ACSA") == 1
    assert similarity("Japan–Germany ACSA", "Japan–Fiji patrol boats") < 0.5
    assert similarity("日独ACSA", "日独物品役務相互提供協定（ACSA）") < 0.75
    assert similarity("日独ACSA", "日独ACSA（2024年）") >= 0.6
    assert similarity("", "") == 0


@pytest.fixture
def deal(db: None) -> Deal:
    deal = factories.deal()
    factories.event(deal, "signed", "2024-01-29")
    return deal


def found(deal: Deal, **described: Any) -> dict[str, frozenset[Reason]]:
    given = {"type_id": deal.type_id, "partner_ids": [deal.partners.get().pk], **described}
    return {each.deal.slug: each.reasons for each in likely_duplicates(**given)}


def test_a_near_date_or_a_similar_name_makes_a_likely_duplicate(deal: Deal) -> None:
    near, next_year, far = (PartialDate.parse(date) for date in ("2024-03", "2025", "2031-05-01"))
    parties, name = Reason.SAME_PARTIES, {"name_en": "Germany–Japan ACSA"}
    assert found(deal, dated=near) == {"germany-acsa": {Reason.NEAR_DATE, parties}}
    assert found(deal, dated=next_year, name_en="Another thing") == {}
    assert found(deal, dated=next_year, **name) == {"germany-acsa": {Reason.SIMILAR_NAME, parties}}
    assert found(deal, name_ja="日独ACSA") == {"germany-acsa": {Reason.SIMILAR_NAME, parties}}
    # A successor has its name, years later.
    assert found(deal, dated=far, **name) == {}
    assert found(deal) == {"germany-acsa": {parties}}


def test_another_type_or_partner_or_the_deal_itself_is_no_duplicate(deal: Deal) -> None:
    near = PartialDate.parse("2024")
    assert found(deal, dated=near, type_id=factories.agreement_type("sale").pk) == {}
    assert found(deal, dated=near, partner_ids=[factories.partner("france").pk]) == {}
    assert found(deal, dated=near, exclude_id=deal.pk) == {}


def test_likeliest_comes_first(deal: Deal) -> None:
    factories.event(factories.deal("germany-acsa-2", short_name_en="Another", short_name_ja="別"), date="2024-02")
    names = list(found(deal, dated=PartialDate.parse("2024-01"), name_en="Japan–Germany ACSA"))
    assert names == ["germany-acsa", "germany-acsa-2"]


def test_form_is_warned_by_a_fragment(editor: Client, deal: Deal) -> None:
    typed = {
        "type": deal.type_id,
        "partners": [deal.partners.get().pk],
        "short_name_en": "Japan-Germany ACSA",
        "events-TOTAL_FORMS": "2",
        "events-0-kind": "superseded",
        "events-0-date": "2031",
        "events-1-kind": "signed",
        "events-1-date": "2024-02",
        "events-__prefix__-date": "",
    }
    page = editor.get(ADDRESS, typed).content.decode()
    assert "Is it in the register already?" in page
    assert f'href="/admin/agreements/deal/{deal.pk}/change/"' in page
    assert "a date within three months" in page
    assert "<html" not in page
    assert editor.get(ADDRESS, {**typed, "deal": deal.pk}).content.strip() == b""


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"type": "x", "partners": "y"},
        {"type": "9" * 30, "partners": "1"},
        {"type": "1", "partners": "\0", "events-TOTAL_FORMS": "x", "events-0-date": "2024-13", "deal": "-1"},
    ],
    ids=["nothing", "words", "a long number", "nonsense"],
)
def test_nonsense_warns_of_nothing(editor: Client, typed: dict[str, str]) -> None:
    response = editor.get(ADDRESS, typed)
    assert (response.status_code, response.content.strip()) == (200, b"")


def test_warning_is_for_editors_only(deal: Deal) -> None:
    assert Client().get(ADDRESS, {"type": deal.type_id}).status_code == 302


def test_warning_reads_as_often_for_many_deals_as_for_few(
    editor: Client, deal: Deal, django_assert_num_queries: Any
) -> None:
    typed = {"type": deal.type_id, "partners": [deal.partners.get().pk]}
    typed |= {"events-TOTAL_FORMS": 1, "events-0-date": "2024"}
    for number in range(20):
        factories.event(factories.deal(f"more-{number}"), date="2024-05")
    # Session, user and two for permissions; type, partners, deals and their partners.
    with django_assert_num_queries(9):
        page = editor.get(ADDRESS, typed).content.decode()
    assert "and 16 more" in page
