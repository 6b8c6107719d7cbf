"""A deal's history: what changed, in the deal and in its parts, and how an old version comes back."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from agreements.admin.revisions import Piece, differences, revisions
from agreements.models import Citation, Deal, Event
from tests import factories
from tests.admin.deal_post import post_of, rows
from tests.assertions import assert_in_step


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        pytest.param("", "Tokyo", (Piece("Tokyo", "+"),), id="from nothing"),
        pytest.param("Tokyo", "", (Piece("Tokyo", "-"),), id="to nothing"),
        pytest.param(
            "signed in Tokyo in May",
            "signed in Berlin in May",
            (Piece("signed in "), Piece("Tokyo", "-"), Piece("Berlin", "+"), Piece(" in May")),
            id="a word of English",
        ),
        pytest.param(
            "物品を提供する。",
            "物品と役務を提供する。",
            (Piece("物品"), Piece("と役務", "+"), Piece("を提供する。")),
            id="some characters of Japanese",
        ),
        pytest.param("grant", "loan", (Piece("grant", "-"), Piece("loan", "+")), id="nothing in common"),
    ],
)
def test_differences(before: str, after: str, pieces: tuple[Piece, ...]) -> None:
    assert differences(before, after) == pieces


@pytest.fixture
def loaded_deal(db: None) -> Deal:
    """A draft as fixtures leave it: without any history."""
    deal = factories.deal()
    factories.citation(deal, factories.event(deal))
    for model in (Deal, Event, Citation):
        model.history.all().delete()
    return deal


def change_url(deal: Deal) -> str:
    return reverse("admin:agreements_deal_change", args=[deal.pk])


def history_page(client: Client, deal: Deal) -> str:
    return client.get(reverse("admin:agreements_deal_history", args=[deal.pk])).content.decode()


def save(client: Client, deal: Deal, **changes: Any) -> None:
    data = post_of(Deal.objects.get(pk=deal.pk)) | changes
    response = client.post(change_url(deal), data)
    assert response.status_code == 302, response.context["errors"]


def changed(deal: Deal) -> list[tuple[str, str, str]]:
    """Return noun, verb and field of all that the newest revision changed."""
    return [(change.noun, change.verb, field.label) for change in revisions(deal)[0].changes for field in change.fields]


def test_first_change_differs_from_what_was_loaded(editor: Client, loaded_deal: Deal) -> None:
    assert "Nothing has been changed here since it was loaded." in history_page(editor, loaded_deal)
    save(editor, loaded_deal, summary_en="The two armed forces feed each other.")
    newest, first = revisions(loaded_deal)
    assert first.reason == "as loaded"
    assert first.user == ""
    assert newest.user == "an-editor"
    assert [change.noun for change in first.changes] == ["Deal", "Event", "Citation"]
    page = history_page(editor, loaded_deal)
    assert "As it was loaded, before the first change here" in page
    assert "The two armed forces <del>supply</del><ins>feed</ins> each other." in page


def test_history_tells_of_a_deal_and_its_parts_in_one_revision(editor: Client, loaded_deal: Deal) -> None:
    france = factories.partner("france")
    germany = loaded_deal.partners.get()
    data = {
        "partners": [germany.pk, france.pk],
        "events-0-date": "2024-02",
        "events-TOTAL_FORMS": 2,
        "events-1-kind": "in-force",
        "events-1-date": "2024-07-12",
        "events-1-date_standing": "stated",
        "citations-0-event": "",
    }
    save(editor, loaded_deal, **data)
    assert len(revisions(loaded_deal)) == 2
    assert changed(loaded_deal) == [
        ("Deal", "changed", "Partners"),
        ("Event", "changed", "Date"),
        ("Event", "added", "What happened"),
        ("Event", "added", "Date"),
        ("Event", "added", "The date is"),
        ("Citation", "changed", "Supports"),
    ]
    page = history_page(editor, loaded_deal)
    assert "<del>29 January 2024</del>" in page or "29 " in page
    assert "Germany" in page
    assert "France" in page


def test_a_save_without_changes_adds_no_revision(editor: Client, loaded_deal: Deal) -> None:
    save(editor, loaded_deal, short_name_en="Japan–Germany ACSA (2024)")
    save(editor, loaded_deal)
    assert len(revisions(loaded_deal)) == 2


def test_removed_event_is_told_of_and_comes_back_with_its_source(editor: Client, loaded_deal: Deal) -> None:
    save(editor, loaded_deal, **{"events-0-DELETE": "on", "citations-0-DELETE": "on"})
    assert not loaded_deal.events.exists()
    assert {(noun, verb) for noun, verb, _ in changed(loaded_deal)} == {("Event", "removed"), ("Citation", "removed")}
    first = revisions(loaded_deal)[-1]
    address = reverse("admin:agreements_deal_simple_history", args=[loaded_deal.pk, first.version_id])
    page = editor.get(address).content.decode()
    assert "What would change" in page
    assert "<ins>29 January 2024</ins>" in page
    assert editor.post(address).status_code == 302
    event = loaded_deal.events.get()
    assert str(event) == "2024-01-29 signed"
    assert loaded_deal.citations.get().event == event
    assert_in_step(loaded_deal)
    assert "An earlier version restored" in history_page(editor, loaded_deal)
    assert "The deal is just as it was in this version." in editor.get(address).content.decode()


def test_restoring_brings_back_texts_and_partners_but_neither_slug_nor_publication(
    publisher: Client, loaded_deal: Deal
) -> None:
    france = factories.partner("france")
    save(publisher, loaded_deal, summary_en="Changed.", partners=[france.pk], slug="renamed", publication="published")
    first = revisions(loaded_deal)[-1]
    publisher.post(reverse("admin:agreements_deal_simple_history", args=[loaded_deal.pk, first.version_id]))
    deal = Deal.objects.get(pk=loaded_deal.pk)
    assert deal.summary_en == "The two armed forces supply each other."
    assert [partner.slug for partner in deal.partners.all()] == ["germany"]
    assert (deal.slug, deal.publication) == ("renamed", "published")


def test_version_without_a_source_does_not_come_back_while_published(publisher: Client) -> None:
    deal = factories.deal()
    Deal.history.all().delete()
    source = factories.source()
    data = post_of(deal) | rows(
        events=[{"kind": "signed", "date": "2024", "date_standing": "stated"}],
        citations=[{"source": source.pk, "event": "", "standing": "seen"}],
    )
    publisher.post(change_url(deal), {**data, "publication": "published"})
    first = revisions(deal)[-1]
    address = reverse("admin:agreements_deal_simple_history", args=[deal.pk, first.version_id])
    assert "That version has no source" in publisher.post(address, follow=True).content.decode()
    assert deal.citations.count() == 1


def test_half_done_version_does_not_come_back_while_published(publisher: Client, loaded_deal: Deal) -> None:
    Deal.objects.filter(pk=loaded_deal.pk).update(summary_ja="")
    save(publisher, loaded_deal, summary_ja="両国の部隊が相互に提供する。", publication="published")
    first = revisions(loaded_deal)[-1]
    address = reverse("admin:agreements_deal_simple_history", args=[loaded_deal.pk, first.version_id])
    assert "That version is not complete" in publisher.post(address, follow=True).content.decode()
    assert Deal.objects.get(pk=loaded_deal.pk).summary_ja


def test_version_that_names_a_deleted_record_does_not_come_back(editor: Client, loaded_deal: Deal) -> None:
    other = factories.source("https://example.org/2")
    save(editor, loaded_deal, **{"citations-0-source": other.pk})
    loaded_deal.citations.model.objects.filter(source__url__contains="mofa").delete()
    factories.Source.objects.filter(url__contains="mofa").delete()
    first = revisions(loaded_deal)[-1]
    address = reverse("admin:agreements_deal_simple_history", args=[loaded_deal.pk, first.version_id])
    assert "names a record that has been deleted since" in editor.post(address, follow=True).content.decode()


def test_only_who_may_change_a_deal_restores_it(editor: Client, loaded_deal: Deal) -> None:
    save(editor, loaded_deal, summary_en="Changed.")
    Deal.objects.filter(pk=loaded_deal.pk).update(publication="published")
    first = revisions(loaded_deal)[-1]
    address = reverse("admin:agreements_deal_simple_history", args=[loaded_deal.pk, first.version_id])
    assert "Restore this version" not in editor.get(address).content.decode()
    assert editor.post(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_unknown_versions_are_not_found(editor: Client, loaded_deal: Deal) -> None:
    for version in ("999999", "nonsense"):
        address = reverse("admin:agreements_deal_simple_history", args=[loaded_deal.pk, version])
        assert editor.get(address).status_code == 404


def test_history_reads_as_often_for_many_revisions_as_for_few(
    editor: Client, loaded_deal: Deal, django_assert_num_queries: Any
) -> None:
    address = reverse("admin:agreements_deal_history", args=[loaded_deal.pk])
    save(editor, loaded_deal, summary_en="First.")
    few = _queries(editor, address)
    for number in range(5):
        save(editor, loaded_deal, summary_en=f"Change {number}.", **{"events-0-date": f"2024-0{number + 1}"})
    with django_assert_num_queries(few):
        editor.get(address)


def _queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_dates_in_the_history_are_in_the_words_of_the_page(editor: Client, loaded_deal: Deal) -> None:
    save(editor, loaded_deal, evidence_date="2024-07")
    address = f"/ja{reverse('admin:agreements_deal_history', args=[loaded_deal.pk])}"
    assert "<ins>2024年7月</ins>" in editor.get(address).content.decode()
    assert datetime.now(ZoneInfo("Asia/Tokyo")).strftime("%Y") in editor.get(address).content.decode()
