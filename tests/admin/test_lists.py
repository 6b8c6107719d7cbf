"""Lists, their filters and their search; and that every page of the admin answers, in both languages."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Deal, Region, Register, Report, TypeState
from tests import factories

pytestmark = pytest.mark.django_db
DEALS = "/admin/agreements/deal/"


def slugs(client: Client, query: str) -> set[str]:
    return {deal.slug for deal in client.get(DEALS + query).context["cl"].queryset}


@pytest.fixture
def some_deals(today: Any) -> None:
    """On 23 November 2026: a draft without a source, a published deal, one of old evidence, one that has ended."""
    factories.deal("draft")
    factories.published_deal("fresh", evidence_date="2026-05-23")
    factories.published_deal("old", evidence_date="2026-05-22", partners=(factories.partner("france"),))
    ended = factories.published_deal(
        "ended", evidence_date="2019", type=factories.agreement_type("sale", name_ja="売却")
    )
    factories.event(ended, "terminated", "2025")
    ended.partners.set([factories.partner("fiji", region=Region.OCEANIA, name_ja="フィジー")])
    unread = factories.deal("unread")
    factories.citation(unread, standing="known")


# A filter or a search, and the deals that pass it.
NARROWED = {
    "?publication__exact=draft": {"draft", "unread"},
    "?sources=none": {"draft"},
    "?sources=unread": {"unread"},
    "?sources=read": {"fresh", "old", "ended"},
    "?evidence=old": {"old"},
    "?evidence=fresh": {"fresh"},
    "?evidence=none": {"draft", "unread"},
    "?status=signed": {"fresh", "old"},
    "?status=terminated": {"ended"},
    "?status=none": {"draft", "unread"},
    "?region=oceania": {"ended"},
    "?partner=france": {"old"},
    "?q=フィジー": {"ended"},
    "?q=france": {"old"},
    "?q=mofa.go.jp": {"fresh", "old", "ended", "unread"},
    "?sources=nonsense&status=x&region=y&evidence=z": {"draft", "fresh", "old", "ended", "unread"},
}


def test_list_of_deals_is_narrowed(editor: Client, some_deals: None) -> None:
    assert {query: slugs(editor, query) for query in NARROWED} == NARROWED


def test_list_of_deals_shows_what_editors_ask_for(editor: Client, some_deals: None) -> None:
    page = editor.get(DEALS).content.decode()
    for text in ("Fiji", "terminated", "2026-05-22", "draft", "no event yet"):
        assert text in page


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def add_rows(number: int) -> None:
    """Add a row of every model that has a list."""
    partner = factories.partner(f"partner-{number}")
    kind = factories.agreement_type(f"type-{number}")
    deal = factories.published_deal(f"deal-{number}", type=kind, partners=(partner,))
    source = factories.source(f"https://example.org/{number}")
    factories.deal_phrase(deal, source)
    factories.source_check(source)
    factories.report(f"token-{number}", slug=deal.slug)
    factories.sense(factories.term(f"term-{number}"))
    factories.character(f"character-{number}", states=("one",))
    factories.cue(kind)
    factories.survey(kind, partner)


# The cells of the matrix have pages of their own, see test_matrix; of the register there is one: see test_register.
LISTS = [
    model._meta.model_name
    for model in admin.site._registry
    if model._meta.app_label == "agreements" and model not in (TypeState, Register)
]


def test_every_list_reads_as_often_for_many_rows_as_for_few(publisher: Client) -> None:
    addresses = [reverse(f"admin:agreements_{name}_changelist") for name in LISTS]
    add_rows(0)
    for address in addresses:
        queries(publisher, address)
    few = {address: queries(publisher, address) for address in addresses}
    for number in range(1, 12):
        add_rows(number)
    assert {address: queries(publisher, address) for address in addresses} == few


@pytest.mark.parametrize("prefix", ["", "/ja"], ids=["en", "ja"])
@pytest.mark.parametrize("name", LISTS)
def test_every_form_and_list_answers(publisher: Client, name: str, prefix: str) -> None:
    add_rows(0)
    model = next(each for each in admin.site._registry if each._meta.model_name == name)
    row = model._default_manager.first()
    pages = [("changelist", []), ("add", []), ("change", [row.pk]), ("delete", [row.pk])]
    # Readers make the reports.
    for page, args in pages if model is not Report else [each for each in pages if each[0] != "add"]:
        address = prefix + reverse(f"admin:agreements_{name}_{page}", args=args)
        assert publisher.get(address).status_code == 200, address


def test_autocomplete_finds_a_partner_by_its_other_names_and_code(editor: Client) -> None:
    factories.partner()
    factories.partner("france")
    for term in ("独", "berlin", "DE", "german"):
        found = editor.get(
            "/admin/autocomplete/",
            {"app_label": "agreements", "model_name": "deal", "field_name": "partners", "term": term},
        ).json()
        assert [each["text"] for each in found["results"]] == ["Germany"], term


def test_source_tells_where_it_is_used(editor: Client) -> None:
    deal = factories.published_deal()
    source = deal.citations.get().source
    factories.source("https://example.org/unused")
    page = editor.get(reverse("admin:agreements_source_change", args=[source.pk])).content.decode()
    assert reverse("admin:agreements_deal_change", args=[deal.pk]) in page
    unused = editor.get("/admin/agreements/source/?use=none").context["cl"].queryset
    assert [each.url for each in unused] == ["https://example.org/unused"]


def test_editor_sees_the_frame_of_the_register_and_changes_nothing_in_it(editor: Client, publisher: Client) -> None:
    address = reverse("admin:agreements_agreementtype_change", args=[factories.agreement_type().pk])
    assert b'name="_save"' not in editor.get(address).content
    assert b'name="_save"' in publisher.get(address).content


def test_first_page_leads_to_the_work(editor: Client) -> None:
    page = editor.get("/admin/").content.decode()
    for address in ("/admin/agreements/deal/add/", "?sources=none", "?evidence=old", "?publication__exact=draft"):
        assert address in page
    assert 'href="/ja/admin/"' in page


@pytest.mark.register
def test_fullest_deal_of_the_register_opens(admin_client: Client) -> None:
    fullest = Deal.objects.order_by("-citation_count", "slug")[0]
    assert admin_client.get(reverse("admin:agreements_deal_change", args=[fullest.pk])).status_code == 200


@pytest.mark.parametrize(
    ("address", "header", "link"),
    [
        ("/admin/", "The register, for editors", '<a href="/">View site</a>'),
        ("/ja/admin/", "登録簿（編集者用）", '<a href="/ja/">サイトを表示</a>'),
    ],
)
def test_the_admin_leads_to_the_site_in_its_own_language(editor: Client, address: str, header: str, link: str) -> None:
    page = editor.get(address).content.decode()

    assert header in page
    assert link in page


def test_the_button_that_adds_reads_as_japanese_does(editor: Client) -> None:
    assert 'class="addlink">案件を追加</a>' in editor.get("/ja/admin/agreements/deal/").content.decode()
    assert 'class="addlink">Add deal</a>' in editor.get(DEALS).content.decode()
