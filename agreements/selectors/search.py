"""What the search finds: the answer to a small question, and records of every kind, the best first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language

from agreements.models import AgreementType, Deal, EntryKind, SearchEntry
from agreements.models.search_entry import NAMES, Found, strength_at
from agreements.search.expression import any_of
from agreements.search.lexicon import Kind
from agreements.search.ranking import LAST, NAMED, Candidate, ranked

from .lexicon import ABSENT_NAMES, names_of_register
from .search_answer import (
    Answer,
    Comparison,
    Line,
    Then,
    Without,
    answer_to,
    comparison_in,
    line_in,
    then_in,
    without_in,
)
from .search_facts import Contrast, Dated, contrast_in, dates_of
from .search_hits import Hit, hits_of
from .search_text import AskedText
from .search_typos import as_written, corrected, corrections

LONGEST_TEXT = 200
# How many records of a kind a page shows, and how many are weighed against each other for that.
_SHOWN = {EntryKind.TYPE: 4, EntryKind.PARTNER: 6, EntryKind.TERM: 5, EntryKind.DEAL: 10, EntryKind.SOURCE: 6}
_WEIGHED = {EntryKind.TYPE: 13, EntryKind.PARTNER: 20, EntryKind.TERM: 20, EntryKind.DEAL: 40, EntryKind.SOURCE: 20}
# How many of one kind can be leafed through. Nobody reads on, and whoever wants all of the register takes the files.
MOST_OF_KIND = 1_000
_SUGGESTED = 8
# The points from which a record is what the text names in full, so that it stands before the answer to a question.
_NAMED_IN_FULL = 880.0
# The points of the one partner or type that a text names.
_SOLE = 870.0
# The points from which the words stand in the record's own names.
_IN_ITS_NAME = 400.0
# What a question names is shown below what was found, whether or not it holds the other words.
_NAMED_IN_QUESTION = 190.0


@dataclass(frozen=True, slots=True)
class Group:
    kind: EntryKind
    hits: Sequence[Hit]
    has_more: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    text: str
    # What was looked for instead, where the text itself gave nothing.
    corrected: str = ""
    answer: Answer | None = None
    comparison: Comparison | None = None
    without: Without | None = None
    # What stood with one partner at a time that is asked about, and the line that answers what the two owe each other.
    then: Then | None = None
    line: Line | None = None
    # What the two could do on days that are asked about, and when something happened to the deals asked about.
    contrast: Contrast | None = None
    dates: Sequence[Dated] = ()
    groups: Sequence[Group] = ()
    # A name that others use in the text, and the kinds under which Japan has what it means.
    name_elsewhere: str = ""
    elsewhere: Sequence[AgreementType] = ()
    # Countries named that have nothing in the register.
    absent: Sequence[str] = ()
    # Whether it is of them, and of no partner, that something is asked.
    is_of_absent: bool = False
    # Whether nothing but such countries is named.
    names_only_absent: bool = False
    # Whether it is the name of one kind of Japan's, with one partner or none.
    names_one_kind: bool = False
    # Words near to what was typed, and whether the hits hold only some of the words.
    near_words: Sequence[str] = ()
    is_partial: bool = False
    hits: Sequence[Hit] = field(default=())

    @property
    def asks_plainly(self) -> bool:
        """Whether its words can be nothing but a question, in whatever form: 「ACSAを結んでいる国」."""
        if self.contrast is not None:
            return len(self.contrast.days) > 1
        return bool(self.answer and self.answer.holders and self.answer.holders.is_of_whom)

    @property
    def answer_is_told(self) -> bool:
        """Whether the list is one deal whose days are told already."""
        return bool(self.dates) and self.answer is not None and self.answer.count == 1

    @property
    def answer_comes_first(self) -> bool:
        """A question is answered first, unless its text is the full name of a record."""
        if self.answer is None or not self.hits or self.hits[0].points < _NAMED_IN_FULL:
            return self.answer is not None
        return self.answer.is_timed and self.hits[0].kind is not EntryKind.DEAL

    @property
    def then_comes_first(self) -> bool:
        """Where nothing came about at the time asked, what stood then is the answer."""
        if self.then is None or (self.answer is not None and self.answer.count):
            return False
        # A day is no list, but what happened on it is found.
        is_found = any(hit.kind is EntryKind.DEAL for hit in self.hits)
        return self.answer is not None or self.is_partial or not is_found

    @property
    def first(self) -> str:
        """What a reader sees first, in one line: `answer:type=acsa`, `deal:gcap-2022`; empty for nothing."""
        if self.contrast:
            days = ":".join(str(day.asked.at_its_end) if day.asked else "today" for day in self.contrast.days)
            return f"contrast:{self.contrast.partner.slug}:{days}"
        if self.line:
            return f"line:{self.line.partner.slug}:{self.line.ability.type.slug}"
        if self.then and self.then_comes_first:
            return f"then:{self.then.partner.slug}:{self.then.day}"
        if self.comparison:
            return f"compare:{self.comparison.query}"
        if self.without:
            return f"without:{self.without.query}"
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
        return not (self.hits or self.tells or self.comparison or self.then)

    @property
    def tells(self) -> bool:
        """Whether a fact or a list answers, and not only what has the words in its name."""
        return bool(self.answer or self.line or self.contrast or self.dates or self.without)


def _candidate(found: Found) -> Candidate:
    def lines(text: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(line.split(" ")) for line in text.splitlines())

    status_points = 8.0 * (10 - strength_at(found.place)) if found.kind == EntryKind.DEAL else 0.0
    return Candidate(found.kind, found.place, found.tier, lines(found.titles), lines(found.aliases), status_points)


_Scored = list[tuple[float, EntryKind, int, int]]


def _scored(asked: AskedText, found: Sequence[Found]) -> _Scored:
    """Return (points, kind, id of the record, tier), best first, with what the question names at the end."""
    record = {row.place: row.record for row in found}
    scored = [
        (points, EntryKind(one.kind), record[one.place], one.tier)
        for points, one in ranked(map(_candidate, found), asked.wanted())
    ]
    there = {(kind, pk) for _, kind, pk, _ in scored}
    for kind, of_kind, records in (
        (EntryKind.TYPE, Kind.TYPE, asked.names.types),
        (EntryKind.PARTNER, Kind.PARTNER, asked.names.partners),
        (EntryKind.TERM, Kind.TERM, asked.names.terms),
    ):
        for slug in asked.question.slugs(of_kind):
            if (kind, records[slug].pk) not in there:
                scored.append((_NAMED_IN_QUESTION, kind, records[slug].pk, 1))
    if (sole := asked.question.sole) is not None:
        # 「日伊」: the partner, whatever deals have it in their names.
        kind = EntryKind.PARTNER if sole.kind is Kind.PARTNER else EntryKind.TYPE
        pk = (asked.names.partners if kind is EntryKind.PARTNER else asked.names.types)[sole.slugs[0]].pk
        scored = [(max(row[0], _SOLE) if row[1:3] == (kind, pk) else row[0], *row[1:]) for row in scored]
    return sorted(scored, key=lambda row: -row[0])


def _is_convincing(found: Iterable[Found]) -> bool:
    """Tell whether the words are in names of the register. The title of a source may repeat a typing error."""
    return any(row.tier < 2 and row.kind != EntryKind.SOURCE for row in found)


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What was looked for in the end, and the entries that the index gave for it."""

    asked: AskedText
    found: Sequence[Found]
    # Each word as typed, and the folded one that it was meant to be; empty where the text itself was looked for.
    changes: Mapping[str, str] = field(default_factory=dict)
    near: Sequence[str] = ()
    is_partial: bool = False

    def shown_words(self, names: Iterable[str]) -> tuple[str, Sequence[str]]:
        """Return the corrected text and the near words as the register or some names write them."""
        names = list(names)
        lexicon = self.asked.names.lexicon
        written = as_written([*self.changes.values(), *self.near], lexicon, names)
        text = self.asked.text
        if self.changes and all(meant in written for meant in self.changes.values()):
            text = corrected(text, {meant: written[meant] for meant in self.changes.values()})
        elif self.changes:
            text = names[0] if names else ""
        return text, tuple(dict.fromkeys(written[word] for word in self.near if word in written))


