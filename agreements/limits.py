"""How often one place may ask for what costs much, counted for all workers together.

The counts stand in the Redis that `CACHE_URL` names, which several machines may share, and otherwise in a small file
of their own that the workers of this machine share: beside the register’s database, so that no reader waits for an
editor’s transaction, and none is turned away while the database is read-only or down.
"""

import logging
import sqlite3
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from math import ceil
from pathlib import Path
from threading import local

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from agreements.answer_store import shared_store

EVERYBODY = "*"
_FILE = "limits.sqlite3"
# In seconds. Who counts waits no longer than this for another worker that counts.
_PATIENCE = 0.5
_MINUTE, _DAY = 60, 24 * 60 * 60
_files = local()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in each stretch of `seconds`; stretches begin with the day in the site’s time zone."""

    name: str
    most: int
    seconds: int

    def stretch(self) -> tuple[int, int]:
        """Return the seconds since 1970 at which the present stretch began, and how many of it are left, rounded up."""
        now = timezone.localtime()
        offset = int(now.utcoffset().total_seconds())  # type: ignore[union-attr]
        moment = now.timestamp() + offset
        begun = int(moment // self.seconds) * self.seconds
        return begun - offset, max(1, ceil(begun + self.seconds - moment))


def a_minute(name: str, most: int) -> Limit:
    return Limit(name, most, _MINUTE)


def a_day(name: str, most: int) -> Limit:
    return Limit(name, most, _DAY)


def searches() -> Limit:
    return a_minute("search", settings.SEARCHES_A_MINUTE)


def decodes() -> Limit:
    return a_minute("decode", settings.DECODES_A_MINUTE)


def files() -> Limit:
    return a_minute("file", settings.FILES_A_MINUTE)


def network_address(request: HttpRequest) -> str:
    """Return the address that a request came from; of a long one the part that stands for one household."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        # The proxy’s own word is the last; whatever stands before it the client may have made up.
        text = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or text
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return str(address)


def sender_of(request: HttpRequest) -> str:
    """Return a name for where a request came from that holds for one day, and from which nobody can tell where."""
    message = f"{timezone.localdate().isoformat()} {network_address(request)}"
    return salted_hmac("agreements.limits", message, algorithm="sha256").hexdigest()


def take(limit: Limit, sender: str) -> int:
    """Count one more from a sender. Return 0 where that is within the limit, else the seconds until there is room.

    A limit of 0 is none. Where nothing can be counted nobody is turned away: a limit guards against haste, and must
    not become a way for the site to fail.
    """
    if limit.most <= 0:
        return 0
    begun, left = limit.stretch()
    name = f"{limit.name}:{begun}:{sender}"
    try:
        number = _in_redis(name, left) or _in_file(name, begun + limit.seconds)
    except (OSError, sqlite3.Error):
        _log.warning("Requests cannot be counted, and none is turned away.", exc_info=True)
        return 0
    return left if number > limit.most else 0


def take_search(request: HttpRequest) -> int:
    """Count one text that is looked for, wherever it was typed. Return as `take` does."""
    return take(searches(), sender_of(request))


def take_file(request: HttpRequest, text: str = "") -> int:
    """Count one file or picture that is made for the one who asks, and the text that is looked for in it.

    Such a one takes up to a second of a worker, where a page takes some hundredths. Return as `take` does.
    """
    return take(files(), sender_of(request)) or (take_search(request) if text else 0)


def _in_redis(name: str, left: int) -> int | None:
    """Return None where there is no Redis, or none that answers: each machine then counts for itself."""
    shared = shared_store()
    # Longer than the stretch, so that it never runs out between being found and being counted up.
    return shared.count(f"taken:{name}", left + _MINUTE) if shared else None


def _in_file(name: str, ends: int) -> int:
    with _file(Path(settings.VAR_DIR) / _FILE) as counts:
        number = int(
            counts.execute(
                "INSERT INTO taken (name, number, ends) VALUES (?, 1, ?) "
                "ON CONFLICT (name) DO UPDATE SET number = number + 1 RETURNING number",
                (name, ends),
            ).fetchone()[0]
        )
        if number == 1:
            counts.execute("DELETE FROM taken WHERE ends <= ?", (timezone.now().timestamp(),))
    return number


def _file(path: Path) -> sqlite3.Connection:
    """Return this thread’s connection to the file of counts, which is made where it is missing."""
    known: dict[Path, sqlite3.Connection] = _files.__dict__.setdefault("by_path", {})
    if path not in known or not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        counts = sqlite3.connect(path, timeout=_PATIENCE)
        # Counts of a minute need not outlive a power cut.
        counts.execute("PRAGMA journal_mode = WAL")
        counts.execute("PRAGMA synchronous = OFF")
        counts.execute("CREATE TABLE IF NOT EXISTS taken (name TEXT PRIMARY KEY, number INTEGER, ends REAL)")
        counts.execute("CREATE INDEX IF NOT EXISTS taken_ends ON taken (ends)")
        counts.commit()
        known[path] = counts
    return known[path]
