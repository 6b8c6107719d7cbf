"""What those who run the site ask it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client, override_settings

from agreements.models import AgreementType
from agreements.views import health
from rosetta import metrics
from tests import factories


@pytest.fixture(autouse=True)
def asked_for_the_first_time() -> Iterator[None]:
    health._migrations.cache_clear()
    yield
    health._migrations.cache_clear()


@pytest.mark.django_db
def test_alive_needs_no_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_with_database_migrations_and_register(client: Client) -> None:
    factories.register()
    factories.agreement_type()

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "ready", "database": "ok", "migrations": "ok", "register": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_without_a_register(client: Client) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.json()["register"]) == (503, "not loaded")


@pytest.mark.django_db
def test_not_ready_where_a_migration_is_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT MAX(id) FROM django_migrations WHERE app = 'agreements')"
        )

    response = client.get("/readyz")

    assert (response.status_code, response.json()["migrations"]) == (503, "not applied")


@pytest.mark.django_db
def test_not_ready_without_a_database_and_no_word_on_where_it_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: Any, **options: Any) -> Any:
        raise DatabaseError("no connection to db.internal.example")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {
        "status": "not ready",
        "database": "no answer",
        "migrations": "no answer",
        "register": "no answer",
    }


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nothing_can_be_posted(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}])
@pytest.mark.parametrize("token", ["", "a-token"])
def test_without_the_token_there_is_no_page_of_metrics(client: Client, token: str, header: dict[str, str]) -> None:
    with override_settings(METRICS_TOKEN=token):
        assert client.get("/metrics", headers=header).status_code == 404


@pytest.mark.django_db
def test_metrics_count_by_route_and_never_by_address(client: Client) -> None:
    kind: AgreementType = factories.agreement_type()
    with override_settings(METRICS_TOKEN="a-token"):
        client.get(f"/types/{kind.slug}/?q=secret")
        client.get("/secret/")
        client.generic("BREW", "/healthz")
        response = client.get("/metrics", headers={"Authorization": "Bearer a-token"})

    text = response.content.decode()
    assert response["Content-Type"].startswith("text/plain")
    assert 'answered="made",method="GET",route="agreements:type_detail",status="200"' in text
    assert 'method="GET",route="none",status="404"' in text
    assert 'method="other",route="healthz",status="405"' in text
    assert 'rosetta_request_seconds_bucket{le="0.05",route="healthz"}' in text
    assert "secret" not in text


def test_a_new_run_counts_from_nothing(tmp_path: Any) -> None:
    with override_settings(VAR_DIR=tmp_path):
        (tmp_path / "metrics").mkdir()
        (tmp_path / "metrics" / "counter_1.db").touch()
        metrics.forget()
        assert not (tmp_path / "metrics").exists()
        metrics.forget()


def test_what_is_counted_has_its_room_on_the_disk_from_the_beginning(tmp_path: Path) -> None:
    """A file with holes that is mapped into memory kills who writes into it while the disk is full."""
    file = tmp_path / "counter_1.db"
    file.write_bytes(b"counted")

    metrics._make_room(file)
    metrics._make_room(file)

    facts = file.stat()
    assert (file.read_bytes()[:8], facts.st_size) == (b"counted\0", metrics._ROOM)
    assert facts.st_blocks * 512 >= metrics._ROOM


@contextmanager
def _no_file_longer_than(size: int) -> Iterator[None]:
    soft, hard = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        setrlimit(RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("before", [None, b"counted"])
def test_where_there_is_no_room_to_count_a_file_is_as_it_was(tmp_path: Path, before: bytes | None) -> None:
    file = tmp_path / "counter_1.db"
    if before:
        file.write_bytes(before)

    with _no_file_longer_than(50_000), pytest.raises(OSError, match="large"):
        metrics._make_room(file)

    # One without anything in it could not be read, and nor could what other workers have counted.
    assert (file.read_bytes() if file.exists() else None) == before


def test_an_answer_is_given_where_the_disk_has_no_room_to_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    monkeypatch.setattr(metrics, "_measures", full)

    with override_settings(METRICS_TOKEN="a-token"):  # noqa: S106
        response = Client().get("/healthz")
        told = Client(raise_request_exception=False).get("/metrics", headers={"Authorization": "Bearer a-token"})

    assert response.status_code == 200
    assert (told.status_code, told["Retry-After"]) == (503, "30")
