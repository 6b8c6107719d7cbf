from collections.abc import Callable
from importlib import import_module

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

_GROUPS = [
    import_module(f"agreements.migrations.{name}")
    for name in ("0002_editor_and_publisher_groups", "0007_reports_of_mistakes", "0009_publishers_date_the_register")
]


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """Return a client for a member of the group of that name, "editor" or "publisher"."""

    def sign_in(group: str) -> Client:
        user = User.objects.create_user(f"an-{group}", password="a long password", is_staff=True)
        # A test that empties the tables takes the groups along, which a migration has made.
        if not Group.objects.filter(name=group).exists():
            rights = set().union(*(getattr(migration, group.upper()) for migration in _GROUPS))
            permissions = Permission.objects.filter(content_type__app_label="agreements", codename__in=rights)
            Group.objects.create(name=group).permissions.set(permissions)
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
