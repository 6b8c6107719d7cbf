"""What the search finds: the answer to a small question, and records of every kind, the best first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from agreements.forms import DealFilters
from agreements.models import (
    AgreementType,
    Deal,
    EntryKind,
    Partner,
    SearchEntry,
    SearchWord,
    Source,
    Term,
)
from agreements.models.search_entry import NAMES, WORDS, Found, strength_at
from agreements.search.expression import Token, any_of, every
from agreements.search.folding import fold, latin_words, name_units, stem
from agreements.search.lexicon import Kind, Lexicon, mark_of_kind
from agreements.search.marking import Marker, Piece
from agreements.search.question import Question, understand
from agreements.search.ranking import Candidate, Wanted, ranked
from agreements.search.typos import allowed, nearest

from .lexicon import ABSENT_NAMES, Names, names_of_register

LONGEST_TEXT = 200
ANSWER_ROWS = 8
EXCERPT = 180
# How many records of a kind a page shows, and how many are weighed against each other for that.
_SHOWN = {EntryKind.TYPE: 4, EntryKind.PARTNER: 6, EntryKind.TERM: 5, EntryKind.DEAL: 10, EntryKind.SOURCE: 6}
_WEIGHED = {EntryKind.TYPE: 13, EntryKind.PARTNER: 20, EntryKind.TERM: 20, EntryKind.DEAL: 40, EntryKind.SOURCE: 20}
_SUGGESTED = 8
# The points from which a record is what the text names in full, so that it stands before the answer to a question.
_NAMED_IN_FULL = 880.0
# The points of the one partner or type that a text names.
_SOLE = 870.0
# The points from which the words stand in the record's own names.
_IN_ITS_NAME = 400.0
# What a question names is shown below what was found, whether or not it holds the other words.
_NAMED_IN_QUESTION = 190.0
_MOST_WORDS_COMPARED = 20_000


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


@dataclass(frozen=True, slots=True)
class Group:
    kind: EntryKind
    hits: Sequence[Hit]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The list of deals that a question asks for, with what narrows it."""

    filters: DealFilters
    types: Sequence[AgreementType]
    partners: Sequence[Partner]
    # Whether each deal has all of several partners, where the list itself takes any of them.
    is_joint: bool
    count: int
    deals: Sequence[Deal]

    @property
    def address(self) -> str:
        query = urlencode(self.filters.pairs())
        return reverse("agreements:deal_list") + (f"?{query}" if query else "")

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Each filter: its name, its value, and the address of the list without it, if another remains."""
        pairs = self.filters.pairs()
        path = reverse("agreements:deal_list")
        rest = [[other for other in pairs if other != pair] for pair in pairs]
        return [
            (*pair, f"{path}?{urlencode(others)}" if others else "") for pair, others in zip(pairs, rest, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class SearchPage:
    text: str
    # What was looked for instead, where the text itself gave nothing.
    corrected: str = ""
    answer: Answer | None = None
    groups: Sequence[Group] = ()
    # The kinds under which Japan has what the text calls by a name of others.
    elsewhere: Sequence[AgreementType] = ()
    # Countries named that have nothing in the register.
    absent: Sequence[str] = ()
    # Words near to what was typed, and whether the hits hold only some of the words.
    near_words: Sequence[str] = ()
    is_partial: bool = False
    hits: Sequence[Hit] = field(default=())

    @property
    def answer_comes_first(self) -> bool:
        """A question is answered first, unless its text is the full name of a record."""
        return self.answer is not None and not (self.hits and self.hits[0].points >= _NAMED_IN_FULL)

    @property
    def first(self) -> str:
        """What a reader sees first, in one line: `answer:type=acsa`, `deal:gcap-2022`; empty for nothing."""
        if self.answer and self.answer_comes_first:
            return f"answer:{urlencode(sorted(self.answer.filters.pairs()))}"
        if self.absent:
            return f"absent:{self.absent[0]}"
        if self.hits and not self.is_partial:
            hit = self.hits[0]
            return f"{hit.kind.value}:{getattr(hit.record, 'slug', hit.address)}"
        return ""

    @property
    def is_empty(self) -> bool:
        return not self.hits and self.answer is None


class _Search:
    """One text on its way to a page."""

    def __init__(self, text: str, names: Names, *, is_prefix: bool = False) -> None:
        self.text = text
        self.names = names
        self.is_prefix = is_prefix
        self.question = understand(text, names.lexicon)

    def tiers(self) -> list[tuple[int, str, Any]]:
        literal = every(self.question.parts(by_name=False, is_prefix=self.is_prefix))
        by_name = every(self.question.parts(is_prefix=self.is_prefix))
        tiers: list[tuple[int, str, Any]] = [(0, NAMES, literal)]
        if by_name != literal:
            tiers.append((1, NAMES, by_name))
        return tiers if self.is_prefix else [*tiers, (2, WORDS, by_name)]

    def wanted(self) -> Wanted:
        question = self.question
        said: set[str] = set()
        meant: set[str] = set()
        covered: set[int] = set()
        for span in question.spans:
            covered |= set(range(span.start, span.end))
            if span.kind in (Kind.JAPAN, Kind.STOP, Kind.CUE):
                continue
            literal = question.key[span.start : span.end]
            said |= set(literal)
            record = self.names.lexicon.records.get((span.kind, span.slugs[0]))
            meant |= set(name_units(record.names[0])) if record and record.kind is not Kind.TERM else set(literal)
        rest = {unit for at, unit in enumerate(question.key) if at not in covered}
        return Wanted(
            question.key, frozenset(meant | rest), frozenset(said | rest), bool(self.names.lexicon.elsewhere(self.text))
        )

    def marker(self, *, by_name: bool) -> Marker:
        """Return what marks the words as typed or, with `by_name`, every name of what they name."""
        question = self.question
        names: list[tuple[str, ...]] = []
        for start, end, span in question.stretches():
            names.append(question.key[start:end])
            if by_name and span is not None:
                known = self.names.lexicon.records
                records = [known[span.kind, slug] for slug in span.slugs if (span.kind, slug) in known]
                called = (name for record in records for name in (*record.names, *record.aliases))
                names += [name_units(name) for name in called if len(name) > 1]
        last = question.key[-1:] if self.is_prefix else None
        return Marker(names or [question.key], last)


def _candidate(found: Found) -> Candidate:
    def lines(text: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(line.split(" ")) for line in text.splitlines())

    standing = 8.0 * (10 - strength_at(found.place)) if found.kind == EntryKind.DEAL else 0.0
    return Candidate(found.kind, found.place, found.tier, lines(found.titles), lines(found.aliases), standing)


_Scored = list[tuple[float, EntryKind, int, int]]


def _scored(search: _Search, found: Sequence[Found]) -> _Scored:
    """Return (points, kind, id of the record, tier), best first, with what the question names at the end."""
    record = {row.place: row.record for row in found}
    scored = [
        (points, EntryKind(one.kind), record[one.place], one.tier)
        for points, one in ranked(map(_candidate, found), search.wanted())
    ]
    there = {(kind, pk) for _, kind, pk, _ in scored}
    for kind, of_kind, records in (
        (EntryKind.TYPE, Kind.TYPE, search.names.types),
        (EntryKind.PARTNER, Kind.PARTNER, search.names.partners),
        (EntryKind.TERM, Kind.TERM, search.names.terms),
    ):
        for slug in search.question.slugs(of_kind):
            if (kind, records[slug].pk) not in there:
                scored.append((_NAMED_IN_QUESTION, kind, records[slug].pk, 1))
    if (sole := search.question.sole) is not None:
        # 「日伊」: the partner, whatever deals have it in their names.
        kind = EntryKind.PARTNER if sole.kind is Kind.PARTNER else EntryKind.TYPE
        pk = (search.names.partners if kind is EntryKind.PARTNER else search.names.types)[sole.slugs[0]].pk
        scored = [(max(row[0], _SOLE) if row[1:3] == (kind, pk) else row[0], *row[1:]) for row in scored]
    return sorted(scored, key=lambda row: -row[0])


def _is_convincing(found: Iterable[Found]) -> bool:
    """Tell whether the words are in names of the register. The title of a source may repeat a typing error."""
    return any(row.tier < 2 and row.kind != EntryKind.SOURCE for row in found)


def _corrections(text: str, lexicon: Lexicon) -> tuple[dict[str, str], list[str]]:
    """Return what the unknown words of a text were meant to be, and all words near to them."""
    unknown = [
        word for word in sorted(latin_words([text])) if not lexicon.knows(stem(word)) and word not in lexicon.words
    ]
    unknown = [word for word in unknown if allowed(word)][:5]
    if not unknown:
        return {}, []
    lengths = {len(word) + more for word in unknown for more in range(-allowed(word), allowed(word) + 1)}
    stored = set(SearchWord.objects.filter(length__in=lengths).values_list("word", flat=True)[:_MOST_WORDS_COMPARED])
    changes, near = {}, []
    for word in unknown:
        if word in stored:
            continue
        # A name counts before a word that is as near.
        found = nearest(word, lexicon.words) + nearest(word, stored)
        near += found
        if found:
            changes[word] = found[0]
    return changes, list(dict.fromkeys(near))


def _corrected(text: str, changes: Mapping[str, str]) -> str:
    """Return the text with the words changed. It is folded, as that is where the words were found."""
    folded = fold(text)
    for word, meant in changes.items():
        folded = folded.replace(word, meant)
    return folded


def _listed(question: Question, *, is_joint: bool) -> tuple[list[int], int]:
    """Return the ids of the first deals of a list, and how many it has.

    The index gives what `deals_matching` would, those that stand first, without sorting a large register.
    """
    latest = timezone.localdate().year + 1
    asked = question.filters(is_joint=is_joint, latest=latest) or Token(mark_of_kind(EntryKind.DEAL.value))
    return SearchEntry.objects.leading(EntryKind.DEAL, asked, ANSWER_ROWS)


def _answer(question: Question, names: Names) -> Answer | None:
    if not question.is_list:
        return None
    partners, types = question.slugs(Kind.PARTNER), question.slugs(Kind.TYPE)
    filters = DealFilters(
        type=tuple(sorted(types)),
        partner=tuple(sorted(partners)),
        region=tuple(sorted(question.slugs(Kind.REGION))),
        status=tuple(sorted(question.statuses)),
        year_from=question.year_from,
        year_to=question.year_to,
    )
    is_joint = len(partners) > 1
    ids, count = _listed(question, is_joint=is_joint)
    if is_joint and not count:
        is_joint = False
        ids, count = _listed(question, is_joint=False)
    deals = Deal.objects.published().as_of(None).for_list().in_bulk(ids)
    return Answer(
        filters, [names.types[slug] for slug in types], [names.partners[slug] for slug in partners], is_joint, count,
        [deals[pk] for pk in ids if pk in deals],
    )  # fmt: skip


class _Shower:
    """Turns records found into hits in the reader's language."""

    def __init__(self, search: _Search) -> None:
        self.marker = search.marker(by_name=True)
        self.typed = search.marker(by_name=False)
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
        own = lines[0::2] + lines[1::2]
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


