"""The description of the API as a page shows it, in the language of the page."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from agreements.http import origin_of
from agreements.selectors.edition import edition

from .openapi import described
from .routes import api

# The records that answers are made of, in the order in which the page explains them.
_EXPLAINED = (
    "Deal",
    "Event",
    "Source",
    "Type",
    "PartnerInFull",
    "Ability",
    "Grid",
    "GridRow",
    "Cell",
    "Identification",
    "Candidate",
    "Character",
    "SearchResults",
    "Found",
    "ListAsked",
    "Problem",
)
# So many parameters, and an answer of fewer lines, a page shows unfolded.
_FEW = 2
_SHORT = 30


@dataclass(frozen=True, slots=True)
class ParameterInWords:
    name: str
    where: str
    description: str
    allowed: Sequence[str]
    example: str


@dataclass(frozen=True, slots=True)
class OperationInWords:
    """`example` is an answer, its long lists cut; `address` is one that can be followed."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: Sequence[ParameterInWords]
    address: str
    example: str

    @property
    def has_few_parameters(self) -> bool:
        """Whether they are shown at once, as a fold would hide no more than it takes."""
        return len(self.parameters) <= _FEW

    @property
    def is_example_short(self) -> bool:
        return self.example.count("\n") < _SHORT


@dataclass(frozen=True, slots=True)
class FieldInWords:
    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Documentation:
    origin: str
    operations: Sequence[OperationInWords]
    records: Sequence[tuple[str, Sequence[FieldInWords]]]


def _translated(text: str) -> str:
    # An empty text would give the catalogue's own head.
    return gettext(text) if text else ""


def _parameter(found: dict[str, Any]) -> ParameterInWords:
    schema = found["schema"]
    example = found.get("example", "")
    return ParameterInWords(
        found["name"],
        found["in"],
        _translated(found.get("description", "")),
        schema.get("enum") or schema.get("items", {}).get("enum", ()),
        ",".join(example) if isinstance(example, list) else str(example),
    )


def _shortened(value: Any) -> Any:
    """Return an example of which a page shows the shape: of each list inside it the first member."""
    if isinstance(value, dict):
        return {name: _shortened(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shortened(part) for part in value[:1]]
    return value


def _operation(path: str, method: str, found: dict[str, Any]) -> OperationInWords:
    parameters = [_parameter(parameter) for parameter in found["parameters"]]
    slug = next((parameter.example for parameter in parameters if parameter.where == "path"), "")
    content = found["responses"][200].get("content", {}).get("application/json", {})
    example = content.get("example")
    needed = {one["name"]: one["example"] for one in found["parameters"] if one["in"] == "query" and one["required"]}
    query = f"?{urlencode(needed)}" if needed else ""
    return OperationInWords(
        found["operationId"],
        method.upper(),
        path,
        _translated(found["summary"]),
        _translated(found.get("description", "")),
        parameters,
        path.replace("{slug}", slug) + query,
        "" if example is None else json.dumps(_shortened(example), ensure_ascii=False, indent=1),
    )


def _type(schema: dict[str, Any]) -> str:
    """Return the type of a field in the words of JSON: `string or null`, `list of Event`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    return str(schema.get("type", "object"))


def _fields(schema: dict[str, Any]) -> Iterator[FieldInWords]:
    for name, field in schema["properties"].items():
        yield FieldInWords(name, _type(field), _translated(field.get("description", "")))


# The description by the edition of the register, the site’s address and the language. Its examples are real answers,
# and would be read anew for every reader.
_described: dict[tuple[str, str, str | None], dict[str, Any]] = {}


def _description(request: HttpRequest) -> dict[str, Any]:
    version = (edition().key, origin_of(request), get_language())
    if version not in _described:
        for stale in [known for known in _described if known[0] != version[0]]:
            del _described[stale]
        _described[version] = described(api, request)
    return _described[version]


def documentation(request: HttpRequest) -> Documentation:
    found = _description(request)
    components = found["components"]["schemas"]
    return Documentation(
        origin_of(request),
        [
            _operation(path, method, operation)
            for path, operations in found["paths"].items()
            for method, operation in operations.items()
        ],
        [(name, list(_fields(components[name]))) for name in _EXPLAINED],
    )
