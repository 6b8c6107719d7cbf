"""What a reader sees of an answer."""

import html
import re
from typing import Any

from tests import factories

_HIDDEN = re.compile(r"<(head|script|style)\b.*?</\1>", re.S)


def text_of(response: Any, part: str = "") -> str:
    """Return the words of a page in one line, or those of the section whose heading has the id `part`."""
    body = response.content.decode()
    if part:
        body = body.partition(f'aria-labelledby="{part}"')[2].partition("</section>")[0].partition(">")[2]
        assert body, f"no section {part}"
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", _HIDDEN.sub(" ", body))).split())


def section_of(response: Any, part: str) -> str:
    """Return the markup of the section whose heading has the id `part`."""
    body: str = response.content.decode()
    return body.partition(f'aria-labelledby="{part}"')[2].partition("</section>")[0]


def lang_of(response: Any) -> str:
    return response.content.decode().partition('<html lang="')[2].partition('"')[0]


def philippines() -> Any:
    return factories.partner(
        "philippines", region="southeast-asia", name_ja="フィリピン", heading_ja="フィリピン共和国"
    )


def reciprocal_access() -> Any:
    return factories.agreement_type(
        "reciprocal-access", family="access", ability_short_en="visit each other", short_name_en="RAA"
    )
