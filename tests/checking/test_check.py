"""One deal that is in order, and what each rule says of it once something is not."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import QuerySet

from agreements.checking.check import check_database
from agreements.checking.finding import Severity
from agreements.models import (
    Citation,
    Deal,
    Event,
    EventKind,
    Instrument,
    Partner,
    RelationKind,
    Source,
    StatusPeriod,
)
from agreements.models.event import DateStanding
from agreements.models.search_entry import SearchEntry
from agreements.search_index import rebuild
from tests import factories
from tests.kept_rows import rows_kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@rows_kept
def deal() -> Deal:
    """The smallest register in which there is nothing to find."""
    factories.register()
    deal = factories.published_deal()
    for character, state in (("form", "agreement"), ("binding", "yes"), ("parties", "two")):
        factories.type_state(deal.type, factories.state(factories.character(character), state))
    return deal


def _event(deal: Deal, kind: str, date: str, **fields: object) -> Event:
    event = factories.event(deal, kind, date, **fields)
    factories.citation(deal, event)
    return event


def _change(record: object, **values: object) -> None:
    """Write past every watch and rule of Django, as another program would."""
    QuerySet(type(record)).filter(pk=record.pk).update(**values)  # type: ignore[attr-defined, type-var]


def _second(slug: str = "germany-acsa-2", **fields: object) -> Deal:
    return factories.published_deal(slug, **fields)  # type: ignore[arg-type]


def _superseding(deal: Deal) -> None:
    factories.relation(_second(date="2025"), deal, RelationKind.SUPERSEDES)


def _circle(deal: Deal) -> None:
    second = _second(date="2025")
    factories.relation(second, deal, RelationKind.IMPLEMENTS)
    factories.relation(deal, second, RelationKind.BUILDS_ON)


def _narrowed(deal: Deal, character: str, state: str) -> None:
    row = deal.type.states.filter(character__slug=character).first()
    factories.deal_state(deal, factories.state(row.character, state))  # type: ignore[union-attr]


def _draft_relation(deal: Deal) -> None:
    factories.relation(deal, factories.deal("germany-draft"))


def _drift(deal: Deal) -> None:
    _change(deal, status="terminated")


CASES: dict[str, tuple[Callable[[Deal], object], str]] = {
    "an event in the future": (
        lambda deal: _event(deal, "in-force", "2027"),
        "error deals/acsa.json: event germany-acsa / in-force / 2027: date: "
        "2027 is later than the register, 2026-11-23",
    ),
    "evidence from the future": (
        lambda deal: _change(deal, evidence_date="2026-12"),
        "error deals/acsa.json: deal germany-acsa: evidence_date: 2026-12 is later than the register, 2026-11-23",
    ),
    "in force before its signature": (
        lambda deal: _event(deal, "in-force", "2023-12"),
        "error deals/acsa.json: event germany-acsa / in-force / 2023-12: date: "
        "in-force 2023-12 comes before signed 2024-01-29",
    ),
    "the Diet before the signature": (
        lambda deal: _event(deal, "diet-approved", "2023"),
        "warning deals/acsa.json: event germany-acsa / diet-approved / 2023: date: "
        "diet-approved 2023 comes before signed 2024-01-29",
    ),
    "resumed, never suspended": (
        lambda deal: _event(deal, "resumed", "2025"),
        "error deals/acsa.json: event germany-acsa / resumed / 2025: kind: resumed, but never suspended",
    ),
    "a step after the end": (
        lambda deal: (_event(deal, "terminated", "2025"), _event(deal, "amended", "2026")),
        "warning deals/acsa.json: event germany-acsa / amended / 2026: date: "
        "comes after the deal’s end (terminated 2025) and changes nothing",
    ),
    "a published text in one language": (
        lambda deal: _change(deal, doubt_en="Not seen."),
        "error deals/acsa.json: deal germany-acsa: doubt_ja: the text is missing in this language",
    ),
    "a draft in one language": (
        lambda deal: factories.deal("germany-draft", summary_ja=""),
        "warning deals/acsa.json: deal germany-draft: summary_ja: the text is missing in this language",
    ),
    "evidence older than an event": (
        lambda deal: _change(deal, evidence_date="2023"),
        "warning deals/acsa.json: deal germany-acsa: evidence_date: 2023 is earlier than the event of 2024-01-29",
    ),
    "a status that differs": (
        _drift,
        "error deals/acsa.json: deal germany-acsa: status: terminated is stored, but signed follows",
    ),
    "periods that differ": (
        lambda deal: StatusPeriod.objects.all().delete(),
        "error deals/acsa.json: deal germany-acsa: periods: 0 stored periods do not agree with the events",
    ),
    "no event brings a status": (
        lambda deal: deal.events.update(kind=EventKind.AMENDED),
        "error deals/acsa.json: deal germany-acsa: status: none: no event brings a status about",
    ),
    "no event": (
        lambda deal: (
            factories.citation(deal, source=factories.source("https://www.mod.go.jp/")),
            deal.events.all().delete(),
        ),
        "error deals/acsa.json: deal germany-acsa: events: has no dated event",
    ),
    "a stated event without a source": (
        lambda deal: factories.event(deal, "in-force", "2024-07-12"),
        "error deals/acsa.json: event germany-acsa / in-force / 2024-07-12: citations: "
        "is stated by a source, but cites none",
    ),
    "a draft's event without a source": (
        lambda deal: factories.event(factories.deal("germany-draft"), "signed", "2025"),
        "warning deals/acsa.json: event germany-draft / signed / 2025: citations: "
        "is stated by a source, but cites none",
    ),
    "a citation of another deal's event": (
        lambda deal: Citation.objects.create(
            deal=deal, event=_second(date="2025").events.get(), source=factories.source("https://www.mod.go.jp/")
        ),
        "error deals/acsa.json: citation germany-acsa / signed / 2025 / https://www.mod.go.jp/: event: "
        "this event belongs to another deal, germany-acsa-2",
    ),
    "a headline from a page that is not cited": (
        lambda deal: factories.deal_phrase(deal, factories.source("https://www.mod.go.jp/")),
        "warning deals/acsa.json: dealphrase germany-acsa / https://www.mod.go.jp/: source: "
        "the deal does not cite https://www.mod.go.jp/",
    ),
    "a sense without a source": (
        lambda deal: factories.sense(factories.term()),
        "error terms.json: sense security-cooperation / 1: citations: has no source",
    ),
    "a source of nothing": (
        lambda deal: factories.source("https://www.mod.go.jp/"),
        "warning sources.json: source https://www.mod.go.jp/: url: supports nothing in the register",
    ),
    "a relation to a draft": (
        _draft_relation,
        "warning relations.json: relation germany-acsa / builds-on / germany-draft: other: "
        "a published deal is related to a draft, which readers cannot see",
    ),
    "what is superseded stands": (
        _superseding,
        "error relations.json: relation germany-acsa-2 / supersedes / germany-acsa: other: "
        "germany-acsa has no event that says it was superseded",
    ),
    "superseded by nobody knows what": (
        lambda deal: _event(deal, "superseded", "2026"),
        "warning deals/acsa.json: deal germany-acsa: relations: was superseded, but no relation says by what",
    ),
    "relations in a circle": (
        _circle,
        "error relations.json: relation germany-acsa-2 / implements / germany-acsa: other: leads in a circle: "
        "germany-acsa → germany-acsa-2 → germany-acsa",
    ),
    "no partner": (
        lambda deal: deal.partners.clear(),
        "error deals/acsa.json: deal germany-acsa: partners: has no partner",
    ),
    "the same deal twice": (
        lambda deal: _second(),
        "warning deals/acsa.json: deal germany-acsa-2: slug: likely the same deal as germany-acsa: "
        "type, partners and date 2024-01-29 agree",
    ),
    "a paper that the type cannot be": (
        lambda deal: _change(deal, instrument=Instrument.CONTRACT),
        "error deals/acsa.json: deal germany-acsa: instrument: form contract contradicts the type acsa: agreement",
    ),
    "binding, though the type is not": (
        lambda deal: _change(deal, binding=False),
        "error deals/acsa.json: deal germany-acsa: binding: binding no contradicts the type acsa: yes",
    ),
    "more parties than the type has": (
        lambda deal: deal.partners.add(factories.partner("france")),
        "error deals/acsa.json: deal germany-acsa: partners: parties more contradicts the type acsa: two",
    ),
    "a state that the type cannot have": (
        lambda deal: _narrowed(deal, "form", "notes"),
        "error deals/acsa.json: dealstate germany-acsa / form / notes: state: contradicts the type acsa: agreement",
    ),
    "a state that contradicts the facts": (
        lambda deal: (_change(deal, binding=True), _narrowed(deal, "binding", "no")),
        "error deals/acsa.json: dealstate germany-acsa / binding / no: state: contradicts binding, which says yes",
    ),
    "a partner without other names": (
        lambda deal: Partner.objects.update(aliases_ja=[]),
        "error partners.json: partner germany: aliases_ja: has no other name by which a text may call it",
    ),
    "a country without an adjective": (
        lambda deal: Partner.objects.update(adjectives_en=[]),
        "error partners.json: partner germany: adjectives_en: has no adjective",
    ),
    "a country without its code": (
        lambda deal: Partner.objects.update(alpha3=""),
        "error partners.json: partner germany: code: a country has a two-letter and a three-letter code of ISO 3166-1",
    ),
    "a partner without deals": (
        lambda deal: factories.partner("france", alpha3="FRA"),
        "warning partners.json: partner france: deals: has no deal",
    ),
    "a relation that is not told": (
        lambda deal: [_second(f"germany-{year}", date=str(year)) for year in (2020, 2021)],
        "error partners.json: partner germany: account_en: has 3 deals, but no account of how the relation grew",
    ),
    "a text in English only": (
        lambda deal: _change(deal, doubt_en="The title is not confirmed."),
        "error deals/acsa.json: deal germany-acsa: doubt_ja: the text is missing in this language",
    ),
    "a list in Japanese only": (
        lambda deal: _change(deal, items_ja=["燃料"]),
        "error deals/acsa.json: deal germany-acsa: items_en: the text is missing in this language",
    ),
    "lists of unequal length": (
        lambda deal: _change(deal, items_en=["fuel", "food"], items_ja=["燃料"]),
        "error deals/acsa.json: deal germany-acsa: items_ja: 1 entries, but 2 in English",
    ),
    "Japanese that is English": (
        lambda deal: _change(deal, summary_ja=deal.summary_en),
        "warning deals/acsa.json: deal germany-acsa: summary_ja: is the English text",
    ),
    "a choice that there is not": (
        lambda deal: _change(deal.events.get(), date_standing="guessed"),
        "error deals/acsa.json: event germany-acsa / signed / 2024-01-29: date_standing: "
        "Value 'guessed' is not a valid choice.",
    ),
    "an address that is none": (
        lambda deal: Source.objects.update(url="https://mofa"),
        "error sources.json: source https://mofa: url: Give a full address that begins with http:// or https://.",
    ),
    "a slug that is not kebab-case": (
        lambda deal: _change(deal, slug="Germany_ACSA"),
        "error deals/acsa.json: deal Germany_ACSA: slug: 'Germany_ACSA': "
        "lower-case letters and digits, joined by single hyphens",
    ),
}


def test_nothing_is_found_where_all_is_in_order(deal: Deal) -> None:
    report = check_database()
    assert [str(finding) for finding in report.findings] == []
    assert report.counts == {
        "deals": 1,
        "events": 1,
        "sources": 1,
        "citations": 1,
        "partners": 1,
        "types": 1,
        "terms": 0,
    }


@pytest.mark.parametrize(("break_it", "finding"), CASES.values(), ids=CASES.keys())
def test_what_is_not_in_order_is_found(break_it: Callable[[Deal], object], finding: str, deal: Deal) -> None:
    break_it(deal)
    assert finding in [str(found) for found in check_database().findings]


def test_a_record_that_the_search_knows_otherwise_is_found(deal: Deal) -> None:
    report = [str(finding) for finding in check_database().findings]
    Source.objects.update(title="Something else")
    SearchEntry.objects.filter(deal=deal).delete()

    assert report == []
    assert [(finding.record, finding.field) for finding in check_database().findings] == [
        ("deal germany-acsa", "search"),
        (f"source {Source.objects.get().url}", "search"),
    ]


def test_a_register_without_its_day_is_found() -> None:
    (finding,) = check_database().findings
    assert (finding.file, finding.field) == ("register.json", "compiled_on")


def test_a_date_that_cannot_be_read_is_found_and_stops_the_rest(deal: Deal) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_event SET date = '2024-13'")
    report = check_database()
    assert [(finding.record, finding.field) for finding in report.findings] == [
        (f"event of id {deal.events.values_list('pk', flat=True).get()}", "date")
    ]
    assert not report.counts


def test_what_had_happened_by_a_date_may_have_happened_long_before(deal: Deal) -> None:
    deal.events.update(date_standing=DateStanding.BY)
    _event(deal, "in-force", "2023-12")
    assert not [finding for finding in check_database().findings if finding.severity is Severity.ERROR]


def test_a_step_to_come_may_be_dated_after_the_register(deal: Deal) -> None:
    _event(deal, "milestone", "2027-03", note_en="Planned end", note_ja="予定された終わり")
    assert not [found for found in check_database().findings if "later than the register" in str(found)]


def test_an_official_title_may_be_missing_in_one_language(deal: Deal) -> None:
    _change(deal, title_ja="日本国の自衛隊とドイツ軍隊との間の協定")
    rebuild()
    assert not check_database().findings


def test_deals_that_name_different_items_are_not_the_same(deal: Deal) -> None:
    _change(deal, items_en=["radars"], items_ja=["レーダー"])
    _second(items_en=["missiles"], items_ja=["ミサイル"])
    rebuild()
    assert not check_database().findings


def test_a_second_type_widens_what_a_deal_can_be(deal: Deal) -> None:
    contract = factories.agreement_type("security-cooperation")
    form = deal.type.states.get(character__slug="form").character
    factories.type_state(contract, factories.state(form, "contract"))
    _change(deal, instrument=Instrument.CONTRACT)
    deal.also_types.add(contract)
    rebuild()
    assert not check_database().findings


@pytest.mark.parametrize("size", [1, 5])
def test_reading_takes_the_same_number_of_queries_at_any_size(
    size: int, deal: Deal, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(size):
        second = _second(f"germany-{number}", date=str(2000 + number))
        factories.relation(second, deal)
        factories.deal_phrase(second)
    with django_assert_max_num_queries(80):  # type: ignore[attr-defined]
        check_database()
