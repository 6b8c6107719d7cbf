"""What every test gets, and the three databases: an empty one, and two that hold a register.

A test marked `register` reads the whole one, a test with the fixture `small_register` that of tests/small_register.py.
Each is made once for each test process, and never changed: each test's writes are rolled back. Every other test that is
marked `django_db` starts from nothing, with `factories`.
"""

import copy
import gc
import logging
from collections.abc import Callable, Iterator
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

from tests.counts import forget_counts

# The fixture `site`, for the tests that ask a running site, and `redis_url`, for those that ask a Redis.
pytest_plugins = ["tests.running_site", "tests.throwaway_redis"]

# The same examples on every run, and no failure because a machine is busy.
hypothesis_settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=50)
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
        # Every request is answered anew, as a test may change what no reader can. Tests of what is kept keep something.
        KEPT_MEGABYTES=0,
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        # Otherwise WhiteNoise warns where nobody has collected the static files.
        WHITENOISE_AUTOREFRESH=True,
        # Under a clock that stands still all tests ask within one minute.
        SEARCHES_A_MINUTE=0,
        DECODES_A_MINUTE=0,
        FILES_A_MINUTE=0,
        # A machine with more to do than tests is slow, and no database lost.
        QUERY_SECONDS=0,
        SECOND_FACTOR=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Forget what earlier tests were counted for under the same clock."""
    forget_counts()


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


@contextmanager
def _made(name: str, folder: Path, fill: Callable[[], object], blocker: Any) -> Iterator[Any]:
    """Make and fill a database beside the one that tests write to, and yield the connection to it."""
    own = connections["default"]
    as_own = copy.deepcopy(own.settings_dict)
    # The tables as the models have them, which is quicker: that the migrations agree is tested with the first database.
    as_own["TEST"]["MIGRATE"] = False
    as_own["TEST"]["NAME"] = str(folder / f"{name}.sqlite3") if own.vendor == "sqlite" else f"{as_own['NAME']}_{name}"
    database = type(own)(as_own, "default")
    own_name = database.settings_dict["NAME"]
    with blocker.unblock(), _as_default(database):
        database.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        fill()
    yield database
    with blocker.unblock():
        database.close()
        database.creation.destroy_test_db(own_name, verbosity=0)


def _load_register() -> None:
    from agreements.fixture_files import load_order
    from agreements.loading import load

    load(load_order())


def _make_small_register() -> None:
    from tests.small_register import small_register

    small_register()


@pytest.fixture(scope="session")
def register_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The connection to a database that holds the whole register, loaded once."""
    with _made("register", tmp_path_factory.mktemp("database"), _load_register, django_db_blocker) as database:
        yield database


@pytest.fixture(scope="session")
def small_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The connection to a database that holds the small register, made once."""
    with _made("small", tmp_path_factory.mktemp("database"), _make_small_register, django_db_blocker) as database:
        yield database


@pytest.fixture
def whole_register(register_database: Any) -> Iterator[None]:
    """The whole register for one test. The mark `register` asks for it before the test's transaction begins."""
    with _as_default(register_database):
        yield


@pytest.fixture
def small_register(small_database: Any) -> Iterator[None]:
    """The register of tests/small_register.py for one test; asked for before the test's transaction begins."""
    with _as_default(small_database):
        yield


# What a test that reads or writes a database asks for, itself or through what it asks for.
_OF_THE_DATABASE = {"db", "transactional_db", "live_server", "small_register", "whole_register"}


def _shared_register(item: pytest.Function) -> str:
    """Return the fixture of the register that a test reads and other tests read too; empty where it has its own."""
    if item.get_closest_marker("register"):
        return "whole_register"
    return "small_register" if "small_register" in item.fixturenames else ""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    for item in items:
        if not isinstance(item, pytest.Function):
            continue
        own_mark = item.get_closest_marker("django_db")
        if shared := _shared_register(item):
            if own_mark is None:
                item.add_marker(pytest.mark.django_db)
            elif own_mark.kwargs.get("transaction"):
                raise pytest.UsageError(f"{item.nodeid}: the register is shared, and transaction=True empties it")
            item.fixturenames[:] = [shared, *(name for name in item.fixturenames if name != shared)]
        if own_mark or shared or _OF_THE_DATABASE & set(item.fixturenames):
            item.add_marker("database")
    yield
    # What takes a minute, in which the other test process is at work: not at the end, when it has none.
    items.sort(
        key=lambda item: "pages" not in getattr(item, "fixturenames", ()) and not item.get_closest_marker("long")
    )


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among the tests and packages, which stay as long as the process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
