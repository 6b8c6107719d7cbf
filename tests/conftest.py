"""What every test gets, and the two databases: an empty one, and one that holds the whole register.

A test marked `register` reads the second. It is made and loaded once for each test process, and never changed: each
test's writes are rolled back. Every other test that is marked `django_db` starts from nothing, with `factories`.
"""

import copy
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.template import VariableDoesNotExist
from django.test import override_settings
from hypothesis import settings as hypothesis_settings

# The fixture `site`, for the tests that ask a running site.
pytest_plugins = ["tests.running_site"]

# The same examples on every run, and no failure because a machine is busy.
hypothesis_settings.register_profile("repeatable", deadline=None, derandomize=True)
hypothesis_settings.load_profile("repeatable")

TODAY = date(2026, 11, 23)
# Templates of Django and of packages, which ask for variables that need not be there.
_FOREIGN_TEMPLATES = ("admin/", "django/", "ninja/", "registration/", "simple_history/")


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files under their own names, found where they are written; passwords that need not be safe."""
    with override_settings(
        # Kept files are those of one database: two test processes have two.
        VAR_DIR=tmp_path_factory.mktemp("var"),
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        # Otherwise WhiteNoise warns where nobody has collected the static files.
        WHITENOISE_AUTOREFRESH=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture
def today(time_machine: Any) -> date:
    """Stop the clock at noon in Tokyo, and return the day."""
    time_machine.move_to(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZoneInfo("Asia/Tokyo")), tick=False)
    return TODAY


class _UndefinedVariables(logging.Handler):
    """Keeps what Django tells only its log: each variable that a template of ours asked for in vain."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, VariableDoesNotExist) and isinstance(record.args, tuple):
            variable, template = record.args
            if not str(template).startswith(_FOREIGN_TEMPLATES):
                self.found.add(f"{variable} in {template}")


@pytest.fixture(scope="session")
def template_log() -> Iterator[_UndefinedVariables]:
    logger = logging.getLogger("django.template")
    handler = _UndefinedVariables()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield handler
    logger.removeHandler(handler)


@pytest.fixture(autouse=True)
def no_undefined_template_variables(template_log: _UndefinedVariables) -> Iterator[None]:
    """Fail a test during which a template asked for a variable that is not there, also in an `if`."""
    template_log.found.clear()
    yield
    if template_log.found:
        pytest.fail(f"undefined in a template: {', '.join(sorted(template_log.found))}")


@contextmanager
def _as_default(database: Any) -> Iterator[None]:
    """Make a database the one that every query goes to."""
    own, own_settings = connections["default"], connections.settings["default"]
    connections["default"], connections.settings["default"] = database, database.settings_dict
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections["default"], connections.settings["default"] = own, own_settings
        ContentType.objects.clear_cache()


def _second_database(folder: Path) -> Any:
    """Return a connection to a database, not yet made, beside the one that tests write to."""
    own = connections["default"]
    settings = copy.deepcopy(own.settings_dict)
    # The tables as the models have them, which is quicker: that the migrations agree is tested with the first database.
    settings["TEST"]["MIGRATE"] = False
    settings["TEST"]["NAME"] = (
        str(folder / "register.sqlite3") if own.vendor == "sqlite" else f"{settings['NAME']}_register"
    )
    return type(own)(settings, "default")


@pytest.fixture(scope="session")
def register_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The connection to a database that holds the whole register, loaded once."""
    from agreements.fixture_files import load_order
    from agreements.loading import load

    with django_db_blocker.unblock():
        database = _second_database(tmp_path_factory.mktemp("database"))
        name = database.settings_dict["NAME"]
        with _as_default(database):
            database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            load(load_order())
    yield database
    with django_db_blocker.unblock():
        database.close()
        database.creation.destroy_test_db(name, verbosity=0)


@pytest.fixture
def whole_register(register_database: Any) -> Iterator[None]:
    """The whole register for one test. The mark `register` asks for it before the test's transaction begins."""
    with _as_default(register_database):
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("register") and isinstance(item, pytest.Function):
            own_mark = item.get_closest_marker("django_db")
            if own_mark is None:
                item.add_marker(pytest.mark.django_db)
            elif own_mark.kwargs.get("transaction"):
                raise pytest.UsageError(f"{item.nodeid}: the whole register is shared, and transaction=True empties it")
            if "whole_register" not in item.fixturenames:
                item.fixturenames.insert(0, "whole_register")
