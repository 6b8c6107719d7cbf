"""The page of the decoder: what it says of a text, and what it never does with one."""

import gzip
import html
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django_htmx.middleware import HtmxDetails

from agreements.decoder import KnownDeal
from agreements.models import Cue, Deal
from agreements.selectors import decoder as selector
from agreements.selectors.decoder import decoder_of_register, forget_decoder
from agreements.views.decode import decode as decode_page
from tests import factories
from tests.assertions import assert_page
from tests.decoder.register_facts import decoder as decoder_of_fixtures
from tests.decoder.register_facts import texts
from tests.kept_rows import rows_kept
from tests.pages.reading import lang_of, section_of, text_of

pytestmark = pytest.mark.django_db

HEADLINE = "Japan and Germany signed an ACSA on 29 January 2024"
ARTICLE = (
    "The Japanese government began 2024 by concluding a flurry of security deals with international partners. These "
    "include a new acquisition and cross-servicing agreement (ACSA) with Germany, a defense technology transfer pact "
    "with the United Arab Emirates and a deal with the United States to purchase up to 400 Tomahawk cruise missiles."
)
FORM = "application/x-www-form-urlencoded"
HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12
# What one round trip carries.
MOST_BYTES = 14_000


@pytest.fixture(autouse=True)
def fresh_decoder() -> Iterator[None]:
    """A decoder outlives a test, and the next test's rows may have the same numbers."""
    forget_decoder()
    yield
    forget_decoder()


@pytest.fixture
@rows_kept
def cast() -> Deal:
    """One type that a cue names, and one deal of it."""
    deal = factories.published_deal()
    factories.cue(deal.type)
    return deal


def decode(client: Client, text: str, language: str = "", **headers: str) -> Any:
    return client.get(f"{language}/decode/", {"text": text}, headers=headers)


def marks_in(response: Any) -> list[tuple[str, str]]:
    """Return the class and the words of each mark in the reader's text, the hidden ones among them."""
    read = response.content.decode().partition('<div class="read"')[2].partition("</div>")[0]
    found = re.findall(r'<mark class="([^"]*)">(.*?)</mark>', read, re.S)
    return [(name, re.sub(r"<[^>]*>", "", words)) for name, words in found]


def text_read(response: Any) -> str:
    """Return the reader's text as the page shows it, without figures and hidden words."""
    read = response.content.decode().partition('<div class="read"')[2].partition(">")[2].partition("</div>")[0]
    read = re.sub(r"<sup.*?</sup>|<span class=\"hidden\">.*?</span>", "", read)
    return html.unescape(re.sub(r"</?mark[^>]*>", "", read))


def test_the_page_asks_for_a_text(client: Client) -> None:
    response = client.get("/decode/")

    assert_page(response, "What are you reading?", "Nothing that you paste is kept or logged")
    assert 'method="post" action="/decode/"' in response.content.decode()


def test_a_headline_is_answered_with_type_reason_and_deal(client: Client, cast: Deal) -> None:
    response = decode(client, HEADLINE)

    assert_page(response, "ACSA")
    means = text_of(response, "means")
    assert "Certain." in means or "Likely." in means
    assert "“ACSA”" in means
    assert "A name of the type." in means
    assert cast.type.lede_en in means
    assert "Japan–Germany ACSA Signed on 29 January 2024 What agrees: partner, kind and date" in means
    assert f'href="{cast.get_absolute_url()}"' in section_of(response, "means")


def test_the_words_that_gave_it_away_are_marked_for_eye_and_ear(client: Client, cast: Deal) -> None:
    assert marks_in(decode(client, HEADLINE)) == [
        ("says-partner", "Germanya (partner a)"),
        ("says-type", "ACSA1 (kind 1)"),
    ]


@pytest.mark.parametrize("language", ["", "/ja"])
def test_full_width_letters_alone_are_read(client: Client, cast: Deal, language: str) -> None:
    response = decode(client, "ＡＣＳＡ", language)

    assert response.status_code == 200
    assert text_read(response) == "ＡＣＳＡ"
    assert [name for name, _words in marks_in(response)] == ["says-type"]


