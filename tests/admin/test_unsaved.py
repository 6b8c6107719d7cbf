"""What an editor sends while the database takes nothing: nothing of it is lost."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from agreements.admin import unsaved
from agreements.models import Deal, Source
from rosetta.outage import SECONDS
from tests import factories as make
from tests.admin.deal_post import HEAD, post_of, rows
from tests.outages import assert_unavailable, calm, full_disk, lost_database, read_only

TYPED = 'It supplies <fuel> & "food".'


def _fields(body: str) -> dict[str, list[str]]:
    """Return what a page without database would send again."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', body):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    return found


@pytest.mark.django_db
def test_what_an_editor_typed_stands_in_the_form_while_nothing_can_be_written(publisher: Client) -> None:
    deal = make.published_deal()
    sent = {**post_of(deal), "summary_en": TYPED, "editors_note": "Ask the embassy."}
    before = Deal.history.count()
    with read_only():
        response = publisher.post(f"/admin/agreements/deal/{deal.pk}/change/", sent)
        body = response.content.decode()

    assert response.status_code == 503
    assert response["Retry-After"] == str(SECONDS)
    assert "It cannot be saved now" in body
    assert html.escape(TYPED) in body
    assert "Ask the embassy." in body
    assert 'value="2024-01-29"' in body
    assert "changed successfully" not in body
    deal.refresh_from_db()
    assert deal.summary_en != TYPED
    assert Deal.history.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/agreements/deal/add/", "/ja/admin/agreements/source/add/"])
def test_a_new_record_is_not_lost_either(publisher: Client, address: str) -> None:
    sent: dict[str, Any] = {"url": "https://example.org/typed", "title": TYPED, "publisher": "MOFA", "kind": "press"}
    sent["language"] = "en"
    if "deal" in address:
        germany, kind = make.partner(), make.agreement_type()
        sent = {**HEAD, "slug": "germany-new", "summary_en": TYPED, "publication": "draft", **rows()}
        sent |= {"type": kind.pk, "partners": [germany.pk]}
    with read_only():
        response = publisher.post(address, sent)
        body = response.content.decode()

    assert response.status_code == 503
    assert html.escape(TYPED) in body
    assert not Deal.objects.exists()
    assert not Source.objects.filter(title=TYPED).exists()


@pytest.mark.django_db
def test_who_has_waited_long_does_not_wait_for_the_form_too(publisher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsaved, "_LONGEST", 0.0)
    deal = make.published_deal()
    with read_only():
        response = calm(publisher).post(
            f"/admin/agreements/deal/{deal.pk}/change/", {**post_of(deal), "summary_en": TYPED}
        )
        body = assert_unavailable(response)

    assert _fields(body)["summary_en"] == [TYPED]


@pytest.mark.django_db
def test_without_a_database_an_editor_sends_the_same_again_later(publisher: Client) -> None:
    source = make.source()
    sent = {"url": source.url, "title": TYPED, "publisher": "外務省\n二行目", "kind": "press", "language": "en"}
    address = f"/admin/agreements/source/{source.pk}/change/"
    with lost_database():
        body = assert_unavailable(calm(publisher).post(address, {**sent, "_save": "Save"}))

    assert "Cannot be saved now" in body
    assert f'action="{address}"' in body
    assert "<fuel>" not in body
    again = _fields(body)
    assert {name: values[0] for name, values in again.items() if name in sent} == sent
    assert publisher.post(address, again).status_code == 302
    source.refresh_from_db()
    assert source.title == TYPED


@pytest.mark.django_db
def test_a_form_of_another_site_and_a_password_are_not_offered_again(publisher: Client) -> None:
    stranger = Client(enforce_csrf_checks=True)
    with lost_database():
        refused = calm(stranger).post("/admin/agreements/source/add/", {"title": TYPED})
        log_in = calm(publisher).post("/admin/login/", {"username": "an-editor", "password": "a long password"})

    assert refused.status_code == 403
    assert "fuel" not in refused.content.decode()
    assert "a long password" not in assert_unavailable(log_in)


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_loses_nothing_typed_and_leaves_readers_their_pages(publisher: Client, client: Client) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("The disk of a PostgreSQL is not ours to fill.")
    deal = make.published_deal()
    long = "A note that needs pages of its own. " * 20_000
    with full_disk():
        response = publisher.post(
            f"/admin/agreements/deal/{deal.pk}/change/", {**post_of(deal), "editors_note": long, "summary_en": TYPED}
        )
        body = response.content.decode()
        assert client.get("/deals/germany-acsa/").status_code == 200

    assert response.status_code == 503
    assert "It cannot be saved now" in body
    assert html.escape(TYPED) in body
    deal.refresh_from_db()
    assert deal.editors_note == ""
    assert deal.summary_en != TYPED
