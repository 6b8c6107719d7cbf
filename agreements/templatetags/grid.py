"""The cells of the grid: seven hundred on a page, which is why functions write them and no template."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from agreements.dates import status_word
from agreements.register.partial_date import PartialDate
from agreements.register.status import Status
from agreements.selectors.grid import Cell, EmptyCell, Grid, GridRow

from .agreements import tile

register = template.Library()


@register.simple_tag
def grid_cells(row: GridRow, grid: Grid, as_of: PartialDate | None) -> SafeString:
    """Write a partner's cells: each sign leads to its deal, or to the list of them; others say why they are empty."""
    language = get_language() or "en"
    of_partner = f"{reverse('agreements:deal_list')}?partner={row.partner.slug}"
    ending = f"{grid.narrowed}&as_of={as_of}" if as_of else grid.narrowed
    family_starts, several = grid.family_starts, grid.has_several_reasons

    def written(cell: Cell | EmptyCell) -> SafeString:
        opened = _opened(cell.type.pk in family_starts)
        if isinstance(cell, EmptyCell):
            return _empty(opened, language, cell.has_others, cell.survey is not None, cell.reason if several else 0)
        address = cell.deal_address if cell.is_one_deal else f"{of_partner}&type={cell.type.slug}{ending}"
        said = (_status_said(language, cell.status), _number_said(language, cell.standing))
        return _filled(opened, cell, address, *said)

    return SafeString("".join(written(cell) for cell in row.cells))


def _opened(is_family_start: bool) -> SafeString:
    return SafeString('<td class="family-start">' if is_family_start else "<td>")


@lru_cache(maxsize=64)
def _status_said(language: str, status: Status) -> str:
    """Return a status in the reader's language, to follow the name of a type."""
    return pgettext("between a name and what it has", ": ") + status_word(status)


@lru_cache(maxsize=256)
def _number_said(language: str, standing: int) -> str:
    """Return how many deals stand, to follow the strongest status, which need not be that of all; one is no number."""
    return pgettext("after a status", "; %(number)d signed or in force") % {"number": standing} if standing > 1 else ""


def _filled(opened: SafeString, cell: Cell, address: str, status_said: str, number_said: str) -> SafeString:
    said = conditional_escape(cell.type.short_name + status_said)
    return format_html(
        '{}<a class="grid-cell" href="{}" aria-label="{}{}">{}<span class="grid-words">{}</span>{}</a></td>',
        opened,
        address,
        said,
        number_said,
        tile(cell.type.slug, cell.status),
        said,
        format_html(' <span class="grid-number">{}</span>', cell.standing) if number_said else "",
    )


@lru_cache(maxsize=1024)
def _empty(opened: SafeString, language: str, has_others: bool, is_searched: bool, reason: int) -> SafeString:
    """Write a cell without a sign, in the reader’s language; `reason`: its number, 0 where none is shown."""
    if has_others:
        sign, why = "–", gettext("of another status")
    else:
        sign, why = ("·", gettext("none found")) if is_searched else ("?", gettext("not looked for"))
    return format_html(
        '{}<span class="grid-none" role="img" aria-label="{}">{}{}</span></td>',
        opened,
        why,
        sign,
        format_html("<sup>{}</sup>", reason) if reason else "",
    )
