"""What readers report: the page and the part of it that a report can be about, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from agreements.models import AgreementType, Deal, Event, Partner, Report, ReportedKind, Term

from .addresses import slug_now

# The parts of a page that a report can be about, in the order of the page. Of a deal its events follow.
PARTS: dict[ReportedKind, Sequence[tuple[str, str | Promise]]] = {
    ReportedKind.DEAL: (
        ("title", gettext_lazy("Official title")),
        ("phrase", gettext_lazy("The diplomat’s phrase")),
        ("in-practice", gettext_lazy("Plain words")),
        ("summary", gettext_lazy("What it is")),
        ("status", gettext_lazy("Status")),
        ("parties", gettext_lazy("Parties")),
        ("type", gettext_lazy("Type")),
        ("signatories", gettext_lazy("Signed by")),
        ("amounts", gettext_lazy("Amounts and items")),
        ("relations", gettext_lazy("Before and after")),
        ("sources", gettext_lazy("Sources")),
        ("translation", gettext_lazy("A translation")),
    ),
    ReportedKind.PARTNER: (
        ("standing", gettext_lazy("What the two can do together today")),
        ("missing-deal", gettext_lazy("A deal that is missing")),
        ("account", gettext_lazy("How the relation grew")),
        ("history", gettext_lazy("History")),
        ("names", gettext_lazy("Names")),
        ("translation", gettext_lazy("A translation")),
    ),
    ReportedKind.TYPE: (
        ("text", gettext_lazy("The text")),
        ("phrase", gettext_lazy("The diplomat’s phrase")),
        ("plain", gettext_lazy("Plain words")),
        ("does", gettext_lazy("What it does and does not")),
        ("confused", gettext_lazy("Easily confused with")),
        ("missing-deal", gettext_lazy("A deal that is missing")),
        ("translation", gettext_lazy("A translation")),
    ),
    ReportedKind.TERM: (
        ("sense", gettext_lazy("A sense of the word")),
        ("sources", gettext_lazy("Sources")),
        ("translation", gettext_lazy("A translation")),
    ),
    ReportedKind.REGISTER: (
        ("missing-deal", gettext_lazy("A deal that is missing")),
        ("translation", gettext_lazy("A translation")),
        ("site", gettext_lazy("Something that does not work")),
    ),
}
_MODELS: dict[ReportedKind, type[Any]] = {
    ReportedKind.DEAL: Deal,
    ReportedKind.PARTNER: Partner,
    ReportedKind.TYPE: AgreementType,
    ReportedKind.TERM: Term,
}
# Pages that are about no single record, by the names of their addresses: a report on one is kept under that name.
PAGES: dict[str, str | Promise] = {
    "home": gettext_lazy("Home"),
    "deal_list": gettext_lazy("Deals"),
    "type_list": gettext_lazy("Types"),
    "partner_list": gettext_lazy("Partners"),
    "term_list": gettext_lazy("Terms"),
    "grid": gettext_lazy("Grid"),
    "timeline": gettext_lazy("Timeline"),
    "map": gettext_lazy("Map"),
    "compare": gettext_lazy("Compare"),
    "identify": gettext_lazy("Identify"),
    "decode": gettext_lazy("Decode"),
    "search": gettext_lazy("Search"),
    "changes": gettext_lazy("Changes"),
    "data": gettext_lazy("Data"),
    "about": gettext_lazy("Method, limits and corrections"),
}
_EVENT = "event/"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about. `record` is None for the register as a whole, and for what is there no more.

    Of the register `slug` may name one of PAGES.
    """

    kind: ReportedKind
    slug: str = ""
    record: Any = None

    @property
    def name(self) -> str:
        if self.record is not None:
            return str(self.record.heading if isinstance(self.record, Partner) else self.record)
        if self.kind is ReportedKind.REGISTER:
            return str(PAGES.get(self.slug, self.kind.label))
        return self.slug

    @property
    def address(self) -> str:
        if self.record is not None:
            return str(self.record.get_absolute_url())
        return reverse(f"agreements:{self.slug}") if self.is_page else ""

    @property
    def is_page(self) -> bool:
        return self.kind is ReportedKind.REGISTER and self.slug in PAGES

    @property
    def about(self) -> str:
        """The English address, by which a form names what it is about; empty for the register as a whole."""
        with override("en"):
            return self.address


WHOLE_REGISTER = Subject(ReportedKind.REGISTER)


def _visible(kind: ReportedKind) -> Any:
    match kind:
        case ReportedKind.DEAL:
            return Deal.objects.published()
        case ReportedKind.PARTNER:
            return Partner.objects.shown()
    return _MODELS[kind].objects.all()


