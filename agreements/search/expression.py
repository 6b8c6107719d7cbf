"""What is asked of an index: tokens joined by AND and OR, written for FTS5 and for PostgreSQL.

Tokens come from the fold and hold letters and digits only, so that nothing a reader types is ever an operator.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    is_prefix: bool = False

    def for_fts5(self) -> str:
        return f'"{self.text}"{"*" if self.is_prefix else ""}'

    def for_tsquery(self) -> str:
        return f"'{self.text}'{':*' if self.is_prefix else ''}"


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple["Expression", ...]

    def for_fts5(self) -> str:
        return "(" + " AND ".join(part.for_fts5() for part in self.parts) + ")"

    def for_tsquery(self) -> str:
        return "(" + " & ".join(part.for_tsquery() for part in self.parts) + ")"


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple["Expression", ...]

    def for_fts5(self) -> str:
        return "(" + " OR ".join(part.for_fts5() for part in self.parts) + ")"

    def for_tsquery(self) -> str:
        return "(" + " | ".join(part.for_tsquery() for part in self.parts) + ")"


Expression = Token | Every | Any


def every(parts: Iterable[Expression]) -> Expression:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Every(found)


def any_of(parts: Iterable[Expression]) -> Expression:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Any(found)
