"""A text in pieces is the text, whatever is marked in it and however marks overlap."""

from hypothesis import given
from hypothesis import strategies as st

from agreements.decoder.marking import Mark, MarkKind, pieces_of

TEXT = "Japan signed an ACSA with Germany"
marks = st.lists(
    st.builds(
        lambda start, length, kind, label: Mark(start, min(start + length, len(TEXT)), kind, label),
        st.integers(0, len(TEXT)),
        st.integers(0, len(TEXT)),
        st.sampled_from(MarkKind),
        st.sampled_from(["1", "2", "a"]),
    ),
    max_size=12,
)


def shown(*found: Mark) -> list[tuple[str, list[str], list[str]]]:
    return [
        (piece.text, [mark.label for mark in piece.marks], [mark.label for mark in piece.ending])
        for piece in pieces_of(TEXT, found)
    ]


def test_a_mark_is_a_piece_of_its_own() -> None:
    assert shown(Mark(16, 20, MarkKind.TYPE, "1")) == [
        ("Japan signed an ", [], []),
        ("ACSA", ["1"], ["1"]),
        (" with Germany", [], []),
    ]


def test_marks_that_overlap_are_cut_and_each_ends_once() -> None:
    assert shown(Mark(16, 33, MarkKind.TYPE, "1"), Mark(26, 33, MarkKind.PARTNER, "a")) == [
        ("Japan signed an ", [], []),
        ("ACSA with ", ["1"], []),
        ("Germany", ["1", "a"], ["1", "a"]),
    ]


def test_marks_of_one_label_that_touch_are_one() -> None:
    assert shown(Mark(16, 20, MarkKind.TYPE, "1"), Mark(20, 25, MarkKind.TYPE, "1"))[1] == ("ACSA with", ["1"], ["1"])


@given(marks)
def test_pieces_joined_are_the_text_and_no_mark_is_lost(found: list[Mark]) -> None:
    pieces = pieces_of(TEXT, found)

    assert "".join(piece.text for piece in pieces) == TEXT
    marked = [{(mark.kind, mark.label) for mark in piece.marks} for piece in pieces for _ in range(len(piece.text))]
    assert marked == [
        {(mark.kind, mark.label) for mark in found if mark.start <= place < mark.end} for place in range(len(TEXT))
    ]
    assert all(set(piece.ending) <= set(piece.marks) for piece in pieces)


def test_an_empty_text_has_no_pieces() -> None:
    assert pieces_of("", []) == ()
