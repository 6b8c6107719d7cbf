"""Finds equipment in a text: designations such as F-35A, names such as Tomahawk, kinds such as coastal radar."""

import re
from collections.abc import Iterable
from functools import lru_cache

from .decoding import ItemReading, Span
from .matching import Found, PhraseIndex, WordsOfText
from .text import FoldedText, folded, plain

# Letters and a number, as arms are designated. Articles, years and road numbers do not look so.
_DESIGNATION = re.compile(
    r"[A-Z](?<![A-Za-z0-9].)(?:(?<=A)N/[A-Z]{3}-\d+|[A-Z]{0,3}-?\d{1,4}[A-Z]{0,3}(?:-\d{1,2})?)(?=s?(?![A-Za-z0-9]))"
)
_NOT_DESIGNATIONS = re.compile(r"^(?:G-?7|G-?8|G-?20|COP-?\d+|GPT-?\d|FY-?\d+|R-?\d|A-?\d|No\d+|Q\d|K\d+\.?\d*)$")
_KINDS = (
    ("Tomahawk", "tomahawk", "トマホーク"),
    ("Patriot", "patriot", "パトリオット"),
    ("Osprey", "osprey", "オスプレイ"),
    ("Aegis", "aegis", "イージス"),
    ("Global Hawk", "global hawk", "グローバルホーク"),
    ("SeaGuardian", "seaguardian", "シーガーディアン"),
    ("Hawkeye", "hawkeye", "ホークアイ"),
    ("AMRAAM", "amraam", "アムラーム"),
    ("JASSM", "jassm", "JASSM"),
    ("Mogami", "mogami", "もがみ"),
    ("Abukuma", "abukuma", "あぶくま"),
    ("UNICORN", "unicorn", "ユニコーン"),
    ("Taurus", "taurus", "タウルス"),
    ("Javelin", "javelin", "ジャベリン"),
    ("HIMARS", "himars", "ハイマース"),
    ("Rafale", "rafale", "ラファール"),
    ("Glide Phase Interceptor", "glide phase interceptor", "滑空段階迎撃"),
    ("GPI", "gpi", "gpi"),
    ("next-generation fighter", "global combat air program", "グローバル戦闘航空プログラム"),
    ("next-generation fighter", "gcap", "gcap"),
    ("railgun", "railgun", "レールガン"),
    ("next-generation fighter", "next generation fighter", "次期戦闘機"),
    ("submarine", "submarine", "潜水艦"),
    ("frigate", "frigate", "フリゲート"),
    ("destroyer", "destroyer", "護衛艦"),
    ("patrol boat", "patrol boat", "警備艇"),
    ("patrol boat", "patrol boat", "巡視艇"),
    ("patrol vessel", "patrol vessel", "巡視船"),
    ("response vessel", "response vessel", "多目的船"),
    ("rescue boat", "rescue boat", "救難艇"),
    ("inflatable boat", "inflatable boat", "複合艇"),
    ("diving support vessel", "diving support vessel", "潜水作業支援船"),
    ("coastal radar", "coastal radar", "沿岸監視レーダー"),
    ("coastal radar", "coastal surveillance radar", "沿岸レーダー"),
    ("air surveillance radar", "air surveillance radar", "警戒管制レーダー"),
    ("air traffic control", "air traffic control", "航空管制"),
    ("radar", "radar", "レーダー"),
    ("UAV", "uav", "無人航空機"),
    ("UAV", "unmanned aerial vehicle", "無人機"),
    ("drone", "drone", "ドローン"),
    ("uniform", "uniform", "制服"),
    ("heavy machinery", "heavy machinery", "重機"),
    ("vehicle", "vehicle", "車両"),
    ("bulletproof vest", "bulletproof vest", "防弾チョッキ"),
    ("helmet", "helmet", "ヘルメット"),
    ("ammunition", "rifle ammunition", "小銃弾"),
    ("tanker", "tanker aircraft", "空中給油機"),
    ("armored vehicle", "armored vehicle", "装甲車"),
    ("howitzer", "howitzer", "自走砲"),
    ("tank", "tank", "戦車"),
    ("hypersonic", "hypersonic", "極超音速"),
    ("amphibious", "amphibious", "水陸両用"),
    ("mine detection", "sea mine", "機雷"),
    ("air-to-air missile", "air to air missile", "空対空ミサイル"),
    ("interceptor", "interceptor", "迎撃"),
    ("laser", "laser", "レーザー"),
    ("underwater vehicle", "underwater vehicle", "水中"),
    ("microwave", "microwave", "マイクロ波"),
    ("jet engine", "jet engine", "ジェットエンジン"),
)
# Kinds of equipment as an index of phrases takes them: phrase, language, name.
KINDS = tuple(
    (word, language, name) for name, *words in _KINDS for word, language in zip(words, ("en", "ja"), strict=True)
)
_INDEX = PhraseIndex(KINDS)
_QUANTITY_BEFORE = re.compile(r"(?<![\d.,$€£¥])(\d{1,3}(?:,\d{3})*|\d+)\s(?:[A-Za-z-]+\s){0,2}\Z")
_QUANTITY_AFTER_JA = re.compile(r"[」』]?[をの]?(?:最大|約)?(\d{1,3}(?:,\d{3})*|\d+)(?:機|隻|発|両|台|基|門|個|着)")


def items_in(text: str, folded_text: FoldedText, kinds: Iterable[Found[str]]) -> tuple[ItemReading, ...]:
    """Return the equipment in a text, in its order. `text` has one width, and is as long as the original.

    `kinds` are those of `KINDS` that its folded form has.
    """
    found: dict[tuple[int, int], str] = {}
    for match in _DESIGNATION.finditer(text):
        if any(map(str.isdigit, match.group())) and not _NOT_DESIGNATIONS.match(match.group()):
            found[match.span()] = match.group()
    for hit in kinds:
        start, end = folded_text.span(hit.start, hit.end)
        if not any(a < end and start < b for a, b in found):
            found[start, end] = hit.what
    return tuple(
        ItemReading(name, _quantity(text, start, end), Span(start, end, text[start:end]))
        for (start, end), name in sorted(found.items())
    )


def kinds_in(text: FoldedText) -> list[Found[str]]:
    """Return where a text that is not searched for anything else has `KINDS`."""
    return _INDEX.find(WordsOfText(text.text))


# A deal of a large register is met again by the next text about its partner.
@lru_cache(maxsize=4096)
def item_words(items: tuple[str, ...]) -> frozenset[str]:
    """Return the names by which the items of a deal are found in a text, made comparable."""
    names: set[str] = set()
    for text in items:
        folded_text = FoldedText(text)
        readings = items_in(plain(text), folded_text, kinds_in(folded_text))
        names.update(comparable(reading.item) for reading in readings)
    return frozenset(names)


def comparable(item: str) -> str:
    """Return an item's name without what writers vary: SM-3, SM3 and sm 3 are one."""
    return folded(item).replace(" ", "").replace("-", "")


def same_item(one: str, other: str) -> bool:
    """Tell whether two comparable names mean the same, or the one a variant of the other: F-35 and F-35A."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and (len(shorter) > 2) and not longer[len(shorter) : len(shorter) + 1].isdigit()


def _quantity(text: str, start: int, end: int) -> int | None:
    # A number before stands apart: where no space does, none need be looked for.
    before = text[start - 1 : start].isspace() and _QUANTITY_BEFORE.search(text[max(0, start - 40) : start])
    match = before or _QUANTITY_AFTER_JA.match(text, end, end + 12)
    return int(match.group(1).replace(",", "")) if match else None