def test_marks_that_overlap_are_each_whole(client: Client, cast: Deal) -> None:
    factories.cue(cast.type, phrase="Germany signed an ACSA")

    response = decode(client, HEADLINE)

    assert text_read(response) == HEADLINE
    assert marks_in(response) == [
        ("says-type says-partner", "Germanya (partner a)"),
        ("says-type", " signed an ACSA1 (kind 1)"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> ACSA with Germany </textarea>",
        "ACSA </mark></div><h1>Germany</h1>",
        "{% now 'Y' %} {{ text }} ACSA",
        "&lt;b&gt; ACSA & Germany &#60;",
        'ACSA" onmouseover="alert(1)',
    ],
)
def test_a_text_is_never_markup(client: Client, cast: Deal, text: str) -> None:
    for response in (decode(client, text), client.post("/decode/", {"text": text}, follow=True)):
        body = response.content.decode()
        assert body.count("<h1") == 1
        assert "<script>alert" not in body
        assert 'onmouseover="' not in body
        assert text_read(response) == text


def test_several_lines_stay_lines(client: Client, cast: Deal) -> None:
    posted = client.post("/decode/", {"text": "An ACSA\r\n\r\nwith Germany"}, follow=True)

    assert text_read(posted) == "An ACSA\n\nwith Germany"


def test_what_is_said_not_to_exist_is_shown_as_such(client: Client, cast: Deal) -> None:
    response = decode(client, "Japan has no ACSA with Germany")

    assert_page(response, "Said not to exist: ACSA")
    assert ("says-denied", "ACSA× (said not to exist)") in marks_in(response)
    assert "What it names, it says not to exist." in text_of(response, "unsettled")


def test_a_text_about_something_else_is_none_of_these(client: Client, cast: Deal) -> None:
    Cue.objects.create(language="en", phrase="free trade agreement", weight=9, reason_en="Trade.", reason_ja="通商。")

    response = decode(client, "Upper house approves free trade agreement with Germany")

    assert_page(response, "None of these kinds")
    assert "“free trade agreement” Trade." in text_of(response, "means")


def test_words_too_weak_to_decide_are_shown_as_the_nearest(client: Client, cast: Deal) -> None:
    factories.cue(cast.type, phrase="refuel*", weight=2, reason_en="Fuel.")

    response = decode(client, "The destroyer refueled at Kiel")

    assert_page(response, "None of these kinds")
    assert "“refueled” ACSA Fuel." in text_of(response, "means")
    assert "too weakly" in text_of(response, "unsettled")


def test_for_a_deal_that_is_not_japans_the_nearest_is_shown(client: Client, cast: Deal) -> None:
    response = decode(client, "France and India signed an ACSA")

    assert "Japan–Germany ACSA" in text_of(response, "nearest")
    assert "The text does not name Japan" in text_of(response, "nearest")
    assert "Japan–Germany ACSA" not in text_of(response, "means")


def test_answers_that_the_text_gives_are_filled_in_at_the_key(client: Client, cast: Deal) -> None:
    factories.character("parties", ("two", "more"))

    response = decode(client, HEADLINE)

    assert 'href="/identify/?parties=two"' in section_of(response, "key")
    assert "What is its parties? Two" in text_of(response, "key")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There is no text yet"),
        (" \n ", "There is no text yet"),
        ("x" * 20_001, "20,001 characters"),
        ("\x00\x01\x02\x03" * 20, "This is not text"),
        ("Привет, мир, это русский текст", "Only English and Japanese"),
    ],
    ids=["empty", "white space", "too long", "binary", "other language"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_cannot_be_read_is_said_and_kept_in_the_box(client: Client, text: str, words: str, method: str) -> None:
    response = getattr(client, method.lower())("/decode/", {"text": text})

    assert_page(response, "This cannot be read", status=422)
    assert words in text_of(response)
    box = response.content.decode().partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
    assert html.unescape(box) == text.replace("\x00", "\ufffd")


def test_what_cannot_be_read_is_said_with_the_same_status_in_the_part_for_htmx(client: Client) -> None:
    response = client.post("/decode/", {"text": " "}, headers=HTMX)

    assert response.status_code == 422
    assert "There is no text yet" in response.content.decode()
    assert "<html" not in response.content.decode()


def test_far_too_much_is_refused_with_the_limit(client: Client) -> None:
    response = client.post("/decode/", f"text={'x' * 1_100_000}", content_type=FORM)

    assert_page(response, "This cannot be read", status=413)
    assert "20,000" in text_of(response)


def test_a_posted_text_is_answered_without_a_token_and_without_a_cookie(cast: Deal) -> None:
    response = Client(enforce_csrf_checks=True).post("/decode/", {"text": f"{HEADLINE}. " * 40})

    assert_page(response, "ACSA")
    assert not response.cookies
    assert "Cookie" not in response["Vary"]
    assert "csrf" not in response.content.decode()


def test_an_answer_is_kept_by_no_cache_and_found_by_no_search_engine(client: Client, cast: Deal) -> None:
    response = decode(client, HEADLINE)

    assert "no-store" in response["Cache-Control"]
    assert 'name="robots" content="noindex' in response.content.decode()


def test_nothing_of_a_text_is_stored_or_logged(
    client: Client, cast: Deal, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        client.post("/decode/", {"text": f"{HEADLINE} zanzibarquux"})
        decode(client, "zanzibarquux " * 20)
        client.post("/decode/", {"text": "zanzibarquux " * 5000})

    assert "zanzibarquux" not in " ".join(
        record.getMessage() for record in caplog.records if record.name != "django.db"
    )
    written = [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "\n", "WITH"))]
    assert not [sql for sql in written if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql)]


