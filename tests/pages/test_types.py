import re

import pytest
from django.test import Client

from agreements.models import EventKind, Publication
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, section_of, text_of

pytestmark = pytest.mark.django_db


def test_type_list_gives_each_family_its_types_and_their_counts(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("italy-acsa", kind=EventKind.IN_FORCE, partners=())
    factories.agreement_type("reciprocal-access", family="access")

    response = client.get("/types/")

    assert_page(response, "Thirteen kinds of agreement", 'href="/types/acsa/"')
    # Strongest first.
    assert text_of(response, "family-logistics").endswith("1 in force 1 signed")
    assert text_of(response, "family-access").endswith("none in the register")


def test_type_list_counts_a_deal_between_two_kinds_under_both(client: Client) -> None:
    access = factories.agreement_type("reciprocal-access", family="access")
    factories.published_deal().also_types.add(access)
    factories.published_deal("italy-raa", type=access, partners=())

    response = client.get("/types/")

    assert text_of(response, "family-logistics").endswith("1 signed")
    assert text_of(response, "family-access").endswith("2 signed")


def test_type_list_of_an_empty_register_is_a_page(client: Client) -> None:
    assert_page(client.get("/types/"), "Thirteen kinds of agreement")


def test_type_list_does_not_count_drafts(client: Client) -> None:
    factories.event(factories.deal())

    assert "none in the register" in text_of(client.get("/types/"), "family-logistics")


def test_type_detail_says_what_it_is_and_is_not(client: Client) -> None:
    acsa = factories.agreement_type(
        plain_en=["It is about fuel."], does_en=["Settles who pays."], does_not_en=["Oblige anybody to fight."]
    )
    factories.type_phrase(acsa)
    factories.confusion(acsa, factories.agreement_type("reciprocal-access"))
    subject = factories.character("subject", ("supplies", "secrets"))
    factories.type_state(acsa, subject.states.get(slug="supplies"))

    response = client.get("/types/acsa/")

    assert_page(response, "ACSA", acsa.lede_en, acsa.why_en, acsa.route_en)
    assert "It is about fuel." in text_of(response, "plain-label")
    assert "“welcomed the entry into force of the ACSA” A joint statement" in text_of(response, "phrase-label")
    assert "It does Settles who pays. It does not Oblige anybody to fight." in text_of(response, "does")
    assert "About Supplies" in text_of(response, "does")
    assert 'href="/types/reciprocal-access/"' in section_of(response, "confused")


@pytest.mark.parametrize(("address", "own", "other"), [("/types/acsa/", "en", "ja"), ("/ja/types/acsa/", "ja", "en")])
def test_type_detail_has_plain_words_and_phrases_in_both_languages(
    client: Client, address: str, own: str, other: str
) -> None:
    acsa = factories.agreement_type(plain_en=["It is about fuel."], plain_ja=["燃料の話。"])
    factories.type_phrase(acsa, language="ja", quote="日独ACSA発効")
    factories.type_phrase(acsa, language="en", quote="ACSA takes effect")
    words = {"en": "It is about fuel.", "ja": "燃料の話。"}

    response = client.get(address)

    # The page's own language comes first, and needs no mark of its own.
    plain = section_of(response, "plain-label")
    assert re.findall(r'<div class="in-(..)"(?: lang="(..)")?><p class="plain">([^<]*)', plain) == [
        (own, "", words[own]),
        (other, other, words[other]),
    ]
    phrases = section_of(response, "phrase-label")
    assert re.findall(r'<div class="in-(..)"><p class="quote" lang="(..)">', phrases) == [(own, own), (other, other)]


def test_type_detail_without_plain_words_in_the_other_language_has_one_column(client: Client) -> None:
    factories.agreement_type(plain_en=["It is about fuel."], plain_ja=[])

    for address in ("/types/acsa/", "/ja/types/acsa/"):
        assert section_of(client.get(address), "plain-label").count("It is about fuel.") == 1


def test_type_detail_lists_every_deal_with_its_two_dates_strongest_first(client: Client) -> None:
    signed = factories.published_deal("italy-acsa", date="2025-01", partners=())
    in_force = factories.published_deal()
    factories.event(in_force, EventKind.IN_FORCE, "2024-07-12")

    deals = text_of(client.get("/types/acsa/"), "deals")

    assert f"{in_force.short_name_en} in force 2024-01-29 2024-07-12" in deals
    assert f"{signed.short_name_en} signed 2025-01 –" in deals
    assert deals.index(in_force.short_name_en) < deals.index(signed.short_name_en)


@pytest.mark.parametrize(
    ("address", "dates"),
    [
        ("/types/acsa/", "by 2024-01 2024-07, unconfirmed"),
        ("/ja/types/acsa/", "2024-01までに 2024-07（未確認）"),
        ("/types/acsa.md", "by 2024-01 | 2024-07, unconfirmed"),
    ],
)
def test_type_detail_says_what_is_open_about_a_date(client: Client, address: str, dates: str) -> None:
    deal = factories.published_deal(kind=EventKind.PROPOSED, date="2023")
    factories.event(deal, EventKind.SIGNED, "2024-01", date_standing="by")
    factories.event(deal, EventKind.IN_FORCE, "2024-07", date_standing="unconfirmed")

    response = client.get(address)

    assert dates in (response.content.decode() if address.endswith(".md") else text_of(response, "deals"))


def test_type_detail_hides_drafts(client: Client) -> None:
    factories.event(factories.deal())

    response = client.get("/types/acsa/")

    assert "No deal of this type is in the register." in text_of(response, "deals")
    assert "germany-acsa" not in response.content.decode()


def test_type_detail_of_an_unknown_slug_is_not_found(client: Client) -> None:
    assert client.get("/types/no-such-type/").status_code == 404


def test_types_in_japanese_are_japanese(client: Client) -> None:
    factories.published_deal()

    for address in ("/ja/types/", "/ja/types/acsa/"):
        response = client.get(address)
        assert lang_of(response) == "ja"
        assert "ACSA（日本語）" in text_of(response)
        assert "互いに給油する。" in text_of(response)
    assert "日独ACSA" in text_of(client.get("/ja/types/acsa/"), "deals")


def test_type_detail_tells_neighbours_apart_by_the_marks_on_which_they_never_agree(client: Client) -> None:
    acsa, raa = factories.agreement_type(), factories.agreement_type("reciprocal-access", short_name_en="RAA")
    factories.confusion(acsa, raa)
    subject = factories.character("subject", ("supplies", "visits"))
    factories.type_state(acsa, subject.states.get(slug="supplies"))
    factories.type_state(raa, subject.states.get(slug="visits"))
    # Both can be either, so that it tells nothing for certain.
    factories.character("binding", ("yes", "no"))

    confused = text_of(client.get("/types/acsa/"), "confused")

    assert "Mark ACSA RAA Subject Supplies Visits" in confused
    assert "Binding" not in confused


def _in_force_after(slug: str, signed: str, in_force: str) -> None:
    factories.event(factories.published_deal(slug, date=signed), EventKind.IN_FORCE, in_force)


def test_type_detail_gives_the_median_days_to_force_of_four_deals_and_no_fewer(client: Client) -> None:
    for number, day in enumerate(("11", "21", "31")):
        _in_force_after(f"deal-{number}", "2024-01-01", f"2024-01-{day}")

    assert "from signature to entry into force" not in text_of(client.get("/types/acsa/"), "why")
    _in_force_after("deal-3", "2024-01-01", "2024-02-10")
    assert (
        "it took 25 days from signature to entry into force: the median of 4 deals of which both days are confirmed, "
        "from 10 to 40." in text_of(client.get("/types/acsa/"), "why")
    )


def test_type_detail_draws_the_life_of_each_deal_beside_its_dates(client: Client) -> None:
    deal = factories.published_deal(date="2024-01-29")
    factories.event(deal, EventKind.NEGOTIATIONS_OPENED, "2022")
    factories.event(deal, EventKind.IN_FORCE, "2024-07-12")
    factories.published_deal("italy-acsa", kind=EventKind.CANCELLED, date="1996-05", partners=())

    deals = section_of(client.get("/types/acsa/"), "deals")

    in_force, cancelled = re.findall(
        r'<svg viewBox="0 0 320 12" class="life([^"]*)" aria-hidden="true">(.*?)</svg>', deals
    )[1:]
    assert re.findall(r'class="(\w+)"', in_force[1]) == ["talk", "line", "bar"]
    assert (cancelled[0], re.findall(r'class="(\w+)"', cancelled[1])) == (" life-over", ["end"])
    # From the decade of the first to the end of today’s.
    assert "decades-4" in deals
    assert re.findall(r"<text[^>]*>(\d+)", deals) == ["1990", "2000", "2010", "2020"]
    assert 'href="/timeline/?type=acsa"' in deals


def test_type_detail_whose_deals_have_no_date_draws_none(client: Client) -> None:
    factories.citation(deal := factories.deal())
    deal.publication = Publication.PUBLISHED
    deal.save()

    deals = section_of(client.get("/types/acsa/"), "deals")

    assert "Japan–Germany ACSA" in deals
    assert "lives" not in deals


def test_type_detail_names_the_words_that_touch_it_and_who_uses_them(client: Client) -> None:
    acsa = factories.agreement_type()
    word = factories.term()
    word.types.add(acsa)
    factories.sense(word)

    terms = client.get("/types/acsa/")

    assert "security cooperation It means arms sales to one speaker only." in text_of(terms, "terms")
    assert 'href="/terms/security-cooperation/#sense-1">US government' in section_of(terms, "terms")
