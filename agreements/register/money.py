"""Sums of money in words, as each language counts: millions and billions, 万 and 億."""

from decimal import Decimal

# ISO 4217 codes in the register, with their names after a number.
_NAMES = {
    "JPY": ("yen", "円"),
    "USD": ("US dollars", "米ドル"),
    "EUR": ("euros", "ユーロ"),
    "GBP": ("pounds sterling", "ポンド"),
    "AUD": ("Australian dollars", "豪ドル"),
    "CAD": ("Canadian dollars", "カナダドル"),
    "NZD": ("New Zealand dollars", "ニュージーランドドル"),
    "PHP": ("Philippine pesos", "フィリピンペソ"),
}
_ENGLISH = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_JAPANESE = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))


def _in_english(amount: Decimal) -> str:
    for size, name in _ENGLISH:
        share = amount / size
        # No more than three decimals: 1.055 trillion, but 332,512,345.
        if share >= 1 and share == round(share, 3):
            return f"{share.normalize():f} {name}"
    return f"{amount:,}"


def _in_japanese(amount: Decimal) -> str:
    whole, text = int(amount), ""
    for size, name in _JAPANESE:
        share, whole = divmod(whole, size)
        if share:
            text += f"{share}{name}"
    return text + (str(whole) if whole or not text else "")


def in_words(amount: Decimal, currency: str, language: str) -> str:
    """Return a sum of whole units: `600 million yen`; 「6億円」 for `ja`. An unknown currency keeps its code."""
    english, japanese = _NAMES.get(currency, (currency, currency))
    if language == "ja":
        return f"{_in_japanese(amount)}{japanese}"
    return f"{_in_english(amount)} {english}"
