"""Dates known to the day, the month or the year, in the forms of ISO 8601: 2024-07-12, 2024-07, 2024."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MONTHS_EN = tuple(calendar.month_name)


class Precision(StrEnum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of the Gregorian calendar, with its precision. Invalid parts raise ValueError.

    Its text sorts rightly as text: a year before its months, a month before its days. A comparison with a day
    follows the same rule, so that a date known to the month counts from the first of the month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        if not 1 <= self.year <= 9999:
            raise ValueError("the year is out of range")
        # Zero is no month and no day, though it is as false as None.
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2024-07-12`, `2024-07` or `2024`; anything else raises ValueError with the reason."""
        match = _FORM.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is not a date such as 2024-07-12, 2024-07 or 2024")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day)

    @classmethod
    def typed(cls, text: str) -> Self:
        """Read what somebody typed, also with the wide figures of a Japanese keyboard: `２０２４－０７`."""
        return cls.parse(unicodedata.normalize("NFKC", text))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def at_its_end(self) -> "PartialDate":
        """Return the last day, as a partial date: up to there reaches a month or a year that is asked about."""
        return PartialDate.of(self.last_day)

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text

    def __lt__(self, other: "PartialDate") -> bool:
        return str(self) < str(other)

    def __le__(self, other: "PartialDate") -> bool:
        return str(self) <= str(other)

    def in_words(self, language: str) -> str:
        """Return the date as a sentence has it: `12 July 2024`, `July 2024`; 「2024年7月12日」 for `ja`."""
        if language == "ja":
            text = f"{self.year}年"
            if self.month is not None:
                text += f"{self.month}月"
            return text if self.day is None else f"{text}{self.day}日"
        words = [str(self.year)]
        if self.month is not None:
            words.insert(0, MONTHS_EN[self.month])
        if self.day is not None:
            words.insert(0, str(self.day))
        return " ".join(words)
