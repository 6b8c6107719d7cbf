"""The questions with the first result that each must have, and what the search gives."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.utils import timezone

from agreements.selectors.search import search

# Each question is asked once, whichever tests look at what it finds in the whole register.
found = cache(search)
GENERAL, REVIEWER = "general", "reviewer's"
QUERIES = Path(__file__).with_name("queries.jsonl")


def expected(group: str | None = None) -> dict[str, str]:
    """Return the questions, or those of one group, with what each must show first. Some go by today's year."""
    rows = map(json.loads, QUERIES.read_text(encoding="utf-8").splitlines())
    year = timezone.localdate().year
    return {
        row["query"]: row["first"].replace("{this year}", str(year)).replace("{last year}", str(year - 1))
        for row in rows
        if group in (None, row.get("group", GENERAL))
    }


def first_results(text: str, count: int = 6) -> list[str]:
    """Return what a page shows first, then its first records."""
    page = found(text)
    return [page.first, *(replace(page, answer=None, absent=(), hits=page.hits[at:]).first for at in range(count))]
