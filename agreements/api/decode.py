"""The decoder: a text in, the kinds of agreement that it speaks of out, with the words that say so."""

import json
import re
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema

from agreements.decoder import LONGEST_TEXT, Decoding, Problem, Undecodable
from agreements.decoder.decoding import Evidence, Span
from agreements.http import origin_of
from agreements.limits import decodes, sender_of, take
from agreements.selectors.decoder import Records, decoder_of_register, records_of
from agreements.selectors.edition import within_edition

from .answers import as_json
from .pages import Record
from .parameters import read_nothing
from .problems import BadRequestError, Fault, TooMuchError, TooOftenError

router = Router(tags=["decode"])

# Half of a pair has no form in UTF-8, in which the answer is sent.
_SURROGATES = re.compile("[\ud800-\udfff]")
# What the description can say of a text; a text in another language is well-formed, and is answered as such.
_CONTROL = r"\x00-\x08\x0e-\x1f\x7f\ufffe\uffff"
_PATTERN = rf"^[^{_CONTROL}]*\S[^{_CONTROL}]*$"
_HAS_CONTROL = re.compile(f"[{_CONTROL}]")
_FAULTS = {
    Problem.EMPTY: "There is no text to read.",
    Problem.TOO_LONG: f"At most {LONGEST_TEXT:,} characters are read.",
    Problem.NOT_TEXT: "This is not text: it holds control characters.",
}
_FORM = 'Send {"text": "…"} as application/json, in UTF-8.'


class Words(Schema):
    """Words of the text: those from `start` up to, not including, `end`, counted in Unicode code points."""

    start: int
    end: int
    text: str


class CueFound(Words):
    cue: str = Field(description=_("The phrase that the words meet."))
    weight: int = Field(description=_("From 10, names the kind, to -10, rules it out."))
    reason_en: str
    reason_ja: str
    stage: str = Field(description="stated, under-discussion, in-passing, denied")


class TypeFound(Schema):
    type: str = Field(description=_("Kind of agreement, by its slug."))
    confidence: float = Field(description=_("From 0 to 1; the best kind has the most."))
    certainty: str = Field(description="certain, likely, possible")
    stage: str = Field(description="stated, under-discussion, in-passing")
    evidence: list[CueFound]
    against: list[CueFound]


class Denial(CueFound):
    type: str | None = Field(description=_("Kind of agreement, by its slug."))


class PartnerFound(Schema):
    code: str = Field(description=_("ISO 3166-1 alpha-2 of a country, initials of an organization."))
    slug: str | None = Field(description=_("Null for one that is no partner in the register."))
    name_en: str | None
    name_ja: str | None
    spans: list[Words]


class DealFound(Schema):
    slug: str
    url: str
    type: str
    short_name_en: str
    short_name_ja: str
    status: str | None
    signed: str | None
    signed_standing: str | None = Field(description=_("How far that date can be relied on."))
    agrees: list[str] = Field(description=_("What agrees besides partner and kind: title, date, item."))


class DateFound(Words):
    date: str = Field(description="2024-07-12, 2024-07, 2024")


class AmountFound(Words):
    amount: int = Field(description=_("In whole units of the currency."))
    currency: str = Field(description="ISO 4217")


class ItemFound(Words):
    item: str
    quantity: int | None


class AnswerFound(Schema):
    character: str = Field(description=_("Question of the key, by its slug."))
    states: list[str]
    evidence: list[Words]


class Decoded(Schema):
    problem: str | None = Field(description=_("Why nothing was read: other-language or not-text; null where it was."))
    language: str | None = Field(description="en, ja, mixed")
    types: list[TypeFound] = Field(description=_("Best first; empty where the text names none."))
    partners: list[PartnerFound] = Field(description=_("Partners in the register that the text names, besides Japan."))
    deals: list[DealFound] = Field(description=_("Deals of the register that it may be about, best first."))
    nearest: list[DealFound] = Field(description=_("Where none is: Japan’s own deals of the kind."))
    denied: list[Denial] = Field(description=_("What the text says not to exist."))
    about_something_else: list[CueFound]
    hints: list[Denial] = Field(description=_("Where no kind is named: the words that come nearest to it."))
    other_parties: list[PartnerFound] = Field(description=_("Countries that are no partners in the register."))
    dates: list[DateFound]
    amounts: list[AmountFound]
    items: list[ItemFound]
    involves_japan: bool
    answers: list[AnswerFound] = Field(description=_("Answers to questions of the key that the text seems to give."))
    unsettled: list[str] = Field(
        description="which-of-two-types, no-partner, which-deal, not-in-register, only-denied, only-hints"
    )


def _fault_of(text: str) -> Problem | None:
    if not text.strip():
        return Problem.EMPTY
    if len(text) > LONGEST_TEXT:
        return Problem.TOO_LONG
    return Problem.NOT_TEXT if _HAS_CONTROL.search(text) else None


def _text_of(request: HttpRequest) -> str:
    """Return the text of a request, or raise BadRequestError or TooMuchError with what is wrong."""
    try:
        body = json.loads(request.body)
    except RequestDataTooBig:
        raise TooMuchError(_FAULTS[Problem.TOO_LONG]) from None
    except (ValueError, RecursionError):
        raise BadRequestError([Fault("text", f"The body is not JSON. {_FORM}")]) from None
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        raise BadRequestError([Fault("text", f"A string is missing. {_FORM}")])
    if unknown := sorted(set(body) - {"text"}):
        raise BadRequestError([Fault(name, "There is no such key here.", ["text"]) for name in unknown])
    text = _SURROGATES.sub("?", body["text"])
    if fault := _fault_of(text):
        raise BadRequestError([Fault("text", _FAULTS[fault])])
    return text


