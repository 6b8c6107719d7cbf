"""A partner that an editor writes is no page of the site until a publisher shows a deal with it."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Deal, Publication
from tests import factories
from tests.pages.reading import text_of

pytestmark = pytest.mark.django_db
PAGES = [
    "/partners/atlantis/",
    "/ja/partners/atlantis/",
    "/partners/atlantis.md",
    "/partners/atlantis/feed/",
    "/partners/atlantis/calendar.ics",
    "/partners/atlantis/cite/",
    "/partners/atlantis/cite.bib",
    "/social/partner/atlantis.png",
    "/api/v1/partners/atlantis",
]
ACCOUNT = "They have traded in pearls since 1951."


@pytest.fixture
def draft() -> Deal:
    """A draft with a partner that no published deal has, beside a deal that is shown."""
    factories.register()
    shown = factories.published_deal()
    atlantis = factories.partner("atlantis", account_en=ACCOUNT, account_ja="1951年以来真珠を取引している。")
    deal = factories.deal("atlantis-acsa", type=shown.type, partners=(atlantis,))
    factories.citation(deal, factories.event(deal))
    return deal


@pytest.mark.parametrize("address", PAGES)
def test_a_partner_of_drafts_has_no_page(client: Client, draft: Deal, address: str) -> None:
    assert client.get(address).status_code == 404

    draft.publication = Publication.PUBLISHED
    draft.save()
    assert client.get(address).status_code == 200


def test_a_partner_of_drafts_has_no_page_under_an_earlier_slug(client: Client, draft: Deal) -> None:
    (partner,) = draft.partners.all()
    partner.slug = "lost-island"
    partner.save()

    assert client.get("/partners/atlantis/").status_code == 404
    assert client.get("/deals/?partner=atlantis").status_code == 200


def test_nothing_that_reads_a_text_knows_a_partner_of_drafts(client: Client, draft: Deal) -> None:
    for address in ("/search/?q=Atlantis+ACSA", "/decode/?text=Japan+and+Atlantis+signed+an+ACSA."):
        assert "/partners/atlantis/" not in client.get(address).content.decode(), address
    assert "this is about the whole of it" in text_of(client.get("/report/?about=/partners/atlantis/"))


def test_an_editor_previews_a_partner_of_drafts(editor: Client, client: Client, draft: Deal) -> None:
    (partner,) = draft.partners.all()
    address = reverse("admin:agreements_partner_preview", args=[partner.pk])

    assert address in editor.get(reverse("admin:agreements_partner_change", args=[partner.pk])).content.decode()
    page = editor.get(address)
    assert ACCOUNT in text_of(page)
    assert "Readers see this page once a deal with the partner is published." in text_of(page)
    assert "noindex" in page.content.decode()
    assert reverse("admin:agreements_partner_change", args=[partner.pk]) in page.content.decode()
    assert client.get(address).status_code == 302
    assert editor.get(reverse("admin:agreements_partner_preview", args=[99999])).status_code == 404
