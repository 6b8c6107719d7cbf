"""Reads the history: which columns readers see of each kind of record and of its parts, in one query for all.

The history's other columns (who, why, internal notes) are never read here.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    F,
    ForeignKey,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from agreements.models import (
    AgreementType,
    Amount,
    Citation,
    Confusion,
    Deal,
    DealPhrase,
    DealState,
    Event,
    Partner,
    Publication,
    Relation,
    Sense,
    SenseCitation,
    Source,
    Term,
    TypePhrase,
    TypeState,
)
from agreements.models.fields import LinesField

from .history import Key, Line, start_of
from .subjects import Subjects


def in_both(*names: str) -> tuple[str, ...]:
    """Return the columns of texts in two languages."""
    return tuple(f"{name}_{language}" for name in names for language in ("en", "ja"))


@dataclass(frozen=True, slots=True)
class Told:
    """What readers are told of a kind of record: texts in both languages, single columns, and several other records."""

    bilingual: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    several: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.single, *in_both(*self.bilingual))


DEAL = Told(
    bilingual=("short_name", "summary", "in_practice", "ability", "signatories", "items", "doubt"),
    single=("type_id", "instrument", "binding", "diet_approval", "evidence_date"),
    several=("partners", "also_types"),
)
# Readers find adjectives, positions and the like nowhere.
TOLD: Mapping[type[Model], Told] = {
    AgreementType: Told(
        bilingual=(
            *("name", "short_name", "lede", "plain", "ability", "ability_short", "does", "does_not", "why", "route"),
            *("text", "clause", "article", "official_name_note", "elsewhere", "aliases"),
        ),
        single=("family", "abbreviation"),
    ),
    Partner: Told(
        bilingual=("name", "heading", "official_name", "account"), single=("kind", "region", "code", "alpha3")
    ),
    Term: Told(bilingual=("term", "beware"), single=("reading",), several=("types",)),
    Source: Told(single=("title", "publisher", "publisher_ja", "date", "kind", "language", "url", "archived_url")),
}
KINDS = {str(model._meta.model_name): model for model in TOLD}
_COLUMNS: Mapping[type[Model], tuple[str, ...]] = {
    Deal: ("publication", *DEAL.columns, *in_both("title"), "title_en_confirmed", "title_ja_confirmed"),
    **{model: told.columns for model, told in TOLD.items()},
}
# Parts by model: which kind of record each belongs to, by which look-up, and what readers see of it.
_PARTS: Mapping[type[Model], tuple[type[Model], str, tuple[str, ...]]] = {
    Event: (Deal, "deal", ("kind", "date", "date_standing", *in_both("place", "note"))),
    Citation: (Deal, "deal", ("event_id", "source_id", "standing")),
    Amount: (Deal, "deal", ("kind", "amount", "currency", *in_both("note"))),
    DealState: (Deal, "deal", ("state_id", "source_id")),
    DealPhrase: (Deal, "deal", ("quote", "language", "gloss", "source_id")),
    Relation: (Deal, "deal", ("kind", "other_id")),
    TypeState: (AgreementType, "type", ("state_id", *in_both("note"))),
    TypePhrase: (AgreementType, "type", ("quote", "language", *in_both("by"))),
    Confusion: (AgreementType, "type", ("other_id", *in_both("difference"))),
    Sense: (Term, "term", ("speaker", "partner_id", "language", "date", *in_both("definition", "differs"))),
    # The citations of a sense that is gone went with it, and are not told of besides.
    SenseCitation: (Term, "sense__term", ("sense_id", "source_id", "standing")),
}
# Fields that name several records: simple_history keeps a row for each, by the version of the record that names it.
_SEVERAL: Mapping[tuple[type[Model], str], tuple[str, str]] = {
    (Deal, "partners"): ("deal", "partner_id"),
    (Deal, "also_types"): ("deal", "agreementtype_id"),
    (Term, "types"): ("term", "agreementtype_id"),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of the history to be read with others of other kinds in one query. `name` tells whose they are."""

    name: str
    kind: str
    rows: "QuerySet[Any, Any]"
    columns: tuple[str, ...]
    whose: str
    at: str = "history_date"
    version: str = "history_id"
    pk: str = "id"
    verb: Any = F("history_type")
    # How the text of a column is read that holds no text.
    read: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)

    @property
    def is_named(self) -> bool:
        """Whether the rows are of what a record names, and have no moment but that of its own line."""
        return self.at != "history_date"

    def padded(self, width: int) -> "QuerySet[Any, Any]":
        """Return the rows as all kinds have them: their columns side by side, as text."""
        columns = {f"c{number}": Cast(F(name), TextField()) for number, name in enumerate(self.columns)}
        empty = {f"c{number}": Value(None, TextField()) for number in range(len(self.columns), width)}
        frame = {
            "part": Value(self.name, CharField()),
            "moment": F(self.at),
            "version": F(self.version),
            "whose": F(self.whose),
            "row": F(self.pk),
            "verb": self.verb,
        }
        names = (*frame, *(f"c{number}" for number in range(width)))
        found: QuerySet[Any, Any] = self.rows.order_by().annotate(**frame, **columns, **empty).values_list(*names)
        return found

    def values(self, columns: list[Any]) -> dict[str, Any]:
        found = zip(self.columns, columns, strict=False)
        return {
            name: self.read[name](value) if value is not None and name in self.read else value for name, value in found
        }


