"""Which database a request reads from: readers from the replica, editors from the primary, which takes every write.

The choice is made once for each request, so that the key of an answer and the rows in it come from one database. Where
the one that is wanted does not answer, readers and whoever only looks get the other.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import request_finished
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.db.models import Model
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from rosetta.outage import unavailable

logger = logging.getLogger(__name__)

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica"
# Seconds for which a database that did not answer is left alone: nobody waits for it twice.
_REST = 5.0

_ASKS_NONE = re.compile(r"/(?:healthz|metrics)\Z|/static/")
_EDITING = re.compile(r"/(?:ja/)?admin(?:/|\Z)")
# What was sent a moment ago may not have reached the replica.
_RECEIPT = re.compile(r"/(?:ja/)?report/.")
# A text is posted because it is long; it changes nothing.
_READS_BY_POST = re.compile(r"/(?:(?:ja/)?decode/|api/v1/decode)\Z")
_SAFE = ("GET", "HEAD", "OPTIONS")

_reads_from: ContextVar[str] = ContextVar("reads from", default=PRIMARY)
_rests_until: dict[str, float] = {}


class ReadersFromReplica:
    """Django's way to ask where a query goes."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return _reads_from.get()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


def has_replica() -> bool:
    return REPLICA in settings.DATABASES


@contextmanager
def reading_as_reader() -> Iterator[None]:
    """Let everything inside read where readers do."""
    token = _reads_from.set(_first_that_answers(_for_readers()) or PRIMARY)
    try:
        yield
    finally:
        _reads_from.reset(token)


def answers(alias: str) -> bool:
    """Tell whether a database can be asked, from a connection that the request then uses."""
    if time.monotonic() < _rests_until.get(alias, 0.0):
        return False
    try:
        # Where a connection was kept, this is when it is looked at.
        with connections[alias].cursor():
            return True
    except (DatabaseError, InterfaceError) as error:
        _rests_until[alias] = time.monotonic() + _REST
        logger.warning("The %s does not answer, and is left alone for %d s: %s", _NAMES[alias], _REST, error)
        return False


_NAMES = {PRIMARY: "database", REPLICA: "replica of the database"}


def _for_readers() -> tuple[str, ...]:
    return (REPLICA, PRIMARY) if has_replica() else (PRIMARY,)


def _first_that_answers(aliases: tuple[str, ...]) -> str | None:
    return next(filter(answers, aliases), None)


def is_without_database(request: HttpRequest) -> bool:
    """Tell whether everything that could answer a request was asked already, or rests."""
    return getattr(request, "is_without_database", False)


def databases_for(request: HttpRequest) -> tuple[str, ...]:
    """Return the databases that may answer a request, the one that is wanted first."""
    path = request.path_info
    reads = request.method in _SAFE or _READS_BY_POST.match(path)
    if _EDITING.match(path) or not reads or not has_replica():
        return (PRIMARY,)
    # An editor sees what an editor has written.
    if settings.SESSION_COOKIE_NAME in request.COOKIES or _RECEIPT.match(path):
        return (PRIMARY, REPLICA)
    return _for_readers()


@receiver(request_finished)
def _back_to_the_primary(**kwargs: Any) -> None:
    """Only now: a file is read from the database while it is being sent."""
    _reads_from.set(PRIMARY)


_Ask = Callable[[HttpRequest], HttpResponse]


def choose_database(get_response: _Ask) -> _Ask:
    """Choose where a request reads. Stands before everything that asks a database."""
    if not has_replica():
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _ASKS_NONE.match(request.path_info):
            wanted = databases_for(request)
            found = _first_that_answers(wanted)
            request.is_without_database = found is None  # type: ignore[attr-defined]
            request.is_without_primary = found is None and wanted == (PRIMARY,)  # type: ignore[attr-defined]
            _reads_from.set(found or wanted[0])
        return get_response(request)

    return middleware


class SayReadOnly:
    """Where the primary is gone, give back what was typed. Stands after what looks whether a form is of this site."""

    def __init__(self, get_response: _Ask) -> None:
        if not has_replica():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        return unavailable(request) if getattr(request, "is_without_primary", False) else None
