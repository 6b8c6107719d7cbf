"""The parameters of the API's addresses: how OpenAPI describes them, and which the reading refuses at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from agreements.forms import (
    FIRST_YEAR,
    GRID_SORTS,
    LONGEST_VALUE,
    MOST_WORDS,
    SORTS,
    DealFilters,
    GridFilters,
    Problem,
    read_as_of,
    read_deal_filters,
    read_grid_filters,
)
from agreements.key import Prior
from agreements.models import EntryKind, Family, Region, Status
from agreements.register.partial_date import PartialDate
from agreements.selectors.search import LONGEST_TEXT
from agreements.selectors.site import partners_of_edition, types_of_edition

from .problems import BadRequestError, Fault

LARGEST_PAGE_SIZE = 500
USUAL_PAGE_SIZE = 100
LAST_PAGE = 999_999
SLUG = r"^[-a-zA-Z0-9_]+$"
_MONTH_AND_DAY = (
    r"(0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?|(0[469]|11)(-(0[1-9]|[12][0-9]|30))?|02(-(0[1-9]|1[0-9]|2[0-8]))?"
)
_LEAP_DAY = r"(19(5[26]|[68][048]|[79][26])|[2-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[3579][26])00)-02-29"
# 2024-07-12, 2024-07 or 2024: every date since 1951, with which the register begins, and no other.
DATE = rf"^((195[1-9]|19[6-9][0-9]|[2-9][0-9]{{3}})(-({_MONTH_AND_DAY}))?|{_LEAP_DAY})$"
# Some words, so many that a search may hold, and no byte that no text has.
_WORDS = rf"^\s*([^\s\x00]+\s+){{0,{MOST_WORDS - 1}}}[^\s\x00]*\s*$"
# A text that holds more than spaces, and no byte that no text has.
_TEXT = r"^[^\x00]*[^\s\x00][^\x00]*$"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`choices` lists what is allowed where the register says that, and so only when it is asked."""

    name: str
    description: str
    schema: dict[str, Any]
    example: Any
    choices: Callable[[], Iterable[str]] | None = None
    is_required: bool = False

    @property
    def is_list(self) -> bool:
        return bool(self.schema["type"] == "array")

    def as_openapi(self) -> dict[str, Any]:
        schema = self.schema
        if self.choices:
            allowed = sorted(self.choices())
            schema = {**schema, "items": {"type": "string", "enum": allowed}} if allowed else schema
        return {
            "name": self.name,
            "in": "query",
            "required": self.is_required,
            "description": self.description,
            "schema": schema,
            **({"style": "form", "explode": True} if self.is_list else {}),
            "example": self.example,
        }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", **items}, "minItems": 1}


def type_slugs() -> list[str]:
    return [kind.slug for kind in types_of_edition()]


def partner_slugs() -> list[str]:
    return [partner.slug for partner in partners_of_edition()]


