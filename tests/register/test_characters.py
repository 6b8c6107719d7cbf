import pytest

from agreements.models import DietApproval, Instrument
from agreements.register.characters import states_from_facts


@pytest.mark.parametrize(
    ("instrument", "form"),
    [
        (Instrument.TREATY, "agreement"),
        (Instrument.EXECUTIVE_AGREEMENT, "agreement"),
        (Instrument.EXCHANGE_OF_NOTES, "notes"),
        (Instrument.CONTRACT, "contract"),
        (Instrument.MEMORANDUM, "memorandum"),
        (Instrument.JOINT_STATEMENT, "statement"),
    ],
)
def test_the_kind_of_paper_settles_the_form(instrument: Instrument, form: str) -> None:
    assert states_from_facts(instrument.value, None, "unknown", 0) == {"form": {form}}


def test_what_is_unknown_is_left_out() -> None:
    assert states_from_facts(Instrument.OTHER.value, None, DietApproval.UNKNOWN.value, 1) == {}


def test_an_approval_that_is_pending_was_needed() -> None:
    assert states_from_facts("other", None, "pending", 0) == {"diet-approval": {"yes"}}
    assert states_from_facts("other", None, "approved", 0) == {"diet-approval": {"yes"}}
    assert states_from_facts("other", None, "not-required", 0) == {"diet-approval": {"no"}}


def test_japan_counts_among_the_parties() -> None:
    assert states_from_facts("other", None, "unknown", 2) == {"parties": {"two"}}
    assert states_from_facts("other", None, "unknown", 3) == {"parties": {"more"}}


def test_a_treaty_of_two_settles_four_characters() -> None:
    assert states_from_facts("treaty", True, "approved", 2) == {
        "form": {"agreement"},
        "binding": {"yes"},
        "diet-approval": {"yes"},
        "parties": {"two"},
    }
