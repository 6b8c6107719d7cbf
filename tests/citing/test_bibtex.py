"""BibTeX, as bibtexparser reads it."""

import re

import bibtexparser
import pytest
from bibtexparser.library import Library

from agreements.citing import Work, bibtex
from tests.citing.works import WORKS

NAMED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}


def read(work: Work) -> Library:
    return bibtexparser.parse_string(bibtex.written(work))


def unescaped(value: str) -> str:
    return re.sub(
        r"\\text[a-z]+\{\}|\\([$&#%_])", lambda found: NAMED.get(found[0]) or found[1], value.removeprefix("{")[:-1]
    )


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_one_entry_is_read_back(work: Work) -> None:
    library = read(work)

    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert (entry.entry_type, entry.key) == ("misc", work.key)
    assert unescaped(fields["title"]) == (work.title or work.site)
    assert (str(fields["year"]), fields["month"], fields["day"]) == ("2026", "nov", "23")
    assert (fields["version"], fields["url"]) == ("2026-11-23", work.address)
    assert work.version in fields["note"]
    assert unescaped(fields["publisher"]) == work.site
    assert unescaped(fields["author"]) == work.site if work.title else "author" not in fields
    # What old styles print in place of `url`, which they do not know.
    assert unescaped(fields["howpublished"]) == work.address


def test_every_sign_of_tex_is_escaped() -> None:
    text = bibtex.escaped(WORKS["hostile"].title)

    assert not re.search(r"(?<!\\)[$&#%_~^]", text)
    assert text.count("{") == text.count("}")
    assert r"\textbackslash{}input" in text


def test_a_japanese_page_says_its_language() -> None:
    (entry,) = read(WORKS["japanese"]).entries

    assert entry["langid"] == "japanese"
    assert entry["note"] == "2026年11月23日現在、2026-11-23版"
