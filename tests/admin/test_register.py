"""The day of the register in the admin."""

import datetime
import re

import pytest
from django.test import Client

from agreements.models import Register
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_publisher_sets_the_day_of_the_register_which_stands_on_every_page(publisher: Client) -> None:
    row = factories.register()

    address = f"/admin/agreements/register/{row.pk}/change/"
    assert publisher.post(address, {"compiled_on": "2027-01-05"}).status_code == 302

    assert Register.objects.get().compiled_on == datetime.date(2027, 1, 5)
    assert b"5 January 2027" in publisher.get("/about/").content


def test_an_editor_only_reads_it(editor: Client) -> None:
    row = factories.register()

    address = f"/admin/agreements/register/{row.pk}/change/"
    assert editor.get(address).status_code == 200
    assert editor.post(address, {"compiled_on": "2027-01-05"}).status_code == 403


def test_there_is_one_register_and_it_stays(admin_client: Client) -> None:
    assert admin_client.get("/admin/agreements/register/add/").status_code == 200

    row = factories.register()

    assert admin_client.get("/admin/agreements/register/add/").status_code == 403
    assert admin_client.post(f"/admin/agreements/register/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_page_of_a_type_shows_its_states_and_leads_to_the_matrix_that_changes_them(admin_client: Client) -> None:
    kind = factories.agreement_type()
    factories.type_state(kind, factories.character("payment", states=("gift",)).states.get())

    page = admin_client.get(f"/admin/agreements/agreementtype/{kind.pk}/change/").content.decode()

    assert 'href="/admin/agreements/typestate/cell/acsa/payment/"' in page
    assert not re.search(r'<select[^>]* name="[^"]*-state"', page)
