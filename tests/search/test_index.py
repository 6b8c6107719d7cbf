"""The index follows every write."""

import pytest
from django.core.management import call_command

from agreements.models import AgreementType, Deal, Partner, Publication, SearchEntry, Term
from agreements.search_index import is_stale, rebuild
from agreements.selectors.search import search, suggestions
from tests import factories

pytestmark = pytest.mark.django_db


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


def test_parties_and_status_are_followed() -> None:
    deal = factories.published_deal()
    deal.partners.add(factories.partner("france"))
    answer = search("France signed").answer
    assert answer is not None
    assert answer.deals == [deal]

    factories.event(deal, "in-force", "2024-07-12")
    answer = search("France in force").answer
    assert answer is not None
    assert answer.deals == [deal]

    deal.partners.remove(Partner.objects.get(slug="france"))
    answer = search("France in force").answer
    assert answer is not None
    assert answer.count == 0


def test_other_records_are_followed() -> None:
    term = factories.term(term_ja="準同盟")
    partner = factories.partner(aliases_en=["Berlin"])
    assert found("準同盟") == ["term:security-cooperation"]
    assert found("Berlin") == ["partner:germany"]

    term.delete()
    partner.aliases_en = ["Bonn"]
    partner.save()
    assert found("準同盟") == []
    assert found("Berlin") == []
    assert found("Bonn") == ["partner:germany"]


def test_a_sense_is_found_by_its_words() -> None:
    sense = factories.sense(factories.term(), definition_en="Everything about submarines.")
    assert found("submarines") == ["term:security-cooperation"]

    sense.delete()
    assert found("submarines") == []


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