def subject_at(path: str) -> Subject | None:
    """Return what the page at a path of this site is about; None where readers can see none there."""
    plain = path.partition("?")[0].partition("#")[0]
    plain = plain.removeprefix("/ja") if plain.startswith("/ja/") else plain
    try:
        # A page has its Japanese address only while Japanese is the language in use.
        with override("en"):
            match = resolve(plain if plain.endswith("/") else f"{plain}/")
    except (Resolver404, ValueError):
        return None
    if match.app_name == "agreements" and match.url_name in PAGES:
        return Subject(ReportedKind.REGISTER, match.url_name)
    kind, _, rest = (match.url_name or "").partition("_")
    if rest != "detail" or kind not in {each.value for each in _MODELS}:
        return None
    return _subject(ReportedKind(kind), match.kwargs["slug"])


def _subject(kind: ReportedKind, slug: str) -> Subject | None:
    record = _visible(kind).filter(slug=slug).first()
    if record is None and (now := slug_now(kind.value, slug)) is not None:
        record = _visible(kind).filter(slug=now).first()
    return Subject(kind, record.slug, record) if record is not None else None


def subject_of(report: Report) -> Subject:
    """Return what a report is about, also where that has another slug now or has gone."""
    kind = ReportedKind(report.kind)
    if kind is ReportedKind.REGISTER:
        return Subject(kind, report.slug)
    return _subject(kind, report.slug) or Subject(kind, report.slug)


def facts_of(subject: Subject) -> list[tuple[str, str]]:
    """Return the parts of a page that a report can name, each with its words."""
    facts = [(name, str(words)) for name, words in PARTS[subject.kind]]
    if isinstance(subject.record, Deal):
        events = Event.objects.filter(deal=subject.record).order_by("date", "pk")
        of_events = [(f"{_EVENT}{event.kind}/{event.date}", _event_words(event, str(event.date))) for event in events]
        facts = [*of_events, *facts]
    return facts


def _event_words(event: Event, date: str) -> str:
    words = event.what_happened or str(event.get_kind_display())
    return _("%(event)s, %(date)s") % {"event": f"{words[:1].upper()}{words[1:]}", "date": date}


def fact_words(kind: str, fact: str) -> str:
    """Return what part of a page a report is about, in words; an event may have gone since."""
    if not fact:
        return _("the page as a whole")
    if fact.startswith(_EVENT):
        kind, _slash, date = fact.removeprefix(_EVENT).partition("/")
        return _event_words(Event(kind=kind), date)
    return str(dict(PARTS[ReportedKind(kind)]).get(fact, fact))


def report_of(token: str) -> Report:
    """Return the report of a receipt, or raise Http404."""
    return get_object_or_404(Report.objects.select_related("duplicate_of"), token=token)


@dataclass(frozen=True, slots=True)
class AcceptedReport:
    """An accepted report as readers may see it: nothing of the reader’s own words, which nobody has edited."""

    report: Report
    subject: Subject

    @property
    def decided(self) -> datetime:
        assert self.report.decided is not None
        return self.report.decided

    @property
    def fact(self) -> str:
        return fact_words(self.report.kind, self.report.fact)

    @property
    def answer(self) -> str:
        """What the editors changed, in the language in use."""
        return str(self.report.answer)


def accepted_reports(limit: int | None = None, *, since: datetime | None = None) -> list[AcceptedReport]:
    """Return the accepted reports whose readers agreed that the outcome is shown, those decided last first.

    Reports on what readers cannot see now, such as a deal that is a draft again, are left out. Reads the reports once,
    and the records of each kind once.
    """
    shown = Report.objects.accepted_and_shown().order_by("-decided", "-pk")
    if since is not None:
        shown = shown.filter(decided__gte=since)
    reports = list(shown)
    records = {kind: _records(kind, {one.slug for one in reports if one.kind == kind}) for kind in _MODELS}
    found = []
    for report in reports:
        kind = ReportedKind(report.kind)
        if kind is ReportedKind.REGISTER:
            found.append(AcceptedReport(report, Subject(kind, report.slug)))
        elif (record := records[kind].get(report.slug)) is not None:
            found.append(AcceptedReport(report, Subject(kind, record.slug, record)))
    return found[:limit]


def _records(kind: ReportedKind, slugs: Iterable[str]) -> dict[str, Any]:
    """Return the visible records of these slugs, present or former, by the slug asked for."""
    slugs = set(slugs)
    if not slugs:
        return {}
    records = _visible(kind).filter(Q(slug__in=slugs) | Q(former_slugs__slug__in=slugs)).distinct()
    found: dict[str, Any] = {}
    for record in records.prefetch_related("former_slugs"):
        for slug in (record.slug, *(former.slug for former in record.former_slugs.all())):
            found[slug] = record
    return found
