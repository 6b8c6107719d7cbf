"""Says which deals of the register a text may be about: only where partner and type agree."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, Self

from .decoding import Confidence, DateReading, DealReading, ItemReading, PartyReading, TypeReading
from .facts import JAPAN, DealFacts
from .items import comparable, item_words, same_item
from .negation import Stage

# More than these without a date or an item to choose by is no answer.
_MOST = 6
# Agreements renewed every few years under one title.
_MOST_TITLED = 10
_NEAREST = 3
_MULTILATERAL = 4
_ORGANIZATIONS = frozenset({"un", "nato", "eu", "mfo"})

_FORMS = {
    "treaty": re.compile(r"\b(?:treaty|convention)\b|条約", re.IGNORECASE),
    "contract": re.compile(r"\bcontracts?\b|契約", re.IGNORECASE),
    "declaration": re.compile(r"\bdeclaration\b|宣言", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class KnownDeal:
    """A deal with what of it is compared with texts."""

    deal: DealFacts
    types: frozenset[str]
    items: frozenset[str]
    # As text, with the months and years in which they lie.
    days: frozenset[str]
    days_and_wider: frozenset[str]
    forms: frozenset[str]

    @classmethod
    def of(cls, deal: DealFacts) -> Self:
        days = frozenset(map(str, deal.dates))
        forms = forms_in(" ".join((*deal.titles, *deal.short_names)))
        return cls(deal, deal.types, item_words(deal.items), days, _and_wider(days), forms)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a text says of the deals that it may be about.

    They are of one of the `types`, and either one of its `partners` is theirs or their slug is among `titled`: their
    name stands in the text. Where there are `days` (2024-07-12, 2024-07 or 2024), those that are not titled have an
    event on one of them, within it or around it. Those that are about one of the `items` come first.
    """

    types: frozenset[str]
    partners: frozenset[str]
    days: frozenset[str]
    titled: frozenset[str]
    items: frozenset[str] = frozenset()

    @property
    def days_and_wider(self) -> frozenset[str]:
        return _and_wider(self.days)


class DealSource(Protocol):
    """Where deals are found that may fit a text. What comes besides is left out here; what is missing is not named."""

    def about(self, wanted: Wanted) -> Iterable[KnownDeal]: ...

    def of_type(self, type_slug: str, partners: frozenset[str]) -> Iterable[KnownDeal]:
        """Return deals that are mainly of a type, among them the strongest, and of those with any of the partners."""
        ...


class KnownDeals:
    """Deals that are few enough to be all compared with every text."""

    def __init__(self, deals: Iterable[DealFacts]) -> None:
        self._deals = tuple(map(KnownDeal.of, deals))

    def about(self, wanted: Wanted) -> Iterable[KnownDeal]:
        return self._deals

    def of_type(self, type_slug: str, partners: frozenset[str]) -> Iterable[KnownDeal]:
        return self._deals


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A deal that agrees with a text, and the first of the text's types that it is of.

    `is_with_all` where its partners are all those of the text, `is_exact` also where they are all that the text joins
    to the type. The lowest `order` fits best.
    """

    reading: DealReading
    of_text: str
    is_with_all: bool
    is_exact: bool
    order: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text as deals are compared with it: the place of each of its types, and the partners that it joins to each."""

    wanted: Wanted
    wider: frozenset[str]
    read: Mapping[str, int]
    partners: frozenset[str]
    joined: Mapping[str, frozenset[str]]
    items: frozenset[str]
    forms: frozenset[str]
    about_japan: bool

    def candidate(self, known: KnownDeal) -> _Candidate | None:
        """Return a deal with what agrees; None where the text cannot be about it."""
        deal, of_text = known.deal, self._type_meant(known)
        agrees = self._agreement(known) if of_text else None
        if of_text is None or agrees is None:
            return None
        is_exact = deal.partners in (self.partners, self.joined[of_text])
        order = (
            "title" not in agrees,
            self.read[of_text],
            not is_exact,
            -len(agrees),
            self.forms.isdisjoint(known.forms),
            not deal.stands,
            _newest_first(deal),
            deal.slug,
        )
        return _Candidate(DealReading(deal, agrees), of_text, deal.partners == self.partners, is_exact, order)

    def _type_meant(self, known: KnownDeal) -> str | None:
        """Return the first type of the text that it can mean by a deal, going by types and partners."""
        if known.types.isdisjoint(self.read):
            return None
        deal = known.deal
        # A title that is one deal's alone stands for its partner, unless the text names others.
        by_title = self.wanted.titled == {deal.slug} and self.partners <= deal.partners
        if not (by_title or (self.about_japan and _partners_agree(deal.partners, self.partners))):
            return None
        of_both = [slug for slug in known.types if slug in self.read]
        fitting = [slug for slug in of_both if not deal.partners.isdisjoint(self.joined[slug])]
        return min(fitting or (of_both if by_title else ()), key=self.read.__getitem__, default=None)

    def _agreement(self, known: KnownDeal) -> tuple[str, ...] | None:
        """Return what agrees besides partner and type; None where the text gives a date or an item that does not."""
        titled, days = known.deal.slug in self.wanted.titled, self.wanted.days
        agrees: list[str] = ["title"] if titled else []
        if days:
            # A date known to the month agrees with each of its days.
            if not (known.days_and_wider.isdisjoint(days) and known.days.isdisjoint(self.wider)):
                agrees.append("date")
            elif not titled:
                return None
        if self.items and known.items:
            if any(same_item(one, other) for one in self.items for other in known.items):
                agrees.append("item")
            elif not titled:
                return None
        return tuple(agrees)


