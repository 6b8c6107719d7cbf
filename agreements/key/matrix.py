"""The matrix that the key reasons over: the states that each taxon can have. Slugs only, no wording."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

# How an address writes "not sure" and parts several states: no slug of a state may be mistaken for either.
UNSURE_WORD = "unsure"
STATE_SEPARATOR = ","


@dataclass(frozen=True, slots=True)
class State:
    slug: str


@dataclass(frozen=True)
class Character:
    """A question with its states in reading order. Effort says what a reply costs a reader; 1 is ordinary."""

    slug: str
    states: tuple[State, ...]
    effort: float = 1.0

    @classmethod
    def of(cls, slug: str, states: Iterable[str], effort: float = 1.0) -> Self:
        return cls(slug, tuple(State(state) for state in states), effort)

    @cached_property
    def state_slugs(self) -> tuple[str, ...]:
        return tuple(state.slug for state in self.states)


@dataclass(frozen=True)
class Taxon:
    """A kind to be identified. A character that it leaves out may have any state: nothing is known of it yet."""

    slug: str
    states: Mapping[str, frozenset[str]]
    frequency: float = 0.0


@dataclass(frozen=True)
class Matrix:
    """Characters and taxa in their order, which settles every tie. Contradictions raise ValueError."""

    characters: tuple[Character, ...]
    taxa: tuple[Taxon, ...]

    def __post_init__(self) -> None:
        _refuse_repeated("character", (character.slug for character in self.characters))
        _refuse_repeated("taxon", (taxon.slug for taxon in self.taxa))
        for character in self.characters:
            _check_character(character)
        for taxon in self.taxa:
            self._check_taxon(taxon)

    def character(self, slug: str) -> Character:
        """Return the character, or raise KeyError."""
        return self._characters[slug]

    def has_character(self, slug: str) -> bool:
        return slug in self._characters

    def taxon(self, slug: str) -> Taxon:
        """Return the taxon, or raise KeyError."""
        return self._taxa[slug]

    def possible(self, taxon: str, character: str) -> frozenset[str]:
        """Return the states that the taxon can have for the character."""
        return self._possible[taxon][character]

    def in_order(self, character: str, states: Iterable[str]) -> tuple[str, ...]:
        """Return the states in the order in which the character lists them, without those that it lacks."""
        wanted = frozenset(states)
        return tuple(state for state in self.character(character).state_slugs if state in wanted)

    @cached_property
    def _characters(self) -> dict[str, Character]:
        return {character.slug: character for character in self.characters}

    @cached_property
    def _taxa(self) -> dict[str, Taxon]:
        return {taxon.slug: taxon for taxon in self.taxa}

    @cached_property
    def _possible(self) -> dict[str, dict[str, frozenset[str]]]:
        return {taxon.slug: self._possible_states(taxon) for taxon in self.taxa}

    def _possible_states(self, taxon: Taxon) -> dict[str, frozenset[str]]:
        return {
            character.slug: frozenset(taxon.states.get(character.slug, character.state_slugs))
            for character in self.characters
        }

    def _check_taxon(self, taxon: Taxon) -> None:
        if taxon.frequency < 0:
            raise ValueError(f"taxon {taxon.slug}: the frequency is negative")
        for slug, states in taxon.states.items():
            if not self.has_character(slug):
                raise ValueError(f"taxon {taxon.slug}: no character {slug}")
            if not states:
                raise ValueError(f"taxon {taxon.slug}: no state for {slug}")
            unknown = set(states) - set(self.character(slug).state_slugs)
            if unknown:
                raise ValueError(f"taxon {taxon.slug}: {slug} has no state {', '.join(sorted(unknown))}")


def _check_character(character: Character) -> None:
    if not character.states:
        raise ValueError(f"character {character.slug}: no states")
    if character.effort <= 0:
        raise ValueError(f"character {character.slug}: the effort is not above zero")
    _refuse_repeated(f"state of {character.slug}", character.state_slugs)
    for state in character.state_slugs:
        if not state or state == UNSURE_WORD or STATE_SEPARATOR in state:
            raise ValueError(f"character {character.slug}: {state!r} cannot be the slug of a state")


def _refuse_repeated(what: str, slugs: Iterable[str]) -> None:
    repeated = [slug for slug, count in Counter(slugs).items() if count > 1]
    if repeated:
        raise ValueError(f"{what} given twice: {', '.join(repeated)}")
