"""The decoder for programs."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from agreements.api.answers import as_json
from agreements.api.decode import Decoded
from agreements.selectors.decoder import forget_decoder
from tests import factories
from tests.kept_rows import rows_kept

pytestmark = pytest.mark.django_db
TEXT = "Japan and Germany signed an ACSA on 29 January 2024"


@pytest.fixture(autouse=True)
def fresh_decoder() -> Iterator[None]:
    """A decoder outlives a test, and the next test's rows may have the same numbers."""
    forget_decoder()
    yield
    forget_decoder()


@pytest.fixture(autouse=True)
@rows_kept
def cast() -> None:
    factories.cue(factories.published_deal().type)


def post(body: Any, status: int = 200) -> Any:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    response = Client().post("/api/v1/decode", text, content_type="application/json")
    assert response.status_code == status, response.content.decode()
    if status != 200:
        assert response["Content-Type"] == "application/problem+json"
    return response.json()


def test_a_text_is_answered_with_types_partners_and_deals() -> None:
    answer = post({"text": TEXT})

    assert answer["language"] == "en"
    assert [found["type"] for found in answer["types"]] == ["acsa"]
    assert 0 < answer["types"][0]["confidence"] <= 1
    assert answer["types"][0]["certainty"] in ("certain", "likely")
    assert [(found["code"], found["slug"]) for found in answer["partners"]] == [("DE", "germany")]
    assert [(found["slug"], found["agrees"]) for found in answer["deals"]] == [("germany-acsa", ["date"])]
    assert answer["deals"][0]["url"] == "http://testserver/deals/germany-acsa/"
    assert (answer["deals"][0]["signed"], answer["deals"][0]["signed_standing"]) == ("2024-01-29", "stated")
    assert answer["problem"] is None


def test_evidence_is_a_place_in_the_text_and_the_cue_that_it_meets() -> None:
    (found,) = post({"text": TEXT})["types"][0]["evidence"]

    assert TEXT[found["start"] : found["end"]] == found["text"] == "ACSA"
    assert found["cue"] == "ACSA"
    assert found["reason_ja"] == "この種類の呼び名。"


def test_places_are_counted_in_code_points() -> None:
    text = "🚢🚢 " + TEXT
    (found,) = post({"text": text})["types"][0]["evidence"]

    assert text[found["start"] : found["end"]] == "ACSA"


def test_a_text_that_names_none_has_no_types() -> None:
    answer = post({"text": "The cherry trees of Ueno are in bloom."})

    assert (answer["types"], answer["deals"], answer["partners"]) == ([], [], [])


def test_a_text_in_another_language_is_said_to_be_unread() -> None:
    answer = post({"text": "Привет, мир, это русский текст"})

    assert (answer["problem"], answer["types"], answer["language"]) == ("other-language", [], None)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ([], "A string is missing"),
        ({}, "A string is missing"),
        ({"text": None}, "A string is missing"),
        ({"text": 5}, "A string is missing"),
        ({"text": ""}, "no text to read"),
        ({"text": "  \n"}, "no text to read"),
        ({"text": "x" * 20_001}, "20,000"),
        ({"text": "ACSA\x00\x01"}, "control characters"),
        ({"text": TEXT, "language": "en"}, "no such key"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_read_is_a_problem_that_says_what_to_do(body: Any, words: str) -> None:
    assert words in post(body, 400)["detail"]


def test_far_too_much_is_told_so_as_on_the_page(client: Client) -> None:
    assert post({"text": "x" * 2_000_000}, 413)["detail"] == "At most 20,000 characters are read."
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/decode"]["post"]
    assert "413" in described["responses"]


def test_half_a_surrogate_does_no_harm() -> None:
    answer = post('{"text": "ACSA \\ud800 with Germany"}')

    assert answer["types"][0]["type"] == "acsa"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Japan and Germany signed no ACSA; France bought 3 F-35s for 30 million dollars.",
        "The cherry trees of Ueno are in bloom.",
        "Привет, мир, это русский текст",
    ],
)
def test_an_answer_has_the_form_and_the_order_that_the_description_gives(text: str) -> None:
    response = Client().post("/api/v1/decode", json.dumps({"text": text}), content_type="application/json")

    assert response["Content-Type"] == "application/json; charset=utf-8"
    described = Decoded.model_validate(response.json(), strict=True).model_dump()
    assert response.content == as_json(described)


def test_a_parameter_is_refused() -> None:
    response = Client().post("/api/v1/decode?text=ACSA", json.dumps({"text": TEXT}), content_type="application/json")

    assert response.status_code == 400


def test_get_says_which_methods_there_are(client: Client) -> None:
    response = client.get("/api/v1/decode")

    assert response.status_code == 405
    assert response["Allow"] == "POST, OPTIONS"


def test_scripts_of_any_site_may_ask_without_a_token_and_get_no_cookie() -> None:
    response = Client(enforce_csrf_checks=True).post(
        "/api/v1/decode",
        json.dumps({"text": TEXT}),
        content_type="application/json",
        headers={"Origin": "https://example.org"},
    )

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_the_description_has_the_form_of_the_body(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/decode"]["post"]
    content = described["requestBody"]["content"]["application/json"]

    assert content["schema"]["properties"]["text"]["maxLength"] == 20_000
    assert post(content["example"])["types"][0]["type"] == "acsa"
