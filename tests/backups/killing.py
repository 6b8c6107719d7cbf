"""Work that is killed in the middle, again and again, by SIGKILL.

    python -m tests.backups.killing

works in the database of DATABASE_URL, which is empty at first, and prints what was wrong after each kill: nothing, if
all is well. A number behind it gives other moments.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

KILLS = 6
# In seconds: what is not killed by then is done.
LONGEST = 20


def child(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """Start work in a process of its own; return its number and where it says what it has done."""
    from django.db import connections

    connections.close_all()
    hears, says = os.pipe()
    number = os.fork()
    if number:
        os.close(says)
        return number, hears
    os.close(hears)
    try:
        work(lambda word: os.write(says, f"{word}\n".encode()) and None)
        connections.close_all()
    finally:
        os._exit(0)


def killed_after(seconds: float, work: Callable[[Callable[[str], None]], None]) -> list[str]:
    """Kill work so long after its first word; return all of its words."""
    number, hears = child(work)
    try:
        said = os.read(hears, 65_536)
        time.sleep(seconds)
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        while more := os.read(hears, 65_536):
            said += more
    finally:
        os.close(hears)
    let_go()
    return said.decode().split("\n")[:-1]


def let_go() -> None:
    """Wait until PostgreSQL has ended what the killed process began: a commit under way is still carried out."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    # The pool of this process keeps idle connections; the server's own workers are none of ours.
    others = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()"""
    deadline = time.monotonic() + LONGEST
    with connection.cursor() as cursor:
        while cursor.execute(others).fetchone()[0]:
            if time.monotonic() > deadline:
                raise TimeoutError("PostgreSQL still works for a process that was killed.")
            time.sleep(0.01)


def took(work: Callable[[Callable[[str], None]], None]) -> float:
    """Return how long the work takes from its first word, if nobody kills it."""
    number, hears = child(work)
    os.read(hears, 65_536)
    begun = time.monotonic()
    os.waitpid(number, 0)
    os.close(hears)
    return min(time.monotonic() - begun, LONGEST)


def empty() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)


def integrity() -> list[str]:
    """Say what is broken in the database itself."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        found = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        return [] if found == "ok" else [found]


def _word(number: int) -> str:
    """Write a number in letters, as one word of the search."""
    return "zq" + str(number).translate(str.maketrans("0123456789", "bcdfghjklm"))


def _number(words: str) -> int:
    digits = words.rpartition("zq")[2].translate(str.maketrans("bcdfghjklm", "0123456789"))
    return int(digits) if "save zq" in words else 0


def save(chance: random.Random) -> list[str]:
    """An editor saves a deal and its event over and over: each save that was answered stays, and none is half there."""
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse

    from agreements.admin.deal_form import latest_version
    from agreements.models import Deal, SearchEntry
    from tests import factories
    from tests.admin.deal_post import post_of

    deal = factories.published_deal()
    user = User.objects.create_superuser("editor")
    address, data = reverse("admin:agreements_deal_change", args=[deal.pk]), post_of(deal)
    wrong: list[str] = []
    last = 0
    # What is read once is read here, so that the kills fall into saves.
    parent = Client()
    parent.force_login(user)
    parent.post(address, data)
    for _ in range(KILLS):

        def work(say: Callable[[str], None], first: int = last + 1) -> None:
            client = Client()
            client.force_login(user)
            for number in range(first, first + 10_000):
                words = f"save {_word(number)}"
                noted = {"summary_en": words, "events-0-note_en": words, "events-0-note_ja": words}
                response = client.post(address, data | noted | {"seen_version": latest_version(deal.pk)})
                if response.status_code != 302:
                    return
                say(str(number))

        acknowledged = int(killed_after(chance.uniform(0, 0.6), work)[-1])
        now = Deal.objects.get(pk=deal.pk)
        note, words = now.events.get().note_en, now.summary_en
        last = _number(words)
        if last not in (acknowledged, acknowledged + 1):
            wrong.append(f"{acknowledged} was acknowledged, and {last} is there")
        if last and note != words:
            wrong.append(f"half a save: {words!r} and {note!r}")
        history: Any = Deal.history
        if last and history.filter(id=deal.pk).latest().summary_en != words:
            wrong.append("the history has another save")
        if last and _word(last) not in SearchEntry.objects.get(deal=deal).words.split():
            wrong.append("the search has another save")
        wrong += integrity()
    return wrong if last else [*wrong, "nothing was ever saved"]


def load(chance: random.Random) -> list[str]:
    """A register is loaded into an empty database: it is there whole or not at all."""
    from agreements.fixture_files import load_order
    from agreements.loading import load as load_files
    from agreements.models import AgreementType, Partner, SearchEntry

    # The smaller half of the register, in a second instead of ten.
    names = ("types.json", "partners.json", "characters.json", "register.json")
    files = [path for path in load_order() if path.name in names]

    def work(say: Callable[[str], None]) -> None:
        say("begun")
        load_files(files)
        say("done")

    longest = took(work)
    whole = (AgreementType.objects.count(), Partner.objects.count(), SearchEntry.objects.count())
    wrong = []
    for _ in range(KILLS):
        empty()
        words = killed_after(chance.uniform(0, longest * 1.1), work)
        there = (AgreementType.objects.count(), Partner.objects.count(), SearchEntry.objects.count())
        if there not in ((0, 0, 0), whole) or ("done" in words and there != whole):
            wrong.append(f"{words[-1]}: {there} of {whole}")
        wrong += integrity()
    return wrong


def restore(chance: random.Random) -> list[str]:
    """A backup is put back over a database that differs: the old one is there whole, or the new one."""
    from agreements.backups.backup import back_up, put_back
    from agreements.models import Deal, Partner
    from tests import factories

    partners = [factories.partner(f"partner-{number}") for number in range(60)]
    for number in range(20):
        factories.deal(f"old-{number}", partners=partners[number : number + 2])
    old_file, new_file = (Path(os.environ["VAR_DIR"]) / f"{name}.backup" for name in ("old", "new"))
    back_up(old_file)
    Deal.objects.filter(slug__startswith="old").delete()
    for number in range(5):
        factories.deal(f"new-{number}", summary_en="long " * 20_000)
    Partner.objects.filter(deals=None).delete()
    back_up(new_file)

    def state() -> tuple[int, int, int]:
        deals = Deal.objects.all()
        old, new = (deals.filter(slug__startswith=name).count() for name in ("old", "new"))
        return old, new, Partner.objects.count()

    def restores(path: Path) -> Callable[[Callable[[str], None]], None]:
        def work(say: Callable[[str], None]) -> None:
            say("begun")
            put_back(path, may_replace=True)
            say("done")

        return work

    states = {new_file: state()}
    longest = took(restores(old_file))
    states[old_file] = state()
    wrong = [] if states[old_file] != states[new_file] else ["the two states are alike"]
    for turn in range(KILLS):
        path = (old_file, new_file)[turn % 2]
        words = killed_after(chance.uniform(0, longest * 1.1), restores(path))
        there = state()
        if there not in states.values() or ("done" in words and there != states[path]):
            wrong.append(f"{words[-1]}: {there} of {states}")
        wrong += integrity()
    return wrong


def main(seed: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rosetta.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    # What a test client asks, and quickly.
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", interactive=False, verbosity=0)
    chance = random.Random(seed)  # noqa: S311
    wrong = []
    for work in (save, load, restore):
        empty()
        wrong += [f"{work.__name__}: {sentence}" for sentence in work(chance)]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
