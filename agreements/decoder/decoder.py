"""The decoder: a text in, what it speaks of out. Built once for a version of the register; every decoding is pure."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import cast

from .amounts import amounts_in
from .dates import dates_in, signing_days_in
from .deals import DealFinder, DealSource, KnownDeals, forms_in
from .decoding import Confidence, Decoding, PartyReading, Problem, TypeReading, Undecodable, Unsettled
from .facts import JAPAN, Cue, DealFacts, PartnerNames, TypeFacts
from .items import KINDS, items_in
from .likeness import Likeness, Weights
from .matching import Found, PhraseIndex, WordsOfText
from .pairing import REACH, Place, joined
from .partners import PartyFinder
from .scoring import THRESHOLD, evidence_of, hints_of, rank
from .suggestions import suggested_answers
from .text import CJK, FoldedText, Letters, folded, language_of, letters_of, plain
from .weighing import Scores, weigh

LONGEST_TEXT = 20_000
_TITLE_WEIGHT = 12
# A title that deals of several types share, such as a declaration renewed with a new clause, does not decide.
_SHARED_TITLE_WEIGHT = 6
_SHORTEST_TITLE, _SHORTEST_SHORT_NAME = 14, 6
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd\ufffe\uffff\ud800-\udfff]")
_IN_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_MARKS_OF_PHRASES = re.compile(r"[…()|\[\]*{}]")

_READ_FOR_LANGUAGE = 2_000
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3041-\u30ff]")
# Characters of China's simplified script that Japanese does not have.
_SIMPLIFIED = re.compile("[们这协签军业务资东车长门问间马对发开关书议订认让说话请谈为战员领验进运达选联]")
# The small words of French, German, Spanish and Italian, and those of English.
_FOREIGN_WORDS = """
    le la les des du de une et dans pour sur avec est sont aux que qui en un und der die das den dem ein
    eine einen mit von für über haben ist auf zur zum el los las del con por para una y e il di della che
    per
