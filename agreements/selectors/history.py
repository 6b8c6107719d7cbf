"""What changed in published deals, day by day, as facts without words: the records of the history, compared.

A day counts as a whole, in Tokyo: what was typed in and taken back on one day never reached a reader's eye. A fact is
compared with the deal as it last stood before readers, so that nothing done to a draft shows before it is published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import CharField, F, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from agreements.models import (
    Amount,
    Citation,
    Deal,
    DealPhrase,
    DealQuerySet,
    DealState,
    DietApproval,
    Event,
    Publication,
    Relation,
    Standing,
)
from agreements.register.partial_date import PartialDate
from agreements.register.status import DatedEvent, DateStanding, EventKind

# What a fact is about ("event", "source", "title_ja", …) and which of several it is: an id, or 0.
Key = tuple[str, int]
Values = Mapping[str, Any]

# The columns of a deal's parts that readers see. The history's other columns (who, why) are never read here.
_PARTS: Mapping[type[Model], tuple[str, ...]] = {
    Event: ("kind", "date", "date_standing", "place_en", "place_ja", "note_en", "note_ja"),
    Citation: ("event_id", "source_id", "standing"),
    Amount: ("kind", "amount", "currency", "note_en", "note_ja"),
    DealState: ("state_id", "source_id"),
    DealPhrase: ("quote", "language", "gloss", "source_id"),
    Relation: ("kind", "other_id"),
}
_NAMES = {model._meta.model_name or "": columns for model, columns in _PARTS.items()}
_WIDTH = max(map(len, _PARTS.values()))
BILINGUAL = ("short_name", "summary", "in_practice", "signatories", "items", "doubt")
SINGLE = ("type_id", "instrument", "binding", "diet_approval", "evidence_date")
SEVERAL = ("partners", "also_types")
_DEAL_COLUMNS = (
    *("id", "history_id", "history_date", "history_type", "publication"),
    *("title_en", "title_ja", "title_en_confirmed", "title_ja_confirmed"),
    *SINGLE,
    *(f"{name}_{language}" for name in BILINGUAL for language in ("en", "ja")),
)


class _Record(NamedTuple):
    """A line of the history: what one row held from `moment` on. `verb` is "+", "~" or "-"."""

    moment: datetime
    order: int
    deal_id: int
    model: str
    pk: int
    verb: str
    values: Values


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a deal before and after a day; None where it was not there."""

    key: Key
    before: Any
    after: Any

    @property
    def about(self) -> str:
        return self.key[0]

    @property
    def is_learned(self) -> bool:
        """Whether the fact adds to what was known, and does not replace or withdraw anything."""
        if self.before is None:
            return True
        if self.after is None:
            return False
        if self.about == "source":
            return bool(self.after.supports >= self.before.supports and self.after.is_read >= self.before.is_read)
        if self.about in ("title_en", "title_ja"):
            return bool(self.after[0] == self.before[0] and self.after[1])
        if self.about == "evidence_date":
            return bool(self.before < self.after)
        return False


class CitedFor(NamedTuple):
    """What a source supports of a deal: the ids of events, None for the deal as a whole."""

    supports: frozenset[int | None]
    is_read: bool


@dataclass(frozen=True, slots=True)
class DayOfChanges:
    """What changed in a deal on one day. `joined`: the deal came before readers, and its facts are all new.

    `events_before` and `events_after` are there where an event changed.
    """

    deal_id: int
    day: date
    moment: datetime
    joined: bool
    facts: Sequence[Fact]
    events_before: Sequence[DatedEvent]
    events_after: Sequence[DatedEvent]


