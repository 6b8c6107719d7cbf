"""Which edition of the register the database holds: what changes whenever a fact may have changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.timezone import make_aware

from agreements.models import (
    AgreementType,
    Amount,
    Character,
    Citation,
    Confusion,
    Deal,
    DealPhrase,
    DealState,
    Event,
    FormerSlug,
    Partner,
    Register,
    Relation,
    Source,
    State,
    Survey,
    TypePhrase,
    TypeState,
)

_COUNTED: tuple[type[Model], ...] = (
    AgreementType, Amount, Character, Citation, Confusion, Deal, Deal.also_types.through, Deal.partners.through,
    DealPhrase, DealState, Event, FormerSlug, Partner, Register, Relation, Source, State, Survey, TypePhrase, TypeState,
)  # fmt: skip
# Editors write in the admin, which logs each change; whatever is saved by code leaves a line of its history.
_LOGGED: tuple[tuple[type[Model], str], ...] = (
    (LogEntry, "action_time"),
    *(
        (model.history.model, "history_date")
        for model in (Amount, Citation, Deal, DealPhrase, DealState, Event, Relation)
    ),
)


@dataclass(frozen=True, slots=True)
class Edition:
    """`version` is the day on which the facts were last gathered, `key` tells one state of the database from another.

    The key is for caches only: two databases with the same facts have different ones.
    """

    version: str
    key: str
    changed: datetime

    @property
    def day(self) -> date:
        return date.fromisoformat(self.version)


def _moment(value: Any) -> datetime | None:
    found = parse_datetime(value) if isinstance(value, str) else value
    return make_aware(found, UTC) if found is not None and found.tzinfo is None else found


def _digest_of_contents() -> str:
    digest = sha256()
    with connection.cursor() as cursor:
        for model in _COUNTED:
            table, key = (
                connection.ops.quote_name(str(name)) for name in (model._meta.db_table, model._meta.pk.column)
            )
            cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")
            while rows := cursor.fetchmany(500):
                digest.update(repr(rows).encode())
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _remembered_digest(database: str, row: tuple[Any, ...]) -> str:
    """Return the digest that was worked out when counts and ends of indexes were these."""
    return _digest_of_contents()


def edition(*, exact_up_to: int = 0, remembered: bool = False) -> Edition:
    """Return the edition in one query that counts rows and reads the ends of indexes, but no fact.

    What neither the admin nor a model's `save` wrote may then go unseen, such as other fixtures loaded into an empty
    database. Where there are no more deals than `exact_up_to`, every row is read, and the key follows from all of them;
    for a page, which must not read the register to show sizes, only once in a process for the same counts.
    """
    quote = connection.ops.quote_name
    parts = [f"(SELECT MAX(compiled_on) FROM {quote(Register._meta.db_table)})"]
    for model, moment in _LOGGED:
        table = quote(model._meta.db_table)
        parts += [f"(SELECT MAX({quote(moment)}) FROM {table})", f"(SELECT COUNT(*) FROM {table})"]
    for model in _COUNTED:
        table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
        parts += [f"(SELECT MAX({key}) FROM {table})", f"(SELECT COUNT(*) FROM {table})"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        row = cursor.fetchone()
    compiled_on = date.fromisoformat(str(row[0])) if row[0] else date(1970, 1, 1)
    moments = [_moment(value) for value in row[1 : 1 + 2 * len(_LOGGED) : 2]]
    gathered = make_aware(datetime.combine(compiled_on, time()))
    changed = max([gathered, *(moment for moment in moments if moment is not None)])
    database = str(connection.settings_dict["NAME"])
    is_small = row[2 + 2 * len(_LOGGED) + 2 * _COUNTED.index(Deal)] <= exact_up_to
    digest = partial(_remembered_digest, database, tuple(row)) if remembered else _digest_of_contents
    contents = digest() if is_small else ""
    return Edition(str(compiled_on), sha256(repr((database, row, contents)).encode()).hexdigest()[:16], changed)
