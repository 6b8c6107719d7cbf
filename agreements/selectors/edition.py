"""Which edition of the register the database holds: what changes whenever a fact may have changed."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connections, router
from django.utils.timezone import localdate, make_aware

from agreements.models import EditionMark, Register

P = ParamSpec("P")
T = TypeVar("T")

_QUERY = (
    f"SELECT key, changed, as_loaded, (SELECT MAX(compiled_on) FROM {Register._meta.db_table})"
    f" FROM {EditionMark._meta.db_table} WHERE id = 1"
)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def day_of(version: str) -> date:
    """Return the day of a version: `2026-11-26` of `2026-11-26-9f3c2a1`."""
    return date.fromisoformat(version[:10])


def version_of(compiled_on: date, key: str, changed: datetime, *, is_as_loaded: bool) -> str:
    """Return the version that a reader sees: this is the one place that says what it is.

    The day on which the facts were gathered, as long as nothing has been changed since they were loaded: `2026-11-23`.
    From the first change on, the day of the last one in Tokyo and the beginning of the mark, which no other content
    has: `2026-11-26-9f3c2a1`.
    """
    if is_as_loaded:
        return compiled_on.isoformat()
    return f"{max(compiled_on, localdate(changed))}-{key[:7]}"


@dataclass(frozen=True, slots=True)
class Edition:
    """`version` is what a reader sees and cites, `key` tells one state of the database from another.

    The key is for caches only: two databases with the same facts have different ones. It is empty where the database
    has not been prepared.
    """

    version: str
    key: str
    changed: datetime

    @property
    def day(self) -> date:
        return day_of(self.version)


# The edition that was read when an answer to a reader was begun.
_begun_with: ContextVar[Edition | None] = ContextVar("begun with", default=None)


def _moment(value: Any) -> datetime:
    found: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return make_aware(found, UTC) if found.tzinfo is None else found


def read_edition() -> Edition:
    """Return the edition, by one query for one row."""
    # From where the rows of the same answer come.
    with connections[router.db_for_read(EditionMark)].cursor() as cursor:
        cursor.execute(_QUERY)
        row = cursor.fetchone()
    if row is None:
        return Edition(str(_LONG_AGO.date()), "", _LONG_AGO)
    key, changed, as_loaded, compiled_on = row
    moment = _moment(changed)
    gathered = date.fromisoformat(str(compiled_on)) if compiled_on else _LONG_AGO.date()
    return Edition(version_of(gathered, key, moment, is_as_loaded=key == as_loaded), key, moment)


def edition() -> Edition:
    """Return the edition: within an answer the one that it was begun with, which costs nothing."""
    return _begun_with.get() or read_edition()


@contextmanager
def begun_with(now: Edition) -> Iterator[None]:
    """Let everything inside take this for the edition, so that it is asked for once an answer."""
    token = _begun_with.set(now)
    try:
        yield
    finally:
        _begun_with.reset(token)


def within_edition(answer: Callable[P, T]) -> Callable[P, T]:
    """Begin with the edition what answers without being kept itself, so that it may use what is kept of the edition."""

    @wraps(answer)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        with begun_with(edition()):
            return answer(*args, **kwargs)

    return wrapped


def kept_for_edition(read: Callable[..., T], most: int = 16) -> Callable[..., T]:
    """Let a process read something small but once for each edition, in the answers that are begun with one.

    No key is ever given twice: what is kept of an edition cannot be asked for once that has passed. `most`: for how
    many different arguments something is kept.
    """

    @lru_cache(maxsize=most)
    def kept(_key: str, *arguments: Hashable) -> T:
        return read(*arguments)

    @wraps(read)
    def wrapped(*arguments: Hashable) -> T:
        now = _begun_with.get()
        return kept(now.key, *arguments) if now is not None and now.key else read(*arguments)

    return wrapped
