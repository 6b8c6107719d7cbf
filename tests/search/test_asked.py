"""What readers ask beyond names: who has a kind, when something happened, what was free, and what on two days."""

import pytest

from agreements.search.gifts import Giver
from agreements.search.lexicon import Kind, Lexicon, Named
from agreements.search.question import Question
from agreements.search.understanding import understand

LEXICON = Lexicon(
    [
        Named(Kind.PARTNER, "germany", ("Germany", "ドイツ"), ("German", "独"), "DE"),
        Named(Kind.PARTNER, "united-kingdom", ("United Kingdom", "英国"), ("UK", "British", "英"), "GB"),
        Named(Kind.PARTNER, "south-korea", ("South Korea", "韓国"), ("Korea", "韓"), "KR"),
        Named(Kind.PARTNER, "philippines", ("Philippines", "フィリピン"), ("Philippine", "比"), "PH"),
        Named(Kind.TYPE, "acsa", ("ACSA", "物品役務相互提供協定")),
        Named(Kind.TYPE, "reciprocal-access", ("RAA", "円滑化協定"), ("access agreement", "reciprocal access pact")),
        Named(Kind.TYPE, "security-assistance", ("Assistance", "OSA", "安全保障能力強化支援"), ("無償援助",)),
        Named(Kind.TYPE, "technology-transfer", ("Transfer",), ("武器技術供与",)),
        Named(Kind.TERM, "partner", ("Partner", "パートナー")),
    ]
)


def asked(text: str) -> Question:
    return understand(text, LEXICON, 2026)


