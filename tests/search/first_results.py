"""The questions with the first result that each must have, and what the search gives."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from agreements.selectors.search import search

# Each question is asked once, whichever tests look at what it finds in the whole register.
found = cache(search)
QUERIES = Path(__file__).with_name("queries.jsonl")


def expected() -> dict[str, str]:
    rows = map(json.loads, QUERIES.read_text(encoding="utf-8").splitlines())
    return {row["query"]: row["first"] for row in rows}


def first_results(text: str, count: int = 6) -> list[str]:
    """Return what a page shows first, then its first records."""
    page = found(text)
    return [page.first, *(replace(page, answer=None, absent=(), hits=page.hits[at:]).first for at in range(count))]
