"""Linked data in the head of a page."""

import json

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# As `json_script` does: no text in it can end the element or begin another, and any reader of JSON undoes it.
_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.simple_tag(takes_context=True)
def linked_data(context: Context) -> SafeString:
    """Write what the view gives as `linked`, if it gives any.

    A `script` of a type that browsers do not run is a block of data: nothing is executed, and the content security
    policy, which is asked about scripts only, lets it stand.
    """
    linked = context.get("linked")
    if not linked:
        return SafeString("")
    text = json.dumps(linked, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>\n', mark_safe(text))  # noqa: S308
