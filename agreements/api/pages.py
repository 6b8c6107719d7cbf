"""Lists a page at a time: how many records there are, and where the pages before and after are."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from django.http import HttpRequest

from agreements.http import origin_of
from agreements.selectors.addresses import slug_now

from .parameters import read_paging
from .problems import MissingError, MovedError

Record = dict[str, Any]


def not_there(request: HttpRequest, kind: str, slug: str) -> MissingError | MovedError:
    """Return what to raise for a record that is not there: where it is now, or where to look."""
    here = f"{origin_of(request)}/api/v1/{kind}s"
    now = slug_now(kind, slug)
    if now is None:
        return MissingError(f"There is no {kind} “{slug}”. {here} lists them.")
    query = request.META.get("QUERY_STRING", "")
    return MovedError(f"{here}/{now}" + (f"?{query}" if query else ""))


def page_of(
    request: HttpRequest, count: int, number: int, size: int, records: Callable[[slice], Sequence[Record]]
) -> Record:
    """Return a page of a list; one that lies beyond the last raises MissingError. The first may be empty."""
    last = max(1, ceil(count / size))
    if number > last:
        raise MissingError(f"There is no page {number}: the last page is {last}, at {size} records a page.")

    def address(other: int) -> str | None:
        if not 1 <= other <= last:
            return None
        query = request.GET.copy()
        query["page"] = str(other)
        return f"{origin_of(request)}{request.path}?{query.urlencode()}"

    return {
        "count": count,
        "next": address(number + 1),
        "previous": address(number - 1),
        "results": list(records(slice((number - 1) * size, number * size))),
    }


def list_of(request: HttpRequest, records: Sequence[Record]) -> Record:
    """Return the page that is asked for of records of which there are never many."""
    number, size = read_paging(request.GET)
    return page_of(request, len(records), number, size, lambda part: records[part])


def the_one(request: HttpRequest, kind: str, slug: str, found: Sequence[Record]) -> Record:
    """Return the record that was found under a slug; where there is none, raise where it is now, or where to look."""
    if not found:
        raise not_there(request, kind, slug)
    return found[0]
