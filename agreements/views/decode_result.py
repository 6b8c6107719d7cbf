"""What the page of a decoded text says, put together from the answer and the records behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from agreements.dates import with_standing
from agreements.decoder import JAPAN, Confidence, Decoding, Stage, Unsettled
from agreements.decoder.decoding import Evidence, PartyReading, TypeReading
from agreements.decoder.marking import Mark, MarkKind, Piece, pieces_of
from agreements.models import AgreementType, Character, Deal, Event, Partner, State
from agreements.register.money import in_words as money_in_words
from agreements.register.partial_date import PartialDate
from agreements.selectors.decoder import DEFENSE_TREATY, Records

# So many reasons persuade; further ones repeat them.
_MOST_REASONS, _MOST_QUOTES = 3, 3
_MOST_FOUND = 12
_DENIED_SIGN, _ELSE_SIGN = "×", "＊"
_DUTY_TO_FIGHT = "alliance-treaty"

_CONFIDENCE: dict[Confidence, Promise] = {
    Confidence.CERTAIN: gettext_lazy("Certain."),
    Confidence.LIKELY: gettext_lazy("Likely."),
    Confidence.POSSIBLE: gettext_lazy("Possible."),
}
_STAGES: dict[Stage, Promise] = {
    Stage.UNDER_DISCUSSION: gettext_lazy("The text speaks of talks or plans, not of a deal that stands."),
    Stage.IN_PASSING: gettext_lazy("The text only mentions it in passing."),
}
_AGREES: dict[str, Promise] = {
    "title": pgettext_lazy("what agrees", "name"),
    "date": pgettext_lazy("what agrees", "date"),
    "item": pgettext_lazy("what agrees", "item"),
}
_UNSETTLED: dict[Unsettled, Promise] = {
    Unsettled.WHICH_OF_TWO_TYPES: gettext_lazy(
        "Two kinds fit almost equally well. The words that would decide are not in the text."
    ),
    Unsettled.NO_PARTNER: gettext_lazy("It names no partner, so that no single deal can be told."),
    Unsettled.WHICH_DEAL: gettext_lazy(
        "Which deal it is: the register has none of this kind that fits partners and date, or several that fit alike."
    ),
    Unsettled.NOT_IN_REGISTER: gettext_lazy("It names a country that is party to no deal in the register."),
    Unsettled.ONLY_DENIED: gettext_lazy("What it names, it says not to exist."),
    Unsettled.ONLY_HINTS: gettext_lazy("Some words point to a kind, but too weakly to name it."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Words of the text that meet cues with one reason."""

    words: Sequence[str]
    reason: str
    type: AgreementType | None = None


@dataclass(frozen=True, slots=True)
class NamedDeal:
    """A deal that the text may be about, what agrees with the text, and when it was signed; empty where unknown."""

    deal: Deal
    agrees: Sequence[str]
    signed: str