def test_htmx_gets_the_fragment_with_the_address_that_it_then_shows(client: Client, cast: Deal) -> None:
    response = client.post("/decode/", {"text": HEADLINE}, headers=HTMX)

    body = response.content.decode()
    assert body.lstrip().startswith("<title>")
    assert "<html" not in body
    assert parse_qs(urlsplit(response["HX-Push-Url"]).query) == {"text": [HEADLINE]}
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("language", ["", "/ja"])
def test_a_short_text_that_is_posted_is_led_to_its_address(cast: Deal, language: str) -> None:
    response = Client(enforce_csrf_checks=True).post(f"{language}/decode/", {"text": HEADLINE})

    assert response.status_code == 303
    assert urlsplit(response["Location"]).path == f"{language}/decode/"
    assert parse_qs(urlsplit(response["Location"]).query) == {"text": [HEADLINE]}
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_long_text_that_is_posted_is_answered_where_it_is(client: Client, cast: Deal) -> None:
    text = f"{HEADLINE}. " * 40

    response = client.post("/decode/", {"text": text})

    assert response.status_code == 200
    assert text_read(response) == text


def test_far_too_much_is_read_to_its_end_so_that_the_browser_hears_the_answer(client: Client) -> None:
    request = RequestFactory().post("/decode/", f"text={'x' * 5_000_000}", content_type=FORM)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]

    response = decode_page(request)

    assert response.status_code == 413
    assert b"This cannot be read" in response.content
    assert request.read(1) == b""


def test_a_long_text_stands_in_no_address(client: Client, cast: Deal) -> None:
    response = client.post("/decode/", {"text": f"{HEADLINE}. " * 40}, headers=HTMX)

    assert response["HX-Push-Url"] == "/decode/"
    assert "A link to this answer" not in text_of(response)


def test_a_return_to_the_page_gets_all_of_it(client: Client, cast: Deal) -> None:
    response = decode(client, HEADLINE, **{**HTMX, "HX-History-Restore-Request": "true"})

    assert "<html" in response.content.decode()


def test_fragment_and_page_say_the_same(client: Client, cast: Deal) -> None:
    answer, _, status = decode(client, HEADLINE, **HTMX).content.decode().strip().partition('<p id="decode-status"')
    title, _, fragment = answer.partition("</title>")
    page = decode(client, HEADLINE).content.decode()

    assert fragment.strip().replace(' tabindex="-1" autofocus', "") in page
    assert title in page
    # The focus goes to the heading of the answer, and a screen reader hears one short line of it.
    assert fragment.count(" autofocus") == 1
    assert re.sub(r"\s+", " ", status.partition(">")[2].partition("</p>")[0]).strip() == "Read. ACSA"
    assert "aria-live" not in fragment


def test_a_name_that_is_no_text_leads_on_to_the_search(client: Client, cast: Deal) -> None:
    response = decode(client, "Kiel")

    assert "/search/" in section_of(response, "key")


