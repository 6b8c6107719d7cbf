"""An editor adds a deal and changes it; only a publisher shows it to readers."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Deal, Publication
from agreements.models.deal import NEEDED
from agreements.selectors.edition import read_edition
from tests import factories
from tests.admin.deal_post import HEAD, cited, post_of, rows, signed
from tests.assertions import assert_in_step

pytestmark = pytest.mark.django_db
ADD = "/admin/agreements/deal/add/"


@pytest.fixture
def cast() -> dict[str, Any]:
    """What is there before the deal: its type, its partner, two pages about it, a state and an older deal."""
    return {
        "type": factories.agreement_type(),
        "partner": factories.partner(),
        "source": factories.source(),
        "press": factories.source("https://example.org/news/1", title="Germany and Japan sign"),
        "older": factories.deal("germany-technology-transfer", type=factories.agreement_type("technology-transfer")),
        "state": factories.state(factories.character(), "supplies"),
    }


def new_deal(cast: dict[str, Any], **parts: Any) -> dict[str, Any]:
    head = {**HEAD, "type": cast["type"].pk, "partners": [cast["partner"].pk]}
    return head | rows(**parts)


def messages_beside(response: Any, field: str) -> list[str]:
    """Return the messages beside a field of the form, or of a row: `events-0-date`."""
    context = response.context
    if "-" not in field:
        return list(context["adminform"].form.errors.get(field, []))
    prefix, row, name = field.split("-")
    formset = next(each.formset for each in context["inline_admin_formsets"] if each.formset.prefix == prefix)
    return list(formset.forms[int(row)].errors.get(name, []))


def change_url(deal: Deal) -> str:
    return reverse("admin:agreements_deal_change", args=[deal.pk])


def test_editor_adds_a_deal_with_all_its_parts_in_one_go(editor: Client, cast: dict[str, Any]) -> None:
    data = new_deal(
        cast,
        events=[signed("2024-01-29", place_en="Tokyo", place_ja="東京"), signed("2024-07", kind="in-force")],
        citations=[cited(cast["source"], "row-0"), cited(cast["source"], "row-1"), cited(cast["press"])],
        amounts=[{"kind": "grant", "amount": "600000000", "currency": "jpy"}],
        relations=[{"kind": "builds-on", "other": cast["older"].pk}],
        phrases=[{"quote": "日独ACSAの署名", "gloss": "Signing", "language": "ja", "source": cast["press"].pk}],
        deal_states=[{"state": cast["state"].pk, "source": cast["source"].pk}],
    )
    response = editor.post(ADD, {**data, "evidence_date": "2024-07"})
    assert response.status_code == 302, response.context["errors"]
    deal = Deal.objects.get(slug="germany-acsa")
    assert deal.publication == Publication.DRAFT
    assert [str(event) for event in deal.events.all()] == ["2024-01-29 signed", "2024-07 in force"]
    supported = {(citation.source, str(citation.event)) for citation in deal.citations.all()}
    assert supported == {
        (cast["source"], "2024-01-29 signed"),
        (cast["source"], "2024-07 in force"),
        (cast["press"], "None"),
    }
    assert deal.amounts.get().currency == "JPY"
    assert deal.relations.get().other == cast["older"]
    assert deal.phrases.count() == deal.deal_states.count() == 1
    assert (deal.status, str(deal.status_since)) == ("in-force", "2024-07")
    assert_in_step(deal)


def test_publisher_publishes_a_new_deal_with_its_sources_in_one_go(publisher: Client, cast: dict[str, Any]) -> None:
    data = new_deal(cast, events=[signed()], citations=[cited(cast["source"], "row-0")])
    assert publisher.post(ADD, {**data, "publication": "published"}).status_code == 302
    deal = Deal.objects.get(slug="germany-acsa")
    assert deal.is_published
    assert [record.publication for record in deal.history.all()] == ["published"]


def test_a_slug_that_was_typed_outlives_a_failed_attempt_to_publish(publisher: Client) -> None:
    deal = factories.deal("our-own-slug")
    factories.citation(deal, factories.event(deal))
    data = {**HEAD, **post_of(deal), "publication": "published"}

    response = publisher.post(change_url(deal), {**data, "events-0-date": "2024-13"})

    assert messages_beside(response, "events-0-date")
    # Not there to read only: it would be missing from what is sent next.
    assert 'name="slug" value="our-own-slug"' in response.content.decode()


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"doubt_en": "The day is open."}, "doubt_ja"),
        ({"items_en": "ships\naircraft", "items_ja": "艦艇"}, "items_ja"),
        ({"events-0-note_ja": "署名者は不明"}, "events-0-note_en"),
        ({"events-0-place_en": "Tokyo"}, "events-0-place_ja"),
    ],
)
def test_what_is_published_is_there_in_both_languages(
    publisher: Client, cast: dict[str, Any], part: dict[str, str], field: str
) -> None:
    data = new_deal(cast, events=[signed()], citations=[cited(cast["source"], "row-0")]) | part

    refused = publisher.post(ADD, {**data, "publication": "published"})
    assert refused.status_code == 200
    assert messages_beside(refused, field)

    assert publisher.post(ADD, {**data, "publication": "draft"}).status_code == 302


def test_only_what_readers_see_changes_the_edition(publisher: Client, cast: dict[str, Any]) -> None:
    before = read_edition()
    data = new_deal(cast, events=[signed()], citations=[cited(cast["source"])])
    publisher.post(ADD, {**data, "publication": "draft"})
    deal = Deal.objects.get(slug="germany-acsa")
    data = {**HEAD, **post_of(deal)}
    assert publisher.post(change_url(deal), {**data, "editors_note": "Ask again."}).status_code == 302
    assert read_edition() == before

    for publication in ("published", "published", "draft"):
        data = {**HEAD, **post_of(deal), "publication": publication, "editors_note": read_edition().key}
        assert publisher.post(change_url(deal), data).status_code == 302
        assert read_edition().key != before.key
        before = read_edition()


def test_wide_figures_are_read(editor: Client, cast: dict[str, Any]) -> None:
    editor.post(ADD, new_deal(cast, events=[signed("２０２４－０１－２９")]))
    assert str(Deal.objects.get(slug="germany-acsa").events.get().date) == "2024-01-29"


def test_slug_is_made_with_the_year_where_another_deal_has_it(editor: Client, cast: dict[str, Any]) -> None:
    factories.deal("germany-acsa")
    editor.post(ADD, new_deal(cast, events=[signed("2024-01-29")]))
    assert Deal.objects.filter(slug="germany-acsa-2024").exists()


def test_editor_cannot_publish(editor: Client, cast: dict[str, Any]) -> None:
    data = new_deal(cast, events=[signed()], citations=[cited(cast["source"])])
    assert b'name="publication"' not in editor.get(ADD).content
    editor.post(ADD, {**data, "publication": "published"})
    assert not Deal.objects.get(slug="germany-acsa").is_published


def test_editor_reads_a_published_deal_and_cannot_change_or_delete_it(editor: Client) -> None:
    deal = factories.published_deal()
    response = editor.get(change_url(deal))
    assert "only a publisher can change it" in response.content.decode()
    assert b'name="_save"' not in response.content
    assert editor.post(change_url(deal), post_of(deal)).status_code == 403
    assert editor.post(reverse("admin:agreements_deal_delete", args=[deal.pk]), {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [deal.pk], "post": "yes"}
    editor.post(reverse("admin:agreements_deal_changelist"), selected)
    assert Deal.objects.filter(pk=deal.pk).exists()


def test_publisher_exchanges_the_only_source_of_a_published_deal(publisher: Client) -> None:
    deal = factories.published_deal()
    data = post_of(deal)
    data |= {"citations-0-DELETE": "on", "citations-TOTAL_FORMS": 2}
    other = factories.source("https://example.org/2")
    data |= {f"citations-1-{name}": value for name, value in cited(other).items()}
    assert publisher.post(change_url(deal), data).status_code == 302
    assert deal.citations.get().source == other
    assert Deal.objects.get(pk=deal.pk).is_published


def test_dates_of_beginning_and_end_move_together(publisher: Client) -> None:
    deal = factories.published_deal(date="2010-01-01")
    factories.event(deal, "terminated", "2012")
    data = post_of(deal)
    data |= {"events-0-date": "2015-06-01", "events-1-date": "2018"}
    assert publisher.post(change_url(deal), data).status_code == 302
    assert_in_step(deal)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param(
            {"publication": "published", "citations-0-DELETE": "on"},
            "publication",
            "A published deal needs at least one source.",
            id="published without a source",
        ),
        pytest.param(
            {"publication": "published", "events-0-DELETE": "on", "citations-0-event": ""},
            "publication",
            "A published deal needs at least one event",
            id="published without an event",
        ),
        pytest.param({"events-0-date": "2024-13"}, "events-0-date", "Type a date as", id="a month that is not"),
        pytest.param({"events-0-date": "yesterday"}, "events-0-date", "Type a date as", id="a word for a date"),
        pytest.param({"evidence_date": "June"}, "evidence_date", "Type a date as", id="evidence without a year"),
        pytest.param(
            {"events-1-kind": "terminated", "events-1-date": "2011"},
            "events-1-date",
            "This end comes before the beginning (2024-01-29)",
            id="end before the beginning",
        ),
        pytest.param(
            {"events-1-kind": "in-force", "events-1-date": "2023"},
            "events-1-date",
            "“in force” (2023) cannot come before “signed” (2024-01-29). One of the two dates must be wrong.",
            id="in force before its signature",
        ),
        pytest.param(
            {"events-1-kind": "in-force", "events-1-date": "2099-04-01"},
            "events-1-date",
            "This day is still to come. Enter what is planned as “other step”",
            id="in force on a day to come",
        ),
        pytest.param(
            {"short_name_en": "", "short_name_ja": ""},
            "short_name_en",
            "A draft needs a short name in one of the two languages.",
            id="draft without a name",
        ),
        pytest.param(
            {"events-1-kind": "milestone", "events-1-date": "2024"},
            "events-1-note_en",
            "Say in the note what this other step was.",
            id="other step without a note",
        ),
        pytest.param(
            {"events-0-DELETE": "on"},
            "citations-0-event",
            "You are removing this event.",
            id="source of a removed event",
        ),
        pytest.param({"slug": "taken"}, "slug", "A deal has this slug already.", id="slug of another deal"),
    ],
)
def test_errors_stand_beside_their_field(publisher: Client, changes: dict[str, str], field: str, message: str) -> None:
    factories.deal("taken")
    deal = factories.deal()
    factories.citation(deal, factories.event(deal))
    data = post_of(deal)
    if "events-1-kind" in changes:
        data |= {"events-TOTAL_FORMS": 2, "events-1-date_standing": "stated"}
    response = publisher.post(change_url(deal), {**data, **changes})
    assert response.status_code == 200
    assert any(message in each for each in messages_beside(response, field)), messages_beside(response, field)


@pytest.mark.parametrize(
    ("date", "standing"),
    [("2024", "stated"), ("2024-01-29", "stated"), ("2025", "by")],
    ids=["the same year", "the same day", "signed at some time before 2025"],
)
def test_dates_that_can_be_in_order_are_taken(editor: Client, cast: dict[str, Any], date: str, standing: str) -> None:
    events = [signed(date, date_standing=standing), signed("2024-01-29", kind="in-force")]
    assert editor.post(ADD, new_deal(cast, events=events)).status_code == 302


def test_a_planned_step_and_what_may_have_happened_are_taken(editor: Client, cast: dict[str, Any], today: Any) -> None:
    planned = signed("2099-04-01", kind="milestone", note_en="End of the term", note_ja="期間満了")
    events = [signed(str(today.year)), signed(str(today), kind="in-force"), planned]
    assert editor.post(ADD, new_deal(cast, events=events)).status_code == 302
    assert Deal.objects.get(slug="germany-acsa").status == "in-force"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_draft_needs_type_partner_and_one_name(editor: Client, cast: dict[str, Any], language: str) -> None:
    head = {"slug": "", "type": cast["type"].pk, "partners": [cast["partner"].pk], "diet_approval": "unknown"}
    response = editor.post(ADD, {**head, f"short_name_{language}": "ACSA", "_preview": "1", **rows()}, follow=True)
    assert response.status_code == 200
    assert "Readers cannot see this page yet." in response.content.decode()
    assert str(Deal.objects.get(slug="germany-acsa")) == "ACSA"


def test_what_a_draft_lacks_is_said_beside_each_field_when_it_is_published(publisher: Client) -> None:
    deal = factories.deal(**dict.fromkeys(NEEDED[1:], ""))
    factories.citation(deal, factories.event(deal))
    response = publisher.post(change_url(deal), {**post_of(deal), "publication": "published"})
    assert {name for name in NEEDED if "A published deal needs this" in "".join(messages_beside(response, name))} == {
        *NEEDED[1:]
    }
    assert not response.context["adminform"].form.non_field_errors()


def test_nothing_is_said_to_be_seen_or_read_before_an_editor_says_so(editor: Client) -> None:
    response = editor.get(ADD)
    form = response.context["adminform"].form
    assert [form[f"title_{language}_confirmed"].value() for language in ("en", "ja")] == [False, False]
    citations = next(
        each.formset for each in response.context["inline_admin_formsets"] if each.formset.prefix == "citations"
    )
    assert {row["standing"].value() for row in (*citations.forms, citations.empty_form)} == {"known"}


def test_what_does_not_follow_yet_is_a_dash(editor: Client) -> None:
    page = editor.get(ADD).content.decode()
    assert page.count('<div class="readonly">–</div>') >= 4
    assert ">None<" not in page


def test_the_note_that_readers_never_see_has_a_name_of_its_own(editor: Client) -> None:
    page = editor.get(ADD).content.decode()
    assert "Internal note:" in page
    assert "Editors’ note:" not in page
    assert page.count("Shown to readers under “Editors’ note”") == 2


def delete_url(deal: Deal) -> str:
    return reverse("admin:agreements_deal_delete", args=[deal.pk])


def delete_selected(client: Client, *deals: Deal) -> str:
    data = {"action": "delete_selected", "_selected_action": [deal.pk for deal in deals], "post": "yes"}
    return client.post(reverse("admin:agreements_deal_changelist"), data, follow=True).content.decode()


def test_a_deal_that_was_ever_published_is_not_deleted(publisher: Client) -> None:
    published, draft_again, draft = factories.published_deal(), factories.published_deal("was"), factories.deal("draft")
    draft_again.publication = Publication.DRAFT
    draft_again.save()
    for deal in (published, draft_again):
        page = publisher.post(delete_url(deal), {"post": "yes"}).content.decode()
        assert "Only a draft that was never published can be deleted." in page
    page = delete_selected(publisher, published, draft_again, draft)
    assert "Nothing has been deleted." in page
    assert f"<li>{published}</li><li>{draft_again}</li></ul>" in page
    assert Deal.objects.count() == 3


def test_a_draft_that_was_never_published_is_deleted(editor: Client) -> None:
    one, other = factories.deal(), factories.deal("other")
    assert editor.post(delete_url(one), {"post": "yes"}).status_code == 302
    assert "Successfully deleted 1 deal." in delete_selected(editor, other)
    assert not Deal.objects.exists()


def test_source_cannot_be_cited_for_an_event_of_another_deal(editor: Client) -> None:
    deal = factories.deal()
    factories.citation(deal, factories.event(deal))
    foreign = factories.event(factories.deal("italy-acsa"), "in-force", "2020")
    response = editor.post(change_url(deal), {**post_of(deal), "citations-0-event": foreign.pk})
    assert "This event belongs to another deal." in messages_beside(response, "citations-0-event")[0]
    assert (
        f'value="{foreign.pk}"' not in editor.get(change_url(deal)).content.decode().partition("citations-0-event")[2]
    )


def test_source_is_cited_once_for_an_event(editor: Client) -> None:
    deal = factories.deal()
    event = factories.event(deal)
    source = factories.source()
    data = post_of(deal) | {"citations-TOTAL_FORMS": 2}
    for row in (0, 1):
        data |= {f"citations-{row}-{name}": value for name, value in cited(source, str(event.pk)).items()}
    response = editor.post(change_url(deal), data)
    assert messages_beside(response, "citations-1-source") == ["This source is cited for that event already."]


def test_event_typed_in_stays_chosen_when_the_form_comes_back_with_an_error(
    editor: Client, cast: dict[str, Any]
) -> None:
    data = new_deal(cast, events=[signed("2024-01")], citations=[cited(cast["source"], "row-0")])
    page = editor.post(ADD, {**data, "evidence_date": "June"}).content.decode()
    assert '<option value="row-0" selected>2024-01 signed</option>' in page


def test_save_over_somebody_elses_changes_is_refused(editor: Client) -> None:
    deal = factories.deal()
    data = {**post_of(deal), "seen_version": deal.history.first().history_id}
    assert editor.post(change_url(deal), {**data, "summary_en": "Mine."}).status_code == 302
    response = editor.post(change_url(deal), {**data, "summary_en": "Theirs."})
    assert "Somebody has saved this deal since you opened it" in response.content.decode()
    assert Deal.objects.get(pk=deal.pk).summary_en == "Mine."


def test_draft_is_previewed_by_editors_only(editor: Client) -> None:
    deal = factories.deal()
    address = reverse("admin:agreements_deal_preview", args=[deal.pk])
    page = editor.get(address)
    assert page.status_code == 200
    assert "Japan–Germany ACSA" in page.content.decode()
    assert "Readers cannot see this page yet." in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    refused = Client().get(address)
    assert (refused.status_code, refused["Location"]) == (302, f"/admin/login/?next={address}")
    assert editor.get("/admin/agreements/deal/99999/preview/").status_code == 404


def test_save_and_preview_leads_to_the_preview(editor: Client, cast: dict[str, Any]) -> None:
    response = editor.post(ADD, {**new_deal(cast), "_preview": "Save and preview"})
    deal = Deal.objects.get(slug="germany-acsa")
    assert response["Location"] == reverse("admin:agreements_deal_preview", args=[deal.pk])


def test_view_on_site_leads_to_the_public_page_once_published(publisher: Client) -> None:
    published, draft = factories.published_deal(), factories.deal("italy-acsa")
    assert 'href="/deals/germany-acsa/" class="viewsitelink"' in publisher.get(change_url(published)).content.decode()
    assert "viewsitelink" not in publisher.get(change_url(draft)).content.decode()


def test_form_shows_what_is_derived_and_what_other_deals_say(editor: Client) -> None:
    deal = factories.deal()
    factories.event(deal, "in-force", "2024-07-12")
    newer = factories.deal("germany-acsa-2030", short_name_en="The new one")
    factories.relation(newer, deal, "supersedes")
    page = editor.get(change_url(deal)).content.decode()
    assert "superseded by" in page
    assert change_url(newer) in page
    assert '<div class="readonly">in force</div>' in page


def test_a_publisher_is_told_of_a_superseded_deal_that_still_stands(publisher: Client, cast: dict[str, Any]) -> None:
    older = factories.published_deal("germany-acsa-2004", short_name_en="The old one")
    data = new_deal(
        cast,
        events=[signed()],
        citations=[cited(cast["source"])],
        relations=[{"kind": "supersedes", "other": older.pk}],
    )

    told = publisher.post(ADD, data | {"publication": "published"}, follow=True).content.decode()
    assert f'Readers still see <a href="{change_url(older)}">' in told

    draft = factories.deal("italy-acsa", short_name_en="A draft")
    done = factories.published_deal("france-acsa", short_name_en="Done")
    factories.event(done, "completed", "2024-02-01")
    for other in (draft, done):
        factories.relation(Deal.objects.get(slug="germany-acsa"), other, "supersedes")
    factories.event(older, "superseded", "2024-01-29")
    deal = Deal.objects.get(slug="germany-acsa")
    assert deal.is_published
    told = publisher.post(change_url(deal), post_of(deal), follow=True).content.decode()
    assert "was changed successfully" in told
    assert "Readers still see" not in told


def test_admin_speaks_japanese(editor: Client) -> None:
    page = editor.get("/ja/admin/agreements/deal/add/").content.decode()
    assert '<html lang="ja"' in page
    assert 'href="/admin/agreements/deal/add/" lang="en"' in page


def test_published_slug_is_not_changed(publisher: Client) -> None:
    deal = factories.published_deal()
    assert b'name="slug"' not in publisher.get(change_url(deal)).content
    publisher.post(change_url(deal), {**post_of(deal), "slug": "other"})
    assert Deal.objects.get(pk=deal.pk).slug == "germany-acsa"
