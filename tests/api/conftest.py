from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def register(small_register: None) -> None:
    """The register of tests/small_register.py."""


class Reader:
    """A program that asks the API."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, address: str, status: int = 200, **headers: str) -> Any:
        response = self.client.get(f"/api/v1/{address}", headers=headers)
        assert response.status_code == status, response.content.decode()
        return response.json()

    def slugs(self, address: str) -> list[str]:
        return [record["slug"] for record in self.get(address)["results"]]


@pytest.fixture
def reader() -> Reader:
    return Reader()
