"""Asks for one page over HTTP, and says where it is. Plain Python.

Nothing of a page is read but its status line and headers. Each address, the one cited and every one that it leads to,
is looked up once, judged, and connected to as judged: an address that the world cannot reach is never asked.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
MOST_STEPS = 6
_PERMANENT = frozenset({301, 308})
_ELSEWHERE = _PERMANENT | {302, 303, 307}
_GONE = frozenset({404, 410})
_PORTS = {"http": 80, "https": 443}
# What a path or a query may hold as it is; all else is written as %xx. A % stands: it has been written so already.
_AS_IT_IS = "%/?:@!$&'()*+,;=~-._[]"


class Outcome(StrEnum):
    """What came of asking. The words are those of the database."""

    WORKS = "works"
    MOVED = "moved"
    GONE = "gone"
    # No answer: nobody there, a name that leads nowhere, too late, a fault of the server’s.
    SILENT = "silent"
    # An answer that does not say whether the page is there: programs are unwelcome, or a login is asked for.
    REFUSED = "refused"
    # An address that is not the world’s, or that cannot be read.
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """`was_answered` tells a server’s word from the network’s: without any network nothing is answered."""

    outcome: Outcome
    status: int | None = None
    moved_to: str = ""
    detail: str = ""
    was_answered: bool = True

    @property
    def wants_quiet(self) -> bool:
        """Whether the server asks to be left alone for a while."""
        return self.status in (429, 503)


class NotPublicError(Exception):
    """An address that is not to be asked; the text says why."""


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the open network, and not of this machine, this house or a cloud’s inside."""
    if isinstance(address, ipaddress.IPv6Address):
        # An IPv4 address in other clothes is judged as what it is.
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return is_public(inner)
        if address in ipaddress.IPv6Network("64:ff9b::/96"):
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not address.is_reserved


@dataclass(frozen=True, slots=True)
class Asker:
    """`timeout` is in seconds, for one request with all the steps to which it leads."""

    user_agent: str
    timeout: float = 15
    may_ask: Callable[[Address], bool] = is_public

    def ask(self, url: str) -> Answer:
        deadline = monotonic() + self.timeout
        try:
            return self._follow(url, deadline)
        except NotPublicError as refusal:
            return Answer(Outcome.NOT_ASKED, detail=str(refusal), was_answered=False)
        except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
            words = "too late" if isinstance(error, TimeoutError) or monotonic() >= deadline else str(error)
            return Answer(Outcome.SILENT, detail=(words or type(error).__name__)[:200], was_answered=False)

    def _follow(self, url: str, deadline: float) -> Answer:
        here, is_for_good, settled = url, True, ""
        for _ in range(MOST_STEPS):
            status, location = self._status(here, deadline)
            if status not in _ELSEWHERE or not location:
                return _judged(status, settled)
            is_for_good = is_for_good and status in _PERMANENT
            here = urljoin(here, location)
            if is_for_good:
                # Where it leads for a while only, such as to a page that asks for a cookie, is not where it moved.
                settled = here
        return Answer(Outcome.REFUSED, detail=f"leads on more than {MOST_STEPS} times")

    def _status(self, url: str, deadline: float) -> tuple[int, str]:
        """Ask by HEAD, and by GET where that is not well answered: some servers know nothing else."""
        try:
            status, location = self._request("HEAD", url, deadline)
        except (http.client.HTTPException, ConnectionError):
            status, location = 0, ""
        return (status, location) if 200 <= status < 400 else self._request("GET", url, deadline)

    def _request(self, method: str, url: str, deadline: float) -> tuple[int, str]:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise NotPublicError(f"no web address: {url}"[:200])
        host = _host(parts.hostname)
        remaining = deadline - monotonic()
        if remaining <= 0:
            raise TimeoutError
        address = self._address(host, parts)
        connection = _connection(parts.scheme, host, parts.port, address, remaining)
        with _cut_off_after(connection, remaining):
            try:
                connection.request(method, _target(parts), headers=self._headers())
                response = connection.getresponse()
                return response.status, _as_text(response.getheader("Location") or "")
            finally:
                connection.close()

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self.user_agent, "Accept": "*/*", "Connection": "close"}

    def _address(self, host: str, parts: SplitResult) -> str:
        """Look a host up and return the first of its addresses, if all may be asked."""
        found = socket.getaddrinfo(host, parts.port or _PORTS[parts.scheme], type=socket.SOCK_STREAM)
        addresses = [str(row[4][0]).partition("%")[0] for row in found]
        for address in addresses:
            if not self.may_ask(ipaddress.ip_address(address)):
                raise NotPublicError(f"{host} is {address}, which is not of the open network")
        return addresses[0]


def _host(name: str) -> str:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name.encode("idna").decode()


def _as_text(header: str) -> str:
    """Return a header’s value as the text that its bytes are meant to be."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace")


def _judged(status: int, settled: str) -> Answer:
    if 200 <= status < 400:
        return Answer(Outcome.MOVED if settled else Outcome.WORKS, status, settled[:2000])
    if status in _GONE:
        return Answer(Outcome.GONE, status, detail=f"leads to {settled}"[:200] if settled else "")
    return Answer(Outcome.SILENT if status >= 500 else Outcome.REFUSED, status)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    return f"{path}?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else path


def _connection(scheme: str, host: str, port: int | None, address: str, seconds: float) -> http.client.HTTPConnection:
    """Return a connection that goes to an address that has been judged, whatever its name leads to by then."""
    if scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=seconds, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=seconds)
    number = connection.port

    def connect(_asked: object, timeout: float | None, source: object) -> socket.socket:
        return socket.create_connection((address, number), timeout)

    # The one seam that the library has for it: the name stays what TLS asks for and what the request names.
    connection._create_connection = connect  # type: ignore[attr-defined]
    return connection


@contextmanager
def _cut_off_after(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """End an exchange that goes on for too long. A socket’s own limit counts from each byte that comes in."""

    def cut() -> None:
        if connection.sock is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