def _part_records(deals: DealQuerySet) -> Iterator[_Record]:
    """Read the history of all parts in one query: each kind's columns side by side, as text."""
    rows: list[QuerySet[Any, Any]] = []
    for model, names in _PARTS.items():
        columns = {f"c{number}": Cast(F(name), TextField()) for number, name in enumerate(names)}
        empty = {f"c{number}": Value(None, TextField()) for number in range(len(names), _WIDTH)}
        history: Any = model.history  # type: ignore[attr-defined]
        rows.append(
            history.filter(deal_id__in=deals.values("pk"))
            .order_by()
            .annotate(model=Value(model._meta.model_name, CharField()), **columns, **empty)
            .values_list(
                "history_date", "history_id", "deal_id", "model", "id", "history_type",
                *(f"c{number}" for number in range(_WIDTH)),
            )
        )  # fmt: skip
    # `all`: a database would otherwise compare rows, whose columns have several collations.
    for moment, order, deal_id, model, pk, verb, *columns in rows[0].union(*rows[1:], all=True):
        yield _Record(moment, order, deal_id, model, pk, verb, dict(zip(_NAMES[model], columns, strict=False)))


def _several(deals: DealQuerySet) -> dict[tuple[str, int], tuple[int, ...]]:
    """Return the ids of the partners and further types by the historical record of the deal, in one query."""
    rows: list[QuerySet[Any, Any]] = []
    for name, column in (("partners", "partner_id"), ("also_types", "agreementtype_id")):
        through: Any = apps.get_model("agreements", f"HistoricalDeal_{name}")
        rows.append(
            through.objects.filter(deal_id__in=deals.values("pk"))
            .order_by()
            .annotate(field=Value(name, CharField()))
            .values_list("field", "history_id", column)
        )
    found: dict[tuple[str, int], list[int]] = {}
    for field, version_id, pk in rows[0].union(rows[1], all=True):
        found.setdefault((field, version_id), []).append(pk)
    return {key: tuple(sorted(pks)) for key, pks in found.items()}


def _deal_records(deals: DealQuerySet) -> Iterator[_Record]:
    rows = list(Deal.history.filter(id__in=deals.values("pk")).order_by().values(*_DEAL_COLUMNS))
    several = _several(deals) if rows else {}
    for row in rows:
        version_id, pk = row["history_id"], row["id"]
        values = {**row, **{name: several.get((name, version_id), ()) for name in SEVERAL}}
        yield _Record(row["history_date"], version_id, pk, "deal", pk, row["history_type"], values)


def _facts_of_deal(row: Values) -> Iterator[tuple[Key, Any]]:
    for name in BILINGUAL:
        texts = (row[f"{name}_en"], row[f"{name}_ja"])
        yield (name, 0), texts if any(texts) else None
    for language in ("en", "ja"):
        title = row[f"title_{language}"]
        yield (f"title_{language}", 0), (title, row[f"title_{language}_confirmed"]) if title else None
    for name in (*SINGLE, *SEVERAL):
        yield (name, 0), None if row[name] in (None, "", (), DietApproval.UNKNOWN) else row[name]


def _facts(rows: Mapping[Key, Values], shown: frozenset[int]) -> dict[Key, Any]:
    """Return what readers saw where the rows of a deal and its parts were these. `shown`: ids of published deals."""
    facts: dict[Key, Any] = {}
    cited: dict[int, list[Values]] = {}
    for (model, pk), row in rows.items():
        if model == "deal":
            facts.update(_facts_of_deal(row))
        elif model == "citation":
            cited.setdefault(int(row["source_id"]), []).append(row)
        elif model != "relation" or int(row["other_id"]) in shown:
            facts[model, pk] = row
    for source_id, of_source in cited.items():
        supports = frozenset(int(row["event_id"]) if row["event_id"] else None for row in of_source)
        facts["source", source_id] = CitedFor(supports, any(row["standing"] == Standing.SEEN for row in of_source))
    return facts


def dated_events(rows: Iterable[Values]) -> list[DatedEvent]:
    return [
        DatedEvent(EventKind(row["kind"]), PartialDate.parse(row["date"]), DateStanding(row["date_standing"]))
        for row in rows
    ]


def _events(rows: Mapping[Key, Values]) -> list[DatedEvent]:
    return dated_events(row for (model, _pk), row in rows.items() if model == "event")