class DealFinder:
    """Compares the deals of a source with texts."""

    def __init__(self, source: DealSource) -> None:
        self._source = source

    def find(
        self,
        types: Sequence[TypeReading],
        parties: Sequence[PartyReading],
        dates: Sequence[DateReading],
        items: Sequence[ItemReading],
        titled: frozenset[str],
        about_japan: bool,
        forms: frozenset[str] = frozenset(),
        signing_days: frozenset[str] = frozenset(),
        joined: Mapping[str, frozenset[str]] | None = None,
    ) -> tuple[DealReading, ...]:
        """Return the deals, best first. `titled` are the slugs of deals whose title stands in the text.

        `signing_days` are those of the text's dates on which it says that something was signed. `joined` are, by type,
        the partners that the text joins to it; where it is None, it joins all to all.
        """
        read = {reading.type: place for place, reading in enumerate(types)}
        partners = frozenset(party.slug for party in parties if party.slug and party.slug != JAPAN)
        if not read or not (titled or (partners and about_japan)):
            return ()
        wanted = Wanted(
            frozenset(read),
            partners if about_japan else frozenset(),
            frozenset(str(reading.date) for reading in dates),
            titled,
            frozenset(reading.item for reading in items),
        )
        asked = _Asked(
            wanted,
            wanted.days_and_wider,
            read,
            partners,
            {slug: partners if joined is None else joined.get(slug, frozenset()) for slug in read},
            frozenset(comparable(reading.item) for reading in items),
            forms,
            about_japan,
        )
        found = [one for known in self._source.about(wanted) if (one := asked.candidate(known)) is not None]
        if signing_days and not any("date" in one.reading.agrees for one in found):
            # Signed on a day that none of them knows, it is none of them, even where it has the title of one.
            found = [one for one in found if not _has_days(one.reading.deal)]
        found.sort(key=attrgetter("order"))
        return _chosen(_without_ended(_without_partial(found, read), asked.wider), types)

    def nearest(self, types: Sequence[TypeReading], parties: Sequence[PartyReading]) -> tuple[DealFacts, ...]:
        """Return Japan's own deals of the best type: those with the parties of the text first, then those in force.

        Of equals the one with most sources is the best known.
        """
        if not types:
            return ()
        partners = frozenset(party.slug for party in parties if party.slug)
        best = types[0].type
        of_type = [known.deal for known in self._source.of_type(best, partners) if known.deal.type == best]
        of_type.sort(
            key=lambda deal: (
                -len(deal.partners & partners),
                deal.strength,
                -deal.sources,
                _newest_first(deal),
                deal.slug,
            )
        )
        return tuple(of_type[:_NEAREST])


def forms_in(text: str) -> frozenset[str]:
    """Return the forms of instruments that a text names and that tell deals on one matter apart."""
    return frozenset(form for form, words in _FORMS.items() if words.search(text))


