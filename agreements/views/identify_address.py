"""The address of the questionnaire: answers first, then how the page is to be shown. One state has one address."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from agreements import key
from agreements.forms import KEY_SETTINGS

OPEN = "open"
RESULT = "result"
# What the boxes of one question send along beside what is ticked of them: the question.
BOXES_OF = "boxes"
_VIEWS = frozenset({OPEN, RESULT})


@dataclass(frozen=True, slots=True)
class Address:
    """What an address of the questionnaire says. Whatever is left at its default is not written."""

    answers: key.Answers = key.Answers()
    view: str = ""
    prior: key.Prior = key.Prior.UNIFORM
    ask: str = ""

    def to(self, **changes: object) -> Self:
        """Return the address after some changes. A question asked for is asked once."""
        return replace(self, **{"ask": "", **changes})  # type: ignore[arg-type]

    @property
    def settings(self) -> list[tuple[str, str]]:
        """What a form has to send along beside the answers."""
        pairs = [("view", self.view), ("prior", "" if self.prior is key.Prior.UNIFORM else self.prior.value)]
        return [pair for pair in pairs if pair[1]]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        ask = [("ask", self.ask)] if self.ask else []
        return [*self.answers.to_query(), *self.settings, *ask]

    def __str__(self) -> str:
        return "?" + urlencode(self.pairs, safe=",")


@dataclass(frozen=True, slots=True)
class Read:
    """What an address says, whether it is written in the one way that stands for it, and what of it is unknown.

    `unticked` is the question whose boxes were sent with none of them ticked.
    """

    address: Address
    is_canonical: bool
    unknown: tuple[str, ...]
    unticked: str


# An address may hold a thousand answers that nobody has heard of.
_MOST_UNKNOWN = 5
_LONGEST_UNKNOWN = 60


def _in_brief(answer: str) -> str:
    answer = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in answer)
    return answer if len(answer) <= _LONGEST_UNKNOWN else answer[: _LONGEST_UNKNOWN - 1] + "…"


def read_address(matrix: key.Matrix, data: QueryDict) -> Read:
    pairs = [(name, value) for name, values in data.lists() for value in values]
    parsed = key.parse(matrix, [pair for pair in pairs if pair[0] != BOXES_OF], KEY_SETTINGS)
    view, prior, ask = (data.get(name, "") for name in ("view", "prior", "ask"))
    address = Address(
        answers=parsed.answers,
        view=view if view in (_VIEWS if len(parsed.answers) else {OPEN}) else "",
        prior=key.Prior.FREQUENCY if prior == key.Prior.FREQUENCY.value else key.Prior.UNIFORM,
        ask=ask if matrix.has_character(ask) else "",
    )
    boxes = data.get(BOXES_OF, "")
    unticked = boxes if matrix.has_character(boxes) and boxes not in data else ""
    unknown = dict.fromkeys(_in_brief(f"{name}={word}") for name, word in parsed.dropped if word)
    return Read(address, not parsed.dropped and pairs == address.pairs, tuple(unknown)[:_MOST_UNKNOWN], unticked)
