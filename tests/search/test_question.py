import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.search.expression import every
from agreements.search.lexicon import Kind, Lexicon, Named
from agreements.search.question import Question
from agreements.search.understanding import understand
from agreements.search.words import ONCE_SIGNED

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
    return understand(text, LEXICON, 2026)


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
        ("二〇二四年 ドイツ", 2024, 2024),
        ("平成二十七年", 2015, 2015),
        ("2015年までのACSA", None, 2015),
        ("2022年から2024年まで", 2022, 2024),
        ("2010年代", 2010, 2019),
        ("the 1990s", 1990, 1999),
        ("Showa 35", 1960, 1960),
        ("S35", 1960, 1960),
        ("R6", 2024, 2024),
        ("last year", 2025, 2025),
        ("今年", 2026, 2026),
        ("past 5 years", 2021, None),
        # What only looks like an era: there was no 35th year of Heisei.
        ("H35", None, None),
        ("UH-1", None, None),
        ("F35", None, None),
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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年7月8日", "2024-07-08"),
        ("8 July 2024", "2024-07-08"),
        ("July 8th, 2024", "2024-07-08"),
        ("2024-07-08", "2024-07-08"),
        ("令和六年七月", "2024-07"),
        ("July 2024", "2024-07"),
        ("2024", ""),
    ],
)
def test_days_and_months_are_read(text: str, day: str) -> None:
    assert asked(text).day == day


@pytest.mark.parametrize("text", ["What is an ACSA?", "ACSAとは何か", "ACSAの意味", "what does ACSA mean"])
def test_what_something_is_asks_for_the_thing(text: str) -> None:
    assert not asked(text).is_list
    assert asked(text).key == ("acsa",)


def test_what_is_asked_of_several_things_stays_a_list() -> None:
    assert asked("what is ACSA Germany").is_list


@pytest.mark.parametrize("text", ["ACSA vs RAA", "difference between ACSA and RAA", "ACSAとRAAの違いは何ですか"])
def test_two_kinds_are_told_apart(text: str) -> None:
    assert asked(text).compared == (Kind.TYPE, ("acsa", "reciprocal-access"))
    assert not asked(text).is_list


@pytest.mark.parametrize("text", ["countries without ACSA", "who does not have an ACSA", "ACSAを結んでいない国"])
def test_a_denied_kind_is_lacking(text: str) -> None:
    assert asked(text).lacking == ("acsa",)
    assert not asked(text).is_list


def test_what_is_not_in_force_is_everything_else() -> None:
    statuses = asked("ACSA not in force").statuses

    assert "in-force" not in statuses
    assert {"signed", "superseded", "negotiating"} <= set(statuses)
    assert set(asked("失効").statuses) == {"completed", "superseded", "terminated", "cancelled"}


@pytest.mark.parametrize(
    "text",
    ["newest", "latest deal", "最新のACSA", "recent deals with Germany", "What did Germany just sign?", "ACSAs lately"],
)
def test_what_came_last_may_be_asked_for(text: str) -> None:
    assert asked(text).is_newest
    assert asked(text).is_list


def test_a_name_of_others_names_japan_s_own_kinds() -> None:
    question = asked("VFA Germany")

    assert question.slugs(Kind.TYPE) == ("reciprocal-access",)
    assert LEXICON.elsewhere(question.units, question.spans) == ("VFA", ("reciprocal-access",))


def test_an_abbreviation_may_be_spelled_in_kana_and_a_name_in_letters() -> None:
    assert asked("エーシーエスエー").slugs(Kind.TYPE) == ("acsa",)
    assert LEXICON.name_by_sound("enkatsuka kyotei") == LEXICON.name_by_sound("Enkatsukakyōtei") == "円滑化協定"
    assert LEXICON.name_by_sound("Germany") == ""


def test_with_a_year_signed_is_what_happened_and_not_what_stands() -> None:
    assert asked("signed").statuses == ("signed",)
    assert asked("signed in 2024").statuses == ()


@pytest.mark.parametrize("text", ["What has Japan recently signed?", "latest deals signed", "最近署名された協定"])
def test_what_was_signed_last_leaves_out_what_is_only_spoken_of(text: str) -> None:
    assert asked(text).statuses == ONCE_SIGNED


