"""The names that a question may hold, and the way from a typed text to what it names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from . import words
from .folding import Unit, fold, name_units, written_words
from .sounds import sound_of_kana, sound_of_letters, spelled_in_kana


class Kind(StrEnum):
    """What a stretch of a question is. Of two readings of the same words the first of these kinds holds."""

    PARTNER = "partner"
    TYPE = "type"
    STATUS = "status"
    REGION = "region"
    TERM = "term"
    JAPAN = "japan"
    STOP = "stop"
    CUE = "cue"
    # They deny, or ask what tells things apart.
    NOT = "not"
    COMPARE = "compare"
    # A country that has nothing in the register, and names that only look like one that has.
    ABSENT = "absent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Named:
    """A record of the register with its names, the chief ones first. `code` counts only in capitals."""

    kind: Kind
    slug: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """What the units from `start` to before `end` name: several slugs where one name has several meanings."""

    kind: Kind
    slugs: tuple[str, ...]
    start: int
    end: int


def mark_of(kind: Kind, slug: str) -> str:
    """Return the token by which whatever belongs to a record is found, under whichever name: `p0germany`."""
    return f"{kind.value[0] if kind is not Kind.TERM else 'm'}0{fold(slug).replace('-', '')}"


def mark_of_kind(kind: str) -> str:
    """Return the token of all records of a kind."""
    return f"k0{kind}"


def mark_of_year(year: int) -> str:
    """Return the token of the deals that a list dates to a year."""
    return f"y0{year:04}"


def mark_of_day(day: str) -> str:
    """Return the token of the deals to which something happened on a day, or in a month: `d020240708`."""
    return f"d0{day.replace('-', '')}"


_Meanings = dict[Kind, dict[str, None]]


class Lexicon:
    """All names by their units. Names of one Japanese character, such as 「英」, are kept apart: they hide in words."""

    def __init__(self, records: Iterable[Named], absent: Sequence[tuple[str, Sequence[str]]] = ()) -> None:
        self._names: dict[tuple[str, ...], _Meanings] = defaultdict(dict)
        self._codes: dict[str, str] = {}
        self._characters: dict[str, str] = {}
        # What a word is called where it is written as a name, by its folded form: what a reader may have meant.
        self.words: dict[str, str] = {}
        self.records = {(record.kind, record.slug): record for record in records}
        for record in self.records.values():
            self._add_record(record)
        for kind, groups in ((Kind.STATUS, words.STATUSES), (Kind.REGION, words.REGIONS)):
            for slug, names in groups.items():
                self._add(kind, slug, names)
                self._learn(names)
        self._elsewhere = self._names_elsewhere()
        self._sounds = {sound: name for name, reading in words.READINGS.items() if (sound := sound_of_kana(reading))}
        self._add(Kind.JAPAN, "", words.JAPAN)
        self._add(Kind.STOP, "", words.STOPS)
        self._add(Kind.CUE, "", [*words.CUES, *words.WHEN])
        self._add(Kind.NOT, "", words.DENIALS)
        self._add(Kind.COMPARE, "", words.COMPARISONS)
        self._add(Kind.OTHER, "", words.NOT_NAMES)
        for label, listed in absent:
            self._add(Kind.ABSENT, label, [name for name in listed if len(name) > 1])
        self._longest = max(map(len, self._names), default=1)
        asking, denying = (*words.CUES, *words.WHEN), words.DENIALS
        joining = "|".join(fold(word) for word in (*words.STOPS, *asking, *denying) if _is_hiragana(word))
        self._joining = re.compile(f"(?:{joining})*")
        self._asking = {fold(word) for word in asking if _is_hiragana(word)}
        self._denying = {fold(word) for word in denying if _is_hiragana(word)}
        self._known = {unit for name in self._names for unit in name} | words.ENGLISH
        self._known |= {word for _, listed in absent for name in listed for word in written_words(name)}

    def _add(self, kind: Kind, slug: str, names: Iterable[str]) -> None:
        for name in names:
            if found := name_units(name):
                self._names[found].setdefault(kind, {})[slug] = None

    def _learn(self, names: Iterable[str]) -> None:
        for name in names:
            for word, written in written_words(name).items():
                self.words.setdefault(word, written)

    def _names_elsewhere(self) -> dict[tuple[str, ...], tuple[str, tuple[str, ...]]]:
        """Let a name that others use name Japan's own kinds, and return those by it, with how it is written."""
        found = {}
        for name, slugs in words.NAMES_ELSEWHERE.items():
            own = tuple(slug for slug in slugs if (Kind.TYPE, slug) in self.records)
            if own:
                found[name_units(name)] = (name, own)
                self._names[name_units(name)][Kind.TYPE] = dict.fromkeys(own)
        return found

    def _add_record(self, record: Named) -> None:
        names = [*record.names, *record.aliases]
        names += [words.READINGS[name] for name in names if name in words.READINGS]
        names += [spelled for name in names if (spelled := spelled_in_kana(name))]
        for name in names:
            if len(name) == 1 and not name.isascii():
                self._characters[fold(name)] = record.slug
        self._add(record.kind, record.slug, [name for name in names if len(name) > 1])
        self._learn(names)
        if record.code:
            self._codes[fold(record.code)] = record.slug

    def knows(self, unit: str) -> bool:
        """Tell whether a word is spelled right, as far as names and the words of questions go."""
        return unit in self._known

    def elsewhere(self, found: Sequence[Unit], spans: Iterable[Span]) -> tuple[str, tuple[str, ...]]:
        """Return a name that others use, as they write it, and the types under which Japan has what it means."""
        key = tuple(unit.text for unit in found)
        named = (key[span.start : span.end] for span in spans if span.kind is Kind.TYPE)
        return next((self._elsewhere[name] for name in named if name in self._elsewhere), ("", ()))

    def is_elsewhere(self, key: tuple[str, ...]) -> bool:
        """Tell whether a text is nothing but a name that others use."""
        return key in self._elsewhere

    def name_by_sound(self, text: str) -> str:
        """Return the Japanese name that a text in the alphabet reads out: `enkatsuka kyotei`; empty for none."""
        return self._sounds.get(sound_of_letters(text), "")

    def spans(self, found: Sequence[Unit]) -> list[Span]:
        """Return what the units name, from left to right, the longest name first."""
        spans: list[Span] = []
        at = 0
        while at < len(found):
            # Capitals among small letters are a code, even if small letters would make them a word: IT, IN, NO.
            stands_out = found[at].is_upper and (len(found) == 1 or not all(unit.is_upper for unit in found))
            span = (
                (self._code_at(found, at) if stands_out else None)
                or self._name_at(found, at)
                or self._joining_at(found, at, follows_span=bool(spans) and spans[-1].end == at)
                or self._countries_at(found, at)
                or self._code_at(found, at)
            )
            if span:
                spans.append(span)
            at = span.end if span else at + 1
        return spans

    def _name_at(self, found: Sequence[Unit], at: int) -> Span | None:
        for length in range(min(self._longest, len(found) - at), 0, -1):
            stretch = found[at : at + length]
            meanings = self._names.get(tuple(unit.text for unit in stretch))
            if meanings and self._is_whole(found, at, at + length):
                kind = next(kind for kind in Kind if kind in meanings)
                if kind in (Kind.STOP, Kind.JAPAN, Kind.CUE) and not _may_join(found, at, at + length):
                    continue
                return Span(kind, tuple(meanings[kind]), at, at + length)
        return None

    def _run_after(self, found: Sequence[Unit], at: int) -> str:
        """Return the hiragana that follow without a break."""
        end = at
        while end < len(found) and found[end].is_hiragana and not (end > at and found[end].opens):
            end += 1
        return "".join(unit.text for unit in found[at:end])

    def _joining_at(self, found: Sequence[Unit], at: int, *, follows_span: bool) -> Span | None:
        """Read a run of hiragana that is nothing but joining words: 「はどこですか」. Others belong to words."""
        begins = found[at].is_hiragana and (found[at].opens or follows_span or not found[at - 1].is_hiragana)
        run = self._run_after(found, at) if begins else ""
        if not run or not self._joining.fullmatch(run):
            return None
        if any(word in run for word in self._denying):
            return Span(Kind.NOT, ("",), at, at + len(run))
        kind = Kind.CUE if any(word in run for word in self._asking) else Kind.STOP
        return Span(kind, ("",), at, at + len(run))

    def _is_whole(self, found: Sequence[Unit], start: int, end: int) -> bool:
        """Tell whether a name in kana is not the beginning or end of a longer word: 「タイ」 in 「タイフーン」."""
        first, last = found[start], found[end - 1]
        before = found[start - 1] if start and not first.opens else None
        after = found[end] if end < len(found) and not last.closes else None
        if _runs_on(first, before):
            return False
        if not _runs_on(last, after):
            return True
        return last.is_hiragana and self._joining.fullmatch(self._run_after(found, end)) is not None

    def _countries_at(self, found: Sequence[Unit], at: int) -> Span | None:
        """Read the first of some countries written with one character each: 「日英伊」, 「米韓」, or 「英」 alone."""
        if not found[at].is_japanese:
            return None
        start = at
        while start > 0 and not found[start].opens and found[start - 1].text in (*self._characters, "日"):
            start -= 1
        end = at
        while end < len(found) and (found[end].text in self._characters or (end == start and found[end].text == "日")):
            end += 1
            if found[end - 1].closes:
                break
        if found[at].text not in self._characters or not (start <= at < end):
            return None
        after_japan = found[start].text == "日" and at > start
        alone = found[start].opens and found[end - 1].closes
        together = found[start].opens and end - start > 1 and (found[end - 1].closes or self._name_at(found, end))
        before_name = found[start].opens and end < len(found) and self._name_at(found, end) is not None
        if after_japan or alone or together or before_name:
            return Span(Kind.PARTNER, (self._characters[found[at].text],), at, at + 1)
        return None

    def _code_at(self, found: Sequence[Unit], at: int) -> Span | None:
        slug = self._codes.get(found[at].text)
        if slug and (found[at].is_upper or len(found) == 1):
            return Span(Kind.PARTNER, (slug,), at, at + 1)
        return None


def _runs_on(one: Unit, other: Unit | None) -> bool:
    return other is not None and one.is_kana and other.is_kana and one.is_hiragana == other.is_hiragana


def _is_hiragana(word: str) -> bool:
    return all("\u3041" <= character <= "\u3096" for character in word)


def _may_join(found: Sequence[Unit], start: int, end: int) -> bool:
    """Tell whether a joining word such as 「日」 or 「国」 stands for itself and is not part of a longer one."""
    first, last = found[start], found[end - 1]
    if not first.is_japanese or (end - start > 1 and not all(unit.is_hiragana for unit in found[start:end])):
        return True
    # Hiragana are read as a whole run.
    return not first.is_hiragana and (first.opens or last.closes or found[start - 1].is_hiragana)


@lru_cache(maxsize=4)
def lexicon_of(records: tuple[Named, ...], absent: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    """Return the lexicon of these names, made once for as long as nobody changes a name."""
    return Lexicon(records, absent)
