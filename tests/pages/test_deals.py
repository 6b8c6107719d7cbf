import re

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Citation, DateStanding, Deal, EventKind, Publication, RelationKind, Source, SourceKind
from tests import factories
from tests.assertions import assert_page
from tests.kept_rows import rows_kept
from tests.pages.reading import lang_of, philippines, reciprocal_access, section_of, text_of

pytestmark = pytest.mark.django_db

ACSA, RAA = "Japan–Germany ACSA", "Philippines Raa"


@pytest.fixture
@rows_kept
def two_deals() -> None:
    """An ACSA with Germany, signed 29 January 2024; an RAA with the Philippines, in force since 11 September 2025."""
    factories.published_deal(title_ja="日独物品役務相互提供協定")
    raa = factories.published_deal(
        "philippines-raa", type=reciprocal_access(), partners=(philippines(),), date="2024-07-08"
    )
    factories.event(raa, EventKind.IN_FORCE, "2025-09-11")


def _listed(response: object) -> list[str]:
    """Return the names of the deals in a list, in its order."""
    return re.findall(r'class="row-name" href="[^"]*">([^<]*)<', response.content.decode())  # type: ignore[attr-defined]


def _many(number: int) -> None:
    """Publish so many deals at once, past what keeps their status in step."""
    model = Deal.objects.first() or factories.published_deal()
    rows = []
    for count in range(1, number):
        copy = Deal.objects.get(pk=model.pk)
        copy.pk, copy.slug, copy.short_name_en = None, f"deal-{count:03}", f"Deal {count:03}"
        rows.append(copy)
    QuerySet(Deal).bulk_create(rows)


# A filter, and the names that pass it.
FILTERS = {
    "type=acsa": [ACSA],
    "family=access": [RAA],
    "partner=germany": [ACSA],
    "region=southeast-asia": [RAA],
    "status=in-force": [RAA],
    "year_from=2025": [],
    "year_to=2023": [],
    "year_from=2024&year_to=2024": [RAA, ACSA],
    "as_of=2024-03-01": [ACSA],
    "as_of=2024-07-08&status=signed": [RAA, ACSA],
    "as_of=2024-06": [ACSA],
    "as_of=2024": [RAA, ACSA],
    "as_of=2025&status=in-force": [RAA],
    "q=refuel": [],
    "q=Germany": [ACSA],
    "q=相互提供協定": [ACSA],
    "q=RAA philippines": [RAA],
    "q=RAA germany": [],
    "type=acsa&type=reciprocal-access": [RAA, ACSA],
    "type=acsa&partner=philippines": [],
    # A form sends what nobody chose.
    "type=&family=&partner=&region=&status=&year_from=&year_to=&as_of=&q=&sort=newest": [RAA, ACSA],
}


@pytest.mark.usefixtures("two_deals", "today")
@pytest.mark.parametrize(("query", "names"), FILTERS.items(), ids=FILTERS.keys())
def test_filters_narrow_the_list(client: Client, query: str, names: list[str]) -> None:
    response = client.get(f"/deals/?{query}")

    assert_page(response, f"{len(names)} deal")
    assert _listed(response) == names
    assert "could not be read" not in text_of(response)


# A value that cannot be read, and what the page says of it.
BAD_VALUES = {
    ("type", "nonsense"): "“nonsense” is not a known value of “type”.",
    ("family", "friends"): "“friends” is not a known value of “family”.",
    ("partner", "atlantis"): "“atlantis” is not a known value of “partner”.",
    ("region", "the moon"): "“the moon” is not a known value of “region”.",
    ("status", "broken"): "“broken” is not a known value of “status”.",
    ("year_from", "2024-13"): "“2024-13” is not a number from 1945 to 2027.",
    ("year_to", "9999"): "“9999” is not a number from 1945 to 2027.",
    ("as_of", "yesterday"): "“yesterday” is not a date. Write 2024-07-12, 2024-07 or 2024.",
    ("q", "x" * 5000): "A value given for “q” is too long or not text.",
    ("q", "NATO\x00"): "A value given for “q” is too long or not text.",
    ("sort", "colour"): "“colour” is not a known value of “sort”.",
    ("page", "0"): "“0” is not a number from 1 to 999999.",
    ("page", "-1"): "“-1” is not a number from 1 to 999999.",
    ("page", "1000000000"): "“1000000000” is not a number from 1 to 999999.",
    ("page", "x"): "“x” is not a number from 1 to 999999.",
}


