"""Kinds, partners, the grid and the key."""

import pytest

from tests.api.conftest import Reader

pytestmark = pytest.mark.usefixtures("register")


def test_types_come_in_their_order_with_both_languages(reader: Reader) -> None:
    answer = reader.get("types")

    assert (answer["count"], answer["next"], answer["previous"]) == (2, None, None)
    acsa, access = answer["results"]
    assert (acsa["slug"], acsa["name_en"], acsa["name_ja"]) == ("acsa", "ACSA", "ACSA（日本語）")
    assert acsa["characters"] == {"subject": ["supplies"], "payment": ["settled"]}
    assert acsa["confused_with"][0]["slug"] == "reciprocal-access"
    assert (acsa["deals"], access["deals"]) == (2, 1)


def test_one_type(reader: Reader) -> None:
    assert reader.get("types/acsa")["url"] == "http://testserver/types/acsa/"
    assert "“nope”" in reader.get("types/nope", status=404)["detail"]


def test_partners_have_their_codes_and_counts(reader: Reader) -> None:
    australia, germany = reader.get("partners")["results"]

    assert (germany["code"], germany["slug"], germany["alpha3"]) == ("DE", "germany", "DEU")
    assert (germany["deals"], australia["deals"]) == (2, 2)


def test_one_partner_says_what_can_be_done_kind_by_kind(reader: Reader) -> None:
    partner = reader.get("partners/germany")

    access, acsa = partner["abilities"]
    assert (acsa["type"], acsa["answer"], acsa["deal"]) == ("acsa", "yes", "germany-acsa")
    assert (access["type"], access["deal"]) == ("reciprocal-access", "access-of-three")


def test_one_partner_as_of_an_earlier_day(reader: Reader) -> None:
    partner = reader.get("partners/germany?as_of=2015-01-01")

    assert partner["as_of"] == "2015-01-01"
    assert {ability["answer"] for ability in partner["abilities"]} == {"no"}


def test_the_grid_has_a_cell_for_each_kind_and_says_why_one_is_empty(reader: Reader) -> None:
    grid = reader.get("grid?as_of=2015-01-01")

    assert (grid["as_of"], grid["types"]) == ("2015-01-01", ["acsa", "reciprocal-access"])
    (row,) = grid["rows"]
    acsa, access = row["cells"]
    assert (row["slug"], acsa["status"], acsa["deal"]) == ("australia", "signed", "australia-acsa")
    assert (access["status"], access["why_empty"], access["looked_until"]) == (None, "none-found", "2026-07")


def test_the_key_asks_first_and_then_names_the_kind(reader: Reader) -> None:
    first = reader.get("identify")
    then = reader.get("identify?subject=supplies&payment=gift,settled")

    assert (first["verdict"], first["next"]["slug"]) == ("open", "subject")
    assert [state["slug"] for state in first["next"]["states"]] == ["supplies", "visits"]
    best = then["candidates"][0]
    assert (best["type"], best["mismatches"], best["matches"]) == ("acsa", [], ["subject", "payment"])
    assert then["verdict"] == "likely"


def test_an_address_of_the_page_of_the_key_can_be_used_as_it_is(reader: Reader) -> None:
    plain = reader.get("identify?subject=supplies")

    assert reader.get("identify?subject=supplies&view=result&ask=payment&prior=uniform") == plain
    # The register of the test has two ACSAs to one agreement on visits.
    frequent = {one["type"]: one["probability"] for one in reader.get("identify?prior=frequency")["candidates"]}
    alike = {one["type"]: one["probability"] for one in reader.get("identify")["candidates"]}
    assert len(set(alike.values())) == 1
    assert len(set(frequent.values())) > 1


@pytest.mark.parametrize("query", ["prior=", "prior=often", "prior=uniform&prior=frequency"])
def test_a_prior_that_there_is_not_is_named(reader: Reader, query: str) -> None:
    (fault,) = reader.get(f"identify?{query}", status=400)["errors"]

    assert (fault["parameter"], fault["allowed"]) == ("prior", ["uniform", "frequency"])


def test_not_sure_is_an_answer(reader: Reader) -> None:
    assert reader.get("identify?subject=unsure")["verdict"] == "open"


@pytest.mark.parametrize(
    ("query", "parameter", "allowed"),
    [("subject=ships", "subject", "supplies"), ("colour=red", "colour", "subject"), ("subject=", "subject", "unsure")],
)
def test_an_answer_that_the_key_does_not_know_is_named(
    reader: Reader, query: str, parameter: str, allowed: str
) -> None:
    (fault,) = reader.get(f"identify?{query}", status=400)["errors"]

    assert fault["parameter"] == parameter
    assert allowed in fault["allowed"]


def test_the_start_says_where_everything_is(reader: Reader) -> None:
    start = reader.get("")

    assert start["version"] == "2026-11-23"
    for address in start["resources"].values():
        reader.get(address.partition("/api/v1/")[2])


@pytest.mark.usefixtures("register")
def test_the_grid_takes_the_filters_of_its_page(reader: Reader) -> None:
    whole = reader.get("grid")
    of_oceania = reader.get("grid?region=oceania&family=logistics&as_of=2015")

    assert {row["slug"] for row in whole["rows"]} == {"germany", "australia"}
    assert [row["slug"] for row in of_oceania["rows"]] == ["australia"]
    assert (of_oceania["types"], of_oceania["as_of"]) == (["acsa"], "2015")
    names = [row["slug"] for row in reader.get("grid?sort=name")["rows"]]
    assert names == ["australia", "germany"]


@pytest.mark.usefixtures("register")
def test_a_cell_that_a_filter_empties_says_so(reader: Reader) -> None:
    (row,) = reader.get("grid?status=in-force")["rows"]
    cells = {cell["type"]: cell["why_empty"] for cell in row["cells"]}

    assert (row["slug"], cells) == ("germany", {"acsa": None, "reciprocal-access": "filtered-out"})


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("query", ["region=moon", "partner=germany", "status=dead", "sort=random"])
def test_the_grid_refuses_what_it_cannot_read(reader: Reader, query: str) -> None:
    (error,) = reader.get(f"grid?{query}", status=400)["errors"]

    assert error["parameter"] == query.partition("=")[0]
    assert error["allowed"]
