import os
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from errno import ENOSPC
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.formats import date_format

from agreements.models import EventKind
from agreements.pictures import raster
from agreements.pictures.card import Card, card_picture
from agreements.pictures.frame import Caption
from agreements.pictures.labels import Label, Point, dot_box, placed
from agreements.pictures.svg import fitted, width_of, words, wrapped
from agreements.pictures.world import world_map
from agreements.selectors.edition import edition
from tests import factories
from tests.pages.reading import text_of

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.SITE_URL = ""


def _texts(response: Any) -> str:
    root = ET.fromstring(response.content)
    return " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(PNG_SIGNATURE)
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


@pytest.mark.parametrize(
    ("address", "title", "page"),
    [
        ("/map.svg?type=acsa", "ACSA: Japan’s partners", "http://testserver/map/?type=acsa"),
        ("/types/acsa/partners.svg", "ACSA: Japan’s partners", "http://testserver/types/acsa/"),
        ("/types/acsa/lives.svg", "ACSA: its deals, year by year", "http://testserver/types/acsa/"),
        ("/timeline.svg?type=acsa", "Japan’s security agreements in force, by kind", "/timeline/?type=acsa"),
    ],
)
def test_a_picture_says_itself_what_it_is_and_where_it_comes_from(
    client: Client, address: str, title: str, page: str
) -> None:
    factories.register()
    factories.published_deal(kind=EventKind.IN_FORCE)

    response = client.get(address)

    assert response["Content-Type"] == "image/svg+xml"
    texts = _texts(response)
    assert title in texts
    # The day of the page that shows it.
    day = date_format(edition().day, "j F Y")
    assert f"As of {day}." in texts
    assert f"Source: The Rosetta Stone of Japan’s security deals, register as of {day}, CC BY 4.0" in texts
    assert f"Register as of {day}" in text_of(client.get("/map/"))
    assert page in texts
    root = ET.fromstring(response.content)
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None


def test_the_chart_of_lives_has_names_years_statuses_and_the_legend_of_what_is_drawn(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    response = client.get("/types/acsa/lives.svg")
    texts = _texts(response)

    for text in ("Germany ACSA", "2020", "in force"):
        assert text in texts
    # Once as the status of the deal, once in the legend; what does not occur is not in it.
    assert texts.count("in force") == 2
    assert "only spoken of" not in texts
    digest = b64encode(sha256((ET.fromstring(response.content).findtext(f"{SVG}style") or "").encode()).digest())
    assert f"'sha256-{digest.decode()}'" in response["Content-Security-Policy"]


def test_a_type_without_a_dated_deal_has_no_chart_of_lives(client: Client) -> None:
    factories.agreement_type()

    assert client.get("/types/acsa/lives.svg").status_code == 404
    assert "lives.svg" not in client.get("/types/acsa/").content.decode()
    assert client.get("/types/no-such-type/partners.svg").status_code == 404


def test_the_page_of_a_type_offers_its_map_and_its_chart_as_pictures(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    for language in ("", "/ja"):
        body = client.get(f"{language}/types/acsa/").content.decode()
        for name in ("partners.svg", "partners.png", "lives.svg", "lives.png"):
            assert f'href="{language}/types/acsa/{name}"' in body
            assert client.get(f"{language}/types/acsa/{name}").status_code == 200
    # A made-up parameter leads to the one address.
    assert client.get("/types/acsa/lives.png?x=1")["Location"] == "/types/acsa/lives.png"


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("/map.svg?as_of=nonsense", "nonsense"),
        ("/map.png?type=bogus", "bogus"),
        ("/map.svg?foo=1", "foo"),
        ("/timeline.svg?status=bogus", "bogus"),
        ("/timeline.png?sort=name", "sort"),
    ],
)
def test_a_picture_refuses_what_it_cannot_read(client: Client, address: str, word: str) -> None:
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert f"“{word}”" in response.content.decode()


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        ("/map/?utm_source=x&type=acsa&as_of=zz", "/map.svg?type=acsa"),
        ("/map/?type=&as_of=2020", "/map.svg?as_of=2020"),
        ("/timeline/?utm_source=x&type=acsa&status=bogus&sort=name&page=2", "/timeline.svg?type=acsa"),
        ("/timeline/?partner=germany&q=fuel", "/timeline.svg?partner=germany&q=fuel"),
    ],
)
def test_a_page_leads_to_its_picture_by_what_it_understood(client: Client, page: str, picture: str) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE, summary_en="For fuel.")
    body = unescape(client.get(page).content.decode())

    for address in (picture, picture.replace(".svg", ".png")):
        assert f'href="{address}" download' in body
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("prefix", "told"),
    [("", "Only deals that a reader’s own words find are counted"), ("/ja", "閲覧者の語句で見つかる案件だけ")],
)
def test_a_picture_says_nothing_that_a_reader_typed(client: Client, prefix: str, told: str) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    texts = _texts(client.get(f"{prefix}/timeline.svg?q=Japan+declares+war&as_of=2025&type=acsa"))

    assert "declares" not in texts
    assert texts.endswith(f"http://testserver{prefix}/timeline/?type=acsa&as_of=2025")
    assert told in texts


