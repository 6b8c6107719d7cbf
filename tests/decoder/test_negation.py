"""What a sentence does with what it names."""

import re
from collections.abc import Collection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.decoder.negation import HINTS, Stage, stage_of


@pytest.mark.parametrize(("pattern", "words"), HINTS, ids=lambda part: "" if isinstance(part, tuple) else None)
def test_a_pattern_is_never_met_without_one_of_its_words(pattern: re.Pattern[str], words: Collection[str]) -> None:
    @settings(max_examples=40, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern))
    def holds(text: str) -> None:
        assert any(word in text for word in words)

    holds()


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("the two neighbors (without an ACSA) train at sea", Stage.DENIED),
        ("Tokyo eyes ACSA with Rome", Stage.UNDER_DISCUSSION),
        ("mulling an ACSA", Stage.UNDER_DISCUSSION),
        ("ACSAへの参加を否定した", Stage.DENIED),
        ("ACSAの合意に至らなかった", Stage.DENIED),
        ("ACSAを歓迎した", Stage.IN_PASSING),
        ("ACSAに署名した", Stage.STATED),
        ("the ACSA was signed", Stage.STATED),
    ],
)
def test_what_is_done_with_an_agreement(text: str, stage: Stage) -> None:
    start = text.index("ACSA")
    assert stage_of(text.lower(), start, start + 4) is stage
