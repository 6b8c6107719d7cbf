"""The decoder's page: a text in, the kinds of agreement that it speaks of out. What is pasted is kept nowhere."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from agreements.decoder import LONGEST_TEXT, Problem, Undecodable
from agreements.http import for_all, see_other, varies_with_htmx, wants_fragment
from agreements.limits import decodes, sender_of, take
from agreements.selectors.asked import LONGEST_NAME, Form, form_of, seems_asked
from agreements.selectors.decoder import decoder_of_register, records_of
from agreements.selectors.edition import within_edition
from agreements.selectors.search import suggestions
from agreements.selectors.search_hits import Hit

from .decode_result import Result, result_of

# In Japanese nine bytes of an address for a character: what servers and proxies let through.
LONGEST_IN_ADDRESS = 1_500
# Bytes of a text that is far too long that are waited for; whoever sends more is cut off.
MOST_HEARD, _AT_ONCE = 16_000_000, 64_000
# A sentence of more words is no name, though one of them may be like one: “fine”, “Finn”.
MOST_WORDS_OF_NAME = 4

_PROBLEMS: dict[Problem, Promise] = {
    Problem.EMPTY: gettext_lazy("There is no text yet. Paste a headline, a title, a paragraph or an article."),
    Problem.TOO_LONG: gettext_lazy("The text has %(length)s characters; at most %(most)s can be read. Cut it."),
    Problem.NOT_TEXT: gettext_lazy("This is not text. From a PDF or a Word file, copy the words and paste them."),
    Problem.OTHER_LANGUAGE: gettext_lazy("Only English and Japanese can be read. Paste a translation."),
}
_TOO_MUCH = gettext_lazy("That is far too much to read at once; at most %(most)s characters can be read. Cut it.")
_TOO_OFTEN = gettext_lazy(
    "More texts have come from your network within a minute than are read. Yours is still in the box: send it again in"
    " %(seconds)d seconds."
)


@dataclass(frozen=True, slots=True)
class Example:
    """A text to try, with the query of its address."""

    text: str

    @property
    def query(self) -> str:
        return urlencode({"text": self.text})


def _examples() -> Sequence[Example]:
    return [
        Example(_("Japan and Germany sign an acquisition and cross-servicing agreement")),
        Example(_("Tokyo to buy 400 Tomahawk cruise missiles from the United States")),
        Example(_("France and the Philippines open talks on a visiting forces agreement")),
        Example(_("Upper house approves free trade agreement")),
    ]


def _text_of(request: HttpRequest) -> str | None:
    """Return the text to read, None where none is asked about, or raise RequestDataTooBig."""
    return request.POST.get("text", "") if request.method == "POST" else request.GET.get("text")


@sensitive_variables()
def _read(text: str) -> tuple[Result | None, str]:
    """Return what a text speaks of, or a sentence on why it cannot be read."""
    try:
        decoding = decoder_of_register().decode(text)
    except Undecodable as error:
        numbers = {"length": f"{len(text):,}", "most": f"{LONGEST_TEXT:,}"}
        return None, str(_PROBLEMS[error.problem]) % numbers
    return result_of(text, decoding, records_of(decoding)), ""


def _named_so(text: str, result: Result | None) -> list[Hit]:
    """Return what the register has under a name that is no text about an agreement."""
    if (
        result is None
        or result.types
        or result.denied
        or len(text) > LONGEST_NAME
        or len(text.split()) > MOST_WORDS_OF_NAME
    ):
        return []
    return suggestions(" ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the search answers a text, empty where it does not, and whether the text is a question or only a name."""

    address: str = ""
    is_question: bool = False


@sensitive_variables()
def _asked(text: str, result: Result) -> Asked:
    form = form_of(text, names_nothing=result.names_nothing)
    if form is Form.REPORT:
        return Asked()
    return Asked(f"{reverse('agreements:search')}?{urlencode({'q': text})}", form is Form.QUESTION)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with what it speaks of, or why it has not been read; `text` is None where none is asked about."""

    text: str | None
    result: Result | None = None
    problem: str = ""
    status: HTTPStatus = HTTPStatus.OK
    seconds: int = 0

    @property
    def address(self) -> str:
        """Return the address of the answer; empty where there is none, or the text is too long for an address."""
        if self.result is None or self.text is None or len(self.text) > LONGEST_IN_ADDRESS:
            return ""
        return f"{reverse('agreements:decode')}?{urlencode({'text': self.text})}"


def _too_much() -> str:
    return str(_TOO_MUCH) % {"most": f"{LONGEST_TEXT:,}"}


def _hear_out(request: HttpRequest) -> None:
    """Read on through what is too much, and forget it: a browser shows no answer before it has sent everything."""
    left = MOST_HEARD
    with suppress(UnreadablePostError):
        while left > 0 and (part := request.read(_AT_ONCE)):
            left -= len(part)


@sensitive_variables()
def _reading(request: HttpRequest) -> Reading:
    try:
        text = _text_of(request)
    except RequestDataTooBig:
        _hear_out(request)
        return Reading("", None, _too_much(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if text is None:
        return Reading(None)
    if text and (seconds := take(decodes(), sender_of(request))):
        return Reading(text, None, str(_TOO_OFTEN) % {"seconds": seconds}, HTTPStatus.TOO_MANY_REQUESTS, seconds)
    # Browsers send line ends as two characters, and no page can show a null byte.
    text = text.replace("\r\n", "\n").replace("\x00", "\ufffd")
    result, problem = _read(text)
    return Reading(text, result, problem, HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK)


# A token would set a cookie, and readers get none. There is nothing to forge: a text posted from elsewhere is read
# and forgotten, and the answer goes to whoever posted it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
@varies_with_htmx
@within_edition
def decode(request: HttpRequest) -> HttpResponse:
    reading = _reading(request)
    is_sent_on = bool(reading.address) and request.method == "POST" and not wants_fragment(request)
    text, result, asked = reading.text or "", reading.result, Asked()
    typed = text.strip()
    if reading.address and result and (is_sent_on or seems_asked(typed, names_nothing=result.names_nothing)):
        asked = _asked(typed, result)
    if is_sent_on:
        # Its answer can be linked there.
        return see_other(asked.address or reading.address)
    response = _page(request, reading, asked)
    if reading.seconds:
        response["Retry-After"] = str(reading.seconds)
    if reading.text is None:
        for_all(response)
    else:
        add_never_cache_headers(response)
    return response


@sensitive_variables()
def _page(request: HttpRequest, reading: Reading, asked: Asked) -> HttpResponse:
    is_fragment = wants_fragment(request)
    context = {
        "text": reading.text or "",
        "problem": reading.problem,
        "result": reading.result,
        "asked": asked,
        "hits": _named_so(reading.text or "", reading.result),
        "address": reading.address,
        "examples": _examples(),
        "longest": f"{LONGEST_TEXT:,}",
        "most": str(LONGEST_TEXT),
        "too_much": _too_much(),
        "too_often": str(_TOO_OFTEN) % {"seconds": 60},
        "is_fragment": is_fragment,
    }
    template = "agreements/decode.html#reading" if is_fragment else "agreements/decode.html"
    response = render(request, template, context, status=reading.status)
    if is_fragment and request.method == "POST":
        response["HX-Push-Url"] = reading.address or reverse("agreements:decode")
    return response
