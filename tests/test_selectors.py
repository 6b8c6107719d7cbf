"""Reads that several pages share; what one page shows is tested with the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from agreements import key
from agreements.forms import DealFilters
from agreements.models import Deal, EventKind, Instrument, RelationKind
from agreements.register.partial_date import PartialDate
from agreements.selectors.deals import deals_matching
from agreements.selectors.edition import begun_with, edition
from agreements.selectors.grid import Cell, EmptyCell, cells, grid
from agreements.selectors.key import key_of_register, states_of_deals
from agreements.selectors.partners import partner_page
from agreements.selectors.site import partners_in_order, partners_of_edition, register_in_brief
from agreements.selectors.terms import concordance
from tests import factories

pytestmark = pytest.mark.django_db


def _slugs(filters: DealFilters) -> list[str]:
    return [deal.slug for deal in deals_matching(filters)]


def test_a_deal_of_two_types_is_found_by_both_and_listed_once() -> None:
    other = factories.agreement_type("technology-transfer")
    factories.published_deal(also_types=(other,))

    assert _slugs(DealFilters(type=("acsa",))) == ["germany-acsa"]
    assert _slugs(DealFilters(type=("technology-transfer",))) == ["germany-acsa"]
    assert _slugs(DealFilters(type=("acsa", "technology-transfer"))) == ["germany-acsa"]


def test_a_deal_with_two_partners_of_a_region_is_listed_once() -> None:
    partners = (factories.partner(), factories.partner("italy"))
    factories.published_deal(partners=partners)

    assert _slugs(DealFilters(region=("europe",), partner=("germany", "italy"), q="Germany Italy")) == ["germany-acsa"]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2021-12-31", None),
        ("2022", "negotiating"),
        ("2024-01-28", "negotiating"),
        ("2024-01-29", "signed"),
        ("2024-07-11", "signed"),
        ("2024-07-12", "in-force"),
        ("2030", "in-force"),
    ],
)
def test_deals_as_of_a_day_have_the_status_of_that_day(day: str, status: str | None) -> None:
    deal = factories.published_deal()
    factories.event(deal, EventKind.NEGOTIATIONS_OPENED, "2022")
    factories.event(deal, EventKind.IN_FORCE, "2024-07-12")

    found = deals_matching(DealFilters(as_of=PartialDate.parse(day)))

    assert [row.status_then for row in found] == ([status] if status else [])  # type: ignore[attr-defined]


def test_words_find_what_a_reader_calls_a_deal() -> None:
    factories.published_deal(title_ja="日独物品役務相互提供協定", summary_en="Fuel at sea: 100%")

    for words in ("germany", "ACSA", "日独", "物品役務", "ドイツ", "germany-acsa", "sea germany", "100%"):
        assert _slugs(DealFilters(q=words)) == ["germany-acsa"], words
    # What stands for any text in a query of a database is a letter like any other.
    for words in ("italy", "germany italy", "g%y", "g_rmany"):
        assert _slugs(DealFilters(q=words)) == [], words


def test_the_register_in_brief_counts_what_is_published_in_one_query() -> None:
    assert register_in_brief() is None
    factories.register()
    factories.published_deal()
    factories.citation(factories.deal("draft", partners=(factories.partner("italy"),)))

    with begun_with(edition()), CaptureQueriesContext(connection) as queries:
        brief = register_in_brief()
        assert register_in_brief() is brief

    assert brief is not None
    assert (brief.deals, brief.partners, brief.citations, len(queries)) == (1, 1, 1, 1)


def test_the_partners_are_those_of_published_deals_in_the_order_of_their_names() -> None:
    factories.published_deal(partners=(factories.partner("italy"), factories.partner("france")))
    factories.deal("draft")

    assert [partner.slug for partner in partners_of_edition()] == ["france", "italy"]


def test_the_strongest_status_of_a_cell_speaks() -> None:
    factories.published_deal("ended", kind=EventKind.TERMINATED)
    factories.published_deal("talks", kind=EventKind.NEGOTIATIONS_OPENED)
    factories.published_deal("signed")

    (cell,) = cells(None).values()

    assert (cell.status, cell.standing, cell.strongest, cell.deal) == ("signed", 1, 1, "signed")


def test_a_limited_grid_keeps_the_partners_with_the_most_kinds() -> None:
    factories.published_deal()
    france = factories.partner("france")
    for slug in ("acsa", "reciprocal-access"):
        kind = factories.AgreementType.objects.filter(slug=slug).first() or factories.agreement_type(slug)
        factories.published_deal(f"france-{slug}", type=kind, partners=(france,))

    (row,) = grid(None, limit=1).rows

    assert (row.partner.slug, row.kinds) == ("france", 2)
    assert all(isinstance(cell, Cell) for cell in row.cells)
    assert isinstance(grid(None).rows[1].cells[1], EmptyCell)


def test_the_oldest_line_of_the_strongest_deals_speaks_for_a_partner() -> None:
    factories.published_deal("older", kind=EventKind.IN_FORCE, date="2001")
    newer = factories.published_deal("newer", kind=EventKind.IN_FORCE, date="2020")
    oldest = factories.published_deal("oldest", kind=EventKind.SIGNED, date="1990")
    factories.event(oldest, EventKind.SUPERSEDED, "2020")
    factories.relation(newer, oldest, RelationKind.SUPERSEDES)
    factories.published_deal("newest-but-signed", date="2024", instrument=Instrument.TREATY)

    page = partner_page(factories.Partner.objects.get(), None)

    (ability,) = page.standing
    assert ability.deal is not None
    assert (ability.deal.slug, ability.others) == ("newer", 1)


@pytest.fixture
def matrix() -> dict[str, factories.Character]:
    """An ACSA is about supplies or visits, settled or given, on any paper, between two parties or more."""
    acsa = factories.agreement_type()
    made = {
        slug: factories.character(slug, states)
        for slug, states in {
            "subject": ("supplies", "visits"),
            "payment": ("settled", "gift"),
            "form": ("agreement", "memorandum"),
            "parties": ("two", "more"),
            "signer": ("leaders", "ministers"),
        }.items()
    }
    for slug in ("subject", "payment", "form", "parties"):
        for state in made[slug].states.all():
            factories.type_state(acsa, state)
    return made


def test_a_deal_has_the_states_of_its_type_narrowed_by_its_facts_and_its_own(
    matrix: dict[str, factories.Character],
) -> None:
    deal = factories.deal(instrument=Instrument.MEMORANDUM)
    factories.deal_state(deal, matrix["payment"].states.get(slug="gift"))
    factories.deal_state(deal, matrix["signer"].states.get(slug="leaders"))

    assert states_of_deals(Deal.objects.all()) == {
        "germany-acsa": {
            "subject": {"supplies", "visits"},
            "payment": {"gift"},
            "form": {"memorandum"},
            "parties": {"two"},
            "signer": {"leaders"},
        }
    }


def test_a_deal_with_two_partners_has_more_than_two_parties(matrix: dict[str, factories.Character]) -> None:
    factories.deal(partners=(factories.partner(), factories.partner("italy")))

    assert states_of_deals(Deal.objects.all())["germany-acsa"]["parties"] == {"more"}


def test_only_the_deals_asked_for_are_read(matrix: dict[str, factories.Character]) -> None:
    factories.deal()
    factories.published_deal("italy-acsa")

    assert set(states_of_deals(Deal.objects.published())) == {"italy-acsa"}


def test_the_states_of_deals_are_read_in_four_queries_however_many_they_are(
    matrix: dict[str, factories.Character],
) -> None:
    for count in range(20):
        factories.deal_state(factories.deal(f"deal-{count}"), matrix["payment"].states.get(slug="gift"))

    for deals, number in ((Deal.objects.filter(slug="deal-1"), 1), (Deal.objects.all(), 20)):
        with CaptureQueriesContext(connection) as queries:
            assert len(states_of_deals(deals)) == number
        assert len(queries) == 4


def test_a_deal_of_two_types_has_the_states_of_both(matrix: dict[str, factories.Character]) -> None:
    other = factories.agreement_type("technology-transfer")
    given = factories.state(matrix["payment"], "loan")
    factories.type_state(other, given)
    factories.deal(also_types=(other,))

    states = states_of_deals(Deal.objects.all())["germany-acsa"]

    assert states["payment"] == {"settled", "gift", "loan"}
    # What one of the two leaves open is open.
    assert "subject" not in states


# The questions do not tell these two apart: texts of ministers that bind nobody and oblige to nothing.
ALIKE = frozenset({"security-declaration", "defense-framework"})


def _leading(candidates: tuple[key.Candidate, ...]) -> set[str]:
    fewest = len(candidates[0].mismatches)
    return {candidate.taxon for candidate in candidates if len(candidate.mismatches) == fewest}


def _walk(matrix: key.Matrix, states: dict[str, frozenset[str]]) -> tuple[key.Candidate, ...]:
    """Answer the best question, and the next, until none can change anything."""
    answers = key.Answers()
    while True:
        candidates = key.rank(matrix, answers)
        question = key.best_question(matrix, answers, candidates)
        if question is None:
            return candidates
        answers = answers.with_answer(matrix, question.character, states[question.character])


@pytest.mark.register
def test_every_type_keys_to_itself() -> None:
    matrix = key_of_register().matrix

    for taxon in matrix.taxa:
        for candidates in (key.rank(matrix, key.answers_of(matrix, taxon.states)), _walk(matrix, dict(taxon.states))):
            assert candidates[0].taxon == taxon.slug
            assert candidates[0].mismatches == ()
            leading = _leading(candidates)
            assert leading == {taxon.slug} or leading == ALIKE


@pytest.mark.register
def test_every_published_deal_keys_to_its_own_type() -> None:
    matrix = key_of_register().matrix
    states = states_of_deals(Deal.objects.published())
    deals = Deal.objects.published().select_related("type").prefetch_related("also_types")
    astray: list[str] = []
    for deal in deals:
        own = states[deal.slug]
        allowed = {deal.type.slug, *(kind.slug for kind in deal.also_types.all())}
        if deal.type.slug in ALIKE:
            allowed |= ALIKE
        for candidates in (key.rank(matrix, key.answers_of(matrix, own)), _walk(matrix, own)):
            leading = _leading(candidates)
            (itself,) = (candidate for candidate in candidates if candidate.taxon == deal.type.slug)
            if itself.mismatches or not {deal.type.slug} <= leading <= allowed:
                astray.append(f"{deal.slug} ({deal.type.slug}) keys to {sorted(leading)}, against: {itself.mismatches}")

    assert len(states) > 300
    assert astray == []


def test_words_stand_in_the_order_of_the_reader_s_language() -> None:
    for slug, english, japanese, reading in (
        ("joint-development", "Joint development", "共同開発", "きょうどうかいはつ"),
        ("partner", "Partner", "パートナー", ""),
        ("transfer", "Arms transfer", "移転", "いてん"),
        ("meeting", "Two plus two", "外務・防衛閣僚会合", "がいむぼうえい"),
        ("notes", "Exchange of notes", "交換公文", "こうかんこうぶん"),
    ):
        factories.term(slug, term_en=english, term_ja=japanese, reading=reading)

    assert [row.term.slug for row in concordance()] == [
        "transfer",
        "notes",
        "joint-development",
        "partner",
        "meeting",
    ]
    with override("ja"):
        assert [row.term.slug for row in concordance()] == [
            "transfer",
            "meeting",
            "joint-development",
            "notes",
            "partner",
        ]


def test_partners_stand_in_the_order_of_the_readers_language() -> None:
    names = {"Brazil": "ブラジル", "Britain": "英国", "China": "中国", "France": "フランス"}
    for name_en, name_ja in names.items():
        partner = factories.partner(name_en.lower(), name_en=name_en, name_ja=name_ja)
        factories.published_deal(f"{partner.slug}-acsa", partners=(partner,))

    assert [one.slug for one in partners_in_order()] == ["brazil", "britain", "china", "france"]
    with override("ja"):
        assert [one.slug for one in partners_in_order()] == ["britain", "china", "brazil", "france"]
