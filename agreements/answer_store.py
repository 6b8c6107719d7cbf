"""Keeps whole answers to readers: in the memory of the process and, where there is one, in a Redis that all share.

That Redis also counts, for the limits that hold for all machines together.
"""

import json
import logging
import time
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.conf import settings

logger = logging.getLogger(__name__)

# Larger answers are sent as they are made. Bytes.
MOST_KEPT = 1_000_000
# What an answer takes in memory besides its body, in bytes: measured, and rounded up.
_BESIDES = 3_000
# The part of the memory for addresses with a query, of which there are as many as readers and robots think of.
_FOR_QUERIES = 0.5
# Addresses with a query are kept from the second time on; so many are remembered as asked for once.
_MOST_ASKED_ONCE = 20_000
# Seconds for which one answer stays in Redis: its edition may be gone long before.
_SECONDS_PLAIN, _SECONDS_QUERY = 86_400, 3_600
# Seconds that a reader waits for Redis at most, and for which one that failed is left alone.
_PATIENCE, _REST = 0.2, 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer as it goes over the wire: status 200, headers, and a body that may be compressed by gzip."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    # The name of the route, which nobody looks up for an answer that is kept.
    route: str

    def as_bytes(self) -> bytes:
        return json.dumps([self.headers, self.route], separators=(",", ":")).encode() + b"\n" + self.body

    @classmethod
    def from_bytes(cls, data: bytes) -> "Answer":
        head, _, body = data.partition(b"\n")
        headers, route = json.loads(head)
        return cls(tuple((str(name), str(value)) for name, value in headers), body, str(route))


class Memory:
    """The answers of one edition, the least recently used of which make room. `most` is in bytes, 0 keeps nothing.

    Addresses with a query have room of their own: however many are made up, the pages of the register stay.
    """

    def __init__(self, most: int) -> None:
        def room(share: float) -> LRUCache[str, Answer]:
            return LRUCache(int(most * share), getsizeof=lambda answer: len(answer.body) + _BESIDES)

        self._plain, self._queries = room(1 - _FOR_QUERIES), room(_FOR_QUERIES)
        self._asked_once: LRUCache[str, None] = LRUCache(_MOST_ASKED_ONCE)
        self._edition: Hashable = None
        self._lock = Lock()

    def turn_to(self, edition: Hashable) -> None:
        """Forget what was kept of another edition."""
        if edition != self._edition:
            with self._lock:
                self._plain.clear()
                self._queries.clear()
                self._edition = edition

    def get(self, key: str) -> Answer | None:
        with self._lock:
            return self._plain.get(key) or self._queries.get(key)

    def is_asked_again(self, key: str) -> bool:
        """Tell whether an address was asked for before, and remember that it has been."""
        with self._lock:
            if key in self._asked_once:
                return True
            self._asked_once[key] = None
            return False

    def put(self, key: str, answer: Answer, *, has_query: bool) -> None:
        room = self._queries if has_query else self._plain
        with self._lock:
            if room.getsizeof(answer) <= room.maxsize:
                room[key] = answer


class Shared:
    """Answers and counts in Redis. One that fails or is slow is as good as none, and is asked again after a rest."""

    def __init__(self, url: str) -> None:
        # Half a second of a start, which only who has a Redis need wait for.
        import redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        self._failures = (redis.RedisError, OSError)
        self._redis = redis.Redis.from_url(
            url,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            # By itself it would try again, with pauses of seconds, while a reader waits.
            retry=Retry(NoBackoff(), 0),
        )
        self._rests_until = 0.0

    def _ask(self, command: str, *arguments: Any, **options: Any) -> Any:
        if time.monotonic() < self._rests_until:
            return None
        try:
            return getattr(self._redis, command)(*arguments, **options)
        except self._failures as error:
            self._rests_until = time.monotonic() + _REST
            # The error names host and port, and never the password.
            logger.warning("Redis does not answer, and is left alone for %d s: %s", _REST, error)
            return None

    def get(self, key: str) -> Answer | None:
        data = self._ask("get", f"rosetta:{key}")
        try:
            return Answer.from_bytes(data) if isinstance(data, bytes) else None
        except ValueError:
            logger.warning("What Redis holds under a key of ours is no answer.")
            return None

    def put(self, key: str, answer: Answer, *, has_query: bool) -> None:
        self._ask("set", f"rosetta:{key}", answer.as_bytes(), ex=_SECONDS_QUERY if has_query else _SECONDS_PLAIN)

    def count(self, name: str, seconds: int) -> int | None:
        """Count one more under a name, and return how many it are; None where Redis does not answer.

        The name is forgotten so many seconds after it was first counted.
        """
        self._ask("set", f"rosetta:{name}", 0, ex=seconds, nx=True)
        number = self._ask("incr", f"rosetta:{name}")
        return number if isinstance(number, int) else None


@cache
def shared_store() -> Shared | None:
    """Return the Redis that `CACHE_URL` names, one for the process: where it fails, everything leaves it alone."""
    return Shared(settings.KEPT_SHARED_URL) if settings.KEPT_SHARED_URL else None
