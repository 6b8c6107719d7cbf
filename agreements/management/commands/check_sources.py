from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from agreements.models import Outcome
from agreements.progress import Progress
from agreements.source_health.asking import Asker, is_public
from agreements.source_health.record import due_sources, keep, witnesses
from agreements.source_health.round import Asked, NoNetworkError, Round


def user_agent() -> str:
    """Return how the site names itself to the servers that it asks."""
    page = f"+{settings.SITE_URL}/about/; " if settings.SITE_URL else ""
    return f"RosettaSourceCheck/1.0 ({page}The Rosetta Stone of Japan's security deals: are cited pages still there?)"


class Command(BaseCommand):
    help = (
        "Ask whether the page of each source is still there, and keep the answer for the admin. Sources asked for "
        "lately are passed over, so that a run that was broken off goes on where it ended."
    )
    # A site on an inner network of its own may widen it.
    may_ask = staticmethod(is_public)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=float, default=30, help="ask again after so many days (30)")
        parser.add_argument("--limit", type=int, help="ask for so many sources at most")
        parser.add_argument("--timeout", type=float, default=15, help="seconds for one source (15)")
        parser.add_argument("--seconds", type=float, default=1800, help="seconds for the whole run (1800)")
        parser.add_argument("--pause", type=float, default=1, help="seconds between two requests to a host (1)")
        parser.add_argument("--hosts", type=int, default=4, help="hosts asked beside each other (4)")

    def handle(
        self,
        *args: Any,
        days: float,
        limit: int | None,
        timeout: float,
        seconds: float,
        pause: float,
        hosts: int,
        **options: Any,
    ) -> None:
        if min(timeout, seconds, hosts) <= 0 or min(days, pause) < 0 or (limit is not None and limit < 1):
            raise CommandError("Times, limits and numbers of hosts are more than nothing.")
        due = due_sources(timezone.now(), timedelta(days=days)).values_list("url", flat=True)
        urls = list(islice(due.iterator(chunk_size=500), limit))
        if not urls:
            self.stdout.write("Every source has been asked for lately.")
            return
        asker = Asker(user_agent(), timeout, self.may_ask)
        asked = Round(asker.ask, pause, seconds, hosts).answers(urls, witnesses())
        found = self._keep(asked, len(urls))
        words = [f"{found[outcome]} {outcome.value}" for outcome in Outcome if found[outcome]]
        if words:
            self.stdout.write(", ".join(words))
        if (rest := len(urls) - found.total()) > 0:
            self.stdout.write(f"{rest} are left for the next run.")

    def _keep(self, answers: Iterable[Asked], total: int) -> Counter[Outcome]:
        found: Counter[Outcome] = Counter()
        progress = Progress(self.stdout, total)
        try:
            for asked in answers:
                check = keep(asked, timezone.now())
                progress.step(asked.host)
                if check is not None:
                    found[Outcome(check.outcome)] += 1
        except NoNetworkError:
            progress.end()
            self.stdout.write("No host answers: there seems to be no network. No page was taken for dead.")
        else:
            progress.end()
        return found
