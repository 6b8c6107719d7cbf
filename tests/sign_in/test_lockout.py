"""Who types too many wrong passwords waits; nobody else does, least of all the owner of the name."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db
PASSWORD = "a long password of many words"
LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def owner(today: Any) -> User:
    return User.objects.create_superuser("owner", password=PASSWORD)


def log_in(password: str, address: str = "192.0.2.1", name: str = "owner", page: str = LOGIN, **headers: str) -> Any:
    data = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address).post(page, data, headers=headers)


def lock(**where: str) -> Any:
    responses = [log_in("wrong", **where) for _ in range(5)]
    return responses[-1]


def test_the_fifth_wrong_password_locks_for_a_quarter_of_an_hour(time_machine: Any) -> None:
    response = lock()
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "Try again in 15 minutes, at 12:15 JST." in response.content.decode()
    assert log_in(PASSWORD).status_code == 429
    time_machine.shift(901)
    assert log_in(PASSWORD).status_code == 302


def test_going_on_does_not_lengthen_the_lock(time_machine: Any) -> None:
    lock()
    time_machine.shift(600)
    assert "Try again in 5 minutes" in log_in("wrong").content.decode()
    time_machine.shift(301)
    assert log_in(PASSWORD).status_code == 302


def test_from_elsewhere_the_owner_signs_in_all_the_same() -> None:
    for number in range(1, 4):
        lock(address=f"198.51.100.{number}")
    assert log_in(PASSWORD).status_code == 302


def test_a_colleague_in_the_same_office_signs_in_all_the_same() -> None:
    User.objects.create_superuser("colleague", password=PASSWORD)
    lock()
    assert log_in(PASSWORD, name="colleague").status_code == 302


def test_another_browser_at_the_same_address_is_locked_too() -> None:
    for number in range(5):
        log_in("wrong", **{"User-Agent": f"guesser {number}"})
    assert log_in(PASSWORD, **{"User-Agent": "one more"}).status_code == 429


def test_behind_a_proxy_only_the_proxys_own_word_counts() -> None:
    with override_settings(BEHIND_PROXY=True):
        for number in range(5):
            log_in("wrong", address="10.0.0.1", **{"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.7"})
        assert log_in(PASSWORD, address="10.0.0.1", **{"X-Forwarded-For": "192.0.2.7"}).status_code == 429
        assert log_in(PASSWORD, address="10.0.0.1", **{"X-Forwarded-For": "192.0.2.8"}).status_code == 302


def test_a_household_has_one_address_of_the_new_kind() -> None:
    for number in range(5):
        log_in("wrong", address=f"2001:db8:1:2::{number + 1}")
    assert log_in(PASSWORD, address="2001:db8:1:2:ffff::1").status_code == 429
    assert log_in(PASSWORD, address="2001:db8:1:3::1").status_code == 302


def test_a_log_in_that_succeeds_forgets_the_wrong_ones() -> None:
    for _ in range(4):
        log_in("wrong")
    log_in(PASSWORD)
    assert not AccessAttempt.objects.exists()
    assert log_in("wrong").status_code == 200


def test_no_password_is_kept() -> None:
    log_in("wrong but nearly right")
    attempt = AccessAttempt.objects.get()
    assert "nearly" not in f"{attempt.get_data} {attempt.post_data} {attempt.path_info}"


def test_names_and_addresses_stay_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    lock()
    assert "Locking out sender" in caplog.text
    assert "owner" not in caplog.text
    assert "192.0.2.1" not in caplog.text


def test_the_page_of_a_lock_speaks_japanese() -> None:
    response = lock(page="/ja/admin/login/")
    assert response.status_code == 429
    assert '<html lang="ja"' in response.content.decode()


@pytest.mark.parametrize("address", ["", "unix:"])
def test_a_server_without_addresses_takes_log_ins(address: str) -> None:
    assert log_in("wrong", address=address).status_code == 200
    assert log_in(PASSWORD, address=address).status_code == 302


def test_names_without_end_from_one_address_are_slowed_down() -> None:
    answers = [log_in("wrong", name=f"guess{number}") for number in range(61)]
    assert {response.status_code for response in answers[:60]} == {200}
    assert answers[60].status_code == 429
    assert log_in(PASSWORD, address="192.0.2.2").status_code == 302


@pytest.mark.parametrize("name", ["", "\x00", "x" * 5_000, "owner\x00", "ｏｗｎｅｒ", "‮renwo"])
def test_odd_names_are_refused_like_others(name: str) -> None:
    assert log_in("wrong", name=name).status_code == 200
