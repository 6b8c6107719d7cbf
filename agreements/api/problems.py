"""What the API answers where it cannot: application/problem+json after RFC 9457, in words that a person can act on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
# The headers of an answer that scripts of other sites may read.
EXPOSED = "ETag, Last-Modified, Retry-After"


@dataclass(frozen=True, slots=True)
class Fault:
    """A parameter that cannot be read, why not, and what it may be instead, where that can be listed."""

    parameter: str
    detail: str
    allowed: Sequence[str] = ()

    def __str__(self) -> str:
        return f"{self.parameter}: {self.detail}" + (f" Allowed: {', '.join(self.allowed)}." if self.allowed else "")


class BadRequestError(Exception):
    """Parameters that cannot be read. Pages leave such ones out; a program would take the answer for what it asked."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(map(str, faults)))
        self.faults = faults


class MovedError(LookupError):
    """A record has another slug now; the address is where it stands, or the list that names it so."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class TooMuchError(Exception):
    """More was sent than anybody waits for."""


class TooOftenError(Exception):
    """More has been asked from one network within a minute than is answered."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"More has been asked from your network than is answered. Ask again in {seconds} seconds.")
        self.seconds = seconds


class MissingError(LookupError):
    """Nothing is at the address; the text says what is missing and where to look."""


def problem(status: HTTPStatus, detail: str, faults: Sequence[Fault] = ()) -> HttpResponse:
    body: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    if faults:
        body["errors"] = [
            {"parameter": fault.parameter, "detail": fault.detail, "allowed": list(fault.allowed)} for fault in faults
        ]
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text.encode(), status=status, content_type=MEDIA_TYPE)
    # A cache may otherwise keep a 404 for as long as it thinks fit.
    response["Cache-Control"] = "public, no-cache"
    return response
