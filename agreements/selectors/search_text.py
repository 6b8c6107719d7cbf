"""A text that somebody looks for: read with the names of the register, and turned into what the index is asked."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from agreements.models.search_entry import NAMES, WORDS
from agreements.search.expression import every
from agreements.search.folding import name_units
from agreements.search.lexicon import Kind
from agreements.search.marking import Marker
from agreements.search.question import SILENT, says_nothing
from agreements.search.ranking import Wanted
from agreements.search.understanding import understand

from .lexicon import Names


class AskedText:
    """One text on its way to a page: what is looked for, what is wanted, what is marked."""

    def __init__(self, text: str, names: Names, *, is_prefix: bool = False) -> None:
        self.text = text
        self.names = names
        self.is_prefix = is_prefix
        self.question = understand(text, names.lexicon, timezone.localdate().year)

    def tiers(self) -> list[tuple[int, str, Any]]:
        literal = every(self.question.parts(by_name=False, is_prefix=self.is_prefix))
        by_name = every(self.question.parts(is_prefix=self.is_prefix))
        tiers: list[tuple[int, str, Any]] = [(0, NAMES, literal)]
        if by_name != literal:
            tiers.append((1, NAMES, by_name))
        return tiers if self.is_prefix else [*tiers, (2, WORDS, by_name)]

    def wanted(self) -> Wanted:
        question = self.question
        said: set[str] = set()
        meant: set[str] = set()
        covered: set[int] = set()
        for span in question.spans:
            covered |= set(range(span.start, span.end))
            if span.kind in SILENT:
                continue
            literal = question.key[span.start : span.end]
            said |= set(literal)
            record = self.names.lexicon.records.get((span.kind, span.slugs[0]))
            meant |= set(name_units(record.names[0])) if record and record.kind is not Kind.TERM else set(literal)
        rest = {unit for at, unit in enumerate(question.key) if at not in covered}
        return Wanted(
            question.key,
            frozenset(meant | rest),
            frozenset(said | rest),
            self.names.lexicon.is_elsewhere(question.key),
            tuple(self._party_names()),
        )

    def _party_names(self) -> Iterator[tuple[str, ...]]:
        """Yield what the partners in the text are called; a character alone only as it follows Japan's: 「日英」."""
        for slug in self.question.slugs(Kind.PARTNER):
            record = self.names.lexicon.records[Kind.PARTNER, slug]
            for name in (*record.names, *record.aliases):
                yield name_units(name if len(name) > 1 else f"日{name}")

    def elsewhere(self) -> tuple[str, tuple[str, ...]]:
        """Return a name of others in the text, and the kinds under which Japan has what it means."""
        return self.names.lexicon.elsewhere(self.question.units, self.question.spans)

    def marker(self, *, by_name: bool, is_partial: bool = False) -> Marker:
        """Return what marks the words as typed or, with `by_name`, every name of what they name."""
        question = self.question
        names: list[tuple[str, ...]] = []
        for start, end, span in question.stretches():
            names.append(question.key[start:end])
            if by_name and span is not None:
                known = self.names.lexicon.records
                records = [known[span.kind, slug] for slug in span.slugs if (span.kind, slug) in known]
                called = (name for record in records for name in (*record.names, *record.aliases))
                names += [name_units(name) for name in called if len(name) > 1]
        # A single letter stands in many words by chance: it is marked only where the whole text is found.
        names = [name for name in names if not (is_partial and says_nothing(name))]
        last = question.key[-1:] if self.is_prefix else None
        return Marker(names or [question.key], last)