def test_the_address_on_a_map_is_that_of_the_page_that_shows_it(client: Client) -> None:
    factories.agreement_type()

    texts = _texts(client.get("/ja/map.svg?as_of=2025&type=acsa"))

    assert texts.endswith("http://testserver/ja/map/?type=acsa&as_of=2025")


def test_a_small_map_with_a_made_up_parameter_is_that_without(client: Client) -> None:
    factories.agreement_type()

    assert client.get("/types/acsa/map.svg?x=1")["Location"] == "/types/acsa/map.svg"


def test_the_map_has_its_legend_inside(client: Client) -> None:
    factories.published_deal()

    texts = _texts(client.get("/map.svg"))

    for meaning in (
        "a partner, none signed or in force",
        "1 or 2 kinds",
        "8 kinds or more",
        "no deal in the register",
        "Japan",
        "no side on contested borders",
    ):
        assert meaning in texts
    # The page has the same legend.
    assert "8 kinds or more no deal in the register Japan" in text_of(client.get("/map/"))


def test_a_picture_may_use_its_own_style_and_no_other(client: Client) -> None:
    response = client.get("/map.svg")

    style = ET.fromstring(response.content).findtext(f"{SVG}style") or ""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = response["Content-Security-Policy"]
    assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_a_picture_that_the_reader_has_is_not_drawn_again(client: Client) -> None:
    first = client.get("/timeline.svg")

    assert client.get("/timeline.svg", headers={"If-None-Match": first["ETag"]}).status_code == 304
    factories.published_deal()
    assert client.get("/timeline.svg", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/map.png", "/timeline.png", "/types/acsa/partners.png", "/types/acsa/lives.png"])
@pytest.mark.skipif(not raster.can_write_latin(), reason="no font on this machine")
def test_a_picture_comes_as_png(client: Client, address: str) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    response = client.get(address)

    assert response["Content-Type"] == "image/png"
    assert _size(response.content)[0] == 1600


def test_without_fonts_a_picture_of_text_is_given_as_svg(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "can_write", lambda sample: False)

    response = client.get("/map.png?as_of=2020")

    assert (response.status_code, response["Location"]) == (302, "/map.svg?as_of=2020")


@pytest.mark.parametrize(
    "address",
    [
        *("type/acsa", "partner/germany", "deal/germany-acsa", "term/acsa"),
        *("page/grid", "page/search", "page/no-such-page"),
    ],
)
@pytest.mark.parametrize("language", ["", "/ja"])
def test_every_page_has_a_card_of_the_size_that_others_show(client: Client, address: str, language: str) -> None:
    factories.published_deal()
    factories.term("acsa")

    response = client.get(f"{language}/social/{address}.png")

    assert response["Content-Type"] == "image/png"
    assert _size(response.content) == (1200, 630)


@pytest.mark.parametrize(
    "address", ["type/treaty", "partner/atlantis", "deal/no-such-deal", "term/peace", "story/germany"]
)
def test_what_is_not_there_has_no_card(client: Client, address: str) -> None:
    assert client.get(f"/social/{address}.png").status_code == 404


@pytest.fixture
def drawn_cards(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """The cards that are drawn from here on."""
    cards: list[Card] = []

    def noted(card: Card) -> str:
        cards.append(card)
        return card_picture(card)

    monkeypatch.setattr("agreements.views.cards.card_picture", noted)
    return cards


def test_each_word_has_a_card_of_its_own(client: Client, drawn_cards: list[Card]) -> None:
    term = factories.term("acsa")

    client.get("/social/term/acsa.png")

    (card,) = drawn_cards
    assert (card.title, card.line) == (term.term_en, term.beware_en)
    assert card.address == "testserver/terms/acsa"
    assert "/social/term/acsa.png" in client.get("/terms/acsa/").content.decode()


@pytest.mark.parametrize(
    ("page", "card", "title"),
    [
        ("/partners/germany/?as_of=2024-03-01", "partner/germany", "Germany, as of 1 March 2024"),
        ("/grid/?as_of=2024-03-01", "page/grid", "Who has what with Japan, as of 1 March 2024"),
        ("/grid/?type=acsa", "page/grid", "Who has what with Japan (type: ACSA)"),
        ("/map/?type=acsa", "page/map", "ACSA: Japan’s partners"),
        ("/map/?as_of=2024", "page/map", "Japan’s security partners on a map, as of 2024"),
        ("/compare/?partner=germany&partner=france", "page/compare", "Comparison of Germany and France"),
        ("/compare/?deal=germany-acsa&deal=france-acsa", "page/compare", "Comparison of Japan–Germany ACSA and"),
    ],
)
def test_a_card_says_what_the_address_asks_for(
    client: Client, drawn_cards: list[Card], page: str, card: str, title: str
) -> None:
    factories.published_deal(kind=EventKind.SIGNED, date="2024-01-29")
    factories.published_deal("france-acsa", partners=(factories.partner("france"),))
    query = page.partition("?")[2]

    body = client.get(page).content.decode()
    assert f'og:image" content="http://testserver/social/{card}.png?{query.replace("&", "&amp;")}"' in body
    response = client.get(f"/social/{card}.png?{query}")

    assert _size(response.content) == (1200, 630)
    assert "max-age=86400" in response["Cache-Control"]
    (drawn,) = drawn_cards
    assert drawn.title.startswith(title)
    assert drawn.address == f"testserver{page}"


def test_the_card_of_a_day_has_the_signs_of_that_day(client: Client, drawn_cards: list[Card]) -> None:
    factories.published_deal(kind=EventKind.SIGNED, date="2024-01-29")

    for query in ("", "?as_of=2023-01-01"):
        client.get(f"/social/partner/germany.png{query}")

    assert [list(card.signs) for card in drawn_cards] == [[("acsa", "signed")], []]


def test_cards_of_days_do_not_fill_the_disk(client: Client, tmp_path: Path) -> None:
    factories.published_deal()

    for year in (2020, 2021):
        client.get(f"/social/partner/germany.png?as_of={year}")

    assert not list(tmp_path.glob("cards/*/*"))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("partner/germany.png?as_of=yesterday", "is not a date"),
        ("partner/germany.png?partner=france", "Allowed: as_of"),
        ("page/map.png?type=%3Cscript%3E", "is not a known value of “type”"),
        ("page/compare.png?partner=atlantis&partner=germany", "atlantis"),
        ("page/home.png?as_of=2020", "no parameter here, and no other is"),
        ("term/acsa.png?q=hostile", "no parameter here, and no other is"),
        ("page/grid.png?as_of=%00", "too long or not text"),
    ],
)
def test_a_card_of_what_cannot_be_read_is_refused_in_words(client: Client, address: str, reason: str) -> None:
    factories.published_deal()
    factories.term("acsa")

    response = client.get(f"/social/{address}")

    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert reason in response.content.decode()


