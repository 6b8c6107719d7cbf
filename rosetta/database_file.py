"""A SQLite file that was put away or replaced while the site runs: the open one would take what nobody ever finds."""

import os
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

# Which file each connection has opened: device and number, not its name.
_opened: WeakKeyDictionary[BaseDatabaseWrapper, tuple[int, int] | None] = WeakKeyDictionary()


def _at(path: str) -> tuple[int, int] | None:
    try:
        facts = os.stat(path)
    except OSError:
        return None
    return facts.st_dev, facts.st_ino


@receiver(connection_created)
def _note(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        _opened[connection] = _at(str(connection.settings_dict["NAME"]))


def close_what_was_put_away() -> None:
    """Close each connection to a file that no longer stands where it stood: the next query opens what does."""
    for connection in connections.all(initialized_only=True):
        if connection.connection is None or connection.in_atomic_block:
            continue
        opened = _opened.get(connection)
        if opened is not None and opened != _at(str(connection.settings_dict["NAME"])):
            connection.close()


def follow_the_file(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Look before each request. Stands before everything that asks the database."""
    if not str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        close_what_was_put_away()
        return get_response(request)

    return middleware
