"""What the decoder answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from agreements.register.partial_date import PartialDate

from .facts import Cue, DealFacts
from .negation import Stage


class Problem(StrEnum):
    """Why a text was not read."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOT_TEXT = "not-text"
    OTHER_LANGUAGE = "other-language"


class Confidence(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Unsettled(StrEnum):
    """What the text does not let the decoder tell."""

    WHICH_OF_TWO_TYPES = "which-of-two-types"
    NO_PARTNER = "no-partner"
    WHICH_DEAL = "which-deal"
    NOT_IN_REGISTER = "not-in-register"
    ONLY_DENIED = "only-denied"
    ONLY_HINTS = "only-hints"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text, by their place in it, and the cue that they meet."""

    start: int
    end: int
    text: str
    cue: Cue
    stage: Stage


@dataclass(frozen=True, slots=True)
class TypeReading:
    """A type that the text speaks of. `number` runs from 0 to 1; `against` holds what spoke against it."""

    type: str
    confidence: Confidence
    number: float
    score: float
    stage: Stage
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...] = ()


class Span(NamedTuple):
    """Words of a text and where they stand in it. A long text has hundreds: as tuples they cost least."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PartyReading:
    """A country or an organization. `slug` is None for one that is no partner in the register; Japan's is `japan`."""

    code: str
    slug: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DateReading:
    date: PartialDate
    span: Span


@dataclass(frozen=True, slots=True)
class AmountReading:
    """A sum in whole units of a currency (ISO 4217)."""

    amount: int
    currency: str
    span: Span


@dataclass(frozen=True, slots=True)
class ItemReading:
    """Equipment, by the name under which the register or the list of weapons knows it."""

    item: str
    quantity: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class DealReading:
    """A deal that the text may be about, with what agrees: `title`, `date`, `item`, or only `partner and type`."""

    deal: DealFacts
    agrees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer to a question of the key that the text gives, with the words that give it."""

    character: str
    states: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Decoding:
    """Everything read from a text. `types` is empty where the text names none.

    `hints` are then the words that come nearest to naming one, by the weight of their cues, heaviest first.
    """

    language: str
    types: tuple[TypeReading, ...]
    denied: tuple[Evidence, ...]
    about_something_else: tuple[Evidence, ...]
    hints: tuple[Evidence, ...]
    parties: tuple[PartyReading, ...]
    dates: tuple[DateReading, ...]
    amounts: tuple[AmountReading, ...]
    items: tuple[ItemReading, ...]
    involves_japan: bool
    deals: tuple[DealReading, ...]
    nearest: tuple[DealFacts, ...]
    suggestions: tuple[Suggestion, ...]
    unsettled: tuple[Unsettled, ...]

    @property
    def partners(self) -> tuple[PartyReading, ...]:
        """Return the parties that are partners in the register."""
        return tuple(party for party in self.parties if party.slug not in (None, "japan"))

    @property
    def best(self) -> str | None:
        return self.types[0].type if self.types else None


class Undecodable(Exception):
    """A text that cannot be read; `problem` says why, and the wording is the page's."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