@pytest.mark.usefixtures("two_deals", "today")
@pytest.mark.parametrize(("name", "value"), BAD_VALUES, ids=[f"{name} {value[:12]!r}" for name, value in BAD_VALUES])
def test_a_value_that_cannot_be_read_does_no_harm_and_is_named(client: Client, name: str, value: str) -> None:
    response = client.get("/deals/", {name: value})

    assert response.status_code == 200
    assert _listed(response) == [RAA, ACSA]
    assert BAD_VALUES[name, value] in text_of(response)


@pytest.mark.usefixtures("two_deals")
def test_years_in_the_wrong_order_are_explained(client: Client) -> None:
    response = client.get("/deals/?year_from=2025&year_to=2020")

    assert _listed(response) == []
    assert "was read as it stands: “year_from” (2025) comes after “year_to” (2020)" in text_of(response)
    assert "left out" not in text_of(response)


def test_what_was_left_out_and_what_was_read_as_it_stands_are_told_apart(client: Client) -> None:
    text = text_of(client.get("/deals/?year_from=2025&year_to=2020&type=nonsense"))

    assert "and was left out: “nonsense” is not a known value of “type”. Part of this address was read" in text


@pytest.mark.usefixtures("two_deals")
@pytest.mark.parametrize(
    ("sort", "names"),
    [("newest", [RAA, ACSA]), ("oldest", [ACSA, RAA]), ("name", [ACSA, RAA]), ("status", [RAA, ACSA])],
)
def test_the_list_is_in_the_order_asked_for(client: Client, sort: str, names: list[str]) -> None:
    assert _listed(client.get("/deals/", {"sort": sort})) == names


def test_by_status_the_strongest_come_first_and_those_without_events_last(client: Client) -> None:
    kinds = ("terminated", "in-force", "negotiations-opened", "proposed", "signed", "agreed-in-principle", "milestone")
    for kind in kinds:
        factories.citation(deal := factories.deal(f"deal-{kind}", short_name_en=kind))
        factories.event(deal, kind, "2024-01-01", note_en="A step")
        deal.publication = Publication.PUBLISHED
        deal.save()

    assert _listed(client.get("/deals/?sort=status")) == [
        "in-force",
        "signed",
        "agreed-in-principle",
        "negotiations-opened",
        "proposed",
        "terminated",
        "milestone",
    ]


@pytest.mark.usefixtures("two_deals")
def test_a_row_gives_date_type_partners_and_status(client: Client) -> None:
    text = text_of(client.get("/deals/"))

    assert f"2024-07-08 {RAA} Reciprocal Access, Philippines in force 2025-09-11" in text
    assert f"2024-01-29 {ACSA} ACSA, Germany signed 2024-01-29" in text


def test_as_of_a_day_a_row_and_its_place_are_those_of_the_events_up_to_then(client: Client) -> None:
    india = factories.published_deal("india-acsa", kind=EventKind.NEGOTIATIONS_OPENED, date="2018")
    factories.event(india, EventKind.SIGNED, "2020-09-09")
    factories.published_deal(kind=EventKind.IN_FORCE, date="2019-05")

    then = client.get("/deals/?as_of=2019")

    assert "2018 India Acsa ACSA, Germany under negotiation 2018" in text_of(then)
    assert _listed(then) == [ACSA, "India Acsa"]
    assert _listed(client.get("/deals/?as_of=2019&year_from=2019")) == [ACSA]
    assert "2020-09-09 India Acsa ACSA, Germany signed 2020-09-09" in text_of(client.get("/deals/?as_of=2020-09"))
    assert _listed(client.get("/deals/?as_of=2020")) == ["India Acsa", ACSA]


