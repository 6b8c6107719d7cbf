"""What a result says for itself: why this type, why not the others, what would change it, which deals are like it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from agreements import key
from agreements.models import AgreementType, Character, State
from agreements.selectors.key import Key, KeyedDeal, cell_notes, deals_that_key_here
from agreements.views.identify_address import Address

# So many are named where none fits, and more where more share the lead.
NEAREST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """An answer beside what a type can have, with the editors' notes on that."""

    character: Character
    ticked: Sequence[State]
    possible: Sequence[State]
    notes: Sequence[str] = ()
    tells: bool = True


@dataclass(frozen=True, slots=True)
class Other:
    """Another type, with the answers that speak against it: none, if it is still open."""

    type: AgreementType
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A reply put in the place of another, or None to take it away; the type that then wins, and the address."""

    state: State | None
    winner: AgreementType
    address: Address


@dataclass(frozen=True, slots=True)
class Changes:
    """Exchanges of replies to one question, where `given` were given, after the first exchange where there is one."""

    character: Character
    given: Sequence[State]
    first: tuple[Character, State | None] | None
    exchanges: Sequence[Exchange]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What keeps a result from being certain, and what to do about it."""

    # The one question that would make sure; where there is none, the best one between the first and the next.
    decides: Character | None = None
    divides: Character | None = None
    question_address: Address | None = None
    runner_up: AgreementType | None = None
    # How many others trail by a single answer.
    close: int = 0
    look_for: Sequence[AgreementType] = ()
    nearest: Sequence[Other] = ()
    suspect: Changes | None = None


@dataclass(frozen=True, slots=True)
class Result:
    type: AgreementType
    support: Sequence[Line]
    others: Sequence[Other]
    single: Sequence[Changes]
    double: Sequence[Changes]
    double_count: int
    deals: Sequence[KeyedDeal]
    look_alike: KeyedDeal | None
    look_alike_differs: Sequence[Character]


def doubt(found: Key, address: Address, candidates: Sequence[key.Candidate], verdict: key.Verdict) -> Doubt:
    """Return what would settle it: the question that would make sure, the words to look for, the likely slip."""
    matrix, answers = found.matrix, address.answers
    if verdict is key.Verdict.LIKELY:
        return _doubt_of_likely(found, address, candidates)
    if verdict is key.Verdict.OPEN and len(answers):
        return Doubt(look_for=[found.types[slug] for slug in key.leaders(matrix, answers)])
    if verdict is key.Verdict.NONE_FITS:
        nearest = [_other(found, answers, one.taxon) for one in _nearest(candidates)]
        return Doubt(nearest=nearest, suspect=_suspect(found, address, candidates))
    return Doubt()


def _nearest(candidates: Sequence[key.Candidate]) -> Sequence[key.Candidate]:
    fewest = min((len(one.mismatches) for one in candidates), default=0)
    first = sum(len(one.mismatches) == fewest for one in candidates)
    return candidates[: max(NEAREST, first)]


def _doubt_of_likely(found: Key, address: Address, candidates: Sequence[key.Candidate]) -> Doubt:
    decides = key.deciding_question(found.matrix, address.answers, candidates)
    question = decides or key.dividing_question(found.matrix, address.answers, candidates)
    character = found.characters[question.character] if question else None
    return Doubt(
        decides=character if decides else None,
        divides=None if decides else character,
        question_address=address.to(view="", ask=question.character) if question else None,
        runner_up=found.types[candidates[1].taxon] if len(candidates) > 1 else None,
        close=len(key.in_play(candidates)) - 1,
    )


def _other(found: Key, answers: key.Answers, taxon: str) -> Other:
    return Other(found.types[taxon], [_line(found, r) for r in key.objections(found.matrix, answers, taxon)])


def _suspect(found: Key, address: Address, candidates: Sequence[key.Candidate]) -> Changes | None:
    suspicion = key.most_suspicious(found.matrix, address.answers, candidates)
    if suspicion is None:
        return None
    exchange = _exchange(found, address, (suspicion.change,), suspicion.taxon)
    return _changes(found, address, (suspicion.change,), [exchange])


def result(found: Key, address: Address, candidates: Sequence[key.Candidate]) -> Result:
    """Explain the first of the candidates."""
    matrix, answers = found.matrix, address.answers
    best = candidates[0].taxon
    notes = cell_notes(best)
    rival = _rival(found, candidates)
    deals, alike = deals_that_key_here(answers, found.types[best], rival)
    turns = key.what_would_change_it(matrix, answers)
    double = [turn for turn in turns if len(turn.changes) > 1]
    return Result(
        type=found.types[best],
        support=[_line(found, reason, best, notes) for reason in key.support(matrix, answers, best)],
        others=[_other(found, answers, other.taxon) for other in key.why_not_others(matrix, answers, best)],
        single=_grouped(found, address, [turn for turn in turns if len(turn.changes) == 1]),
        double=_grouped(found, address, double),
        double_count=len(double),
        deals=deals,
        look_alike=alike,
        look_alike_differs=[found.characters[slug] for slug in alike.contradicts] if alike else [],
    )


def _rival(found: Key, candidates: Sequence[key.Candidate]) -> AgreementType | None:
    """Return the nearest of the other types; of several the one that is hardest to tell from the first."""
    best, *others = candidates
    nearest = min(
        others,
        key=lambda one: (len(one.mismatches), len(key.separating(found.matrix, best.taxon, one.taxon))),
        default=None,
    )
    return found.types[nearest.taxon] if nearest else None


def _line(
    found: Key, reason: key.Reason, taxon: str = "", notes: dict[tuple[str, str, str], str] | None = None
) -> Line:
    said = [(notes or {}).get((taxon, reason.character, state), "") for state in reason.ticked]
    return Line(
        found.characters[reason.character],
        found.states_of(reason.character, reason.ticked),
        found.states_of(reason.character, reason.possible),
        [note for note in said if note],
        tells=bool(reason.speaks_against),
    )


def _exchange(found: Key, address: Address, changes: Sequence[key.Change], taxon: str) -> Exchange:
    answers = address.answers
    for change in changes:
        answers = change.applied_to(found.matrix, answers)
    state = changes[-1].state
    return Exchange(
        found.states[changes[-1].character, state] if state else None, found.types[taxon], address.to(answers=answers)
    )


def _changes(found: Key, address: Address, changes: Sequence[key.Change], exchanges: Sequence[Exchange]) -> Changes:
    last = changes[-1].character
    now = address.answers.get(last)
    first = changes[0] if len(changes) > 1 else None
    return Changes(
        found.characters[last],
        found.states_of(last, now.states if now else ()),
        (found.characters[first.character], found.states[first.character, first.state] if first.state else None)
        if first
        else None,
        exchanges,
    )


def _grouped(found: Key, address: Address, turns: Sequence[key.Turn]) -> list[Changes]:
    """Group turns by the question whose reply changes last, and by the change before it where there are two."""

    def group(turn: key.Turn) -> tuple[tuple[key.Change, ...], str]:
        return turn.changes[:-1], turn.changes[-1].character

    # The engine gives them in this order: by the first change, then by the question of the second.
    grouped = [list(members) for _, members in groupby(turns, group)]
    return [
        _changes(found, address, members[0].changes, [_exchange(found, address, t.changes, t.winner) for t in members])
        for members in grouped
    ]
