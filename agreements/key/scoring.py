"""How well each taxon fits the answers, in which order, and what may be said of the best."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .answers import Answer, Answers
from .matrix import Matrix, Taxon

# What a mismatch leaves of a taxon's weight. A reader errs about once in twenty answers, and then gives one of two or
# three wrong states, which would make it 0.02. A tenth of that asks less for the same accuracy (3.2 questions to the
# best match instead of 3.5, where 3.1 are the fewest), for the guided mode then pursues taxa less that are already
# contradicted.
MISMATCH_WEIGHT = 0.002
# States of one taxon hang together (a contract is signed by companies), so that a product over characters would sink
# every taxon that varies much. What a taxon can lose by varying is therefore bounded: it keeps this share at least,
# which is more than a mismatch leaves, and so fewer mismatches always mean a higher probability (prior uniform).
LEAST_SPECIFICITY = 0.5
# Lead, in mismatches, from which a single wrong answer can no longer have put the wrong taxon first.
SAFE_LEAD = 2
# More than this share of the answers against the best taxon, and at least two, is more than slips of a reader.
TOLERATED_SHARE = 0.25
_DIGITS = 12


class Verdict(StrEnum):
    BEST_MATCH = "best-match"
    LIKELY = "likely"
    OPEN = "open"
    NONE_FITS = "none-fits"


class Prior(StrEnum):
    """What to expect before any answer: every taxon alike, or each by its number of deals (plus one)."""

    UNIFORM = "uniform"
    FREQUENCY = "frequency"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A taxon with the characters whose answers speak against it and for it, and its probability."""

    taxon: str
    mismatches: tuple[str, ...]
    matches: tuple[str, ...]
    probability: float


def is_mismatch(matrix: Matrix, taxon: str, answer: Answer) -> bool:
    """Tell whether none of the ticked states is possible for the taxon; "not sure" never is a mismatch."""
    return not answer.is_unsure and matrix.possible(taxon, answer.character).isdisjoint(answer.states)


def mismatch_counts(matrix: Matrix, answers: Answers) -> dict[str, int]:
    """Return the number of mismatches of each taxon, in the order of the matrix."""
    sure = answers.sure
    return {taxon.slug: sum(is_mismatch(matrix, taxon.slug, a) for a in sure) for taxon in matrix.taxa}


def rank(matrix: Matrix, answers: Answers, prior: Prior = Prior.UNIFORM) -> tuple[Candidate, ...]:
    """Return every taxon, best first: fewest mismatches, then the more probable, then the order of the matrix."""
    sure = answers.sure
    weights = [_weight(matrix, taxon, sure, prior) for taxon in matrix.taxa]
    total = sum(weights)
    candidates = [
        _candidate(matrix, taxon.slug, sure, weight / total) for taxon, weight in zip(matrix.taxa, weights, strict=True)
    ]
    return tuple(sorted(candidates, key=lambda c: (len(c.mismatches), -round(c.probability, _DIGITS))))


def lead(candidates: Sequence[Candidate]) -> int:
    """Return by how many mismatches the first leads. A lone taxon leads by the number of answers."""
    if not candidates:
        return 0
    first = candidates[0]
    if len(candidates) == 1:
        return len(first.matches)
    return len(candidates[1].mismatches) - len(first.mismatches)


def in_play(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the taxa that one wrong answer may have kept from the lead: the first, and all that trail by one."""
    if not candidates:
        return ()
    limit = len(candidates[0].mismatches) + SAFE_LEAD
    return tuple(c for c in candidates if len(c.mismatches) < limit)


def verdict(candidates: Sequence[Candidate]) -> Verdict:
    """Return what may be said, by these rules, the first that holds:

    - none fits, if two answers or more speak against the best taxon, and they are either more than those by which it
      leads, or more than a quarter of the answers;
    - a best match, if it leads by two mismatches or more: no single wrong answer can have brought that about;
    - likely, if it leads by one;
    - open, if it shares the lead or nothing is answered.
    """
    ahead = lead(candidates)
    if _none_fits(candidates, ahead):
        return Verdict.NONE_FITS
    if ahead >= SAFE_LEAD:
        return Verdict.BEST_MATCH
    return Verdict.LIKELY if ahead else Verdict.OPEN


def _none_fits(candidates: Sequence[Candidate], ahead: int) -> bool:
    if not candidates:
        return False
    against = len(candidates[0].mismatches)
    answered = against + len(candidates[0].matches)
    return against >= 2 and (against > ahead or against > TOLERATED_SHARE * answered)


def _candidate(matrix: Matrix, taxon: str, sure: Sequence[Answer], probability: float) -> Candidate:
    mismatches = tuple(a.character for a in sure if is_mismatch(matrix, taxon, a))
    matches = tuple(a.character for a in sure if a.character not in mismatches)
    return Candidate(taxon, mismatches, matches, probability)


def _weight(matrix: Matrix, taxon: Taxon, sure: Sequence[Answer], prior: Prior) -> float:
    mismatches, specificity = 0, 1.0
    for answer in sure:
        possible = matrix.possible(taxon.slug, answer.character)
        agreed = len(possible.intersection(answer.states))
        if agreed:
            specificity *= agreed / len(possible)
        else:
            mismatches += 1
    expected = taxon.frequency + 1 if prior is Prior.FREQUENCY else 1.0
    bounded = LEAST_SPECIFICITY + (1 - LEAST_SPECIFICITY) * specificity
    return expected * bounded * MISMATCH_WEIGHT**mismatches
