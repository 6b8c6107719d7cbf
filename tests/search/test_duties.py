import pytest

from agreements.search.lexicon import Kind, Lexicon, Named
from agreements.search.understanding import understand

LEXICON = Lexicon(
    [
        Named(Kind.PARTNER, "south-korea", ("South Korea", "韓国"), ("Korea", "韓"), "KR"),
        Named(Kind.PARTNER, "germany", ("Germany", "ドイツ"), ("German", "独"), "DE"),
        Named(Kind.TYPE, "alliance-treaty", ("Alliance treaty", "同盟条約"), ("military alliance", "軍事同盟")),
        Named(Kind.TYPE, "information-sharing", ("Information agreement", "情報保護協定")),
    ],
    [("KP", ("North Korea", "北朝鮮")), ("TW", ("Taiwan", "台湾"))],
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
    "If South Korea is attacked will Japan fight?",
    "If South Korea is attacked by North Korea, will Japan go to war?",
    "If North Korea attacks South Korea, does Japan have to fight?",
    "If South Korea is invaded must Japan join the war?",
    "If Japan is attacked, will South Korea fight?",
    "Is Japan obliged to help South Korea?",
    "Must Japan help South Korea if it is attacked?",
    "military alliance with South Korea",
    "does Japan have a military alliance with South Korea",
    "韓国が攻撃されたら日本は戦うのか",
    "韓国が北朝鮮に攻撃されたら日本は参戦するか",
    "北朝鮮が韓国を攻撃したら日本は戦うのか",
    "韓国有事に日本は参戦するのか",
    "日本は韓国のために戦わなければならない？",
    "日本は韓国と軍事同盟を結んでいるか",
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
    "韓国有事に日本は何ができるか",
    "Should South Korea strike a deal with Japan",
    "South Korean troops fight floods",
    "韓国、戦う準備",
]
OF_WHOM = [
    ("which countries are obliged to fight with Japan", "alliance-treaty"),
    ("Which countries must defend Japan?", "alliance-treaty"),
    ("どの国が日本を守る義務があるか", "alliance-treaty"),
    ("日本のために戦う義務がある国はどこか", "alliance-treaty"),
    ("Which countries share secrets with Japan", "information-sharing"),
    ("どの国と秘密を共有できるか", "information-sharing"),
    ("日本と秘密を共有しているのはどの国か", "information-sharing"),
]


@pytest.mark.parametrize("text", DEFENSE)
def test_who_must_defend_whom_is_asked_of_the_partner(text: str) -> None:
    question = understand(text, LEXICON, 2026)

    assert (question.duty, question.party) == ("alliance-treaty", "south-korea")


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_speaks_of_defense_or_attack_asks_for_no_duty(text: str) -> None:
    assert understand(text, LEXICON, 2026).duty == ""


@pytest.mark.parametrize(("text", "kind"), OF_WHOM)
def test_with_whom_something_is_owed_asks_who_has_the_kind(text: str, kind: str) -> None:
    question = understand(text, LEXICON, 2026)

    assert (question.duty, question.holders) == ("", (kind,))


@pytest.mark.parametrize("text", ["Japan sells weapons to countries", "Japan shares secrets with partner countries"])
def test_what_is_told_of_countries_does_not_ask_for_them(text: str) -> None:
    assert understand(text, LEXICON, 2026).holders == ()


@pytest.mark.parametrize("text", ["If China attacks Taiwan will Japan fight?", "台湾有事に日本は参戦するのか"])
def test_of_two_that_fight_it_is_asked_of_the_one_that_is_attacked(text: str) -> None:
    assert understand(text, LEXICON, 2026).slugs(Kind.ABSENT) == ("TW",)