def _shown(scored: _Scored) -> tuple[_Scored, set[EntryKind]]:
    """Return the best of each kind, and the kinds of which there are more."""
    taken: dict[EntryKind, int] = dict.fromkeys(EntryKind, 0)
    shown: _Scored = []
    more: set[EntryKind] = set()
    for row in scored:
        _, kind, _, tier = row
        # A word in the description of a type or a partner is worth little beside names that hold it.
        limit = 3 if tier >= 2 and kind not in (EntryKind.DEAL, EntryKind.SOURCE) else _SHOWN[kind]
        if taken[kind] < limit:
            shown.append(row)
            taken[kind] += 1
        else:
            more.add(kind)
    return shown, more


def _hits(search: _Search, rows: _Scored) -> list[Hit]:
    records = _records(search.names, [(kind, pk) for _, kind, pk, _ in rows])
    shower = _Shower(search)
    # A record that went since the index was read is left out.
    return [shower.hit(kind, records[kind, pk], points) for points, kind, pk, _ in rows if (kind, pk) in records]


def _groups(hits: Sequence[Hit], more: set[EntryKind], answer: Answer | None) -> list[Group]:
    """Return the hits by kind, the kind of the best first. A deal that stands in the answer is not said twice."""
    answered = {deal.pk for deal in answer.deals} if answer else set()
    left = [hit for hit in hits if hit.kind is not EntryKind.DEAL or hit.record.pk not in answered]
    # A deal that is named in full stands at the head of the page, and its answer after it.
    if hits and hits[0].points >= _NAMED_IN_FULL and hits[0] not in left:
        left = [hits[0], *left]
    kinds = dict.fromkeys(hit.kind for hit in left)
    return [Group(kind, [hit for hit in left if hit.kind is kind], kind in more) for kind in kinds]


