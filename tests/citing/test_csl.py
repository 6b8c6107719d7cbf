"""CSL-JSON, by the schema of its makers and as a citation processor reads it."""

import json
from pathlib import Path

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from jsonschema import Draft7Validator

from agreements.citing import Work, csl
from agreements.citing.sentences import edition
from tests.citing.works import WORKS

SCHEMA = json.loads(Path(__file__).with_name("csl-data.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_it_is_valid_by_the_schema(work: Work) -> None:
    found = json.loads(csl.written(work))

    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(found)] == []
    (item,) = found
    assert (item["title"], item["URL"], item["version"]) == (work.title or work.site, work.address, "2026-11-23")
    assert item["publisher"] == work.site
    assert item.get("author") == ([{"literal": work.site}] if work.title else None)
    # As in BibTeX and RIS.
    assert item["note"] == edition(work)
    assert item["issued"] == {"date-parts": [[2026, 11, 23]]}


@pytest.mark.parametrize("work", [WORKS["deal"], WORKS["japanese"]], ids=["deal", "japanese"])
def test_a_processor_makes_a_reference_of_it(work: Work) -> None:
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(json.loads(csl.written(work))), formatter.plain)
    bibliography.register(Citation([CitationItem(work.key)]))

    (entry,) = (str(entry) for entry in bibliography.bibliography())
    assert work.title in entry
    assert work.site in entry
    assert "2026" in entry
