"""What two partners can do together: each kind of agreement, and how far it has come between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .partial_date import PartialDate
from .status import ENDED, Status

# Papers that take effect by a step of their own after signature.
TAKES_EFFECT_LATER = frozenset({"treaty", "executive-agreement", "exchange-of-notes"})


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
    """One deal as a partner's page needs it. `instrument` is a value of the models' Instrument."""

    deal: str
    type: str
    status: Status
    since: PartialDate | None
    instrument: str


@dataclass(frozen=True, slots=True)
class Capability:
    """The answer for one type, the deal that makes it so, and how many deals give the same answer."""

    type: str
    answer: Answer
    deal: StandingOf | None = None
    count: int = 0


def answer_for(deal: StandingOf) -> Answer:
    """Return what one deal means for what can be done.

    A political text or a contract stands from its signature; a treaty, an executive agreement or an exchange of notes
    that has only been signed is agreed, and not yet in force.
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


def _standing_order(deal: StandingOf) -> tuple[int, int, str]:
    newest_first = str(deal.since or "").translate(str.maketrans("0123456789", "9876543210"))
    return _BEST_FIRST[answer_for(deal)], deal.status.strength, newest_first


def capabilities(types: Sequence[str], deals: Iterable[StandingOf]) -> list[Capability]:
    """Return one capability for each type, in the order of the types; the newest of the strongest deals speaks."""
    by_type: Mapping[str, list[StandingOf]] = {slug: [] for slug in types}
    for deal in deals:
        by_type[deal.type].append(deal)
    found = []
    for slug, of_type in by_type.items():
        if not of_type:
            found.append(Capability(slug, Answer.NO))
            continue
        best = min(of_type, key=_standing_order)
        answer = answer_for(best)
        found.append(Capability(slug, answer, best, sum(answer_for(deal) is answer for deal in of_type)))
    return found
