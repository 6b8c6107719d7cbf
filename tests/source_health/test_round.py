"""Hosts are asked with patience, and a dead network is not taken for dead pages."""

import threading
import time
from collections import Counter

import pytest

from agreements.source_health.asking import Answer, Outcome
from agreements.source_health.round import Asked, NoNetworkError, Round

HERE = Answer(Outcome.WORKS, 200)
NOTHING = Answer(Outcome.SILENT, was_answered=False)


def urls(hosts: int, pages: int = 1) -> list[str]:
    return [f"https://host{host}.example/{page}" for host in range(hosts) for page in range(pages)]


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause() -> None:
    asking: Counter[str] = Counter()
    moments: dict[str, list[float]] = {}
    most, lock = Counter[str](), threading.Lock()

    def ask(url: str) -> Answer:
        host = url.split("/")[2]
        with lock:
            asking[host] += 1
            most[host] = max(most[host], asking[host])
            most["all"] = max(most["all"], sum(asking.values()))
            moments.setdefault(host, []).append(time.monotonic())
        time.sleep(0.02)
        with lock:
            asking[host] -= 1
        return HERE

    found = list(Round(ask, pause=0.05, hosts_at_once=3).answers(urls(5, 3)))

    assert len(found) == 15
    assert {number for host, number in most.items() if host != "all"} == {1}
    assert most["all"] == 3
    assert min(late - early for times in moments.values() for early, late in zip(times, times[1:], strict=False)) > 0.06


def test_with_no_network_nothing_is_told_and_little_is_asked() -> None:
    asked = []

    def ask(url: str) -> Answer:
        asked.append(url)
        time.sleep(0.005)
        return NOTHING

    told = []
    with pytest.raises(NoNetworkError):
        told.extend(Round(ask, pause=0, hosts_at_once=1).answers(urls(100)))
    assert told == []
    assert len(asked) < 50


def test_one_source_without_an_answer_proves_nothing() -> None:
    with pytest.raises(NoNetworkError):
        list(Round(lambda url: NOTHING, pause=0).answers(urls(1)))


def test_a_silent_host_is_told_once_another_has_answered() -> None:
    def ask(url: str) -> Answer:
        return HERE if "host9." in url else NOTHING

    found = list(Round(ask, pause=0, hosts_at_once=1).answers([*urls(3), "https://host9.example/"]))
    assert Counter(asked.answer.outcome for asked in found) == {Outcome.SILENT: 3, Outcome.WORKS: 1}


def test_many_silent_hosts_are_told_where_a_witness_answers() -> None:
    def ask(url: str) -> Answer:
        return HERE if "witness" in url else NOTHING

    round_ = Round(ask, pause=0, hosts_at_once=1)
    assert len(list(round_.answers(urls(12), ["https://witness.example/"]))) == 12
    with pytest.raises(NoNetworkError):
        list(round_.answers(urls(12), ["https://silent.example/"]))


def test_a_network_that_goes_half_way_leaves_the_rest_untold() -> None:
    answered = 0

    def ask(url: str) -> Answer:
        nonlocal answered
        answered += 1
        return HERE if answered <= 3 else NOTHING

    told: list[Asked] = []
    with pytest.raises(NoNetworkError):
        told.extend(Round(ask, pause=0, hosts_at_once=1).answers(urls(50)))
    # What was told before the network went is kept.
    assert [asked.answer for asked in told] == [HERE] * 3


def test_a_host_that_asks_for_quiet_is_left_alone() -> None:
    asked = []

    def ask(url: str) -> Answer:
        asked.append(url)
        return Answer(Outcome.REFUSED, 429)

    assert len(list(Round(ask, pause=0).answers(urls(1, 5)))) == 1
    assert len(asked) == 1


def test_the_round_ends_in_time() -> None:
    def ask(url: str) -> Answer:
        time.sleep(0.02)
        return HERE

    start = time.monotonic()
    found = list(Round(ask, pause=0.02, seconds=0.15).answers(urls(2, 500)))
    assert time.monotonic() - start < 2
    assert 0 < len(found) < 100


def test_an_address_that_is_never_asked_says_nothing_of_the_network() -> None:
    inside = Answer(Outcome.NOT_ASKED, was_answered=False)
    found = list(Round(lambda url: inside, pause=0).answers(urls(7)))
    assert {asked.answer for asked in found} == {inside}


def test_a_fault_of_our_own_is_not_hidden() -> None:
    def ask(url: str) -> Answer:
        raise RuntimeError("a fault")

    with pytest.raises(RuntimeError, match="a fault"):
        list(Round(ask, pause=0).answers(urls(1)))
