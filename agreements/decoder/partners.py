"""Finds countries and organizations by their names, as news and treaties write them: Tokyo, U.S., 日独, 豪州."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from .countries import JAPAN_NAMES, OFFICES, OTHERS
from .decoding import PartyReading, Span
from .facts import PartnerNames
from .text import CJK, plain

# Written in one character, a country is only read beside another one, or where a particle shows that it is a name.
_PARTICLE = r"(?=[、がはとのもへにを軍政国艦大首両側間EN]|[上下]院|議会|外相|外務|防衛相|\Z)"
# What a state has: before it some of the characters that are ordinary words are its name all the same.
_OF_A_STATE = r"(?=[陸海空]?軍|政府|大統領|首相|国防|外相|外務|[上下]院|議会)"
# Each looks back from behind the first character: a pattern that begins with characters skips all places without them.
_NOT_IN_A_WORD = r"(?<![\u4e00-\u9fff\u30a0-\u30ff].)"
_NOT_IN_A_LATIN_WORD = r"(?<![A-Za-z0-9.].)"
# One-character names that are ordinary words as well, and so count only in a run with others.
_ONLY_IN_RUNS = frozenset("日中西加土丁星波馬比泰欧希宇蒙尼伯越芬諾瑞ロ朝印")
# A seal, a comparison, an addition and a crossing as well.
_BEFORE_OFFICES = frozenset("印比加越")
# Names that mean something else more often than the country, in English.
_TOO_COMMON = frozenset(
    {"RI", "RP", "EC", "GB", "Pole", "Turk", "Dane", "Finn", "Swede", "Kiwi", "Lao", "Sofia", "Georgetown"}
)
# Seas, regions, papers and places that have the name of a country in theirs, and are none. Each begins with a character
# of its own, not with a choice: a pattern of such choices skips all places that none of them begins with.
_NO_COUNTRY = re.compile(
    r"Indian Ocean|Indo-Pacific|Indian-Pacific|New Mexico|New England|Gulf of (?:Mexico|Thailand|Oman)|Sea of Japan"
    r"|North America|South America|Latin America|Central America|State Department of|Bank of America"
    r"|South China Seas?|East China Seas?|Philippine Sea|English Channel|Irish Sea|Norwegian Sea"
    r"|Washington (?:Post|Times|State)|Washington, D\.?C\.?|Jakarta Post|Bangkok Post"
    r"|Japan Times|Korea Times|Straits Times|Hindustan Times|Manila Times|New York Times|Irish Times|Financial Times"
    r"|Moscow Times|Taipei Times|Times of (?:India|Israel)"
    r"|Korea Herald|Australian Financial Review|Jerusalem Post|Berlin Wall"
    r"|インド[・]?太平洋|インド洋|日本海|東シナ海|南シナ海|フィリピン海|メキシコ湾|オマーン湾|ノルウェー海|英語|仏教|米国債"
    r"|北アメリカ|南アメリカ|中央アメリカ|ラテンアメリカ"
)
# Where a report comes from is not whom it is about: after the name of an agency, and at the beginning of a line.
_AGENCIES = (
    "Reuters", "AP", "AFP", "Kyodo", "Kyodo News", "Jiji", "Jiji Press", "Nikkei", "UPI", "Bloomberg", "Yonhap", "DPA",
    "Xinhua", "CNN", "BBC",
)  # fmt: skip
_AGENCY = "(?:" + "|".join(rf"{name[0]}(?<!\w.){name[1:]}" for name in _AGENCIES) + ")"
_DATELINE = re.compile(rf"{_AGENCY}[,:]? [A-Z][A-Za-z. ]{{1,24}}(?=:| [-–—])")
_DATELINE_OF_LINE = re.compile(
    rf"[A-Z][A-Za-z. ]{{1,24}}(?:, [A-Z][a-z]+\.? \d+)?,? \({_AGENCY}\)"
    r"|[【(（][^】)）\n]{2,24}(?:共同|時事|ロイター|AFP|AP|=[^】)）\n]{2,12})[】)）]"
)
_BEFORE_OTHER_NAMES = {
    "Korea": "North ",
    "Korean": "North ",
    "Guinea": "New ",
    "Sudan": "South ",
    "Ireland": "Northern ",
}


class PartyFinder:
    """Names compiled once; finds parties in a text."""

    def __init__(self, partners: Iterable[PartnerNames]) -> None:
        known = list(partners)
        codes = {party.code for party in known}
        self._parties = {
            party.code: party
            for party in [JAPAN_NAMES, *known, *(other for other in OTHERS if other.code not in codes)]
        }
        self._english: dict[str, str] = {}
        self._japanese: dict[str, str] = {}
        characters: dict[str, str] = {}
        for party in self._parties.values():
            for name in party.names_en:
                if name not in _TOO_COMMON:
                    self._english.setdefault(plain(name), party.code)
            for name in party.names_ja:
                (characters if len(name) == 1 else self._japanese).setdefault(plain(name), party.code)
        for code, names in OFFICES.items():
            if code in self._parties:
                for name in names:
                    (self._japanese if CJK.search(name) else self._english).setdefault(plain(name), code)
        self._characters = characters
        self._latin = _any_of(self._english, _NOT_IN_A_LATIN_WORD, r"(?![A-Za-z0-9])")
        self._long = _any_of(self._japanese, "", "")
        # Middle dots may stand between: 日・独.
        one = _one_of(characters)
        partner_name = "|".join(map(re.escape, sorted(self._japanese, key=len, reverse=True)))
        self._run = re.compile(
            rf"{one}(?:{_NOT_IN_A_WORD}(?:・?{one})+(?![本人])|(?<=日)・?(?={partner_name}|EU|NATO))"
        )
        self._alone = re.compile(
            f"{_one_of(set(characters) - _ONLY_IN_RUNS)}{_NOT_IN_A_WORD}{_PARTICLE}"
            f"|{_one_of(set(characters) & _BEFORE_OFFICES)}{_NOT_IN_A_WORD}{_OF_A_STATE}"
        )

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for party in self._parties.values() for name in (*party.names_en, *party.names_ja))

    def find(self, text: str) -> tuple[PartyReading, ...]:
        """Return the parties in the order in which the text first names them. `text` has one width (`plain`)."""
        spans: defaultdict[str, list[Span]] = defaultdict(list)
        # By each place within what is no country: where that ends. A report from Tokyo is one about Japan.
        no_country = _ends(match.span() for match in _NO_COUNTRY.finditer(text))
        dateline = _ends(_datelines(text))
        for start, end, code in sorted(self._places(text)):
            if end <= no_country.get(start, 0) or (code != JAPAN_NAMES.code and end <= dateline.get(start, 0)):
                continue
            spans[code].append(Span(start, end, text[start:end]))
        return tuple(
            PartyReading(code, self._parties[code].slug or None, tuple(found)) for code, found in spans.items()
        )

    def _places(self, text: str) -> list[tuple[int, int, str]]:
        places: list[tuple[int, int, str]] = []
        taken: set[int] = set()
        for match in self._latin.finditer(text):
            name = match.group()
            start, end = match.span()
            before = _BEFORE_OTHER_NAMES.get(name)
            if before and text.endswith(before, 0, start):
                continue
            places.append((start, end, self._english[name]))
        for match in self._long.finditer(text):
            start, end = match.span()
            places.append((start, end, self._japanese[match.group()]))
            taken.update(range(start, end))
        for pattern in (self._run, self._alone):
            for match in pattern.finditer(text):
                for position, character in enumerate(match.group(), match.start()):
                    if position not in taken and (code := self._characters.get(character)):
                        places.append((position, position + 1, code))
                        taken.add(position)
        return places


def _ends(spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for each place of the spans where the longest of those that it lies in ends."""
    ends: dict[int, int] = {}
    for start, end in spans:
        for place in range(start, end):
            ends[place] = max(end, ends.get(place, 0))
    return ends


def _datelines(text: str) -> list[tuple[int, int]]:
    """Return where a text says whence it reports."""
    found = [match.span() for match in _DATELINE.finditer(text)]
    start = 0
    while start >= 0:
        if match := _DATELINE_OF_LINE.match(text, start):
            found.append(match.span())
        start = text.find("\n", start) + 1 or -1
    return found


def _one_of(characters: Iterable[str]) -> str:
    """Return a pattern for any of the characters; where there are none, for nothing."""
    return f"[{''.join(sorted(characters))}]" if any(characters) else "(?!)"


def _any_of(names: Collection[str], before: str, after: str) -> re.Pattern[str]:
    """Return a pattern for the longest name at a place, by first characters."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_first.setdefault(name[0], []).append(re.escape(name[1:]))
    choices = "|".join(f"{re.escape(first)}{before}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return re.compile(f"(?:{choices}){after}" if choices else r"(?!)")
