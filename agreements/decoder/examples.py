"""Texts written for this project, in the wording of titles, news and treaties, from which the decoder learns."""

import json
from collections.abc import Iterator
from pathlib import Path

from .facts import Sample

# One text a line, with its type and what `measuring` asks of a text. None of them is among those that measure.
EXAMPLES = Path(__file__).with_name("examples.jsonl")


def examples() -> Iterator[Sample]:
    for line in EXAMPLES.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Sample(row["type"], row["text"])
