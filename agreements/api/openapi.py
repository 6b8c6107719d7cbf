"""The description of the API: what django-ninja knows, with parameters, what is allowed today, and real examples."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.operation import Operation

from agreements import key
from agreements.exports import rights
from agreements.http import origin_of
from agreements.models import Deal
from agreements.selectors.key import key_of_register

from . import schemas
from .decode import decoded
from .parameters import (
    AS_OF,
    GRID,
    IDENTIFY,
    PAGING,
    SEARCH,
    SLUG,
    deal_parameters,
    partner_slugs,
    read_search,
    type_slugs,
)
from .problems import MEDIA_TYPE
from .search import results_of

PREFIX = "api/v1"
DECODED_IN_EXAMPLE = "Tokyo has concluded an ACSA with Germany."
_REFERENCE = "#/components/schemas/{model}"
_BAD_REQUEST = _("A parameter cannot be read: the answer says which, and what is allowed.")
_MISSING = _("There is no such record or page.")
_MOVED = _("The record has another slug now: Location has its address.")
_TOO_OFTEN = _(
    "More has been asked from one network within a minute than is answered: Retry-After says when to ask again."
)
_TOO_MUCH = _("Far more was sent than can be read.")
_LIMITED = ("list_deals", "search", "decode")
_UNCHANGED = _("Nothing has changed since the answer whose ETag or Last-Modified is given.")


@dataclass(frozen=True, slots=True)
class Example:
    """What an operation is asked in its example: a record by its slug, a query, a body."""

    query: str = ""
    slug: str = ""
    body: dict[str, str] | None = None


def _first(slugs: list[str], preferred: str) -> str:
    return preferred if preferred in slugs else next(iter(slugs), preferred)


def _examples() -> dict[str, Example]:
    deals = Deal.objects.published().order_by("slug").values_list("slug", flat=True)
    deal = deals.filter(slug="germany-acsa").first() or deals.first() or "germany-acsa"
    return {
        "list_types": Example("page_size=1"),
        "get_type": Example(slug=_first(type_slugs(), "acsa")),
        "list_partners": Example("page_size=1"),
        "get_partner": Example(slug=_first(partner_slugs(), "germany")),
        "list_deals": Example("page_size=1"),
        "get_deal": Example(slug=deal),
        "get_grid": Example(),
        "identify": Example(),
        "search": Example("q=ACSA+Germany&page_size=1"),
        "decode": Example(body={"text": DECODED_IN_EXAMPLE}),
    }


def _slug_parameter(slug: str) -> dict[str, Any]:
    return {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": _("The record’s stable name, the last part of its address."),
        "schema": {"type": "string", "pattern": SLUG},
        "example": slug,
    }


def _answer_parameters() -> list[dict[str, Any]]:
    found = key_of_register()
    return [
        {
            "name": character.slug,
            "in": "query",
            "required": False,
            "description": found.characters[character.slug].question_en,
            "schema": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "enum": [*character.state_slugs, key.UNSURE_WORD]},
            },
            "style": "form",
            "explode": False,
            "example": [character.state_slugs[0]],
        }
        for character in found.matrix.characters
    ]


def _parameters(examples: dict[str, Example]) -> dict[str, list[dict[str, Any]]]:
    """Return the parameters of each operation, by its id."""
    paging = [parameter.as_openapi() for parameter in PAGING]
    return {
        "list_types": paging,
        "get_type": [_slug_parameter(examples["get_type"].slug)],
        "list_partners": paging,
        "get_partner": [_slug_parameter(examples["get_partner"].slug), AS_OF.as_openapi()],
        "list_deals": [parameter.as_openapi() for parameter in deal_parameters()],
        "get_deal": [_slug_parameter(examples["get_deal"].slug), AS_OF.as_openapi()],
        "get_grid": [parameter.as_openapi() for parameter in GRID],
        "identify": [*_answer_parameters(), *(parameter.as_openapi() for parameter in IDENTIFY)],
        "search": [parameter.as_openapi() for parameter in SEARCH],
    }


def _operations(api: NinjaAPI) -> Iterator[Operation]:
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            yield from (operation for operation in view.operations if operation.include_in_schema)


# The description is kept for all: its examples are not counted for whoever was the first to read it, nor refused.
_UNCOUNTED: dict[str, Callable[[HttpRequest], Any]] = {
    "search": lambda asked: results_of(asked, read_search(asked.GET)),
    "decode": lambda asked: decoded(DECODED_IN_EXAMPLE, origin_of(asked)),
}


def _answer(operation: Operation, example: Example, request: HttpRequest) -> Any:
    """Return what the operation answers to its example; nothing where the register is empty."""
    asked = copy(request)
    asked.GET = QueryDict(example.query)
    asked.path = f"/{PREFIX}{operation.path}"
    answer: Callable[..., Any] = _UNCOUNTED.get(operation.operation_id or "", operation.view_func)
    try:
        return answer(asked, **({"slug": example.slug} if example.slug else {}))
    except LookupError:
        return None


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
    }


def described(api: NinjaAPI, request: HttpRequest) -> dict[str, Any]:
    """Return the description as OpenAPI 3.1 has it."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    found["info"]["license"] = {"name": rights.TITLE, "url": rights.PATH}
    found["servers"] = [{"url": origin_of(request)}]
    problem = schemas.Problem.model_json_schema(ref_template=_REFERENCE)
    found["components"]["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
    examples = _examples()
    parameters = _parameters(examples)
    operations = {operation.operation_id: operation for operation in _operations(api)}
    for path in found["paths"].values():
        for described_one in path.values():
            name = described_one["operationId"]
            if name in parameters:
                described_one["parameters"] = parameters[name]
            if name in examples:
                answer = _answer(operations[name], examples[name], request)
                if examples[name].body:
                    body = described_one["requestBody"]["content"]["application/json"]
                    body["example"] = examples[name].body
                if answer is not None and "rows" in answer:
                    # The grid has no pages: one row shows what the others are like.
                    answer = {**answer, "rows": answer["rows"][:1]}
                if answer is not None:
                    described_one["responses"][200]["content"]["application/json"]["example"] = answer
            if examples.get(name, Example()).slug:
                described_one["responses"].setdefault(301, _problem(_MOVED))
            if name in _LIMITED:
                described_one["responses"].setdefault(429, _problem(_TOO_OFTEN))
            if "requestBody" in described_one:
                described_one["responses"].setdefault(413, _problem(_TOO_MUCH))
            described_one["responses"].setdefault(304, {"description": _UNCHANGED})
            described_one["responses"].setdefault(400, _problem(_BAD_REQUEST))
            described_one["responses"].setdefault(404, _problem(_MISSING))
    return found
