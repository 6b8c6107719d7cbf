"""The records that a search finds, as a reader sees them: in one language, with the words marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from agreements.models import AgreementType, Deal, EntryKind, Partner, SearchEntry, Source, Term
from agreements.search.marking import Piece

from .lexicon import Names
from .search_text import AskedText

EXCERPT = 180


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found, in the reader's language, with the words that were looked for marked."""

    kind: EntryKind
    record: Any
    address: str
    title: Sequence[Piece]
    # The name that fits, where it is not the title: in the other language, or another name.
    other: Sequence[Piece]
    other_language: str
    excerpt: Sequence[Piece]
    points: float

    @property
    def name(self) -> str:
        return "".join(piece.text for piece in self.title)


class _Shower:
    """Turns records found into hits in the reader's language."""

    def __init__(self, asked: AskedText, *, is_partial: bool) -> None:
        self.marker = asked.marker(by_name=True, is_partial=is_partial)
        self.typed = asked.marker(by_name=False, is_partial=is_partial)
        self.first, self.second = ("ja", "en") if get_language() == "ja" else ("en", "ja")

    def _both(self, record: Any, field: str) -> list[tuple[str, str]]:
        return [(getattr(record, f"{field}_{language}"), language) for language in (self.first, self.second)]

    def _other(self, title: str, others: Iterable[tuple[str, str]]) -> tuple[Sequence[Piece], str]:
        """Return the first other name that holds what was typed, where the title does not."""
        if self.typed.finds_in(title):
            return (), ""
        found = next(((name, language) for name, language in others if name and self.typed.finds_in(name)), None)
        return (self.typed.marked(found[0]), found[1]) if found else ((), "")

    def _excerpt(self, texts: Iterable[str]) -> Sequence[Piece]:
        """Return a piece of the first text that holds what was typed, or the beginning of the first."""
        texts = [text for text in texts if text]
        found = next((text for text in texts if self.typed.finds_in(text)), texts[0] if texts else "")
        return self.marker.excerpt(found, EXCERPT)

    def hit(self, kind: EntryKind, record: Any, points: float) -> Hit:
        title, others, excerpt, address = getattr(self, f"_{kind.value}")(record)
        other, language = self._other(title, others)
        return Hit(kind, record, address, self.marker.marked(title), other, language, excerpt, points)

    def _type(self, kind: AgreementType) -> tuple[Any, ...]:
        others = [*self._both(kind, "name"), *self._both(kind, "short_name")]
        others += [(alias, lang) for lang in (self.first, self.second) for alias in getattr(kind, f"aliases_{lang}")]
        return kind.name, others, self._excerpt([kind.lede]), reverse("agreements:type_detail", args=[kind.slug])

    def _partner(self, partner: Partner) -> tuple[Any, ...]:
        others = [*self._both(partner, "name"), *self._both(partner, "heading"), *self._both(partner, "official_name")]
        others += [(alias, lang) for lang in (self.first, self.second) for alias in getattr(partner, f"aliases_{lang}")]
        others += [(adjective, "en") for adjective in partner.adjectives_en]
        # The official name tells most where it differs.
        note = partner.official_name if partner.official_name != partner.heading else ""
        return partner.heading, others, self._excerpt([note]), reverse("agreements:partner_detail", args=[partner.slug])

    def _term(self, term: Term) -> tuple[Any, ...]:
        others = [*self._both(term, "term"), (term.reading, "ja")]
        return term.term, others, self._excerpt([term.beware]), reverse("agreements:term_detail", args=[term.slug])

    def _deal(self, deal: Deal) -> tuple[Any, ...]:
        others = [*self._both(deal, "short_name"), *self._both(deal, "title")]
        texts = [text for field in ("summary", "items", "in_practice", "title") for text, _ in self._both(deal, field)]
        lines = [", ".join(text) if isinstance(text, list) else text for text in texts]
        # In the reader's language, unless there is nothing in it.
        own = list(filter(None, lines[0::2])) or lines[1::2]
        return deal.short_name, others, self._excerpt(own), reverse("agreements:deal_detail", args=[deal.slug])

    def _source(self, source: Source) -> tuple[Any, ...]:
        return source.title, [], (), source.url


def _records(names: Names, shown: Sequence[tuple[EntryKind, int]]) -> dict[tuple[EntryKind, int], Any]:
    """Return the records of kinds and ids: those with names at hand, deals and sources in one query."""
    at_hand = {EntryKind.TYPE: names.types, EntryKind.PARTNER: names.partners, EntryKind.TERM: names.terms}
    records: dict[tuple[EntryKind, int], Any] = {
        (kind, record.pk): record for kind, held in at_hand.items() for record in held.values()
    }
    deals = [pk for kind, pk in shown if kind is EntryKind.DEAL]
    sources = [pk for kind, pk in shown if kind is EntryKind.SOURCE]
    if deals or sources:
        rows = SearchEntry.objects.filter(deal__in=deals) | SearchEntry.objects.filter(source__in=sources)
        types = {kind.pk: kind for kind in names.types.values()}
        for entry in rows.select_related("deal", "source").only("kind", "deal", "source"):
            record = entry.deal or entry.source
            assert record is not None
            if entry.deal:
                entry.deal.type = types[entry.deal.type_id]
            records[EntryKind(entry.kind), record.pk] = record
    return records


def hits_of(asked: AskedText, rows: Sequence[tuple[float, EntryKind, int]], *, is_partial: bool = False) -> list[Hit]:
    """Return the hits of (points, kind, id of the record)."""
    records = _records(asked.names, [(kind, pk) for _, kind, pk in rows])
    shower = _Shower(asked, is_partial=is_partial)
    # A record that went since the index was read is left out.
    return [shower.hit(kind, records[kind, pk], points) for points, kind, pk in rows if (kind, pk) in records]
