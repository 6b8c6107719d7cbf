"""The index of the search beside the records. It is of the database alone: files hold none."""

from collections.abc import Iterator
from typing import cast

from agreements.models.natural_key import NaturalKeyModel
from agreements.search_index import out_of_step

from .finding import Finding, finding


def entries_agree_with_records() -> Iterator[Finding]:
    for record in out_of_step():
        yield finding(
            cast(NaturalKeyModel, record), "search", "the search knows it otherwise: `manage.py index_search`"
        )
