"""How often and how fast the site answers, counted over all workers, as Prometheus reads it.

Each worker counts in a file of its own, and whoever is asked adds the files up: a worker alone would tell a different
half of the truth at every visit. `manage.py prepare` removes the files of the run before.
"""

import logging
import os
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

logger = logging.getLogger(__name__)

# Anybody can make up a method, and each would be a row of its own.
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
# Bytes that each file of a worker has from the beginning: some 5,000 rows.
_ROOM = 1_000_000
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "metrics"


def forget() -> None:
    """Remove what an earlier run counted."""
    rmtree(_folder(), ignore_errors=True)


def _make_room(file: Path) -> None:
    """Fill a file with zeros up to its size, or fail and leave it as it was.

    The package maps files with holes into memory. Whoever writes into a hole while the disk is full is killed by the
    system, and with it the worker.
    """
    size = file.stat().st_size if file.exists() else 0
    try:
        with file.open("ab", buffering=0) as end:
            missing = _ROOM - size
            while missing > 0:
                missing -= end.write(bytes(missing))
    except OSError:
        # The package reads every file that is there, and fails at one with nothing in it.
        if size:
            os.truncate(file, size)
        else:
            file.unlink(missing_ok=True)
        raise


@cache
def _measures() -> tuple["Counter", "Histogram"]:
    _folder().mkdir(parents=True, exist_ok=True)
    for kind in ("counter", "histogram"):
        # As the package names them.
        _make_room(_folder() / f"{kind}_{os.getpid()}.db")
    # The package reads this when it is first imported, and then never again.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_folder())
    from prometheus_client import Counter, Histogram

    return (
        Counter("rosetta_requests", "Requests answered.", ["method", "route", "status", "answered"]),
        Histogram("rosetta_request_seconds", "Time to an answer.", ["route"], buckets=_SECONDS),
    )


@cache
def _say_once(why: str) -> None:
    logger.warning("Requests are not counted for /metrics until there is room: %s", why)


def count(method: str, route: str, status: int, answered: str, seconds: float) -> None:
    """Count an answer. `answered` says how: made, kept (from memory) or unchanged (304 without more).

    Where the disk has no room to count, nothing is counted until it has.
    """
    try:
        requests, duration = _measures()
    except OSError as error:
        _say_once(str(error))
        return
    requests.labels(method if method in _METHODS else "other", route, str(status), answered).inc()
    duration.labels(route).observe(seconds)


def exposition() -> tuple[bytes, str]:
    """Return what all workers have counted, and the media type."""
    _measures()
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(_folder()))  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST
