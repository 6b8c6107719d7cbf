"""How to cite a page: the block at its end, and the line at the end of its Markdown."""

from typing import Any

from django import template
from django.template import Context

from agreements.citing import Work, plain, short

register = template.Library()


@register.simple_tag(takes_context=True)
def work_cited(context: Context) -> Work | None:
    """Return what the view gives as `cited`, as a work; None for a draft, which nobody can read.

    The version is that of the edition, and the page has read it for its foot already.
    """
    cited, brief = context.get("cited"), context.get("register")
    return cited.work(context["origin"], brief.version) if cited and brief else None


@register.inclusion_tag("agreements/cite/_cite.html", takes_context=True)
def cite_this(context: Context) -> dict[str, Any]:
    """Show the short reference, and where the others are."""
    work = work_cited(context)
    return {"cited": context["cited"] if work else None, "line": short(work) if work else ()}


@register.filter
def reference_before_address(work: Work) -> str:
    """Return the short reference without the address at its end, for a text that makes a link of that."""
    return plain(short(work)).removesuffix(work.address).rstrip()