def test_reasons_are_in_the_readers_language(client: Client, cast: Deal) -> None:
    response = decode(client, "日本とドイツがACSAに署名", "/ja")

    assert lang_of(response) == "ja"
    assert "この種類の呼び名。" in text_of(response, "means")
    assert "日独ACSA" in text_of(response, "means")


@pytest.mark.register
@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("", "AUKUS partners meet in Canberra", "A program of this kind, or who runs it."),
        ("", "GCAP partners meet in Rome", "A program of this kind, or who runs it."),
        ("/ja", "GCAPの参加国が会合", "この種類の計画、またはそれを担う組織の名。"),
    ],
)
def test_a_program_is_no_name_of_its_kind(client: Client, language: str, text: str, reason: str) -> None:
    response = decode(client, text, language)

    assert reason in text_of(response, "means")
    assert "A name of the type." not in text_of(response, "means")


def test_a_deal_published_meanwhile_is_found(client: Client, cast: Deal) -> None:
    text = "Japan and Italy signed an ACSA"
    assert "Japan–Italy ACSA" not in text_of(decode(client, text), "means")

    factories.published_deal("italy-acsa", partners=(factories.partner("italy"),), short_name_en="Japan–Italy ACSA")

    assert "Japan–Italy ACSA" in text_of(decode(client, text), "means")


def test_a_cue_added_meanwhile_is_found(client: Client, cast: Deal) -> None:
    assert_page(decode(client, "Larder letter with Germany"), "None of these kinds")

    factories.cue(cast.type, phrase="larder letter")

    assert_page(decode(client, "Larder letter with Germany"), "ACSA")


def test_a_cue_that_cannot_be_read_silences_no_other(client: Client, cast: Deal) -> None:
    factories.cue(cast.type, phrase="(never closed")

    assert_page(decode(client, HEADLINE), "ACSA")


def test_a_draft_is_never_named(client: Client, cast: Deal) -> None:
    factories.deal("secret-acsa", short_name_en="Secret pact of Kiel", title_en="Secret supplies accord of Kiel")

    response = decode(client, "Japan and Germany: Secret supplies accord of Kiel, an ACSA")

    assert "Secret pact" not in text_of(response)


def test_an_empty_register_has_an_answer_too(client: Client) -> None:
    assert_page(decode(client, HEADLINE), "Nothing to compare with")


@pytest.mark.register
@pytest.mark.parametrize("language", ["", "/ja"])
def test_an_answer_takes_at_most_twelve_queries(client: Client, language: str) -> None:
    decode(client, "a")
    some = ("Tomahawk", "日独ACSAが2024年7月12日に発効", "Upper house approves free trade agreement")
    for text in ("RAA Germany", ARTICLE, *some):
        with CaptureQueriesContext(connection) as queries:
            assert decode(client, text, language).status_code == 200
        assert len(queries) <= MOST_QUERIES, text


