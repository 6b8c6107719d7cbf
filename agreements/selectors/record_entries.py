"""Entries about what is no deal: types, partners, words and sources."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.utils.translation import pgettext

from agreements.models import AgreementType, Source

from .changes_in_words import Names, noun_of
from .entries import Change, ChangeKind, Entry, facts_by_kind, headline
from .history import DayOfChanges, Fact
from .history_rows import KINDS
from .records_in_words import record_items


def _in_words(day: DayOfChanges, kind: ChangeKind, facts: Sequence[Fact], names: Names) -> Change:
    name, pk = day.subject
    model = KINDS[name]
    record: Any = names.records(model)[pk]
    is_source = isinstance(record, Source)
    title = record.title if is_source else str(record)
    noun = noun_of(model)
    items = record_items(model, facts, names, day.joined)
    named = pgettext("between a name and what happened", ": ").join((noun, title))
    return Change(
        kind=kind,
        day=day.day,
        moment=day.moment,
        # By its number, which stays when a slug or an address is put right.
        about=f"{name}-{pk}",
        name=f"{day.day}/{kind.value}",
        headline=headline(named, day, kind, items),
        title=title,
        address=record.get_absolute_url(),
        items=items,
        type=record if isinstance(record, AgreementType) else None,
        joined=day.joined,
        noun=noun,
        language=record.language if is_source and record.language != "xx" else "",
    )


def entries_of_records(days: Sequence[DayOfChanges]) -> Iterator[Entry]:
    """Yield the entries of these days. A source that joins is told of by the deal or the word that cites it."""
    for day in days:
        name, pk = day.subject
        if name in KINDS and not (day.joined and KINDS[name] is Source):
            for kind, facts in facts_by_kind(day):
                words = partial(_in_words, day, kind, facts)
                yield Entry(kind, day.day, day.moment, f"{name} {pk}", words, day.subject, facts)
