"""What the home page shows of the register."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.models import AgreementType, Character, DateStanding, Deal, DealPhrase, Event, Publication
from agreements.register.partial_date import PartialDate
from agreements.register.status import order_of

from .article import CASES
from .grid import Grid, grid
from .history_steps import events_in_brief

# The deal that explains the site: binding, practical, titled in both languages, and the first example of the article.
EXAMPLE = "germany-acsa"
# The kinds as the article climbs them, from talk to a promise to fight: what the two do at each step, and its kinds.
STEPS = (
    (_("Talk"), ("security-declaration", "consultation-pact", "defense-framework")),
    (_("Share secrets"), ("information-sharing",)),
    (
        _("Give, sell and build"),
        ("security-assistance", "technology-transfer", "security-cooperation", "joint-development"),
    ),
    (_("Supply each other"), ("acsa",)),
    (_("Visit and stay"), ("reciprocal-access", "status-of-forces", "host-nation-support")),
    (_("Fight together"), ("alliance-treaty",)),
)
GRID_ROWS = 12
CHANGES = 6


@dataclass(frozen=True, slots=True)
class HomePage:
    example: Deal | None
    phrases: Sequence[DealPhrase]
    question: Character | None
    steps: Sequence[tuple[Promise, Sequence[AgreementType]]]
    grid: Grid
    events: Sequence[Event]
    cases: Sequence[Deal]


def _latest_events() -> list[Event]:
    """Return the newest events whose date a source states, newest first. “By August” is no news of August.

    What is still to come, such as the end of a fixed term, has not happened.
    """
    events = (
        Event.objects.filter(deal__publication=Publication.PUBLISHED, date_standing=DateStanding.STATED)
        .up_to(PartialDate.of(timezone.localdate()))
        .order_by("-date", "deal__slug")[: CHANGES * 3]
    )
    return sorted(events_in_brief(events), key=lambda event: order_of(event.as_dated_event()), reverse=True)[:CHANGES]


def _cases() -> list[Deal]:
    deals = {deal.slug: deal for deal in Deal.objects.published().filter(slug__in=CASES).select_related("type")}
    return [deals[slug] for slug in CASES if slug in deals]


def _steps(types: Sequence[AgreementType]) -> list[tuple[Promise, Sequence[AgreementType]]]:
    by_slug = {kind.slug: kind for kind in types}
    return [(name, [by_slug[slug] for slug in slugs if slug in by_slug]) for name, slugs in STEPS]


def home_page() -> HomePage:
    cases = _cases()
    in_small = grid(None, GRID_ROWS)
    example = next((deal for deal in cases if deal.slug == EXAMPLE), None)
    return HomePage(
        example=example,
        phrases=list(example.phrases.select_related("source")) if example else [],
        question=Character.objects.prefetch_related("states").first(),
        steps=_steps(in_small.types),
        grid=in_small,
        events=_latest_events(),
        cases=cases,
    )