def test_a_deal_without_dated_event_is_listed_and_says_so(client: Client) -> None:
    factories.citation(deal := factories.deal())
    deal.publication = Publication.PUBLISHED
    deal.save()

    assert "no dated event" in text_of(client.get("/deals/"))
    assert_page(client.get("/deals/germany-acsa/"), ACSA, "No dated event has been found.")


def test_a_row_has_the_sums_of_its_deal_as_the_deal_prints_them(client: Client) -> None:
    deal = factories.published_deal()
    factories.amount(deal, amount=1_600_000_000, note_en="radars", note_ja="レーダー")
    factories.amount(deal, kind="ceiling", amount=2_500_000, currency="USD")

    assert "Ceiling: 2.5 million US dollars Grant: 1.6 billion yen (radars)" in text_of(client.get("/deals/"))
    assert "16億円 （レーダー）" in text_of(client.get("/ja/deals/"))


def test_a_list_of_an_earlier_day_leaves_out_sums_which_have_no_day(client: Client) -> None:
    factories.amount(factories.published_deal())

    assert "million yen" not in text_of(client.get("/deals/?as_of=2024-06-30"))


@pytest.mark.usefixtures("two_deals")
def test_the_heading_counts_what_is_found_and_names_the_partners(client: Client) -> None:
    assert_page(client.get("/deals/"), "2 deals")
    assert_page(client.get("/deals/?partner=germany"), "1 deal with Germany")
    either = "/deals/?partner=germany&partner=philippines"
    assert_page(client.get(either), "2 deals with Germany or Philippines", "<title>Deals, Germany or Philippines · ")
    assert_page(client.get(f"/ja{either}"), "ドイツまたはフィリピンとの案件2件")
    # Two filters: it would not be true that there are none with Germany.
    narrowed = client.get("/deals/?partner=germany&type=reciprocal-access")
    assert_page(narrowed, "0 deals with Germany that pass the filters")
    assert_page(client.get("/deals/?type=reciprocal-access"), "1 deal that passes the filters")


@pytest.mark.usefixtures("two_deals")
def test_each_filter_in_use_can_be_removed_by_itself(client: Client) -> None:
    body = client.get("/deals/?type=acsa&partner=germany&sort=name").content.decode()

    assert 'type: <b>ACSA</b> <a href="?partner=germany&amp;sort=name">' in body
    assert 'partner: <b>Germany</b> <a href="?type=acsa&amp;sort=name">' in body


def test_an_empty_list_says_which_filter_to_drop(client: Client) -> None:
    factories.published_deal()

    response = client.get("/deals/?q=nothing-of-this-name")

    assert_page(response, "0 deals", "No deal passes all of these filters.")
    assert "without words: nothing-of-this-name" in text_of(response)


def test_the_list_of_an_empty_register_is_a_page(client: Client) -> None:
    assert_page(client.get("/deals/"), "0 deals")


def test_a_long_list_has_pages_that_keep_the_filters(client: Client) -> None:
    _many(51)

    first, second = client.get("/deals/?type=acsa&sort=name"), client.get("/deals/?type=acsa&sort=name&page=2")

    assert_page(first, "51 deals", "1 of 2", '<a rel="next" href="?type=acsa&amp;sort=name&amp;page=2">')
    assert_page(second, "51 deals", "2 of 2", '<a rel="prev" href="?type=acsa&amp;sort=name&amp;page=1">')
    assert len(_listed(first)) == 50
    assert _listed(second) == [ACSA]
    # A page after the last is the last.
    beyond = client.get("/deals/?sort=name&page=999999")
    assert _listed(beyond) == [ACSA]
    assert "There is no page 999999: this is the last one, page 2." in text_of(beyond)
    assert "There is no page" not in text_of(client.get("/deals/?sort=name&page=2"))


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("address", ["/deals/", "/partners/germany/", "/types/acsa/", "/partners/", "/grid/", "/"])
def test_twenty_deals_take_no_more_queries_than_one(client: Client, address: str) -> None:
    factories.register()
    (germany,) = factories.published_deal().partners.all()
    alone = _queries(client, address)
    _many(20)
    for deal in Deal.objects.all():
        deal.partners.set([germany])
        factories.amount(deal)

    assert _queries(client, address) == alone


