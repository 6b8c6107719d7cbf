"""CSL-JSON, which citation processors read."""

import json
from typing import Any

from .work import Work

_LANGUAGES = {"en": "en-US", "ja": "ja-JP"}


def item(work: Work) -> dict[str, Any]:
    return {
        "id": work.key,
        "type": "dataset" if work.is_data else "entry-encyclopedia",
        "title": work.title or work.site,
        **({"container-title": work.site} if work.title else {}),
        "issued": {"date-parts": [[work.day.year, work.day.month, work.day.day]]},
        "version": work.version,
        "language": _LANGUAGES[work.language],
        "URL": work.address,
    }


def written(work: Work) -> str:
    """Return a list of one item, as processors take it."""
    return json.dumps([item(work)], ensure_ascii=False, indent=1) + "\n"
