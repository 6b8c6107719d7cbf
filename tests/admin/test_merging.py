"""Two editors have one deal open: the second is told, sees what the first did, and nothing of either is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Deal
from tests import factories
from tests.admin.deal_post import cited, post_of, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal() -> Deal:
    deal = factories.deal()
    factories.citation(deal, factories.event(deal))
    return deal


@pytest.fixture
def opened(deal: Deal, editor: Client) -> dict[str, Any]:
    """What both editors have open: the form as it was when neither had saved."""
    form = editor.get(url(deal)).context["adminform"].form
    return {**post_of(deal), "seen_version": form["seen_version"].value()}


def url(deal: Deal) -> str:
    return reverse("admin:agreements_deal_change", args=[deal.pk])


def as_sent_back(response: Any) -> dict[str, Any]:
    """Return what the browser sends when the form that came back is sent again untouched."""
    context = response.context
    found: dict[str, Any] = {}
    forms = [context["adminform"].form]
    for each in context["inline_admin_formsets"]:
        forms += [each.formset.management_form, *each.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                found[bound.html_name] = "on" if value is True and bound.name != "binding" else value
    return found


def saved(client: Client, deal: Deal, data: dict[str, Any]) -> None:
    response = client.post(url(deal), data)
    assert response.status_code == 302, response.context["errors"]


def overtaken(client: Client, deal: Deal, data: dict[str, Any]) -> Any:
    response = client.post(url(deal), data)
    assert response.status_code == 200
    assert "Somebody has saved this deal since you opened it." in response.content.decode()
    return response


def test_what_the_two_changed_in_different_fields_is_put_together(
    editor: Client, publisher: Client, deal: Deal, opened: dict[str, Any]
) -> None:
    saved(publisher, deal, {**opened, "summary_en": "Theirs in English.", "signatories_en": "Minister Kamikawa"})
    response = overtaken(editor, deal, {**opened, "summary_ja": "自分の要約。"})
    page = response.content.decode()
    assert "an-publisher" in page
    assert "<ins>Minister Kamikawa</ins>" in page
    assert 'name="take_theirs"' not in page
    assert Deal.objects.get().summary_ja == deal.summary_ja

    saved(editor, deal, as_sent_back(response))
    now = Deal.objects.get()
    assert (now.summary_en, now.summary_ja) == ("Theirs in English.", "自分の要約。")
    assert now.signatories_en == "Minister Kamikawa"


@pytest.mark.parametrize("takes_theirs", [False, True], ids=["yours", "theirs"])
def test_of_what_both_changed_the_second_chooses(
    editor: Client, publisher: Client, deal: Deal, opened: dict[str, Any], takes_theirs: bool
) -> None:
    saved(publisher, deal, {**opened, "summary_en": "Of the first."})
    response = overtaken(editor, deal, {**opened, "summary_en": "Of the second."})
    page = response.content.decode()
    assert 'name="take_theirs" value="summary_en"' in page
    assert "Of the <del>first</del><ins>second</ins>." in page
    data = as_sent_back(response)
    assert data["summary_en"] == "Of the second."
    saved(editor, deal, {**data, **({"take_theirs": "summary_en"} if takes_theirs else {})})
    assert Deal.objects.get().summary_en == ("Of the first." if takes_theirs else "Of the second.")


def test_events_that_both_added_are_all_there_with_their_sources(
    editor: Client, publisher: Client, deal: Deal, opened: dict[str, Any]
) -> None:
    def adding(date: str, kind: str, source: Any) -> dict[str, Any]:
        data = {**opened, "events-TOTAL_FORMS": 2, "citations-TOTAL_FORMS": 2}
        data |= {f"events-1-{name}": value for name, value in signed(date, kind=kind).items()}
        return data | {f"citations-1-{name}": value for name, value in cited(source, "row-1").items()}

    one, other = factories.source("https://example.org/1"), factories.source("https://example.org/2")
    saved(publisher, deal, adding("2024-05-01", "diet-approved", one))
    response = overtaken(editor, deal, adding("2024-07-12", "in-force", other))
    saved(editor, deal, as_sent_back(response))
    assert sorted(str(event) for event in deal.events.all()) == [
        "2024-01-29 signed",
        "2024-05-01 approved by the Diet",
        "2024-07-12 in force",
    ]
    supported = {citation.source: str(citation.event) for citation in deal.citations.all()}
    assert (supported[one], supported[other]) == ("2024-05-01 approved by the Diet", "2024-07-12 in force")


def test_an_event_that_one_removed_and_the_other_changed_stays(
    editor: Client, publisher: Client, deal: Deal, opened: dict[str, Any]
) -> None:
    saved(publisher, deal, {**opened, "events-0-DELETE": "on", "citations-0-event": ""})
    response = overtaken(editor, deal, {**opened, "events-0-note_en": "At the Foreign Ministry."})
    assert "One of you has removed these and the other has changed them" in response.content.decode()
    data = as_sent_back(response)
    data["citations-0-event"] = "row-0"
    saved(editor, deal, data)
    assert deal.events.get().note_en == "At the Foreign Ministry."


def test_an_event_that_the_second_removes_stays_where_the_first_changed_it(
    editor: Client, publisher: Client, deal: Deal, opened: dict[str, Any]
) -> None:
    saved(publisher, deal, {**opened, "events-0-note_en": "At the Foreign Ministry."})
    response = overtaken(editor, deal, {**opened, "events-0-DELETE": "on", "citations-0-event": ""})
    saved(editor, deal, as_sent_back(response))
    assert deal.events.get().note_en == "At the Foreign Ministry."


def test_a_third_save_in_between_is_told_of_too(
    editor: Client, publisher: Client, deal: Deal, opened: dict[str, Any]
) -> None:
    saved(publisher, deal, {**opened, "summary_en": "First."})
    data = as_sent_back(overtaken(editor, deal, {**opened, "summary_ja": "二人目。"}))
    now = {**post_of(Deal.objects.get()), "seen_version": deal.history.latest().history_id}
    saved(publisher, deal, {**now, "signatories_en": "Third"})
    data = as_sent_back(overtaken(editor, deal, data))
    saved(editor, deal, data)
    found = Deal.objects.get()
    assert (found.summary_en, found.summary_ja, found.signatories_en) == ("First.", "二人目。", "Third")


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 40, "999999"])
def test_a_version_that_never_was_is_no_error(editor: Client, deal: Deal, opened: dict[str, Any], seen: str) -> None:
    assert editor.post(url(deal), {**opened, "seen_version": seen}).status_code == 200


@pytest.mark.parametrize("number", ["", "abc", "99999", None])
def test_a_form_that_does_not_say_where_it_began_can_be_saved_once_it_has_been_looked_at(
    publisher: Client, number: str | None
) -> None:
    deal = factories.published_deal()
    address = reverse("admin:agreements_deal_change", args=[deal.pk])
    publisher.post(address, post_of(deal) | {"summary_en": "As another editor has it."})
    sent = {**post_of(deal), "summary_en": "As I have it."}
    sent = {name: value for name, value in {**sent, "seen_version": number}.items() if value is not None}

    first = publisher.post(address, sent)
    assert first.status_code == 200
    again = {**sent, "seen_version": first.context["adminform"].form["seen_version"].value()}

    assert publisher.post(address, again).status_code == 302
    assert Deal.objects.get().summary_en == "As I have it."
