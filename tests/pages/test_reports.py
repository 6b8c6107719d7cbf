"""A reader reports a mistake without an account, a cookie or a script, and reads at the receipt what became of it."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory, override_settings

from agreements.limits import EVERYBODY, take
from agreements.models import Report
from agreements.reporting import FROM_ALL, FROM_ONE
from agreements.selectors.reports import accepted_reports
from tests import factories
from tests.assertions import assert_page
from tests.counts import counts
from tests.kept_rows import rows_kept
from tests.pages.reading import lang_of, text_of

pytestmark = pytest.mark.django_db

ABOUT = "/report/?about=/deals/germany-acsa/"
TEXT = "The agreement was signed on the 29th, not on the 28th."
HOSTILE = "</textarea><script>alert(1)</script>\"'&amp; =cmd"


@pytest.fixture
def clock(today: date, time_machine: Any) -> Any:
    """A clock that stands at noon and is moved on by hand."""
    return time_machine


@pytest.fixture
@rows_kept
def deal(db: None) -> Any:
    return factories.published_deal()


def token_in(response: Any) -> str:
    return re.search(r'name="token" value="([^"]+)"', response.content.decode()).group(1)  # type: ignore[union-attr]


def send(
    client: Client, clock: Any, data: Mapping[str, str] | None = None, address: str = ABOUT, **headers: str
) -> Any:
    """Open the form, type for a while, and send it."""
    token = token_in(client.get(address))
    clock.shift(20)
    return client.post(address, {"text": TEXT, "token": token, **(data or {})}, headers=headers)


@pytest.mark.parametrize(
    ("page", "about"),
    [
        ("/deals/germany-acsa/", "/deals/germany-acsa/"),
        ("/ja/deals/germany-acsa/", "/ja/deals/germany-acsa/"),
        ("/partners/germany/", "/partners/germany/"),
        ("/types/acsa/", "/types/acsa/"),
        ("/terms/security-cooperation/", "/terms/security-cooperation/"),
    ],
)
def test_each_page_of_a_record_leads_to_the_form_about_it(client: Client, deal: Any, page: str, about: str) -> None:
    factories.sense(factories.term())
    address = re.search(r'href="([^"]*/report/[^"]*)"', client.get(page).content.decode()).group(1)  # type: ignore[union-attr]
    assert address == f"{'/ja' if page.startswith('/ja') else ''}/report/?about={about}"
    response = client.get(address)

    assert response.status_code == 200
    assert f'href="{about}"' in response.content.decode()


def test_the_form_offers_the_events_and_parts_of_the_deal(client: Client, deal: Any) -> None:
    response = client.get(f"{ABOUT}&fact=event/signed/2024-01-29")

    assert_page(response, "Report a mistake", "On the page “Japan–Germany ACSA”")
    assert '<option value="event/signed/2024-01-29" selected>Signed, 2024-01-29</option>' in response.content.decode()
    assert '<option value="title">Official title</option>' in response.content.decode()


@pytest.mark.parametrize("about", ["", "/no-such-page/", "/deals/no-such-deal/", "//evil.example/", "/admin/", "\x00"])
def test_what_is_no_page_of_a_record_is_about_the_whole_register(client: Client, deal: Any, about: str) -> None:
    response = client.get("/report/", {"about": about} if about else {})

    assert_page(response, "Report a mistake", "On the register as a whole.")
    assert ("There is no page of the register at that address:" in text_of(response)) == bool(about)


def test_a_former_address_is_followed(client: Client, deal: Any, clock: Any) -> None:
    deal.slug = "germany-supplies"
    deal.save()

    send(client, clock)
    assert Report.objects.get().slug == "germany-supplies"


def test_a_report_is_kept_with_the_fact_it_is_about_and_gets_a_receipt(client: Client, deal: Any, clock: Any) -> None:
    data = {
        "fact": "event/signed/2024-01-29",
        "text": f"{TEXT}\r\nSee the note.",
        "evidence": "https://www.mofa.go.jp/x",
        "may_be_shown": "on",
    }
    response = send(client, clock, data)
    report = Report.objects.get()

    assert (response.status_code, response["Location"]) == (303, f"/report/{report.token}/")
    assert (report.kind, report.slug, report.fact) == ("deal", "germany-acsa", "event/signed/2024-01-29")
    assert (report.text, report.evidence) == (f"{TEXT}\nSee the note.", "https://www.mofa.go.jp/x")
    assert (report.may_be_shown, report.state, report.language, report.decided) == (True, "new", "en", None)
    receipt = client.get(response["Location"])
    assert_page(
        receipt,
        "Received",
        f"http://testserver/report/{report.token}/</b>",
        TEXT,
        "Signed, 2024-01-29",
        "Japan–Germany ACSA",
    )


def test_in_japanese_the_receipt_is_too(client: Client, deal: Any, clock: Any) -> None:
    address = "/ja/report/?about=/ja/deals/germany-acsa/"
    response = send(client, clock, {"text": "署名の日が一日違っている。"}, address)

    assert response["Location"].startswith("/ja/report/")
    assert Report.objects.get().language == "ja"
    assert lang_of(client.get(response["Location"])) == "ja"


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"text": ""}, "Say what is wrong"),
        ({"text": "wrong"}, "at least 10 characters"),
        ({"text": "x" * 2_001}, "That has 2001 characters; at most 2000 can be sent."),
        ({"fact": "no-such-part"}, "Choose a part of the page from the list."),
        ({"evidence": "javascript:alert(1)"}, "Give a full address"),
        ({"evidence": "https://www.mofa.go.jp@e.example/"}, "without what stands before the @"),
        ({"evidence": "https://e.example/" + "x" * 500}, "An address has at most 500 characters"),
        ({"website": "https://buy.example"}, "A field that is to stay empty was filled in"),
        ({"token": "forged"}, "The form was open for too long."),
        ({"token": ""}, "The form was open for too long."),
    ],
    ids=[
        "no text",
        "too short",
        "too long",
        "unknown part",
        "no web address",
        "leads elsewhere than it seems",
        "long address",
        "trap",
        "forged",
        "none",
    ],
)
def test_what_cannot_be_sent_comes_back_with_every_word(
    client: Client, deal: Any, clock: Any, data: dict[str, str], complaint: str
) -> None:
    typed = {"text": TEXT, "evidence": "https://www.mofa.go.jp/x", "may_be_shown": "on", "fact": "title", **data}
    response = send(client, clock, typed)
    body = unescape(response.content.decode())

    assert response.status_code == 422
    assert complaint in body
    assert 'role="alert"' in body
    assert typed["text"] in body
    assert typed["evidence"] in body
    assert 'name="may_be_shown" checked' in body
    assert not Report.objects.exists()
    assert counts("report") == {}
    # What the form holds now can be sent, once it is mended.
    clock.shift(20)
    mended = {"text": TEXT, "token": token_in(response)}
    assert client.post(ABOUT, mended).status_code == 303


def test_what_is_sent_too_quickly_is_taken_the_second_time(client: Client, deal: Any, clock: Any) -> None:
    token = token_in(client.get(ABOUT))
    clock.shift(1)
    first = client.post(ABOUT, {"text": TEXT, "token": token})
    assert first.status_code == 422
    assert "quicker than anybody types" in text_of(first)

    clock.shift(3)
    assert client.post(ABOUT, {"text": TEXT, "token": token_in(first)}).status_code == 303


def test_a_form_left_open_for_days_is_made_new_with_the_words(client: Client, deal: Any, clock: Any) -> None:
    token = token_in(client.get(ABOUT))
    clock.shift(25 * 60 * 60)
    response = client.post(ABOUT, {"text": TEXT, "token": token})

    assert response.status_code == 422
    assert TEXT in unescape(response.content.decode())
    assert token_in(response) != token


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({}, True),
    ],
    ids=["own", "other", "neighbor", "own origin", "other origin", "hidden origin", "program"],
)
def test_only_a_form_of_this_site_is_taken(
    client: Client, deal: Any, clock: Any, headers: dict[str, str], is_taken: bool
) -> None:
    response = send(client, clock, **headers)

    assert Report.objects.exists() == is_taken
    assert response.status_code == (303 if is_taken else 422)
    if not is_taken:
        assert TEXT in unescape(response.content.decode())


def test_a_second_click_brings_no_second_report(client: Client, deal: Any, clock: Any) -> None:
    token = token_in(client.get(ABOUT))
    clock.shift(20)
    first, second = (client.post(ABOUT, {"text": TEXT, "token": token}) for _ in range(2))
    other = client.post(ABOUT, {"text": "Another thing is wrong as well.", "token": token})

    assert first["Location"] == second["Location"] != other["Location"]
    assert Report.objects.count() == 2
    assert counts("report")[EVERYBODY] == 2


def test_so_many_from_one_place_are_taken_on_a_day_and_no_address_is_kept(
    client: Client, deal: Any, clock: Any
) -> None:
    def answer(day_of: str, number: int) -> int:
        token = token_in(client.get(ABOUT))
        clock.shift(4)
        return client.post(  # type: ignore[no-any-return]
            ABOUT, {"text": f"{TEXT} {number}", "token": token}, REMOTE_ADDR=day_of
        ).status_code

    assert {answer("192.0.2.7", number) for number in range(FROM_ONE.most)} == {303}
    assert answer("192.0.2.7", 99) == 429
    assert answer("192.0.2.8", 100) == 303
    assert Report.objects.count() == FROM_ONE.most + 1
    rows = counts("report")
    assert not [sender for sender in rows if "192" in sender and len(sender) < 64]
    assert sorted(len(sender) for sender in rows) == [1, 64, 64]

    clock.shift(24 * 60 * 60)
    assert answer("192.0.2.7", 101) == 303
    assert not set(counts("report")) - {EVERYBODY} & set(rows)


def test_too_many_lose_no_word(client: Client, deal: Any, clock: Any) -> None:
    send(client, clock)
    while not take(FROM_ALL, EVERYBODY):
        pass
    response = send(client, clock, {"text": f"{TEXT} Again."})

    assert response.status_code == 429
    # Until midnight in Tokyo.
    assert response["Retry-After"] == str(12 * 60 * 60 - 40)
    assert f"{TEXT} Again." in unescape(response.content.decode())


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "is_one"),
    [(False, ("203.0.113.1", "203.0.113.2"), True), (True, ("203.0.113.1", "203.0.113.2"), False),
     (True, ("6.6.6.6, 203.0.113.1", "7.7.7.7, 203.0.113.1"), True)],
    ids=["no proxy: the header is not believed", "proxy: two readers", "proxy: what a reader made up is passed over"],
)  # fmt: skip
def test_the_address_is_the_one_that_can_be_believed(
    client: Client, deal: Any, clock: Any, behind_proxy: bool, forwarded: tuple[str, str], is_one: bool
) -> None:
    with override_settings(BEHIND_PROXY=behind_proxy):
        for number, addresses in enumerate(forwarded):
            send(client, clock, {"text": f"{TEXT} {number}"}, **{"X-Forwarded-For": addresses})

    assert (len(set(counts("report")) - {EVERYBODY}) == 1) == is_one


def test_the_addresses_of_one_household_count_as_one(client: Client, deal: Any, clock: Any) -> None:
    for number, address in enumerate(("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1")):
        token = token_in(client.get(ABOUT))
        clock.shift(4)
        client.post(ABOUT, {"text": f"{TEXT} {number}", "token": token}, REMOTE_ADDR=address)

    assert sorted(counts("report").values()) == [1, 2, 3]


def test_hostile_words_are_only_words(client: Client, deal: Any, clock: Any) -> None:
    refused = send(client, clock, {"text": HOSTILE, "evidence": HOSTILE}).content.decode()
    receipt = client.get(send(client, clock, {"text": HOSTILE})["Location"]).content.decode()

    for body in (refused, receipt):
        assert "<script>alert" not in body
        assert "&lt;/textarea&gt;&lt;script&gt;" in body
    assert "&quot;&#x27;&amp;amp; =cmd" in receipt


def test_no_cookie_is_set_and_nothing_is_stored_by_anyone_between(client: Client, deal: Any, clock: Any) -> None:
    form = Client(enforce_csrf_checks=True).get(ABOUT)
    sent = send(Client(enforce_csrf_checks=True), clock)
    receipt = client.get(sent["Location"])

    assert sent.status_code == 303
    for response in (form, sent, receipt):
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    for response in (form, receipt):
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
    assert receipt["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("state", ["accepted", "declined"])
def test_the_receipt_tells_the_outcome_in_both_languages(client: Client, deal: Any, state: str) -> None:
    factories.report(state=state, answer_en="The day is mended.\nThank you.", answer_ja="日付を直しました。")

    english = client.get("/report/a-token-of-a-report/")
    assert_page(english, state.capitalize(), "The day is mended.\nThank you.", "Decided on")
    assert "日付を直しました。" in text_of(client.get("/ja/report/a-token-of-a-report/"))


def test_an_answer_is_not_shown_before_the_report_is_decided(client: Client, deal: Any) -> None:
    factories.report(answer_en="A draft of an answer.", editors_note="Ask the embassy.")

    assert "draft of an answer" not in text_of(client.get("/report/a-token-of-a-report/"))
    assert "embassy" not in text_of(client.get("/report/a-token-of-a-report/"))


def test_the_receipt_of_a_duplicate_tells_the_outcome_of_the_first(client: Client, deal: Any) -> None:
    first = factories.report(state="accepted", answer_en="It is mended.", answer_ja="直しました。")
    factories.report("second", state="duplicate", duplicate_of=first)

    response = client.get("/report/second/")
    assert_page(response, "Accepted", "It is mended.", "Somebody had reported the same before")
    assert first.token not in response.content.decode()


def test_a_receipt_outlives_its_page(client: Client) -> None:
    factories.report(slug="gone")

    assert "gone" in text_of(client.get("/report/a-token-of-a-report/"))


@pytest.mark.parametrize("token", ["no-such-token", "a" * 200])
def test_nobody_finds_a_receipt_by_guessing(client: Client, token: str) -> None:
    assert client.get(f"/report/{token}/").status_code == 404


def test_what_is_far_too_much_is_refused_in_words(client: Client, deal: Any) -> None:
    response = client.post(ABOUT, f"text={'x' * 1_100_000}", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert "far too much" in text_of(response)


def test_a_file_that_is_sent_along_is_not_taken(client: Client, deal: Any) -> None:
    """Django counts the fields of a form in parts, and not the files beside them."""
    large = client.post(ABOUT, {"text": "a", "file": SimpleUploadedFile("a.bin", b"x" * 1_100_000)})
    assert large.status_code == 413
    assert "far too much" in text_of(large)

    small = RequestFactory().post(ABOUT, {"text": "a", "file": SimpleUploadedFile("a.bin", b"x" * 1_000)})
    assert small.POST["text"] == "a"
    assert not small.FILES


def test_accepted_reports_are_those_that_readers_let_be_shown(deal: Any, django_assert_max_num_queries: Any) -> None:
    answers = {"answer_en": "Mended.", "answer_ja": "直しました。"}
    shown = factories.report("shown", state="accepted", may_be_shown=True, fact="title", **answers)
    renamed = factories.report(
        "renamed", state="accepted", may_be_shown=True, kind="partner", slug="germany", **answers
    )
    whole = factories.report("whole", state="accepted", may_be_shown=True, kind="register", slug="", **answers)
    factories.report("new", may_be_shown=True)
    factories.report("quiet", state="accepted", **answers)
    factories.report("declined", state="declined", may_be_shown=True, **answers)
    factories.deal("a-draft")
    factories.report("draft", state="accepted", may_be_shown=True, slug="a-draft", **answers)
    partner = deal.partners.get()
    partner.slug = "federal-republic"
    partner.save()

    with django_assert_max_num_queries(5):
        found = accepted_reports()

    assert [each.report for each in found] == [whole, renamed, shown]
    assert [each.subject.address for each in found] == ["", "/partners/federal-republic/", "/deals/germany-acsa/"]
    assert (found[2].fact, found[2].answer, found[2].subject.name) == ("Official title", "Mended.", deal.short_name_en)
    assert [each.report for each in accepted_reports(1)] == [whole]
    assert accepted_reports(since=found[0].decided) == found[:1]


def test_who_waited_once_need_not_wait_again(client: Client, deal: Any, clock: Any) -> None:
    """A form that was open for a day and a half comes back with a new token, which can be sent at once."""
    token = token_in(client.get(ABOUT))
    clock.shift(36 * 60 * 60)
    first = client.post(ABOUT, {"text": TEXT, "token": token})
    again = client.post(ABOUT, {"text": TEXT, "token": token_in(first)})

    assert (first.status_code, again.status_code) == (422, 303)


def test_a_forged_form_still_waits(client: Client, deal: Any, clock: Any) -> None:
    first = client.post(ABOUT, {"text": TEXT, "token": "forged"})

    assert client.post(ABOUT, {"text": TEXT, "token": token_in(first)}).status_code == 422


@pytest.mark.parametrize("prefix", ["", "/ja"])
@pytest.mark.parametrize(
    ("page", "about", "name"),
    [
        ("/grid/?region=europe", "/grid/", "Grid"),
        ("/deals/?type=acsa", "/deals/", "Deals"),
        ("/compare/?partner=germany&partner=philippines", "/compare/", "Compare"),
    ],
)
def test_lists_grid_and_comparisons_lead_to_the_form_about_them(
    client: Client, deal: Any, clock: Any, page: str, about: str, name: str, prefix: str
) -> None:
    factories.published_deal("philippines-acsa", partners=(factories.partner("philippines"),))
    link = re.search(r'href="([^"]*/report/[^"]*)"', client.get(prefix + page).content.decode())
    assert link is not None
    assert link[1] == f"{prefix}/report/?about={prefix}{about}"
    form = client.get(link[1])

    assert 'role="alert"' not in form.content.decode()
    assert f'href="{prefix}{about}"' in form.content.decode()
    response = send(client, clock, address=link[1])
    report = Report.objects.get()
    assert response.status_code == 303
    assert (report.kind, report.slug) == ("register", {"/grid/": "grid", "/deals/": "deal_list"}.get(about, "compare"))
    if not prefix:
        assert name in text_of(client.get(response["Location"]))