"""
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
_ENGLISH_WORDS = "the of and to for with by from that is are was has have its will"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_FEWEST_FOREIGN = 3
_LOOKED_BACK = 12
_UNLIKE = re.compile(r"\bunlike\s+\Z", re.IGNORECASE)
_UNLIKE_JA = re.compile("とは?(?:違[いっう]|異な[りっる])")
# Without one of these words nothing is said not to be planned.
_PLANS_JA = ("予定", "計画", "考え")
_NOT_PLANNED_JA = re.compile(rf"[^\n。、]{{0,30}}(?:{'|'.join(_PLANS_JA)})[はも]な[いくし]")
_AMONG_MEMBERS = re.compile("(?:の?(?:加盟|構成|同盟)(?:諸)?国|諸国)(?:間|同士|どうし)")


class Decoder:
    """Reads texts by the cues, types, partners and deals that it is given, and by learned weights if there are any.

    The names of the deals speak for their types. A text is compared with those that `source` has, and with all of them
    where there is none. A bad phrase raises PhraseError.
    """

    def __init__(
        self,
        cues: Iterable[Cue],
        types: Iterable[TypeFacts],
        partners: Iterable[PartnerNames],
        deals: Iterable[DealFacts] = (),
        weights: Weights | None = None,
        source: DealSource | None = None,
    ) -> None:
        self.types = tuple(sorted(types, key=lambda facts: facts.position))
        deals = sorted(deals, key=lambda deal: deal.slug)
        titles = _titles(deals)
        # By the phrase that a title becomes: the slugs of the deals that have it.
        self._titled = {phrase: frozenset(chain.from_iterable(of.values())) for phrase, of in titles.items()}
        spoken = [*_in_order(cues), *_title_cues(titles)]
        # One index for cues and kinds of equipment, so that a text is searched once.
        self._index: PhraseIndex[Cue | str] = PhraseIndex(
            chain(((cue.phrase, cue.language, cue) for cue in spoken), KINDS)
        )
        self._in_capitals = frozenset(cue.phrase for cue in spoken if _is_in_capitals(cue.phrase))
        self._parties = PartyFinder(sorted(partners, key=lambda partner: partner.code))
        self._deals = DealFinder(source or KnownDeals(deals))
        self._likeness = Likeness(weights, self._parties.names) if weights else None

    def warm(self) -> None:
        """Do at once, in a second or two, what otherwise the first texts would have to wait for."""
        self._index.compile()

    def decode(self, text: str) -> Decoding:
        """Return what the text speaks of, or raise Undecodable."""
        _refuse_unread(text)
        one_width = plain(text)
        # Full-width letters are Latin ones too.
        letters = letters_of(one_width)
        _refuse_other_language(text, letters)
        folded_text = FoldedText(text)
        language = language_of(letters)
        hits = self._index.find(WordsOfText(folded_text.text))
        found, kinds = _cues_and_kinds(hits)
        if self._in_capitals:
            found = [
                hit
                for hit in found
                if hit.what.phrase not in self._in_capitals or _stands_in_capitals(hit, folded_text)
            ]
        scores = weigh(folded_text.text, found)
        parties = self._parties.find(one_width)
        types = rank(scores, self._likeness, self.types, folded_text, has_party=bool(parties))
        dates, amounts, items = dates_in(one_width), amounts_in(one_width), items_in(one_width, folded_text, kinds)
        phrases = self._titled.keys() & {hit.what.phrase for hit in found}
        titled = frozenset(chain.from_iterable(map(self._titled.__getitem__, phrases)))
        about_japan = _involves_japan(parties, language)
        japan_is_party = about_japan and _is_party(parties, one_width)
        # A deal is named only where words name its type.
        named = [reading for reading in types if scores.by_type.get(reading.type, 0.0) >= THRESHOLD]
        places = [(evidence.start, evidence.end) for reading in named for evidence in reading.evidence]
        signing_days = signing_days_in(one_width, dates, places)
        deals = self._deals.find(
            named,
            parties,
            dates,
            items,
            titled,
            japan_is_party,
            forms_in(one_width),
            signing_days,
            _joined(one_width, folded_text, parties, named),
        )
        return Decoding(
            language=language,
            types=types,
            denied=evidence_of(scores.denied, folded_text),
            about_something_else=() if types else evidence_of(scores.other_weighed, folded_text),
            hints=() if types else hints_of(scores, folded_text),
            parties=parties,
            dates=dates,
            amounts=amounts,
            items=items,
            involves_japan=about_japan,
            deals=deals,
            nearest=() if deals else self._deals.nearest(types, parties),
            suggestions=suggested_answers(
                scores.states, types, self._possible(types), parties, amounts, items, folded_text
            ),
            unsettled=_unsettled(scores, types, parties, bool(deals), japan_is_party),
        )

    def _possible(self, types: Sequence[TypeReading]) -> Mapping[str, frozenset[str]]:
        """Return the states that the first type can have, where it is sure enough to speak against others."""
        if not types or types[0].confidence is Confidence.POSSIBLE:
            return {}
        return next((facts.states for facts in self.types if facts.slug == types[0].type), {})


def _cues_and_kinds(hits: Iterable[Found[Cue | str]]) -> tuple[list[Found[Cue]], list[Found[str]]]:
    # A look at each, not a call for each: a long text has thousands.
    cues = [hit for hit in hits if isinstance(hit.what, Cue)]
    kinds = [hit for hit in hits if isinstance(hit.what, str)]
    return cast(list[Found[Cue]], cues), cast(list[Found[str]], kinds)


def _is_in_capitals(phrase: str) -> bool:
    """Tell whether a phrase is nothing but capitals, such as SOFA: then it has to be written so in a text too."""
    return phrase.isupper() and phrase.isascii() and phrase.isalpha()


def _stands_in_capitals(hit: Found[Cue], text: FoldedText) -> bool:
    start, end = text.span(hit.start, hit.end)
    return text.original[start:end][: len(hit.what.phrase)].isupper()


def _in_order(cues: Iterable[Cue]) -> list[Cue]:
    """Put cues in an order of their own, so that an answer never depends on the order in which they come."""
    return sorted(cues, key=lambda cue: (cue.type or "", cue.state or (), cue.language, cue.phrase))


def _titles(deals: Sequence[DealFacts]) -> dict[str, dict[str, set[str]]]:
    """Return the phrases that the deals' titles and short names become; of each the types, and of these the slugs."""
    slugs: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for deal in deals:
        names = [(name, _SHORTEST_TITLE) for name in deal.titles]
        names += [(name, _SHORTEST_SHORT_NAME) for name in deal.short_names]
        names += [(_IN_BRACKETS.sub("", name), _SHORTEST_SHORT_NAME) for name in deal.short_names]
        for name, shortest in names:
            phrase = " ".join(_MARKS_OF_PHRASES.sub(" ", folded(name)).split())
            if len(phrase) >= (min(shortest, _SHORTEST_SHORT_NAME) if CJK.search(phrase) else shortest):
                slugs[phrase].setdefault(deal.type, set()).add(deal.slug)
    return dict(slugs)


def _title_cues(titles: Mapping[str, Mapping[str, set[str]]]) -> Iterator[Cue]:
    """Yield cues for the titles: a text that quotes one names its type."""
    for phrase, by_type in sorted(titles.items()):
        for type_slug in sorted(by_type):
            yield _title_cue(phrase, type_slug, shared=len(by_type) > 1)


