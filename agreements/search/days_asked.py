"""What readers ask of one partner on two days: “what could … do in 2020 as against today”, 「2020年と今で…」."""

import re
import unicodedata
from dataclasses import dataclass

_TODAY = re.compile(
    r"\b(?:today|now(?:adays)?|currently|at\spresent|presently|these\sdays|as\sof\s(?:today|now))\b"
    r"|(?:今日|現時点|現在|本日|いま|今(?![年後回]))",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:(?:could|can|able\sto|allowed\sto)\b.*\b(?:do|done|together|each\sother)|possible|what\b.*\bable\sto)\b"
    r"|(?:何|どんなこと|なに)[がを]?.*でき|できる?(?:こと|もの)|できたこと",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:chang(?:ed?|es)|differ(?:s|ent|ences?)?|compar(?:ed?|ison)|as\sagainst|versus|vs|more)\b"
    r"|変わ|変化|違[いう]|比べ|比較|増え",
    re.IGNORECASE,
)
# What may stand beside partner and days without narrowing them.
_PUT = re.compile(
    r"\b(?:as\s(?:against|opposed\sto|compared\s(?:to|with))|against|(?:could|can)(?:\s?not|n['’]t)?|able|allowed|possible|do|done|doing|together"
    r"|jointly|each\sother|they|them|two|both|sides|back|then|(?:at\s)?(?:the\s)?end\sof|as\sof|how|chang(?:ed?|es)|things?"
    r"|differ(?:s|ent|ences?)?|compar(?:ed?|ison)(?:\s(?:to|with))?|versus|vs|more|than|relations?(?:hip)?|ties|cooperation)\b"
    r"|(?:どう|どのように|どれだけ|どんなこと|新たに|新しく)|変わ(?:りました|っている|った|る)|変化(?:した)?|違(?:います|い|う)"
    r"|(?:と|に)?比べ(?:ると|て|た|る)?|(?:と)?比較(?:すると|して|した|する)?|増え(?:ました|た)"
    r"|一緒に|共に|ともに|共同で|協力して"
    r"|でき(?:るように(?:なりました|なった)|る(?:こと|もの)?|た(?:こと|もの)?|ました|ます|な(?:かった|い)(?:こと|もの)?|ず)?"
    r"|協力(?:関係)?|関係|当時|時点|の?とき|(?<=年)の?末",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DaysAsked:
    """What of two days a text holds, and what it says besides. `does` asks what can be done, `changes` what differs."""

    is_today: bool
    does: bool
    changes: bool
    besides: str


def days_asked_in(text: str) -> DaysAsked | None:
    """Return what a text says of a day beside others, or of what can be done; None where it says neither."""
    text = unicodedata.normalize("NFKC", text)
    is_today, does, changes = (bool(pattern.search(text)) for pattern in (_TODAY, _DOING, _CHANGE))
    if not (is_today or does or changes):
        return None
    return DaysAsked(is_today, does, changes, _PUT.sub(" ", _TODAY.sub(" ", text)))
