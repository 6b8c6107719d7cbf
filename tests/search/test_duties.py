import pytest

from agreements.search.lexicon import Kind, Lexicon, Named
from agreements.search.understanding import understand

LEXICON = Lexicon(
    [
        Named(Kind.PARTNER, "south-korea", ("South Korea", "韓国"), ("Korea", "韓"), "KR"),
        Named(Kind.PARTNER, "germany", ("Germany", "ドイツ"), ("German", "独"), "DE"),
    ]
)
DEFENSE = [
    "does Japan have to defend South Korea",
    "Must Japan defend South Korea if it is attacked?",
    "Is Japan obliged by treaty to protect South Korea?",
    "Would Japan have to come to South Korea's aid?",
    "If South Korea is attacked, must Japan help defend it?",
    "Is South Korea bound to defend Japan?",
    "Does Japan have a defense obligation to South Korea?",
    "would Japan have to go to war for South Korea",
    "Are Japan and South Korea obliged to defend each other?",
    "日本は韓国を守る義務があるか",
    "日本は韓国を防衛する義務がありますか",
    "韓国が攻撃されたら日本は守らなければならないか",
    "韓国が攻撃されたら、日本は助ける義務があるのか",
    "韓国は日本を守ってくれるか",
    "日本に韓国を守る条約上の義務はあるか",
    "日本は韓国のために戦う義務があるか",
    "日本と韓国は互いに守る義務があるか",
]
OTHERS = [
    "South Korea",
    "South Korea's defense",
    "Korean defence industry",
    "attack on South Korea",
    "is South Korea a threat",
    "defend South Korea and Germany",
    "defend South Korea in 1960",
    "who helps Korea",
    "韓国 防衛",
    "韓国の攻撃",
    "韓国が攻撃した",
    "韓国との協力",
]


@pytest.mark.parametrize("text", DEFENSE)
def test_who_must_defend_whom_is_asked_of_the_partner(text: str) -> None:
    question = understand(text, LEXICON, 2026)

    assert (question.duty, question.party) == ("alliance-treaty", "south-korea")


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_speaks_of_defense_or_attack_asks_for_no_duty(text: str) -> None:
    assert understand(text, LEXICON, 2026).duty == ""
