"""Plain words are plain: what the grade of the register's texts in English may be."""

import pytest

from agreements.models import AgreementType, Deal
from tests.reading_grade import grade, syllables

pytestmark = pytest.mark.register

# A reader of sixteen.
OF_A_TEXT = 10


@pytest.mark.parametrize(
    ("word", "count"),
    [("treaty", 2), ("obliges", 3), ("used", 1), ("closed", 1), ("bases", 2), ("created", 3), ("idea", 3), ("SOFA", 2)],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_long_words_and_long_sentences_raise_the_grade_and_names_do_not() -> None:
    plain = grade("The ship may call at a port. It may buy fuel there.")

    assert plain < 3 < grade("Vessels of either signatory may request logistical replenishment at facilities.")
    assert grade("It lets the Philippines in.") == pytest.approx(grade("It lets the Dutch in.") + 11.8 / 5)


def test_the_plain_words_of_every_type_are_for_a_reader_of_sixteen() -> None:
    grades = {kind.slug: grade(" ".join(kind.plain_en)) for kind in AgreementType.objects.all()}

    assert grades
    assert {slug: found for slug, found in grades.items() if found > OF_A_TEXT} == {}


def test_what_each_deal_means_in_practice_is_for_a_reader_of_sixteen() -> None:
    grades = {
        slug: grade(text) for slug, text in Deal.objects.published().values_list("slug", "in_practice_en") if text
    }

    assert grades
    assert {slug: found for slug, found in grades.items() if found > OF_A_TEXT} == {}
