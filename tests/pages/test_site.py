import gzip
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory, override_settings
from django.utils import translation
from django.views.csrf import csrf_failure
from django.views.defaults import permission_denied

from agreements.loading import take_as_gathered
from agreements.models import Register
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, text_of

pytestmark = pytest.mark.django_db


def test_about_says_how_the_register_is_made_and_cited(client: Client) -> None:
    factories.register()
    take_as_gathered()

    assert_page(
        client.get("/about/"), "About this reference", "register as of 23 November 2026", "Status is never typed"
    )


def test_about_an_empty_register_is_a_page(client: Client) -> None:
    assert not Register.objects.exists()
    assert_page(client.get("/about/"), "About this reference")


def test_about_in_japanese_says_so(client: Client) -> None:
    assert lang_of(client.get("/ja/about/")) == "ja"


def test_a_page_that_is_not_there_leads_on(client: Client) -> None:
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "There is no such page" in text_of(response)
    for address in ("/deals/", "/partners/", "/types/", "/identify/"):
        assert f'href="{address}"' in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/deals/acsa-germany/", "/partners/Germany-ACSA/", "/germany/acsa", "/types/ACSA/x/"]
)
def test_a_page_that_is_not_there_names_what_it_resembles(client: Client, address: str) -> None:
    factories.published_deal()

    text = text_of(client.get(address))

    assert "ACSA" in text.partition("These lead on:")[2]
    assert "Germany" in text.partition("These lead on:")[2] or "ermany" not in address


@pytest.mark.register
@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/types/raa/", "/types/reciprocal-access/"),
        ("/ja/types/raa/", "/ja/types/reciprocal-access/"),
        ("/partners/uk/", "/partners/united-kingdom/"),
        ("/ja/partners/ドイツ/", "/ja/partners/germany/"),
        ("/deals/us-tomahawk/", "/deals/us-tomahawk-2024/"),
        ("/deals/gcap-2020/", "/deals/gcap-2022/"),
        ("/deals/germny-acsa/", "/deals/germany-acsa/"),
        ("/terms/gsomias/", "/terms/gsomia/"),
    ],
)
def test_a_record_that_is_not_there_leads_to_what_was_meant(client: Client, address: str, meant: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert f'href="{meant}"' in response.text.partition("<main")[2]


@override_settings(SEARCHES_A_MINUTE=2)
@pytest.mark.register
@pytest.mark.usefixtures("today")
def test_who_guesses_many_addresses_is_led_nowhere(client: Client) -> None:
    answers = [client.get("/types/raa/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert ["/types/reciprocal-access/" in answer.text for answer in answers] == [True, True, False]


@pytest.mark.parametrize(("address", "is_named"), [("/country/", False), ("/fund/", False), ("/un/", True)])
def test_a_partner_is_named_by_whole_words_alone(client: Client, address: str, is_named: bool) -> None:
    factories.published_deal(partners=(factories.partner("un", name_en="United Nations", heading_en="United Nations"),))

    assert ("United Nations" in text_of(client.get(address))) is is_named


def test_robots_that_guess_addresses_cost_no_query_but_that_for_the_edition(
    client: Client, django_assert_num_queries: Any
) -> None:
    factories.published_deal()
    client.get("/wp-login.php")

    with django_assert_num_queries(1):
        assert client.get("/acsa/wp-login.php").status_code == 404


def test_a_page_that_is_not_there_does_not_tell_of_drafts(client: Client) -> None:
    factories.deal()

    assert "Germany" not in text_of(client.get("/partners/germany-x/"))


def test_a_missing_page_in_japanese_links_japanese_pages(client: Client) -> None:
    response = client.get("/ja/deals/no-such-deal/")

    assert (response.status_code, lang_of(response)) == (404, "ja")
    assert 'href="/ja/deals/"' in response.content.decode()


@pytest.mark.parametrize("address", ["/deals", "/ja/deals", "/types/acsa", "/ja"])
def test_an_address_without_its_last_slash_leads_to_the_page(client: Client, address: str) -> None:
    factories.agreement_type()

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (301, f"{address}/")
    assert client.get(response["Location"]).status_code == 200


def test_healthz_and_robots_answer_in_plain_text(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert "Disallow: /ja/admin/" in client.get("/robots.txt").content.decode()


def test_every_page_names_the_other_language_and_keeps_its_state(client: Client) -> None:
    english, japanese = client.get("/deals/?type=acsa&page=2"), client.get("/ja/deals/?q=%E7%8B%AC")

    assert '<a class="site-language" href="/ja/deals/?type=acsa&amp;page=2"' in english.content.decode()
    assert '<a class="site-language" href="/deals/?q=%E7%8B%AC"' in japanese.content.decode()
    assert '<link rel="alternate" hreflang="ja" href="http://testserver/ja/deals/' in english.content.decode()
    assert '<link rel="alternate" hreflang="en" href="http://testserver/deals/' in japanese.content.decode()


def test_no_page_sets_a_cookie_or_varies_by_one(client: Client) -> None:
    factories.published_deal()

    for address in ("/", "/deals/", "/deals/germany-acsa/", "/grid/", "/partners/germany/", "/identify/", "/nope/"):
        response = client.get(address)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(("address", "language"), [("/deals/", "en"), ("/ja/deals/", "ja")])
def test_a_wrong_host_is_refused_in_the_reader_s_language(client: Client, address: str, language: str) -> None:
    response = client.get(address, headers={"Host": "elsewhere.example"})

    assert (response.status_code, lang_of(response)) == (400, language)
    assert "<h1" in response.content.decode()
    assert "elsewhere" not in response.content.decode()
    assert "style=" not in response.content.decode()
    assert "<style" not in response.content.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_forbidden_is_said_in_the_reader_s_language(rf: RequestFactory, language: str) -> None:
    with translation.override(language):
        no_right = permission_denied(rf.get("/admin/"), PermissionDenied())
        expired = csrf_failure(rf.post("/admin/"))

    for response in (no_right, expired):
        assert (response.status_code, lang_of(response)) == (403, language)
        assert response.content.decode().count("<h1") == 1
        assert "<style" not in response.content.decode()


def test_a_form_without_its_token_is_told_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "load the page anew and send the form again" in text_of(response)


@pytest.mark.parametrize("address", ["/about/", "/ja/about/", "/api/v1/openapi.json", "/llms.txt", "/timeline.svg"])
def test_text_goes_compressed_to_whoever_takes_it(client: Client, address: str) -> None:
    plain, small = client.get(address), client.get(address, headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert all("accept-encoding" in answer["Vary"].lower() for answer in (plain, small))


@pytest.mark.parametrize("address", ["/data/deals.json", "/cite.bib", "/social/page/home.png"])
def test_a_file_and_a_picture_go_as_they_are(client: Client, address: str) -> None:
    response = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert response.status_code == 200
    assert "Content-Encoding" not in response
    assert b"".join(response)


@pytest.mark.parametrize(
    "address", ["/deals/", "/timeline/", "/changes/", "/grid/", "/map/", "/compare/", "/partners/germany/"]
)
def test_forms_figures_and_tables_say_what_they_are(client: Client, address: str) -> None:
    factories.published_deal()

    body = client.get(address).content.decode().partition("<main")[2]

    opened = re.findall(r"<(?:form|figure)\b[^>]*>|<table\b[^>]*>\s*(?:<caption)?", body)
    assert opened
    assert [tag for tag in opened if "aria-label" not in tag and "<caption" not in tag] == []
