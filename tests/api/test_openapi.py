"""The description holds: it is OpenAPI 3.1, its examples are real, and the API does what it says."""

import re
import subprocess
import sys
from calendar import isleap
from pathlib import Path
from typing import Any

import pytest

from agreements.api.parameters import DATE
from agreements.register.partial_date import PartialDate
from tests.api.conftest import Reader


@pytest.mark.long
@pytest.mark.site
def test_the_api_does_what_its_description_says(site: str) -> None:
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            "--config-file", Path(__file__).with_name("schemathesis.toml"),
            "run", f"{site}/api/v1/openapi.json", "--no-color",
            "--phases", "examples,coverage,fuzzing", "--max-examples", "2",
            "--generation-deterministic",
        ],
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout


@pytest.mark.usefixtures("register")
def test_examples_are_records_of_the_register(reader: Reader) -> None:
    paths = reader.get("openapi.json")["paths"]

    def example(path: str) -> Any:
        return paths[path]["get"]["responses"]["200"]["content"]["application/json"]["example"]

    assert example("/api/v1/deals/{slug}") == reader.get("deals/germany-acsa")
    assert example("/api/v1/deals") == reader.get("deals?page_size=1")
    assert example("/api/v1/types/{slug}") == reader.get("types/acsa")
    assert example("/api/v1/partners/{slug}") == reader.get("partners/germany")
    assert example("/api/v1/identify") == reader.get("identify")
    decode = paths["/api/v1/decode"]["post"]
    asked = decode["requestBody"]["content"]["application/json"]["example"]
    answer = decode["responses"]["200"]["content"]["application/json"]["example"]
    sent = reader.client.post("/api/v1/decode", asked, content_type="application/json")
    assert answer == sent.json()
    assert answer["partners"][0]["slug"] == "germany"


@pytest.mark.usefixtures("register")
def test_whatever_looks_for_words_says_that_it_is_limited(reader: Reader) -> None:
    paths = reader.get("openapi.json")["paths"]
    limited = {path for path, described in paths.items() for one in described.values() if "429" in one["responses"]}

    assert limited == {"/api/v1/deals", "/api/v1/search", "/api/v1/decode"}


@pytest.mark.usefixtures("register")
def test_it_says_what_is_allowed_today(reader: Reader) -> None:
    description = reader.get("openapi.json")
    parameters = {one["name"]: one for one in description["paths"]["/api/v1/deals"]["get"]["parameters"]}

    assert description["openapi"].startswith("3.1")
    assert parameters["partner"]["schema"]["items"]["enum"] == ["australia", "germany"]
    assert parameters["page_size"]["schema"]["maximum"] == 500
    assert [one["name"] for one in description["paths"]["/api/v1/identify"]["get"]["parameters"]] == [
        "subject",
        "payment",
        "prior",
        "view",
        "ask",
    ]


@pytest.mark.django_db
def test_an_empty_register_has_a_description_too(reader: Reader) -> None:
    assert "/api/v1/deals" in reader.get("openapi.json")["paths"]


@pytest.mark.parametrize(
    "text",
    ["2024", "2024-07", "2024-07-12", "2024-02-29", "2000-02-29", "2023-02-28", "1951", "2024-12-31", "1956-02-29"],
)
def test_the_pattern_of_dates_takes_each_date(text: str) -> None:
    assert str(PartialDate.parse(text)) == text
    assert re.search(DATE, text)


@pytest.mark.parametrize("text", ["0001", "1945-04-30", "1948-02-29", "1950-12-31", "1950"])
def test_the_pattern_of_dates_takes_none_before_the_register_begins(text: str) -> None:
    assert str(PartialDate.parse(text)) == text
    assert not re.search(DATE, text)


def test_the_pattern_of_dates_takes_each_leap_day() -> None:
    taken = [year for year in range(10_000) if re.search(DATE, f"{year:04}-02-29")]

    assert taken == [year for year in range(1951, 10_000) if isleap(year)]


@pytest.mark.parametrize(
    "text",
    ["0000", "2024-00", "2024-13", "2023-02-29", "1900-02-29", "2024-04-31", "24", "2024-7-1", "2024-07-", "２０２４"],
)
def test_the_pattern_of_dates_takes_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)
    assert not re.search(DATE, text)
