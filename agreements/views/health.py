"""What those who run the site ask it: is it alive, can it answer readers, how often and how fast does it."""

import logging
from collections.abc import Callable
from functools import cache
from hmac import compare_digest
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from agreements.models import AgreementType, Register
from rosetta import metrics as measured
from rosetta.databases import PRIMARY, answers, has_replica, is_without_database

logger = logging.getLogger(__name__)


@csrf_exempt
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok`: the process is alive. It asks for nothing else, as a new process would bring no database back."""
    return HttpResponse("ok\n", content_type="text/plain")


class _NotReadyError(Exception):
    """What is missing, in a word."""


def _connection() -> BaseDatabaseWrapper:
    """Return where readers are answered from."""
    return connections[router.db_for_read(Register)]


def _database() -> None:
    with _connection().cursor() as cursor:
        cursor.execute("SELECT 1")


@cache
def _migrations() -> None:
    """Raise where a migration has not been applied. Once all are, they stay so for as long as this program runs."""
    executor = MigrationExecutor(_connection())
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotReadyError("not applied")


def _register() -> None:
    if not (Register.objects.exists() and AgreementType.objects.exists()):
        raise _NotReadyError("not loaded")


_NEEDED: dict[str, Callable[[], None]] = {"database": _database, "migrations": _migrations, "register": _register}


@csrf_exempt
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say part by part whether readers can be answered, with 503 where they cannot."""
    found: dict[str, str] = {}
    for name, look in _NEEDED.items():
        if is_without_database(request) or found.get("database") == "no answer":
            # Who asks again waits again, and with them every reader of this worker.
            found[name] = "no answer"
            continue
        try:
            look()
            found[name] = "ok"
        except _NotReadyError as missing:
            found[name] = str(missing)
        except (DatabaseError, OSError) as error:
            # Details, such as the name of a host, are for the log and not for whoever asks.
            logger.warning("Not ready, %s: %s", name, error)
            found[name] = "no answer"
    is_ready = set(found.values()) == {"ok"}
    if has_replica():
        # Without it readers are answered and editors are not: no reason to send readers elsewhere.
        found["primary"] = "ok" if answers(PRIMARY) else "no answer"
    return JsonResponse(
        {"status": "ready" if is_ready else "not ready", **found},
        status=HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )


@csrf_exempt
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the measurements to whoever has the token; to others, and where none is set, there is no such page."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not settings.METRICS_TOKEN or not compare_digest(shown.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    text, content_type = measured.exposition()
    return HttpResponse(text, content_type=content_type)
