"""Dates, sums, equipment and parties, as news and treaties write them."""

import pytest

from agreements.decoder.amounts import amounts_in
from agreements.decoder.dates import dates_in
from agreements.decoder.items import items_in, kinds_in, same_item
from agreements.decoder.text import FoldedText, plain
from tests.decoder.register_facts import decoder


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("signed on 29 January 2024", ["2024-01-29"]),
        ("Jan. 29, 2024 and July 2024", ["2024-01-29", "2024-07"]),
        ("2024-07-12", ["2024-07-12"]),
        ("in 1960", ["1960"]),
        ("2024年7月12日", ["2024-07-12"]),
        ("２０２４年７月", ["2024-07"]),
        ("令和6年1月29日", ["2024-01-29"]),
        ("昭和三十五年一月十九日", ["1960-01-19"]),
        ("平成元年", ["1989"]),
        ("30 February 2024", []),
        ("2000 troops, $2024, 2050人", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [str(reading.date) for reading in dates_in(plain(text))] == dates


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("an estimated cost of $2.35 billion", [(2_350_000_000, "USD")]),
        ("1.6 billion yen", [(1_600_000_000, "JPY")]),
        ("£4.6 billion and A$10bn", [(4_600_000_000, "GBP"), (10_000_000_000, "AUD")]),
        ("a $6.5B deal", [(6_500_000_000, "USD")]),
        ("23億5000万ドル", [(2_350_000_000, "USD")]),
        ("約1兆551億円", [(1_055_100_000_000, "JPY")]),
        ("2110億円", [(211_000_000_000, "JPY")]),
        ("1兆2千億円、3千万円", [(1_200_000_000_000, "JPY"), (30_000_000, "JPY")]),
        ("PHP 235 million or NOK 5 billion", [(235_000_000, "PHP"), (5_000_000_000, "NOK")]),
        ("₹500 crore, Rs 2 lakh crore", [(5_000_000_000, "INR"), (2_000_000_000_000, "INR")]),
        ("8.3 percent, 28,500 troops", []),
        ("1" * 5000, []),
    ],
)
def test_amounts(text: str, amounts: list[tuple[int, str]]) -> None:
    assert [(reading.amount, reading.currency) for reading in amounts_in(plain(text))] == amounts


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("up to 400 Tomahawk missiles", [("Tomahawk", 400)]),
        ("F-35A and SM-3", [("F-35A", None), ("SM-3", None)]),
        ("警備艇5隻を引き渡した", [("patrol boat", 5)]),
        ("the G7 and COP28", []),
    ],
)
def test_items(text: str, items: list[tuple[str, int | None]]) -> None:
    folded = FoldedText(text)
    found = items_in(plain(text), folded, kinds_in(folded))
    assert [(reading.item, reading.quantity) for reading in found] == items


def test_a_variant_is_the_same_item() -> None:
    assert same_item("f35", "f35a")
    assert not same_item("sm3", "sm6")


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Tokyo and Berlin", ["JP", "DE"]),
        ("us and the U.S.", ["US"]),
        ("North Korea and South Korea", ["KP", "KR"]),
        ("日独ACSA", ["JP", "DE"]),
        ("日・独", ["JP", "DE"]),
        ("日米韓", ["JP", "US", "KR"]),
        ("日ウクライナ情報保護協定", ["JP", "UA"]),
        ("米、日本にミサイル売却", ["US", "JP"]),
        ("毎日の中で", []),
        ("英語の先生", []),
        ("Estonia and Rwanda", ["EE", "RW"]),
    ],
)
def test_parties(text: str, parties: list[str]) -> None:
    assert [party.code for party in decoder()._parties.find(plain(text))] == parties


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Finland–US Defense Cooperation Agreement (DCA) enters into force", "status-of-forces"),
        (
            "Agreement on Defense Cooperation between the Government of the Republic of Finland "
            "and the Government of the United States of America",
            "status-of-forces",
        ),
        ("フィンランドと米国の防衛協力協定（DCA）が発効した。", "status-of-forces"),
        ("Kenya and France sign defence cooperation agreement", "defense-framework"),
        ("フランスとケニアが防衛協力協定に署名した。", "defense-framework"),
    ],
)
def test_a_defense_cooperation_agreement_of_the_united_states_is_about_its_forces(text: str, kind: str) -> None:
    assert decoder().decode(text).best == kind
