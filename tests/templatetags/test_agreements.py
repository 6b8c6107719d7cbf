from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from agreements.models import Deal, Event, Partner, State
from agreements.pictures.signs import sign_lines
from agreements.register.partial_date import PartialDate


def _print(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load agreements %}" + source).render(Context(context))


def test_a_date_is_printed_as_each_language_writes_it() -> None:
    day, month, year = PartialDate(2024, 7, 12), PartialDate(2024, 7), PartialDate(2024)

    assert [_print("{{ d|in_words }}", d=each) for each in (day, month, year)] == ["12 July 2024", "July 2024", "2024"]
    assert [_print("{{ d|in_words }}", "ja", d=each) for each in (day, month, year)] == [
        "2024年7月12日",
        "2024年7月",
        "2024年",
    ]


def test_sentences_are_parted_by_a_space_in_english_alone() -> None:
    assert [_print("one{% gap %}two", language) for language in ("en", "ja")] == ["one two", "onetwo"]


def test_a_day_of_the_calendar_is_printed_alike() -> None:
    assert _print("{{ d|as_partial|in_words }}", d=date(2026, 11, 23)) == "23 November 2026"


@pytest.mark.parametrize(
    ("standing", "text"),
    [("stated", "2024-07"), ("by", "by 2024-07"), ("unconfirmed", "2024-07, unconfirmed")],
)
def test_the_date_of_an_event_says_what_is_open_about_it(standing: str, text: str) -> None:
    event = Event(date=PartialDate(2024, 7), date_standing=standing)

    assert _print("{{ e|event_date }}", e=event) == text


@pytest.mark.parametrize(
    ("status", "date", "standing", "text"),
    [
        ("in-force", "2024-07-12", "stated", "since 12 July 2024"),
        ("in-force", "2026-08", "by", "by August 2026"),
        ("in-force", "2024", "unconfirmed", "since 2024, unconfirmed"),
        ("suspended", "2025", "stated", "since 2025"),
        ("negotiating", "2023-05", "stated", "since May 2023"),
        ("signed", "2026-04-18", "stated", "on 18 April 2026"),
        ("completed", "2024-12", "stated", "in December 2024"),
        ("superseded", "2022", "stated", "in 2022"),
    ],
)
def test_a_status_lasts_from_its_date_or_happened_at_it(status: str, date: str, standing: str, text: str) -> None:
    when = PartialDate.parse(date)
    deal = Deal(status=status, status_since=when, since_standing=standing)
    deal.status_then, deal.since_then, deal.since_standing_then = status, when, standing

    assert _print("{{ d|since }}; {{ d|since_then }}", d=deal) == f"{text}; {text}"


def test_a_status_without_a_date_says_nothing_of_it() -> None:
    deal = Deal()
    deal.since_then = None

    assert _print("{{ d|since }}{{ d|since_then }}", d=deal) == ""


def test_money_is_counted_as_each_language_counts() -> None:
    assert _print("{{ a|money:'JPY' }}", a=Decimal(600_000_000)) == "600 million yen"
    assert _print("{{ a|money:'JPY' }}", "ja", a=Decimal(600_000_000)) == "6億円"


def test_partners_are_counted_as_each_language_counts() -> None:
    countries = [Partner(kind="country"), Partner(kind="country")]

    assert _print("{{ p|partner_count }}", p=countries) == "2 partners"
    assert _print("{{ p|partner_count }}", "ja", p=countries) == "2か国"
    assert _print("{{ p|partner_count }}", "ja", p=[*countries, Partner(kind="organisation")]) == "3か国・機関"


def test_lists_are_joined_as_a_sentence_does() -> None:
    assert _print("{{ l|sentence_list }}", l=["a", "b", "c"]) == "a, b and c"
    assert _print("{{ l|sentence_list }}", "ja", l=["甲", "乙"]) == "甲、乙"
    assert _print("{{ l|sentence_list }}", l=[]) == ""


@pytest.mark.parametrize(("status", "word"), [("in-force", "in force"), ("negotiating", "under negotiation"), ("", "")])
def test_a_status_is_printed_in_words(status: str, word: str) -> None:
    assert _print("{{ s|status_word }}", s=status) == word


