"""What is said where the database or the disk fails: one honest page with 503, which needs neither."""

import errno
import logging
import re
import sqlite3
from http import HTTPStatus
from sys import exc_info

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from agreements.api.problems import EXPOSED, problem
from rosetta.requests import comes_from_this_site

# After so many seconds who asked may ask again.
SECONDS = 30
# PostgreSQL calls a write to a copy that only reads an internal error.
_OF_DATABASE = (OperationalError, InterfaceError, InternalError, sqlite3.OperationalError)
# A file that is damaged, or is no database: Django has no error of its own for it.
_OF_FILE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_OF_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.EACCES})
_OF_EDITORS = re.compile(r"/(?:ja/)?admin/")
# What stands in `/api/` above it are pages.
_OF_API = "/api/v1/"
# What is typed there nobody wants to read on a page, nor to have sent again by it.
_SECRET = re.compile(r"/(?:ja/)?admin/(?:login|password_change|second-factor|auth)/")
# The fields that whoever filled in the others does not know of: they are sent again, and not shown.
_UNSEEN = re.compile(r"_|csrf|token\Z|initial-|.*-(?:TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|id)\Z")
_POLICY = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def is_outage(error: BaseException | None) -> bool:
    """Tell what no change of the program would mend: the database is lost, slow, full or read-only, or the disk is."""
    if _is_of_statement(of_sqlite := _of_sqlite(error)):
        return False
    return (
        isinstance(error, _OF_DATABASE)
        or (isinstance(error, OSError) and error.errno in _OF_DISK)
        or _code_of(of_sqlite) in _OF_FILE
    )


def _of_sqlite(error: BaseException | None) -> sqlite3.Error | None:
    """Return what SQLite said, by itself or wrapped by Django."""
    found = (one for one in (error, getattr(error, "__cause__", None)) if isinstance(one, sqlite3.Error))
    return next(found, None)


def _code_of(error: sqlite3.Error | None) -> int:
    # The low byte says what it is, the rest how it came about.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF


def _is_of_statement(error: sqlite3.Error | None) -> bool:
    """Tell whether SQLite could not read what it was asked, which PostgreSQL has a class of errors for.

    A missing table is no mistake of that kind: in place of a lost file SQLite opens an empty one.
    """
    return _code_of(error) == sqlite3.SQLITE_ERROR and not str(error).startswith("no such table")


class WithoutTraceback(logging.Filter):
    """Leaves one line of what happens with each request as long as a database is gone, which fills no disk."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if is_outage(error):
            record.msg, record.args = f"{record.getMessage()}: {error}", ()
            record.exc_info = record.exc_text = None
        return True


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed into a form of this site, by field. One of another site is not offered to be sent again."""
    if request.method != "POST" or _SECRET.match(request.path_info):
        return []
    # An editor’s form has Django’s token, which has been looked at; a reader’s has none.
    is_ours = getattr(request, "csrf_processing_done", False) or (
        not _OF_EDITORS.match(request.path_info) and comes_from_this_site(request)
    )
    return [(name, value) for name, values in request.POST.lists() for value in values] if is_ours else []


def _page(request: HttpRequest) -> str:
    """Return the page for readers, or for whoever wanted to change something the one that holds all that was typed."""
    if request.method != "POST" and not _OF_EDITORS.match(request.path_info):
        return render_to_string("503.html")
    typed = _typed(request)
    return render_to_string(
        "503_unsaved.html",
        {
            "address": request.get_full_path(),
            "typed": typed,
            "seen": [(name, value) for name, value in typed if value.strip() and not _UNSEEN.match(name)],
        },
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503: to programs a problem, to whoever sent a form all that they typed, to everybody when to ask again."""
    if request.path_info.startswith(_OF_API):
        response = problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"The register cannot be read at the moment. Ask again in {SECONDS} seconds.",
        )
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
    else:
        response = HttpResponse(_page(request), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(SECONDS)
    response["Cache-Control"] = "no-store"
    # It may be given before the policy of other pages is added, and needs less.
    response["Content-Security-Policy"] = _POLICY
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Answer where something was raised that nobody caught: 503 for an outage, 500 for a mistake of ours."""
    # Django calls this while it handles the exception, and says nothing of it.
    if is_outage(exc_info()[1]):
        return unavailable(request)
    response: HttpResponse = server_error(request)
    return response
