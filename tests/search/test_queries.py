"""How well the search finds what readers look for: on whichever database the tests run."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from agreements.selectors.deals import deals_matching
from agreements.selectors.search_answer import ANSWER_ROWS
from tests.pages_list import ROOT
from tests.search.first_results import GENERAL, REVIEWER, expected, first_results, found

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")


def share_in_japanese(queries: Sequence[str]) -> float:
    return sum(bool(JAPANESE.search(query)) for query in queries) / len(queries)


def test_half_of_at_least_120_questions_are_japanese_or_mixed() -> None:
    assert len(expected()) >= 120
    assert share_in_japanese(list(expected())) >= 0.5
    assert share_in_japanese(list(expected(REVIEWER))) >= 0.5


@pytest.mark.register
@pytest.mark.parametrize("group", [GENERAL, REVIEWER])
def test_the_first_result_is_right_in_95_of_100_questions_of_each_group(group: str) -> None:
    wanted = expected(group)
    wrong = {query: here for query, first in wanted.items() if (here := found(query).first) != first}
    print(f"{group}: {len(wanted) - len(wrong)} of {len(wanted)}")

    assert len(wrong) <= len(wanted) * 0.05, wrong


@pytest.mark.register
def test_an_answer_is_the_list_that_its_filters_give() -> None:
    answers = [answer for query in expected() if (answer := found(query).answer) and not answer.is_joint]

    assert len(answers) > 20
    for answer in answers:
        order = "newest" if answer.is_newest else "status"
        listed = list(deals_matching(replace(answer.filters, sort=order)))
        assert answer.count == len(listed), answer.address
        assert list(answer.deals) == listed[:ANSWER_ROWS], answer.address


_LISTING = """
import django, json, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("seed", verbosity=0, stdout=sys.stderr)
from tests.search.first_results import expected, first_results, found
print(json.dumps({query: first_results(query) for query in expected()}))
"""


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is asked too while the tests run on PostgreSQL")
@pytest.mark.long
@pytest.mark.register
def test_both_engines_give_the_same_first_results(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "rosetta.settings",
        "PYTHONPATH": str(ROOT),
        "VAR_DIR": str(tmp_path),
    }
    environment.pop("DATABASE_URL", None)
    done = subprocess.run([sys.executable, "-c", _LISTING], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    here = {query: first_results(query) for query in expected()}

    assert json.loads(done.stdout.splitlines()[-1]) == here
