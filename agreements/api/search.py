"""The search of the site, for programs: the same records in the same order as on its page."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from ninja import Field, Router, Schema

from agreements.http import origin_of
from agreements.limits import take_search
from agreements.models import AgreementType, Deal, EntryKind, Partner, Term
from agreements.selectors.search import Group as FoundGroup
from agreements.selectors.search import SearchPage, search, search_of_kind
from agreements.selectors.search_answer import Answer
from agreements.selectors.search_hits import Hit

from .pages import Record, page_of
from .parameters import Searching, read_search
from .problems import TooOftenError

router = Router(tags=["search"])


class Found(Schema):
    kind: str = Field(description="deal, partner, type, term, source")
    slug: str | None = Field(description=_("Stable name of the record; null for a source, which its address names."))
    url: str = Field(description=_("Address of the record’s page; of a source, that of the source."))
    name_en: str
    name_ja: str
    matched: str | None = Field(
        description=_("Another name of the record, which holds the words where name_en does not.")
    )
    excerpt: str | None = Field(
        description=_("A piece of an English text of the record that holds the words, or its beginning.")
    )


class Group(Schema):
    kind: str = Field(description="deal, partner, type, term, source")
    count: int = Field(description=_("How many of the results are of this kind."))
    has_more: bool = Field(description=_("Whether further records of this kind hold the words."))
    more: str | None = Field(description=_("Address of all of them in this API, a page at a time; null for no more."))


class ListAsked(Schema):
    url: str = Field(description=_("Address of the list on the site."))
    api: str = Field(description=_("Address of the same list in this API."))
    filters: dict[str, list[str]]
    count: int = Field(description=_("Number of deals in it."))
    is_joint: bool = Field(
        description=_("Whether each of them has all of several partners; the list itself takes any of them.")
    )
    comes_first: bool = Field(description=_("Whether the page shows it before the results."))
    deals: list[str] = Field(description=_("Its first deals, by their slugs."))


class SearchResults(Schema):
    q: str = Field(description=_("What was looked for."))
    corrected: str | None = Field(description=_("What was looked for instead, where nothing has the words themselves."))
    is_partial: bool = Field(description=_("Whether the results hold only some of the words."))
    answer: ListAsked | None = Field(
        description=_("The list of deals that the words ask for, such as “ACSA India”; null where they ask for none.")
    )
    comparison: str | None = Field(
        description=_("Address of the comparison that the words ask for, such as “RAA vs SOFA”; null for none.")
    )
    without: list[str] | None = Field(
        description=_("Partners that have no such agreement, by their slugs, where the words ask who has none.")
    )
    groups: list[Group] = Field(description=_("The kinds of results, in the order in which they come."))
    elsewhere: list[str] = Field(
        description=_("Kinds of agreement, by their slugs, under which Japan has what others call by these words.")
    )
    absent: list[str] = Field(description=_("Countries named with which the register has no deal."))
    near_words: list[str] = Field(description=_("Words of the register that are near to what was typed."))
    count: int = Field(
        description=_("Number of results: the best of each kind, as on the page; with `kind` all of that kind.")
    )
    next: str | None = Field(description=_("Address of the next page."))
    previous: str | None = Field(description=_("Address of the page before."))
    results: list[Found] = Field(description=_("Group after group, the best first in each."))


def _names(record: Any) -> tuple[str, str]:
    match record:
        case AgreementType():
            return record.name_en, record.name_ja
        case Partner():
            return record.heading_en, record.heading_ja
        case Term():
            return record.term_en, record.term_ja
        case Deal():
            return record.short_name_en, record.short_name_ja
    # A source is called as it calls itself.
    return record.title, record.title


def _text(pieces: Iterable[Any]) -> str | None:
    return "".join(piece.text for piece in pieces) or None


def _record(hit: Hit, origin: str) -> Record:
    is_source = hit.kind is EntryKind.SOURCE
    name_en, name_ja = _names(hit.record)
    return {
        "kind": hit.kind.value,
        "slug": None if is_source else hit.record.slug,
        "url": hit.address if is_source else origin + hit.address,
        "name_en": name_en,
        "name_ja": name_ja,
        "matched": _text(hit.other),
        "excerpt": _text(hit.excerpt),
    }


def _group(group: FoundGroup, found: SearchPage, origin: str) -> Record:
    query = urlencode({"q": found.text, "kind": group.kind.value})
    more = f"{origin}{reverse('api:search_register')}?{query}" if group.has_more else None
    return {"kind": group.kind.value, "count": len(group.hits), "has_more": group.has_more, "more": more}


def _answer(answer: Answer, found: SearchPage, origin: str) -> Record:
    pairs = answer.filters.pairs()
    filters: dict[str, list[str]] = {}
    for name, value in pairs:
        filters.setdefault(name, []).append(value)
    api = origin + reverse("api:list_deals")
    return {
        "url": origin + answer.address,
        "api": f"{api}?{urlencode(pairs)}" if pairs else api,
        "filters": filters,
        "count": answer.count,
        "is_joint": answer.is_joint,
        "comes_first": found.answer_comes_first,
        "deals": [deal.slug for deal in answer.deals],
    }


def _of_kind(request: HttpRequest, text: str, kind: EntryKind, number: int, size: int) -> Record:
    """Return a page of all that a text finds of one kind."""
    origin = origin_of(request)
    found = search_of_kind(text, kind, slice((number - 1) * size, number * size))
    group = {"kind": kind.value, "count": found.count, "has_more": False, "more": None}
    return {
        "q": text,
        "corrected": found.corrected or None,
        "is_partial": found.is_partial,
        "answer": None,
        "comparison": None,
        "without": None,
        "groups": [group] if found.count else [],
        "elsewhere": [],
        "absent": [],
        "near_words": [],
        **page_of(request, found.count, number, size, lambda part: [_record(hit, origin) for hit in found.hits]),
    }


@router.get(
    "/search",
    response=SearchResults,
    operation_id="search",
    summary=_("Deals, partners, kinds, terms and sources by whatever name a text has for them, as on the page"),
    description=_("In English or Japanese. Typing errors are corrected, and small questions answered with a list."),
)
def search_register(request: HttpRequest) -> Any:
    asked = read_search(request.GET)
    if seconds := take_search(request):
        raise TooOftenError(seconds)
    return results_of(request, asked)


def results_of(request: HttpRequest, asked: Searching) -> Record:
    origin = origin_of(request)
    # Names come in both languages, pieces of texts in English.
    with override("en"):
        if asked.kind:
            return _of_kind(request, asked.text, asked.kind, asked.page, asked.page_size)
        found = search(asked.text)
        hits = [hit for group in found.groups for hit in group.hits]
        return {
            "q": found.text,
            "corrected": found.corrected or None,
            "is_partial": found.is_partial,
            "answer": _answer(found.answer, found, origin) if found.answer else None,
            "comparison": origin + found.comparison.address if found.comparison else None,
            "without": [partner.slug for partner in found.without.partners] if found.without else None,
            "groups": [_group(group, found, origin) for group in found.groups],
            "elsewhere": [kind.slug for kind in found.elsewhere],
            "absent": list(found.absent),
            "near_words": list(found.near_words),
            **page_of(
                request, len(hits), asked.page, asked.page_size, lambda part: [_record(h, origin) for h in hits[part]]
            ),
        }
