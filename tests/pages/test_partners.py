import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreements.models import Deal, DietApproval, EventKind, Instrument, Partner, RelationKind
from agreements.selectors.partners import NEWEST_EVENTS
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, philippines, reciprocal_access, section_of, text_of

pytestmark = pytest.mark.django_db


def test_partner_list_gives_each_region_its_partners_with_their_signs(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("philippines-raa", type=reciprocal_access(), partners=(philippines(),))

    response = client.get("/partners/")

    assert_page(response, "Japan’s partners", 'href="/partners/germany/"')
    assert "Germany ACSA: signed 1 deal" in text_of(response, "region-europe")
    assert "Philippines RAA: signed 1 deal" in text_of(response, "region-southeast-asia")
    # What each form of a sign means.
    for status in ("in force", "signed", "proposed", "completed", "ended"):
        assert re.search(rf"</span> {status}</li>", response.content.decode()), status


def test_partner_list_of_an_empty_register_is_a_page(client: Client) -> None:
    assert_page(client.get("/partners/"), "Japan’s partners")


def test_partner_list_hides_drafts(client: Client) -> None:
    factories.published_deal()
    factories.event(factories.deal("germany-two"))
    factories.event(factories.deal("philippines-raa", partners=(philippines(),)))

    response = client.get("/partners/")

    assert "Philippines" not in text_of(response)
    assert "1 deal" in text_of(response, "region-europe")
    assert "2 deals" not in text_of(response)


def test_partner_of_an_unknown_slug_is_not_found(client: Client) -> None:
    assert client.get("/partners/atlantis/").status_code == 404


# Events, the kind of paper and whether it binds, the band that answers, and the answer.
ANSWERS: dict[str, tuple[dict[str, str], str, bool | None, str, str]] = {
    "in force": (
        {"signed": "2024-01-29", "in-force": "2024-07-12"},
        Instrument.TREATY,
        True,
        "standing",
        "Yes: in force since 12 July 2024",
    ),
    "political text": (
        {"signed": "2024-01-29"},
        Instrument.MEMORANDUM,
        False,
        "standing",
        "Yes: signed on 29 January 2024 (political, not binding)",
    ),
    "political text, or not: nobody knows": (
        {"signed": "2024-01-29"},
        Instrument.MEMORANDUM,
        None,
        "standing",
        "Yes: signed on 29 January 2024",
    ),
    "contract": ({"signed": "2024-01"}, Instrument.CONTRACT, None, "standing", "Yes: contract signed in January 2024"),
    "suspended": (
        {"in-force": "2020", "suspended": "2025-03-01"},
        Instrument.TREATY,
        True,
        "standing",
        "Suspended since 1 March 2025",
    ),
    "agreed, not known to be in force": (
        {"signed": "2024-01-29"},
        Instrument.TREATY,
        True,
        "spoken-of",
        "Agreed: signed on 29 January 2024; no entry into force found",
    ),
    "talks": (
        {"negotiations-opened": "2023-05"},
        Instrument.TREATY,
        None,
        "spoken-of",
        "Under negotiation since May 2023",
    ),
    "in principle": (
        {"agreed-in-principle": "2023"},
        Instrument.TREATY,
        None,
        "spoken-of",
        "Agreed in principle in 2023",
    ),
    "proposed": ({"proposed": "2022"}, Instrument.OTHER, None, "spoken-of", "Proposed in 2022"),
    "ended": (
        {"in-force": "2001", "terminated": "2025"},
        Instrument.TREATY,
        True,
        "missing",
        "No longer: terminated in 2025",
    ),
}


@pytest.mark.parametrize(("events", "instrument", "binding", "band", "answer"), ANSWERS.values(), ids=ANSWERS.keys())
def test_the_first_thing_on_a_partner_s_page_is_an_answer(
    client: Client, events: dict[str, str], instrument: str, binding: bool | None, band: str, answer: str
) -> None:
    (first_kind, first_date), *later = events.items()
    deal = factories.published_deal(kind=first_kind, date=first_date, instrument=instrument, binding=binding)
    for kind, date in later:
        factories.event(deal, kind, date)

    response = client.get("/partners/germany/")

    # What can be done, the deal that makes it so, and how far it has come.
    assert text_of(response, band).endswith(f"Refuel each other Japan–Germany ACSA {answer}")
    assert 'href="/deals/germany-acsa/"' in section_of(response, band)
    for other in {"standing", "spoken-of", "missing"} - {band}:
        assert "Refuel each other" not in text_of(response, other)


def test_that_the_diet_had_yet_to_approve_does_not_say_that_it_has_not_since(client: Client) -> None:
    factories.published_deal(instrument=Instrument.TREATY, diet_approval=DietApproval.PENDING)

    assert "Agreed: signed on 29 January 2024; no entry into force found" in text_of(client.get("/partners/germany/"))
    assert "合意済み：2024年1月29日署名（発効は未確認）" in text_of(client.get("/ja/partners/germany/"))


def test_as_of_a_day_it_is_not_said_that_no_later_entry_into_force_was_found(client: Client) -> None:
    deal = factories.published_deal(instrument=Instrument.TREATY)
    factories.event(deal, EventKind.IN_FORCE, "2024-07-12")

    english, japanese = (client.get(f"{prefix}/partners/germany/?as_of=2024-02") for prefix in ("", "/ja"))

    assert text_of(english, "spoken-of").endswith("Agreed: signed on 29 January 2024")
    assert text_of(japanese, "spoken-of").endswith("合意済み：2024年1月29日署名")


def test_the_bands_of_a_day_that_is_over_are_named_in_the_past(client: Client) -> None:
    factories.published_deal()

    names = {"standing": "その時点であったもの", "spoken-of": "話に出ていたもの", "missing": "なかったもの"}
    then, then_as_text = (client.get(f"/ja/partners/germany{end}?as_of=2025") for end in ("/", ".md"))

    assert {band: text_of(then, band).split()[0] for band in names} == names
    assert all(f"## {name}\n" in then_as_text.content.decode() for name in names.values())
    assert "今あるもの" in text_of(client.get("/ja/partners/germany/"), "standing")


def test_what_was_looked_for_and_not_found_is_a_no(client: Client) -> None:
    (germany,) = factories.published_deal("germany-raa", type=reciprocal_access()).partners.all()
    factories.survey(factories.agreement_type(), germany)

    assert "Refuel each other ACSA No: none found up to July 2026" in text_of(
        client.get("/partners/germany/"), "missing"
    )


def test_a_survey_of_another_partner_says_nothing(client: Client) -> None:
    factories.survey(factories.agreement_type(), factories.partner("italy"))
    factories.published_deal("germany-raa", type=reciprocal_access())

    assert "Refuel each other ACSA Not looked for" in text_of(client.get("/partners/germany/"), "missing")


def test_a_partner_has_a_page_of_a_day_before_its_first_deal(client: Client) -> None:
    factories.published_deal()

    response = client.get("/partners/germany/?as_of=2015")

    assert_page(response, "Germany", "Nothing stood.", "No event by then.")
    assert "Nothing is known to have been under discussion." in text_of(response, "spoken-of")
    assert "No agreement let the two act together in a standing way. Neither had promised to defend the other." in (
        text_of(response)
    )


def test_several_deals_of_one_answer_are_counted(client: Client) -> None:
    for slug in ("germany-acsa", "germany-acsa-two", "germany-acsa-three"):
        factories.published_deal(slug, kind=EventKind.IN_FORCE)

    response = client.get("/partners/germany/?as_of=2025")

    assert "Yes: in force since 29 January 2024; 2 more deals" in text_of(response, "standing")
    (address,) = re.findall(r'href="(/deals/\?[^"]*)"', section_of(response, "standing"))
    assert html.unescape(address) == "/deals/?type=acsa&partner=germany&status=in-force&as_of=2025"
    assert "3 deals" in text_of(client.get(html.unescape(address)))


def test_a_deal_between_two_kinds_answers_for_both(client: Client) -> None:
    build = factories.agreement_type("joint-development", short_name_en="Joint dev.", ability_en="Build together")
    factories.published_deal().also_types.add(build)

    told = text_of(client.get("/partners/germany/"))

    assert "Build together Japan–Germany ACSA Yes: signed" in told
    Deal.objects.update(ability_en="work on a mast", ability_ja="マストの開発")
    response = client.get("/partners/germany/")
    assert "Japan and Germany can work on a mast." in text_of(response)
    # Its own words stand once.
    assert text_of(response, "standing").count("Work on a mast") == 1


def test_a_date_by_which_it_was_in_force_is_no_beginning(client: Client) -> None:
    deal = factories.published_deal()
    factories.event(deal, EventKind.IN_FORCE, "2026-08", date_standing="by")

    assert "Yes: in force by August 2026" in text_of(client.get("/partners/germany/"), "standing")


@pytest.mark.parametrize(("kind", "is_told"), [("security-assistance", True), ("acsa", False)])
def test_how_far_old_evidence_reaches_is_told_of_what_ends_by_itself(client: Client, kind: str, is_told: bool) -> None:
    gift = factories.published_deal(
        kind=EventKind.IN_FORCE, evidence_date="2015-11", type=factories.agreement_type(kind)
    )

    assert ("in force since 29 January 2024, evidence up to November 2015" in _standing(client)) is is_told
    assert "、根拠は2015年11月時点" in text_of(client.get("/ja/partners/germany/"), "standing") or not is_told

    gift.evidence_date = str(timezone.localdate())
    gift.save()
    assert "evidence" not in _standing(client)


def _standing(client: Client) -> str:
    return text_of(client.get("/partners/germany/"), "standing")


def test_talks_are_told_also_where_something_of_the_kind_stands(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)
    talks = {"germany-talks": EventKind.NEGOTIATIONS_OPENED, "germany-idea": EventKind.PROPOSED}
    for slug, kind in talks.items():
        factories.published_deal(slug, kind=kind, date="2025", short_name_en=slug)

    response = client.get("/partners/germany/")

    assert text_of(response, "standing").endswith("Japan–Germany ACSA Yes: in force since 29 January 2024")
    assert text_of(response, "spoken-of").endswith("germany-talks Under negotiation since 2025; 1 more deal")
    assert "type=acsa&amp;partner=germany&amp;status=negotiating&amp;status=proposed" in (
        section_of(response, "spoken-of")
    )


def test_a_base_speaks_before_what_builds_on_it(client: Client) -> None:
    base = factories.published_deal(kind=EventKind.IN_FORCE, date="2020")
    newer = factories.published_deal("germany-annex", kind=EventKind.IN_FORCE, date="2024", short_name_en="Annex")
    factories.relation(newer, base, RelationKind.IMPLEMENTS)

    standing = text_of(client.get("/partners/germany/"), "standing")

    assert standing.endswith("Japan–Germany ACSA Yes: in force since 2020; 1 more deal")


def _stands(slug: str, **fields: Any) -> None:
    kind = factories.agreement_type(slug, ability_short_en=f"use {slug}", **fields)
    factories.published_deal(f"germany-{slug}", kind=EventKind.IN_FORCE, type=kind)


def test_the_first_sentence_names_what_the_two_can_do(client: Client) -> None:
    _stands("fuel")
    _stands("secrets", family="information")
    _stands("visits", family="access")
    Partner.objects.update(in_sentence_en="the Federal Republic")

    assert "Japan and the Federal Republic can use fuel, use secrets and use visits. Neither has promised" in text_of(
        client.get("/partners/germany/")
    )


def test_a_deal_that_lets_two_do_less_than_its_kind_says_what(client: Client) -> None:
    _stands("fuel")
    _stands("forces", family="access")
    Deal.objects.filter(slug="germany-forces").update(
        ability_en="keep US forces in Japan", ability_ja="日本での米軍の駐留"
    )

    english, japanese = client.get("/partners/germany/"), client.get("/ja/partners/germany/")

    assert "can use fuel and keep US forces in Japan." in text_of(english)
    assert "Keep US forces in Japan Germany Forces Yes: in force" in text_of(english, "standing")
    assert "日本での米軍の駐留ができる。" in text_of(japanese)
    assert "日本での米軍の駐留ができる " in text_of(japanese, "standing")
    # As of a day before, and asked what came of it.
    assert "Today they can use fuel and keep US forces in Japan." in text_of(
        client.get("/partners/germany/?as_of=1960")
    )
    asked = client.get("/search/", {"q": "what could Japan and Germany do together in 1960 as against today"})
    assert "Keep US forces in Japan new" in text_of(asked, "contrast")


def test_the_first_sentence_leaves_out_what_is_only_declared(client: Client) -> None:
    _stands("security-declaration", family="commitment")

    assert "No agreement lets the two act together in a standing way. Neither has promised to defend the other." in (
        text_of(client.get("/partners/germany/"))
    )


@pytest.mark.parametrize(
    ("slug", "promise"),
    [
        ("alliance-treaty", "A treaty lets one of them defend the other and obliges neither to."),
        (
            "consultation-pact",
            "They have promised to consult each other in a crisis; neither has promised to defend the other.",
        ),
    ],
)
def test_the_first_sentence_says_what_is_promised(client: Client, slug: str, promise: str) -> None:
    _stands(slug, family="commitment")

    assert promise in text_of(client.get("/partners/germany/"))


def test_the_first_sentence_tells_of_a_duty_to_fight_where_a_source_of_the_treaty_does(client: Client) -> None:
    _stands("alliance-treaty", family="commitment")
    factories.deal_state(Deal.objects.get(), factories.state(factories.character("use-of-force", ()), "yes"))

    assert "A treaty obliges them to meet an attack in Japan’s territory together." in text_of(
        client.get("/partners/germany/")
    )


def test_the_first_sentence_leaves_out_what_is_suspended(client: Client) -> None:
    deal = factories.published_deal(kind=EventKind.IN_FORCE)
    factories.event(deal, EventKind.SUSPENDED, "2025")

    response = client.get("/partners/germany/")

    assert "Japan and Germany can" not in text_of(response)
    assert "Suspended since 2025" in text_of(response, "standing")


def test_partner_detail_gives_the_whole_row_the_history_and_the_names(client: Client) -> None:
    deal = factories.published_deal()
    factories.event(deal, EventKind.IN_FORCE, "2024-07-12", note_en="Exchange of notes in Berlin")
    reciprocal_access()

    response = client.get("/partners/germany/")

    assert text_of(response, "row").startswith("The whole row Commitment Access RAA not looked for Logistics ACSA")
    history = text_of(response, "history")
    assert "2024-07-12 Japan–Germany ACSA : in force (Exchange of notes in Berlin)" in history
    # The newest first, each with the status that followed.
    assert history.index("2024-07-12") < history.index("2024-01-29")
    assert section_of(response, "history").index("tile-in-force") < section_of(response, "history").index("tile-signed")
    assert "1 deal" in history
    assert "Federal" not in text_of(response, "names")
    assert "Republic of Germany" in text_of(response, "names")
    assert "DE" in text_of(response, "names")


def test_partner_detail_shows_the_newest_events_and_all_when_asked(client: Client) -> None:
    deal = factories.published_deal(date="1990")
    for number in range(NEWEST_EVENTS + 1):
        factories.event(deal, EventKind.AMENDED, f"{1991 + number // 12}-{1 + number % 12:02}")

    response = client.get("/partners/germany/")

    assert section_of(response, "history").count("<time") == NEWEST_EVENTS
    assert "Show 2 earlier events" in text_of(response, "history")
    assert 'href="?events=all#history"' in section_of(response, "history")
    assert section_of(client.get("/partners/germany/?events=all"), "history").count("<time") == NEWEST_EVENTS + 2
    # A program gets them all.
    assert client.get("/partners/germany.md").content.decode().count("amended") == NEWEST_EVENTS + 1


def test_partner_detail_shows_the_account_of_today_only(client: Client) -> None:
    factories.published_deal(partners=(factories.partner(account_en="It grew from fuel."),))

    assert "It grew from fuel." in text_of(client.get("/partners/germany/"), "account")
    assert "It grew from fuel." not in text_of(client.get("/partners/germany/?as_of=2015"))


def test_partner_detail_as_of_a_day_shows_that_day(client: Client) -> None:
    deal = factories.published_deal(kind=EventKind.NEGOTIATIONS_OPENED, date="2019", instrument=Instrument.TREATY)
    factories.event(deal, EventKind.IN_FORCE, "2024-07-12")

    then = client.get("/partners/germany/?as_of=2020-06-01")

    assert_page(then, "Germany", "As of 1 June 2020.", "What the two could do together then")
    assert "Under negotiation since 2019" in text_of(then, "spoken-of")
    assert "2024-07-12" not in text_of(then, "history")
    assert "Nothing stood." in text_of(then, "standing")
    assert "Not looked for" in text_of(client.get("/partners/germany/?as_of=2018"), "missing")
    assert "in force since 12 July 2024" in text_of(client.get("/partners/germany/"), "standing")


def test_partner_detail_as_of_a_day_does_not_deny_what_came_later(client: Client) -> None:
    deal = factories.published_deal(kind=EventKind.IN_FORCE, date="2024", instrument=Instrument.TREATY)
    factories.survey(deal.type)

    missing = text_of(client.get("/partners/germany/?as_of=2020"), "missing")

    assert "No: none known for that day" in missing
    assert "none found up to" not in missing


def test_partner_detail_as_of_a_day_says_what_came_since_and_what_went(client: Client) -> None:
    deal = factories.published_deal(kind=EventKind.IN_FORCE, date="2015", instrument=Instrument.TREATY)
    can = deal.type.ability_short

    assert f"standing way. Neither had promised to defend the other. Today they can {can}." in text_of(
        client.get("/partners/germany/?as_of=2010")
    )
    assert "Today they can" not in text_of(client.get("/partners/germany/?as_of=2016"))
    factories.event(deal, EventKind.TERMINATED, "2018")
    assert f"Today they can no longer {can}." in text_of(client.get("/partners/germany/?as_of=2016"))


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("day", "is_past"), [("", False), ("2026", False), ("2026-11-23", False), ("2026-11-22", True), ("2025", True)]
)
def test_of_a_day_that_is_over_the_first_sentence_speaks_in_the_past(client: Client, day: str, is_past: bool) -> None:
    _stands("fuel")
    told = {
        "": ("Japan and Germany can use fuel. Neither has promised", "Japan and Germany could use fuel. Neither had"),
        "/ja": ("ができる。互いを守る約束はない。", "ができた。互いを守る約束はなかった。"),
    }

    for prefix, (now, then) in told.items():
        text = text_of(client.get(f"{prefix}/partners/germany/", {"as_of": day} if day else {}))
        assert (now in text, then in text) == (not is_past, is_past)


