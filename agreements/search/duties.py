"""What readers ask that two states owe or allow each other: “does Japan have to defend …”, 「…を守る義務」.

Each thing asked is a line of the partner's page, named by the slug of its type.
"""

import re
import unicodedata

_TROOPS = (
    r"(?:(?:its|the|their|japanese|japan['’]s|our|military)\s)?"
    r"(?:troops|forces|soldiers|units|sdf|self-defen[cs]e\sforces)"
)
_GEAR = r"(?:(?:defen[cs]e|military)\s)?(?:equipment|weapons|arms)"
_MUST_JA = r"(?:(?:する|し合う|してくれる)(?:義務|約束)?|し(?:なければならない|ないといけない)|の?義務)"
_FIGHT_JA = (
    r"(?:戦(?:う|わなければならない|わないといけない|ってくれる|える)"
    r"|参戦(?:する|しなければならない|しないといけない|してくれる|できる)?)"
)
# The first that fits holds, so that what is told more closely comes first.
_ASKED = {
    "joint-development": (
        r"\b(?:build|develop|make|produce)(?:ing)?\s" + f"(?:(?:new\\s)?{_GEAR}\\s)?(?:together|jointly)"
        rf"|\bjointly\s(?:build|develop|make|produce)(?:\s{_GEAR})?",
        r"(?:装備品?|兵器|武器)を?(?:共同で|一緒に)(?:開発する|開発できる|作る|作れる|造る)|(?:共同で|一緒に)(?:開発する|開発できる|作る|作れる|造る)",
    ),
    "security-assistance": (
        rf"\b(?:give|donate|grant|receive)(?:\sfree)?\s{_GEAR}(?:\sfree(?:\sof\scharge)?)?",
        r"(?:装備品?|兵器|武器)を(?:無償で(?:渡せる|渡す|供与する|供与できる)|贈る|もらう)",
    ),
    "security-cooperation": (
        rf"\b(?:buy|sell|export|order)\s{_GEAR}",
        r"(?:装備品?|兵器|武器)を(?:売れる|売る|買える|買う|輸出する|輸出できる)",
    ),
    "technology-transfer": (
        rf"\b(?:transfer|share|exchange)\s{_GEAR}(?:\s(?:and|or)\stechnology)?",
        r"(?:装備品?|兵器|武器)を(?:移転する|移転できる|渡す|渡せる)",
    ),
    "status-of-forces": (
        rf"\b(?:keep|station|base)\s{_TROOPS}",
        r"(?:部隊|軍隊|自衛隊)を(?:置ける|置く|駐留させる)",
    ),
    "reciprocal-access": (
        rf"\b(?:send|deploy)\s{_TROOPS}(?:\son\svisits?)?|\b{_TROOPS}\s(?:go\sto|enter|visit)|\bvisit(?:\swith\s{_TROOPS})?\b",
        r"(?:部隊|軍隊|自衛隊)を(?:送れる|送る|派遣する|派遣できる)|(?:部隊|軍隊|自衛隊)が(?:訪問する|訪問できる|訪れる|行く|行ける|入れる)|訪問(?:する|できる)?",
    ),
    "acsa": (
        r"\b(?:refuel(?:l?ing)?|(?:share|give|supply|get|provide)\s(?:fuel|ammunition|food|supplies))(?:\s(?:ships|planes|aircraft|vessels))?",
        r"(?:燃料|弾薬|食料|物資)を(?:融通する|融通し合う|融通できる|渡す|渡せる|もらえる|補給する|補給できる)|給油(?:する|できる)?",
    ),
    "information-sharing": (
        r"\b(?:share|exchange|pass|give|trade|keep)\s(?:military\s|classified\s)?(?:secrets|secret\sinformation|intelligence)",
        r"(?:秘密|機密)(?:情報)?を(?:共有する|共有できる|共有している|交換する|交換できる|渡す|渡せる|やり取りする|やり取りできる|守る義務)",
    ),
    "consultation-pact": (
        r"\b(?:duty\sto\s)?consult\b(?:\s(?:with|each\sother)\b)?",
        r"協議(?:する義務|義務|する約束|しなければならない|しないといけない)",
    ),
    "alliance-treaty": (
        r"\b(?:(?:help\s(?:to\s)?)?defend(?:ing)?|protect(?:ing)?|fight(?:ing)?\s(?:for|with|alongside)|go(?:ing)?\sto\swar\sfor"
        r"|com(?:e|ing)\sto\sthe\s(?:aid|defen[cs]e|help|rescue)\sof"
        r"|(?:obliged|obligated|bound|required|committed|ha(?:ve|s))\sto\shelp(?=\s)|must\s(?:japan\s)?help(?=\s)"
        r"|(?:mutual\s)?defen[cs]e\s(?:obligations?|dut(?:y|ies)|commitments?|guarantees?)|security\sguarantees?"
        r"|(?:a\s|any\s)?military\salliances?)\b",
        rf"(?:共同)?防衛{_MUST_JA}|(?:守る|守らなければならない|守らないといけない|守ってくれる|助ける|助けなければならない|助けないといけない"
        rf"|(?:の(?:ため|側)に|と?(?:共に|ともに|一緒に)){_FIGHT_JA})(?:こと|と)?(?:義務|約束)?|軍事同盟(?:関係)?",
    ),
}  # fmt: skip
_READ = {line: re.compile("|".join(patterns), re.IGNORECASE) for line, patterns in _ASKED.items()}
# How a duty is put, in the words that stand beside it.
_PUT = re.compile(
    r"\b(?:fight(?:ing)?|go(?:ing)?\sto\swar|(?:join|enter)(?:ing)?\s(?:in|(?:the|a)\s(?:war|fight))|intervene)\b|"
    r"\b(?:by\slaw|legally|under\s(?:an?\s|any\s|the\s)?treaty|obligations?|commitments?|pledged|agreed|(?:count|rely)\son|help|militarily"
    r"|one\sanother|must|should|shall|would|will|can|could|may|obliged|obligated|obligation|bound|required|committed|promised|promise"
    r"|duty|by\streaty|need|needs|allowed|able|if\s(?:it\sis\s|they\sare\s)?attacked|in\sa\swar|when\sattacked|each\sother|ships|warships|vessels|aircraft|planes)\b"
    rf"|{_FIGHT_JA}|お?互いに?|条約上の?|法的に|義務|責任|必要|約束|なければならない|べき|攻撃されたら|有事に",
    re.IGNORECASE,
)
# An attack, or aid, that is told with the partner's name inside. Of two that fight it is the one that is attacked.
_DEED = r"(?:attack|invade|strike)"
_ATTACKED = re.compile(
    r"\b(?:if|when|were|should)\s(?:an?\s)?(?P<en>\S.{,40}?)\s(?:(?:is|are|was|were|gets?|be|to\sbe|comes?)\s(?:ever\s)?"
    r"(?:attacked|invaded|under\sattack)(?:\sby\s\S.{,30}?(?=,|\?|$|\s(?:must|will|would|does|do|is|can|should|shall)\b))?)(?!\w)"
    rf"|\b(?:if|when|were|should)\s\S.{{,40}}?\s(?:(?:to\s)?{_DEED}s?|{_DEED}d|attacked)\s(?P<by>\S.{{,40}}?)"
    r"(?=,|\?|$|\s(?:must|will|would|does|do|is|can|should|shall)\b)"
    r"|\bcome\sto\s(?P<aid>(?!the\b)\S.{,40}?)(?:['’]s?)?\s(?:aid|defen[cs]e|help|rescue)\b"
    r"|(?:もし)?(?P<ja>[^、。\s]{1,20}?)が(?:[^、。\s]{1,12}?(?:に|から))?(?:攻撃(?:を受けた|され)|攻められ|侵略され|侵攻され|襲われ)"
    r"(?:たら|れば|た(?:場合|とき|時)|ると)(?:に|は)?"
    r"|(?:もし)?[^、。\s]{1,20}?が(?P<target>[^、。\s]{1,20}?)(?:を(?:攻撃し|侵略し|襲っ)|に(?:侵攻し|攻め込ん))(?:たら|た(?:場合|とき|時))(?:に|は)?"
    rf"|(?P<war>[^、。\s]{{1,20}}?)有事(?:の(?:際|とき|時|場合))?(?:に|は)+(?=.*(?:{_FIGHT_JA}|防衛|守|助け))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^(?:it|they|either|one|attacked|有事)$", re.IGNORECASE)


def _told_straight(match: re.Match[str]) -> str:
    """Put an attack on somebody as what is asked of the other: “if … is attacked” asks who would defend it."""
    name = match["en"] or match["by"] or match["aid"]
    if name and _PRONOUN.match(name):
        return match.group()
    return f" defend {name} " if name else f"{match['ja'] or match['target'] or match['war']}を守る "


def duty_in(text: str) -> tuple[str, str]:
    """Return the type whose line answers what a text asks, and what the text says besides; both empty for none."""
    text = _ATTACKED.sub(_told_straight, unicodedata.normalize("NFKC", text))
    for line, pattern in _READ.items():
        if pattern.search(text):
            return line, _PUT.sub(" ", pattern.sub(" ", text))
    return "", ""