def _readers(model: type[Model]) -> dict[str, Callable[[str], Any]]:
    """Return how databases write what is no text: lists as JSON, yes as `1` or `true`, ids as digits."""
    kinds: tuple[tuple[type[Any], Callable[[str], Any]], ...] = (
        (LinesField, json.loads),
        (BooleanField, lambda text: text in ("1", "true")),
        (ForeignKey, int),
    )
    return {found.attname: reader for found in model._meta.fields for kind, reader in kinds if isinstance(found, kind)}


def _name(model: type[Model]) -> str:
    return str(model._meta.model_name)


def _parts(followed: Subjects, *, are_few: bool) -> Iterator[_Part]:
    """Yield the rows of the history of these records: found by the records' ids, or, where those are many, the records
    looked up for each row."""
    records: Mapping[type[Model], QuerySet[Any]] = {
        AgreementType: followed.types,
        Partner: followed.partners,
        Term: followed.terms,
        Source: followed.sources,
        Deal: followed.deals,
    }

    def of(model: type[Model], column: str) -> Q:
        found = records[model].order_by()
        return Q((f"{column}__in", found.values("pk"))) if are_few else Q(Exists(found.filter(pk=OuterRef(column))))

    for model, columns in _COLUMNS.items():
        rows = model.history.filter(of(model, "id"))  # type: ignore[attr-defined]
        yield _Part(_name(model), _name(model), rows, columns, "id", read=_readers(model))
    for model, (owner, path, columns) in _PARTS.items():
        rows = model.history.filter(of(owner, f"{path}_id"))  # type: ignore[attr-defined]
        yield _Part(_name(model), _name(owner), rows, columns, f"{path}_id")
    for (model, name), (owner_column, column) in _SEVERAL.items():
        kept: Any = apps.get_model("agreements", f"Historical{model.__name__}_{name}")
        rows = kept.objects.filter(of(model, f"{owner_column}_id"))
        yield _Part(
            name, _name(model), rows, (column,), f"{owner_column}_id",
            at="history__history_date", pk="m2m_history_id", verb=Value("", CharField()),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Touched:
    """The newest records that have lines of the history, by kind: those of the days after `after`, none left out.

    `after` is the newest day that was not looked at, None where no line is older; `first` is the oldest line's moment.
    """

    ids: Mapping[str, set[int]]
    after: date | None
    first: datetime | None


# How many rows of one kind are read for each record that is looked for: most deals have fewer citations.
ROWS_OF_ONE = 8


def _newest_rows(part: _Part, since: date | None, until: date | None, most: int | None) -> "QuerySet[Any, Any]":
    """Return the moments of the newest rows of a part, with whose they are and how many there are of each."""
    rows = part.rows if since is None else part.rows.filter(history_date__gte=start_of(since))
    if until is not None and until < date.max:
        rows = rows.filter(history_date__lt=start_of(until + timedelta(days=1)))
    # A database takes a limit in a subquery, and none in one half of a union.
    newest = rows.order_by("-history_date").values("history_id")[:most]
    found: QuerySet[Any, Any] = rows.model._default_manager.filter(history_id__in=newest).order_by()
    frame = {"part": Value(part.name, CharField()), "moment": F(part.at), "whose": F(part.whose)}
    found = found.annotate(**frame).values(*frame).annotate(n=Count("history_id")).values_list(*frame, "n")
    return found


def touched(followed: Subjects, until: date | None, most: int) -> Touched:
    """Return about `most` of the records that were written last, up to a day. A day is never cut, however long it was.

    One query, which reads no text and finds rows by the index of their moments; where all of them are of one day a
    second, for the rest of that day.
    """
    parts = {part.name: part for part in _parts(followed, are_few=False) if not part.is_named}
    limit = most * ROWS_OF_ONE

    def found(since: date | None, number: int | None) -> list[tuple[str, datetime, int, int]]:
        first, *others = (_newest_rows(part, since, until, number) for part in parts.values())
        return list(first.union(*others, all=True))

    rows = found(None, limit)
    cut = _cut(rows, limit)
    whole = [row for row in rows if cut is None or timezone.localdate(row[1]) > cut]
    if cut is not None and not whole:
        whole, cut = found(cut, None), cut - timedelta(days=1)
    return _within(
        ((timezone.localdate(moment), (parts[name].kind, whose), moment) for name, moment, whose, _n in whole),
        cut,
        most,
    )


def _cut(rows: Iterable[tuple[str, datetime, int, int]], limit: int) -> date | None:
    """Return the newest day of which rows may be missing: of a part with as many as were asked for, the oldest."""
    numbers: Counter[str] = Counter()
    oldest: dict[str, datetime] = {}
    for name, moment, _whose, number in rows:
        numbers[name] += number
        oldest[name] = min(moment, oldest.get(name, moment))
    return max((timezone.localdate(oldest[name]) for name, n in numbers.items() if n >= limit), default=None)


def _within(rows: Iterable[tuple[date, Key, datetime]], cut: date | None, most: int) -> Touched:
    """Return the records of whole days, the newest first, until there are as many as wanted."""
    of_days: dict[date, set[Key]] = {}
    moments: dict[date, datetime] = {}
    for day, subject, moment in rows:
        of_days.setdefault(day, set()).add(subject)
        moments[day] = min(moment, moments.get(day, moment))
    ids: dict[str, set[int]] = {}
    number = 0
    first: datetime | None = None
    for day in sorted(of_days, reverse=True):
        if number >= most:
            return Touched(ids, day, first)
        number += len(of_days[day])
        first = moments[day]
        for kind, pk in of_days[day]:
            ids.setdefault(kind, set()).add(pk)
    return Touched(ids, cut, first)


def _is_shown(name: str, values: Mapping[str, Any]) -> bool | None:
    """Tell whether readers see a record from a line on: what has no publication of its own, as soon as it is there."""
    if name == "deal":
        return bool(values["publication"] == Publication.PUBLISHED)
    return True if name in KINDS else None


def lines_of(followed: Subjects) -> list[Line]:
    """Return the lines of the history of all these records and their parts."""
    parts = {part.name: part for part in _parts(followed, are_few=True)}
    width = max(len(part.columns) for part in parts.values())
    # `all`: a database would otherwise compare rows, whose columns have several collations.
    first, *others = (part.padded(width) for part in parts.values())
    lines: list[Line] = []
    named: dict[tuple[str, int], dict[str, list[int]]] = {}
    for name, moment, version, whose, row, verb, *columns in first.union(*others, all=True):
        part = parts[name]
        if verb == "":
            named.setdefault((part.kind, version), {}).setdefault(name, []).append(int(columns[0]))
        else:
            values = part.values(columns)
            line = Line(moment, version, (part.kind, whose), name, row, verb, values, _is_shown(name, values))
            lines.append(line)
    return [_with_several(line, named.get((line.model, line.order), {})) for line in lines]


def _with_several(line: Line, named: Mapping[str, list[int]]) -> Line:
    """Add to the line of a record the ids of the several others that it names."""
    told = DEAL if line.model == "deal" else TOLD[KINDS[line.model]] if line.model in KINDS else Told()
    several = {name: tuple(sorted(named.get(name, ()))) for name in told.several}
    return line._replace(values={**line.values, **several}) if several else line
