"""The index follows every write."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.derived import refreshed_once
from agreements.models import AgreementType, Deal, EntryKind, Partner, Publication, SearchEntry, Term
from agreements.models.search_entry import NAMES, WORDS
from agreements.search.expression import Token
from agreements.search_index import is_stale, out_of_step, rebuild
from agreements.selectors.search import search, search_of_kind, suggestions
from agreements.selectors.search_answer import ANSWER_ROWS
from tests import factories

pytestmark = pytest.mark.django_db
HELICOPTERS = Token("helicopter")


def found(text: str) -> list[str]:
    return [f"{hit.kind.value}:{hit.record.slug}" for hit in search(text, is_exact=True).hits if hit.kind != "source"]


def test_a_published_deal_is_found_and_a_draft_is_not() -> None:
    deal = factories.published_deal(short_name_en="Japan–Germany helicopters")
    assert found("helicopters") == ["deal:germany-acsa"]

    deal.publication = Publication.DRAFT
    deal.save()
    assert found("helicopters") == []


def test_a_new_name_is_found_and_the_old_one_no_more() -> None:
    deal = factories.published_deal(short_name_en="Japan–Germany helicopters")
    deal.short_name_en = "Japan–Germany destroyers"
    deal.save()

    assert found("destroyers") == ["deal:germany-acsa"]
    assert found("helicopters") == []


def test_writes_of_many_deals_at_once_are_followed() -> None:
    factories.published_deal()
    Deal.objects.update(short_name_en="Japan–Germany helicopters")
    assert found("helicopters") == ["deal:germany-acsa"]

    Deal.objects.all().delete()
    assert found("helicopters") == []


def test_the_short_name_of_a_publisher_is_no_typing_error() -> None:
    factories.term(slug="sofa", term_en="SOFA")
    source = factories.source(publisher="MOFA Japan", publisher_ja="外務省")
    factories.sense_citation(factories.sense(Term.objects.get()), source)

    for name in ("MOFA", "Ministry of Foreign Affairs", "外務省"):
        page = search(name)
        assert (page.corrected, [hit.record for hit in page.hits]) == ("", [source]), name


def test_parties_and_status_are_followed() -> None:
    deal = factories.published_deal()
    france = factories.partner("france")
    factories.published_deal("france-talks", kind="negotiations-opened", partners=(france,))
    deal.partners.add(france)
    answer = search("France signed").answer
    assert answer is not None
    assert answer.deals == [deal]

    factories.event(deal, "in-force", "2024-07-12")
    answer = search("France in force").answer
    assert answer is not None
    assert answer.deals == [deal]

    deal.partners.remove(france)
    answer = search("France in force").answer
    assert answer is not None
    assert answer.count == 0


def test_a_form_writes_the_entry_of_its_deal_once_and_with_the_parties_that_it_changed() -> None:
    deal = factories.published_deal()
    with CaptureQueriesContext(connection) as queries, refreshed_once():
        deal.partners.add(factories.partner("france"))
        deal.partners.remove(Partner.objects.get(slug="germany"))
    removed = [query["sql"] for query in queries if 'DELETE FROM "agreements_searchentry"' in query["sql"]]
    assert len([statement for statement in removed if '"deal_id"' in statement]) == 1
    answer = search("France signed").answer
    assert answer is not None
    assert answer.deals == [deal]


def test_other_records_are_followed() -> None:
    term = factories.term(term_ja="準同盟")
    partner = factories.partner(aliases_en=["Berlin"])
    factories.published_deal(partners=(partner,))
    assert found("準同盟") == ["term:security-cooperation"]
    assert found("Berlin") == ["partner:germany", "deal:germany-acsa"]

    term.delete()
    partner.aliases_en = ["Bonn"]
    partner.save()
    assert found("準同盟") == []
    assert found("Berlin") == []
    assert found("Bonn") == ["partner:germany", "deal:germany-acsa"]


def entries(kind: EntryKind) -> set[str]:
    return {str(entry) for entry in SearchEntry.objects.filter(kind=kind)}


def test_partners_and_sources_come_and_go_with_the_deals_that_show_them() -> None:
    both, other = factories.partner(), factories.partner("france")
    first, second = (factories.deal(slug, partners=(both,)) for slug in ("first", "second"))
    page, press, state = (factories.source(f"https://example.org/{name}", title=name) for name in ("a", "b", "c"))
    for deal in (first, second):
        factories.citation(deal, factories.event(deal), page)
    factories.deal_phrase(first, press)
    factories.deal_state(first, factories.state(factories.character(), "supplies"), state)
    assert (entries(EntryKind.PARTNER), entries(EntryKind.SOURCE)) == (set(), set())

    Deal.objects.update(publication=Publication.PUBLISHED)
    first.partners.add(other)
    assert entries(EntryKind.PARTNER) == {"germany", "france"}
    assert entries(EntryKind.SOURCE) == {"a", "b", "c"}

    first.refresh_from_db()
    first.publication = Publication.DRAFT
    first.save()
    assert (entries(EntryKind.PARTNER), entries(EntryKind.SOURCE)) == ({"germany"}, {"a"})

    second.partners.set([other])
    factories.citation(second, source=press)
    second.citations.get(source=page).delete()
    assert (entries(EntryKind.PARTNER), entries(EntryKind.SOURCE)) == ({"france"}, {"b"})
    assert list(out_of_step()) == []


def test_a_deal_that_goes_takes_what_it_alone_showed_out_of_the_search() -> None:
    factories.published_deal().delete()

    assert not SearchEntry.objects.filter(kind__in=[EntryKind.PARTNER, EntryKind.SOURCE]).exists()


@pytest.mark.parametrize("make", [factories.deal_phrase, factories.citation])
def test_a_source_is_found_as_long_as_something_shown_cites_it(make: Callable[..., Any]) -> None:
    deal = factories.published_deal(date="2024")
    old, new = (factories.source(f"https://example.org/{name}", title=name) for name in ("old", "new"))
    assert not entries(EntryKind.SOURCE) & {"old", "new"}
    use = make(deal, source=old)
    assert "old" in entries(EntryKind.SOURCE)

    use.source = new
    use.save()
    assert "new" in entries(EntryKind.SOURCE)
    assert "old" not in entries(EntryKind.SOURCE)

    use.delete()
    assert not entries(EntryKind.SOURCE) & {"old", "new"}


def test_a_source_of_a_sense_is_found_and_no_other() -> None:
    source = factories.source()
    assert search("Signing").hits == []
    cited = factories.sense_citation(factories.sense(factories.term()), source)
    assert [hit.record for hit in search("Signing").hits] == [source]

    cited.delete()
    assert search("Signing").hits == []


def test_a_save_that_shows_nothing_new_asks_once_for_partners_and_once_for_sources() -> None:
    deal = factories.published_deal()
    with CaptureQueriesContext(connection) as queries:
        deal.save()

    asked = [query["sql"] for query in queries]
    for table, column in (("agreements_partner", "partner_id"), ("agreements_source", "source_id")):
        assert len([sql for sql in asked if f'FROM "{table}" LEFT OUTER JOIN "agreements_searchentry"' in sql]) == 1
        assert not [sql for sql in asked if sql.startswith("DELETE") and f'"{column}" IN' in sql]


def test_a_sense_is_found_by_its_words() -> None:
    sense = factories.sense(factories.term(), definition_en="Everything about submarines.")
    assert found("submarines") == ["term:security-cooperation"]

    sense.delete()
    assert found("submarines") == []


def alike(slugs: list[str]) -> None:
    """Make deals of one name, day and status, in this order."""
    for slug in slugs:
        factories.published_deal(
            slug, short_name_en="Japan–Germany helicopters", short_name_ja="日独ヘリコプター", title_en="", title_ja=""
        )


def test_deals_of_one_day_stand_by_their_slugs_wherever_they_are_listed(client: Client) -> None:
    # More than are shown, and the first by slug written last: it must not be left out for its id.
    alike([f"deal-{number:02}" for number in range(ANSWER_ROWS + 4, -1, -1)])
    wanted = [f"deal-{number:02}" for number in range(ANSWER_ROWS + 5)]

    answer = search("Germany signed").answer
    assert answer is not None
    assert [deal.slug for deal in answer.deals] == wanted[:ANSWER_ROWS]
    assert answer.count == len(wanted)
    by_words = search_of_kind("helicopters", EntryKind.DEAL, slice(0, 50))
    assert [hit.record.slug for hit in by_words.hits] == wanted
    shown = [hit.record.slug for hit in search("helicopters").hits if hit.kind is EntryKind.DEAL]
    assert shown == wanted[: len(shown)]
    assert [row["slug"] for row in client.get("/api/v1/deals").json()["results"]] == wanted
    listed = client.get("/deals/").content.decode()
    assert sorted(wanted, key=listed.index) == wanted
    assert [row["slug"] for row in client.get("/data/deals.json").json()["results"]] == wanted


def test_of_more_deals_of_one_day_than_are_weighed_those_with_the_first_slugs_are() -> None:
    alike(["d", "b", "c", "a"])

    found = SearchEntry.objects.best([(0, NAMES, HELICOPTERS)], {EntryKind.DEAL: 2}, {})

    assert [Deal.objects.get(pk=row.record).slug for row in found] == ["a", "b"]


@pytest.mark.parametrize(("limit", "slugs"), [(2, ["a", "b"]), (3, ["a", "b", "tells"])])
def test_a_last_tier_is_looked_at_where_those_above_are_not_full(limit: int, slugs: list[str]) -> None:
    alike(["a", "b"])
    factories.published_deal("tells", in_practice_en="Both repair helicopters.")
    tiers = [(0, NAMES, HELICOPTERS), (2, WORDS, HELICOPTERS)]

    found = SearchEntry.objects.best(tiers, {EntryKind.DEAL: limit}, {EntryKind.DEAL: {2}})

    assert [Deal.objects.get(pk=row.record).slug for row in found] == slugs


def test_rebuilding_gives_what_the_writes_have_given() -> None:
    factories.published_deal()
    factories.sense(factories.term())
    followed = list(SearchEntry.objects.values())
    assert rebuild() == len(followed)

    assert list(SearchEntry.objects.values()) == followed


def test_the_command_indexes_what_went_past_django(capsys: pytest.CaptureFixture[str]) -> None:
    factories.published_deal()
    SearchEntry.objects.all().delete()
    assert is_stale()
    call_command("index_search")

    assert not is_stale()
    assert found("Germany ACSA")
    assert "Indexed" in capsys.readouterr().out


def test_seeding_a_register_whose_index_is_old_makes_it_anew(capsys: pytest.CaptureFixture[str]) -> None:
    factories.published_deal()
    SearchEntry.objects.update(rules=0)
    call_command("seed")

    assert not is_stale()


def test_a_type_is_suggested_by_the_beginning_of_its_name() -> None:
    AgreementType.objects.all().delete()
    factories.agreement_type("reciprocal-access", name_en="Reciprocal access agreement")

    assert [hit.name for hit in suggestions("recip")] == ["Reciprocal access agreement"]
    assert suggestions("") == []


def test_terms_of_many_types_do_not_answer_for_each() -> None:
    kinds = [factories.agreement_type(slug) for slug in ("acsa", "raa", "sofa", "osa")]
    factories.term("treaty").types.set(kinds)
    assert "term:treaty" not in found("ACSA")

    Term.objects.get().types.set(kinds[:1])
    assert "term:treaty" in found("ACSA")
