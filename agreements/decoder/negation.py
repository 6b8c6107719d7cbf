"""What a sentence does with what it names: states it, talks of it, mentions it in passing, or denies it."""

import re
from enum import StrEnum


class Stage(StrEnum):
    STATED = "stated"
    UNDER_DISCUSSION = "under-discussion"
    IN_PASSING = "in-passing"
    DENIED = "denied"


_BEFORE = 60
_AFTER_EN = 50
_AFTER_JA = 26
_ANY = r"[^\n,;:]"
_LETTER = re.compile("[a-z]")

_DENIED_BEFORE = re.compile(
    rf"""(?:\b(?:without|lack(?:s|ed|ing)?|rather\ than|instead\ of|(?:stops?|falls?)\ (?:well\ )?short\ of|unlike
    |in\ the\ absence\ of|other\ than|neither|nor|yet\ to\ (?:sign|have|conclude)|not\ yet\ (?:signed|concluded|have))\b
    |\b(?:is|are|was|were|be)\ not\b|\bisn't\b|\bnot\ (?:a|an|the|constitute|amount|covered|bound|party|have)\b
    |\b(?:did|do|does|could|would|will)\ not\ (?:sign|conclude|reach|seal|agree\ on|join|enter\ into)\b
    |\bnot\ (?:supersede|replace|infringe|affect|prejudice|derogate)\b
    |\b(?:has|have|had|with|is|there\ is|there\ was)\ no\b|^\ ?no\b|\bno\ (?:formal|such|bilateral|standing|legal)\b
    |\bdoes\ not\ (?:have|constitute|amount\ to|create|form)\b|\b(?:do|did|does)\ not\ have\b|\bnot\ (?:called|named)\b
    )\ ?(?:{_ANY}{{0,34}}\ )?\Z""",
    re.VERBOSE,
)
_NOT_DENIED_BEFORE = re.compile(
    r"\bnot (?:only|just|merely|least|simply)\b[^\n]*\Z|\bno (?:change|longer than)\b[^\n]*\Z"
    # A duty not to do something is what an agreement says.
    r"|\bneither (?:side|party|government|state) (?:may|shall|must|will|can)\b[^\n]*\Z"
)
_TALKED_BEFORE = re.compile(
    r"""\b(?:talks?|negotiat\w*|consider\w*|discuss\w*|propos\w*|plans?|planning|seek\w*|sought|begin|start\w*
    |launch\ talks|explor\w*|push\w*|hop(?:es|ed|ing)|eye[sd]?|mull\w*|toward|working\ on|aim\w*|will\ sign
    |to\ sign|to\ conclude|studying
    )\b[^\n;]{0,44}\Z""",
    re.VERBOSE,
)
# What comes after these is the background of the news, not the news.
_PASSING_BEFORE = re.compile(
    r"""(?:\b(?:(?:signed|concluded|agreed|announced|adopted)\ (?:together|along|alongside)\ (?:with)?|alongside
    |along\ with|together\ with|on\ the\ same\ day\ as|following|made\ after|in\ addition\ to|on\ top\ of
    |builds?\ on|building\ on
    |based\ on|pursuant\ to|in\ accordance\ with|welcom\w+|recall\w*|under)\b)[^\n,;]{0,50}\Z""",
    re.VERBOSE,
)
_PASSING_AFTER_JA = re.compile(
    r"[^\n、。]{0,10}?(?:とあわせ|と併せ|と同じ日に|と同時に|に基づ[きくいけ]|に基[きく]"
    r"|を受け(?:て|、|た)"
    r"|に続[きくいけ]|に加え|を歓迎|を踏まえ|に付属)"
)
_DENIED_AFTER_EN = re.compile(
    r"[^\n,;]{0,24}?\b(?:(?:has|have) not (?:yet )?been|was never|were never|does not exist|do not exist|is absent)\b"
)
_DENIED_AFTER_JA = re.compile(
    r"""(?:など)?[^\n、。]{0,5}?(?:
    (?:を|は|も|が|に)?(?:まだ|未だ)?(?:結んで|締結して|結んだわけで|署名して|存在し)(?:い|は|もい|はい|おら)?な[いくか]
    |(?:が|は|も|の)な[いくし]|なしで|なしに|なき|抜きで
    |(?:の|に|へ)?(?:署名|締結|合意|妥結|発効)(?:に|には|は|を)(?:至ら|至って|見送|断念)
    |(?:に|を)(?:取って代わるもので|取って代わら|妨げるもので|妨げ|影響を(?:与え|及ぼさ))(?:は)?な[いく]
    |(?:では|で|とは)(?:なく|ない|ありません|異なり)|ではな|に(?:は)?当たらな|に該当しな|を結ばず|を(?:持た|もた)な|は未締結)""",
    re.VERBOSE,
)
_DENIED_NOT_JA = re.compile(r"(?:だけで|のみで|ばかりで)(?:は)?なく")
_TALKED_AFTER_JA = re.compile(
    r"[^\n]{0,12}?(?:交渉|検討|協議入り|締結へ|締結を目指|打診|提案|呼びかけ|構想|署名へ|締結を視野)"
)