@pytest.mark.usefixtures("two_deals")
@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, True),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ],
    ids=["link", "htmx", "boosted link", "return to the page"],
)
def test_htmx_gets_the_results_alone_and_the_same(client: Client, headers: dict[str, str], is_whole: bool) -> None:
    response = client.get("/deals/?type=acsa", headers=headers)

    assert response.content.decode().lstrip().startswith("<!DOCTYPE html>" if is_whole else "<title>Deals, ")
    # The fragment holds everything that changes: heading, filters in use, list.
    assert_page(response, "1 deal", "Filters in use")
    assert _listed(response) == [ACSA]
    for header in ("HX-Request", "HX-Boosted", "HX-History-Restore-Request"):
        assert header in response.headers["Vary"]


@pytest.mark.usefixtures("two_deals")
def test_only_what_changes_is_told_of_the_list(client: Client) -> None:
    factories.register()
    whole = client.get("/deals/").content.decode()
    part = client.get("/deals/", headers={"HX-Request": "true"}).content.decode()

    for told in (
        whole.partition('<div id="heading" aria-live="polite">')[2].partition("</div>")[0],
        part.partition("innerHTML:#heading")[2].partition("</div>")[0],
    ):
        assert re.search(r"[0-9] deals?</h1>", told)
        assert "#cite" not in told
    assert 'href="#cite"' in whole.partition('<div id="to-cite">')[2].partition("</div>")[0]
    assert 'href="#cite"' in part.partition("innerHTML:#to-cite")[2].partition("</div>")[0]


def test_a_fragment_names_what_could_not_be_read(client: Client) -> None:
    response = client.get("/deals/?as_of=yesterday", headers={"HX-Request": "true"})

    assert "“yesterday” is not a date" in text_of(response)


@pytest.mark.usefixtures("two_deals")
def test_the_list_hides_drafts(client: Client) -> None:
    factories.event(factories.deal("draft", short_name_en="A secret draft", partners=(factories.partner("italy"),)))

    for query in ("", "q=secret", "as_of=2026", "type=acsa", "sort=status"):
        assert "A secret draft" not in _listed(client.get(f"/deals/?{query}"))
    # A partner with drafts alone is not to be chosen either.
    assert "Italy" not in text_of(client.get("/deals/"))


@pytest.mark.usefixtures("two_deals")
def test_the_list_in_japanese_is_japanese(client: Client) -> None:
    response = client.get("/ja/deals/?partner=germany")

    assert lang_of(response) == "ja"
    assert _listed(response) == ["日独ACSA"]
    assert "ACSA（日本語）" in text_of(response)
    assert "ドイツ" in text_of(response)


def test_a_deal_of_an_unknown_slug_is_not_found(client: Client) -> None:
    assert client.get("/deals/no-such-deal/").status_code == 404


def test_a_draft_is_not_found(client: Client) -> None:
    factories.citation(factories.deal())

    assert client.get("/deals/germany-acsa/").status_code == 404


def test_an_editor_previews_a_draft_with_a_banner(admin_client: Client, client: Client) -> None:
    draft = factories.deal()
    factories.event(draft)
    preview = reverse("admin:agreements_deal_preview", args=[draft.pk])

    response = admin_client.get(preview)

    form = reverse("admin:agreements_deal_change", args=[draft.pk])
    assert_page(response, ACSA, "Readers cannot see this page yet.", '<meta name="robots" content="noindex">')
    assert f'<a href="{form}">Go on editing</a>' in response.content.decode()
    assert "signed" in text_of(response, "events").lower()


def test_the_preview_of_a_draft_leads_to_the_preview_of_a_partner_without_a_page(admin_client: Client) -> None:
    shown = factories.published_deal()
    atlantis = factories.partner("atlantis")
    draft = factories.deal("draft", type=shown.type, partners=(*shown.partners.all(), atlantis))

    body = admin_client.get(reverse("admin:agreements_deal_preview", args=[draft.pk])).content.decode()

    assert body.count(f'href="{reverse("admin:agreements_partner_preview", args=[atlantis.pk])}"') == 2
    assert "/partners/atlantis/" not in body
    assert body.count('href="/partners/germany/"') == 2