def _best(tiers: Sequence[tuple[int, str, Any]], limits: Mapping[EntryKind, int]) -> list[Found]:
    return SearchEntry.objects.best(tiers, limits, LAST)


def _looked_up(text: str, limits: Mapping[EntryKind, int], *, is_exact: bool) -> _Lookup:
    names = names_of_register()
    asked = AskedText(text, names)
    question = asked.question
    if not (question.units or question.day) or question.compared or question.lacking:
        return _Lookup(asked, ())
    found = _best(asked.tiers(), limits)
    if is_exact or _is_convincing(found) or question.is_list or question.party or question.moment:
        return _Lookup(asked, found)
    if name := names.lexicon.name_by_sound(text):
        other = AskedText(name, names)
        return _Lookup(other, _best(other.tiers(), limits))
    changes, near = corrections(text, names.lexicon)
    meant = AskedText(corrected(text, changes), names) if changes else None
    parts = question.partly()
    partly = [(3, NAMES, any_of(parts))] if not found and parts and len(question.parts()) > 1 else []
    tiers = [*(meant.tiers() if meant else []), *partly]
    second = _best(tiers, limits) if tiers else []
    if meant and (meant.question.is_list or any(row.tier < 3 for row in second)):
        return _Lookup(meant, [row for row in second if row.tier < 3], changes, near)
    if not found:
        return _Lookup(asked, second, near=near, is_partial=True)
    return _Lookup(asked, found, near=near)


