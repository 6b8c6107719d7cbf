"""A server on this machine that answers as the web does, well and badly, and keeps what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Web:
    origin: str = ""
    # Method, path, host as asked, time.
    asked: list[tuple[str, str, str, float]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    # Paths that were being answered at one moment.
    at_once: int = 0
    most_at_once: int = 0

    def methods(self, path: str) -> list[str]:
        return [method for method, asked, _, _ in self.asked if asked == path]


class _Handler(BaseHTTPRequestHandler):
    web: Web

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        web = self.web
        web.asked.append((self.command, self.path, self.headers["Host"], time.monotonic()))
        web.agents.add(self.headers["User-Agent"])
        web.at_once += 1
        web.most_at_once = max(web.most_at_once, web.at_once)
        try:
            self._say(self.path.strip("/").partition("/")[0].partition("?")[0])
        except OSError:
            # Whoever asked has hung up.
            return
        finally:
            web.at_once -= 1

    def _say(self, what: str) -> None:
        if what == "no-head" and self.command == "HEAD":
            self._status(405)
        elif what == "hangs-up-on-head" and self.command == "HEAD":
            self.close_connection = True
        elif what.isdigit():
            self._status(int(what))
        elif what in ("moved", "moved-on", "for-now", "inside", "loop", "to-gone", "script", "to-file"):
            status, location = {
                "moved": (301, "/there/%E7%8B%AC"),
                "moved-on": (308, "/moved"),
                "for-now": (302, "/there"),
                "inside": (301, "http://169.254.169.254/latest/meta-data/"),
                "loop": (302, "/loop"),
                "to-gone": (301, "/404"),
                "script": (301, "javascript:alert(1)"),
                "to-file": (302, "file:///etc/passwd"),
            }[what]
            self._status(status, location)
        elif what == "slow":
            # A byte now and then: no single wait is long.
            for _ in range(100):
                self.wfile.write(b"H")
                self.wfile.flush()
                time.sleep(0.05)
        else:
            self._status(200)

    def _status(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    handler = type("Handler", (_Handler,), {"web": web})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    web.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield web
    server.shutdown()
    server.server_close()
    thread.join()
