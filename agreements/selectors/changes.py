"""What the register learned and corrected, newest first, and what it held from the start.

Pages, feeds and later kinds of entry (such as a mistake that a reader reported) meet in one list of `Change`.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.forms import ChangeFilters
from agreements.models import AgreementType, DateStanding, Deal, DealQuerySet, Event, Partner, Publication
from agreements.register.partial_date import PartialDate
from agreements.register.status import order_of

from .changes_in_words import (
    Item,
    Names,
    event_in_a_few_words,
    items_of,
    items_of_joined,
    names_for,
    status_item,
)
from .edition import kept_for_edition
from .entries import Change, ChangeKind, Entry, facts_by_kind, headline
from .history import DayOfChanges, Fact, start_of
from .history_facts import History, NewestHistory, newest_history
from .identities import first_slugs, numbered
from .record_entries import entries_of_records
from .reports import AcceptedReport, accepted_reports
from .site import register_in_brief, types_of_edition
from .subjects import deals_followed, events_followed, subjects

PAGE_CHANGES = 25
PAGE_EVENTS = 10
# Of how many records' days the entries are put together at once: some ten pages. Older ones stand at `until`.
MOST_TOUCHED = 200


@dataclass(frozen=True, slots=True)
class Beginning:
    """The day from which changes are recorded, and how many of the deals were there already."""

    day: date
    deals: int


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """A page of changes. After the last one stand the beginning and the events that the register began with.

    `older`: the day up to which the entries go that come after the last page here; None where there are none.
    """

    found: Page[Any]
    changes: Sequence[Change]
    older: date | None
    beginning: Beginning | None
    events: Sequence[Event]


def _headline(day: DayOfChanges, kind: ChangeKind, deal: Deal, status: Item | None, items: Sequence[Item]) -> str:
    """Say in one line what a reader of headlines wants to hear."""
    if status is not None:
        return _("%(deal)s: now %(status)s") % {"deal": deal, "status": status.now}
    events = [fact.after for fact in day.facts if fact.about == "event" and fact.is_learned]
    if events and kind == ChangeKind.LEARNED:
        newest = max(events, key=lambda row: str(row["date"]))
        return _("%(deal)s: %(event)s") % {"deal": deal, "event": event_in_a_few_words(newest)}
    return headline(str(deal), day, kind, items)


def _tells_of_status(day: DayOfChanges, kind: ChangeKind) -> bool:
    """Of two entries of one day the one that added an event tells of the status, else the one that corrected one."""
    has_new_event = any(fact.about == "event" and fact.is_learned for fact in day.facts)
    return not day.joined and has_new_event == (kind == ChangeKind.LEARNED)


def _in_words(day: DayOfChanges, kind: ChangeKind, facts: Sequence[Fact], names: Names) -> Change:
    deal = names.deals[day.subject[1]]
    status = status_item(day) if _tells_of_status(day, kind) else None
    items = items_of_joined(facts) if day.joined else items_of(facts, names)
    return Change(
        kind=kind,
        day=day.day,
        moment=day.moment,
        about=deal.slug,
        name=f"{day.day}/{kind.value}",
        headline=_headline(day, kind, deal, status, items),
        title=str(deal.short_name),
        address=deal.get_absolute_url(),
        items=[status, *items] if status else items,
        deal=deal,
        type=names.types.get(deal.type_id),
        joined=day.joined,
    )


def _of_deals(history: History) -> Iterator[Entry]:
    for day in history.days:
        if day.subject[0] != "deal":
            continue
        for kind, facts in facts_by_kind(day):
            words = partial(_in_words, day, kind, facts)
            # Of a deal that joins no single fact is told, so that nothing it names need be read.
            named = () if day.joined else facts
            slug = history.deals[day.subject[1]].slug
            yield Entry(kind, day.day, day.moment, slug, words, day.subject, named)


def _report_in_words(accepted: AcceptedReport, names: Names) -> Change:
    day = timezone.localdate(accepted.decided)
    subject = accepted.subject
    deal = subject.record if isinstance(subject.record, Deal) else None
    kind = subject.record if isinstance(subject.record, AgreementType) else None
    told = _("%(name)s: put right after a reader’s report") % {"name": subject.name}
    return Change(
        kind=ChangeKind.REPORTED,
        day=day,
        moment=accepted.decided,
        about=deal.slug if deal else "register",
        # By its number: the token opens the receipt, which is the reader's own.
        name=f"{day}/{ChangeKind.REPORTED.value}/{accepted.report.pk}",
        headline=told,
        title=str(deal.short_name) if deal else told,
        address=subject.address or reverse("agreements:about"),
        items=[Item(capfirst(accepted.fact), accepted.answer)],
        deal=deal,
        type=names.types.get(deal.type_id) if deal else kind,
    )


def _is_followed(accepted: AcceptedReport, filters: ChangeFilters, deal_ids: Container[int]) -> bool:
    record = accepted.subject.record
    if isinstance(record, Deal):
        return record.pk in deal_ids
    if isinstance(record, Partner) and not filters.type:
        return not filters.partner or record.slug in filters.partner
    if isinstance(record, AgreementType) and not filters.partner:
        return not filters.type or record.slug in filters.type
    return not filters.partner and not filters.type


def _from_reports(deals: DealQuerySet, filters: ChangeFilters, after: date | None) -> Iterator[Entry]:
    """Yield what readers reported, was accepted, and may be shown as they agreed, of the days after `after`."""
    since = start_of(after + timedelta(days=1)) if after else None
    found = [one for one in accepted_reports(since=since) if _is_within(one.decided, filters)]
    about = {one.subject.record.pk for one in found if isinstance(one.subject.record, Deal)}
    followed_ids = set(deals.filter(pk__in=about).values_list("pk", flat=True)) if about else set()
    for one in found:
        if _is_followed(one, filters, followed_ids):
            words = partial(_report_in_words, one)
            yield Entry(ChangeKind.REPORTED, timezone.localdate(one.decided), one.decided, one.subject.slug, words)


def _is_within(moment: datetime, filters: ChangeFilters) -> bool:
    return filters.until is None or timezone.localdate(moment) <= filters.until.last_day


def _entries(deals: DealQuerySet, newest: NewestHistory, filters: ChangeFilters) -> list[Entry]:
    """Return every entry of the days whose history was read, newest first."""
    history = newest.history
    of_reports = _from_reports(deals, filters, newest.after)
    found = [*_of_deals(history), *entries_of_records(history.days), *of_reports]
    wanted = [entry for entry in found if entry.kind in filters.kind] if filters.kind else found
    return sorted(wanted, key=lambda entry: (entry.moment, entry.order, entry.kind.value), reverse=True)


def gathered_on() -> date:
    """Return the day as of which the facts were gathered; today where no register is loaded."""
    register = register_in_brief()
    return register.compiled_on if register else timezone.localdate()


def _joined(deals: DealQuerySet) -> DealQuerySet:
    """Keep the deals that came before readers since they were loaded, as their history tells."""
    lines = Deal.history.filter(id=OuterRef("pk"))
    first = lines.order_by("history_date", "history_id").annotate(was=Concat("history_type", "publication"))
    # Of a published deal that was loaded, the first line says how it stood before its first change.
    return deals.annotate(was=Subquery(first.values("was")[:1])).filter(
        Exists(lines.filter(publication=Publication.PUBLISHED)), ~Q(was=f"~{Publication.PUBLISHED}")
    )


@kept_for_edition
def _number_from_the_start(types: tuple[str, ...], partners: tuple[str, ...]) -> int:
    """Return how many of the deals that are followed have been in the register from the start."""
    deals = deals_followed(ChangeFilters(type=types, partner=partners))
    joined = _joined(Deal.objects.order_by().filter(pk=OuterRef("pk")))
    return deals.exclude(Exists(joined)).count()


def _beginning(filters: ChangeFilters, first_day: date | None, until: date) -> Beginning:
    """Return where the record of changes begins: with its first day, where that came before the facts were gathered."""
    return Beginning(min(until, first_day or until), _number_from_the_start(filters.type, filters.partner))


def events_from_the_start(filters: ChangeFilters, until: date, limit: int) -> list[Event]:
    """Return the newest events that no change has brought, up to a day, newest first: with no gap and nothing twice.

    Those whose date no source states come after all others.
    """
    brought = Event.history.filter(id=OuterRef("pk"), history_type="+")
    found = (
        events_followed(filters)
        .filter(date__lte=str(PartialDate.of(until)))
        .filter(~Exists(brought), ~Exists(_joined(Deal.objects.order_by().filter(pk=OuterRef("deal")))))
        .order_by("-date", "deal__slug")
    )
    # Each half comes from the index of dates, in whose order the two together are not.
    stated = found.filter(date_standing=DateStanding.STATED)[: limit * 3].values("pk")
    others = found.exclude(date_standing=DateStanding.STATED)[: limit * 3].values("pk")
    both = Event.objects.filter(Q(pk__in=stated) | Q(pk__in=others)).select_related("deal", "deal__type")
    rank = Case(When(date_standing=DateStanding.STATED, then=0), default=1)
    events = numbered(both).order_by(rank, "-date", "deal__slug")[: limit * 3]
    newest = sorted(events, key=lambda event: order_of(event.as_dated_event()), reverse=True)
    return sorted(newest, key=lambda event: event.date_standing != DateStanding.STATED)[:limit]


def _names(
    shown: Sequence[Entry], types: Iterable[AgreementType], partners: Iterable[Partner], history: History
) -> Names:
    about = [entry.subject for entry in shown if entry.subject]
    return names_for(about, [fact for entry in shown for fact in entry.facts], types, partners, history.deals)


def changes_page(filters: ChangeFilters, types: Sequence[AgreementType], partners: Sequence[Partner]) -> ChangesPage:
    """Return a page of changes. A page beyond the last is the last."""
    asked = subjects(filters)
    newest = newest_history(asked, filters.until.last_day if filters.until else None, MOST_TOUCHED)
    entries = _entries(asked.deals, newest, filters)
    found = Paginator(entries, PAGE_CHANGES).get_page(filters.page)
    shown = list(found.object_list)
    names = _names(shown, types, partners, newest.history)
    changes = [entry.in_words(names) for entry in shown]
    if found.has_next() or newest.after is not None:
        older = None if found.has_next() else newest.after
        return ChangesPage(found, changes, older, None, [])
    until = gathered_on()
    beginning = _beginning(filters, newest.history.first_day, until)
    return ChangesPage(found, changes, None, beginning, events_from_the_start(filters, until, PAGE_EVENTS))


@dataclass(frozen=True, slots=True)
class Followed:
    """What a feed holds: the newest changes and, where they are few, the newest events that the register began with.

    `slugs` has the first slug of a deal that has had another since, by its id.
    """

    changes: Sequence[Change]
    events: Sequence[Event]
    slugs: dict[int, str]
    gathered_on: date


def followed(filters: ChangeFilters, limit: int) -> Followed:
    """Return the newest entries about some deals, `limit` of them in all."""
    asked = subjects(filters)
    newest = newest_history(asked, None, MOST_TOUCHED)
    shown = _entries(asked.deals, newest, filters)[:limit]
    names = _names(shown, types_of_edition(), [], newest.history)
    until = gathered_on()
    room = limit - len(shown) if newest.after is None else 0
    events = events_from_the_start(filters, until, room) if room else []
    changes = [entry.in_words(names) for entry in shown]
    deal_ids = {event.deal_id for event in events} | {change.deal.pk for change in changes if change.deal}
    return Followed(changes, events, first_slugs(deal_ids), until)