def _shown(scored: _Scored) -> tuple[_Scored, set[EntryKind]]:
    """Return the best of each kind, and the kinds of which there are more."""
    taken: dict[EntryKind, int] = dict.fromkeys(EntryKind, 0)
    shown: _Scored = []
    more: set[EntryKind] = set()
    for row in scored:
        _, kind, _, tier = row
        # A word in the description of a type or a partner is worth little beside names that hold it.
        limit = 3 if tier >= 2 and kind.is_small else _SHOWN[kind]
        if taken[kind] < limit:
            shown.append(row)
            taken[kind] += 1
        else:
            more.add(kind)
    return shown, more


def _groups(hits: Sequence[Hit], more: set[EntryKind], answer: Answer | None) -> list[Group]:
    """Return the hits by kind, the kind of the best first. A deal that stands in the answer is not said twice."""
    answered = {deal.pk for deal in answer.deals} if answer else set()
    left = [hit for hit in hits if hit.kind is not EntryKind.DEAL or hit.record.pk not in answered]
    # A deal that is named in full stands at the head of the page, and its answer after it.
    if hits and hits[0].points >= _NAMED_IN_FULL and hits[0] not in left:
        left = [hits[0], *left]
    kinds = dict.fromkeys(hit.kind for hit in left)
    return [Group(kind, [hit for hit in left if hit.kind is kind], kind in more) for kind in kinds]


def _rows(scored: _Scored) -> list[tuple[float, EntryKind, int]]:
    return [(points, kind, pk) for points, kind, pk, _ in scored]


def _names_of(hits: Iterable[Hit]) -> list[str]:
    """Return the names of hits in both languages, those in the reader's language first."""
    hits = list(hits)
    fields = ("short_name", "heading", "name", "term", "title")
    both = (getattr(hit.record, f"{field}_{lang}", "") for hit in hits for field in fields for lang in ("ja", "en"))
    return [*(hit.name for hit in hits), *filter(None, both)]


def _dated(answer: Answer | None, hits: Sequence[Hit], lookup: _Lookup) -> Sequence[Deal]:
    """Return the deals of which somebody asks when something happened: those of a list, or the one that fits best."""
    if answer:
        return answer.deals
    if lookup.is_partial or not hits or hits[0].kind is not EntryKind.DEAL or hits[0].points < _IN_ITS_NAME:
        return ()
    return [hits[0].record]