def test_a_published_deal_has_no_banner(client: Client) -> None:
    factories.published_deal()

    assert_page(client.get("/deals/germany-acsa/"), ACSA)
    assert "Draft." not in text_of(client.get("/deals/germany-acsa/"))


def test_what_is_said_of_the_titles_of_all_its_kind_stands_with_the_kind_alone(client: Client) -> None:
    kind = factories.agreement_type("information-sharing", official_name_note_en="Each has its own name.")
    factories.published_deal("us-gsomia", type=kind)

    assert "Each has its own name." in text_of(client.get("/types/information-sharing/"))
    assert "Each has its own name." not in text_of(client.get("/deals/us-gsomia/"))


def test_an_official_title_shows_the_official_page_in_its_language_or_that_none_is_recorded(client: Client) -> None:
    deal = factories.published_deal(
        title_en="Agreement between Japan and Germany",
        title_ja="日独物品役務相互提供協定",
        title_en_confirmed=True,
        title_ja_confirmed=True,
    )
    # What is cited at an event stands for the title where no such page is cited for the deal as a whole.
    Source.objects.update(language="ja", title="署名")
    press = factories.source("https://example.org/1", title="Pact", kind=SourceKind.PRESS, language="en")
    factories.citation(deal, source=press)

    text = text_of(client.get("/deals/germany-acsa/"), "text-label")

    assert "日独物品役務相互提供協定 Source : Official title, Japanese 署名" in text
    assert text.endswith(
        "Agreement between Japan and Germany The official page with this title has not been recorded here."
    )


def test_deal_detail_gives_the_deal_in_three_scripts(client: Client) -> None:
    deal = factories.published_deal(
        title_en="Agreement between Japan and Germany",
        title_ja="日独物品役務相互提供協定",
        title_ja_confirmed=False,
        binding=True,
    )
    factories.deal_phrase(deal)

    response = client.get("/deals/germany-acsa/")

    assert "<b>Signed on 29\u00a0January 2024</b>, binding" in response.content.decode()
    assert "日独物品役務相互提供協定 This title has not been seen on an official page." in text_of(
        response, "text-label"
    )
    assert "Agreement between Japan and Germany" in text_of(response, "text-label")
    assert "「日独ACSAの署名」 Signing of the Japan–Germany ACSA" in text_of(response, "phrase-label")
    assert deal.in_practice_en in text_of(response, "plain-label")


def test_deal_detail_without_titles_and_phrases_says_so(client: Client) -> None:
    factories.published_deal()

    response = client.get("/deals/germany-acsa/")

    assert "No official Japanese title has been found. No official English title has been found." in text_of(
        response, "text-label"
    )
    assert "No headline or announcement has been quoted here yet." in text_of(response, "phrase-label")


def test_deal_detail_gives_the_events_in_order_each_with_the_status_so_far(client: Client) -> None:
    deal = factories.published_deal(kind=EventKind.IN_FORCE, date="2024-07-12")
    factories.event(deal, EventKind.SIGNED, "2024-01-29", place_en="Tokyo")
    factories.event(deal, EventKind.NEGOTIATIONS_OPENED, "2022")
    factories.event(deal, EventKind.MILESTONE, "2024-08", note_en="First refueling at sea")
    factories.event(deal, EventKind.SUSPENDED, "2025-03", note_en="After a quarrel", date_standing="unconfirmed")

    events = section_of(response := client.get("/deals/germany-acsa/"), "events")

    assert re.findall(r"tile-([a-z-]+) tile-s", events) == [
        "negotiating",
        "signed",
        "in-force",
        "in-force",
        "suspended",
    ]
    assert text_of(response, "events") == (
        "How it came 2022 Negotiations opened 2024-01-29 Signed, Tokyo 2024-07-12 In force "
        "Source : in force on 12 July 2024 Signing of the Japan-Germany ACSA Ministry of Foreign Affairs of Japan, "
        "Read 2024-08 First refueling at sea 2025-03, unconfirmed Suspended After a quarrel "
        "No source that was read gives this date."
    )


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("/deals/germany-acsa/", ["signed", "in-force"]),
        ("/partners/germany/", ["in-force", "signed"]),
        ("/timeline/", ["in-force", "signed"]),
    ],
)
def test_a_step_known_to_the_month_stands_after_the_step_that_it_follows(
    address: str, kinds: list[str], client: Client
) -> None:
    deal = factories.published_deal(kind=EventKind.SIGNED, date="2015-12-12")
    factories.event(deal, EventKind.IN_FORCE, "2015-12")

    lines = [line for line in client.get(address).text.split("<li")[1:] if "2015-12" in line and "tile-s" in line]

    assert [re.findall(r"tile-([a-z-]+) tile-s", line) for line in lines] == [[kind] for kind in kinds]


