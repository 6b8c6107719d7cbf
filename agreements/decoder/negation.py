"""What a sentence does with what it names: states it, talks of it, mentions it in passing, or denies it."""

import re
from collections.abc import Iterable
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

# What is done with an agreement when there comes to be one.
_MADE = (
    r"signed|concluded|reached|sealed|joined|ratified|agreed\ (?:on|to)|entered\ into|negotiated|sought|made|had"
    r"|been\ (?:a\ )?(?:bound|party|covered)"
)
_MAKE = (
    r"sign|conclude|reach|seal|join|ratify|agree\ (?:on|to)|enter\ into|negotiate|discuss|consider|accept|seek"
    r"|approve|endorse"
)
_DENIED_BEFORE = re.compile(
    rf"""(?:\b(?:without|lack(?:s|ed|ing)?|rather\ than|instead\ of|(?:stops?|falls?)\ (?:well\ )?short\ of|unlike
    |in\ the\ absence\ of|other\ than|neither|nor|yet\ to\ (?:sign|have|conclude)|not\ yet\ (?:signed|concluded|have)
    |(?:not|never|hasn't|haven't|hadn't)\ (?:yet\ |formally\ )?(?:{_MADE})
    |(?:won't|didn't|doesn't|don't|not)\ (?:{_MAKE})
    |rul(?:e|es|ed|ing)\ out|(?:scrap|drop|shelv|abandon)\w*\ (?:[a-z]+\ )?(?:plans?|talks|bids?|ideas?)
    |(?:refus|declin|reject|fail|turn)(?:e|es|ed|ing|s)?\ (?:to\ (?:{_MAKE})|down|an?|any))\b
    |\b(?:is|are|was|were|be)\ not\b|\bisn't\b|\bnot\ (?:a|an|the|constitute|amount|covered|bound|party|have)\b
    |\bnot\ (?:supersede|replace|infringe|affect|prejudice|derogate)\b
    |\b(?:has|have|had|with|is|are|was|were)\ no\b|^\ ?no\b|\bno\ (?:formal|such|bilateral|standing|legal)\b
    |\bdoes\ not\ (?:have|constitute|amount\ to|create|form)\b|\b(?:do|did|does)\ not\ have\b|\bnot\ (?:called|named)\b
    )\ ?(?:{_ANY}{{0,34}}\ )?\Z""",
    re.VERBOSE,
)
# Here what is denied is the deed itself, which the words tell: cannot refuel, will not send. What an agreement forbids
# its parties to do with others is none of these.
_NOT_DONE_BEFORE = re.compile(
    r"\b(?:cannot|can not|can't|could not|couldn't|(?:is|are|was|were) unable to|will not|won't|would not"
    r"|rul\w+ out|(?:refus|declin)\w* to|never|did not|didn't)"
    r" (?:(?:yet|also|directly|simply|even)\ )?(?:[a-z]+ )?\Z"
)
_DEED_EN = re.compile(
    r"(?:re)?(?:send|sent|sell|sold|suppl|deliver|buy|bought|donat|hand|giv|provid|(?:re)?fuel|station|deploy|arm|weapon)"
)
_NOT_DONE_WITHIN = re.compile(
    r"\b(?:cannot|can not|can't|could not|couldn't|unable to|will not|won't|would not)"
    rf" (?:(?:yet|also|directly|simply|even) )?{_DEED_EN.pattern}"
)
_OF_AGREEMENTS = re.compile(r"[^\n]*\b(?:third|prior|consent|disclos\w*)\b")
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
    r"\A[^\n,;]{0,24}?\b(?:(?:has|have) (?:not|never) (?:yet )?been|was never|were never|(?:does|do|did) not exist"
    r"|is absent|(?:remains|is|are|stays) (?:still )?(?:unsigned|off the table|out of the question|ruled out)"
    r"|(?:was|were|is|are) (?:not|never) (?:yet )?(?:signed|concluded|agreed))\b"
)
_DENIED_AFTER_JA = re.compile(
    r"""\A(?:など)?[^\n、。]{0,5}?(?:
    (?:を|は|も|が|に)?(?:まだ|未だ|いまだ)?(?:結んで|締結して|結んだわけで|署名して|存在して?)(?:い|は|もい|はい|おら)?(?:な[いくか]|ませ)
    |(?:が|は|も|の)(?:まだ|未だ|いまだ|存在し)?(?:な[いくし]|ありませ)|(?<![権証意認可])なし[でに]|なき|抜きで
    |(?:の|に|へ)?(?:署名|締結|合意|妥結|発効)(?:に|には|は|を)(?:至ら|至って|見送|断念)
    |(?:に|を)(?:取って代わるもので|取って代わら|妨げるもので|妨げ|影響を(?:与え|及ぼさ))(?:は)?な[いく]
    |(?:では|で|とは)(?:なく|ない|ありません|異なり)|ではな|に(?:は)?当たらな|に該当しな|を(?:持た|もた)な
    |(?:を|は|も|が|に)?(?:未締結|未署名|結(?:ばな|ばず|べな|べて(?:い|は)))
    |(?:を|は|も|に|へ|の){0,2}(?:締結|署名|調印|合意|参加|加入|交渉|協議)(?:に|は|も|を|へ|の){0,2}(?:まだ|未だ|いまだ)?
     (?:し(?:な|てい?な|ておら)|でき(?:な|て(?:い|は)?な)|されてい?な|応じ(?:な|ず)|踏み切らな
      |(?:入って|始めて|開始して|行って|達して)(?:は)?い?な|(?:拒|断[りっるわ]|否定))
    |(?:を|の|に)?(?:結ぶ|締結(?:する)?|署名(?:する)?)(?:の)?(?:予定|計画|考え|意向|方針|つもり)(?:は|も|が)な
    |(?:を|は)?(?:拒[否みむん]|断[りっる]|見送|断念)
    |し(?:てい)?ない(?:方針|考え|意向|立場|姿勢|構え|見通し|と(?:述べ|表明|明言|言明|決め|説明|し[たて])))""",
    re.VERBOSE,
)
# Not only; and of what is named that it is no treaty, which does not deny that there is such a thing.
_DENIED_NOT_JA = re.compile(r"\A(?:(?:だけで|のみで|ばかりで)(?:は)?なく|[はも](?:条約|協定|同盟)では)")
# Of several things named in a row what is said of the last is said of each: AもBも結んでいない.
_AND_OTHERS_JA = re.compile(
    r"(?:(?:も|や)、?[^\nもやはがを、a-z]{0,12}[a-z]{0,8}[^\nもやはがを、]{0,12}(?=[もやはがを]))+"
)
_TALKED_AFTER_JA = re.compile(
    r"[^\n]{0,12}?(?:交渉|検討|協議入り|締結へ|締結を目指|打診|提案|呼びかけ|構想|署名へ|締結を視野)"
)


