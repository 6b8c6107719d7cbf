"""What the decoder is told of the register: its cues, types, partners and deals. Slugs and words, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from agreements.register.partial_date import PartialDate

from .phrases import GAP

JAPAN = "japan"
# From this weight on a name is no ordinary word as well.
_OWN_NAME = 10


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that speaks for (weight above zero) or against a type, for no type at all, or for a state of the key.

    `type` and `state` (character, state) are never both given; with neither, the phrase says that the text is about
    something else, such as a trade pact. The form of a phrase is told in `phrases`.
    """

    language: str
    phrase: str
    weight: int
    type: str | None = None
    state: tuple[str, str] | None = None
    reason_en: str = ""
    reason_ja: str = ""

    @property
    def is_own_name(self) -> bool:
        """Whether it is a name of its type and no ordinary word as well, as "development costs" are."""
        return self.weight >= _OWN_NAME and GAP not in self.phrase


@dataclass(frozen=True, slots=True)
class PartnerNames:
    """The names of a country or an organization. Adjectives count as names."""

    slug: str
    code: str
    names_en: tuple[str, ...] = ()
    names_ja: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A text that is known to be about a type, or about none of them, in either language."""

    type: str | None
    text: str


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """A type, its place in the order of types, which settles ties, and the states that it can have, by character.

    Of a character that it leaves out nothing is known.
    """

    slug: str
    position: int
    states: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DealFacts:
    """A deal of the register. `partners` are slugs, without Japan; `dates` are those of all its events."""

    slug: str
    type: str
    partners: frozenset[str]
    also_types: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    items: tuple[str, ...] = ()
    stands: bool = True
    # The place of its status in the order of all: 0 for one in force.
    strength: int = 0
    # How many sources it has.
    sources: int = 0

    @property
    def types(self) -> frozenset[str]:
        return self.also_types | {self.type}

    @property
    def newest(self) -> str:
        return max((str(day) for day in self.dates), default="")
