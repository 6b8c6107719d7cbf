"""Ask the site on this machine whether it is well; the container's health check.

python -m rosetta.healthcheck [/readyz]
"""

import os
import sys
from http.client import HTTPConnection, HTTPException


def host_to_ask_for() -> str:
    """Return a host that the site answers to: it turns away a request for any that ALLOWED_HOSTS does not name."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    return "localhost" if first in ("", "*") else first.lstrip(".")


def main(path: str = "/healthz") -> int:
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=3)
    try:
        connection.request("GET", path, headers={"Host": host_to_ask_for()})
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