# Most sentences have none of these, and need no closer look.
_HINTS_EN = frozenset(
    (
        "witho", "lack", "lacke", "lacki", "rathe", "inste", "stops", "falls", "short", "unlik", "absen",
        "other", "neith", "nor", "yet", "not", "isn't", "had",
        "no", "talks", "talk", "negot", "consi", "discu", "propo", "plan",
        "plans", "plann", "seek", "seeks", "sough", "begin", "start", "launc", "explo", "push", "pushe",
        "pushi", "hopes", "hoped", "hopin", "eye", "eyes", "eyed", "mull", "mulls", "towar", "worki", "aim",
        "aims", "study", "sign", "signe", "concl", "alon", "along", "toget", "same", "follo", "made", "addit",
        "top", "build", "based", "pursu", "accor", "welco", "recal", "under",
    )
)  # fmt: skip
_HINTS_JA = re.compile("[なくずでぬ未抜交検協締打提呼構署]|と[あ併同]|に[基続加付]|を[受歓踏]")


def stage_of(text: str, start: int, end: int) -> Stage:
    """Return the stage of what the folded text has between start and end."""
    begin = max(0, text.rfind("\n", max(0, start - _BEFORE), start) + 1, start - _BEFORE)
    before = text[begin:start]
    after = text[end : end + _AFTER_EN]
    if _HINTS_EN.isdisjoint(word[:5] for word in before.split()) and not _HINTS_JA.search(after[:_AFTER_JA]):
        return Stage.DENIED if _is_denied_after(after) else Stage.STATED
    # Each half is looked at only where it has letters of the language that its patterns are of.
    before = before if _LETTER.search(before) else ""
    japanese = "" if after.isascii() else after[:_AFTER_JA]
    if _is_denied(before, japanese, after):
        return Stage.DENIED
    if _TALKED_BEFORE.search(before) or _TALKED_AFTER_JA.match(japanese):
        return Stage.UNDER_DISCUSSION
    if _PASSING_BEFORE.search(before) or _PASSING_AFTER_JA.match(japanese):
        return Stage.IN_PASSING
    return Stage.STATED


def _is_denied(before: str, japanese: str, after: str) -> bool:
    if _DENIED_BEFORE.search(before) and not _NOT_DENIED_BEFORE.search(before):
        return True
    if _DENIED_AFTER_JA.match(japanese) and not _DENIED_NOT_JA.match(japanese):
        return True
    return _is_denied_after(after)


def _is_denied_after(after: str) -> bool:
    # Most have none of the words that the pattern ends in, and need no closer look.
    hinted = "not" in after or "never" in after or "absent" in after
    return hinted and _DENIED_AFTER_EN.match(after) is not None
