"""RIS, as rispy reads it."""

import pytest
import rispy

from agreements.citing import Work, ris
from tests.citing.works import WORKS


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_one_record_is_read_back(work: Work) -> None:
    (found,) = rispy.loads(ris.written(work))

    assert found["type_of_reference"] == ("DATA" if work.is_data else "ENCYC")
    assert found["title"] == (work.title or work.site)
    assert found.get("secondary_title") == (work.site if work.title else None)
    assert (found["id"], found["urls"]) == (work.key, [work.address])
    assert (found["year"], found["date"], found["edition"]) == ("2026", "2026/11/23", "2026-11-23")
    assert found["language"] == work.language
    assert found["publisher"] == work.site
    assert found.get("authors") == ([work.site] if work.title else None)


def test_lines_end_as_the_format_has_them() -> None:
    lines = ris.written(WORKS["deal"]).split("\r\n")

    assert lines[0] == "TY  - ENCYC"
    assert lines[-2:] == ["ER  - ", ""]
    assert not [line for line in lines if "\n" in line]