@pytest.mark.parametrize(("address", "part"), [("/deals/germany-acsa/", "events"), ("/partners/germany/", "history")])
@pytest.mark.usefixtures("today")
def test_what_is_planned_has_a_bare_sign_until_it_comes(client: Client, address: str, part: str) -> None:
    deal = factories.published_deal(kind=EventKind.IN_FORCE, date="2024-07-12")
    factories.event(deal, EventKind.MILESTONE, "2034-07", note_en="Planned end")

    response = client.get(address)

    assert set(re.findall(r"tile-([a-z-]+) tile-s", section_of(response, part))) == {"in-force", "none"}
    if part == "events":
        assert "2034-07 still ahead Planned end" in text_of(response, part)


def test_deal_detail_gives_each_source_with_all_that_it_supports(client: Client) -> None:
    deal = factories.published_deal()
    in_force = factories.event(deal, EventKind.IN_FORCE, "2024-07-12")
    factories.citation(deal, in_force)
    press = factories.source(
        "https://www.nhk.or.jp/1",
        title="A report",
        title_is_description=True,
        kind="press",
        date="2024-02",
        language="xx",
    )
    factories.citation(deal, None, press, standing="known")
    assert Citation.objects.count() == 3

    response = client.get("/deals/germany-acsa/")
    sources = text_of(response, "sources")

    # One entry for the two citations of one page.
    assert section_of(response, "sources").count("<li>") == 2
    assert "Read Signing of the Japan-Germany ACSA Ministry of Foreign Affairs of Japan" in sources
    assert "Official announcement. Supports: signed on 29 January 2024, in force on 12 July 2024" in sources
    assert (
        "Known [A report] Ministry of Foreign Affairs of Japan, February 2024. Press. Supports: the deal as a whole"
        in (sources)
    )


def test_deal_detail_gives_parties_amounts_items_and_doubts(client: Client) -> None:
    deal = factories.published_deal(
        items_en=["Five coastal radars"],
        items_ja=["沿岸監視レーダー5基"],
        doubt_en="The sum is disputed.",
        editors_note="Never shown",
        evidence_date="2026-07",
        diet_approval="approved",
    )
    factories.amount(deal, note_en="one grant")
    money = factories.character("payment", ("gift", "settled"))
    factories.type_state(deal.type, money.states.get(slug="gift"))
    factories.type_state(deal.type, money.states.get(slug="settled"))
    factories.deal_state(deal, money.states.get(slug="gift"))

    response = client.get("/deals/germany-acsa/")
    facts = text_of(response, "facts")

    assert "Between Japan, Republic of Germany" in facts
    assert "Grant 600 million yen one grant" in facts
    assert "Items Five coastal radars" in facts
    assert "Evidence up to July 2026" in facts
    assert "Approval by the Diet Approved" in facts
    # Narrower than its type.
    assert "Payment Gift Source : Payment" in facts
    assert "The sum is disputed." in text_of(response)
    assert "Never shown" not in response.content.decode()


