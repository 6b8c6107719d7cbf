"""A round of questions: each host is asked one thing at a time, with a pause; several hosts beside each other.

Plain Python. Where nothing answers, it may be the network that is gone and not the pages: a failure is told only once
some host has answered after it, if need be one that is asked for that alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event
from time import monotonic
from urllib.parse import urlsplit

from .asking import Answer, Outcome

# So many hosts in a row without an answer, and the network itself is looked at.
HOSTS_IN_DOUBT = 5
MOST_WITNESSES = 3


@dataclass(frozen=True, slots=True)
class Asked:
    url: str
    answer: Answer

    @property
    def host(self) -> str:
        return host_of(self.url)


class NoNetworkError(Exception):
    """Nothing answers."""


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Round:
    """`pause` is between two questions to a host, `seconds` for the whole round; both in seconds."""

    ask: Callable[[str], Answer]
    pause: float = 1.0
    seconds: float = 1800.0
    hosts_at_once: int = 4

    def answers(self, urls: Iterable[str], witnesses: Sequence[str] = ()) -> Iterator[Asked]:
        """Yield what can be relied on, as it comes in. Raises NoNetworkError where nothing answers.

        `witnesses` are addresses that answered lately: by them a dead host is told from a dead network. Ends when the
        time is over, with what has been asked by then.
        """
        by_host: dict[str, list[str]] = defaultdict(list)
        for url in urls:
            by_host[host_of(url)].append(url)
        # The fullest first: with its pauses it takes the longest.
        hosts = sorted(by_host.values(), key=len, reverse=True)
        found: SimpleQueue[Asked | None] = SimpleQueue()
        stop = Event()
        deadline = monotonic() + self.seconds
        with ThreadPoolExecutor(self.hosts_at_once) as workers:
            try:
                jobs = [workers.submit(self._ask_host, of_host, found, stop, deadline) for of_host in hosts]
                yield from self._reliable(found, len(hosts), witnesses)
                for job in jobs:
                    job.result()
            finally:
                stop.set()

    def _ask_host(self, urls: list[str], found: "SimpleQueue[Asked | None]", stop: Event, deadline: float) -> None:
        try:
            for number, url in enumerate(urls):
                if (number and stop.wait(self.pause)) or stop.is_set() or monotonic() >= deadline:
                    return
                asked = Asked(url, self.ask(url))
                found.put(asked)
                if asked.answer.wants_quiet:
                    return
        finally:
            found.put(None)

    def _reliable(self, found: "SimpleQueue[Asked | None]", hosts: int, witnesses: Sequence[str]) -> Iterator[Asked]:
        """Yield answers as they come, and hold back failures of the network until something is answered after them."""
        held: list[Asked] = []
        answered = list(witnesses)
        while hosts:
            asked = found.get()
            if asked is None:
                hosts -= 1
            elif asked.answer.outcome is Outcome.NOT_ASKED:
                # Nothing was sent: that tells nothing of the network.
                yield asked
            elif asked.answer.was_answered:
                answered.append(asked.url)
                yield from held
                held.clear()
                yield asked
            else:
                held.append(asked)
                if len({each.host for each in held}) >= HOSTS_IN_DOUBT:
                    self._look_at_network(answered)
                    yield from held
                    held.clear()
        if held:
            self._look_at_network(answered)
            yield from held

    def _look_at_network(self, witnesses: Sequence[str]) -> None:
        """Raise NoNetworkError unless one of the last that answered, each of another host, still does."""
        by_host = {host_of(url): url for url in witnesses}
        if not any(self.ask(url).was_answered for url in list(by_host.values())[-MOST_WITNESSES:]):
            raise NoNetworkError
