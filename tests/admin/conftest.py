from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """Return a client for a member of the group of that name, "editor" or "publisher"."""

    def sign_in(group: str) -> Client:
        user = User.objects.create_user(f"an-{group}", password="a long password", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def editor(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("editor")


@pytest.fixture
def publisher(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("publisher")