@pytest.mark.usefixtures("cast")
def test_what_every_page_shows_is_counted_once_an_edition_here_too(client: Client) -> None:
    decode(client, HEADLINE)

    for answer in (
        lambda: decode(client, HEADLINE),
        lambda: client.post("/decode/", {"text": HEADLINE}, headers=HTMX),
        lambda: client.post("/api/v1/decode", {"text": HEADLINE}, content_type="application/json"),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert answer().status_code == 200
        assert not [query for query in queries if "COUNT(" in query["sql"]]


@pytest.mark.register
def test_the_database_makes_the_decoder_that_is_measured() -> None:
    of_database, measured = decoder_of_register(), decoder_of_fixtures()

    for one in texts()[::9]:
        ours, theirs = of_database.decode(one.text), measured.decode(one.text)
        assert [found.type for found in ours.types] == [found.type for found in theirs.types], one.id
        assert {found.deal.slug for found in ours.deals} == {found.deal.slug for found in theirs.deals}, one.id


@pytest.mark.register
def test_the_deals_of_a_large_register_are_found_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    with_all = decoder_of_register()
    forget_decoder()
    # All names but one are known, so that types are read as before.
    monkeypatch.setattr(selector, "MOST_KEPT", Deal.objects.published().count() - 1)
    by_text = decoder_of_register()

    some = 0
    for one in texts()[::9]:
        ours, theirs = by_text.decode(one.text), with_all.decode(one.text)
        assert ours.deals == theirs.deals, one.id
        assert ours.nearest == theirs.nearest, one.id
        some += len(ours.deals)
    assert some > 20


@pytest.mark.register
def test_a_text_costs_a_large_register_few_queries_and_few_rows(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selector, "MOST_KEPT", 20)
    decode(client, "a")
    compared: list[int] = []
    known = selector._known

    def counted(ids: set[int]) -> list[KnownDeal]:
        compared.append(len(ids))
        return known(ids)

    monkeypatch.setattr(selector, "_known", counted)
    for text in (ARTICLE, HEADLINE, "Tomahawk", "Germany and Australia sign an ACSA", "日米が協定に署名"):
        with CaptureQueriesContext(connection) as queries:
            assert decode(client, text).status_code == 200
        assert len(queries) <= MOST_QUERIES + 12, text
    assert 0 < max(compared) <= 2 * selector._MOST_COMPARED


@pytest.mark.register
def test_the_article_is_three_deals_of_three_kinds(client: Client) -> None:
    response = decode(client, ARTICLE)

    assert_page(response, "3 kinds of agreement", "/deals/germany-acsa/", "/deals/us-tomahawk-2024/")
    assert "/deals/uae-technology-transfer/" in section_of(response, "means")
    assert "None of these kinds obliges anybody to fight" in text_of(response, "promised")
    assert text_read(response) == ARTICLE


@pytest.mark.register
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_answer_to_three_thousand_characters_fits_one_round_trip(client: Client, language: str) -> None:
    text = "\n".join(one.text for one in texts() if one.language == language)[:3_000]

    response = client.post("/decode/" if language == "en" else "/ja/decode/", {"text": text})

    assert text_read(response) == text
    assert len(gzip.compress(response.content)) < MOST_BYTES


def test_a_question_is_put_to_the_register_and_a_report_is_read(client: Client, cast: Deal) -> None:
    asked = client.post("/decode/", {"text": "Who has an ACSA with Japan?"})
    told = client.post("/decode/", {"text": "Japan and Germany signed an ACSA"})
    unknown = client.post("/decode/", {"text": "Who ate my sandwich?"})

    assert asked["Location"] == "/search/?q=Who+has+an+ACSA+with+Japan%3F"
    assert told["Location"].startswith("/decode/?text=")
    assert unknown["Location"].startswith("/decode/?text=")
    # Who comes to the address of the reading is told too.
    for where, is_told in (("Who has an ACSA with Japan?", True), ("Japan and Germany signed an ACSA", False)):
        links = client.get("/decode/", {"text": where}).content.decode()
        assert ("What the register answers" in links) is is_told


@pytest.mark.parametrize("text", ["日独、物品役務相互提供協定に署名か", "Japan and Germany to sign an ACSA?"])
def test_a_headline_that_wonders_is_read(client: Client, cast: Deal, text: str) -> None:
    assert client.post("/decode/", {"text": text})["Location"].startswith("/decode/?text=")


def test_a_phrase_that_ends_in_a_day_asks_for_it(client: Client, cast: Deal) -> None:
    answer = client.post("/ja/decode/", {"text": "ドイツとのACSAの発効日"})

    assert (answer.status_code, answer["Location"].split("?")[0]) == (303, "/ja/search/")


def test_a_name_is_looked_up_and_a_text_that_holds_one_is_read(client: Client, cast: Deal) -> None:
    addresses = [
        client.post("/decode/", {"text": text})["Location"].split("?")[0]
        for text in ("germany", "ドイツ", "Germany elects a chancellor")
    ]

    assert addresses == ["/search/", "/search/", "/decode/"]


def test_the_name_of_a_deal_is_looked_up_although_it_tells_the_kind(client: Client, cast: Deal) -> None:
    factories.cue(cast.type, phrase="aukus")
    factories.published_deal(slug="aukus", short_name_en="Japan and AUKUS Pillar II", short_name_ja="AUKUS第2の柱")

    def led_to(text: str) -> str:
        return client.post("/decode/", {"text": text})["Location"].split("?")[0]

    assert [led_to(text) for text in ("AUKUS", "aukus", "AUKUS Pillar II")] == ["/search/"] * 3
    factories.term("aukus", term_en="AUKUS")
    assert led_to("AUKUS") == "/search/"
    assert [led_to(text) for text in ("AUKUS ministers meet", "an ACSA of 2024")] == ["/decode/"] * 2
    assert "/search/?q=AUKUS" in decode(client, "AUKUS").content.decode()


@pytest.mark.parametrize(("language", "text"), [("", "Taiwan"), ("", "palau"), ("/ja", "台湾")])
def test_the_name_of_a_country_that_has_nothing_is_looked_up(
    client: Client, cast: Deal, language: str, text: str
) -> None:
    answer = client.post(f"{language}/decode/", {"text": text})

    assert answer["Location"].split("?")[0] == f"{language}/search/"
    assert client.post(f"{language}/decode/", {"text": f"{text}, ACSA"})["Location"].startswith(f"{language}/decode/")


@pytest.mark.parametrize(
    ("language", "text", "notice"),
    [
        ("", "Germany", "This reads as a name. What the register has on it"),
        ("", "Taiwan", "This reads as a name. What the register has on it"),
        ("/ja", "ドイツ", "これは名称のようです。登録簿にある内容"),
        ("", "Who has an ACSA with Japan?", "This reads as a question. What the register answers"),
        ("/ja", "ドイツとのACSAの発効日", "これは質問のようです。この質問への答え"),
    ],
)
def test_a_name_is_not_called_a_question(client: Client, cast: Deal, language: str, text: str, notice: str) -> None:
    read = decode(client, text, language).content.decode().partition('<p class="notice">')[2].partition("</p>")[0]

    assert re.sub(r"<[^>]*>", "", read) == notice


@pytest.mark.register
@pytest.mark.parametrize(
    ("language", "text", "slug"),
    [
        ("", "SOFA", "us-sofa-1960"),
        ("/ja", "地位協定改定", "us-sofa-1960"),
        ("", "acsa austrailia", "italy-acsa"),
        ("/ja", "アクサ", "italy-acsa"),
        ("", "RAA Germany", "germany-raa"),
        ("/ja", "仏加の円滑化協定", "france-raa"),
    ],
)
def test_the_nearest_is_the_deal_that_a_reader_would_think_of(
    client: Client, language: str, text: str, slug: str
) -> None:
    shown = section_of(decode(client, text, language), "nearest")

    assert f'href="{language}/deals/{slug}/"' in shown.partition("</li>")[0]


@pytest.mark.parametrize(
    ("language", "words"), [("", "All 4 deals of this kind"), ("/ja", "この種類の案件をすべて見る（4件）")]
)
def test_the_nearest_lead_on_to_all_of_their_kind(client: Client, cast: Deal, language: str, words: str) -> None:
    for number in range(3):
        factories.published_deal(f"other-acsa-{number}")

    response = decode(client, "ACSA", language)

    assert f'<a href="{language}/deals/?type=acsa">{words}</a>' in section_of(response, "nearest")


def test_where_all_of_a_kind_are_shown_nothing_leads_on(client: Client, cast: Deal) -> None:
    assert "?type=acsa" not in section_of(decode(client, "ACSA"), "nearest")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "In force since 1 July 2026, signed by 3 July 2026"),
        ("/ja", "2026年7月1日から発効中、2026年7月3日までに署名"),
    ],
)
def test_a_date_by_which_it_was_signed_is_shown_as_that(client: Client, cast: Deal, language: str, words: str) -> None:
    name = "GCAP supplies accord"
    deal = factories.published_deal("gcap-acsa", kind="in-force", date="2026-07-01", short_name_en=name)
    factories.event(deal, "signed", "2026-07-03", date_standing="by")

    assert words in text_of(decode(client, "GCAP supplies accord of July 2026", language), "means")


@pytest.mark.parametrize(("language", "words"), [("", "What agrees: kind and name"), ("/ja", "一致する点：種類、名称")])
def test_a_deal_told_by_its_name_alone_is_told_and_its_partner_not_said_to_agree(
    client: Client, cast: Deal, language: str, words: str
) -> None:
    factories.published_deal("gcap-acsa", short_name_en="GCAP supplies accord")

    response = decode(client, "The GCAP supplies accord", language)

    assert words in text_of(response, "means")
    assert "no-partner" not in str(decoder_of_register().decode("The GCAP supplies accord").unsettled)
    assert 'id="unsettled"' not in response.content.decode()