def test_a_view_has_one_address_of_its_card(client: Client) -> None:
    factories.published_deal()

    for asked, canonical in [
        ("page/map.png?as_of=2020&type=acsa", "page/map.png?type=acsa&as_of=2020"),
        ("page/grid.png?sort=name", "page/grid.png"),
        ("page/compare.png?partner=germany", "page/compare.png"),
    ]:
        response = client.get(f"/social/{asked}")
        assert (response.status_code, response["Location"]) == (301, f"/social/{canonical}")


def test_a_long_address_stays_beside_the_date_of_its_card() -> None:
    card = Card(
        "Site", "Title", "", [], "", "Register as of 23 November 2026", "example.org/?" + "partner=x&" * 30, "en"
    )

    foot = ET.fromstring(card_picture(card)).findall(f"{SVG}text")[-1]

    text, size = foot.text or "", float(foot.get("font-size", "0"))
    assert text.endswith("…")
    assert width_of(text, size) <= 1200 - 2 * 64 - width_of(card.date, 25)


def test_nothing_but_the_cartouche_stands_beside_the_signs_of_a_partner() -> None:
    card = Card("Site", "Germany", "", [("acsa", "in-force")], "", "", "example.org", "en", is_partner=True)

    assert len(re.findall('class="rule"', card_picture(card))) == 1


