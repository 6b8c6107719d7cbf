"""Reads dates as treaties and news write them, in both languages, Japanese eras included."""

import re
from collections.abc import Iterable, Sequence

from agreements.register.partial_date import MONTHS_EN, PartialDate

from .decoding import DateReading, Span
from .text import windows

_MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS_EN) if name},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS_EN) if name},
    "sept": 9,
}
# The year before an era's first.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_YEAR_ANYWHERE = re.compile("(?:18|19|20)[0-9]{2}|令和|平成|昭和|大正|明治")
_KANJI_DIGITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_MONTH = r"(?P<{0}>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*)\.?"
_YEAR = r"(?P<{0}>(?:18|19|20)\d\d)"
_KANJI = "[〇一二三四五六七八九十]"
# What a date begins with: most places of a text are none, and need not be tried as each kind of date.
_BEGINNING = r"(?=[\dJFMASOND令平昭大明])"
_DATES = re.compile(
    f"{_BEGINNING}(?:%s)"
    % "|".join(
        (
            rf"(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('m1')},? {_YEAR.format('y1')}(?!\d)",
            rf"\b{_MONTH.format('m2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR.format('y2')}(?!\d)",
            rf"\b{_MONTH.format('m3')},? (?:of )?{_YEAR.format('y3')}(?!\d)",
            rf"(?<![\d-]){_YEAR.format('y4')}-(?P<m4>\d\d)-(?P<d4>\d\d)(?![\d-])",
            rf"(?<!\d){_YEAR.format('y5')}年\s*(?:(?P<m5>\d{{1,2}})月\s*(?:(?P<d5>\d{{1,2}})日)?)?",
            rf"(?P<era>令和|平成|昭和|大正|明治)\s*(?P<y6>元|\d{{1,2}}|{_KANJI}{{1,3}})年(?!度)"
            rf"\s*(?:(?P<m6>\d{{1,2}}|{_KANJI}{{1,3}})月\s*(?:(?P<d6>\d{{1,2}}|{_KANJI}{{1,3}})日)?)?",
            rf"(?<![\d/]){_YEAR.format('y7')}/(?P<m7>\d{{1,2}})/(?P<d7>\d{{1,2}})(?![\d/])",
            r"(?<![\d$€£¥.,A-Za-z/-])(?P<y8>(?:19|20)\d\d)"
            r"(?![\d.,]\d|[\d%A-Za-z年発機隻億万人名]|-\d| (?:missile|troop|million|billion|soldier|marine))",
        )
    )
)

_NEAR, _LONGEST_SENTENCE = 40, 300
_SIGNED = r"\b(?:signed|signing|signature|inked)\b|署名|調印|締結"
_SIGNED_BEFORE = re.compile(rf"(?:{_SIGNED})[^.。;\n]*\Z", re.IGNORECASE)
_SIGNED_AFTER = re.compile(rf"[^.。;\n]*?(?:{_SIGNED})", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[。\n]|[.!?] +(?=[A-Z])")


def dates_in(text: str) -> tuple[DateReading, ...]:
    """Return the dates of a text of one width, in its order. What is no date, such as 30 February, is left out."""
    found: list[DateReading] = []
    places = windows(_YEAR_ANYWHERE, text, before=24, after=40)
    for match in (match for begin, end in places for match in _DATES.finditer(text, begin, end)):
        parts = {name[0]: value for name, value in match.groupdict().items() if value and name != "era"}
        year = _number(parts["y"])
        if era := match.group("era"):
            year += _ERAS[era]
        month = _month(parts["m"]) if "m" in parts else None
        day = _number(parts["d"]) if "d" in parts else None
        try:
            date = PartialDate(year, month, day)
        except ValueError:
            continue
        found.append(DateReading(date, Span(match.start(), match.end(), match.group())))
    return tuple(found)


def signing_days_in(text: str, dates: Iterable[DateReading], named: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return those of a text's dates, to the day, on which its sentence says that what is `named` was signed.

    `named` are places in the text. What another sentence says was signed is something else.
    """
    return frozenset(
        str(reading.date)
        for reading in dates
        if reading.date.day is not None
        and (
            _SIGNED_BEFORE.search(text[max(0, reading.span.start - _NEAR) : reading.span.start])
            or _SIGNED_AFTER.match(text[reading.span.end : reading.span.end + _NEAR])
        )
        and any(_in_one_sentence(text, place, reading.span) for place in named)
    )


def _in_one_sentence(text: str, place: tuple[int, int], span: Span) -> bool:
    begin, end = (place[1], span.start) if place[1] <= span.start else (span.end, place[0])
    return end - begin < _LONGEST_SENTENCE and not _SENTENCE_ENDS.search(text, begin, end)


def _month(text: str) -> int:
    return _MONTH_NUMBERS.get(text.lower()) or _MONTH_NUMBERS.get(text[:3].lower()) or _number(text)


def _number(text: str) -> int:
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    total = _KANJI_DIGITS.get(tens, 1) * 10 if mark else 0
    for digit in ones:
        total = (total if mark else total * 10) + _KANJI_DIGITS.get(digit, 0)
    return total
