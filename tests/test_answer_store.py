"""What is kept of answers, in memory and in Redis."""

import logging
import socket
import time

import pytest

from agreements.answer_store import Answer, Memory, Shared
from tests.running_site import free_port

ANSWER = Answer((("Content-Type", "text/html"), ("ETag", 'W/"日本"')), b"\x1f\x8b\n{}\n", "agreements:home")


def _of_size(size: int) -> Answer:
    return Answer((), b"x" * size, "agreements:home")


def test_an_answer_comes_back_from_bytes_as_it_was() -> None:
    assert Answer.from_bytes(ANSWER.as_bytes()) == ANSWER


@pytest.mark.parametrize("has_query", [False, True])
def test_what_is_kept_is_found(has_query: bool) -> None:
    memory = Memory(1_000_000)
    memory.put("a", ANSWER, has_query=has_query)

    assert memory.get("a") == ANSWER
    assert memory.get("b") is None


def test_addresses_that_robots_make_up_never_push_out_a_page() -> None:
    memory = Memory(1_000_000)
    memory.put("a page", _of_size(20_000), has_query=False)

    for number in range(1_000):
        memory.put(f"made up {number}", _of_size(20_000), has_query=True)

    assert memory.get("a page")
    assert memory.get("made up 999")
    assert memory.get("made up 0") is None


def test_the_least_recently_used_makes_room() -> None:
    memory = Memory(200_000)
    for name in ("a", "b", "c"):
        memory.put(name, _of_size(30_000), has_query=False)
    assert memory.get("a")

    memory.put("d", _of_size(30_000), has_query=False)

    assert memory.get("a")
    assert memory.get("b") is None


def test_what_is_too_large_is_not_kept() -> None:
    memory = Memory(0)
    memory.put("a", ANSWER, has_query=False)

    assert memory.get("a") is None


def test_with_a_new_edition_the_old_one_is_forgotten() -> None:
    memory = Memory(1_000_000)
    memory.turn_to("first")
    memory.put("a", ANSWER, has_query=False)
    memory.turn_to("first")
    assert memory.get("a")

    memory.turn_to("second")
    assert memory.get("a") is None


def test_an_address_is_asked_again_from_the_second_time_on() -> None:
    memory = Memory(1_000_000)

    assert [memory.is_asked_again("a"), memory.is_asked_again("b"), memory.is_asked_again("a")] == [False, False, True]


def test_what_one_process_keeps_in_redis_another_finds(redis_url: str) -> None:
    one, other = Shared(redis_url), Shared(redis_url)
    assert other.get("a") is None

    one.put("a", ANSWER, has_query=True)

    assert other.get("a") == ANSWER


def test_processes_count_as_one_in_redis_and_what_is_over_is_forgotten(redis_url: str) -> None:
    one, other = Shared(redis_url), Shared(redis_url)

    assert [one.count("a", 60), other.count("a", 60), one.count("b", 60), other.count("a", 60)] == [1, 2, 1, 3]
    assert 0 < one._redis.ttl("rosetta:a") <= 60


def test_a_redis_that_is_not_there_is_no_error_and_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    shared = Shared(f"redis://127.0.0.1:{free_port()}/0")

    with caplog.at_level(logging.WARNING):
        shared.put("a", ANSWER, has_query=False)
        assert [shared.get("a") for _ in range(100)] == [None] * 100

    assert [record.getMessage()[:32] for record in caplog.records] == ["Redis does not answer, and is le"]


def test_a_redis_that_hangs_holds_nobody_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        shared = Shared(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        for _ in range(100):
            assert shared.get("a") is None
        assert time.monotonic() - began < 2


def test_nobody_learns_the_password_of_redis_from_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Shared(f"redis://:secret@127.0.0.1:{free_port()}/0").get("a")

    assert caplog.records
    assert "secret" not in caplog.text
