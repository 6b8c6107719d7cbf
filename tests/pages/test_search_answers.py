"""Questions that a page answers at once: who has a kind, when something happened, what was free, what on two days."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from agreements.models import AgreementType, Deal, EventKind, Instrument, Partner
from agreements.selectors.decoder import forget_decoder
from tests import factories
from tests.kept_rows import rows_kept
from tests.pages.reading import philippines, reciprocal_access, section_of, text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def get(client: Client, text: str, place: str = "") -> Any:
    return client.get(f"{place}/search/?{urlencode({'q': text})}")


@pytest.fixture
@rows_kept
def register(today: Any) -> None:
    """An ACSA in force with one partner and signed with another, after one that it superseded."""
    acsa = factories.agreement_type()
    factories.agreement_type("alliance-treaty", family="commitment")
    gift = factories.agreement_type("security-assistance", family="equipment", short_name_en="Assistance")
    germany, manila = factories.partner(), philippines()
    old = factories.published_deal("germany-acsa-1996", date="1996-04-15", type=acsa, partners=(germany,))
    factories.event(old, EventKind.SUPERSEDED, "2024-07-12")
    treaty = factories.published_deal(type=acsa, partners=(germany,), instrument=Instrument.TREATY)
    factories.event(treaty, EventKind.IN_FORCE, "2024-07-12")
    factories.published_deal(
        "philippines-acsa", date="2026-01-15", type=acsa, partners=(manila,), instrument=Instrument.TREATY
    )
    for year in (2023, 2024):
        given = factories.published_deal(
            f"philippines-osa-{year}", date=f"{year}-12-05", type=gift, partners=(manila,),
            instrument=Instrument.EXCHANGE_OF_NOTES,
        )  # fmt: skip
        factories.amount(given, amount=(year - 2020) * 100_000_000)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("place", ["", "/ja"])
def test_who_has_a_kind_is_told_with_what_is_only_signed_apart(client: Client, place: str) -> None:
    text = "ACSAを結んでいる国" if place else "who has an ACSA with Japan today"
    answer = section_of(get(client, text, place), "answer")
    first, second = answer.split("<p")[2:4]

    assert f'href="{place}/partners/germany/"' in first
    assert "philippines" not in first
    assert f'href="{place}/partners/philippines/"' in second
    assert f"{place}/deals/germany-acsa/" in answer
    assert "germany-acsa-1996" not in answer


@pytest.mark.usefixtures("register")
def test_who_has_a_kind_is_counted_by_partners(client: Client) -> None:
    words = text_of(get(client, "who has an ACSA with Japan today"), "answer")

    assert "In force with 1 partner: Germany" in words
    assert "Signed, with no entry into force found, with 1 partner: Philippines" in words


@pytest.mark.usefixtures("register")
def test_a_text_that_stands_by_its_signature_is_not_said_to_wait(client: Client) -> None:
    talks = factories.agreement_type("security-declaration", family="commitment")
    factories.published_deal("statement", type=talks, instrument=Instrument.JOINT_STATEMENT)

    words = text_of(get(client, "who has a security declaration"), "answer")

    assert "Signed with 1 partner, and standing without an entry into force: Germany" in words


@pytest.mark.usefixtures("register")
def test_who_had_a_kind_in_a_year_is_told_as_of_its_end(client: Client) -> None:
    answer = text_of(get(client, "Who had an ACSA with Japan in 2015?"), "answer")
    assert "who had one at the end of 2015" in answer
    # It stood by its signature.
    assert "with 1 partner" in answer
    assert ": Germany" in answer
    assert "Philippines" not in answer
    assert "as of: 2015-12-31" in answer
    assert "signed 1996-04-15" in answer
    for question in ("2015年にACSAを結んでいた国は？", "2015年時点でACSAがあった国"):
        words = text_of(client.get("/ja/search/", {"q": question}), "answer")
        assert "基準日： 2015-12-31" in words
        assert "2015年末に結んでいた相手" in words
        assert "ドイツ" in words
    # Who signed one is asked of what happened in the year.
    signed = text_of(get(client, "Who signed an ACSA in 2024?"), "answer")
    assert "from year: 2024" in signed
    assert "1 deal" in signed


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("text", ["How many ACSAs does Japan have?", "Which ACSAs does Japan have?"])
def test_what_japan_has_is_what_is_in_force(client: Client, text: str) -> None:
    answer = get(client, text)

    assert "In force with 1 partner: Germany" in text_of(answer, "answer")
    assert "germany-acsa-1996" not in section_of(answer, "answer")


@pytest.mark.usefixtures("register")
def test_what_is_delivered_once_is_counted_by_deals(client: Client) -> None:
    assert "2 deals" in text_of(get(client, "How many security assistance deals are there"), "answer")


@pytest.mark.usefixtures("register")
def test_nobody_may_have_a_kind(client: Client) -> None:
    factories.published_deal("france-raa", kind=EventKind.PROPOSED, type=reciprocal_access())

    assert "None is signed or in force." in text_of(get(client, "who has an RAA today"), "answer")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("Is the Philippines ACSA in force?", "", "Agreed: signed on 15 January 2026; no entry into force found"),
        ("フィリピンとのACSAは発効しているか", "/ja", "合意済み：2026年1月15日署名（発効は未確認）"),
        ("Is the Philippines ACSA still in force?", "", "Agreed: signed on 15 January 2026; no entry into force found"),
        ("フィリピンとのACSAはまだ有効か", "/ja", "合意済み：2026年1月15日署名（発効は未確認）"),
        ("フィリピンとのACSAは依然として有効ですか", "/ja", "合意済み：2026年1月15日署名（発効は未確認）"),
        ("Is the German ACSA under negotiation?", "", "Yes: in force since 12 July 2024"),
    ],
)
def test_where_nothing_has_the_status_asked_for_what_there_is_answers(
    client: Client, text: str, place: str, words: str
) -> None:
    assert words in text_of(get(client, text, place), "line")


@pytest.mark.usefixtures("register")
def test_where_there_is_nothing_whatever_the_status_none_is_told(client: Client) -> None:
    assert "None is in the register." in text_of(get(client, "Is the Philippines alliance treaty in force?"), "answer")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("when did the Germany ACSA take effect in 2024", "entered into force on 12 July 2024 , signed on 29 January"),
        ("when was the German ACSA signed", "signed on 29 January 2024"),
        ("when did the Philippines ACSA enter into force", "no date found, signed on 15 January 2026"),
    ],
)
def test_when_something_happened_is_told_with_its_day(client: Client, text: str, words: str) -> None:
    assert words in text_of(get(client, text), "dates")


@pytest.mark.usefixtures("register")
def test_the_day_is_told_in_japanese_too(client: Client) -> None:
    words = text_of(get(client, "フィリピンとのACSAはいつ署名されたか", "/ja"), "dates")

    assert "2026年1月15日" in words


@pytest.mark.usefixtures("register")
def test_of_what_is_not_signed_what_happened_last_is_told(client: Client) -> None:
    factories.published_deal(
        "talks", kind=EventKind.NEGOTIATIONS_OPENED, date="2025-05-01", type=reciprocal_access(),
        short_name_en="Japan–Germany RAA",
    )  # fmt: skip

    words = text_of(get(client, "When will the Germany RAA take effect"), "dates")

    assert "Japan–Germany RAA : no date found" in words
    assert "1 May 2025" in words


@pytest.mark.usefixtures("register")
def test_a_plan_is_no_day_on_which_something_happened(client: Client) -> None:
    factories.event(Deal.objects.get(slug="philippines-acsa"), EventKind.IN_FORCE, "2030-01-01")

    assert "2030" not in text_of(get(client, "when did the Philippines ACSA take effect"), "dates")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("text", "place", "sums"),
    [
        ("what did the Philippines get free of charge and for how much", "", ["400 million yen", "300 million yen"]),
        ("フィリピンは何を無償で受け取り、いくらか", "/ja", ["4億円", "3億円"]),
    ],
)
def test_what_was_given_free_is_listed_with_its_sums_the_newest_first(
    client: Client, text: str, place: str, sums: list[str]
) -> None:
    words = text_of(get(client, text, place), "answer")

    assert words.index(sums[0]) < words.index(sums[1])
    # Nobody has added them up.
    assert "700" not in words
    assert "7億" not in words


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            "What did the Philippines give Japan for free",
            "",
            "Philippines gives Japan something free of charge in 1 deal.",
        ),
        ("フィリピンからただでもらったもの", "/ja", "フィリピンが日本に無償で渡す案件は1件。"),
        (
            "What did Germany give Japan for free",
            "",
            "In no deal of the register does Germany give Japan anything free",
        ),
        ("ドイツからただでもらったもの", "/ja", "ドイツが日本に無償で渡す案件は、登録簿にない。"),
        ("What did Japan give the Philippines for free", "", "Japan gives something free of charge in 2 deals."),
        ("日本はフィリピンに何を無償で渡したか", "/ja", "日本が無償で渡す案件は2件。"),
    ],
)
def test_a_gift_counts_for_the_side_that_gives(client: Client, text: str, place: str, words: str) -> None:
    gift = AgreementType.objects.get(slug="security-assistance")
    manila = Partner.objects.get(slug="philippines")
    given = factories.published_deal("philippines-gift", type=gift, partners=(manila,))
    factories.deal_state(given, factories.state(factories.character("direction"), "receives"))

    assert words in text_of(get(client, text, place), "answer")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    "text", ["How much did Japan give the Philippines in 2024", "日本は2024年にフィリピンにいくら渡したか"]
)
def test_what_was_given_in_a_year_is_told_with_its_sum(client: Client, text: str) -> None:
    words = text_of(get(client, text, "" if text.isascii() else "/ja"), "answer")

    assert ("400 million yen" if text.isascii() else "4億円") in words
    assert "300" not in words
    assert "3億円" not in words


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("what could Japan and Germany do together in 2020 as against today", ""),
        ("日本とドイツは2020年に何ができ、今は何ができるか", "/ja"),
    ],
)
def test_two_days_are_told_side_by_side_with_what_is_new(client: Client, text: str, place: str) -> None:
    then, today = section_of(get(client, text, place), "contrast").split("<h3>")[1:]

    assert f'href="{place}/partners/germany/?as_of=2020-12-31"' in then
    assert f'href="{place}/partners/germany/"' in today
    # The superseded text stood in 2020 by its signature, and its successor stands today.
    assert "<li>" in then
    assert "<b" not in then + today


@pytest.mark.usefixtures("register")
def test_what_is_new_or_gone_on_one_of_two_days_is_marked(client: Client) -> None:
    visits = factories.published_deal("visits", kind=EventKind.IN_FORCE, date="2000-01-01", type=reciprocal_access())
    factories.event(visits, EventKind.TERMINATED, "2021-01-01")

    then, today = section_of(get(client, "Germany 1995 versus today"), "contrast").split("<h3>")[1:]
    assert "<svg" not in then
    assert "Refuel each other <b" in today
    assert "new</b>" in today
    then, today = section_of(get(client, "Germany 2020 versus today"), "contrast").split("<h3>")[1:]
    assert "no longer</b>" in then
    assert "</b>" not in today


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("text", ["what can Japan and Germany do together", "日本とドイツは今何ができるか"])
def test_what_two_can_do_is_what_stands_on_the_partner_s_page(client: Client, text: str) -> None:
    declared = factories.agreement_type("security-declaration", family="commitment")
    factories.published_deal("statement", type=declared, instrument=Instrument.JOINT_STATEMENT)
    place = "" if text.isascii() else "/ja"

    there = section_of(client.get(f"{place}/partners/germany/"), "standing").count('<li class="ability">')
    assert there == 2
    assert section_of(get(client, text, place), "contrast").count("<li>") == there


@pytest.mark.usefixtures("register")
@pytest.mark.usefixtures("register")
def test_what_was_in_force_in_a_year_is_what_stood_at_its_end(client: Client) -> None:
    answer = section_of(get(client, "what was in force in 2024"), "answer")

    assert "as_of=2024-12-31" in answer
    assert re.findall(r'class="row-name" href="([^"]+)"', answer) == ["/deals/germany-acsa/"]
    # What came about in a year is asked in other words.
    assert "as_of" not in section_of(get(client, "which deals entered into force in 2024"), "answer")


@pytest.mark.usefixtures("register")
def test_of_a_year_before_the_register_begins_nothing_is_told(client: Client) -> None:
    words = section_of(get(client, "what could Japan and Germany do in 1940"), "contrast")

    assert "The register begins in 1951 and says nothing of what stood before." in words
    assert "No agreement" not in words
    then, today = section_of(get(client, "Germany 1940 versus today"), "contrast").split("<h3>")[1:]
    assert "The register begins in 1951" in then
    # Whether it is new cannot be known.
    assert ">new<" not in today


def test_of_a_year_that_has_not_ended_no_contrast_is_told(client: Client) -> None:
    assert 'aria-labelledby="contrast"' not in get(client, "Germany 2026 versus today").content.decode()


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    "text",
    [
        "who has an ACSA with Japan today",
        "Who had an ACSA with Japan in 2015?",
        "does Japan have to defend Germany",
        "Is the Philippines ACSA in force?",
        "when did the German ACSA take effect",
        "what did the Philippines get free of charge",
        "What did the Philippines give Japan for free",
        "what could Japan and Germany do together in 2020 as against today",
    ],
)
def test_an_answer_costs_few_queries(client: Client, text: str) -> None:
    client.get("/about/")
    with CaptureQueriesContext(connection) as captured:
        get(client, text)

    assert len(captured) <= MOST_QUERIES


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("text", "is_answered"),
    [
        ("ACSAを結んでいる国", True),
        ("ACSAを結んでいる国はいくつ", True),
        ("今日、日本とACSAを結んでいるのはどこ", True),
        ("which countries still have an ACSA", True),
        ("countries with an ACSA", True),
        ("2015年にACSAを結んでいた国は？", True),
        ("Would Japan have to defend Germany", True),
        ("日本はドイツを守るか", True),
        ("If Germany is attacked will Japan fight?", True),
        ("ドイツが攻撃されたら日本は戦うのか", True),
        ("日本はドイツのために戦わなければならない？", True),
        ("which countries are obliged to fight with Japan", True),
        ("Germany: 2020 versus today", True),
        ("gifts to the Philippines", True),
        # A kind, with one partner or none, and nothing else.
        ("ACSA Germany", True),
        ("ACSA with Germany", True),
        ("日独ACSA", True),
        ("ドイツ ACSA", True),
        ("ドイツとのACSA", True),
        ("acsa Germny", True),
        ("military alliance with the Philippines", True),
        ("ACSA", True),
        ("ACSAとは", True),
        # Of a country that has nothing in the register, that is the answer.
        ("Does Japan have to defend Taiwan?", True),
        ("日本は台湾を防衛する義務があるか", True),
        ("日本は台湾とACSAを結んでいるか", True),
        ("Does the Philippines have to defend Taiwan?", False),
        ("台湾、ACSAに署名か", False),
        # Reports, whatever words they share with a question.
        ("Japan and Germany sign an ACSA", False),
        ("ACSA with Germany in force", False),
        ("Germany ratifies ACSA", False),
        ("日独ACSAへ", False),
        ("日独、ACSAに署名か", False),
        ("日独ACSAが発効", False),
        ("Who ate my sandwich?", False),
    ],
)
def test_the_box_of_the_home_page_leads_a_question_to_its_answer(client: Client, text: str, is_answered: bool) -> None:
    forget_decoder()
    factories.cue(AgreementType.objects.get(slug="acsa"))
    place = client.post("/decode/", {"text": text})["Location"]
    forget_decoder()

    assert place.startswith("/search/?q=" if is_answered else "/decode/?text=")


QUESTIONS = {
    "who has an ACSA with Japan today": "In force with 8 partners",
    "今日、日本とACSAを結んでいるのはどこ": "英国",
    "How many ACSAs does Japan have?": "In force with 8 partners",
    "2015年にACSAを結んでいた国は": "/ja/partners/australia/",
    "does Japan have to defend South Korea": "neither has promised to defend the other",
    "日本は韓国を守る義務があるか": "互いを守る約束はない",
    "If North Korea attacks South Korea, does Japan have to fight?": "neither has promised to defend the other",
    "韓国有事に日本は参戦するのか": "互いを守る約束はない",
    "does Japan have a military alliance with the Philippines": "Neither has promised to defend the other",
    "which countries are obliged to fight with Japan": "In force with 1 partner",
    "どの国と秘密を共有できるか": "/ja/partners/nato/",
    "when did the UK access agreement take effect": "15 October 2023",
    "英国との円滑化協定はいつ発効したか": "2023年10月15日",
    "what did the Philippines get free of charge and for how much": "900 million yen",
    "フィリピンは何を無償で受け取り、いくらか": "9億円",
    "what could Japan and Germany do together in 2020 as against today": "Pass each other secrets",
    "日本とドイツは2020年に何ができ、今は何ができるか": "秘密情報をやり取りできる",
    "英国との円滑化協定はいつ効力が生じたか": "2023年10月15日",
    "When will the France RAA take effect": "no date found",
    "地位協定と円滑化協定の違い": "/ja/types/status-of-forces/",
    "韓国 ACSA": "/ja/deals/south-korea-acsa/",
    "EU GSOMIA": "/deals/eu-information-sharing/",
    "What did the US give Japan for free": "The United States gives Japan something free of charge in 1 deal.",
    "アメリカからただでもらったもの": "/ja/deals/us-mutual-defense-assistance-1954/",
    "what did the Philippines get in 2023 and how much did it cost": "600 million yen",
    "What did Japan just sign?": "The latest come first.",
    "日本は最近何に署名したか": "新しいものから並ぶ",
}


@pytest.mark.register
@pytest.mark.parametrize(("text", "fact"), QUESTIONS.items())
def test_the_first_page_after_the_box_has_the_fact(client: Client, text: str, fact: str) -> None:
    page = client.post(f"{'' if text.isascii() else '/ja'}/decode/", {"text": text}, follow=True)
    answer = page.content.decode().partition("search-answer")[2].partition("</section>")[0]

    assert fact in " ".join(answer.split())


@pytest.mark.register
@pytest.mark.parametrize("text", ["日本は台湾を防衛する義務があるか", "日本は台湾を守るか"])
def test_of_a_country_with_nothing_in_the_register_the_box_leads_to_that(client: Client, text: str) -> None:
    page = client.post("/ja/decode/", {"text": text}, follow=True)

    assert "日本と台湾の間の案件は、登録簿にありません。" in page.content.decode()


@pytest.mark.register
def test_what_may_be_used_is_asked_of_the_register(client: Client) -> None:
    page = client.post("/ja/decode/", {"text": "国連軍は日本の基地を使えるか"}, follow=True)

    assert page.redirect_chain[0][0].startswith("/ja/search/")
    assert "/ja/deals/un-sofa-1954/" in page.content.decode()
