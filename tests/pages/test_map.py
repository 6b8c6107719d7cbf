import re

import pytest
from django.conf import settings
from django.templatetags.static import static
from django.test import Client

from agreements import cartography
from agreements.models import EventKind
from tests import factories
from tests.assertions import assert_page
from tests.pages.reading import lang_of, philippines, reciprocal_access, text_of

pytestmark = pytest.mark.django_db


def _link(client: Client, slug: str, address: str = "/map/") -> str:
    """Return the markup of a partner's place on the map."""
    body = client.get(address).content.decode().partition("<svg")[2].partition("</figure>")[0]
    found = re.search(rf'<a href="[^"]*/partners/{slug}/[^"]*".*?</a>', body, re.S)
    return found[0] if found else ""


def test_map_of_an_empty_register_is_a_page(client: Client) -> None:
    assert_page(client.get("/map/"), "Japan’s partners on a map", "0 partners with something signed or in force.")


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "as the legend below the map has it"), ("/ja", "凡例は地図の下にある")]
)
def test_what_a_shade_means_is_true_on_a_light_ground_and_on_a_dark_one(client: Client, prefix: str, said: str) -> None:
    text = text_of(client.get(f"{prefix}/map/"))

    assert said in text
    # On a dark ground the palest shade has the most.
    assert not re.search(r"stronger the shade|darker|濃いほど", text)


def test_a_place_says_how_many_kinds_stand_and_leads_to_its_partner(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)
    factories.published_deal("germany-raa", type=reciprocal_access())

    place = _link(client, "germany")

    assert "<title>Germany: 2 kinds</title>" in place
    assert 'class="shade-1"' in place


def test_no_land_lies_on_the_dot_of_a_small_state(client: Client) -> None:
    small = factories.partner("kuwait", code="KW", name_en="Kuwait")
    factories.published_deal("kuwait-acsa", partners=(small,))
    factories.published_deal("saudi-arabia-acsa", partners=(factories.partner("saudi-arabia", code="SA"),))

    places = client.get("/map/").content.decode().partition('<path class="japan"')[2].partition("</svg>")[0]

    assert places.index("/partners/saudi-arabia/") < places.index("/partners/kuwait/")


def test_all_kinds_together_name_every_partner_and_one_kind_those_that_have_it(client: Client) -> None:
    factories.published_deal(kind=EventKind.SIGNED)
    small = factories.partner("kuwait", code="KW", name_en="Kuwait")
    factories.published_deal("kuwait-raa", type=reciprocal_access(), partners=(small,), kind=EventKind.PROPOSED)

    def names(address: str) -> set[str]:
        return set(re.findall(r"<text [^>]*>([^<]*)</text>", client.get(address).content.decode()))

    assert names("/map/") == {"Germany", "Kuwait"}
    assert names("/map/?type=acsa") == {"Germany"}


def test_the_table_holds_the_same_as_the_map(client: Client) -> None:
    factories.published_deal()
    factories.published_deal("philippines-acsa", kind=EventKind.PROPOSED, partners=(philippines(),))

    text = text_of(client.get("/map/"), "table")

    assert "Germany Europe 1" in text
    assert "Nothing signed or in force: Philippines" in text


def test_map_of_one_kind_shows_where_it_stands(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)
    factories.published_deal("germany-raa", type=reciprocal_access())

    response = client.get("/map/?type=reciprocal-access")

    assert "Reciprocal Access: 1 partner (1 signed)." in text_of(response)
    assert "<title>Germany: signed</title>" in _link(client, "germany", "/map/?type=reciprocal-access")
    assert "Germany Europe signed" in text_of(response, "table")


def test_map_of_one_kind_counts_its_partners_by_status(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE)
    factories.published_deal("philippines-acsa", kind=EventKind.PROPOSED, partners=(philippines(),))
    italy = factories.partner("italy", code="IT", name_en="Italy")
    factories.published_deal("italy-acsa", kind=EventKind.IN_FORCE, partners=(italy,))

    assert "3 partners (2 in force, 1 proposed)." in text_of(client.get("/map/?type=acsa"))
    assert "3か国（発効中2、提案1）。" in text_of(client.get("/ja/map/?type=acsa"))
    assert "no partner." in text_of(client.get("/map/?type=acsa&as_of=1951"))


def test_map_as_of_a_day_shows_that_day_and_leads_on_to_it(client: Client) -> None:
    factories.published_deal(kind=EventKind.IN_FORCE, date="2024-07-12")

    assert "As of 2020." in text_of(client.get("/map/?as_of=2020"))
    place = _link(client, "germany", "/map/?as_of=2020")
    assert "0 kinds" in place
    assert 'href="/partners/germany/?as_of=2020"' in place


def test_a_small_state_has_a_dot_and_an_organization_a_row(client: Client) -> None:
    factories.published_deal(partners=(factories.partner("singapore", code="SG"),))
    nato = factories.partner("nato", code="NATO", kind="organisation", region="organisation")
    factories.published_deal("nato-acsa", partners=(nato,))

    assert "<circle" in _link(client, "singapore")
    assert _link(client, "nato") == ""
    assert "Nato Organizations 1" in text_of(client.get("/map/"), "table")


def test_map_hides_drafts(client: Client) -> None:
    factories.event(factories.deal(), EventKind.IN_FORCE, "2025")

    assert "Germany" not in text_of(client.get("/map/"))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("type=treaty", "“treaty” is not a known value of “type”."),
        ("as_of=2024-13", "“2024-13” is not a date."),
    ],
)
def test_a_bad_value_is_named_and_left_out(client: Client, query: str, told: str) -> None:
    factories.published_deal()

    response = client.get(f"/map/?{query}")

    assert told in text_of(response)
    assert "1 partner with something signed or in force." in text_of(response)


def test_htmx_gets_the_map_and_what_is_told_of_it(client: Client) -> None:
    factories.published_deal()

    fragment = client.get("/map/?as_of=2025", headers={"HX-Request": "true"})
    body = fragment.content.decode()

    assert body.strip().startswith("<title>Map, as of 2025")
    assert 'data-hx-swap-oob="innerHTML:#told"' in body
    assert "HX-Request" in fragment["Vary"]
    assert "<h1" not in body


def test_the_queries_of_the_map_do_not_grow_with_the_register(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(20):
        factories.published_deal(f"deal-{number}", partners=(factories.partner(f"partner-{number}"),))

    with django_assert_max_num_queries(6):
        client.get("/map/")


def test_map_in_japanese_is_japanese(client: Client) -> None:
    factories.published_deal()

    response = client.get("/ja/map/")

    assert lang_of(response) == "ja"
    assert "ドイツ" in text_of(response)


def test_the_ground_holds_every_land(client: Client) -> None:
    ground = (settings.BASE_DIR / "static" / "land.svg").read_text()

    assert "".join(cartography.outlines().values()) in ground
    assert f'viewBox="{cartography.VIEW_BOX}"' in ground
    assert f'<image href="{static("land.svg")}"' in client.get("/map/").content.decode()


def test_the_caption_says_what_is_done_where_borders_are_contested(client: Client) -> None:
    factories.published_deal()

    assert "Crimea is left unshaded" in text_of(client.get("/map/"))
    assert "クリミアは塗らず" in text_of(client.get("/ja/map/"))
