"""Serves the site, for `make serve` and the container: prepares what a start needs, then answers until told to stop."""

import gc
import socket
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

# Seconds that a worker has for what it is answering, once it is told to stop.
_TO_FINISH = 5


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _must_be_free(host: str, port: int) -> None:
    """Refuse an address at which somebody listens: the server would share it, and each get half of the requests."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # What an earlier server leaves behind for a minute is no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"Nobody can listen at {_address(host, port)}: {error.strerror}."
            raise CommandError(f"{reason} Choose another host or port, as with `PORT=8080 make serve`.") from error


def _let_go_of_connections() -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()


class Command(BaseCommand):
    help = "Prepare the site and serve it, until it is told to stop."
    # The site is about to start and would wait for them; the tests run them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
        parser.add_argument("--port", default=8000, type=int, help="the port to listen at (8000)")
        parser.add_argument("--workers", default=2, type=int, help="processes, each of which answers one reader (2)")
        parser.add_argument("--prepared", action="store_true", help="`prepare` has run, here or elsewhere")
        parser.add_argument(
            "--application", default="rosetta.wsgi:application", help="what answers (rosetta.wsgi:application)"
        )

    def handle(
        self, *args: Any, host: str, port: int, workers: int, prepared: bool, application: str, **options: Any
    ) -> None:
        if workers < 1:
            raise CommandError("One worker at least must answer.")
        if not 0 < port < 1 << 16:
            raise CommandError(f"{port} is no port: they go from 1 to 65535.")
        _must_be_free(host, port)
        if not prepared:
            call_command("prepare", stdout=self.stdout)
        # Workers are forks: what is imported here is not imported by each of them, and no connection may be shared.
        import_module(settings.ROOT_URLCONF)
        _let_go_of_connections()
        # Workers share what they do not touch, and a collection would touch all that it looks through.
        gc.freeze()
        self.stdout.write(f"The register is at {_address(host, port)} - Ctrl-C stops it.")
        self.stdout.flush()
        Granian(
            application,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,
            workers_kill_timeout=_TO_FINISH,
            log_level=LogLevels.warning,
        ).serve()
