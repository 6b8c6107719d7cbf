import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.search.expression import every
from agreements.search.lexicon import Kind, Lexicon, Named
from agreements.search.question import Question, understand

LEXICON = Lexicon(
    [
        Named(Kind.PARTNER, "germany", ("Germany", "ドイツ"), ("German", "独"), "DE"),
        Named(Kind.PARTNER, "united-kingdom", ("United Kingdom", "英国"), ("UK", "英"), "GB"),
        Named(Kind.PARTNER, "italy", ("Italy", "イタリア"), ("Italian", "伊"), "IT"),
        Named(Kind.PARTNER, "thailand", ("Thailand", "タイ"), ("Thai",), "TH"),
        Named(Kind.PARTNER, "china", ("China", "中国"), ("Chinese", "中"), "CN"),
        Named(Kind.TYPE, "acsa", ("ACSA", "物品役務相互提供協定")),
        Named(Kind.TYPE, "reciprocal-access", ("RAA", "円滑化協定")),
        Named(Kind.TERM, "quasi-alliance", ("Quasi-alliance", "準同盟")),
    ],
    [("TW", ("Taiwan", "台湾"))],
)


def asked(text: str) -> Question:
    return understand(text, LEXICON)


@pytest.mark.parametrize(
    ("text", "partners", "types"),
    [
        ("ACSA Germany", ["germany"], ["acsa"]),
        ("German ACSA", ["germany"], ["acsa"]),
        ("日独ACSA", ["germany"], ["acsa"]),
        ("日英伊", ["united-kingdom", "italy"], []),
        ("日英円滑化協定", ["united-kingdom"], ["reciprocal-access"]),
        ("日本とドイツの物品役務相互提供協定", ["germany"], ["acsa"]),
        ("英", ["united-kingdom"], []),
        ("どいつの", ["germany"], []),
        # What only looks like a name.
        ("タイフーン", [], []),
        ("中止", [], []),
        ("it is in", [], []),
        ("IT", ["italy"], []),
        ("英語", [], []),
    ],
)
def test_names_are_found_in_questions(text: str, partners: list[str], types: list[str]) -> None:
    assert list(asked(text).slugs(Kind.PARTNER)) == partners
    assert list(asked(text).slugs(Kind.TYPE)) == types


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Germany 2024", 2024, 2024),
        ("令和6年 ドイツ", 2024, 2024),
        ("平成元年", 1989, 1989),
        ("since 2020", 2020, None),
        ("after 2020", 2021, None),
        ("before 2010", None, 2009),
        ("2020年以降", 2020, None),
        ("2010年まで", None, 2010),
        ("2015-2018", 2015, 2018),
        ("OSA FY2024", None, None),
        ("2024年度", None, None),
        ("20245", None, None),
    ],
)
def test_years_and_eras_are_read(text: str, first: int | None, last: int | None) -> None:
    assert (asked(text).year_from, asked(text).year_to) == (first, last)


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("ACSA Germany", True),
        ("who has RAA", True),
        ("円滑化協定を結んでいる国はどこですか", True),
        ("in force", True),
        ("2024", True),
        ("Germany", False),
        ("ACSA", False),
        ("ACSA fuel", False),
        ("quasi-alliance Germany", False),
        ("Taiwan ACSA", False),
        ("", False),
    ],
)
def test_a_list_is_asked_for_by_filters_and_nothing_else(text: str, is_list: bool) -> None:
    assert asked(text).is_list is is_list


def test_with_a_year_signed_is_what_happened_and_not_what_stands() -> None:
    assert asked("signed").statuses == ("signed",)
    assert asked("signed in 2024").statuses == ()


def test_a_country_without_deals_is_known_as_one() -> None:
    assert asked("台湾").slugs(Kind.ABSENT) == ("TW",)


def test_joining_words_narrow_nothing() -> None:
    assert asked("the ACSA of Japan with Germany").parts() == asked("ACSA Germany").parts()


@given(st.text(max_size=60))
def test_any_text_can_be_read_and_asked_for(text: str) -> None:
    question = asked(text)

    if question.units:
        expression = every(question.parts())
        assert expression.for_fts5().count('"') % 2 == 0
        assert "\x00" not in expression.for_tsquery()
