"""Which partners a text joins to which types."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.decoder.pairing import REACH, Place, joined

_TYPES = re.compile("ACSA|GSOMIA|RAA")
_PARTNERS = re.compile("Italy|Germany|Korea|France|独|英|仏|比")


def pairs(text: str) -> set[tuple[str, str]]:
    """Return what is joined in a text, as (partner, type)."""
    ends = [end.start() for end in re.finditer(r"[.。]", text)]
    partners, types = (
        [Place(*found.span(), found.group()) for found in words.finditer(text)] for words in (_PARTNERS, _TYPES)
    )
    return {(partner, of) for of, partners in joined(text, ends, partners, types).items() for partner in partners}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an ACSA with Italy and a GSOMIA with Korea", {("Italy", "ACSA"), ("Korea", "GSOMIA")}),
        ("an ACSA with Italy, a GSOMIA with Korea", {("Italy", "ACSA"), ("Korea", "GSOMIA")}),
        ("the Italy ACSA and the Korea GSOMIA", {("Italy", "ACSA"), ("Korea", "GSOMIA")}),
        ("an ACSA, signed with Italy and followed by talks with Korea on a GSOMIA, and an RAA with France",
         {("Italy", "ACSA"), ("Korea", "GSOMIA"), ("France", "RAA")}),
        ("独とはACSA、仏とはRAAを結ぶ", {("独", "ACSA"), ("仏", "RAA")}),
    ],
)  # fmt: skip
def test_two_pairs_of_one_sentence_stay_apart(text: str, expected: set[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "RAAs with Italy, Germany and France and an ACSA with Korea",
            {("Italy", "RAA"), ("Germany", "RAA"), ("France", "RAA"), ("Korea", "ACSA")},
        ),
        (
            "an ACSA and a GSOMIA with Italy. Germany and France wait",
            {("Italy", "ACSA"), ("Italy", "GSOMIA")},
        ),
        ("an ACSA with Italy and later an RAA. Germany waits", {("Italy", "ACSA"), ("Italy", "RAA")}),
        ("独、英両国とのRAA、仏とのACSA", {("独", "RAA"), ("英", "RAA"), ("仏", "ACSA")}),
    ],
)
def test_lists_share_what_they_are_joined_to(text: str, expected: set[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Italy came. An ACSA was signed. Korea and a GSOMIA", {("Italy", "ACSA"), ("Korea", "GSOMIA")}),
        ("An ACSA was signed. Italy came. Korea and a GSOMIA", {("Italy", "ACSA"), ("Korea", "GSOMIA")}),
        ("独が来た。仏に続くACSA。比とRAA", {("独", "ACSA"), ("比", "RAA")}),
        ("独とRAAを結ぶ。仏、英に続く。比とACSA", {("独", "RAA"), ("比", "ACSA")}),
    ],
)
def test_a_sentence_of_types_alone_is_about_the_partners_named_last(text: str, expected: set[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_nothing_is_joined_beyond_reach() -> None:
    far = "x" * REACH
    assert pairs(f"ACSA Italy RAA Korea {far} Germany") == {("Italy", "ACSA"), ("Korea", "RAA")}


WORDS = st.lists(
    st.sampled_from(
        ["ACSA", "GSOMIA", "RAA", "Italy", "Germany", "Korea", "France", "と", "、", ", ", " and ", " with "]
    )
    | st.sampled_from([". ", "。", "に続く", "x" * 30]),
    max_size=30,
).map("".join)


@given(WORDS)
def test_only_what_is_named_is_joined_and_each_type_has_a_partner_where_any_is_named(text: str) -> None:
    types, partners = set(_TYPES.findall(text)), set(_PARTNERS.findall(text))
    found = pairs(text)
    assert found <= {(partner, of) for partner in partners for of in types}
    if partners and "に続く" not in text:
        assert {of for _, of in found} == types


@given(WORDS)
def test_with_one_of_either_all_are_joined_that_share_a_sentence(text: str) -> None:
    for sentence in re.split("[.。]", text.replace("に続く", "")):
        types, partners = set(_TYPES.findall(sentence)), set(_PARTNERS.findall(sentence))
        if len(types) == 1 or len(partners) == 1:
            assert pairs(sentence) == {(partner, of) for partner in partners for of in types}


@given(WORDS, WORDS)
def test_what_a_paragraph_joins_is_joined_whatever_comes_after_it(before: str, after: str) -> None:
    before = f"Italy {before}"
    assert pairs(f"{before}. ") <= pairs(f"{before}. {after}")


def test_a_long_sentence_is_joined_quickly() -> None:
    text = ("an ACSA with Italy and a GSOMIA with Korea, " * 500)[:20_000]
    started = process_time()
    pairs(text)
    # All of its types are weighed here, thirty times as many as the decoder weighs.
    assert process_time() - started < 1
