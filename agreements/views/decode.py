"""The decoder's page: a text in, the kinds of agreement that it speaks of out. What is pasted is kept nowhere."""

import re
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
from agreements.models import EntryKind
from agreements.selectors.decoder import decoder_of_register, records_of
from agreements.selectors.edition import within_edition
from agreements.selectors.search import search, suggestions
from agreements.selectors.search_hits import Hit

from .decode_result import Result, result_of

# In Japanese nine bytes of an address for a character: what servers and proxies let through.
LONGEST_IN_ADDRESS = 1_500
# Bytes of a text that is far too long that are waited for; whoever sends more is cut off.
MOST_HEARD, _AT_ONCE = 16_000_000, 64_000
# Longer texts are no names that somebody would look up, or no questions.
LONGEST_NAME, LONGEST_QUESTION = 60, 120
# A headline may end in a question mark too, or in 「か」: 「日独、協定に署名か」 reports, and is to be read.
_QUESTION = re.compile(
    r"(?:who|whom|whose|with\swhom|what|when|since\swhen|on\swhat|which|how|does|do|did|has|have|had|is|are|was|were|can"
    r"|could|must|would|should|will|if)\b.{5,}"
    r"|.*(?:誰|だれ|どこ|どの|いつ|何|いくら).+|.{5,}(?:ます|です|できる|使える|ある|いる|ならない|の)か[?？]?"
    r"|.+の(?:発効|署名|締結)日(?:は)?[?？]?|.+国は[?？]?",
    re.IGNORECASE,
)

# In Japanese a verb before 「か」 may still be a report's: 「署名するか」. With a topic it is a question.
_MAYBE = re.compile(r".+は.+か[?？。]?")
# Names of things, and not of kinds of agreement: "AUKUS", "Glide Phase Interceptor", 「トマホーク」.
_ONE_WORD = re.compile(r"[A-Za-z]+(?:-?\d\w*)?|[ァ-ヺー・]+")
_CAPITALIZED = re.compile(r"[A-Z]\S*(?: [A-Z]\S*)+")

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
    if result is None or result.types or result.denied or len(text) > LONGEST_NAME:
        return []
    return suggestions(" ".join(text.split()))


def _names_nothing(result: Result) -> bool:
    return not (result.types or result.denied or result.something_else)


@sensitive_variables()
def _seems_asked(text: str, result: Result) -> bool:
    """Tell whether the search is worth asking of a text that was read under its own address, as headlines are."""
    asked = text.strip()
    return _names_nothing(result) or any(form.fullmatch(asked) for form in (_QUESTION, _MAYBE, _ONE_WORD, _CAPITALIZED))


def _names_of(hit: Hit) -> Sequence[str]:
    return [hit.name.casefold(), "".join(piece.text for piece in hit.other).casefold()]


@sensitive_variables()
def _begins_a_name(text: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a text is the name, or the beginning of it, of what the search finds first."""
    return any(name.startswith(text.casefold()) for hit in hits[:1] for name in _names_of(hit))


@sensitive_variables()
def _names_a_deal(text: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a text is the name of a deal, or what of it stands in no name of a kind or a partner."""
    # A program may be a word of the concordance as well.
    hits = [hit for hit in hits if hit.kind is not EntryKind.TERM]
    if not hits or hits[0].kind is not EntryKind.DEAL or len(text) > LONGEST_NAME:
        return False
    if text.casefold() == hits[0].name.casefold():
        return True
    # No part of a word; in Japanese, of a word in katakana.
    sign = "[a-z0-9]" if text.isascii() else "[ァ-ヺー]"
    words = re.compile(rf"(?<!{sign}){re.escape(text.casefold())}(?!{sign})")
    called = [hit.kind for hit in hits if any(words.search(name) for name in _names_of(hit))]
    records = [kind for kind in called if kind is not EntryKind.SOURCE]
    is_one = len(records) == 1 and _CAPITALIZED.fullmatch(text)
    return set(records) <= {EntryKind.DEAL} and bool(is_one or _ONE_WORD.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the search answers a text, empty where it does not, and whether the text is a question or only a name."""

    address: str = ""
    is_question: bool = False


@sensitive_variables()
def _put_to_the_register(text: str, result: Result) -> Asked:
    """Return where the search answers what is a question or a name, and no report."""
    asked = text.strip()
    if len(asked) > LONGEST_QUESTION or "\n" in asked:
        return Asked()
    found = search(asked)
    is_asked = _QUESTION.fullmatch(asked)
    # That there is nothing with a country answers its name or a question about it, whatever else is found.
    is_absent = found.names_only_absent or (found.is_of_absent and is_asked)
    if (found.is_empty or found.is_partial) and not is_absent:
        return Asked()
    is_maybe = _MAYBE.fullmatch(asked)
    is_question = bool(
        is_asked
        or found.asks_plainly
        or (found.tells and (_names_nothing(result) or is_maybe))
        or (found.is_of_absent and is_maybe)
    )
    is_name = (
        found.names_only_absent
        or (_names_nothing(result) and _begins_a_name(asked, found.hits))
        or _names_a_deal(asked, found.hits)
    )
    if not (is_question or is_name):
        return Asked()
    return Asked(f"{reverse('agreements:search')}?{urlencode({'q': asked})}", is_question)


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
    if reading.address and result and (is_sent_on or _seems_asked(text, result)):
        asked = _put_to_the_register(text, result)
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
