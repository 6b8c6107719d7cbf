"""How long a request waits for the database: a slow one is told to stop, so that no reader waits for ever."""

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

# Who saves or fetches a whole file may wait longer. Seconds for each query.
_LONGER = re.compile(r"/(?:ja/)?(?:admin|data)/")
_SECONDS_LONGER = 30
# Seconds that a save waits for another to finish. A command, which keeps nobody waiting, has the 20 of the settings.
_SECONDS_FOR_LOCK = 5
# Seconds that the answer of PostgreSQL to a query, broken off or not, may be on its way.
_SECONDS_FOR_ANSWER = 2
# SQLite’s steps between two looks at the clock: about a millisecond.
_STEPS = 50_000

_Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
# How many seconds each connection to PostgreSQL was told. A pool hands out several, one after the other.
_told: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
# The connection to SQLite, which nothing can refer to weakly, that a wrapper has open and that was told.
_told_sqlite: WeakKeyDictionary[BaseDatabaseWrapper, Any] = WeakKeyDictionary()


class _Patience:
    """Limits each query of one request, from its first on: a request without one opens no connection."""

    def __init__(self, connection: BaseDatabaseWrapper, seconds: int) -> None:
        self._connection, self._seconds = connection, seconds
        self._limited: Any = None
        self._until = 0.0

    def __call__(self, execute: _Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self._until = time.monotonic() + self._seconds
        if self._limited is not self._connection.connection:
            self._limited = self._connection.connection
            self._limit()
        return execute(sql, params, many, context)

    def _limit(self) -> None:
        raw = self._limited
        if self._connection.vendor == "sqlite":
            raw.set_progress_handler(lambda: time.monotonic() > self._until, _STEPS)
            if _told_sqlite.get(self._connection) is not raw:
                # Past Django, which would count this among the queries of a page.
                raw.execute(f"PRAGMA busy_timeout = {_SECONDS_FOR_LOCK * 1000}")
                _told_sqlite[self._connection] = raw
        elif self._connection.vendor == "postgresql" and _told.get(raw) != self._seconds:
            # A server that is frozen does not see to it.
            raw.longest = self._seconds + _SECONDS_FOR_ANSWER
            raw.execute(f"SET statement_timeout = {self._seconds * 1000}")
            # What is set inside a transaction goes when that is taken back.
            if not self._connection.in_atomic_block:
                _told[raw] = self._seconds

    def end(self) -> None:
        if self._connection.vendor != "sqlite" or self._limited is None:
            return
        # One that was closed meanwhile takes nothing more.
        if self._limited is self._connection.connection:
            self._limited.set_progress_handler(None, 0)


def limit_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Have each query of a request stop after `QUERY_SECONDS`. PostgreSQL sees to it itself, SQLite asks us."""

    def middleware(request: HttpRequest) -> HttpResponse:
        seconds: int = settings.QUERY_SECONDS
        if not seconds:
            return get_response(request)
        if _LONGER.match(request.path_info):
            seconds = max(seconds, _SECONDS_LONGER)
        with ExitStack() as limits:
            for connection in connections.all():
                patience = _Patience(connection, seconds)
                limits.callback(patience.end)
                limits.enter_context(connection.execute_wrapper(patience))
            return get_response(request)

    return middleware
