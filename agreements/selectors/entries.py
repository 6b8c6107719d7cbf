"""An entry of `/changes/` and of the feeds, before and after it is put into words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from agreements.models import AgreementType, Deal
from agreements.register.sentences import joined

from .changes_in_words import Item, Names
from .history import DayOfChanges, Fact, Key


class ChangeKind(models.TextChoices):
    LEARNED = "learned", gettext_lazy("learned")
    CORRECTED = "corrected", gettext_lazy("corrected")
    REPORTED = "reported", gettext_lazy("reported by a reader")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry: what became known of a record on one day, what was put right in it, or what a reader reported.

    `about` names the record and `name` tells the entry from every other about it; neither ever changes:
    `2026-11-26/learned`. `noun` says what kind of record it is, where that is no deal; `language` is that of the title,
    where it may not be the page's.
    """

    kind: ChangeKind
    day: date
    moment: datetime
    about: str
    name: str
    headline: str
    title: str
    address: str
    items: Sequence[Item]
    deal: Deal | None = None
    type: AgreementType | None = None
    # Whether the record came before readers that day, with all that is known of it.
    joined: bool = False
    noun: str = ""
    language: str = ""

    @property
    def status(self) -> str:
        return self.deal.status if self.deal else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A change before it is put into words: only what a page shows is."""

    kind: ChangeKind
    day: date
    moment: datetime
    # By which entries of one moment are put in order.
    order: str
    in_words: Callable[[Names], Change]
    subject: Key | None = None
    # Those that name other records.
    facts: Sequence[Fact] = ()


def facts_by_kind(day: DayOfChanges) -> Iterator[tuple[ChangeKind, Sequence[Fact]]]:
    """Yield what was learned on a day and what was put right, if anything."""
    learned = [fact for fact in day.facts if day.joined or fact.is_learned]
    corrected = [fact for fact in day.facts if not day.joined and not fact.is_learned]
    for kind, facts in ((ChangeKind.LEARNED, learned), (ChangeKind.CORRECTED, corrected)):
        if facts:
            yield kind, facts


def headline(title: str, day: DayOfChanges, kind: ChangeKind, items: Sequence[Item]) -> str:
    """Say in one line what a day was about, by the labels of its facts."""
    if day.joined:
        return _("New in the register: %(deal)s") % {"deal": title}
    labels = joined(list(dict.fromkeys(item.label for item in items)), get_language() or "en")
    if kind == ChangeKind.LEARNED:
        return _("%(deal)s, learned: %(what)s") % {"deal": title, "what": labels}
    return _("%(deal)s, corrected: %(what)s") % {"deal": title, "what": labels}
