import re
from typing import Any

import pytest
from django.test import Client

from agreements.models import Deal, Event, EventKind, Publication
from agreements.selectors import changes as selector
from agreements.selectors import history_rows
from tests import factories
from tests.assertions import assert_page
from tests.edits import edit, forget_history
from tests.kept_rows import rows_kept
from tests.pages.reading import lang_of, philippines, reciprocal_access, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HEADING = "What the register learned and corrected"


def entries(response: Any) -> list[str]:
    """Return the entries of the page, each in one line."""
    rows = re.findall(
        r'<li class="row row-deal">.*?</div><span class="row-status">.*?</span></li>', response.content.decode(), re.S
    )
    return [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in rows]


@pytest.fixture
@rows_kept
def deal() -> Deal:
    """A published deal of a register that was just loaded."""
    factories.register()
    made = factories.published_deal()
    forget_history()
    return made


def test_an_empty_register_says_that_nothing_was_there(client: Client) -> None:
    assert_page(client.get("/changes/"), HEADING, "0 deals were in the register by then")


def test_a_fresh_register_has_one_entry_and_the_events_that_it_began_with(client: Client, deal: Deal) -> None:
    response = client.get("/changes/")

    assert_page(response, HEADING)
    (beginning,) = entries(response)
    assert beginning.startswith("2026-11-23 The record of changes begins. 1 deal was in the register by then")
    assert "Nothing has changed since." in beginning
    assert "2024-01-29 Japan–Germany ACSA : signed" in text_of(response, "before")


def test_events_whose_date_no_source_states_come_last_of_those_that_it_began_with(client: Client, deal: Deal) -> None:
    factories.event(deal, EventKind.IN_FORCE, "2026-08", date_standing="by")
    factories.event(deal, EventKind.AMENDED, "2026-09", date_standing="unconfirmed")
    forget_history()

    before, feed = text_of(client.get("/changes/"), "before"), client.get("/changes/feed/").content.decode()

    assert before.index("2024-01-29") < before.index("2026-09, unconfirmed") < before.index("by 2026-08")
    assert feed.index("29 January 2024") < feed.index("September 2026, unconfirmed") < feed.index("by August 2026")


