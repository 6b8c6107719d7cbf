"""Asks the site within this process, through all of its middleware, as a reader of the copy's host would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponseBase

from agreements.http import AS_FILE

Ask = Callable[[str], HttpResponseBase]


@contextmanager
def asking(origin: str) -> Iterator[Ask]:
    """Yield what answers a path of the site, all addresses in the answer beginning with `origin`."""
    parts = urlsplit(origin)
    given = {
        "SITE_URL": origin,
        "ALLOWED_HOSTS": [parts.hostname],
        # Nobody asked: thousands of pages are no visits, in the log or in figures.
        "LOG_REQUESTS": False,
        "METRICS_TOKEN": "",
    }
    before = {name: getattr(settings, name) for name in given}
    for name, value in given.items():
        setattr(settings, name, value)
    try:
        # It reads the settings when it is made.
        handler = BaseHandler()
        handler.load_middleware()

        def ask(path: str) -> HttpResponseBase:
            return handler.get_response(
                WSGIRequest(
                    {
                        "REQUEST_METHOD": "GET",
                        "PATH_INFO": path.encode().decode("latin-1"),
                        "QUERY_STRING": "",
                        "SCRIPT_NAME": "",
                        "SERVER_NAME": parts.hostname,
                        "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
                        "SERVER_PROTOCOL": "HTTP/1.1",
                        "HTTP_HOST": parts.netloc,
                        "wsgi.url_scheme": parts.scheme,
                        "wsgi.input": BytesIO(),
                        AS_FILE: True,
                    }
                )
            )

        yield ask
    finally:
        for name, value in before.items():
            setattr(settings, name, value)