def _mark(response: object, fact: str) -> str:
    """Return what stands at a particular: its value, and the mark of what it rests on."""
    found = re.search(rf'<div class="fact"><dt>{fact}</dt><dd>(.*?)</dd></div>', section_of(response, "facts"), re.S)
    assert found, f"no particular {fact}"
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


def test_a_particular_names_the_source_that_says_so_or_what_it_rests_on(client: Client) -> None:
    deal = factories.published_deal(diet_approval="approved", binding=True)
    approved = factories.event(deal, EventKind.DIET_APPROVED, "2024-06-12")
    factories.citation(deal, approved, factories.source("https://www.nhk.or.jp/diet", title="The Diet approves"))
    factories.citation(deal, None, factories.source("https://www.nhk.or.jp/whole", title="About the deal"))
    gives = factories.source("https://www.nhk.or.jp/gives", title="Japan gives")
    factories.citation(deal, None, gives)
    direction, force = factories.character("direction", ("both", "gives")), factories.character("use-of-force", ("no",))
    factories.type_state(deal.type, direction.states.get(slug="both"))
    factories.type_state(deal.type, force.states.get(slug="no"))
    factories.deal_state(deal, direction.states.get(slug="gives"), gives)

    response = client.get("/deals/germany-acsa/")

    assert _mark(response, "Approval by the Diet").startswith(
        "Approved Source : Approval by the Diet The Diet approves"
    )
    assert _mark(response, "Direction").startswith("From Japan to the other side Source : Direction Japan gives")
    assert _mark(response, "Obliges to fight") == "No As its type : Obliges to fight"
    for fact in ("Between", "Kind of paper", "Binding"):
        assert f"2 sources of the deal : {fact} About the deal" in _mark(response, fact)
    assert "“Of the deal”: cited for the deal as a whole" in text_of(response, "facts")


def test_without_a_source_of_the_whole_a_particular_rests_on_those_of_the_events(client: Client) -> None:
    factories.published_deal(binding=False)

    response = client.get("/deals/germany-acsa/")

    assert _mark(response, "Binding").startswith(
        "No 1 source of its events : Binding Signing of the Japan-Germany ACSA"
    )


def test_what_is_not_known_has_no_source(client: Client) -> None:
    factories.published_deal(binding=None, diet_approval="unknown")

    response = client.get("/deals/germany-acsa/")

    assert _mark(response, "Binding") == "Not known"
    assert _mark(response, "Approval by the Diet") == "Not known"


@pytest.mark.parametrize(("fight", "words"), [("no", ", no duty to fight"), ("yes", ", with a duty to fight")])
def test_deal_detail_says_first_whether_anybody_must_fight(client: Client, fight: str, words: str) -> None:
    deal = factories.published_deal()
    force = factories.character("use-of-force", ("yes", "no"))
    factories.type_state(deal.type, force.states.get(slug=fight))
    if fight == "yes":
        # The kind alone does not say so: the treaty of 1951 stands among the alliances too.
        assert words not in text_of(client.get("/deals/germany-acsa/"))
        factories.deal_state(deal, force.states.get(slug=fight))

    assert words in text_of(client.get("/deals/germany-acsa/"))


# The last event, the status as the page tells it first, and what it says of whether the deal binds.
WITHOUT_DUTIES = {
    (EventKind.NEGOTIATIONS_OPENED, "2024"): (
        "Under negotiation since 2024",
        "Yes, under international law, once in force",
    ),
    (EventKind.SUPERSEDED, "2025"): ("Superseded in 2025", "Yes, under international law"),
}


@pytest.mark.parametrize(("event", "told"), WITHOUT_DUTIES.items(), ids=[kind for kind, _date in WITHOUT_DUTIES])
def test_what_does_not_stand_is_not_said_to_bind(
    client: Client, event: tuple[EventKind, str], told: tuple[str, str]
) -> None:
    deal = factories.published_deal(kind=event[0], date=event[1], binding=True)
    force = factories.character("use-of-force", ("yes", "no"))
    factories.type_state(deal.type, force.states.get(slug="no"))

    response, as_text = client.get("/deals/germany-acsa/"), client.get("/deals/germany-acsa.md")

    assert f'<p class="lede"><b>{told[0]}</b></p>' in response.content.decode()
    assert f"**{told[0]}**\n" in as_text.content.decode()
    assert _mark(response, "Binding").startswith(f"{told[1]} 1 source of its events")


