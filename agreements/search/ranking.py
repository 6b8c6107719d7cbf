"""Which of the records found comes first: by how well a name fits, then by what the record is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_JAPAN = (("japan",), ("日", "本"), ("日",))
# The points of a record whose chief name is the text.
NAMED = 1000.0
# More than words and standing give together.
_WITH_PARTNER = 190.0
# The tiers of a kind in which nobody looks where one above gives enough. Of a source nothing there would come first,
# and of a deal only a title with a longer word that begins like the last one.
LAST = {"deal": frozenset({2}), "source": frozenset({1, 2})}
# What a record is counts less than any difference in fit.
_BY_KIND = {"type": 40, "partner": 30, "deal": 20, "term": 10, "source": 0}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record found. `titles` and `aliases` are its names as units; `tier` is 0 for words in its names as typed,
    1 for names that mean the same, 2 for words anywhere in it, 3 for some of the words only."""

    kind: str
    place: int
    tier: int
    titles: tuple[tuple[str, ...], ...]
    aliases: tuple[tuple[str, ...], ...]
    # Points for a deal that stands, before one that is only spoken of or over.
    status_points: float = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the text as units, and the same with each name in its chief form."""

    typed: tuple[str, ...]
    meant: frozenset[str]
    said: frozenset[str]
    # Whether an explanation of the word itself is worth more than a kind of agreement that is also called so.
    is_word_of_others: bool = False
    # Whatever the partners in the text are called, as units.
    parties: tuple[tuple[str, ...], ...] = ()


def bare(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name without Japan at its beginning, which all deals share."""
    for start in _JAPAN:
        if name[: len(start)] == start and len(name) > len(start):
            return name[len(start) :]
    return name


def _coverage(words: frozenset[str], name: Sequence[str]) -> float:
    """Return which part of a name the words make up, if all of them are in it, else 0."""
    held = set(name)
    return len(words) / len(held) if words and words <= held else 0.0


def _holds(name: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    return any(name[at : at + len(typed)] == typed for at in range(len(name) - len(typed) + 1))


def _begins(name: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    return (
        name[: len(typed) - 1] == typed[:-1] and len(name) >= len(typed) and name[len(typed) - 1].startswith(typed[-1])
    )


def _has_begun(name: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    """Tell whether the words are in a name, the last of them at least begun: "acsa g" in "Japan–Germany ACSA"."""
    left = set(name).difference(typed[:-1])
    return set(typed[:-1]) <= set(name) and any(unit.startswith(typed[-1]) for unit in left)


def fit(candidate: Candidate, wanted: Wanted) -> float:
    """Return points for the best of its names."""
    typed = wanted.typed
    if candidate.kind == "source":
        # Titles of sources are many and wordy: they come after what they are about.
        if typed in candidate.titles:
            return 360
        # Its aliases are the names of its publisher.
        return 355 if typed in candidate.aliases else [350, 340, 150, 0][candidate.tier]
    if typed in candidate.titles:
        # A kind of agreement comes before the word for it.
        return 880 if candidate.kind == "term" and not wanted.is_word_of_others else NAMED
    if typed in candidate.aliases:
        return 900
    if bare(typed) in {bare(title) for title in candidate.titles}:
        return 760
    names = (*candidate.titles, *candidate.aliases)
    if candidate.tier == 3:
        # Of what holds some of the words, what is with the partner named comes before what is with another.
        is_with = any(_holds(name, party) for name in names for party in wanted.parties)
        share = max(len(wanted.meant & set(name)) for name in names) / max(1, len(wanted.meant))
        return 100 * share + (_WITH_PARTNER if is_with else 0)
    best = {0: 400.0, 1: 380.0, 2: 200.0}[candidate.tier]
    if typed and any(_has_begun(title, typed) for title in candidate.titles):
        best = max(best, 490.0)
    for name in names:
        short = bare(name)
        if _begins(short, typed) or _begins(name, typed):
            # Of what begins so, a partner or a kind of agreement comes before its many deals.
            first = 660 if candidate.kind in ("type", "partner") and name in candidate.titles else 600
            best = max(best, first + 100 * len(typed) / len(short))
        share = max(_coverage(wanted.said, short), _coverage(wanted.meant, short))
        if share:
            # In the order in which they were typed they are rather a name than words that meet by chance.
            best = max(best, (500 if _holds(name, bare(typed)) else 450) + 150 * share)
    return best


def ranked(candidates: Iterable[Candidate], wanted: Wanted) -> list[tuple[float, Candidate]]:
    """Return the candidates with their points, best first; equals stay in the order in which they are given."""
    scored = [(fit(one, wanted) + _BY_KIND[one.kind] + one.status_points, one) for one in candidates]
    return sorted(scored, key=lambda pair: -pair[0])
