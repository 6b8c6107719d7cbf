"""Reads the parameters of an address into frozen filters. What cannot be read is named and left out, never an error."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.models import Family, Region, Status
from agreements.register.partial_date import PartialDate

LONGEST_VALUE = 200
# Each word searches every text of every deal; nobody needs more to name one.
MOST_WORDS = 10
# An address may hold a thousand values that are wrong.
MOST_PROBLEMS = 10
FIRST_YEAR = 1945
# Of what stood before this year nobody has looked.
REGISTER_BEGINS = 1951
DATE_FORMS = ("YYYY-MM-DD", "YYYY-MM", "YYYY")
SORTS: dict[str, str | Promise] = {
    "newest": gettext_lazy("newest first"),
    "oldest": gettext_lazy("oldest first"),
    "name": gettext_lazy("by name"),
    "status": gettext_lazy("by status"),
}


def query_of(pairs: Iterable[tuple[str, str]], page: int = 1) -> str:
    """Return the query of an address, with its question mark and any page after the first; empty for nothing."""
    asked = [*pairs, *([("page", str(page))] if page > 1 else [])]
    return f"?{urlencode(asked)}" if asked else ""


class Problem(str):
    """A sentence about a value that cannot be read, with the name of the parameter.

    `is_kept` tells that the value was read as it stands, senseless as it may be; any other was left out.
    """

    parameter: str
    allowed: tuple[str, ...]
    is_kept: bool

    def __new__(cls, sentence: str, parameter: str, allowed: Iterable[str] = (), *, is_kept: bool = False) -> "Problem":
        problem = super().__new__(cls, sentence)
        problem.parameter = parameter
        problem.allowed = tuple(allowed)
        problem.is_kept = is_kept
        return problem


@dataclass(frozen=True, slots=True)
class DealFilters:
    """What a list of deals is narrowed to. Slugs, years, and the day as of which it is read (None: now)."""

    type: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    as_of: PartialDate | None = None
    q: str = ""
    sort: str = "newest"
    page: int = 1
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters as the pairs of an address, without sorting, page and what is not set."""
        pairs = [(name, value) for name in _CHOICES for value in getattr(self, name)]
        for name in ("year_from", "year_to", "as_of", "q"):
            if value := getattr(self, name):
                pairs.append((name, str(value)))
        return pairs


_CHOICES = ("type", "family", "partner", "region", "status")


def told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what could not be read, each thing once; of very many the first, and how many more there are."""
    found = list(dict.fromkeys(problems))
    more = len(found) - MOST_PROBLEMS
    if more <= 0:
        return tuple(found)
    rest = ngettext("And %(number)d more value.", "And %(number)d more values.", more) % {"number": more}
    return (*found[:MOST_PROBLEMS], Problem(rest, ""))


class _Reader:
    """Takes one value after the other from an address and notes what cannot be read."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.problems: list[Problem] = []

    def values(self, name: str) -> list[str]:
        found = []
        for value in self.data.getlist(name):
            value = value.strip()
            if len(value) > LONGEST_VALUE or "\x00" in value:
                sentence = _("A value given for “%(name)s” is too long or not text.") % {"name": name}
                self.problems.append(Problem(sentence, name))
            elif value:
                found.append(value)
        return list(dict.fromkeys(found))

    def one(self, name: str) -> str:
        values = self.values(name)
        return values[-1] if values else ""

    def choices(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        known = set(allowed)
        values = self.values(name)
        for value in values:
            if value not in known:
                sentence = _("“%(value)s” is not a known value of “%(name)s”.") % {"value": value, "name": name}
                self.problems.append(Problem(sentence, name, sorted(known)))
        return tuple(sorted(value for value in values if value in known))

    def words(self, name: str) -> str:
        words = self.one(name).split()
        if len(words) > MOST_WORDS:
            sentence = _("Only the first %(number)d words are looked for.") % {"number": MOST_WORDS}
            self.problems.append(Problem(sentence, name))
        return " ".join(words[:MOST_WORDS])

    def day(self, name: str) -> PartialDate | None:
        value = self.one(name)
        if not value:
            return None
        try:
            return PartialDate.typed(value)
        except ValueError:
            sentence = _("“%(value)s” is not a date. Write 2024-07-12, 2024-07 or 2024.") % {"value": value}
            self.problems.append(Problem(sentence, name, DATE_FORMS))
            return None

    def day_of_register(self, name: str) -> PartialDate | None:
        """Return a day as of which the register can be read: none before it begins, as nothing would pass for “no”."""
        day = self.day(name)
        if day is None or day.year >= REGISTER_BEGINS:
            return day
        sentence = _(
            "“%(value)s” is before %(year)d. The register begins with that year and says nothing of what stood before."
        ) % {"value": day, "year": REGISTER_BEGINS}
        self.problems.append(Problem(sentence, name, DATE_FORMS))
        return None

    def number(self, name: str, lowest: int, highest: int) -> int | None:
        value = self.one(name)
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) < 10 and lowest <= int(value) <= highest:
            return int(value)
        sentence = _("“%(value)s” is not a number from %(lowest)d to %(highest)d.") % {
            "value": value,
            "lowest": lowest,
            "highest": highest,
        }
        self.problems.append(Problem(sentence, name, [f"{lowest}–{highest}"]))
        return None

    def told(self) -> tuple[Problem, ...]:
        return told(self.problems)