@dataclass(frozen=True, slots=True)
class NamedType:
    """A kind that the text speaks of. `number` is the figure at its marks in the text."""

    number: int
    type: AgreementType
    confidence: str
    stage: str
    reasons: Sequence[Reason]
    against: Sequence[Reason]
    deals: Sequence[NamedDeal]

    @property
    def status(self) -> str:
        """The status of the first deal, which is the ground of the sign."""
        return self.deals[0].deal.status if self.deals else ""


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A country or an organization. `letter` stands at its marks in the text; one without a record has no page."""

    letter: str
    name: str
    partner: Partner | None


@dataclass(frozen=True, slots=True)
class SuggestedAnswer:
    character: Character
    states: Sequence[State]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Result:
    heading: str
    language: str
    pieces: Sequence[Piece]
    types: Sequence[NamedType]
    denied: Sequence[Reason]
    something_else: Sequence[Reason]
    hints: Sequence[Reason]
    parties: Sequence[NamedParty]
    dates: Sequence[PartialDate]
    amounts: Sequence[str]
    items: Sequence[str]
    involves_japan: bool
    nearest: Sequence[Deal]
    # How many deals of the first kind there are, where the nearest are shown.
    of_kind: int
    unsettled: Sequence[str]
    suggestions: Sequence[SuggestedAnswer]
    # The query of the key's address with the suggested answers; empty where there are none.
    key_query: str
    defense_treaty: Deal | None

    @property
    def names_nothing(self) -> bool:
        """Whether the text speaks of no kind, neither as there nor as absent, and of nothing near to one."""
        return not (self.types or self.denied or self.something_else)


def result_of(text: str, decoding: Decoding, records: Records) -> Result:
    """Put together what the page says of a text."""
    readings = [reading for reading in decoding.types if reading.type in records.types]
    lettered = list(zip(_letters(), [party for party in decoding.parties if party.slug != JAPAN], strict=False))
    types = [_named_type(number, one, decoding, readings, records) for number, one in enumerate(readings, start=1)]
    suggestions = _suggestions(decoding, records)
    no_duty = bool(types) and all(reading.type != _DUTY_TO_FIGHT for reading in readings)
    return Result(
        heading=_heading(types, readings, decoding, records),
        language="ja" if decoding.language == "ja" else "en",
        pieces=pieces_of(text, _marks(readings, lettered, decoding)),
        types=types,
        denied=_reasons(decoding.denied, records, with_type=True),
        something_else=_reasons(decoding.about_something_else, records),
        hints=_reasons(decoding.hints, records, with_type=True),
        parties=[_named_party(letter, party, records) for letter, party in lettered[:_MOST_FOUND]],
        dates=_once(reading.date for reading in decoding.dates),
        amounts=_once(
            money_in_words(Decimal(reading.amount), reading.currency, get_language() or "en")
            for reading in decoding.amounts
        ),
        items=_once(
            f"{reading.span.text} × {reading.quantity:,}" if reading.quantity else reading.span.text
            for reading in decoding.items
        ),
        involves_japan=decoding.involves_japan,
        nearest=[records.deals[deal.slug] for deal in decoding.nearest if deal.slug in records.deals],
        of_kind=records.of_kind,
        unsettled=[str(_UNSETTLED[one]) for one in decoding.unsettled],
        suggestions=suggestions,
        key_query=urlencode(
            {one.character.slug: ",".join(state.slug for state in one.states) for one in suggestions}, safe=","
        ),
        defense_treaty=records.deals.get(DEFENSE_TREATY) if no_duty else None,
    )


def _letters() -> Iterable[str]:
    yield from ascii_lowercase
    for first in ascii_lowercase:
        yield from (first + second for second in ascii_lowercase)


def _once(found: Iterable[object]) -> list:  # type: ignore[type-arg]
    return list(dict.fromkeys(found))[:_MOST_FOUND]


def _heading(types: Sequence[NamedType], readings: Sequence[TypeReading], decoding: Decoding, records: Records) -> str:
    if len(types) == 1:
        name = str(types[0].type.name)
        return {
            Confidence.CERTAIN: name,
            Confidence.LIKELY: _("Most likely: %(name)s") % {"name": name},
            Confidence.POSSIBLE: _("Perhaps: %(name)s") % {"name": name},
        }[readings[0].confidence]
    if len(types) == 2 and Unsettled.WHICH_OF_TWO_TYPES in decoding.unsettled:
        return _("%(one)s or %(other)s") % {"one": types[0].type.name, "other": types[1].type.short_name}
    if types:
        kinds = ngettext("%(number)d kind of agreement", "%(number)d kinds of agreement", len(types))
        return kinds % {"number": len(types)}
    denied = _once(one.cue.type for one in decoding.denied if one.cue.type in records.types)
    if len(denied) == 1:
        return _("Said not to exist: %(name)s") % {"name": records.types[denied[0]].name}
    return _("None of these kinds") if records.types else _("Nothing to compare with")


def _named_type(
    number: int, reading: TypeReading, decoding: Decoding, readings: Sequence[TypeReading], records: Records
) -> NamedType:
    kinds = [one.type for one in readings]
    deals = []
    for found in decoding.deals:
        # A deal between two types stands with its first.
        own = found.deal.type if found.deal.type in kinds else min(found.deal.types & set(kinds), key=kinds.index)
        deal = records.deals.get(found.deal.slug)
        if own == reading.type and deal is not None:
            signatures: list[Event] = deal.signatures  # type: ignore[attr-defined]
            # A name may stand for a partner whom the text leaves out.
            names_partner = not found.deal.partners.isdisjoint(party.slug for party in decoding.partners)
            agrees = [pgettext("what agrees", "partner")] if names_partner else []
            agrees += [pgettext("what agrees", "kind")]
            agrees += [str(_AGREES[word]) for word in found.agrees if word in _AGREES]
            deals.append(NamedDeal(deal, agrees, _when(signatures[0]) if signatures else ""))
    return NamedType(
        number,
        records.types[reading.type],
        str(_CONFIDENCE[reading.confidence]),
        str(_STAGES.get(reading.stage, "")),
        _reasons(reading.evidence, records),
        _reasons(reading.against, records),
        deals,
    )


def _when(event: Event) -> str:
    date = event.date.in_words(get_language() or "en") if event.date else ""
    return with_standing(date, event.date_standing) if date else ""


def _reasons(evidence: Iterable[Evidence], records: Records, *, with_type: bool = False) -> list[Reason]:
    """Join the words of a text by the reason of their cues, the weightiest first."""
    found: dict[tuple[str, str | None], list[Evidence]] = {}
    for one in sorted(evidence, key=lambda one: -abs(one.cue.weight)):
        first, second = one.cue.reason_en, one.cue.reason_ja
        reason = (second or first) if get_language() == "ja" else (first or second)
        found.setdefault((reason, one.cue.type if with_type else None), []).append(one)
    return [
        Reason(_quotes(of_reason), reason, records.types.get(kind) if kind else None)
        for (reason, kind), of_reason in list(found.items())[:_MOST_REASONS]
    ]


def _quotes(evidence: Iterable[Evidence]) -> list[str]:
    words: dict[str, str] = {}
    for one in evidence:
        quoted = " ".join(one.text.split())
        words.setdefault(quoted.casefold(), quoted)
    return list(words.values())[:_MOST_QUOTES]


def _named_party(letter: str, party: PartyReading, records: Records) -> NamedParty:
    partner = records.partners.get(party.code)
    return NamedParty(letter, partner.heading if partner else party.spans[0].text, partner)


def _marks(
    readings: Sequence[TypeReading], lettered: Sequence[tuple[str, PartyReading]], decoding: Decoding
) -> list[Mark]:
    marks = [
        Mark(one.start, one.end, MarkKind.TYPE, str(number))
        for number, reading in enumerate(readings, start=1)
        for one in reading.evidence
    ]
    marks += [
        Mark(span.start, span.end, MarkKind.PARTNER, letter)
        for letter, party in lettered[:_MOST_FOUND]
        for span in party.spans
    ]
    marks += [Mark(one.start, one.end, MarkKind.DENIED, _DENIED_SIGN) for one in decoding.denied]
    marks += [Mark(one.start, one.end, MarkKind.ELSE, _ELSE_SIGN) for one in decoding.about_something_else]
    return marks


def _suggestions(decoding: Decoding, records: Records) -> list[SuggestedAnswer]:
    found = []
    for one in decoding.suggestions:
        states = [records.states[one.character, slug] for slug in one.states if (one.character, slug) in records.states]
        if states:
            found.append(SuggestedAnswer(states[0].character, states, _quotes(one.evidence)))
    return found
