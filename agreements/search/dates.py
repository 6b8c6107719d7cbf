"""Reads the times that a question names: years of either calendar, spans of years, days, and words such as “last year”.

What remains of the text holds the years as figures, and none of the words that only say how they are meant.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "reiwa": 2018, "heisei": 1988, "showa": 1925, "shōwa": 1925}
_ERAS |= {"r": 2018, "h": 1988, "s": 1925}
# The last year of each era that has ended, so that S350 and H60 stay what they are.
_LONGEST_ERA = {1925: 64, 1988: 31, 2018: 99}
_FIGURES = {figure: str(value) for value, figure in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1,
    ) for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(_MONTHS) + r")\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# A fiscal year (2024年度) is part of a name.
_NEN = r"年?(?!度)"

_KANJI_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_KANJI_NUMBER = re.compile(r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[年月日](?!間))")
_ERA = re.compile(r"(令和|平成|昭和)\s?(\d{1,2}|元)年(?!度)")
_ERA_ABROAD = re.compile(r"\b(?i:(reiwa|heisei|showa|shōwa))\s(\d{1,2})\b")
_ERA_LETTER = re.compile(r"(?<![A-Za-z0-9-])([RHS])(\d{1,2})(?:年(?!度)|(?![A-Za-z0-9-]))")
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}年(?P<number>\d\d?)月(?:(?P<day>\d\d?)日)?",
        rf"{_YEAR}([-/.])(?P<number>\d\d?)\2(?P<day>\d\d?)(?!\d)",
        rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?\s{_YEAR}\b",
        rf"\b{_MONTH}\s(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s{_YEAR}\b",
        rf"\b{_MONTH},?\s{_YEAR}\b",
    )
)
_DECADE = re.compile(r"\b(?:the\s)?((?:19|20)\d0)(?:['’]?s\b|年代)|(?<!\d)((?:19|20)\d0)年代")
_BETWEEN = re.compile(
    rf"(?:\b(?:from|between)\s)?{_YEAR}\s?(?:to|and|until|through|[-–—~〜])\s?(?P<last>(?:19|20)\d\d)\b(?!年度)"
    rf"|{_YEAR.replace('year', 'first')}{_NEN}(?:から|[-–—~〜])(?P<end>(?:19|20)\d\d){_NEN}(?:まで|にかけて)?",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?P<word>since|from|after)\s(?:the\s)?{_YEAR}\b|{_YEAR.replace('year', 'ja')}{_NEN}(?:以降|以後|から)", re.I
)
_UNTIL = re.compile(
    rf"\b(?P<word>until|till|before|by|up to)\s(?:the\s)?{_YEAR}\b"
    rf"|{_YEAR.replace('year', 'ja')}{_NEN}(?P<end>以前|までに|まで|より前|前)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:in\s|over\s)?(?:the\s)?(?:past|last)\s(?P<en>\d\d?)\syears?\b|(?:過去|ここ|この)(?P<ja>\d\d?)年間?", re.I
)
_RELATIVE = (
    (re.compile(r"\blast year(?:'s|’s)?\b|昨年|去年", re.I), -1),
    (re.compile(r"\bthis year(?:'s|’s)?\b|今年|本年", re.I), 0),
    (re.compile(r"\bthe year before last\b|一昨年|おととし", re.I), -2),
    (re.compile(r"\bnext year(?:'s|’s)?\b|来年", re.I), 1),
)
_NEWEST = re.compile(
    r"\b(?:the\s)?(?:(?:most\s)?recent(?:ly)?|newest|latest|just(?:\snow)?|lately)\b"
    r"|(?:最新|最近|直近|一番新しい|最も新しい)(?:の|に)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Times:
    """A text with its years in figures, and what it says of them. `day` is 2024-07-08 or 2024-07."""

    text: str
    first: int | None = None
    last: int | None = None
    day: str = ""
    # Whether what came last is asked for.
    is_newest: bool = False

    @property
    def is_span(self) -> bool:
        return self.first is not None or self.last is not None


def _number(figures: str) -> int:
    """Return a number below a hundred that is written in kanji: 二十七."""
    tens, ten, ones = figures.rpartition("十")
    return (int(_FIGURES.get(tens, "1")) * 10 if ten else 0) + int(_FIGURES.get(ones, "0"))


def _in_figures(text: str) -> str:
    text = _KANJI_YEAR.sub(lambda match: "".join(_FIGURES[figure] for figure in match.group()), text)
    return _KANJI_NUMBER.sub(lambda match: str(_number(match.group())), text)


def _era_year(match: re.Match[str]) -> str:
    start = _ERAS[match[1].lower()]
    year = 1 if match[2] == "元" else int(match[2])
    if not 1 <= year <= _LONGEST_ERA[start]:
        return match.group()
    return f" {start + year}年" if match.group().endswith("年") else f"{start + year}"


def _take(
    text: str, pattern: re.Pattern[str], keep: Callable[[re.Match[str]], str]
) -> tuple[str, re.Match[str] | None]:
    """Return the text with the first match changed, and the match."""
    match = pattern.search(text)
    return (f"{text[: match.start()]} {keep(match)} {text[match.end() :]}", match) if match else (text, None)


def _read_day(times: Times) -> Times | None:
    for pattern in _DAYS:
        rest, match = _take(times.text, pattern, lambda match: "")
        if match is None:
            continue
        named = match.groupdict()
        month = int(named["number"]) if named.get("number") else _MONTHS[named["month"].lower()]
        day = int(named.get("day") or 0)
        if 1 <= month <= 12 and day <= 31:
            written = f"{named['year']}-{month:02}" + (f"-{day:02}" if day else "")
            return replace(times, text=re.sub(r"\bon\s+$|^\s+(?:に|の)", "", rest), day=written)
    return None


def _ends(match: re.Match[str]) -> tuple[str, str]:
    return match["year"] or match["first"], match["last"] or match["end"]


def _read_span(times: Times, this_year: int) -> Times:
    text, match = _take(times.text, _DECADE, lambda match: "")
    if match:
        first = int(match[1] or match[2])
        return replace(times, text=text, first=first, last=first + 9)
    text, match = _take(times.text, _BETWEEN, lambda match: " ".join(_ends(match)))
    if match:
        first, last = sorted(map(int, _ends(match)))
        return replace(times, text=text, first=first, last=last)
    text, match = _take(times.text, _SINCE, lambda match: match["year"] or match["ja"])
    if match:
        year = int(match["year"] or match["ja"])
        return replace(times, text=text, first=year + ((match["word"] or "").lower() == "after"))
    text, match = _take(times.text, _UNTIL, lambda match: match["year"] or match["ja"])
    if match:
        year = int(match["year"] or match["ja"])
        is_before = (match["word"] or "").lower() == "before" or match["end"] in ("より前", "前")
        return replace(times, text=text, last=year - is_before)
    text, match = _take(times.text, _PAST, lambda match: "")
    if match:
        return replace(times, text=text, first=this_year - int(match["en"] or match["ja"]))
    return times


def read_times(text: str, this_year: int) -> Times:
    """Return what a text says of times. `this_year` is that of today in Japan."""
    text = _in_figures(unicodedata.normalize("NFKC", text))
    text = _ERA_LETTER.sub(_era_year, _ERA_ABROAD.sub(_era_year, _ERA.sub(_era_year, text)))
    for pattern, more in _RELATIVE[::-1]:
        text = pattern.sub(f" {this_year + more} ", text)
    times = Times(text)
    if (with_day := _read_day(times)) is not None:
        return with_day
    times = _read_span(times, this_year)
    text, match = _take(times.text, _NEWEST, lambda match: "")
    return replace(times, text=text, is_newest=True) if match else times