def search(text: str, *, is_exact: bool = False) -> SearchPage:
    """Return what a text finds. With `is_exact` nothing is looked for but its own words."""
    names = names_of_register()
    asked = _Search(text, names)
    if not asked.question.units:
        return SearchPage(text)
    found = SearchEntry.objects.best(asked.tiers(), _WEIGHED)
    used, is_partial = asked, False
    near: list[str] = []
    if not is_exact and not _is_convincing(found) and not asked.question.is_list:
        changes, near = _corrections(text, names.lexicon)
        other = _Search(_corrected(text, changes), names) if changes else None
        parts = asked.question.parts()
        partly = [(3, NAMES, any_of(parts))] if not found and len(parts) > 1 else []
        tiers = [*(other.tiers() if other else []), *partly]
        second = SearchEntry.objects.best(tiers, _WEIGHED) if tiers else []
        if other and (other.question.is_list or any(row.tier < 3 for row in second)):
            used, found = other, [row for row in second if row.tier < 3]
        elif not found:
            found, is_partial = second, True
    shown, more = _shown(_scored(used, found))
    hits = _hits(used, shown)
    answer = _answer(used.question, names)
    language = 1 if get_language() == "ja" else 0
    return SearchPage(
        text=text,
        corrected=used.text if used is not asked else "",
        answer=answer,
        groups=_groups(hits, more, answer),
        elsewhere=[names.types[slug] for slug in names.lexicon.elsewhere(used.text) if slug in names.types],
        # A deal may well be about a country that is no party to it.
        absent=[]
        if used.question.rest and any(hit.kind is EntryKind.DEAL and hit.points >= _IN_ITS_NAME for hit in hits)
        else [ABSENT_NAMES[code][language] for code in used.question.slugs(Kind.ABSENT)],
        near_words=near,
        is_partial=is_partial,
        hits=hits,
    )


def suggestions(text: str) -> list[Hit]:
    """Return the records whose names hold the words, the last of which may be only begun."""
    names = names_of_register()
    asked = _Search(text, names, is_prefix=True)
    if not asked.question.units:
        return []
    found = SearchEntry.objects.best(asked.tiers(), dict.fromkeys(_WEIGHED, _SUGGESTED))
    return _hits(asked, _scored(asked, found)[:_SUGGESTED])