def _was_shown_before(records: Sequence[_Record]) -> bool:
    """Tell whether readers saw the deal before its history begins: it was loaded, and not typed in."""
    first = next((record for record in records if record.model == "deal"), None)
    return first is None or (first.verb == "~" and first.values["publication"] == Publication.PUBLISHED)


def _changed(
    before: Mapping[Key, Values], after: Mapping[Key, Values], touched: set[Key], shown: frozenset[int]
) -> list[Fact]:
    """Compare the rows that were touched; of citations all, as a source is told of once for all that it supports."""
    has_citation = any(model == "citation" for model, _pk in touched)

    def compared(rows: Mapping[Key, Values]) -> dict[Key, Any]:
        wanted = (key for key in rows if key in touched or (has_citation and key[0] == "citation"))
        return _facts({key: rows[key] for key in wanted}, shown)

    old, new = compared(before), compared(after)
    return [
        Fact(key, old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)
    ]


class _Life:
    """One deal as its history goes by: how it stands, and how it last stood before readers."""

    def __init__(self, was_shown: bool) -> None:
        self.now: dict[Key, Values] = {}
        self.seen: dict[Key, Values] | None = {} if was_shown else None
        self.is_published = was_shown
        self._known: set[Key] = set()
        # What was touched since it last stood before readers.
        self.touched: set[Key] = set()

    def apply(self, record: _Record) -> None:
        key = (record.model, record.pk)
        if key not in self._known and record.verb != "+" and self.seen is not None:
            # It was there before its history: what it held then is nothing new. If its first record is not the one
            # kept as loaded, what changed with that one cannot be told.
            self.seen[key] = record.values
        self._known.add(key)
        self.touched.add(key)
        if record.verb == "-":
            self.now.pop(key, None)
        else:
            self.now[key] = record.values
        if record.model == "deal":
            self.is_published = record.values["publication"] == Publication.PUBLISHED


def _days_of(records: Sequence[_Record], shown: frozenset[int]) -> Iterator[DayOfChanges]:
    """Walk through one deal's history, oldest first."""
    life = _Life(_was_shown_before(records))
    for day, of_day in groupby(records, key=lambda record: timezone.localdate(record.moment)):
        last: tuple[datetime, dict[Key, Values]] | None = None
        touched: set[Key] = set()
        for moment, of_moment in groupby(of_day, key=attrgetter("moment")):
            for record in of_moment:
                life.apply(record)
            if life.is_published:
                last = moment, dict(life.now)
                touched |= life.touched
                life.touched = set()
        if last is None:
            continue
        moment, after = last
        before = life.seen or {}
        if facts := _changed(before, after, touched, shown):
            has_event = any(fact.about == "event" for fact in facts)
            events = (_events(before), _events(after)) if has_event else ([], [])
            yield DayOfChanges(records[0].deal_id, day, moment, life.seen is None, facts, *events)
        life.seen = after


@dataclass(frozen=True, slots=True)
class History:
    """Every day of changes of some deals, and the published deals that these and their relations name, by id."""

    days: Sequence[DayOfChanges]
    deals: Mapping[int, Deal]
    first_day: date | None


def history_of(deals: DealQuerySet) -> History:
    """Read the history of published deals in four queries, however long it is; in two where there is none.

    Relations to deals that are not published now are left out.
    """
    records = [*_deal_records(deals), *_part_records(deals)]
    if not records:
        return History([], {}, None)
    ids = {record.deal_id for record in records}
    ids |= {int(record.values["other_id"]) for record in records if record.model == "relation"}
    named = {deal.pk: deal for deal in Deal.objects.published().filter(pk__in=ids)}
    by_deal: dict[int, list[_Record]] = {}
    for record in sorted(records, key=lambda record: (record.moment, record.model != "deal", record.order)):
        by_deal.setdefault(record.deal_id, []).append(record)
    shown = frozenset(named)
    days = [day for of_deal in by_deal.values() for day in _days_of(of_deal, shown)]
    return History(days, named, timezone.localdate(min(record.moment for record in records)))