def test_states_of_a_character_are_alternatives() -> None:
    class Labeled:
        def __init__(self, label: str) -> None:
            self.label = label

    states = [Labeled("a gift"), Labeled("settled later")]

    assert _print("{{ s|labels }}", s=states) == "a gift or settled later"
    assert _print("{{ s|labels }}", "ja", s=states) == "a gift、またはsettled later"
    assert _print("{{ s|labels }}", s=[]) == ""


def test_beside_its_name_a_mark_says_more_than_yes_and_no() -> None:
    states = {
        "onward-limit": [State(slug="yes", label_en="Yes, it needs consent"), State(slug="no", label_en="No")],
        "binding": [State(slug="no", label_en="No, it is political")],
        # What has no words of its own keeps its label.
        "payment": [State(slug="gift", label_en="It is given free")],
    }

    assert _print("{{ s|particular:'onward-limit' }}", s=states) == "Only with consent or no rule on it"
    assert _print("{{ s|particular:'binding' }}", s=states) == "Not in law, only politically"
    assert _print("{{ s|particular:'payment' }}", s=states) == "It is given free"
    assert _print("{{ s|particular:'direction' }}", s=states) == ""


def test_a_quotation_is_in_the_marks_of_its_language() -> None:
    assert _print("{{ 'the “roadmap”'|quoted:'en' }}", "ja") == "“the ‘roadmap’”"
    assert _print("{{ '「協定」を可決'|quoted:'ja' }}") == "「『協定』を可決」"


def test_years_are_split() -> None:
    assert _print("{% for y in '1960,2015'|years %}{{ y }};{% endfor %}") == "1960;2015;"


def test_a_sign_is_hidden_from_screen_readers_and_stands_on_the_ground_of_its_status() -> None:
    assert 'aria-hidden="true"' in _print("{% glyph 'acsa' %}")
    assert f'<path d="{sign_lines()["acsa"]}"/>' in _print("{% glyph 'acsa' %}")
    assert _print("{% glyph 'acsa' %}") in _print("{% tile 'acsa' 'in-force' 's' %}")
    assert 'class="tile tile-in-force tile-s"' in _print("{% tile 'acsa' 'in-force' 's' %}")
    assert 'class="tile tile-none"' in _print("{% tile 'acsa' %}")


def test_a_sign_escapes_what_it_is_given() -> None:
    assert "<b>" not in _print("{% tile slug status %}{% glyph slug %}", slug='"><b>', status='"><b>')


def test_what_is_fixed_is_written_once_for_each_language_and_each_value_that_it_names() -> None:
    template = Template(
        "{% load i18n agreements %}{% fixed here %}{% translate 'Deals' %} {{ here }}{{ n }}{% endfixed %}"
    )

    def written(language: str, here: str, number: int) -> str:
        with translation.override(language):
            return template.render(Context({"here": here, "n": number}))

    assert written("en", "grid", 1) == "Deals grid1"
    assert written("ja", "grid", 2) == "案件 grid2"
    assert written("en", "map", 3) == "Deals map3"
    assert written("en", "grid", 4) == "Deals grid1"


def test_an_address_that_is_kept_is_that_of_its_language() -> None:
    deal = Deal(slug="germany-acsa")

    for _ in range(2):
        with translation.override("ja"):
            assert deal.get_absolute_url() == "/ja/deals/germany-acsa/"
        with translation.override("en"):
            assert deal.get_absolute_url() == "/deals/germany-acsa/"


def test_compounds_of_a_title_are_kept_whole_and_the_rest_escaped() -> None:
    shown = _print("{{ title|unbroken }}", title="Japan–US <b>SPY-7</b> & more")

    assert shown == (
        '<span class="whole">Japan–US</span> &lt;b&gt;<span class="whole">SPY-7</span>&lt;/b&gt; &amp; more'
    )


def test_a_day_stays_on_one_line_with_its_month() -> None:
    said = _print("{{ said|whole_days }}", said="signed on 9 July 2024, in July 2024, 「2024年7月9日」")

    assert said == "signed on 9\u00a0July 2024, in July 2024, 「2024年7月9日」"
