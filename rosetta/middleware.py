"""The language of a page is the language of its address; a refused method is told why; what is text goes compressed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.utils import translation

from rosetta.requests import language_of

_TEXTS = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/atom+xml",
    "application/xml",
    "image/svg+xml",
)


def language_of_path(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Activate Japanese under /ja/ and English elsewhere.

    Django's LocaleMiddleware also reads a cookie and Accept-Language and varies each English page on it, so that
    one address would have several contents.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware


def explain_methods(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say in a page which methods an address has, where Django would answer another with nothing but a header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = render_to_string("405.html", {"allowed": response.headers["Allow"]})
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


# What no page of this site asks a browser for, nor anything in a page.
_PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
        "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
        "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


def closed_to_other_sites(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep pages from being loaded into other sites’, and give away none of a browser’s powers.

    Pictures, files and the API are there to be used elsewhere.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "text/html").startswith("text/html")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin" if is_page else "cross-origin")
        if is_page:
            response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response

    return middleware


class CompressPages(GZipMiddleware):
    """Compress pages and the API’s answers. Files keep their length; pictures and archives are compressed already.

    Django’s middleware also hides the length of what it compresses, so that no secret in a page can be guessed by it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or "attachment" in response.headers.get("Content-Disposition", ""):
            return response
        if not response.headers.get("Content-Type", "").startswith(_TEXTS):
            return response
        return super().process_response(request, response)