def test_a_draft_has_no_card(client: Client) -> None:
    factories.deal()

    assert client.get("/social/deal/germany-acsa.png").status_code == 404


def test_a_card_is_given_where_the_disk_is_full(client: Client, monkeypatch: Any) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    factories.published_deal()
    monkeypatch.setattr("agreements.exports.shelf.tempfile.mkstemp", full)

    assert _size(client.get("/social/deal/germany-acsa.png").content) == (1200, 630)


def test_a_card_is_drawn_once_for_each_edition(client: Client, tmp_path: Path) -> None:
    factories.published_deal()

    client.get("/social/partner/germany.png")
    (first,) = tmp_path.glob("cards/*/*-partner-germany-en.png")
    drawn = first.stat().st_mtime_ns
    client.get("/social/partner/germany.png")
    assert first.stat().st_mtime_ns == drawn
    factories.published_deal("germany-acsa-two")
    client.get("/social/partner/germany.png")

    (second,) = set(tmp_path.glob("cards/*/*-partner-germany-en.png")) - {first}
    assert second.stat().st_mtime_ns > drawn


def test_addresses_that_are_made_up_keep_no_cards(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.published_deal()
    monkeypatch.setattr("agreements.views.cards.MOST_ADDRESSES_ON_THE_SHELF", 1)

    for port in ("80", "65000"):
        drawn = client.get("/social/partner/germany.png", headers={"Host": f"testserver:{port}"})
        assert _size(drawn.content) == (1200, 630)

    assert len(list(tmp_path.glob("cards/*/*.png"))) == 1


def test_a_machine_without_a_japanese_font_draws_the_english_card(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.published_deal()
    monkeypatch.setattr(raster, "can_write_japanese", lambda: False)

    client.get("/ja/social/partner/germany.png")

    (kept,) = tmp_path.glob("cards/*/*.png")
    assert kept.name.endswith("-partner-germany-en.png")


def test_each_page_names_its_card_and_title_for_those_who_link_to_it(client: Client) -> None:
    factories.published_deal()

    for address, card, title in [
        ("/partners/germany/", "/social/partner/germany.png", "Germany"),
        ("/ja/deals/germany-acsa/", "/ja/social/deal/germany-acsa.png", "日独ACSA"),
        ("/grid/", "/social/page/grid.png", "Who has what with Japan"),
    ]:
        body = client.get(address).content.decode()
        assert f'<meta property="og:image" content="http://testserver{card}">' in body
        assert f'<meta property="og:title" content="{title}">' in body
        assert body.count("<title>") == 1


def test_favicon_leads_to_the_icon(client: Client) -> None:
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (302, "/static/icon.png")


def test_a_font_that_is_not_there_is_noticed() -> None:
    assert not raster.can_write("\U0010fffd")


def test_japanese_runs_are_set_in_a_japanese_face() -> None:
    assert words("ACSA & 日独") == 'ACSA &amp; <tspan class="ja">日独</tspan>'


def test_texts_break_at_spaces_and_between_japanese_characters() -> None:
    assert wrapped("fuel and food", 40, 10) == ["fuel and", "food"]
    assert wrapped("物品役務相互提供協定", 50, 10) == ["物品役務相", "互提供協定"]
    # A full stop never begins a line.
    assert wrapped("協定に署名。次", 50, 10) == ["協定に署", "名。次"]


def test_a_text_too_long_at_any_size_is_cut() -> None:
    size, lines = fitted("one two three four", 30, (20, 10), 2)

    assert (size, len(lines), lines[-1][-1]) == (10, 2, "…")


def test_names_on_the_map_do_not_lie_on_each_other() -> None:
    points = [Point("Germany", 100, 100), Point("France", 100, 101), Point("Nowhere", 0, 0)]

    labels = placed(points, (200, 200))

    assert {label.text for label in labels} >= {"Germany", "France"}
    assert len({(label.x, label.y) for label in labels}) == len(labels)


def test_a_name_keeps_clear_of_its_own_dot_and_of_those_of_others() -> None:
    malaysia, brunei = Point("Malaysia", 100, 100), Point("Brunei", 108, 100, 5)

    (name, other) = placed([malaysia, brunei], (200, 200), [dot_box(108, 100, 5)])

    # Beside it stands the other's dot: it goes to the other side, and the other's name to the right of its dot.
    assert (name.anchor, name.x) == ("end", 95)
    assert (other.anchor, other.x) == ("start", 116)


def test_a_name_with_no_room_beside_its_point_stands_further_off_at_the_end_of_a_line() -> None:
    crowd = [Point("France", 92, 92), Point("Poland", 108, 92), Point("Italy", 92, 108), Point("Austria", 108, 108)]

    labels = placed([*crowd, Point("Germany", 100, 100)], (200, 200))

    assert {label.text for label in labels if not label.lead} == {point.text for point in crowd}
    (led,) = (label for label in labels if label.lead)
    assert led.text == "Germany"
    assert led.lead.startswith("M100 100L")


def test_whoever_finds_no_room_at_all_is_served_first_in_another_round() -> None:
    # The three others close in the last, on a map with little room.
    others = [Point("Bahrain", 40, 20), Point("Kuwait", 60, 25), Point("Qatar", 85, 25)]

    labels = placed([*others, Point("Oman", 50, 20)], (120, 80))

    assert {label.text for label in labels} == {"Bahrain", "Kuwait", "Qatar", "Oman"}


def test_a_line_is_drawn_to_a_name_that_stands_further_off() -> None:
    svg = world_map(
        Caption("Map", "", "", "", "en"), (100, 100), [], "", [], [Label("Malta", 50, 50, "start", "M1 2L3 4")], []
    )

    assert '<path d="M1 2L3 4" class="halo"/><path d="M1 2L3 4" class="edge" stroke-width="0.75"/>' in svg


def test_a_name_stands_in_the_middle_of_a_land_that_holds_it() -> None:
    (label,) = placed([Point("Australia", 20, 10, land=(0, 0, 180, 100))], (200, 200))

    assert (label.anchor, label.x) == ("middle", 90)
    assert 50 < label.y < 56


def test_a_type_has_a_small_map_of_its_partners_in_the_readers_language(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)

    response = client.get("/types/acsa/map.svg")
    root = ET.fromstring(response.content)

    assert response["Content-Type"] == "image/svg+xml"
    assert _texts(response) == "Germany"
    assert len([path for path in root.iter(f"{SVG}path") if path.get("class") == "place shade-4"]) == 1
    style = root.find(f"{SVG}style")
    assert style is not None
    assert style.text
    assert b64encode(sha256(style.text.encode()).digest()).decode() in response["Content-Security-Policy"]
    assert _texts(client.get("/ja/types/acsa/map.svg")) == "ドイツ"
    assert client.get("/types/no-such-type/map.svg").status_code == 404


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "At the end of each year from 1951 to 2025, and on 23 November 2026;"),
        ("?as_of=2012-12-31", "At the end of each year from 1951 to 2012;"),
    ],
)
def test_the_chart_says_up_to_which_day_it_counts(client: Client, query: str, said: str) -> None:
    assert said in _texts(client.get(f"/timeline.svg{query}"))


def test_the_credit_of_a_picture_ends_its_sentences_as_its_language_does(client: Client) -> None:
    factories.register()

    assert ", CC BY 4.0. Outlines: Natural Earth." in _texts(client.get("/map.svg"))
    # The pieces of a text in two scripts stand apart here.
    assert "、CCBY4.0。輪郭：NaturalEarth。" in _texts(client.get("/ja/map.svg")).replace(" ", "")