@pytest.mark.parametrize(
    ("slug", "promise", "promise_ja"),
    [
        (
            "alliance-treaty",
            "A treaty let one of them defend the other and obliged neither to.",
            "条約により一方が他方を防衛することができたが、いずれにもその義務はなかった。",
        ),
        (
            "consultation-pact",
            "They had promised to consult each other in a crisis; neither had promised to defend the other.",
            "危機の際に協議する約束はあったが、互いを守る約束はなかった。",
        ),
    ],
)
def test_what_was_promised_then_is_told_in_the_past(client: Client, slug: str, promise: str, promise_ja: str) -> None:
    _stands(slug, family="commitment")

    assert promise in text_of(client.get("/partners/germany/?as_of=2025"))
    assert promise_ja in text_of(client.get("/ja/partners/germany/?as_of=2025"))


def test_a_duty_to_fight_of_then_is_told_in_the_past(client: Client) -> None:
    _stands("alliance-treaty", family="commitment")
    factories.deal_state(Deal.objects.get(), factories.state(factories.character("use-of-force", ()), "yes"))

    assert "A treaty obliged them to meet an attack in Japan’s territory together." in text_of(
        client.get("/partners/germany/?as_of=2025")
    )


@pytest.mark.parametrize("value", ["2024-13", "yesterday", "0000"])
def test_a_day_that_is_none_is_named_and_left_out(client: Client, value: str) -> None:
    factories.published_deal()

    response = client.get("/partners/germany/", {"as_of": value})

    assert_page(response, "Germany", f"“{value}” is not a date.")
    assert "signed on 29 January 2024" in text_of(response, "standing")