@pytest.mark.parametrize(
    "text",
    [
        "Has Japan signed an RAA with the UK?",
        "Have Japan and Germany signed an ACSA?",
        "Did Japan sign an RAA with Germany?",
        "Which countries have signed an ACSA with Japan",
        "Japan signed RAA with UK",
        "RAAに署名した国",
        "日本は英国とRAAに署名しましたか",
    ],
)
def test_who_asks_what_was_signed_asks_for_what_is_in_force_too(text: str) -> None:
    assert {"signed", "in-force", "superseded"} <= set(asked(text).statuses)
    assert "negotiating" not in asked(text).statuses
    assert asked(text).is_list


@pytest.mark.parametrize("text", ["signed with the UK", "ACSA signed", "who has signed but not in force", "署名済み"])
def test_what_is_only_signed_is_asked_for_as_a_status(text: str) -> None:
    assert asked(text).statuses == ("signed",)


def test_a_country_without_deals_is_known_as_one() -> None:
    assert asked("台湾").slugs(Kind.ABSENT) == ("TW",)


@pytest.mark.parametrize("text", ["Does Japan have to defend Taiwan?", "日本は台湾を防衛する義務があるか"])
def test_what_is_owed_to_a_country_without_deals_asks_for_the_country(text: str) -> None:
    assert asked(text).names_only_absent


def test_joining_words_narrow_nothing() -> None:
    assert asked("the ACSA of Japan with Germany").parts() == asked("ACSA Germany").parts()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Germany 2020", "2020"),
        ("ドイツ 2020年", "2020"),
        ("what did Japan have with Germany in 2020?", "2020"),
        ("令和2年 ドイツ", "2020"),
        ("Germany July 2020", "2020-07"),
        ("ドイツ 2020年7月8日", "2020-07-08"),
        # More than one partner and one time.
        ("Germany", ""),
        ("Germany Italy 2020", ""),
        ("Germany since 2020", ""),
        ("Germany 2015-2018", ""),
        ("Germany ACSA 2020", ""),
        ("Germany signed 2020", ""),
        ("Germany tanks 2020", ""),
        ("2020", ""),
    ],
)
def test_a_partner_and_a_time_ask_for_what_stood_then(text: str, moment: str) -> None:
    assert asked(text).moment == moment


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("does Japan have to defend Germany", "alliance-treaty"),
        ("must Germany defend Japan if attacked?", "alliance-treaty"),
        ("defend Germany", "alliance-treaty"),
        ("ドイツを守る義務", "alliance-treaty"),
        ("日本はドイツを防衛する義務がある", "alliance-treaty"),
        ("日本はドイツを守らなければならないか", "alliance-treaty"),
        ("is Japan obliged to consult Germany", "consultation-pact"),
        ("ドイツと協議する義務", "consultation-pact"),
        ("can Japan share secrets with Germany", "information-sharing"),
        ("ドイツと秘密を共有できるか", "information-sharing"),
        ("can Japan refuel German ships?", "acsa"),
        ("visit Germany", "reciprocal-access"),
        ("ドイツと燃料を融通できるか", "acsa"),
        ("can Japan send troops to Germany", "reciprocal-access"),
        ("日本はドイツに部隊を送れるか", "reciprocal-access"),
        ("can Japan transfer defence equipment to Germany", "technology-transfer"),
        ("ドイツに装備品を移転できる", "technology-transfer"),
        ("sell weapons to Germany", "security-cooperation"),
        ("can Japan and Germany build weapons together", "joint-development"),
        ("ドイツと装備を共同で開発できるか", "joint-development"),
        # A line is of one partner, and of today.
        ("defend", ""),
        ("defend Germany and Italy", ""),
        ("defend Germany 2020", ""),
        ("defend Germany tanks", ""),
        ("Germany defense cooperation", ""),
        ("Germany 防衛協力", ""),
        ("Germany 防衛", ""),
        ("consultation Germany", ""),
    ],
)
def test_what_the_two_owe_or_allow_each_other_is_a_line_of_the_partner(text: str, line: str) -> None:
    assert (asked(text).duty, asked(text).party) == (line, "germany" if line else "")


@given(st.text(max_size=60))
def test_any_text_can_be_read_and_asked_for(text: str) -> None:
    question = asked(text)

    if question.units:
        expression = every(question.parts())
        assert expression.for_fts5().count('"') % 2 == 0
        assert "\x00" not in expression.for_tsquery()