def test_a_new_event_is_told_with_the_status_that_it_brought(client: Client, deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01"):
        event = factories.event(deal, EventKind.IN_FORCE, "2026-11-30", note_en="by exchange of notes")
        factories.citation(deal, event, factories.source("https://www.mofa.go.jp/2.html", title="In force at last"))

    newest, beginning = entries(client.get("/changes/"))

    assert newest == (
        "2026-12-01 Japan–Germany ACSA Status : in force (before: signed ) "
        "Event : in force (by exchange of notes), 30 November 2026 "
        "Source : In force at last , Ministry of Foreign Affairs of Japan learned"
    )
    assert "Nothing has changed since." not in beginning
    # What a change has brought is not among what was there from the start.
    assert "30 November" not in text_of(client.get("/changes/"), "before")


def test_a_correction_says_what_stood_there_before(client: Client, deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01") as edited:
        edited.diet_approval = "approved"
        edited.instrument = "treaty"
        edited.save()
        event = Event.objects.get()
        event.date = "2024-01-30"
        event.save()

    learned, corrected = sorted(entries(client.get("/changes/"))[:2], key=lambda entry: entry.endswith("corrected"))

    assert learned == "2026-12-01 Japan–Germany ACSA Approval by the Diet : approved (before: not known ) learned"
    assert "Event : signed, 30 January 2024 (before: signed, 29 January 2024 )" in corrected
    assert "Kind of paper : treaty approved by the Diet (before: other )" in corrected


def test_a_long_text_is_shown_once_with_its_differences(client: Client, deal: Deal, time_machine: Any) -> None:
    sentence = "The two forces may ask each other for fuel, food, water, transport and repairs on exercises"
    Deal.objects.update(summary_en=f"{sentence}, and in United Nations operations as well.")
    with edit(time_machine, deal, "2026-12-01") as edited:
        edited.summary_en = f"{sentence}, and in disaster relief operations as well."
        edited.save()

    body = client.get("/changes/").content.decode()

    assert "<del>United</del>" in body or "<del>United Nations</del>" in body
    assert body.count(sentence) == 1


def test_a_wording_in_the_other_language_is_told_in_that_language(
    client: Client, deal: Deal, time_machine: Any
) -> None:
    with edit(time_machine, deal, "2026-12-01") as edited:
        edited.in_practice_ja = "洋上で給油を受けられる。"
        edited.save()

    body = client.get("/changes/").content.decode()

    assert '<span lang="ja">洋上で給油を受けられる。</span>' in body


def test_a_deal_that_joins_is_one_entry_with_its_events_and_sources(
    client: Client, deal: Deal, time_machine: Any
) -> None:
    draft = factories.deal("philippines-raa", partners=(philippines(),))
    factories.citation(draft, factories.event(draft, date="2026-11-30"))
    forget_history()
    with edit(time_machine, draft, "2026-12-01") as edited:
        edited.publication = Publication.PUBLISHED
        edited.save()

    response = client.get("/changes/")

    assert entries(response)[0] == (
        "2026-12-01 Philippines Raa Event : signed, 30 November 2026 Number of sources : 1 new in the register"
    )
    assert "1 deal was in the register by then" in entries(response)[1]


def test_neither_drafts_nor_notes_nor_editors_are_told_of(
    client: Client, deal: Deal, time_machine: Any, django_user_model: Any
) -> None:
    draft = factories.deal("secret-deal")
    forget_history()
    with edit(time_machine, draft, "2026-12-01") as edited:
        edited.items_en = ["something secret"]
        edited.save()
    with edit(time_machine, deal, "2026-12-02") as edited:
        edited._history_user = django_user_model.objects.create_user("an-editor")  # type: ignore[attr-defined]
        edited._change_reason = "a secret reason"  # type: ignore[attr-defined]
        edited.editors_note = "a secret note"
        edited.items_en = ["fuel"]
        edited.save()
        factories.relation(edited, draft)

    for address in ("/changes/", "/changes/feed/"):
        body = client.get(address).content.decode().lower()
        assert "fuel" in body
        assert "secret" not in body
        assert "an-editor" not in body


def test_filters_narrow_and_can_be_dropped(client: Client, deal: Deal, time_machine: Any) -> None:
    other = factories.published_deal("philippines-raa", type=reciprocal_access(), partners=(philippines(),))
    forget_history()
    for each in (deal, other):
        with edit(time_machine, each, "2026-12-01") as edited:
            edited.items_en = ["fuel"]
            edited.instrument = "treaty"
            edited.save()

    assert len(entries(client.get("/changes/"))) == 5
    for query in ("partner=philippines", "type=reciprocal-access"):
        found = entries(client.get(f"/changes/?{query}"))
        assert len(found) == 3
        assert "1 deal of this selection was in the register by then" in found[-1]
        assert all("Germany" not in entry for entry in found)
    assert [entry.endswith("corrected") for entry in entries(client.get("/changes/?kind=corrected"))] == [
        True,
        True,
        False,
    ]
    response = client.get("/changes/?kind=learned&partner=philippines")
    assert 'href="?partner=philippines"' in response.content.decode()
    assert "Philippines (Atom)" in text_of(response)


def test_a_selection_without_changes_says_so_and_shows_its_events(client: Client, deal: Deal) -> None:
    factories.published_deal("philippines-raa", partners=(philippines(),), date="2025-09-11")
    forget_history()

    response = client.get("/changes/?partner=philippines")

    assert "Nothing of this selection has changed since." in text_of(response)
    assert "Philippines Raa : signed" in text_of(response, "before")
    assert "Germany" not in text_of(response, "before")


def test_a_bad_value_is_named_and_left_out(client: Client, deal: Deal) -> None:
    response = client.get("/changes/?kind=invented&page=x")

    assert_page(response, HEADING)
    assert "“invented” is not a known value of “kind”." in text_of(response)


def test_a_page_beyond_the_last_is_the_last(
    client: Client, deal: Deal, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selector, "PAGE_CHANGES", 1)
    for day in ("2026-12-01", "2026-12-02"):
        with edit(time_machine, deal, day) as edited:
            edited.items_en = [day]
            edited.save()

    first, last = client.get("/changes/"), client.get("/changes/?page=9")

    assert [entry[:10] for entry in entries(first)] == ["2026-12-02"]
    # The beginning stands after the last entry, and not on the pages before.
    assert [entry[:10] for entry in entries(last)] == ["2026-12-01", "2026-11-23"]
    assert "1 of 2" in text_of(first)


def test_a_report_that_was_accepted_is_told_where_the_reader_agreed(client: Client, deal: Deal) -> None:
    answers = {"answer_en": "The day is right now.", "answer_ja": "日付を直した。"}
    factories.report("shown", state="accepted", may_be_shown=True, **answers)
    factories.report("not-shown", state="accepted", answer_en="Kept quiet.", answer_ja="非公開。")
    factories.report("declined", state="declined", may_be_shown=True, answer_en="Not so.", answer_ja="否。")

    response = client.get("/changes/?kind=reported")

    newest, _beginning = entries(response)
    assert newest.startswith("2026-11-23 Japan–Germany ACSA")
    assert "The day is right now. reported by a reader" in newest
    assert "The day of signature is wrong." not in text_of(response)
    assert len(entries(client.get("/changes/?partner=germany"))) == 2


def test_htmx_gets_the_part_that_changes_and_a_restored_page_the_whole(client: Client, deal: Deal) -> None:
    fragment = client.get("/changes/", headers={"HX-Request": "true"})
    restored = client.get("/changes/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert fragment.content.decode().strip().startswith("<title>")
    assert "<!DOCTYPE html>" in restored.content.decode()
    assert "HX-Request" in fragment["Vary"]


@pytest.mark.parametrize("number", [1, 5])
def test_the_queries_do_not_grow_with_the_register(  # type: ignore[no-untyped-def]
    client: Client, deal: Deal, time_machine: Any, django_assert_max_num_queries, number: int
) -> None:
    character = factories.character("subject", ("supplies",))
    for each in range(number):
        other = factories.published_deal(f"deal-{each}")
        with edit(time_machine, other, "2026-12-01") as edited:
            edited.items_en = ["fuel"]
            edited.save()
            factories.citation(other, factories.event(other, EventKind.IN_FORCE, "2026-11-30"))
            factories.deal_state(other, character.states.get())
            factories.relation(other, deal)

    # What a process reads once an edition, its first answer has read.
    client.get("/changes/")
    with django_assert_max_num_queries(12):
        client.get("/changes/")


def test_changes_in_japanese_are_japanese(client: Client, deal: Deal, time_machine: Any) -> None:
    with edit(time_machine, deal, "2026-12-01"):
        factories.event(deal, EventKind.IN_FORCE, "2026-11-30")

    response = client.get("/ja/changes/")

    assert lang_of(response) == "ja"
    assert "日独ACSA" in entries(response)[0]
    assert "2026年11月30日" in entries(response)[0]


@pytest.fixture
def five_days(deal: Deal, time_machine: Any, monkeypatch: Any) -> list[str]:
    """The days of five changes of one deal, of which two are put together at once."""
    monkeypatch.setattr(selector, "MOST_TOUCHED", 2)
    days = [f"2026-12-0{number}" for number in range(1, 6)]
    for day in days:
        with edit(time_machine, deal, day) as edited:
            edited.summary_en = f"As known on {day}."
            edited.save()
    return days


def older(response: Any) -> list[str]:
    return re.findall(r'<a rel="next" href="(\?[^"]*)">Older changes', response.content.decode())


def test_older_changes_are_reached_from_one_part_to_the_next_and_none_is_left_out(
    client: Client, five_days: list[str]
) -> None:
    address: str | None = "/changes/"
    found: list[str] = []
    while address:
        response = client.get(address)
        found += [entry[:10] for entry in entries(response)]
        address = next((f"/changes/{query}" for query in older(response)), None)

    assert found == [*reversed(five_days), "2026-11-23"]


def test_the_beginning_and_its_events_come_after_the_oldest_part_only(client: Client, five_days: list[str]) -> None:
    newest, oldest = client.get("/changes/"), client.get("/changes/?until=2026-12-01")

    assert older(newest) == ["?until=2026-12-03"]
    assert "The record of changes begins" not in newest.content.decode()
    assert not older(oldest)
    assert entries(oldest)[-1].startswith("2026-11-23 The record of changes begins. 1 deal of this selection")
    assert "2024-01-29 Japan–Germany ACSA : signed" in text_of(oldest, "before")


def test_a_part_keeps_the_filters_and_names_its_day(client: Client, five_days: list[str]) -> None:
    response = client.get("/changes/?partner=germany&until=2026-12-04")

    assert [entry[:10] for entry in entries(response)] == ["2026-12-04", "2026-12-03"]
    assert older(response) == ["?partner=germany&amp;until=2026-12-02"]
    assert "2026-12-04" in re.findall(r"<title>(.*?)</title>", response.content.decode(), re.S)[0]


def test_a_day_is_never_cut(client: Client, deal: Deal, time_machine: Any, monkeypatch: Any) -> None:
    """A day with more lines of the history than are read at once is read whole, before any older one."""
    with edit(time_machine, deal, "2026-12-01") as edited:
        edited.summary_en = "Earlier."
        edited.save()
    for number in range(5):
        other = factories.published_deal(f"deal-{number}", short_name_en=f"Deal {number}")
        with edit(time_machine, other, "2026-12-02", 10 + number) as edited:
            edited.summary_en = "Otherwise."
            edited.save()
    monkeypatch.setattr(selector, "MOST_TOUCHED", 1)
    monkeypatch.setattr(history_rows, "ROWS_OF_ONE", 2)
    response = client.get("/changes/?until=2026-12-02")

    assert [entry[:10] for entry in entries(response)] == ["2026-12-02"] * 5
    assert older(response) == ["?until=2026-12-01"]
