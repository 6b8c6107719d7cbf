"""Sources are asked for on a server of the test’s own; what came of it is kept apart from the register."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from agreements.fixture_files import as_text, files
from agreements.management.commands.check_sources import Command
from agreements.models import Source, SourceCheck
from agreements.selectors.edition import edition
from tests import factories
from tests.local_web import Web, web

__all__ = ["web"]
pytestmark = pytest.mark.django_db


class CommandForThisMachine(Command):
    may_ask = staticmethod(lambda address: address.is_loopback)


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command(CommandForThisMachine(), stdout=out, **{"pause": 0, "timeout": 2, **options})
    return out.getvalue()


def outcomes() -> dict[str, str]:
    return {check.source.url.rpartition("/")[2]: check.outcome for check in SourceCheck.objects.all()}


def sources(web: Web, *paths: str) -> None:
    for path in paths:
        factories.source(f"{web.origin}/{path}")


def test_what_was_found_is_kept_for_each_source(web: Web) -> None:
    sources(web, "there", "moved", "404", "403")

    out = run()

    assert outcomes() == {"there": "works", "moved": "moved", "404": "gone", "403": "refused"}
    moved = SourceCheck.objects.get(outcome="moved")
    assert moved.moved_to == f"{web.origin}/there/%E7%8B%AC"
    assert moved.last_there == moved.checked
    assert "1 works, 1 moved, 1 gone, 1 refused" in out
    assert "4 of 4" in out
    (agent,) = web.agents
    assert "Rosetta Stone" in agent


@override_settings(SITE_URL="https://rosetta.example")
def test_the_site_names_itself_with_its_address(web: Web) -> None:
    sources(web, "there")
    run()
    assert "https://rosetta.example/about/" in next(iter(web.agents))


def test_a_second_run_goes_on_where_the_first_ended(web: Web, time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 11, 23, tzinfo=UTC))
    sources(web, "a", "b", "c")
    assert "1 works" in run(limit=1)
    assert "2 works" in run()
    asked = len(web.asked)
    assert run() == "Every source has been asked for lately.\n"
    assert len(web.asked) == asked

    time_machine.shift(timedelta(days=31))
    assert "3 works" in run()


def test_a_source_without_an_answer_is_asked_for_again_the_next_day(web: Web, time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 11, 23, tzinfo=UTC))
    sources(web, "there", "500")
    for number in (1, 2, 3):
        assert "1 silent" in run()
        assert SourceCheck.objects.get(outcome="silent").failures == number
        assert SourceCheck.objects.dead().exists() == (number == 3)
        time_machine.shift(timedelta(days=1, minutes=1))
    assert [path for _, path, _, _ in web.asked].count("/there") == 1


def test_a_page_that_is_there_again_is_no_failure(web: Web) -> None:
    sources(web, "there")
    factories.source_check(outcome="silent", failures=5, checked=datetime(2020, 1, 1, tzinfo=UTC), detail="too late")
    run()
    check = SourceCheck.objects.get()
    assert (check.outcome, check.failures, check.detail) == ("works", 0, "")


def test_without_a_network_it_says_so_once_and_keeps_nothing() -> None:
    for number in range(8):
        factories.source(f"http://127.0.0.{number + 1}:9/")
    factories.source_check(Source.objects.first(), checked=datetime(2020, 1, 1, tzinfo=UTC))

    out = run(timeout=1)

    assert out.count("there seems to be no network") == 1
    assert "8 are left for the next run." in out
    assert [check.outcome for check in SourceCheck.objects.all()] == ["works"]


def test_an_address_of_this_machine_is_never_asked_by_the_real_command(web: Web) -> None:
    sources(web, "there")
    out = io.StringIO()
    call_command("check_sources", stdout=out, pause=0)

    assert outcomes() == {"there": "not-asked"}
    assert web.asked == []


@pytest.mark.parametrize("options", [{"timeout": 0}, {"days": -1}, {"limit": 0}, {"hosts": 0}])
def test_numbers_that_make_no_sense_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="more than nothing"):
        run(**options)


def test_a_terminal_gets_a_bar(web: Web) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    sources(web, "there", "404")
    out = Terminal()
    call_command(CommandForThisMachine(), stdout=out, pause=0)
    assert f"\r[{'#' * 30}] 2/2" in out.getvalue()


def test_the_register_is_as_it_was(web: Web) -> None:
    factories.published_deal()
    sources(web, "404")
    before, key = {name: as_text(records) for name, records in files().items()}, edition().key
    run()
    assert {name: as_text(records) for name, records in files().items()} == before
    assert edition().key == key