HOLDERS = [
    "who has an ACSA with Japan today",
    "Which countries have an ACSA with Japan now?",
    "With whom does Japan have an ACSA?",
    "how many countries have an ACSA with Japan at present",
    "Who in Europe has an ACSA with Japan?",
    "which nations currently hold an ACSA with Japan",
    "ACSA partners today",
    "countries with an ACSA",
    "ACSAs in force",
    "今日、日本とACSAを結んでいるのはどこ",
    "ACSAを結んでいる国",
    "現在、日本とACSAを結んでいる国はどこですか",
    "今ACSAがあるのはどの国か",
    "日本のACSAの相手国",
    "日本は誰とACSAを結んでいるか",
    "ACSAを締結している国は何か国ですか",
    "発効中のACSA",
    "How many ACSAs does Japan have?",
    "How many ACSAs are there",
    "Which ACSAs does Japan have?",
    "日本はACSAをいくつ結んでいるか",
    "ACSAを結んでいる国はいくつ",
    "日本が結んでいるACSAは何か",
]
IN_FORCE, SIGNED = ("in-force",), ("signed",)
DATES = [
    ("when did the UK access agreement take effect", IN_FORCE),
    ("When did the Japan-UK RAA enter into force?", IN_FORCE),
    ("On what date did the UK RAA come into force?", IN_FORCE),
    ("Since when is the RAA with the United Kingdom in force?", IN_FORCE),
    ("What year did the UK reciprocal access pact take effect?", IN_FORCE),
    ("UK RAA effective date", IN_FORCE),
    ("When did the British RAA start?", IN_FORCE),
    ("How long has the UK RAA been in force?", IN_FORCE),
    ("when was the UK RAA signed", SIGNED),
    ("when was the UK RAA signed and when did it go into effect", (*IN_FORCE, *SIGNED)),
    ("英国との円滑化協定はいつ発効したか", IN_FORCE),
    ("日英円滑化協定の発効日", IN_FORCE),
    ("日英RAAが発効したのはいつですか", IN_FORCE),
    ("英国とのRAAは何年に発効しましたか", IN_FORCE),
    ("日英円滑化協定はいつから有効か", IN_FORCE),
    ("日英円滑化協定は何年何月何日に発効したのか", IN_FORCE),
    ("When will the UK RAA take effect", IN_FORCE),
    ("日英円滑化協定はいつ効力を生じたか", IN_FORCE),
    ("日英円滑化協定はいつ効力が生じたか", IN_FORCE),
    ("日英円滑化協定はいつ効力が発生したか", IN_FORCE),
    ("日英円滑化協定はいつ署名されたか", SIGNED),
    ("日英円滑化協定の署名日", SIGNED),
]
GIFTS = [
    "what did the Philippines get free of charge and for how much",
    "What has Japan given the Philippines for free?",
    "How much aid has the Philippines received from Japan?",
    "Which equipment was donated to the Philippines and what is it worth?",
    "what grants did the Philippines receive from Japan",
    "How much OSA did the Philippines get?",
    "gifts to the Philippines",
    "フィリピンは何を無償で受け取り、いくらか",
    "フィリピンは何を無償で受け、いくらだったか",
    "フィリピンが無償で受け取ったものと金額",
    "日本はフィリピンに何を無償で供与したか",
    "フィリピンへの無償援助はいくらか",
    "フィリピンは何をただでもらったか",
    "フィリピンに贈られた装備はいくら相当か",
    "フィリピンが受けた無償支援の総額",
    "what did the Philippines get in 2023 and how much did it cost",
    "How much did Japan give the Philippines in 2024",
    "フィリピンは2023年に何を受け取り、いくらかかったか",
    "日本は2024年にフィリピンにいくら渡したか",
]
GIVERS = [
    ("What did the Philippines give Japan for free", Giver.PARTNER),
    ("What has the Philippines donated to Japan?", Giver.PARTNER),
    ("what did Japan get free from the Philippines", Giver.PARTNER),
    ("gifts from the Philippines", Giver.PARTNER),
    ("フィリピンからただでもらったもの", Giver.PARTNER),
    ("フィリピンは日本に何を無償で渡したか", Giver.PARTNER),
    ("日本がフィリピンからもらったもの、無償で", Giver.PARTNER),
    ("What has Japan given the Philippines for free?", Giver.JAPAN),
    ("what did the Philippines get free of charge from Japan", Giver.JAPAN),
    ("gifts to the Philippines", Giver.JAPAN),
    ("what did the Philippines get free of charge from 2023", Giver.JAPAN),
    ("フィリピンは日本から何を無償で受け取ったか", Giver.JAPAN),
    ("フィリピンへの無償援助はいくらか", Giver.JAPAN),
    ("2023年からフィリピンが無償で受け取ったもの", Giver.JAPAN),
    ("free OSA Philippines", Giver.ANYBODY),
]
DAYS = [
    ("what could Japan and Germany do together in 2020 as against today", ("2020", "")),
    ("What could Japan do with Germany in 2020 compared with now?", ("2020", "")),
    ("Germany: 2020 versus today", ("2020", "")),
    ("How have Japan and Germany's ties changed since 2020?", ("2020", "")),
    ("What can Japan and Germany do today that they could not do in 2020?", ("2020", "")),
    ("what were Japan and Germany able to do on 1 March 2020 and what can they do now", ("2020-03-01", "")),
    ("What could Japan and Germany do together at the end of 2015 and 2024?", ("2015", "2024")),
    ("what can Japan and Germany do together", ("",)),
    ("日本とドイツは2020年に何ができ、今は何ができるか", ("2020", "")),
    ("日独で2020年と今で何が変わったか", ("2020", "")),
    ("2020年と比べて、日本とドイツは今何ができるか", ("2020", "")),
    ("ドイツと2020年にできたことと今できること", ("2020", "")),
    ("日本とドイツの関係は2020年からどう変わったか", ("2020", "")),
    ("令和2年末と現在の日独を比較", ("2020", "")),
    ("日独は2015年と2024年で何が違うか", ("2015", "2024")),
    ("日本とドイツは今何ができるか", ("",)),
]
# Names, lists, headlines, and questions that only look like one of these.
OTHERS = [
    "ACSA",
    "Germany",
    "Germany 2020",
    "ACSA Germany",
    "Philippines OSA",
    "list of ACSAs",
    "How many ACSAs has Japan signed?",
    "Has Japan an ACSA",
    "countries without RAA",
    "Which countries have signed an RAA with Japan?",
    "who had an ACSA in 2015",
    "free and open Philippines",
    "Philippines grants entry to Japanese ships",
    "how much is the German loan",
    "what did Japan get from Germany in 2023 and how much did it cost",
    "Germany defense cooperation",
    "defend Germany and South Korea",
    "German defence industry in 2020 and today",
    "Japan and Germany sign an ACSA",
    "ドイツ 2020年",
    "フィリピン OSA",
    "ACSAに署名した国",
    "ACSAを結んでいない国",
    "武器技術供与 ドイツ",
    "防衛協力 ドイツ",
    "今年のドイツ",
    "日独、ACSAに署名か",
]


@pytest.mark.parametrize("text", HOLDERS)
def test_who_has_a_kind_is_asked_for_as_partners(text: str) -> None:
    assert asked(text).holders == ("acsa",)


@pytest.mark.parametrize(("text", "happened"), DATES)
def test_when_something_happened_is_asked_of_that_event(text: str, happened: tuple[str, ...]) -> None:
    assert asked(text).asks_when
    assert asked(text).happened == happened
    assert asked(text).is_list


@pytest.mark.parametrize("text", GIFTS)
def test_what_was_given_free_is_the_list_of_gifts(text: str) -> None:
    question = asked(text)

    assert question.is_free
    assert question.is_list
    assert question.is_newest
    assert question.slugs(Kind.PARTNER) == ("philippines",)
    assert question.slugs(Kind.TYPE) == ("security-assistance",)


@pytest.mark.parametrize(("text", "giver"), GIVERS)
def test_what_was_given_free_is_asked_of_one_side(text: str, giver: Giver) -> None:
    assert asked(text).is_free
    assert asked(text).giver is giver


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_what_two_could_do_is_asked_of_days(text: str, days: tuple[str, ...]) -> None:
    assert (asked(text).days, asked(text).party) == (days, "germany")


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_looks_like_one_of_these_stays_what_it_is(text: str) -> None:
    question = asked(text)

    assert (question.holders, question.duty, question.is_free, question.days) == ((), "", False, None)
    assert not question.asks_when
