"""Who changed what, and when, in what is no deal: kept by each save in the admin, and shown with what differs."""

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from agreements.admin.revisions import Revision, revisions
from agreements.admin.wholes import WHOLES
from agreements.models import Deal, Partner, Sense, Source, Term, TypeState
from tests import factories
from tests.edits import forget_history

pytestmark = pytest.mark.django_db


def address(record: Model, page: str = "change") -> str:
    return reverse(f"admin:agreements_{record._meta.model_name}_{page}", args=[record.pk])


def post_of(client: Client, record: Model) -> dict[str, Any]:
    """Return what the form of a record sends where nothing is changed."""
    context = client.get(address(record)).context
    formsets = [one.formset for one in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.initial_forms]
    data = {bound.html_name: bound.value() for form in forms for bound in form}
    return {
        name: str(value) if not isinstance(value, list) else "\n".join(map(str, value))
        for name, value in data.items()
        if value not in (None, False)
    }


def save(client: Client, record: Model, **changes: Any) -> None:
    response = client.post(address(record), post_of(client, record) | changes)
    assert response.status_code == 302, (
        response.context["adminform"].form.errors,
        [one.formset.errors for one in response.context["inline_admin_formsets"]],
    )


def told(revision: Revision) -> list[tuple[str, str, list[str]]]:
    return [(change.noun, change.verb, [field.label for field in change.fields]) for change in revision.changes]


def test_the_first_change_differs_from_what_was_loaded_and_names_who_did_it(publisher: Client) -> None:
    partner = factories.partner()
    forget_history()
    page = publisher.get(address(partner, "history")).content.decode()
    assert "Nothing has been changed here since it was loaded." in page

    save(publisher, partner, official_name_en="Federal Republic")

    newest, first = revisions(partner)
    assert told(newest) == [("Partner", "changed", ["Official name, English"])]
    assert (newest.user, first.user, first.reason) == ("an-publisher", "", "as loaded")
    page = publisher.get(address(partner, "history")).content.decode()
    assert "<ins>Federal Republic</ins>" in page or "<ins>Federal</ins>" in page
    assert "an-publisher" in page
    assert "restoring" not in page


def test_a_save_without_a_change_keeps_nothing(publisher: Client) -> None:
    source = factories.source()
    forget_history()
    save(publisher, source)
    assert [revision.reason for revision in revisions(source)] == ["as loaded"]


def test_a_new_record_is_added(publisher: Client) -> None:
    data = {
        "url": "https://example.org/1",
        "title": "New",
        "language": "en",
        "publisher": "X",
        "kind": "press",
    }
    assert publisher.post(reverse("admin:agreements_source_add"), data).status_code == 302
    (record,) = Source.history.all()  # type: ignore[attr-defined]
    assert (record.history_type, record.history_user.username) == ("+", "an-publisher")


def test_a_word_and_its_senses_have_one_history_with_one_revision_a_save(publisher: Client) -> None:
    kind = factories.agreement_type()
    term = factories.term()
    sense = factories.sense(term)
    forget_history()

    save(publisher, term, **{"types": [kind.pk], "senses-0-definition_en": "Another meaning."})
    assert told(revisions(term)[0]) == [
        ("Term", "changed", ["Types"]),
        ("Sense", "changed", ["Sense, English"]),
    ]
    save(publisher, term, **{"types": [kind.pk], "senses-0-DELETE": "on"})

    newest, middle, first = revisions(term)
    assert [(noun, verb) for noun, verb, _fields in told(newest)] == [("Sense", "removed")]
    assert newest.user == "an-publisher"
    assert not Sense.objects.filter(pk=sense.pk).exists()


def test_the_page_of_a_sense_shows_and_keeps_the_history_of_its_word(publisher: Client) -> None:
    sense = factories.sense(factories.term())
    factories.sense_citation(sense)
    forget_history()

    save(publisher, sense, **{"definition_ja": "別の意味。", "citations-0-standing": "known"})

    assert told(revisions(sense)[0]) == [
        ("Sense", "changed", ["Sense, Japanese"]),
        ("Citation of a sense", "changed", ["Read"]),
    ]
    assert revisions(sense) == revisions(sense.term)
    assert "別の意味" in publisher.get(address(sense, "history")).content.decode()


def test_a_cell_of_the_matrix_is_in_the_history_of_its_type(publisher: Client) -> None:
    kind = factories.agreement_type()
    character = factories.character("subject", ("supplies", "visits"))
    supplies, visits = character.states.order_by("position")
    factories.type_state(kind, supplies)
    forget_history()
    cell = reverse("admin:agreements_matrix_cell", args=[kind.slug, character.slug])

    publisher.post(cell, {"has-visits": "on", "seen": "visits"})

    assert TypeState.objects.get().state == visits
    newest, _first = revisions(kind)
    assert sorted((noun, verb) for noun, verb, _fields in told(newest)) == [
        ("State of a type", "added"),
        ("State of a type", "removed"),
    ]
    assert newest.user == "an-publisher"


def test_what_is_deleted_stays_in_the_history_as_it_was(publisher: Client) -> None:
    one, other = factories.source("https://example.org/1"), factories.source("https://example.org/2")
    forget_history()

    publisher.post(address(one, "delete"), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    publisher.post(reverse("admin:agreements_source_changelist"), chosen)

    assert not Source.objects.exists()
    for source in (one, other):
        gone, loaded = Source.history.filter(url=source.url)  # type: ignore[attr-defined]
        assert (gone.history_type, gone.history_user.username) == ("-", "an-publisher")
        assert loaded.history_change_reason == "as loaded"


def test_only_who_may_see_a_record_sees_its_history(client: Client, editor: Client) -> None:
    cue = factories.cue(factories.agreement_type())
    assert editor.get(address(cue, "history")).status_code == 200
    assert client.get(address(cue, "history")).status_code == 302
    assert editor.get(reverse("admin:agreements_partner_history", args=[99])).status_code == 404


def test_each_model_that_the_admin_changes_has_a_history() -> None:
    without = {"Report"}
    for model, registered in admin.site._registry.items():
        if model._meta.app_label == "agreements" and model.__name__ not in without:
            assert hasattr(model, "history"), model
            for inline in registered.inlines:
                assert hasattr(inline.model, "history"), inline.model
    assert {Deal, Partner, Source, Term} < set(WHOLES)