AS_OF = Parameter(
    "as_of",
    _(
        "The day as of which the register is read, from 1951: 2024-07-12; 2024-07 or 2024 stands for its last day. "
        "Without it, now."
    ),
    {"type": "string", "pattern": DATE},
    "2015-01-01",
)
PAGE = Parameter(
    "page",
    _("Which page of the list, from 1."),
    {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    1,
)
PAGE_SIZE = Parameter(
    "page_size",
    _("How many records a page holds, up to 500."),
    {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE_SIZE, "default": USUAL_PAGE_SIZE},
    50,
)
PAGING = (PAGE, PAGE_SIZE)


SEARCH = (
    Parameter(
        "q",
        _("A name, a word, an abbreviation or a small question, in English or Japanese."),
        {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": _TEXT},
        "ACSA Germany",
        is_required=True,
    ),
    Parameter(
        "kind",
        _("Only records of this kind, and all of them; without it the best of each kind."),
        {"type": "string", "enum": EntryKind.values},
        "source",
    ),
    *PAGING,
)


IDENTIFY = (
    Parameter(
        "prior",
        _("What to expect before any answer: of every kind the same, or of each by its number of deals."),
        {"type": "string", "enum": [prior.value for prior in Prior], "default": Prior.UNIFORM.value},
        Prior.FREQUENCY.value,
    ),
    Parameter("view", _("Of the page’s address; changes nothing here."), {"type": "string"}, "result"),
    Parameter("ask", _("Of the page’s address; changes nothing here."), {"type": "string"}, "payment"),
)


def _year(name: str, description: str) -> Parameter:
    latest = timezone.localdate().year + 1
    return Parameter(name, description, {"type": "integer", "minimum": FIRST_YEAR, "maximum": latest}, 2020)


_TYPE = Parameter(
    "type", _("Kind of agreement, by its slug; give it again for further ones."), _list({}), ["acsa"], type_slugs
)
_FAMILY = Parameter(
    "family", _("Family of kinds; give it again for further ones."), _list({"enum": Family.values}), ["logistics"]
)
_REGION = Parameter(
    "region", _("Region of a partner; give it again for further ones."), _list({"enum": Region.values}), ["europe"]
)
_STATUS = Parameter(
    "status",
    _("Status on the day asked for; give it again for further ones."),
    _list({"enum": Status.values}),
    ["in-force"],
)


def _sort(orders: Iterable[str], example: str) -> Parameter:
    names = list(orders)
    return Parameter("sort", _("Order of the list."), {"type": "string", "enum": names, "default": names[0]}, example)


GRID = (_TYPE, _FAMILY, _REGION, _STATUS, AS_OF, _sort(GRID_SORTS, "region"))


def deal_parameters() -> tuple[Parameter, ...]:
    """Return the filters of the list of deals, those of the page."""
    return (
        _TYPE,
        _FAMILY,
        Parameter(
            "partner", _("Partner, by its slug; give it again for further ones."), _list({}), ["germany"], partner_slugs
        ),
        _REGION,
        _STATUS,
        _year("year_from", _("First year of the deal’s date: that of its signature, where it has one.")),
        _year("year_to", _("Last year of the deal’s date.")),
        AS_OF,
        Parameter(
            "q",
            _("Words that all occur in names, titles, summary, kind or partners, in English or Japanese; up to ten."),
            {"type": "string", "maxLength": LONGEST_VALUE, "pattern": _WORDS},
            "radar",
        ),
        _sort(SORTS, "oldest"),
        *PAGING,
    )


def check_names(data: QueryDict, parameters: Sequence[Parameter]) -> list[Fault]:
    """Return a fault for each parameter that is not known, given twice, or empty."""
    known = {parameter.name: parameter for parameter in parameters}
    faults = []
    for name, values in data.lists():
        if name not in known:
            faults.append(Fault(name, "There is no such parameter here.", list(known)))
        elif len(values) > 1 and not known[name].is_list:
            faults.append(Fault(name, "Give it once."))
        elif name != "q" and any(value != value.strip() or not value for value in values):
            faults.append(Fault(name, "Give a value without spaces around it, or leave the parameter out."))
    return faults


def _faults_of(problems: Iterable[Problem]) -> list[Fault]:
    faults = []
    for found in problems:
        # Years in the wrong order are no fault of one of them alone.
        names = ("year_from", "year_to") if found.is_kept else (found.parameter,)
        faults += [Fault(name, str(found), found.allowed) for name in names]
    return faults


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise BadRequestError(faults)


def page_size_of(data: QueryDict) -> int:
    value = data.get("page_size", str(USUAL_PAGE_SIZE))
    if value.isascii() and value.isdigit() and len(value) < 5 and 1 <= int(value) <= LARGEST_PAGE_SIZE:
        return int(value)
    detail = f"“{value}” is not a number from 1 to {LARGEST_PAGE_SIZE}."
    raise BadRequestError([Fault("page_size", detail, [f"1–{LARGEST_PAGE_SIZE}"])])


def page_number_of(data: QueryDict) -> int:
    value = data.get("page", "1")
    if value.isascii() and value.isdigit() and len(value) < 7 and int(value) >= 1:
        return int(value)
    raise BadRequestError([Fault("page", f"“{value}” is not a number from 1 to {LAST_PAGE}.", [f"1–{LAST_PAGE}"])])


@dataclass(frozen=True, slots=True)
class Reading:
    """What an address asks for: filters, and the size of a page."""

    filters: DealFilters
    page_size: int = field(default=USUAL_PAGE_SIZE)


def read_deals(data: QueryDict) -> Reading:
    """Return the filters of an address, or raise BadRequestError with everything that cannot be read."""
    filters = read_deal_filters(data, types=type_slugs(), partners=partner_slugs(), today=timezone.localdate())
    _refuse([*check_names(data, deal_parameters()), *_faults_of(filters.problems)])
    return Reading(filters, page_size_of(data))


def read_day(data: QueryDict) -> PartialDate | None:
    as_of, problems = read_as_of(data)
    _refuse([*check_names(data, [AS_OF]), *_faults_of(problems)])
    return as_of


def read_grid(data: QueryDict) -> GridFilters:
    filters = read_grid_filters(data, types=type_slugs())
    _refuse([*check_names(data, GRID), *_faults_of(filters.problems)])
    return filters


def read_nothing(data: QueryDict) -> None:
    _refuse([Fault(name, "No parameter is read here.") for name in data])


@dataclass(frozen=True, slots=True)
class Searching:
    """What an address looks for, and which part of the results it wants."""

    text: str
    kind: EntryKind | None
    page: int
    page_size: int


def read_search(data: QueryDict) -> Searching:
    """Return what is looked for, or raise BadRequestError with everything that cannot be read."""
    given = data.get("q", "")
    faults = check_names(data, SEARCH)
    if "\x00" in given or not given.strip():
        faults.append(Fault("q", "Give what to look for, such as q=ACSA."))
    if len(given) > LONGEST_TEXT:
        faults.append(Fault("q", f"At most {LONGEST_TEXT} characters are looked for. A text goes to /api/v1/decode."))
    kind = data.get("kind")
    if kind is not None and kind not in EntryKind.values:
        faults.append(Fault("kind", f"“{kind}” is not a kind of record.", EntryKind.values))
    _refuse(faults)
    return Searching(
        " ".join(given.split()), EntryKind(kind) if kind else None, page_number_of(data), page_size_of(data)
    )


def read_paging(data: QueryDict) -> tuple[int, int]:
    """Return the number of the page and its size."""
    _refuse(check_names(data, PAGING))
    return page_number_of(data), page_size_of(data)