DEAL_PARAMETERS = (*_CHOICES, "year_from", "year_to", "as_of", "q", "sort", "page")
GRID_PARAMETERS = ("type", "family", "region", "status", "as_of", "sort")
TIMELINE_PARAMETERS = tuple(name for name in DEAL_PARAMETERS if name != "sort")
MAP_PARAMETERS = ("type", "as_of")
# Parameters of the questionnaire beside its characters: how it is shown, what to expect of types, a question to ask
# instead of the best one.
KEY_SETTINGS = frozenset({"view", "prior", "ask"})
COMPARE_PARAMETERS = ("of", "partner", "type", "deal", "as_of")


def unknown_parameters(data: QueryDict, allowed: Iterable[str]) -> list[Problem]:
    """Return a sentence for each parameter that is not read. A file that left one out would pass for the right one."""
    allowed = tuple(allowed)
    problems = []
    for name in data:
        if name in allowed:
            continue
        shown = name.replace("\x00", "")[:LONGEST_VALUE]
        sentence = (
            _("“%(name)s” is no parameter here. Allowed: %(allowed)s.") % {"name": shown, "allowed": ", ".join(allowed)}
            if allowed
            else _("“%(name)s” is no parameter here, and no other is.") % {"name": shown}
        )
        problems.append(Problem(sentence, name, allowed))
    return problems[:MOST_PROBLEMS]


def read_as_of(data: QueryDict) -> tuple[PartialDate | None, tuple[Problem, ...]]:
    """Return the day as of which a page is read, as it was asked for, and what could not be read."""
    reader = _Reader(data)
    return reader.day_of_register("as_of"), reader.told()


def day_ahead(as_of: PartialDate | None, today: date) -> tuple[Problem, ...]:
    """Return a sentence about a day that lies ahead of which a page is to be read; nothing for any other."""
    if as_of is None or as_of.first_day <= today:
        return ()
    sentence = _("“%(value)s” lies ahead: what is shown is what is known today.") % {"value": as_of}
    return (Problem(sentence, "as_of", is_kept=True),)


def read_deal_filters(data: QueryDict, *, types: Iterable[str], partners: Iterable[str], today: date) -> DealFilters:
    """Return the filters that an address sets, with a sentence for each value that is not one."""
    reader = _Reader(data)
    latest = today.year + 1
    filters = DealFilters(
        type=reader.choices("type", types),
        family=reader.choices("family", Family.values),
        partner=reader.choices("partner", partners),
        region=reader.choices("region", Region.values),
        status=reader.choices("status", Status.values),
        year_from=reader.number("year_from", FIRST_YEAR, latest),
        year_to=reader.number("year_to", FIRST_YEAR, latest),
        as_of=reader.day_of_register("as_of"),
        q=reader.words("q"),
        sort=(reader.choices("sort", SORTS) or ("newest",))[0],
        page=reader.number("page", 1, 999_999) or 1,
    )
    if filters.year_from and filters.year_to and filters.year_from > filters.year_to:
        sentence = _("“year_from” (%(first)d) comes after “year_to” (%(last)d), so that nothing can be found.") % {
            "first": filters.year_from,
            "last": filters.year_to,
        }
        reader.problems.append(Problem(sentence, "year_from", is_kept=True))
    return replace(filters, problems=reader.told())


