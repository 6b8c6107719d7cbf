"""What editors see of the checks of sources, and of the slugs that records once had."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

LIST = "/admin/agreements/source/"


@pytest.fixture
def sources(db: None) -> None:
    def checked(name: str, **fields: object) -> None:
        factories.source_check(factories.source(f"https://example.org/{name}", archived_url=""), **fields)

    checked("there")
    checked("moved", outcome="moved", moved_to='https://example.org/"><script>x')
    checked("gone", outcome="gone", status=404, failures=1)
    checked("silent-once", outcome="silent", status=None, failures=1)
    checked("silent-thrice", outcome="silent", status=None, failures=3, detail="timed out")
    checked("refused", outcome="refused", status=403)
    factories.source("https://example.org/unchecked", archived_url="https://web.archive.org/web/2024/x")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("health=dead", {"gone", "silent-thrice"}),
        ("health=moved", {"moved"}),
        ("health=silent", {"silent-once", "silent-thrice"}),
        ("health=refused", {"refused"}),
        ("health=unchecked", {"unchecked"}),
        ("archived=yes", {"unchecked"}),
        ("health=works&archived=no", {"there"}),
    ],
)
def test_sources_are_found_by_what_the_check_said(
    editor: Client, sources: None, query: str, expected: set[str]
) -> None:
    found = editor.get(f"{LIST}?{query}").context["cl"].queryset
    assert {source.url.rpartition("/")[2] for source in found} == expected


def test_the_form_tells_where_a_source_moved_as_text(editor: Client, sources: None) -> None:
    moved = editor.get(f"{LIST}?health=moved").context["cl"].queryset.get()
    page = editor.get(reverse("admin:agreements_source_change", args=[moved.pk])).content.decode()

    assert "moved (200)" in page
    assert "https://example.org/&quot;&gt;&lt;script&gt;x" in page
    assert "<script>x" not in page
    assert 'name="archived_url"' in page


def test_a_check_that_was_kept_says_when(editor: Client) -> None:
    check = factories.source_check(last_there=datetime(2026, 11, 1, tzinfo=UTC))
    page = editor.get(reverse("admin:agreements_source_change", args=[check.source.pk])).content.decode()
    assert "Nov. 20, 2026, 9 p.m." in page


def test_a_record_s_former_slugs_are_shown_and_not_edited(publisher: Client) -> None:
    partner = factories.partner("burma")
    partner.slug = "myanmar"
    partner.save()
    page = publisher.get(reverse("admin:agreements_partner_change", args=[partner.pk])).content.decode()

    assert "burma" in page
    assert 'name="former_slugs' not in page


def test_a_slug_that_leads_elsewhere_is_refused_in_the_form(publisher: Client) -> None:
    term = factories.term("first")
    term.slug = "second"
    term.save()
    factories.term("third")
    other = reverse("admin:agreements_term_change", args=[type(term).objects.get(slug="third").pk])
    form = publisher.get(other).context["adminform"].form
    data = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    management = {"senses-TOTAL_FORMS": "0", "senses-INITIAL_FORMS": "0"}
    response = publisher.post(other, {**data, **management, "types": [], "slug": "first"})

    assert f"This slug was that of “{term}”" in response.content.decode()


def test_an_editor_changes_what_no_reader_sees_and_a_publisher_the_rest(editor: Client, publisher: Client) -> None:
    shown, draft = factories.published_deal(), factories.deal("france-acsa", partners=[factories.partner("france")])
    cited, of_draft = shown.citations.get().source, factories.source("https://example.org/2")
    factories.citation(draft, source=of_draft)
    of_term = factories.source("https://example.org/3")
    factories.sense_citation(factories.sense(factories.term()), of_term)

    def forbidden(client: Client) -> list[str]:
        records = {"source": [cited, of_draft, of_term], "partner": [*shown.partners.all(), *draft.partners.all()]}
        return [
            str(record)
            for name, those in records.items()
            for record in those
            if client.post(reverse(f"admin:agreements_{name}_change", args=[record.pk]), {}).status_code == 403
        ]

    assert forbidden(editor) == [str(cited), str(of_term), "Germany"]
    assert forbidden(publisher) == []