def _words(span: Span | Evidence) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _cues(evidence: tuple[Evidence, ...], *, with_type: bool = False) -> list[dict[str, Any]]:
    return [
        {
            **_words(one),
            "cue": one.cue.phrase,
            "weight": one.cue.weight,
            "reason_en": one.cue.reason_en,
            "reason_ja": one.cue.reason_ja,
            "stage": one.stage.value,
            **({"type": one.cue.type} if with_type else {}),
        }
        for one in evidence
    ]


def _deal(records: Records, slug: str, agrees: tuple[str, ...], origin: str) -> dict[str, Any]:
    deal = records.deals[slug]
    signatures: list = deal.signatures  # type: ignore[attr-defined,type-arg]
    return {
        "slug": slug,
        "url": f"{origin}/deals/{slug}/",
        "type": deal.type.slug,
        "short_name_en": deal.short_name_en,
        "short_name_ja": deal.short_name_ja,
        "status": deal.status or None,
        "signed": str(signatures[0].date) if signatures else None,
        "signed_standing": signatures[0].date_standing if signatures else None,
        "agrees": list(agrees),
    }


def _parties(decoding: Decoding, records: Records, *, of_register: bool) -> list[dict[str, Any]]:
    found = decoding.partners if of_register else tuple(party for party in decoding.parties if party.slug is None)
    names = {party.code: records.partners.get(party.code) for party in found}
    return [
        {
            "code": party.code,
            "slug": party.slug,
            "name_en": partner.name_en if (partner := names[party.code]) else None,
            "name_ja": partner.name_ja if partner else None,
            "spans": [_words(span) for span in party.spans],
        }
        for party in found
    ]


def _record(decoding: Decoding, records: Records, origin: str) -> dict[str, Any]:
    deals = records.deals
    return {
        "problem": None,
        "language": decoding.language,
        "types": [
            {
                "type": reading.type,
                "confidence": reading.number,
                "certainty": reading.confidence.value,
                "stage": reading.stage.value,
                "evidence": _cues(reading.evidence),
                "against": _cues(reading.against),
            }
            for reading in decoding.types
        ],
        "partners": _parties(decoding, records, of_register=True),
        "deals": [
            _deal(records, one.deal.slug, one.agrees, origin) for one in decoding.deals if one.deal.slug in deals
        ],
        "nearest": [_deal(records, one.slug, (), origin) for one in decoding.nearest if one.slug in deals],
        "denied": _cues(decoding.denied, with_type=True),
        "about_something_else": _cues(decoding.about_something_else),
        "hints": _cues(decoding.hints, with_type=True),
        "other_parties": _parties(decoding, records, of_register=False),
        "dates": [{**_words(one.span), "date": str(one.date)} for one in decoding.dates],
        "amounts": [{**_words(one.span), "amount": one.amount, "currency": one.currency} for one in decoding.amounts],
        "items": [{**_words(one.span), "item": one.item, "quantity": one.quantity} for one in decoding.items],
        "involves_japan": decoding.involves_japan,
        "answers": [
            {"character": one.character, "states": list(one.states), "evidence": [_words(e) for e in one.evidence]}
            for one in decoding.suggestions
        ],
        "unsettled": [one.value for one in decoding.unsettled],
    }


_LISTS = (
    "types", "partners", "deals", "nearest", "denied", "about_something_else", "hints", "other_parties", "dates",
    "amounts", "items", "answers", "unsettled",
)  # fmt: skip
_NOTHING: dict[str, Any] = {
    name: [] if name in _LISTS else False if name == "involves_japan" else None for name in Decoded.model_fields
}


@router.post(
    "/decode",
    response=Decoded,
    operation_id="decode",
    summary=_("Which kinds of agreement a text speaks of, the words that say so, and the deals it may be about"),
    description=_("A text in English or Japanese, about any countries, up to 20,000 characters. Nothing is kept."),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["text"],
                        "additionalProperties": False,
                        "properties": {
                            "text": {
                                "type": "string",
                                "minLength": 1,
                                "maxLength": LONGEST_TEXT,
                                "pattern": _PATTERN,
                                "description": _("English or Japanese."),
                            }
                        },
                    },
                    "example": {"text": "Japan and Germany signed an ACSA in Tokyo on 29 January 2024."},
                }
            },
        }
    },
)
def decode(request: HttpRequest) -> Any:
    read_nothing(request.GET)
    text = _text_of(request)
    if seconds := take(decodes(), sender_of(request)):
        raise TooOftenError(seconds)
    return _answer(decoded(text, origin_of(request)))


@within_edition
def decoded(text: str, origin: str) -> Record:
    try:
        decoding = decoder_of_register().decode(text)
    except Undecodable as error:
        return {**_NOTHING, "problem": error.problem.value}
    return _record(decoding, records_of(decoding), origin)


def _answer(record: dict[str, Any]) -> HttpResponse:
    """Send a record that has the described form already: to check it anew took a sixth of the time of an answer."""
    return HttpResponse(as_json(record), content_type="application/json; charset=utf-8")
