"""What a fixture makes, made once a process as the site makes it, and written back as it was before every later test.

A published deal takes a hundred queries, for its status, its history and its entry in the index follow from it. Written
back, a register takes one query a table.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from agreements.loading import take_as_gathered
from agreements.models import EditionMark


def _rows() -> list[list[Any]]:
    """Return the rows of every table of the register that has any but the mark, which the database writes itself."""
    models = apps.get_app_config("agreements").get_models(include_auto_created=True)
    tables = [list(QuerySet(model)) for model in models if model is not EditionMark]
    return [rows for rows in tables if rows]


def _write(rows: list[Any]) -> None:
    # A history says when it was written: now, as if it were made before this test.
    if hasattr(rows[0], "history_date"):
        now = timezone.now()
        for row in rows:
            row.history_date = now
    # A plain queryset: what follows from the rows is among them.
    QuerySet(type(rows[0])).bulk_create(rows)


def rows_kept(make: Callable[..., Any]) -> Callable[..., Any]:
    """Keep what a fixture writes into an empty register; it returns one record of it, or nothing.

    Not for a fixture that moves the clock.
    """
    kept: list[list[Any]] = []
    returned: tuple[type[Model], Any] | None = None
    is_as_loaded = False

    @wraps(make)
    def made_or_written(*args: Any, **kwargs: Any) -> Any:
        nonlocal kept, returned, is_as_loaded
        if not kept:
            assert not _rows(), "the rows of another fixture would be kept too"
            made = make(*args, **kwargs)
            kept, returned = _rows(), (type(made), made.pk) if made is not None else None
            mark = EditionMark.objects.get()
            is_as_loaded = mark.key == mark.as_loaded
            return made
        with transaction.atomic():
            for rows in kept:
                _write(rows)
            if is_as_loaded:
                take_as_gathered()
        return returned[0]._default_manager.get(pk=returned[1]) if returned is not None else None

    return made_or_written
