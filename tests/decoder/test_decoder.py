"""What a decoder answers, on a small register made here."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.decoder import (
    LONGEST_TEXT,
    Confidence,
    Cue,
    DealFacts,
    Decoder,
    KnownDeal,
    PartnerNames,
    Problem,
    Sample,
    Stage,
    TypeFacts,
    Undecodable,
    Unsettled,
    Wanted,
    Weights,
    learn,
)
from agreements.register.partial_date import PartialDate

TYPES = (TypeFacts("acsa", 1), TypeFacts("reciprocal-access", 2), TypeFacts("alliance-treaty", 3))
CUES = (
    Cue("en", "acsa", 10, "acsa"),
    Cue("en", "refuel*…(warship|frigate)", 8, "acsa"),
    Cue("ja", "物品役務相互提供協定", 10, "acsa"),
    Cue("en", "reciprocal access", 10, "reciprocal-access"),
    Cue("en", "raa", 10, "reciprocal-access"),
    Cue("ja", "円滑化協定", 10, "reciprocal-access"),
    Cue("en", "(mutual defense|security) treaty", 10, "alliance-treaty"),
    Cue("ja", "相互防衛条約", 10, "alliance-treaty"),
    Cue("en", "free trade", 9),
    Cue("en", "joint exercise", 6),
    Cue("en", "exchange of notes", 5, state=("form", "notes")),
)
GERMANY = PartnerNames("germany", "DE", ("Germany", "German", "Berlin"), ("ドイツ", "独"))
AUSTRALIA = PartnerNames("australia", "AU", ("Australia", "Australian"), ("豪州", "豪", "オーストラリア"))
DEALS = (
    DealFacts(
        "germany-acsa", "acsa", frozenset({"germany"}), dates=(PartialDate(2024, 1, 29), PartialDate(2024, 7, 12))
    ),
    DealFacts("australia-acsa-2010", "acsa", frozenset({"australia"}), dates=(PartialDate(2010, 5, 19),), stands=False),
    DealFacts("australia-acsa-2017", "acsa", frozenset({"australia"}), dates=(PartialDate(2017, 1, 14),)),
)
DECODER = Decoder(CUES, TYPES, (GERMANY, AUSTRALIA), DEALS)


def names(text: str) -> list[str]:
    return [reading.deal.slug for reading in DECODER.decode(text).deals]


def test_a_type_is_read_with_the_words_that_name_it() -> None:
    text = "Tokyo and Berlin sign an ACSA"
    decoding = DECODER.decode(text)
    assert decoding.best == "acsa"
    assert [(e.text, text[e.start : e.end]) for e in decoding.types[0].evidence] == [("ACSA", "ACSA")]
    assert decoding.types[0].confidence is Confidence.CERTAIN


def test_a_gap_stays_inside_one_sentence() -> None:
    assert DECODER.decode("A tanker refueled two German warships.").best == "acsa"
    assert DECODER.decode("The aircraft refueled. Warships left Kiel.").best is None


def test_something_else_that_weighs_more_leaves_no_type() -> None:
    decoding = DECODER.decode("Japan and Germany conclude free trade talks")
    assert decoding.types == ()
    assert [evidence.text for evidence in decoding.about_something_else] == ["free trade"]


def test_an_exercise_under_an_agreement_is_about_the_agreement() -> None:
    assert DECODER.decode("Joint exercise under the RAA begins").best == "reciprocal-access"


@pytest.mark.parametrize(
    "text",
    [
        "The navies met without an ACSA",
        "Japan and Norway have no ACSA",
        "The paper is not a mutual defense treaty",
        "ドイツとは物品役務相互提供協定を結んでいない",
        "両国の間に相互防衛条約はない",
        "円滑化協定なしで訓練した",
    ],
)
def test_what_a_text_denies_is_no_type(text: str) -> None:
    decoding = DECODER.decode(text)
    assert decoding.types == ()
    assert len(decoding.denied) == 1
    assert Unsettled.ONLY_DENIED in decoding.unsettled


def test_a_denied_type_leaves_room_for_another() -> None:
    assert DECODER.decode("The RAA is not a mutual defense treaty").best == "reciprocal-access"
    assert DECODER.decode("円滑化協定は相互防衛条約ではない").best == "reciprocal-access"


@pytest.mark.parametrize("text", ["Tokyo and Paris hold talks on an RAA", "日仏、円滑化協定の交渉を開始"])
def test_talks_on_a_type_are_about_it(text: str) -> None:
    reading = DECODER.decode(text).types[0]
    assert (reading.type, reading.stage) == ("reciprocal-access", Stage.UNDER_DISCUSSION)


def test_not_only_is_no_denial() -> None:
    assert DECODER.decode("Not only an ACSA was signed").best == "acsa"


def test_a_deal_needs_its_partner() -> None:
    assert names("Japan and Germany sign ACSA") == ["germany-acsa"]
    assert names("Japan and Poland sign ACSA") == []


def test_a_date_that_disagrees_names_no_deal() -> None:
    assert names("Japan and Germany signed the ACSA on 29 January 2024") == ["germany-acsa"]
    assert names("Japan and Germany signed the ACSA on 3 March 2019") == []


def test_a_date_chooses_among_deals_and_without_one_what_stands_comes_first() -> None:
    assert names("Japan–Australia ACSA of 2010") == ["australia-acsa-2010"]
    assert names("Japan–Australia ACSA") == ["australia-acsa-2017", "australia-acsa-2010"]


class FewDeals:
    """A source that has found one deal, and remembers for what."""

    def __init__(self) -> None:
        self.asked: list[Wanted] = []
        self.near: list[tuple[str, frozenset[str]]] = []

    def about(self, wanted: Wanted) -> list[KnownDeal]:
        self.asked.append(wanted)
        return [KnownDeal.of(DEALS[2])]

    def of_type(self, type_slug: str, partners: frozenset[str]) -> list[KnownDeal]:
        self.near.append((type_slug, partners))
        return [KnownDeal.of(DEALS[1])]


def test_a_source_is_asked_only_for_deals_that_the_text_may_be_about() -> None:
    source = FewDeals()
    decoder = Decoder(CUES, TYPES, (GERMANY, AUSTRALIA), (), source=source)

    named = decoder.decode("Japan and Australia signed an ACSA on 14 January 2017")
    assert [reading.deal.slug for reading in named.deals] == ["australia-acsa-2017"]
    assert source.asked == [
        Wanted(frozenset({"acsa"}), frozenset({"australia"}), frozenset({"2017-01-14"}), frozenset())
    ]
    assert source.asked[0].days_and_wider == {"2017-01-14", "2017-01", "2017"}
    assert source.near == []
    other = decoder.decode("Germany and Australia sign an ACSA")
    assert other.deals == ()
    assert [deal.slug for deal in other.nearest] == ["australia-acsa-2010"]
    assert source.near == [("acsa", frozenset({"germany", "australia"}))]
    decoder.decode("Japan and Germany sign an ACSA for frigates")
    assert source.asked[-1].items == {"frigate"}
    # Neither about Japan nor with the name of a deal, and of no type: nothing is asked.
    decoder.decode("The cherry trees of Ueno are in bloom")
    assert (len(source.asked), len(source.near)) == (2, 2)


def test_a_deal_of_others_gets_what_japan_has() -> None:
    decoding = DECODER.decode("Germany and Australia sign an ACSA")
    assert decoding.deals == ()
    assert not decoding.involves_japan
    assert {deal.slug for deal in decoding.nearest} == {"germany-acsa", "australia-acsa-2017", "australia-acsa-2010"}


def test_nearest_is_whom_the_text_names_then_what_is_in_force_then_the_best_known() -> None:
    def deal(slug: str, strength: int, sources: int, year: int) -> DealFacts:
        dates = (PartialDate(year, 5, 1),)
        return DealFacts(slug, "acsa", frozenset({slug}), dates=dates, strength=strength, sources=sources)

    deals = [deal("france", 4, 1, 2026), deal("italy", 2, 9, 2025), deal("us", 0, 6, 1960), deal("india", 0, 3, 2020)]
    france = PartnerNames("france", "FR", ("France",), ())
    decoder = Decoder(CUES, TYPES, (france,), deals)
    assert [one.slug for one in decoder.decode("ACSA").nearest] == ["us", "india", "italy"]
    assert [one.slug for one in decoder.decode("France and Peru sign an ACSA").nearest] == ["france", "us", "india"]


def test_answers_that_a_text_gives_are_suggested() -> None:
    decoding = DECODER.decode("Exchange of notes on the ACSA between Japan and Germany")
    assert {one.character: one.states for one in decoding.suggestions} == {"form": ("notes",), "parties": ("two",)}


def test_an_answer_that_contradicts_the_type_is_suggested_only_where_the_type_is_unsure() -> None:
    agreement = {"form": frozenset({"agreement"}), "named-item": frozenset({"no"})}
    weak = Cue("en", "logistics support", 4, "acsa")
    decoder = Decoder((*CUES, weak), (TypeFacts("acsa", 1, agreement), *TYPES[1:]), (GERMANY, AUSTRALIA), DEALS)

    sure = decoder.decode("Exchange of notes on the ACSA between Japan and Germany, for 30 million yen")
    assert sure.types[0].confidence is not Confidence.POSSIBLE
    assert {one.character for one in sure.suggestions} == {"parties"}
    unsure = decoder.decode(
        "Exchange of notes on logistics support for warships between Japan and Germany, for 30 million yen"
    )
    assert unsure.types[0].confidence is Confidence.POSSIBLE
    assert {one.character for one in unsure.suggestions} == {"form", "named-item", "parties"}


def test_of_answers_that_contradict_each_other_the_one_that_the_type_can_have_stays() -> None:
    signed = Cue("en", "signed agreement", 3, state=("form", "agreement"))
    agreement = TypeFacts("acsa", 1, {"form": frozenset({"agreement"})})
    decoder = Decoder((*CUES, signed), (agreement, *TYPES[1:]), (GERMANY,), DEALS)

    decoding = decoder.decode("A signed agreement of the armed forces, the ACSA, is named in an exchange of notes")
    assert {one.character: one.states for one in decoding.suggestions} == {"form": ("agreement",)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.EMPTY),
        (" \n\t", Problem.EMPTY),
        ("a" * (LONGEST_TEXT + 1), Problem.TOO_LONG),
        ("\x00\x01PNG\x02\x03", Problem.NOT_TEXT),
        ("Соглашение о взаимном доступе", Problem.OTHER_LANGUAGE),
    ],
)
def test_a_text_that_cannot_be_read_says_why(text: str, problem: Problem) -> None:
    with pytest.raises(Undecodable) as raised:
        DECODER.decode(text)
    assert raised.value.problem is problem


@pytest.mark.parametrize(
    ("text", "language"),
    [("The ACSA", "en"), ("日独の協定", "ja"), ("「円滑化協定」 is the Japanese name of the agreement", "mixed")],
)
def test_language(text: str, language: str) -> None:
    assert DECODER.decode(text).language == language


def test_what_was_learned_speaks_where_no_cue_does() -> None:
    examples = [Sample("acsa", "diesel provisions tally ledger pantry depot")] * 6
    examples += [
        Sample("reciprocal-access", "uniform passport lorry"),
        Sample("alliance-treaty", "onslaught pledge"),
    ] * 9
    examples += [Sample(None, "weather of the sort")] * 6
    decoder = Decoder(CUES, TYPES, (GERMANY,), DEALS, learn(examples, (), ("Germany",)))
    reading = decoder.decode("Diesel, provisions and a ledger: the depot, the pantry, a tally").types[0]
    assert (reading.type, reading.confidence) == ("acsa", Confidence.POSSIBLE)
    assert {evidence.text for evidence in reading.evidence} >= {"Diesel", "provisions"}
    assert decoder.decode("weather of the sort").types == ()
    # No words name the type, so no deal is named either.
    with_partner = decoder.decode("Japan, Germany: diesel, provisions and a ledger: the depot, the pantry, a tally")
    assert (with_partner.best, with_partner.deals) == ("acsa", ())


def test_the_same_samples_teach_the_same() -> None:
    examples = [
        Sample("acsa", "fuel and food"),
        Sample(None, "rain"),
        Sample("acsa", "food by ship"),
        Sample(None, "rain"),
    ]
    weights = learn(examples, (), ())
    assert weights == learn(reversed(examples), (), ())
    assert set(weights.words) == {"food", "rain"}
    kept = Weights.from_text(weights.as_text())
    assert kept.types == ("acsa", None)


PIECES = st.sampled_from(
    [
        "ACSA",
        "RAA",
        "円滑化協定",
        "ドイツ",
        "Germany",
        "日独",
        "without",
        "ではない",
        "free trade",
        " ",
        "\n",
        ". ",
        "。",
    ]
    + ["・", "ﾊﾞ", "㈱", "İ", "…", "29 January 2024", "令和6年1月29日", "$2.35 billion", "16億円", "\u0301", "\u200b"]
    + ["F-35A", "’", "(", "\ud800"]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=300))
def test_any_text_is_answered_and_every_place_lies_in_it(text: str) -> None:
    try:
        decoding = DECODER.decode(text)
    except Undecodable:
        return
    evidence = [e for reading in decoding.types for e in (*reading.evidence, *reading.against)]
    evidence += [*decoding.denied, *decoding.about_something_else]
    evidence += [e for suggestion in decoding.suggestions for e in suggestion.evidence]
    for one in evidence:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
    readings = [*decoding.dates, *decoding.amounts, *decoding.items]
    for span in [reading.span for reading in readings] + [s for party in decoding.parties for s in party.spans]:
        assert len(text[span.start : span.end]) == len(span.text) > 0


@given(st.lists(PIECES, max_size=20).map("".join), st.integers())
def test_the_order_of_what_the_decoder_is_given_changes_nothing(text: str, seed: int) -> None:
    shuffle = random.Random(seed).sample
    other = Decoder(
        shuffle(CUES, len(CUES)), shuffle(TYPES, len(TYPES)), (AUSTRALIA, GERMANY), shuffle(DEALS, len(DEALS))
    )
    try:
        expected = DECODER.decode(text)
    except Undecodable:
        return
    assert other.decode(text) == expected


def test_types_that_are_each_named_do_not_make_each_other_doubtful() -> None:
    found = DECODER.decode("Tokyo and Berlin sign an ACSA. A reciprocal access agreement with Australia follows")

    assert [(reading.type, reading.confidence) for reading in found.types] == [
        ("acsa", Confidence.CERTAIN),
        ("reciprocal-access", Confidence.CERTAIN),
    ]
    assert found.types[0].number >= found.types[1].number > 0.9
    assert Unsettled.WHICH_OF_TWO_TYPES not in found.unsettled


def test_words_too_weak_to_name_a_type_are_hints() -> None:
    weak = Decoder((Cue("en", "fuel", 2, "acsa"), Cue("en", "frigate", 1, "acsa")), TYPES, (GERMANY,))

    found = weak.decode("The frigate took fuel")

    assert found.types == ()
    assert [evidence.text for evidence in found.hints] == ["fuel", "frigate"]


def test_names_of_one_character_need_not_exist() -> None:
    without = Decoder(CUES, TYPES, (PartnerNames("italy", "IT", ("Italy",), ("イタリア",)),))

    assert without.decode("An ACSA with Italy").best == "acsa"
