"""What readers ask of help that is given free: “what did … get free of charge and for how much”, 「…は何を無償で…」."""

import re
import unicodedata

# The type of what is given free.
GIFTS = "security-assistance"
_FREE = re.compile(
    r"\b(?:free\sof\s(?:charge|cost)|for\s(?:free|nothing)|free|gratis|at\sno\s(?:cost|charge)|without\s(?:charge|payment)"
    r"|(?:as\s)?(?:an?\s)?(?:gifts?|presents?|donations?)|donat(?:e[ds]?|ing)|gifted|grant(?:s|ed)?(?:\said)?)\b"
    r"|無償(?:援助|支援|供与|譲渡)?|無料|(?:ただ|タダ)で|贈与|寄贈|供与|贈(?:った|られた)",
    re.IGNORECASE,
)
# Sums alone ask for no gift, and help alone for none: a loan has a sum too.
_SUM = re.compile(r"\bhow\smuch\b|\bworth\b|いくら|総額|金額", re.IGNORECASE)
_HELP = re.compile(r"\b(?:aid|assistance|help)\b|(?<![A-Za-z])osa(?![A-Za-z])|支援|援助", re.IGNORECASE)
# What may stand beside it without narrowing it.
_PUT = re.compile(
    r"\bhow\smuch\b|\b(?:worth|costs?|values?|amounts?|prices?|sums?|money|total|receiv(?:e[ds]?|ing)|gets?|got(?:ten)?|getting"
    r"|giv(?:e[ns]?|ing)|gave|hand(?:ed|s)?(?:\sover)?|obtain(?:ed|s)?|so\sfar|until\snow|they|their|each|aid|help"
    r"|(?:defen[cs]e|military|security)?\s?(?:equipment|gear|weapons|arms|materiel|goods))\b"
    r"|いくら(?:分|ぐらい|くらい|で)?|(?:受け取|受取)(?:りました|っている|った|り|る)|受け(?:ました|ている|た|(?=\s*[、,]))|得た"
    r"|もら(?:いました|っている|った|い|う)|(?:その)?(?:総|金)?額|価値|相当|支援|援助|(?:防衛|軍事)?(?:装備品?|兵器|武器)"
    r"|だった(?=か)|これまでに?|今までに?|渡(?:しました|された|した|す)|提供(?:された|した)?",
    re.IGNORECASE,
)


def gifts_in(text: str) -> str | None:
    """Return what a text says besides asking what is given free; None where it does not ask that."""
    text = unicodedata.normalize("NFKC", text)
    if not (_FREE.search(text) or (_SUM.search(text) and _HELP.search(text))):
        return None
    return _PUT.sub(" ", _FREE.sub(" ", text))
