"""What `/changes/` and the feeds tell of types, partners, words and sources, and what they never tell."""

from typing import Any

import feedparser
import pytest
from django.test import Client

from agreements.models import AgreementType, Deal, Partner, Source
from tests import factories
from tests.edits import edit, forget_history
from tests.kept_rows import rows_kept
from tests.pages.reading import philippines
from tests.pages.test_changes import entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
@rows_kept
def deal() -> Deal:
    """A published deal, its type, partner and source, and a word, of a register that was just loaded."""
    factories.register()
    made = factories.published_deal()
    factories.sense_citation(factories.sense(factories.term()))
    forget_history()
    return made


@pytest.fixture
def germany(deal: Deal) -> Partner:
    return Partner.objects.get(slug="germany")


def save(record: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


def test_a_register_that_was_just_loaded_tells_of_no_record(client: Client, deal: Deal) -> None:
    (beginning,) = entries(client.get("/changes/"))
    assert "Nothing has changed since." in beginning


def test_a_correction_of_a_partner_says_what_stood_there_before(
    client: Client, germany: Partner, time_machine: Any
) -> None:
    before = germany.official_name_en
    with edit(time_machine, germany, "2026-12-01") as edited:
        save(edited, official_name_en="Germany as it was", account_en="It grew.", account_ja="育った。")

    found = entries(client.get("/changes/"))

    assert found[0] == "2026-12-01 Partner: Germany How the relation grew, English : It grew. learned"
    assert found[1] == (
        f"2026-12-01 Partner: Germany Official name, English : Germany as it was (before: {before} ) corrected"
    )
    assert len(found) == 3


def test_changes_of_records_are_told_in_japanese(client: Client, germany: Partner, time_machine: Any) -> None:
    with edit(time_machine, germany, "2026-12-01") as edited:
        save(edited, official_name_ja="新しい国名")

    newest = entries(client.get("/ja/changes/"))[0]

    assert "新しい国名" in newest
    assert "ドイツ" in newest


def test_a_type_is_told_of_with_its_cells_phrases_and_differences(
    client: Client, deal: Deal, time_machine: Any
) -> None:
    other = factories.agreement_type("raa")
    character = factories.character("subject", ("supplies", "visits"))
    supplies, visits = character.states.order_by("position")
    cell = factories.type_state(deal.type, supplies)
    phrase = factories.type_phrase(deal.type)
    forget_history()
    with edit(time_machine, deal.type, "2026-12-01") as acsa:
        save(cell, state=visits)
        save(phrase, quote="mutual provision of supplies")
        factories.confusion(acsa, other, difference_en="One feeds, the other admits.")

    found = " ".join(entries(client.get("/changes/"))[:2])

    assert "Agreement type: ACSA" in found
    assert f"{character.name_en} : {visits.label_en} (before: {supplies.label_en} )" in found
    assert "mutual provision of supplies" in found
    assert "What tells it from Raa : One feeds, the other admits." in found


def test_a_word_is_told_of_with_its_senses_and_their_sources(client: Client, deal: Deal, time_machine: Any) -> None:
    term = factories.term("alliance")
    sense = factories.sense(term)
    forget_history()
    with edit(time_machine, term, "2026-12-01") as edited:
        edited.types.add(deal.type)
        save(sense, definition_en="A promise to fight.")
        factories.sense_citation(sense, factories.source("https://example.org/9", title="Where it is said"))

    found = " ".join(entries(client.get("/changes/"))[:2])

    assert "Types : ACSA" in found
    assert "A promise to fight." in found
    assert "Source : Where it is said" in found


def test_a_sense_that_is_withdrawn_is_told_of(client: Client, deal: Deal, time_machine: Any) -> None:
    term = factories.term("alliance")
    sense = factories.sense(term, definition_en="A promise to fight.")
    factories.sense_citation(sense)
    forget_history()
    with edit(time_machine, term, "2026-12-01"):
        sense.delete()

    newest = entries(client.get("/changes/"))[0]

    assert newest.endswith("A promise to fight. (withdrawn) corrected")


def test_a_new_word_is_one_entry_and_a_new_source_none(client: Client, deal: Deal, time_machine: Any) -> None:
    time_machine.move_to("2026-12-01T03:00:00+00:00", tick=False)
    factories.sense(factories.term("alliance", beware_en="Not every partner is one."))
    factories.source("https://example.org/new")

    found = entries(client.get("/changes/"))

    assert len(found) == 2
    assert "Not every partner is one." in found[0]
    assert found[0].endswith("new in the register")


def test_a_source_that_is_put_right_is_told_of_unless_only_a_draft_cites_it(
    client: Client, deal: Deal, time_machine: Any
) -> None:
    unseen = factories.source("https://example.org/secret", title="A secret plan")
    factories.citation(factories.deal("secret-deal"), None, unseen)
    forget_history()
    cited = Source.objects.exclude(pk=unseen.pk).get()
    for source in (unseen, cited):
        with edit(time_machine, source, "2026-12-01") as edited:
            save(edited, date="2024-01-30", archived_url="https://web.archive.org/x")

    for address in ("/changes/", "/changes/feed/"):
        body = client.get(address).content.decode()
        assert "secret" not in body.lower()
    # Neither had a date nor a copy before.
    newest, *others = entries(client.get("/changes/"))
    assert newest == (
        f"2026-12-01 Source: {cited.title} Date : 30 January 2024 Archived copy : https://web.archive.org/x learned"
    )
    assert len(others) == 1


def test_neither_cues_nor_questions_nor_positions_nor_editors_are_told_of(
    client: Client, deal: Deal, time_machine: Any, django_user_model: Any
) -> None:
    editor = django_user_model.objects.create_user("an-editor")
    cue = factories.cue(deal.type)
    character = factories.character("subject", ("supplies",))
    forget_history()
    for record, fields in (
        (cue, {"phrase": "a secret phrase"}),
        (character, {"question_en": "A secret question?"}),
        (deal.type, {"position": 77, "slug": "secret-slug"}),
    ):
        with edit(time_machine, record, "2026-12-01") as edited:
            edited._history_user = editor
            edited._change_reason = "a secret reason"
            save(edited, **fields)

    assert len(entries(client.get("/changes/"))) == 1
    with edit(time_machine, deal.type, "2026-12-02") as kind:
        kind._history_user = editor  # type: ignore[attr-defined]
        save(kind, lede_en="The two supply each other.")
    for address in ("/changes/", "/changes/feed/"):
        body = client.get(address).content.decode()
        assert "The two supply each other." in body
        assert "an-editor" not in body
        assert "a secret" not in body.lower()


def test_a_partner_of_drafts_only_is_not_told_of(client: Client, deal: Deal, time_machine: Any) -> None:
    unseen = philippines()
    factories.deal("secret-deal", partners=(unseen,))
    forget_history()
    with edit(time_machine, unseen, "2026-12-01") as edited:
        save(edited, official_name_en="Somewhere else")

    assert len(entries(client.get("/changes/"))) == 1


def test_filters_keep_the_records_that_belong(client: Client, germany: Partner, time_machine: Any) -> None:
    deal, manila = Deal.objects.get(), philippines()
    other = factories.published_deal("philippines-raa", type=factories.agreement_type("raa"), partners=(manila,))
    term = factories.term("alliance")
    term.types.add(other.type)
    factories.sense(term, speaker="partner-government", partner=manila)
    forget_history()
    for record, fields in (
        (germany, {"official_name_en": "Germany as it was"}),
        (deal.type, {"lede_en": "ACSA as it was."}),
        (manila, {"official_name_en": "Philippines as it was"}),
        (other.type, {"lede_en": "RAA as it was."}),
        (term, {"beware_en": "Alliance as it was."}),
    ):
        with edit(time_machine, record, "2026-12-01") as edited:
            save(edited, **fields)

    def told(query: str) -> set[str]:
        body = " ".join(entries(client.get(f"/changes/?{query}")))
        return {name for name in ("Germany", "ACSA", "Philippines", "RAA", "Alliance") if f"{name} as it was" in body}

    assert told("") == {"Germany", "ACSA", "Philippines", "RAA", "Alliance"}
    assert told("partner=germany") == {"Germany"}
    assert told("type=acsa") == {"ACSA"}
    assert told("partner=philippines") == {"Philippines", "Alliance"}
    assert told("type=raa") == {"RAA", "Alliance"}
    assert told("kind=learned") == set()
    feed = client.get("/partners/germany/feed/").content.decode()
    assert "Germany as it was" in feed
    assert "ACSA as it was" not in feed


def test_a_feed_names_an_entry_for_ever_and_links_to_its_record(
    client: Client, germany: Partner, time_machine: Any
) -> None:
    with edit(time_machine, germany, "2026-12-01") as edited:
        save(edited, official_name_en="Germany as it was")
    with edit(time_machine, Source.objects.get(), "2026-12-02") as source:
        save(source, title="As printed")

    def found() -> list[Any]:
        return list(feedparser.parse(client.get("/changes/feed/").content).entries[:2])

    of_source, of_partner = found()
    assert of_partner.title == "Partner: Germany, corrected: Official name, English"
    assert of_partner.link == "http://testserver/partners/germany/"
    assert of_source.link == source.url
    names = [entry.id for entry in found()]
    save(Partner.objects.get(slug="germany"), slug="federal-republic")
    save(Source.objects.get(), url="https://example.org/moved")
    assert [entry.id for entry in found()] == names


@pytest.mark.parametrize("number", [1, 4])
def test_the_queries_do_not_grow_with_what_is_told_of_records(  # type: ignore[no-untyped-def]
    client: Client, deal: Deal, time_machine: Any, django_assert_max_num_queries, number: int
) -> None:
    character = factories.character("subject", ("supplies",))
    for each in range(number):
        partner, kind = factories.partner(f"land-{each}"), factories.agreement_type(f"kind-{each}")
        other = factories.published_deal(f"deal-{each}", type=kind, partners=(partner,))
        term = factories.term(f"word-{each}")
        forget_history()
        with edit(time_machine, other, "2026-12-01") as edited:
            save(edited, items_en=["fuel"])
            factories.deal_state(other, character.states.get())
            factories.citation(other, None, factories.source(f"https://example.org/{each}"))
        for record, fields in ((partner, {"heading_en": "X"}), (kind, {"lede_en": "X"}), (term, {"beware_en": "X"})):
            with edit(time_machine, record, "2026-12-01") as edited:
                save(edited, **fields)
        factories.type_state(kind, character.states.get())
        factories.sense(term, speaker="partner-government", partner=partner)
    for source in Source.objects.all():
        with edit(time_machine, source, "2026-12-01") as edited:
            save(edited, title="As printed")

    for address in ("/changes/", "/changes/feed/", "/changes/?partner=germany"):
        # How many deals were there from the start is counted once an edition, which no page's own count holds.
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)
    assert AgreementType.objects.count() == number + 1
