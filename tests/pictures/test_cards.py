"""What stands on a card stays on it, as the fonts of this machine draw it."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from functools import partial
from xml.sax.saxutils import quoteattr

import pytest

from agreements.models import AgreementType, DateStanding, Deal, Partner, Term
from agreements.pictures import raster
from agreements.pictures.card import Card, card_picture
from agreements.pictures.frame import STYLE
from agreements.pictures.svg import line_of_text
from agreements.pictures.svg import width_of as reckoned_width
from agreements.selectors.social import (
    _TITLES,
    card_of_deal,
    card_of_page,
    card_of_partner,
    card_of_term,
    card_of_type,
)
from tests import factories

SVG = "{http://www.w3.org/2000/svg}"
ORIGIN = "https://rosetta.example.org"
RIGHT = 1200 - 64


def _texts(picture: str) -> list[ET.Element]:
    return list(ET.fromstring(picture).iter(f"{SVG}text"))


def _strip(texts: Iterable[ET.Element], left: float, right: float) -> bytes:
    """Return what texts leave between two margins, each on a row that is as flat as a pixel."""
    rows = []
    for row, text in enumerate(texts):
        inside = ET.tostring(text, encoding="unicode").replace("ns0:", "").replace(":ns0", "")
        height = float(text.get("y", "0"))
        rows.append(f'<g transform="translate(0 {row + 0.8}) scale(1 .008) translate(0 {-height})">{inside}</g>')
    view = f"{left} 0 {right - left} {max(len(rows), 1)}"
    style = f"<style>{STYLE.replace('&', '&amp;')}</style>"
    size = f'width="{right - left}" height="{max(len(rows), 1)}"'
    return raster.png(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox={quoteattr(view)} {size}>{style}{"".join(rows)}</svg>'
    )


def _reaching(texts: list[ET.Element], left: float, right: float) -> list[str]:
    """Return the texts that leave ink between these two."""
    if _strip(texts, left, right) == _strip([ET.Element("text")] * len(texts), left, right):
        return []
    if len(texts) == 1:
        return ["".join(texts[0].itertext())]
    half = len(texts) // 2
    return [*_reaching(texts[:half], left, right), *_reaching(texts[half:], left, right)]


def _cards(language: str) -> Iterator[Card]:
    families = [
        (card_of_type, AgreementType.objects.all()),
        (card_of_partner, Partner.objects.all()),
        (card_of_deal, Deal.objects.published()),
        (card_of_term, Term.objects.all()),
    ]
    for card_of, records in families:
        for slug in records.values_list("slug", flat=True):
            yield card_of(slug, ORIGIN, language)
    yield from (card_of_page(name, ORIGIN, language) for name in _TITLES)


@pytest.mark.register
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_text_of_a_card_of_the_register_runs_past_the_margin_or_is_cut(language: str) -> None:
    texts = [text for card in _cards(language) for text in _texts(card_picture(card))]

    assert len(texts) > 1000
    assert not _reaching(texts, RIGHT + 2, RIGHT + 1200)
    # An address may be cut, as no reader types so long a one.
    whole = ["".join(text.itertext()) for text in texts if text.get("class") != "faint"]
    assert not [words for words in whole if words.endswith("…")]


def test_a_text_is_measured_as_it_is_drawn() -> None:
    for words, serif in [("Camp David Commitment to Consult", True), ("illicit ill", False), ("日独ACSA、署名", True)]:
        width = raster.width_of(words, 84, serif=serif)
        text = ET.fromstring(line_of_text(words, 0, 0, 84, "serif" if serif else ""))
        assert not _reaching([text], width + 3, width + 400)
        assert _reaching([text], 0, width)
        assert _reaching([text], width * 0.93, width)


def test_where_no_font_draws_a_text_is_as_wide_as_it_is_reckoned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "_measured", {})
    monkeypatch.setattr(raster, "_ends_of_ink", lambda texts, serif: [0] * len(texts))

    assert raster.width_of("ACSA 日独", 10) == reckoned_width("ACSA 日独", 10)


def test_a_word_wider_than_the_card_is_cut() -> None:
    texts = _texts(card_picture(Card("Site", "Unaufhaltsam" * 12, "", [], "", "", "example.org", "en")))

    assert not _reaching(texts, RIGHT + 2, RIGHT + 1200)
    assert "".join(texts[1].itertext()).endswith("…")


def test_a_long_address_stays_clear_of_the_date_of_its_card() -> None:
    date = "Register as of 23 November 2026"
    address = "rosetta.example.org/compare/?partner=germany&partner=united-kingdom"
    *_others, before, foot = _texts(card_picture(Card("Site", "Title", "", [], "", date, address, "en")))

    assert "".join(before.itertext()) == date
    end = 64 + raster.width_of(date, 25)
    assert not _reaching([foot], 0, end + 30)


def test_compared_partners_stand_below_each_other_each_with_its_signs_in_a_ring() -> None:
    signs = [("acsa", "in-force"), ("reciprocal-access", "signed")]
    draw = partial(Card, "Site", "Comparison", "", [], "", "", "", "en")
    many = draw(partners=[(name, signs * 7) for name in ("United Kingdom", "Germany", "France", "Italy")])

    picture = card_picture(draw(partners=[("Germany", signs), ("Fiji", [])]))
    root = ET.fromstring(card_picture(many))

    assert [text.text for text in _texts(picture) if text.text in ("Germany", "Fiji")] == ["Germany", "Fiji"]
    assert picture.count('class="rule"') == 1
    rings = [ring for ring in root.iter(f"{SVG}rect") if ring.get("class") == "rule"]
    feet = [float(ring.get("y", "0")) + float(ring.get("height", "0")) for ring in rings]
    assert len(rings) == 4
    assert all(float(below.get("y", "0")) > foot for foot, below in zip(feet, rings[1:], strict=False))
    assert feet[-1] < 548
    assert all(float(ring.get("x", "0")) + float(ring.get("width", "0")) <= RIGHT for ring in rings)


@pytest.mark.django_db
def test_the_card_of_a_deal_says_how_far_its_date_can_be_relied_on() -> None:
    deal = factories.published_deal()
    assert card_of_deal(deal.slug, ORIGIN, "en").line.endswith(": signed on 29 January 2024")

    deal.events.update(date_standing=DateStanding.BY)

    assert card_of_deal(deal.slug, ORIGIN, "en").line.endswith(": signed by 29 January 2024")
    assert card_of_deal(deal.slug, ORIGIN, "ja").line.endswith("：2024年1月29日までに署名")