def search(text: str, *, is_exact: bool = False) -> SearchPage:
    """Return what a text finds. With `is_exact` nothing is looked for but its own words."""
    lookup = _looked_up(text, _WEIGHED, is_exact=is_exact)
    asked = lookup.asked
    if asked.question.is_empty:
        return SearchPage(text)
    shown, more = _shown(_scored(asked, lookup.found))
    contrast = contrast_in(asked)
    # A list of what came about in a year that is only a day to look at would say nothing of it.
    answer = None if contrast else answer_to(asked)
    line = line_in(asked, answer)
    if answer and line:
        # What the two owe each other, or what there is whatever its status, tells more than a list.
        answer = None
    rows = _rows(shown)
    if answer and asked.question.asks_when and answer.count == 1:
        # Who asks when one thing happened is led to it.
        the_one = (EntryKind.DEAL, answer.deals[0].pk)
        rows = [(NAMED, *the_one), *(row for row in rows if row[1:] != the_one)]
    hits = hits_of(asked, rows, is_partial=lookup.is_partial)
    language = 1 if get_language() == "ja" else 0
    words, near = lookup.shown_words(_names_of(hits))
    name, own = asked.elsewhere()
    # A deal may well be about a country that is no party to it.
    is_about = asked.question.rest and any(hit.kind is EntryKind.DEAL and hit.points >= _IN_ITS_NAME for hit in hits)
    absent = [] if is_about else [ABSENT_NAMES[code][language] for code in asked.question.slugs(Kind.ABSENT)]
    return SearchPage(
        text=text,
        corrected=words if asked.text != text else "",
        answer=answer,
        comparison=comparison_in(asked),
        without=without_in(asked),
        then=None if contrast else then_in(asked),
        line=line,
        contrast=contrast,
        dates=dates_of(asked, _dated(answer, hits, lookup)) if asked.question.asks_when else (),
        groups=_groups(hits, more, answer),
        name_elsewhere=name,
        elsewhere=[asked.names.types[slug] for slug in own],
        absent=absent,
        is_of_absent=bool(absent) and asked.question.is_of_absent,
        names_only_absent=bool(absent) and asked.question.names_only_absent,
        names_one_kind=asked.question.names_one_kind and not name,
        near_words=near,
        is_partial=lookup.is_partial,
        hits=hits,
    )


@dataclass(frozen=True, slots=True)
class KindPage:
    """All that a text finds of one kind, to be leafed through."""

    text: str
    corrected: str
    kind: EntryKind
    count: int
    hits: Sequence[Hit]
    is_partial: bool


def search_of_kind(text: str, kind: EntryKind, part: slice, *, is_exact: bool = False) -> KindPage:
    """Return a part of what a text finds of one kind, in the order of its page, and how many there are."""
    lookup = _looked_up(text, {**_WEIGHED, kind: MOST_OF_KIND}, is_exact=is_exact)
    if lookup.asked.question.is_empty:
        return KindPage(text, "", kind, 0, (), False)
    rows = [row for row in _rows(_scored(lookup.asked, lookup.found)) if row[1] is kind]
    hits = hits_of(lookup.asked, rows[part], is_partial=lookup.is_partial)
    words, _ = lookup.shown_words(_names_of(hits))
    return KindPage(text, words if lookup.asked.text != text else "", kind, len(rows), hits, lookup.is_partial)


def suggestions(text: str) -> list[Hit]:
    """Return the records whose names hold the words, of which the last may be only begun and any mistyped."""
    names = names_of_register()
    asked = AskedText(text, names, is_prefix=True)
    if not (asked.question.units or asked.question.day):
        return []
    limits = dict.fromkeys(_WEIGHED, _SUGGESTED)
    found = _best(asked.tiers(), limits)
    if not found and (changes := corrections(text, names.lexicon)[0]):
        asked = AskedText(corrected(text, changes), names, is_prefix=True)
        found = _best(asked.tiers(), limits)
    return hits_of(asked, _rows(_scored(asked, found)[:_SUGGESTED]))