def _newest_first(deal: DealFacts) -> tuple[int, ...]:
    return tuple(-ord(character) for character in deal.newest)


def _partners_agree(of_deal: frozenset[str], of_text: frozenset[str]) -> bool:
    """All partners of a deal must be named; of a deal with many, two. An organization stands for its members."""
    if of_deal <= of_text:
        return True
    return len(of_deal) >= _MULTILATERAL and (len(of_deal & of_text) >= 2 or bool(of_deal & of_text & _ORGANIZATIONS))


def _without_partial(found: Sequence[_Candidate], read: Mapping[str, int]) -> list[DealReading]:
    """Leave out deals with some of the partners where one of the same type is with exactly these."""
    with_all = {slug for one in found if one.is_with_all for slug in one.reading.deal.types if slug in read}
    exact = {one.of_text for one in found if one.is_exact} | with_all
    return [
        one.reading
        for one in found
        if one.is_with_all
        or "title" in one.reading.agrees
        or (with_all.isdisjoint(one.reading.deal.types) and (one.is_exact or exact.isdisjoint(one.reading.deal.types)))
    ]


def _without_ended(found: list[DealReading], days: frozenset[str]) -> list[DealReading]:
    """Leave out deals that have ended, where the text's date is one of a deal that took their place."""
    succeeded = {
        (reading.deal.type, reading.deal.partners)
        for reading in found
        if reading.deal.stands and "date" in reading.agrees
    }
    return [
        reading
        for reading in found
        if reading.deal.stands
        or "title" in reading.agrees
        or (reading.deal.type, reading.deal.partners) not in succeeded
        or _begins(reading.deal, days)
    ]


def _has_days(deal: DealFacts) -> bool:
    return any(date.day is not None for date in deal.dates)


def _begins(deal: DealFacts, days: frozenset[str]) -> bool:
    return not days.isdisjoint(_and_wider([min(map(str, deal.dates), default="")]))


def _and_wider(days: Iterable[str]) -> frozenset[str]:
    """Return dates with the months and years in which they lie: 2024-07-12, 2024-07, 2024."""
    return frozenset(day[:length] for day in days if day for length in (4, 7, 10))


def _chosen(found: list[DealReading], types: Sequence[TypeReading]) -> tuple[DealReading, ...]:
    """Keep what agrees best, and the same of each further type of which the text speaks by its own name."""
    read = {reading.type: place for place, reading in enumerate(types)}
    chosen = _best(found, read)
    if not chosen:
        return ()
    for reading in types:
        if any(reading.type in one.deal.types for one in chosen):
            continue
        # What has ended is beside the point, unless the text gives its day or its title.
        of_type = [one for one in found if reading.type in one.deal.types and (one.deal.stands or one.agrees)]
        if of_type and _is_named(reading, types):
            further = _best(of_type, read)
            chosen += further if len(chosen) + len(further) <= _MOST else ()
    return chosen


def _is_named(reading: TypeReading, types: Iterable[TypeReading]) -> bool:
    """Tell whether a text names a type, and not first in passing, in words that are no other type's."""
    if reading.confidence is Confidence.POSSIBLE or reading.evidence[0].stage is Stage.IN_PASSING:
        return False
    others = [words for other in types if other is not reading for words in other.evidence]
    return any(
        words.cue.is_own_name and not any(other.start < words.end and words.start < other.end for other in others)
        for words in reading.evidence
    )


def _best(found: list[DealReading], read: Mapping[str, int]) -> tuple[DealReading, ...]:
    """Keep what agrees best. Where too many remain that nothing tells apart, none is named."""
    if not found:
        return ()
    best = found[0]
    if best.agrees:
        strength = len(best.agrees)
        kept = [reading for reading in found if len(reading.agrees) >= strength or "title" in reading.agrees]
        kept = kept if "title" not in best.agrees else [reading for reading in kept if "title" in reading.agrees]
        return tuple(kept[: _MOST if "title" not in best.agrees else _MOST_TITLED])
    place = min(read[slug] for slug in best.deal.types if slug in read)
    kept = [reading for reading in found if any(read.get(slug) == place for slug in reading.deal.types)]
    return tuple(kept) if len(kept) <= _MOST else ()