def test_what_is_not_signed_yet_binds_in_japanese_too_once_in_force(client: Client) -> None:
    factories.published_deal(kind=EventKind.PROPOSED, date="2024", binding=True)

    response = client.get("/ja/deals/germany-acsa/")

    assert '<p class="lede"><b>2024年提案</b></p>' in response.content.decode()
    assert "発効すればあり（国際約束）" in _mark(response, "拘束力")


def test_deal_detail_shows_a_chain_from_both_ends(client: Client) -> None:
    old = factories.published_deal("old-treaty", date="1951")
    new = factories.published_deal("new-treaty", date="1960")
    factories.relation(new, old, RelationKind.SUPERSEDES)

    from_new, from_old = client.get("/deals/new-treaty/"), client.get("/deals/old-treaty/")

    assert "supersedes Old Treaty signed 1951" in text_of(from_new, "relations")
    assert 'href="/deals/old-treaty/"' in section_of(from_new, "relations")
    assert "superseded by New Treaty signed 1960" in text_of(from_old, "relations")
    assert 'href="/deals/new-treaty/"' in section_of(from_old, "relations")


def test_what_had_happened_by_a_day_keeps_that_where_a_deal_is_related(client: Client) -> None:
    new, old = factories.published_deal("new-treaty"), factories.published_deal("old-treaty")
    factories.event(old, EventKind.IN_FORCE, "2025-05-26", date_standing=DateStanding.BY)
    factories.relation(new, old)

    assert "in force by 2025-05-26" in text_of(client.get("/deals/new-treaty/"), "relations")
    assert "2025-05-26までに 発効" in text_of(client.get("/ja/deals/new-treaty/"), "relations")


def test_deal_detail_hides_related_drafts_and_drafts_of_its_type(client: Client) -> None:
    deal = factories.published_deal()
    draft = factories.deal("draft", short_name_en="A secret draft")
    factories.event(draft)
    factories.relation(deal, draft)
    factories.relation(draft, deal)

    assert "A secret draft" not in text_of(client.get("/deals/germany-acsa/"))


def test_deal_detail_names_others_of_its_type_that_have_not_ended(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("italy-acsa", kind=EventKind.IN_FORCE)
    factories.published_deal("old-acsa", kind=EventKind.TERMINATED)
    factories.published_deal("philippines-raa", type=reciprocal_access())

    siblings = text_of(client.get("/deals/germany-acsa/"), "siblings")

    assert siblings == "Others of this type: ACSA All records Compare with Italy Acsa Italy Acsa (in force)"


def test_deal_detail_says_how_to_cite_it(client: Client) -> None:
    factories.register()
    factories.published_deal()

    words = text_of(client.get("/deals/germany-acsa/"))
    assert "Cite “Japan–Germany ACSA,” The Rosetta Stone of Japan’s security deals , register as of" in words


def test_deal_detail_in_japanese_is_japanese(client: Client) -> None:
    deal = factories.published_deal()

    response = client.get("/ja/deals/germany-acsa/")

    assert lang_of(response) == "ja"
    assert_page(response, "日独ACSA", deal.in_practice_ja)
    assert "Germany共和国" in text_of(response, "facts")
    assert "2024年1月29日" in text_of(response)
    assert 'href="/deals/germany-acsa/"' in response.content.decode()


def test_a_case_of_the_article_says_where_its_wording_and_the_official_one_differ(client: Client) -> None:
    deal = factories.published_deal()
    deal.type.article_en = "It says “concluded”; the paper was signed."
    deal.type.save()
    factories.published_deal("india-acsa", type=deal.type)

    assert "In the article of 2024, and officially It says “concluded”" in text_of(client.get("/deals/germany-acsa/"))
    assert "In the article of 2024" not in text_of(client.get("/deals/india-acsa/"))
