"""The options of a form’s select: a page with filters has some ninety, so that a function writes them."""

from collections.abc import Collection, Iterable

from django import template
from django.db.models import Choices
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from agreements.models import AgreementType, Partner

register = template.Library()


@register.simple_tag
def options(offered: Iterable[AgreementType | Partner | Choices], chosen: Collection[str]) -> SafeString:
    """Write “any”, then an option for each record, by its slug, or each of a closed set, by its value.

    `chosen`: the slugs or values that are asked for.
    """
    pairs = ((one.value, one.label) if isinstance(one, Choices) else (one.slug, one.name) for one in offered)
    written = ((value, " selected" if value in chosen else "", name) for value, name in pairs)
    return format_html(
        '<option value="">{}</option>{}',
        gettext("any"),
        format_html_join("", '<option value="{}"{}>{}</option>', written),
    )
