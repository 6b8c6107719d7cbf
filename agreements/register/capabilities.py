"""What two partners can do together: each kind of agreement, and how far it has come between them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .partial_date import PartialDate
from .status import ENDED, Status

# Papers that take effect by a step of their own after signature.
TAKES_EFFECT_LATER = frozenset({"treaty", "executive-agreement", "exchange-of-notes"})
# Types whose deals are single deliveries: the newest says most. Of the others a framework stands, and more rests on it.
SINGLE_DELIVERIES = frozenset({"security-cooperation", "security-assistance"})


class Answer(StrEnum):
    """Whether a thing can be done today, best first."""

    YES = "yes"
    SUSPENDED = "suspended"
    AGREED = "agreed"
    TALKS = "talks"
    PROPOSED = "proposed"
    ENDED = "ended"
    NO = "no"


@dataclass(frozen=True, slots=True)
class StandingOf:
    """One deal as a partner's page needs it. `instrument` is a value of the models' Instrument.

    `since` is the date of the status, `dated` that of the deal, `parties` the number of partners beside Japan. A deal
    that sits between two types comes once for each; `is_also` marks the one that it is not mainly of.
    """

    deal: str
    type: str
    status: Status
    since: PartialDate | None
    instrument: str
    binding: bool | None = None
    dated: PartialDate | None = None
    parties: int = 1
    is_also: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """What a deal does to another of its type. `kind` is a value of the models' RelationKind."""

    deal: str
    kind: str
    other: str


@dataclass(frozen=True, slots=True)
class Capability:
    """The answer for one type, the deal that makes it so, and all deals that say the same, that deal among them."""

    type: str
    answer: Answer
    deal: StandingOf | None = None
    deals: Sequence[StandingOf] = ()


def answer_for(deal: StandingOf) -> Answer:
    """Return what one deal means for what can be done.

    A political text or a contract stands from its signature; a treaty, an executive agreement or an exchange of notes
    that has only been signed is agreed: no entry into force is known.
    """
    if deal.status is Status.IN_FORCE:
        return Answer.YES
    if deal.status is Status.SUSPENDED:
        return Answer.SUSPENDED
    if deal.status is Status.SIGNED:
        return Answer.AGREED if deal.instrument in TAKES_EFFECT_LATER else Answer.YES
    if deal.status in ENDED:
        return Answer.ENDED
    return Answer.PROPOSED if deal.status is Status.PROPOSED else Answer.TALKS


_BEST_FIRST = {answer: position for position, answer in enumerate(Answer)}
_STANDS = frozenset({Answer.YES, Answer.SUSPENDED})
_IS_SPOKEN_OF = frozenset({Answer.AGREED, Answer.TALKS, Answer.PROPOSED})
# The weightiest paper first; what is not named comes last.
_PAPERS = ("treaty", "executive-agreement", "exchange-of-notes", "memorandum", "contract")
_PAPER_ORDER = {paper: position for position, paper in enumerate(_PAPERS)}

_Order = tuple[int | str, ...]


def _newest_first(date: PartialDate | None) -> str:
    # A digit is put for its complement; the tilde, after all digits, lets a deal without a date come last.
    return str(date).translate(str.maketrans("0123456789", "9876543210")) if date else "~"


def _most_advanced(deal: StandingOf) -> _Order:
    return _BEST_FIRST[answer_for(deal)], int(deal.is_also), deal.status.strength, _newest_first(deal.since), deal.deal


def _main_deal(deals: Sequence[StandingOf], ties: Iterable[Tie]) -> Callable[[StandingOf], _Order]:
    """Return the order that puts first the deal that one would name for a type, of those that stand.

    What is mainly of the type comes before what is also of it, a binding deal before a text that is not, one between
    two before one among several, and a base before what carries it out, amends it or builds on it. A joint statement
    is renewed by those that build on it, and the newest of them speaks. Then the base on which others rest comes
    first, then the weightier paper, then the older line, where what superseded a deal is as old as that deal. Of
    single deliveries the newest comes first instead.
    """
    by_slug = {deal.deal: deal for deal in deals}
    yields: set[str] = set()
    base_of: Counter[str] = Counter()
    superseded: dict[str, list[str]] = {}
    renewed: dict[str, list[str]] = {}
    for tie in ties:
        if tie.deal not in by_slug or tie.other not in by_slug:
            continue
        if tie.kind == "supersedes":
            superseded.setdefault(tie.deal, []).append(tie.other)
        elif {by_slug[tie.deal].instrument, by_slug[tie.other].instrument} == {"joint-statement"}:
            renewed.setdefault(tie.other, []).append(tie.deal)
        else:
            yields.add(tie.deal)
            base_of[tie.other] += tie.kind != "amends"
    for statement, renewals in renewed.items():
        newest = min(renewals, key=lambda slug: _newest_first(by_slug[slug].dated))
        yields.update({statement, *renewals} - {newest})

    def line_since(slug: str, seen: frozenset[str] = frozenset()) -> str:
        older = [other for other in superseded.get(slug, ()) if other not in seen]
        dates = [line_since(other, seen | {slug}) for other in older]
        return min([str(by_slug[slug].dated or "~"), *dates])

    def order(deal: StandingOf) -> _Order:
        first = (
            _BEST_FIRST[answer_for(deal)],
            int(deal.is_also),
            deal.status.strength,
            0 if deal.binding else 1,
            min(deal.parties, 2),
            int(deal.deal in yields),
        )
        if deal.type in SINGLE_DELIVERIES:
            return *first, _newest_first(deal.dated), deal.deal
        paper = _PAPER_ORDER.get(deal.instrument, len(_PAPERS))
        return *first, -base_of[deal.deal], paper, line_since(deal.deal), deal.deal

    return order


def _by_type(types: Sequence[str], deals: Iterable[StandingOf]) -> Mapping[str, list[StandingOf]]:
    by_type: dict[str, list[StandingOf]] = {slug: [] for slug in types}
    for deal in deals:
        by_type[deal.type].append(deal)
    return by_type


def capabilities(types: Sequence[str], deals: Iterable[StandingOf], ties: Sequence[Tie] = ()) -> list[Capability]:
    """Return one capability for each type, in the order of the types.

    Of the deals that give the best answer the main one speaks where they stand, else the most advanced and newest.
    """
    found = []
    for slug, of_type in _by_type(types, deals).items():
        if not of_type:
            found.append(Capability(slug, Answer.NO))
            continue
        answer = answer_for(min(of_type, key=_most_advanced))
        best = [deal for deal in of_type if answer_for(deal) is answer]
        order = _main_deal(of_type, ties) if answer in _STANDS else _most_advanced
        found.append(Capability(slug, answer, min(best, key=order), best))
    return found


def spoken_of(types: Sequence[str], deals: Iterable[StandingOf]) -> list[Capability]:
    """Return what is agreed, under negotiation or proposed, also where something of the type stands already.

    One for each type that has such deals, with the most advanced and newest of them. What is also of a type is told
    under the type that it is mainly of.
    """
    found = []
    for slug, of_type in _by_type(types, (deal for deal in deals if not deal.is_also)).items():
        if open_deals := [deal for deal in of_type if answer_for(deal) in _IS_SPOKEN_OF]:
            first = min(open_deals, key=_most_advanced)
            found.append(Capability(slug, answer_for(first), first, open_deals))
    return found
