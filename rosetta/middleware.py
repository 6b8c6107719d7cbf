"""The language of a page is the language of its address, and of nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


def language_of_path(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Activate Japanese under /ja/ and English elsewhere.

    Django's LocaleMiddleware also reads a cookie and Accept-Language and varies each English page on it, so that
    one address would have several contents.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = "ja" if request.path_info == "/ja" or request.path_info.startswith("/ja/") else "en"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware
