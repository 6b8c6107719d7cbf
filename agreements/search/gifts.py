"""What readers ask of help that is given free: “what did … get free of charge and for how much”, 「…は何を無償で…」."""

import re
import unicodedata
from enum import StrEnum

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
_HANDED = re.compile(
    r"\b(?:get|got(?:ten)?|getting|receiv(?:e[ds]?|ing)|giv(?:e[ns]?|ing)|gave|donat(?:e[ds]?|ing)|gifted|grant(?:s|ed)?"
    r"|gifts?\sto|hand(?:ed|s)?\sover)\b|受け|もら|渡|与え|供与|贈|くれ|への",
    re.IGNORECASE,
)
# Japan is who is given something, or who gets it; or it comes from somebody who is not Japan.
_TO_JAPAN = re.compile(
    r"\b(?:giv(?:e[ns]?|ing)|gave|donat(?:e[ds]?|ing)|grant(?:s|ed)?|hand(?:ed|s)?\sover|gift(?:ed|s)?|aid)\s(?:\S+\s)?(?:to\s)?japan\b"
    r"|\bjapan\s(?:ever\s)?(?:get|got(?:ten)?|getting|receiv(?:e[ds]?|ing))\b|\b(?:from|by)\s(?!japan\b|(?:19|20)\d\d)"
    r"|日本(?:に|へ)(?!よ)|(?<!日本)(?<!日本国)(?<![年月日])から|日本(?:は|が).*(?:もら|受け|贈られ|供与され|提供され)",
    re.IGNORECASE,
)
# What may stand beside it without narrowing it.
_PUT = re.compile(
    r"\bhow\smuch\b|\b(?:worth|costs?|values?|amounts?|prices?|sums?|money|total|receiv(?:e[ds]?|ing)|gets?|got(?:ten)?|getting"
    r"|giv(?:e[ns]?|ing)|gave|hand(?:ed|s)?(?:\sover)?|obtain(?:ed|s)?|so\sfar|until\snow|they|their|each|aid|help"
    r"|(?:defen[cs]e|military|security)?\s?(?:equipment|gear|weapons|arms|materiel|goods))\b"
    r"|いくら(?:分|ぐらい|くらい|で)?|(?:受け取|受取)(?:りました|っている|った|り|る)|受け(?:ました|ている|た|(?=\s*[、,]))|得た"
    r"|もら(?:いました|っている|った|い|う)|(?:その)?(?:総|金)?額|価値|相当|支援|援助|(?:防衛|軍事)?(?:装備品?|兵器|武器)"
    r"|(?:だった|かかった)(?=か)|くれ(?:ました|た)|与え(?:ました|た)|これまでに?|今までに?|渡(?:しました|された|した|す)|提供(?:された|した)?",
    re.IGNORECASE,
)


class Giver(StrEnum):
    """Who gives, as far as a question says it."""

    ANYBODY = ""
    JAPAN = "japan"
    PARTNER = "partner"


def giver_in(text: str) -> Giver:
    """Return who gives in a text that asks what is given."""
    text = unicodedata.normalize("NFKC", text)
    if _TO_JAPAN.search(text):
        return Giver.PARTNER
    return Giver.JAPAN if _HANDED.search(text) else Giver.ANYBODY


def gifts_in(text: str) -> str | None:
    """Return what a text says besides asking what is given free; None where it does not ask that."""
    text = unicodedata.normalize("NFKC", text)
    # What Japan gets for a sum it may have bought.
    is_sum = _SUM.search(text) and (_HELP.search(text) or (_HANDED.search(text) and not _TO_JAPAN.search(text)))
    if not (_FREE.search(text) or is_sum):
        return None
    return _PUT.sub(" ", _FREE.sub(" ", text))
