"""CSL-JSON, which citation processors read."""

import json
from typing import Any

from .sentences import edition
from .work import Work

_LANGUAGES = {"en": "en-US", "ja": "ja-JP"}


def item(work: Work) -> dict[str, Any]:
    return {
        "id": work.key,
        "type": "dataset" if work.is_data else "entry-encyclopedia",
        "title": work.title or work.site,
        **({"author": [{"literal": work.author}], "container-title": work.site} if work.author else {}),
        "publisher": work.site,
        "issued": {"date-parts": [[work.day.year, work.day.month, work.day.day]]},
        "version": work.version,
        "language": _LANGUAGES[work.language],
        "note": edition(work),
        "URL": work.address,
    }


def written(work: Work) -> str:
    """Return a list of one item, as processors take it."""
    return json.dumps([item(work)], ensure_ascii=False, indent=1) + "\n"
