"""Reads sums of money: $2.35 billion, 1.6 billion yen, 23億5000万ドル."""

import re
from decimal import Decimal, InvalidOperation

from .decoding import AmountReading, Span
from .text import windows

_SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "S$": "SGD",
    "NT$": "TWD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₱": "PHP", "P": "PHP",
    "Php": "PHP", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "JPY": "JPY", "AUD": "AUD", "Rs": "INR",
    "₹": "INR", "CAD": "CAD", "NZD": "NZD", "SGD": "SGD", "PHP": "PHP", "INR": "INR", "KRW": "KRW", "SEK": "SEK",
    "NOK": "NOK", "DKK": "DKK", "PLN": "PLN", "CHF": "CHF",
}  # fmt: skip
_WORDS = {
    "us dollar": "USD", "u.s. dollar": "USD", "australian dollar": "AUD", "canadian dollar": "CAD",
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "won": "KRW", "peso": "PHP", "zloty": "PLN",
    "rupee": "INR", "krona": "SEK", "kronor": "SEK", "kroner": "NOK", "yuan": "CNY", "usd": "USD",
    "eur": "EUR", "gbp": "GBP", "jpy": "JPY",
}  # fmt: skip
_UNITS_JA = {
    "米ドル": "USD", "豪ドル": "AUD", "カナダドル": "CAD", "ニュージーランドドル": "NZD", "ドル": "USD",
    "ユーロ": "EUR", "ポンド": "GBP", "円": "JPY", "ウォン": "KRW", "ペソ": "PHP", "ズロチ": "PLN",
    "ルピー": "INR", "元": "CNY", "クローナ": "SEK", "クローネ": "NOK",
}  # fmt: skip
_SCALES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mln": 10**6, "mn": 10**6, "m": 10**6, "m.": 10**6,
    "billion": 10**9, "bln": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "lakh": 10**5, "crore": 10**7, "lakh crore": 10**12,
}  # fmt: skip
# The longer first: papers write 2千億 for 2000億.
_SCALES_JA = {
    "千億": 10**11, "百億": 10**10, "千万": 10**7, "百万": 10**6, "兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?"
_SCALE = r"lakh crore|lakh|crore|thousand|million|mln|mn|billion|bln|bn|trillion|tn|[bBmMkK](?![A-Za-z])\.?"


def _choice(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


# Each begins with a look at one character: most places of a text have none of those with which a sum begins.
_ENGLISH_SIGN = re.compile(
    rf"(?=[{''.join(sorted({sign[0] for sign in _SIGNS}))}])(?<![A-Za-z])"
    rf"(?P<sign>{_choice(_SIGNS)})\s?(?P<number>{_NUMBER})(?![\d])[ -]?(?P<scale>(?i:{_SCALE}))?"
)
_ENGLISH_WORD = re.compile(
    rf"(?=\d)(?<![\w.,$€£¥])(?P<number>{_NUMBER})[ -]?(?P<scale>(?i:{_SCALE}))?[ -]"
    rf"(?P<word>(?i:{_choice(_WORDS)}))s?(?![A-Za-z])"
)
_PART_JA = r"\d[\d,]{0,14}(?:\.\d{1,4})?"
_SCALE_JA = "|".join(_SCALES_JA)
_JAPANESE = re.compile(
    rf"(?=\d)(?<![\d,.])(?P<number>(?:{_PART_JA}(?:{_SCALE_JA})){{0,3}}(?:{_PART_JA})?)(?P<word>{_choice(_UNITS_JA)})(?![年号])"
)
_DIGITS = re.compile("[0-9]+")
_PARTS = re.compile(rf"(\d[\d,]*(?:\.\d+)?)({_SCALE_JA})?")


def amounts_in(text: str) -> tuple[AmountReading, ...]:
    """Return the sums of a text of one width, in its order."""
    found: list[AmountReading] = []
    taken: list[tuple[int, int]] = []
    places = list(windows(_DIGITS, text, before=6, after=50))
    for pattern in (_ENGLISH_SIGN, _ENGLISH_WORD, _JAPANESE):
        for match in (match for begin, end in places for match in pattern.finditer(text, begin, end)):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            reading = _reading(match, japanese=pattern is _JAPANESE)
            if reading is not None:
                found.append(reading)
                taken.append((match.start(), match.end()))
    return tuple(sorted(found, key=lambda reading: reading.span.start))


def _reading(match: re.Match[str], *, japanese: bool) -> AmountReading | None:
    parts = match.groupdict()
    if japanese:
        amount = sum(
            (
                Decimal(number.replace(",", "")) * _SCALES_JA.get(scale, 1)
                for number, scale in _PARTS.findall(parts["number"])
            ),
            Decimal(0),
        )
        currency = _UNITS_JA[parts["word"]]
    else:
        try:
            amount = Decimal(parts["number"].replace(",", ""))
        except InvalidOperation:
            return None
        scale = (parts.get("scale") or "").lower()
        amount *= _SCALES.get(scale, 1)
        currency = _SIGNS[parts["sign"]] if parts.get("sign") else _WORDS[parts["word"].lower()]
        # "P 235" is pesos only with a scale; as a bare letter it stands for many things.
        if parts.get("sign") == "P" and not scale:
            return None
    if amount <= 0:
        return None
    return AmountReading(int(amount), currency, Span(match.start(), match.end(), match.group().rstrip()))
