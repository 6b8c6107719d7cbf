"""The card of a page: the picture that stands for it where others link to it. It says what the address asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language

from agreements.exports.shelf import Shelf
from agreements.forms import (
    COMPARE_PARAMETERS,
    GRID_PARAMETERS,
    MAP_PARAMETERS,
    query_of,
    read_as_of,
    read_compare_filters,
    read_grid_filters,
    read_map_filters,
    unknown_parameters,
)
from agreements.http import file_asked_too_often, moved_for_good, origin_of, page, refused
from agreements.limits import take_file
from agreements.pictures import raster
from agreements.pictures.card import card_picture
from agreements.selectors.citing import cited_comparison, names_of
from agreements.selectors.compare import FEWEST, compared
from agreements.selectors.edition import edition
from agreements.selectors.site import types_of_edition
from agreements.selectors.social import (
    PageCard,
    card_of_comparison,
    card_of_deal,
    card_of_grid,
    card_of_map,
    card_of_page,
    card_of_partner,
    card_of_term,
    card_of_type,
)
from rosetta.outage import is_outage

from .downloads import MOST_ADDRESSES_ON_THE_SHELF

_Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """How to make the card from origin and language, what of the query it says, and what of that cannot be read."""

    card: Callable[[str, str], PageCard]
    pairs: _Pairs = ()
    problems: Sequence[str] = ()


def _partner(data: QueryDict, slug: str) -> _Asked:
    as_of, problems = read_as_of(data)
    pairs = [("as_of", str(as_of))] if as_of else []
    return _Asked(partial(card_of_partner, slug, as_of=as_of), pairs, problems)


def _grid(data: QueryDict, slug: str) -> _Asked:
    filters = read_grid_filters(data, types=[kind.slug for kind in types_of_edition()])
    return _Asked(partial(card_of_grid, filters), filters.pairs(), filters.problems)


def _map(data: QueryDict, slug: str) -> _Asked:
    types = {kind.slug: kind for kind in types_of_edition()}
    filters = read_map_filters(data, types=types)
    return _Asked(partial(card_of_map, filters, types.get(filters.type)), filters.pairs(), filters.problems)


def _compare(data: QueryDict, slug: str) -> _Asked:
    filters = read_compare_filters(data)
    records, unknown = compared(filters)
    pairs = cited_comparison(names_of(records), filters).pairs if len(records) >= FEWEST else ()
    return _Asked(partial(card_of_comparison, filters, records), pairs, [*filters.problems, *unknown])


# The pages whose card says what their address asks for, and the parameters that it can name.
_ASKED: dict[tuple[str, str], tuple[Callable[[QueryDict, str], _Asked], Sequence[str]]] = {
    ("page", "grid"): (_grid, GRID_PARAMETERS),
    ("page", "map"): (_map, MAP_PARAMETERS),
    ("page", "compare"): (_compare, COMPARE_PARAMETERS),
}
_CARDS: dict[str, Callable[[str, str, str], PageCard]] = {
    "type": card_of_type,
    "partner": card_of_partner,
    "deal": card_of_deal,
    "term": card_of_term,
    "page": card_of_page,
}


def _asked(data: QueryDict, kind: str, slug: str) -> _Asked:
    whole = _Asked(partial(_CARDS[kind], slug))
    if not data:
        return whole
    read, allowed = (_partner, ("as_of",)) if kind == "partner" else _ASKED.get((kind, slug), (None, ()))
    problems = unknown_parameters(data, allowed)
    if read is None or problems:
        return replace(whole, problems=problems)
    asked = read(data, slug)
    return asked if asked.pairs else replace(whole, problems=asked.problems)


@page
def social_card(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Give the card of a page: of a whole page drawn once for each edition of the register, of a view when asked."""
    if kind not in _CARDS:
        raise Http404
    asked = _asked(request.GET, kind, slug)
    if asked.problems:
        return refused(asked.problems)
    query = query_of(asked.pairs)
    if query.removeprefix("?") != request.META.get("QUERY_STRING", ""):
        return moved_for_good(escape_uri_path(request.path) + query)
    if query and (seconds := take_file(request)):
        return file_asked_too_often(seconds)
    language = get_language() or "en"
    if language == "ja" and not raster.can_write_japanese():
        language = "en"
    card = asked.card(origin_of(request), language)
    if not raster.can_write_japanese():
        card = replace(card, other_title="")
    # Of days there are too many to keep each on the disk.
    drawn = raster.png(card_picture(card)) if query else _kept(kind, card, origin_of(request))
    response = HttpResponse(drawn, content_type="image/png")
    patch_cache_control(response, public=True, max_age=86_400)
    return response


def _kept(kind: str, card: PageCard, origin: str) -> bytes:
    shelf = Shelf(settings.VAR_DIR / "cards", sha256(f"{edition().key} {_drawing()}".encode()).hexdigest()[:32])
    # Each address of the site has its own, up to as many as have files.
    place = sha256(origin.encode()).hexdigest()[:16]

    def draw() -> bytes:
        return raster.png(card_picture(card))

    def write(file: BinaryIO) -> None:
        file.write(draw())

    if not shelf.has_room_for(place, MOST_ADDRESSES_ON_THE_SHELF):
        return draw()
    try:
        # All pages without a card of their own share one.
        kept = shelf.get(f"{place}-{kind}-{card.slug}-{card.language}.png", write)
        file = kept.open() if kept else None
    except OSError as error:
        if not is_outage(error):
            raise
        # A full disk keeps none, and each reader’s is drawn.
        return draw()
    if file is None:
        return draw()
    with file:
        return file.read()


@cache
def _drawing() -> str:
    """Return what changes where the drawing of pictures does, so that a new release draws them anew."""
    digest = sha256()
    for file in sorted((Path(settings.BASE_DIR) / "agreements" / "pictures").glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
