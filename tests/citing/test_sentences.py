"""References as sentences, in the words of each style."""

from dataclasses import replace

import pytest

from agreements.citing import Work, forms, plain, short
from tests.citing.works import DEAL, JAPANESE, LIST, REGISTER


def long_forms(work: Work, english: Work = DEAL) -> dict[str, str]:
    return {form.style: plain(form.line) for form in forms(work, english)}


def test_the_short_form_names_page_site_day_version_and_address() -> None:
    assert plain(short(DEAL)) == (
        "“Japan–Germany ACSA,” The Rosetta Stone of Japan’s security deals, register as of 23 November 2026, "
        "version 2026-11-23, https://example.org/deals/germany-acsa/"
    )
    assert plain(short(REGISTER)).startswith("The Rosetta Stone of Japan’s security deals, register as of")


def test_chicago_has_american_dates_and_a_title_in_headline_style() -> None:
    assert long_forms(DEAL)["Chicago"] == (
        "“Japan–Germany ACSA.” The Rosetta Stone of Japan’s Security Deals. Register as of November 23, 2026, "
        "version 2026-11-23. https://example.org/deals/germany-acsa/."
    )


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            DEAL,
            "The Rosetta Stone of Japan’s security deals. (2026, November 23). Japan–Germany ACSA "
            "(Version 2026-11-23). https://example.org/deals/germany-acsa/",
        ),
        (
            LIST,
            "The Rosetta Stone of Japan’s security deals. (2026, November 23). Japan’s security deals "
            "(partner: Germany) "
            "(Version 2026-11-23) [Data set]. https://example.org/deals/germany-acsa/",
        ),
        (
            REGISTER,
            "The Rosetta Stone of Japan’s security deals (Version 2026-11-23) [Data set]. (2026, November 23). "
            "https://example.org/",
        ),
    ],
    ids=["deal", "list", "register"],
)
def test_apa_has_the_site_for_author_and_the_register_begins_with_its_title(work: Work, expected: str) -> None:
    assert long_forms(work, work)["APA"] == expected


def test_japanese_pages_cite_in_japanese_and_offer_the_english_styles_for_english_texts() -> None:
    assert plain(short(JAPANESE)) == (
        "「日独ACSA」『ロゼッタ・ストーン』2026年11月23日現在、2026-11-23版、https://example.org/ja/deals/germany-acsa/"
    )
    found = long_forms(JAPANESE)
    assert list(found) == ["SIST 02", "Chicago", "APA"]
    assert found["SIST 02"] == (
        "“日独ACSA”. ロゼッタ・ストーン. 2026-11-23版. 2026-11-23現在. https://example.org/ja/deals/germany-acsa/, "
        "(参照 YYYY-MM-DD)."
    )
    assert found["Chicago"].startswith("“Japan–Germany ACSA.”")


def test_a_title_that_ends_with_a_stop_gets_no_second_one() -> None:
    assert "“Aid to the U.S.” The" in long_forms(DEAL, replace(DEAL, title="Aid to the U.S."))["Chicago"]


def test_only_the_site_is_a_whole_work_in_italics() -> None:
    assert [run.text for run in short(DEAL) if run.is_title] == [DEAL.site]


def test_no_text_of_the_register_breaks_a_line() -> None:
    work = replace(DEAL, title="a\r\nER  - \u2028b\x00\x85c")

    assert work.title == "a ER - b c"


def test_another_version_has_another_key() -> None:
    assert DEAL.key == "rosetta-deal-germany-acsa-2026-11-23"
    assert replace(DEAL, version="2027-01-01").key != DEAL.key