# Not signed, but on the way.
_TALKS_BEGIN = re.compile(
    r"[^\n]*?\b(?:open|begin|start|launch|continu\w*|resum\w*) (?:[a-z]+ )?(?:negotiations|talks)\b"
    r"|[^\n]*?交渉(?:を|に)(?:開始|始め|入[りっる]|続け|継続|再開)(?!てい?な|ていない|しない)"
)
_AFTER_TALKS = 100
# The last characters of rights, visas, consent, approval and permits.
_LEAVES = frozenset("権証意認可")
# Without one of these no pattern of its kind can be met, and to look for them costs a fraction of it.
_DENYING_BEFORE = (
    "no", "n't", "never", "without", "neither", "yet", "lack", "rather than", "instead", "short of", "unlike",
    "absence of", "other than", "rul", "scrap", "drop", "shelv", "abandon", "refus", "declin", "reject", "fail", "turn",
)  # fmt: skip
_DENYING_AFTER = ("not", "never", "absent", "unsigned", "off the table", "out of the question", "ruled out")
_DENYING_JA = tuple("なまおずべ抜至見断異未拒否")
_NOT_DOING = ("not", "n't", "unable to")
_TALKING_BEFORE = (
    "talk", "negotiat", "consider", "discuss", "propos", "plan", "seek", "sought", "begin", "start", "explor", "push",
    "hop", "eye", "mull", "toward", "working on", "aim", "will sign", "to sign", "to conclude", "studying",
)  # fmt: skip
_TALKING_JA = ("交渉", "検討", "協議入り", "締結", "打診", "提案", "呼びかけ", "構想", "署名へ")
_PASSING_BY = (
    "together", "along", "on the same day as", "following", "made after", "in addition to", "on top of", "build",
    "based on", "pursuant to", "in accordance with", "welcom", "recall", "under",
)  # fmt: skip
_PASSING_JA = ("とあわせ", "と併せ", "と同", "に基", "を受け", "に続", "に加え", "を歓迎", "を踏まえ", "に付属")