def test_partner_detail_hides_drafts(client: Client) -> None:
    factories.published_deal()
    factories.event(
        factories.deal("draft", short_name_en="A secret draft", type=reciprocal_access()), EventKind.IN_FORCE, "2025"
    )

    response = client.get("/partners/germany/")

    assert "A secret draft" not in text_of(response)
    assert "RAA not looked for" in text_of(response, "row")
    assert "1 deal" in text_of(response, "history")


def test_partners_in_japanese_are_japanese(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)
    Partner.objects.update(account_ja="給油から始まった。")

    response = client.get("/ja/partners/germany/")

    assert lang_of(response) == lang_of(client.get("/ja/partners/")) == "ja"
    assert "ドイツ" in text_of(client.get("/ja/partners/"))
    assert "互いに給油する 日独ACSA" in text_of(response, "standing")
    assert "2024年1月29日" in text_of(response, "standing")
    assert "給油から始まった。" in text_of(response, "account")


def test_partner_detail_lists_what_stands_with_others_of_the_region_and_not_here(client: Client) -> None:
    factories.published_deal()
    raa = reciprocal_access()
    factories.published_deal("italy-raa", type=raa, partners=(factories.partner("italy"),))
    factories.published_deal("spain-raa", kind=EventKind.PROPOSED, type=raa, partners=(factories.partner("spain"),))
    factories.published_deal("philippines-raa", type=raa, partners=(philippines(),))
    factories.survey(raa)

    others = text_of(client.get("/partners/germany/"), "others-have")

    assert others.endswith("Reciprocal Access : Italy")
    assert 'aria-labelledby="others-have"' not in client.get("/partners/italy/?as_of=2000").content.decode()


def test_what_nobody_looked_for_is_not_said_to_be_with_others_only(client: Client) -> None:
    factories.published_deal()
    raa = reciprocal_access()
    factories.published_deal("italy-raa", type=raa, partners=(factories.partner("italy"),))
    # Looked for with another partner only.
    factories.survey(raa, factories.partner("spain"))

    english, japanese = (client.get(f"{prefix}/partners/germany/") for prefix in ("", "/ja"))

    assert 'aria-labelledby="others-have"' not in english.content.decode()
    assert "None found in the sources read, not looked for, or ended" in text_of(english, "missing")
    assert "Not looked for" in text_of(english, "missing")
    assert "確認した出典に該当なし、未調査、または終了" in text_of(japanese, "missing")


def test_what_has_ended_stands_with_others_whether_looked_for_or_not(client: Client) -> None:
    deal = factories.published_deal(kind=EventKind.IN_FORCE)
    factories.event(deal, EventKind.TERMINATED, "2025")
    factories.published_deal("italy-acsa", partners=(factories.partner("italy"),))

    assert text_of(client.get("/partners/germany/"), "others-have").endswith(": Italy")
