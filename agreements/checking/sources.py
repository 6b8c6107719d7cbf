"""Facts that nobody vouches for."""

from collections.abc import Iterator

from agreements.models import DealPhrase, DealState, Event
from agreements.models.event import DateStanding

from .finding import Finding, Severity, finding, warning
from .register import Register


def published_deals_are_cited(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        if deal.is_published and not deal.citations.all():
            yield finding(deal, "citations", "is published without a source")


def stated_events_are_cited(register: Register) -> Iterator[Finding]:
    """A date that a source states names the source. A draft may wait for it."""
    for deal in register.deals:
        for event in deal.events.all():
            if event.date_standing == DateStanding.STATED and not event.citations.all():
                severity = Severity.ERROR if deal.is_published else Severity.WARNING
                yield finding(event, "citations", "is stated by a source, but cites none", severity)


def citations_stay_within_their_deal(register: Register) -> Iterator[Finding]:
    for deal in register.deals:
        for citation in deal.citations.all():
            event: Event | None = citation.event
            if event is not None and event.deal_id != deal.pk:
                yield finding(citation, "event", f"this event belongs to another deal, {event.deal.slug}")


def narrowed_states_and_headlines_are_cited(register: Register) -> Iterator[Finding]:
    """What a source says of a deal's character, or its headline, is a source that the deal cites."""
    for deal in register.deals:
        cited = {citation.source_id for citation in deal.citations.all()}
        parts: list[DealState | DealPhrase] = [*deal.deal_states.all(), *deal.phrases.all()]
        for part in parts:
            if part.source_id not in cited:
                yield warning(part, "source", f"the deal does not cite {part.source.url}")


def senses_are_cited(register: Register) -> Iterator[Finding]:
    for term in register.terms:
        for sense in term.senses.all():
            if not sense.citations.all():
                yield finding(sense, "citations", "has no source")


def sources_are_used(register: Register) -> Iterator[Finding]:
    for source in register.sources:
        if not any(getattr(source, uses).all() for uses in ("citations", "sense_citations", "phrases", "deal_states")):
            yield warning(source, "url", "supports nothing in the register")


RULES = (
    published_deals_are_cited,
    stated_events_are_cited,
    citations_stay_within_their_deal,
    narrowed_states_and_headlines_are_cited,
    senses_are_cited,
    sources_are_used,
)
