"""The identification key's matrix, read from the register, and the words that its pages show."""

from collections.abc import Mapping
from dataclasses import dataclass

from agreements import key
from agreements.models import AgreementType, Character, State, TypeState


@dataclass(frozen=True, slots=True)
class Key:
    """The matrix with the records behind its slugs."""

    matrix: key.Matrix
    characters: Mapping[str, Character]
    states: Mapping[tuple[str, str], State]
    types: Mapping[str, AgreementType]


def key_of_register() -> Key:
    """Read the key in four queries."""
    characters = list(Character.objects.prefetch_related("states"))
    types = list(AgreementType.objects.all())
    cells: dict[int, dict[str, set[str]]] = {kind.pk: {} for kind in types}
    rows = TypeState.objects.order_by().values_list("type", "state__character__slug", "state__slug")
    for type_id, character, state in rows:
        cells[type_id].setdefault(character, set()).add(state)
    matrix = key.Matrix(
        characters=tuple(
            key.Character.of(character.slug, [state.slug for state in character.states.all()])
            for character in characters
        ),
        taxa=tuple(
            key.Taxon(kind.slug, {slug: frozenset(states) for slug, states in cells[kind.pk].items()}) for kind in types
        ),
    )
    return Key(
        matrix=matrix,
        characters={character.slug: character for character in characters},
        states={(character.slug, state.slug): state for character in characters for state in character.states.all()},
        types={kind.slug: kind for kind in types},
    )