# What is never met without one of its words, as tests hold to be so.
HINTS = (
    (_DENIED_BEFORE, _DENYING_BEFORE),
    (_NOT_DONE_BEFORE, (*_DENYING_BEFORE, *_NOT_DOING)),
    (_TALKED_BEFORE, _TALKING_BEFORE),
    (_PASSING_BEFORE, _PASSING_BY),
    (_DENIED_AFTER_EN, _DENYING_AFTER),
    (_NOT_DONE_WITHIN, _NOT_DOING),
    (_DENIED_AFTER_JA, _DENYING_JA),
    (_TALKED_AFTER_JA, _TALKING_JA),
    (_PASSING_AFTER_JA, _PASSING_JA),
)
# Most sentences have none of these, and need no closer look.
_ANY_BEFORE = re.compile("|".join((*_DENYING_BEFORE, *_NOT_DOING, *_TALKING_BEFORE, *_PASSING_BY)))
_ANY_AFTER_JA = re.compile("|".join((*_DENYING_JA, *_TALKING_JA, *_PASSING_JA)))


def _has_any(text: str, words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110 - a generator for each of hundreds of texts would take as long as the search
        if word in text:
            return True
    return False


def stage_of(text: str, start: int, end: int) -> Stage:
    """Return the stage of what the folded text has between start and end."""
    begin = max(0, text.rfind("\n", max(0, start - _BEFORE), start) + 1, start - _BEFORE)
    before = text[begin:start]
    others = _AND_OTHERS_JA.match(text, end)
    last = others.end() if others else end
    after = text[last : last + _AFTER_EN]
    if not _ANY_BEFORE.search(before) and not _ANY_AFTER_JA.search(after[:_AFTER_JA]):
        return Stage.DENIED if _is_denied_after(after) or _is_not_done_within(text, start, end) else Stage.STATED
    # Each half is looked at only where it has letters of the language that its patterns are of.
    before = before if _LETTER.search(before) else ""
    japanese = "" if after.isascii() else after[:_AFTER_JA]
    is_leave = text[last - 1] in _LEAVES
    if (
        _is_denied(before, japanese, after, is_leave=is_leave)
        or _is_not_done(before, text[start : end + _AFTER_EN])
        or _is_not_done_within(text, start, end)
    ):
        begun = _TALKS_BEGIN.match(text, end, end + _AFTER_TALKS)
        return Stage.UNDER_DISCUSSION if begun else Stage.DENIED
    if (_has_any(before, _TALKING_BEFORE) and _TALKED_BEFORE.search(before)) or (
        _has_any(japanese, _TALKING_JA) and _TALKED_AFTER_JA.match(japanese)
    ):
        return Stage.UNDER_DISCUSSION
    if (_has_any(before, _PASSING_BY) and _PASSING_BEFORE.search(before)) or (
        _has_any(japanese, _PASSING_JA) and _PASSING_AFTER_JA.match(japanese)
    ):
        return Stage.IN_PASSING
    return Stage.STATED


def _is_denied(before: str, japanese: str, after: str, *, is_leave: bool) -> bool:
    """Tell whether what stands around words denies them.

    Who has no right, needs no visa or may do nothing without consent is under an agreement all the same (`is_leave`).
    """
    if _has_any(before, _DENYING_BEFORE) and _DENIED_BEFORE.search(before) and not _NOT_DENIED_BEFORE.search(before):
        return True
    if (
        not is_leave
        and _has_any(japanese, _DENYING_JA)
        and _DENIED_AFTER_JA.match(japanese)
        and not _DENIED_NOT_JA.match(japanese)
    ):
        return True
    return _is_denied_after(after)


def _is_denied_after(after: str) -> bool:
    return _has_any(after, _DENYING_AFTER) and _DENIED_AFTER_EN.match(after) is not None


def _is_not_done(before: str, told: str) -> bool:
    return bool(
        _DEED_EN.match(told) and _NOT_DONE_BEFORE.search(before) and not _OF_AGREEMENTS.match(told.partition("\n")[0])
    )


def _is_not_done_within(text: str, start: int, end: int) -> bool:
    """Tell whether a gap in the words holds the denial of their deed: ships cannot refuel."""
    if not _has_any(text[start : end + _AFTER_EN], _NOT_DOING):
        return False
    found = _NOT_DONE_WITHIN.search(text, start, end + _AFTER_EN)
    return found is not None and found.start() < end and not _OF_AGREEMENTS.match(text[start : end + _AFTER_EN])
