"""A database in memory that stands in for the site's own while fixture files are checked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler


@contextmanager
def throwaway_database() -> Iterator[None]:
    """Send every query of this thread to an empty database in memory, and none to the site's own."""
    own = connections[DEFAULT_DB_ALIAS]
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    throwaway = ConnectionHandler({DEFAULT_DB_ALIAS: settings})[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = throwaway
    try:
        # The tables as the models have them: a migration's work on old rows is of no use here.
        with throwaway.schema_editor() as editor:
            for model in apps.get_models():
                editor.create_model(model)
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own
        # SQLite's own wrapper keeps a database in memory open.
        BaseDatabaseWrapper.close(throwaway)
