"""Typed readers of environment variables. A malformed value stops the start with a sentence that names it."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_POSTGRESQL = "django.db.backends.postgresql"
# Seconds that a request waits for a connection to PostgreSQL, and for which one connection is used.
_PATIENCE, _LIFE = 2, 3_600


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if value == "":
        return default
    raise ImproperlyConfigured(f"{name} is {value!r}; set it to 1 or 0.")


def integer(name: str, default: int) -> int:
    value = text(name)
    if value == "":
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to a whole number.") from None


def database(name: str, default: str = "") -> dict[str, Any]:
    """Return what Django asks of a database, from its address. Each process pools connections to PostgreSQL."""
    url = text(name, default) or default
    # A connection that a restart of the database has cut is replaced before a reader meets it: also in a pool.
    found: dict[str, Any] = {**dj_database_url.parse(url, conn_health_checks=True)}
    if found["ENGINE"] == _POSTGRESQL:
        # A machine that is gone says nothing: in seconds, and then in milliseconds, until that is taken for an answer.
        patience = {"connect_timeout": _PATIENCE, "tcp_user_timeout": 10_000}
        found["OPTIONS"] = {**patience, **found.get("OPTIONS", {})}
    least, most = integer("DATABASE_POOL_MIN", 1), integer("DATABASE_POOL_MAX", 4)
    if found["ENGINE"] != _POSTGRESQL or most <= 0:
        return {**found, "CONN_MAX_AGE": integer("DATABASE_CONN_MAX_AGE", 60)}
    if not 0 <= least <= most:
        raise ImproperlyConfigured(f"DATABASE_POOL_MIN is {least}; set it to a number from 0 to DATABASE_POOL_MAX.")
    # Late, as only PostgreSQL has it.
    from rosetta.bounded import BoundedConnection

    pool = {
        "connection_class": BoundedConnection,
        "min_size": least,
        "max_size": most,
        "timeout": _PATIENCE,
        # It tries again with the next request, and not at growing intervals of its own.
        "reconnect_timeout": _PATIENCE,
        "max_lifetime": _LIFE,
    }
    return {**found, "CONN_MAX_AGE": 0, "OPTIONS": {**found["OPTIONS"], "pool": pool}}


def replica(name: str, primary: dict[str, Any]) -> dict[str, Any]:
    found = database(name)
    if not found["ENGINE"] == primary["ENGINE"] == _POSTGRESQL:
        raise ImproperlyConfigured(
            f"{name} is for a replica of PostgreSQL: it and DATABASE_URL begin with postgresql://"
        )
    # Tests make no second database.
    return {**found, "TEST": {"MIRROR": "default"}}


def contact(name: str) -> str:
    """Return an address of mail or of the web as security.txt has it, `mailto:…` or `https://…`; empty without one."""
    value = text(name)
    if not value or value.startswith(("mailto:", "https://")):
        found = value
    elif "@" in value:
        found = f"mailto:{value}"
    else:
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to a mail address or one that begins with https://.")
    if any(sign.isspace() for sign in found):
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to one address.")
    return found


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """Return one of the values that a variable may have, by default the first."""
    value = text(name, allowed[0]).lower() or allowed[0]
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to {' or '.join(allowed)}.")
    return value


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return the comma-separated values of a variable, without blanks."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)


def secret_key(hosts: list[str], file: Path) -> str:
    """Return SECRET_KEY, or, for a site that only this machine can reach, the key kept in `file`.

    The file is written on the first run. Any other host needs SECRET_KEY, and without it the start is refused.
    """
    if key := text("SECRET_KEY"):
        return key
    if not set(hosts) <= set(LOCAL_HOSTS):
        raise ImproperlyConfigured(
            "Set SECRET_KEY to a long random text: ALLOWED_HOSTS names a host other than this machine."
        )
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Two workers may start at once: the one that comes second reads what the first wrote.
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(get_random_secret_key())
        except FileExistsError:
            pass
    return file.read_text().strip()
