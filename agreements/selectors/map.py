"""The map: how many kinds of agreement stand with each partner, or how one kind stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import zip_longest
from operator import or_

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements import cartography
from agreements.models import AgreementType, Partner, PartnerKind
from agreements.models import Status as NamedStatus
from agreements.pictures.labels import SIZE, Ground, Label, Point, dot_box, placed
from agreements.pictures.world import DOT
from agreements.register.partial_date import PartialDate
from agreements.register.status import STANDING, Status

from .grid import Cell, cells
from .site import partners_in_order

# How many kinds stand, at least, for each depth of shade from 1 to 4.
SHADES = (1, 3, 5, 8)
# Where an outline is smaller than this many units across, a dot marks the place.
_SMALL = frozenset({"BH", "BN", "DJ", "FJ", "HT", "IL", "KW", "QA", "SG", "TL", "TO"})


@dataclass(frozen=True, slots=True)
class Place:
    """A partner on the map: its outline or dot, how many kinds stand, and the status of the one kind chosen."""

    partner: Partner
    kinds: int
    status: Status | None
    shade: int
    outline: str
    dot: tuple[int, int] | None
    point: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Map:
    places: Sequence[Place]
    organisations: Sequence[Place]
    rest: Sequence[str]
    japan: str
    # Whether it shows all kinds together: then whoever is on it is a partner, and is named.
    is_of_all_kinds: bool
    # How many kinds stand today with each partner, by its id.
    kinds_today: Mapping[int, int]

    @property
    def rows(self) -> Sequence[Place]:
        """All places for the table: those with the most kinds first."""
        return sorted([*self.places, *self.organisations], key=lambda place: (-place.shade, -place.kinds))

    @property
    def named(self) -> Sequence[Place]:
        """The places that are named on the map, those with the most kinds first.

        With all kinds together it is those of today that count, so that names keep their places while the years go by.
        """
        named = [place for place in self.places if place.point and (place.shade or self.is_of_all_kinds)]
        if self.is_of_all_kinds:
            return sorted(named, key=lambda place: -self.kinds_today[place.partner.pk])
        return sorted(named, key=lambda place: (-place.shade, -place.kinds))

    @property
    def drawn(self) -> Sequence[Place]:
        """The places in the order in which they are drawn: no land lies on the dot of a small state."""
        return sorted(self.places, key=lambda place: place.dot is not None)

    @property
    def unshown(self) -> Sequence[Place]:
        return [place for place in self.rows if not place.shade]

    @property
    def shown(self) -> Sequence[Partner]:
        """The partners that have something to show."""
        return [place.partner for place in self.rows if place.shade]

    @property
    def statuses(self) -> str:
        """How many partners have the one kind in each status, strongest first: `8 in force, 3 signed, 1 proposed`."""
        counts = Counter(place.status for place in self.rows)
        return pgettext("between counts", ", ").join(
            pgettext("partners of a status", "%(number)d %(status)s")
            % {"number": counts[status], "status": NamedStatus(status).label}
            for status in Status
            if counts[status]
        )


# How dark a status is on the map of one kind; whatever is not named here is spoken of or ended.
_DEPTH_OF = {Status.IN_FORCE: 4, Status.SUSPENDED: 3, Status.SIGNED: 3}


def _shade(kinds: int) -> int:
    return sum(kinds >= least for least in SHADES)


def _place(partner: Partner, found: Sequence[Cell], kind: AgreementType | None) -> Place:
    kinds = sum(cell.status in STANDING for cell in found)
    status = next((cell.status for cell in found if kind and cell.type.pk == kind.pk), None)
    if kind is None:
        shade = _shade(kinds)
    elif status is None:
        shade = 0
    else:
        shade = _DEPTH_OF.get(status, 1)
    needs_dot = partner.code in _SMALL or partner.code not in cartography.outlines()
    return Place(
        partner,
        kinds,
        status,
        shade,
        cartography.outlines().get(partner.code, ""),
        cartography.points().get(partner.code) if needs_dot else None,
        cartography.points().get(partner.code),
    )


def map_of(as_of: PartialDate | None, kind: AgreementType | None) -> Map:
    """Return the map as of a day (None: now), for all kinds together or for one."""
    by_partner: dict[int, list[Cell]] = {}
    for (partner_id, _type), cell in cells(as_of).items():
        by_partner.setdefault(partner_id, []).append(cell)
    places = [_place(partner, by_partner.get(partner.pk, []), kind) for partner in partners_in_order()]
    countries = [place for place in places if place.partner.kind == PartnerKind.COUNTRY]
    drawn = {place.partner.code for place in countries} | {"JP"}
    return Map(
        places=countries,
        organisations=[place for place in places if place.partner.kind == PartnerKind.ORGANISATION],
        rest=[path for code, path in cartography.outlines().items() if code not in drawn],
        japan=cartography.outlines()["JP"],
        is_of_all_kinds=kind is None,
        kinds_today=Counter(partner for (partner, _type), cell in cells(None).items() if cell.status in STANDING),
    )


def labels_of(found: Map, size: float = SIZE) -> Sequence[Label]:
    """Return the names of what the map shows, those of the places with the most kinds first.

    `size` is that of the names, in the units of the map. Dots and Japan are kept free of them.
    """
    points = [
        Point(
            place.partner.name,
            *place.point,
            DOT if place.dot else 0.0,
            cartography.widest().get(place.partner.code),
            place.partner.code,
        )
        for place in found.named
        if place.point
    ]
    dots = [dot_box(*place.dot, DOT) for place in found.places if place.dot]
    kept_free = [*dots, *cartography.boxes()["JP"]]
    ground = _ground(frozenset(place.partner.code for place in found.places))
    return placed(points, (cartography.WIDTH, cartography.HEIGHT), kept_free, size, ground)


@lru_cache(maxsize=8)
def _ground(partners: frozenset[str]) -> Ground:
    """Return the lands of the map, those of partners apart."""
    lands = {code: cartography.rows(code) for code in cartography.outlines()}
    everything = tuple(reduce(or_, row) for row in zip(*lands.values(), strict=True))
    return Ground({code: lands[code] for code in partners if code in lands}, everything)


def partners_by_shade(found: Map, kind: AgreementType) -> list[tuple[int, str, list[Partner]]]:
    """Return the shades of the map of one kind, darkest first, with their meaning and the partners that have them."""
    by_shade: dict[int, list[Partner]] = {}
    for place in found.rows:
        by_shade.setdefault(place.shade, []).append(place.partner)
    return [
        (shade, meaning, by_shade[shade]) for shade, meaning in reversed(legend_of(kind)) if shade and shade in by_shade
    ]


def legend_of(kind: AgreementType | None) -> list[tuple[int, str]]:
    """Return the shades in use, palest first, each with what it says."""
    if kind is not None:
        return [
            (0, _("none known")),
            (1, _("spoken of or ended")),
            (3, _("signed or suspended")),
            (4, _("in force")),
        ]
    named = []
    for shade, (least, following) in enumerate(zip_longest(SHADES, SHADES[1:]), 1):
        if following is None:
            words = _("%(number)d kinds or more") % {"number": least}
        elif following - least == 2:
            words = _("%(first)d or %(last)d kinds") % {"first": least, "last": following - 1}
        else:
            words = _("%(first)d to %(last)d kinds") % {"first": least, "last": following - 1}
        named.append((shade, words))
    return [(0, _("a partner, none signed or in force")), *named]