def _title_cue(phrase: str, type_slug: str, *, shared: bool) -> Cue:
    return Cue(
        "ja" if CJK.search(phrase) else "en",
        phrase,
        _SHARED_TITLE_WEIGHT if shared else _TITLE_WEIGHT,
        type=type_slug,
        reason_en="The name of a deal in the register.",
        reason_ja="本資料にある取り決めの名称。",
    )


def _refuse_unread(text: str) -> None:
    if not text.strip():
        raise Undecodable(Problem.EMPTY)
    if len(text) > LONGEST_TEXT:
        raise Undecodable(Problem.TOO_LONG)
    # Few texts have any.
    if _CONTROL.search(text) and len(_CONTROL.findall(text)) * 50 > len(text):
        raise Undecodable(Problem.NOT_TEXT)
    if _is_of_neighbors(text):
        raise Undecodable(Problem.OTHER_LANGUAGE)


def _refuse_other_language(text: str, letters: Letters) -> None:
    if text.isascii():
        return
    readable = letters.japanese + letters.latin
    # Most texts are settled by their length, and the letters of few need to be counted.
    if 2 * readable < len(text) and 2 * readable < sum(map(str.isalpha, text)):
        raise Undecodable(Problem.OTHER_LANGUAGE)


def _is_of_neighbors(text: str) -> bool:
    """Tell whether a text in the letters of English or Japanese is in a language of Europe or in Chinese."""
    beginning = text[:_READ_FOR_LANGUAGE]
    if CJK.search(beginning):
        return not _KANA.search(beginning) and len(_SIMPLIFIED.findall(beginning)) > 1
    words = _WORD.findall(beginning.lower())
    foreign = sum(map(_FOREIGN.__contains__, words))
    return foreign >= _FEWEST_FOREIGN and foreign > 2 * sum(map(_ENGLISH.__contains__, words))


def _involves_japan(parties: Sequence[PartyReading], language: str) -> bool:
    """Tell whether Japan is a party. A Japanese text that names one other country leaves Japan unsaid."""
    if any(party.slug == JAPAN for party in parties):
        return True
    return language == "ja" and len(parties) == 1


def _is_party(parties: Sequence[PartyReading], text: str) -> bool:
    """Tell whether Japan, named or left unsaid, may be a party: not one to which others are only compared.

    Nor is it one to what the members of an organization agree among themselves.
    """
    japan = [span for party in parties if party.slug == JAPAN for span in party.spans]
    if not japan:
        return not any(_AMONG_MEMBERS.match(text, span.end) for party in parties for span in party.spans)
    return not all(
        _UNLIKE.search(text, max(0, span.start - _LOOKED_BACK), span.start) or _UNLIKE_JA.match(text, span.end)
        for span in japan
    )


def _joined(
    text: str, folded_text: FoldedText, parties: Sequence[PartyReading], types: Sequence[TypeReading]
) -> Mapping[str, frozenset[str]] | None:
    """Return the partners that a text joins to each type; None where it has only one of either."""
    partners = [party for party in parties if party.slug != JAPAN]
    if len(types) < 2 or len(partners) < 2:
        return None
    plans = any(word in text for word in _PLANS_JA)
    of_types = [
        Place(words.start, words.end, reading.type)
        for reading in types
        for words in reading.evidence
        if not (plans and _NOT_PLANNED_JA.match(text, words.end))
    ]
    # Of what stands behind all types no more than the next place of each partner can be joined to one.
    end = max([place.end for place in of_types], default=0) + REACH
    of_partners = [
        # A country that is no partner in the register has a type for itself as well.
        Place(span.start, span.end, party.slug or party.code)
        for party in partners
        for span in party.spans[: bisect_right(party.spans, (end,)) + 1]
    ]
    return joined(text, folded_text.sentence_ends, of_partners, of_types)


def _unsettled(
    scores: Scores, types: Sequence[TypeReading], parties: Sequence[PartyReading], has_deals: bool, about_japan: bool
) -> tuple[Unsettled, ...]:
    found: list[Unsettled] = []
    if not types:
        if scores.denied:
            found.append(Unsettled.ONLY_DENIED)
        elif scores.by_type and not scores.other:
            found.append(Unsettled.ONLY_HINTS)
        return tuple(found)
    close = len(types) > 1 and types[0].score - types[1].score < 1.0
    if close and Confidence.CERTAIN not in (types[0].confidence, types[1].confidence):
        found.append(Unsettled.WHICH_OF_TWO_TYPES)
    others = [party for party in parties if party.slug != JAPAN]
    if not others and not has_deals:
        found.append(Unsettled.NO_PARTNER)
    elif not has_deals and about_japan:
        known = all(party.slug for party in others)
        found.append(Unsettled.WHICH_DEAL if known else Unsettled.NOT_IN_REGISTER)
    return tuple(found)
