"""A toy matrix to reason about by hand, and strategies for random matrices and answers."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from agreements.key import Answers, Character, Matrix, Taxon, answers_of

#             subject              payment         binding   standing
# treaty      promises             none            yes       yes
# pledge      promises             none            no        yes, no
# visit       troops               none            yes       yes, no
# swap        supplies             settled         yes       yes
# sale        equipment            price           yes, no   no
# gift        equipment            gift            yes, no   no
_TABLE = {
    "treaty": ("promises", "none", "yes", "yes"),
    "pledge": ("promises", "none", "no", "yes no"),
    "visit": ("troops", "none", "yes", "yes no"),
    "swap": ("supplies", "settled", "yes", "yes"),
    "sale": ("equipment", "price", "yes no", "no"),
    "gift": ("equipment", "gift", "yes no", "no"),
}
_CHARACTERS = (
    Character.of("subject", ("promises", "troops", "supplies", "equipment")),
    Character.of("payment", ("none", "settled", "price", "gift")),
    Character.of("binding", ("yes", "no")),
    Character.of("standing", ("yes", "no")),
)


def taxon(slug: str, frequency: float = 0.0, **states: str) -> Taxon:
    """Make a taxon from words: `taxon("sale", payment="price", binding="yes no")`."""
    return Taxon(slug, {key: frozenset(words.split()) for key, words in states.items()}, frequency)


TOY = Matrix(
    _CHARACTERS,
    tuple(taxon(slug, **dict(zip((c.slug for c in _CHARACTERS), row, strict=True))) for slug, row in _TABLE.items()),
)


def toy_answers(**states: str) -> Answers:
    """Make answers from words: `toy_answers(payment="price gift", binding="")`; no word is "not sure"."""
    return answers_of(TOY, {key: words.split() for key, words in states.items()})


def combinations_of(matrix: Matrix, slug: str) -> Iterator[Answers]:
    """Yield the answers of every perfect reader of a taxon: each single combination of its states."""
    possible = {c.slug: sorted(matrix.possible(slug, c.slug)) for c in matrix.characters}
    for states in product(*possible.values()):
        yield answers_of(matrix, {key: {state} for key, state in zip(possible, states, strict=True)})


def subset(states: tuple[str, ...], chosen: int) -> frozenset[str]:
    """Return the states at the bits that are set: one number draws a set much faster than a set strategy does."""
    return frozenset(state for bit, state in enumerate(states) if chosen >> bit & 1)


def subsets_of(states: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    """Draw some of the states, at least one."""
    return st.integers(1, 2 ** len(states) - 1).map(lambda chosen: subset(states, chosen))


@st.composite
def matrices(draw: st.DrawFn, most_characters: int = 5, most_taxa: int = 5) -> Matrix:
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=most_characters))
    efforts = draw(st.sampled_from(((1.0,), (1.0, 2.0), (0.5, 1.0, 3.0))))
    asked = tuple(
        Character.of(f"c{at}", tuple(f"s{n}" for n in range(size)), efforts[at % len(efforts)])
        for at, size in enumerate(sizes)
    )
    row = st.tuples(st.integers(0, 9), *(st.integers(1, 2**size - 1) for size in sizes))
    rows = draw(st.lists(row, min_size=1, max_size=most_taxa))
    return Matrix(
        asked,
        tuple(
            Taxon(
                f"t{at}",
                {c.slug: subset(c.state_slugs, n) for c, n in zip(asked, chosen, strict=True)},
                frequency,
            )
            for at, (frequency, *chosen) in enumerate(rows)
        ),
    )


@st.composite
def replies(draw: st.DrawFn, matrix: Matrix) -> Mapping[str, frozenset[str]]:
    """Draw a reply, one state or several or "not sure", to some of the characters, in any order."""
    # -1 leaves the character unanswered, 0 ticks nothing.
    chosen = draw(st.tuples(*(st.integers(-1, 2 ** len(c.states) - 1) for c in matrix.characters)))
    order = draw(st.permutations(range(len(matrix.characters))))
    return {
        matrix.characters[at].slug: subset(matrix.characters[at].state_slugs, chosen[at])
        for at in order
        if chosen[at] >= 0
    }


@st.composite
def matrices_with_answers(draw: st.DrawFn) -> tuple[Matrix, Answers]:
    matrix = draw(matrices())
    return matrix, answers_of(matrix, draw(replies(matrix)))