@dataclass(frozen=True, slots=True)
class MapFilters:
    """The one kind that the map shows (empty: all together), and the day as of which it is read (None: now)."""

    type: str = ""
    as_of: PartialDate | None = None
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters as the pairs of an address, without what is not set."""
        pairs = [("type", self.type), ("as_of", str(self.as_of or ""))]
        return [pair for pair in pairs if pair[1]]


def read_map_filters(data: QueryDict, *, types: Iterable[str]) -> MapFilters:
    """Return what the map is to show, with a sentence for each value that cannot be read."""
    reader = _Reader(data)
    kind = reader.choices("type", types)
    return MapFilters(kind[0] if kind else "", reader.day_of_register("as_of"), reader.told())


GRID_SORTS: dict[str, str | Promise] = {
    "kinds": gettext_lazy("most kinds first"),
    "name": gettext_lazy("by name"),
    "region": gettext_lazy("by region"),
}


@dataclass(frozen=True, slots=True)
class GridFilters:
    """What the grid is narrowed to: columns by type and family, rows by region, cells by status; and its order."""

    type: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    as_of: PartialDate | None = None
    sort: str = "kinds"
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def narrows(self) -> bool:
        """Whether rows may be left out for having nothing to show."""
        return bool(self.type or self.family or self.status or self.as_of)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters as the pairs of an address, without what is not set."""
        pairs = [(name, value) for name in ("type", "family", "region", "status") for value in getattr(self, name)]
        if self.as_of:
            pairs.append(("as_of", str(self.as_of)))
        return pairs


def read_grid_filters(data: QueryDict, *, types: Iterable[str]) -> GridFilters:
    """Return what the grid is to show, with a sentence for each value that cannot be read."""
    reader = _Reader(data)
    filters = GridFilters(
        type=reader.choices("type", types),
        family=reader.choices("family", Family.values),
        region=reader.choices("region", Region.values),
        status=reader.choices("status", Status.values),
        as_of=reader.day_of_register("as_of"),
        sort=(reader.choices("sort", GRID_SORTS) or ("kinds",))[0],
    )
    return replace(filters, problems=reader.told())


# Columns beyond these fit on no screen.
MOST_COMPARED = 4
COMPARABLE = ("partner", "type", "deal")


@dataclass(frozen=True, slots=True)
class CompareFilters:
    """The slugs to be laid side by side, in the reader's order, and of what they are: `partner`, `type` or `deal`.

    There may be more than fit: whether they exist is for the register to say, and the first that do are compared.
    """

    of: str = "partner"
    slugs: tuple[str, ...] = ()
    as_of: PartialDate | None = None
    problems: tuple[Problem, ...] = field(default=(), compare=False)


def read_compare_filters(data: QueryDict) -> CompareFilters:
    """Return what is to be compared. Whether the slugs exist is for the register to say."""
    reader = _Reader(data)
    asked = {name: reader.values(name) for name in COMPARABLE}
    chosen = reader.one("of")
    given = [name for name in COMPARABLE if asked[name]]
    if chosen and chosen not in COMPARABLE:
        sentence = _("“%(value)s” is not a known value of “%(name)s”.") % {"value": chosen, "name": "of"}
        reader.problems.append(Problem(sentence, "of", COMPARABLE))
        chosen = ""
    of = chosen if chosen and (chosen in given or not given) else given[0] if given else "partner"
    for name in given:
        if name != of:
            sentence = _("Only things of one sort can be compared: “%(name)s” is left out.") % {"name": name}
            reader.problems.append(Problem(sentence, name))
    return CompareFilters(of, tuple(asked[of]), reader.day_of_register("as_of"), reader.told())


@dataclass(frozen=True, slots=True)
class ChangeFilters:
    """What the list of changes is narrowed to: `learned` or `corrected`, slugs, and the day up to which it goes."""

    kind: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    until: PartialDate | None = None
    page: int = 1
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters as the pairs of an address, without page and what is not set."""
        pairs = [(name, value) for name in ("kind", "partner", "type") for value in getattr(self, name)]
        return [*pairs, ("until", str(self.until))] if self.until else pairs


def read_change_filters(
    data: QueryDict, *, kinds: Iterable[str], types: Iterable[str], partners: Iterable[str]
) -> ChangeFilters:
    """Return which changes are asked for, with a sentence for each value that cannot be read."""
    reader = _Reader(data)
    filters = ChangeFilters(
        kind=reader.choices("kind", kinds),
        partner=reader.choices("partner", partners),
        type=reader.choices("type", types),
        until=reader.day("until"),
        page=reader.number("page", 1, 999_999) or 1,
    )
    return replace(filters, problems=reader.told())
