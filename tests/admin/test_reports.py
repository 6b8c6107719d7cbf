"""Editors look into reports and draft answers; publishers decide; nobody makes one up."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override, pgettext

from agreements.models import Report
from tests import factories

LIST = "/admin/agreements/report/"
HOSTILE = '<script>alert(1)</script><a href="javascript:alert(2)">'
ANSWERS = {"answer_en": "The day is mended.", "answer_ja": "日付を直しました。"}


def change_url(report: Report) -> str:
    return reverse("admin:agreements_report_change", args=[report.pk])


def post(client: Client, report: Report, **data: Any) -> Any:
    return client.post(change_url(report), {"answer_en": "", "answer_ja": "", "editors_note": "", **data})


def test_an_editor_drafts_the_answer_and_cannot_decide(editor: Client) -> None:
    report = factories.report()
    assert b'name="state"' not in editor.get(change_url(report)).content

    assert post(editor, report, **ANSWERS, state="accepted").status_code == 302
    report.refresh_from_db()
    assert (report.answer_en, report.state, report.decided) == ("The day is mended.", "new", None)


def test_a_publisher_decides_and_the_day_is_kept(publisher: Client) -> None:
    report = factories.report()
    assert post(publisher, report, **ANSWERS, state="accepted").status_code == 302
    report.refresh_from_db()
    assert report.state == "accepted"
    assert report.decided is not None


def test_a_decision_needs_an_answer_in_both_languages(publisher: Client) -> None:
    report = factories.report()
    response = post(publisher, report, answer_en="No.", state="declined")

    assert "Answer in both languages before you accept or decline." in response.content.decode()
    report.refresh_from_db()
    assert report.state == "new"


def test_a_public_answer_is_the_publishers_to_change(editor: Client, publisher: Client) -> None:
    report = factories.report(state="accepted", **ANSWERS)

    assert post(editor, report, answer_en="Something else.").status_code == 403
    changed = {**ANSWERS, "answer_en": "It is mended.", "state": "accepted"}
    assert post(publisher, report, **changed).status_code == 302
    report.refresh_from_db()
    assert report.answer_en == "It is mended."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("received", "day"), [("2026-11-26T16:00Z", "2026-11-27"), ("2026-11-26T14:59Z", "2026-11-26")]
)
def test_a_report_is_called_by_the_day_that_the_list_and_the_receipt_give(received: str, day: str) -> None:
    report = factories.report()
    report.received = datetime.fromisoformat(received)

    assert str(report).startswith(f"{day} ")


def test_a_duplicate_names_the_one_that_was_first(publisher: Client) -> None:
    first, second = factories.report(), factories.report("second")
    refused = post(publisher, second, state="duplicate")
    assert "Name the report that was there first" in refused.content.decode()

    assert post(publisher, second, state="duplicate", duplicate_of=first.pk).status_code == 302
    found = publisher.get(
        "/admin/autocomplete/",
        {"app_label": "agreements", "model_name": "report", "field_name": "duplicate_of", "term": "germany"},
    ).json()
    assert [each["id"] for each in found["results"]] == [str(first.pk)]


def test_a_report_names_record_and_fact_and_its_words_are_only_words(editor: Client) -> None:
    deal = factories.published_deal()
    report = factories.report(text=HOSTILE, evidence="https://evil.example/x", fact="event/signed/2024-01-29")
    page = editor.get(change_url(report)).content.decode()

    assert f'href="{reverse("admin:agreements_deal_change", args=[deal.pk])}"' in page
    assert 'href="/deals/germany-acsa/"' in page
    assert f'href="/report/{report.token}/"' in page
    assert "Signed, 2024-01-29" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert 'href="https://evil.example' not in page
    assert "<script>alert" not in editor.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state__exact=new", {"fresh"}),
        ("?kind__exact=partner", {"settled"}),
        ("?may_be_shown__exact=1", {"settled"}),
        ("?q=germany-acsa", {"fresh"}),
        ("?q=settled", {"settled"}),
    ],
)
def test_the_list_is_narrowed(editor: Client, query: str, expected: set[str]) -> None:
    factories.report("fresh")
    factories.report("settled", kind="partner", slug="germany", state="declined", may_be_shown=True, **ANSWERS)

    assert {report.token for report in editor.get(LIST + query).context["cl"].queryset} == expected


def test_the_state_of_a_report_is_not_a_state_of_a_type() -> None:
    with override("ja"):
        assert str(Report._meta.get_field("state").verbose_name) == pgettext("state of a report", "state")  # type: ignore[union-attr]


def test_nobody_adds_a_report_and_only_publishers_remove_one(editor: Client, publisher: Client) -> None:
    report = factories.report()
    remove = reverse("admin:agreements_report_delete", args=[report.pk])

    assert (editor.get(f"{LIST}add/").status_code, publisher.get(f"{LIST}add/").status_code) == (403, 403)
    assert (editor.get(remove).status_code, publisher.get(remove).status_code) == (403, 200)


def test_the_first_page_leads_to_new_reports_and_to_sources_that_are_gone(editor: Client) -> None:
    page = editor.get("/admin/").content.decode()

    for address in ("report/?state__exact=new", "source/?health=dead", "source/?health=moved"):
        assert address in page
