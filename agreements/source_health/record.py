"""Which sources are to be asked for, and what is kept of the answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from agreements.models import Outcome, Source, SourceCheck

from .asking import Answer
from .round import Asked, host_of

# Whoever gave no answer is asked again sooner than the others: it may have been an hour’s trouble.
SILENT_AGAIN_AFTER = timedelta(days=1)
_THERE = (Outcome.WORKS, Outcome.MOVED)
_MOST_WITNESSES = 20


def due_sources(now: datetime, again_after: timedelta) -> QuerySet[Source]:
    """Return the sources that have not been asked for lately, those never asked first, then the longest ago."""
    is_recent = Q(checked__gt=now - again_after) & ~Q(outcome=Outcome.SILENT)
    was_silent = Q(checked__gt=now - min(again_after, SILENT_AGAIN_AFTER), outcome=Outcome.SILENT)
    recent = SourceCheck.objects.filter(is_recent | was_silent)
    return Source.objects.exclude(pk__in=recent.values("source")).order_by("last_check__checked", "url")


def witnesses() -> Sequence[str]:
    """Return the addresses of sources that were there at the last check, one a host."""
    checks = SourceCheck.objects.filter(outcome__in=_THERE).order_by("-checked").values_list("source__url", flat=True)
    by_host: dict[str, str] = {}
    for url in checks.iterator(chunk_size=500):
        by_host.setdefault(host_of(url), url)
        if len(by_host) == _MOST_WITNESSES:
            break
    return list(by_host.values())


def keep(asked: Asked, now: datetime) -> SourceCheck | None:
    """Keep the answer for a source; None where the source has gone or changed its address since it was asked for."""
    source = Source.objects.filter(url=asked.url).select_related("last_check").first()
    if source is None:
        return None
    check = getattr(source, "last_check", None) or SourceCheck(source=source)
    _take_over(check, asked.answer, now)
    check.save()
    return check


def _take_over(check: SourceCheck, answer: Answer, now: datetime) -> None:
    check.checked = now
    check.outcome = Outcome(answer.outcome.value)
    check.status = answer.status
    check.moved_to = answer.moved_to
    check.detail = answer.detail
    if check.outcome in _THERE:
        check.failures, check.last_there = 0, now
    elif check.outcome in (Outcome.GONE, Outcome.SILENT):
        check.failures += 1
