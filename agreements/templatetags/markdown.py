"""Texts and addresses in templates of Markdown, where Django's own escaping is off."""

from django import template
from django.utils.safestring import SafeString

from agreements import markdown

register = template.Library()


@register.filter
def md(words: object) -> SafeString:
    """Write a text so that it shows as it is. Everything that such a template prints goes through this or `md_link`."""
    return SafeString(markdown.text(str(words)))


@register.filter
def md_link(url: object) -> SafeString:
    """Write an address for the round brackets of a link."""
    return SafeString(markdown.address(str(url)))


@register.filter
def as_markdown(url: str) -> str:
    """Return the address of the Markdown form of a record's page: `/deals/germany-acsa.md`."""
    return f"{url.removesuffix('/')}.md"
