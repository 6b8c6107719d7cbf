"""How often the decoder's first answer is right, on texts whose kind is known."""

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.decoder import LONGEST_TEXT, Decoder, Undecodable
from agreements.decoder.measuring import HELD_OUT, NONE, OF_HELD_OUT, LabelledText, Measurement, held_out, measure
from agreements.models import AgreementType
from agreements.selectors.decoder import decoder_of_register

GROUPS = {
    "all": "all",
    "type": "type",
    "language": "language",
    "difficulty": "difficulty",
    "split": "split",
    "naming": "is the type named?",
    "country": "whose deal?",
}
# So often the longest text is read, when it is asked how long that takes.
RUNS = 25
# So many take about as long. Where their median is far above the least, so is that of anything else.
ADDITIONS = 500_000


class Command(BaseCommand):
    help = (
        "Measure the decoder: accuracy of the first answer by type, language, difficulty and split, with the held-out "
        "texts once more alone, what is taken for what, and how long the longest text takes in each language. FILE "
        "holds a JSON object a line: text and type (null for none), and, where known, id, language (en, ja), named "
        "(does the type's own name stand in it), about_japan, difficulty, split."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--mistakes", action="store_true", help="list all texts that are answered wrongly")

    def handle(self, *args: Any, file: Path, mistakes: bool, **options: Any) -> None:
        texts = list(_texts(file))
        decoder = decoder_of_register()
        decoder.warm()
        # As a server does: what is there for good is not looked through again and again.
        gc.collect()
        gc.freeze()
        started = process_time()
        found = measure(texts, decoder)
        spent = process_time() - started
        self.stdout.write(f"{len(texts)} texts, {1000 * spent / len(texts):.1f} ms of processor time each\n")
        self._speed(texts, decoder)
        self._accuracy(found)
        self._confusions(found)
        if mistakes:
            self._mistakes(found)

    def _speed(self, texts: Sequence[LabelledText], decoder: Decoder) -> None:
        """Say how long the longest text takes: the texts of a language joined, which are dense in cues."""
        for language in sorted({text.language for text in texts}):
            longest = "\n\n".join(text.text for text in texts if text.language == language)[:LONGEST_TEXT]
            # A few sentences say nothing of a long text.
            if len(longest) == LONGEST_TEXT:
                # In turn, so that whatever else the machine does meanwhile slows both.
                runs = [(_milliseconds(longest, decoder), _milliseconds_of_additions()) for _ in range(RUNS)]
                spent, added = ([run[place] for run in runs] for place in (0, 1))
                self.stdout.write(
                    f"{LONGEST_TEXT:,} characters, {language}: {min(spent):.1f} ms of processor time at least, "
                    f"{median(spent):.1f} ms in the median of {RUNS}\n"
                    f"  between them the same additions over and over: {min(added):.1f} ms at least, "
                    f"{median(added):.1f} ms in the median\n"
                )

    def _accuracy(self, found: Measurement) -> None:
        inside = {held_out(group): f"{HELD_OUT}: {GROUPS[group]}" for group in OF_HELD_OUT}
        counted = {group for group, _value in found.shares}
        for group, heading in {**GROUPS, **{group: of for group, of in inside.items() if group in counted}}.items():
            self.stdout.write(f"\n{heading}")
            for (of_group, value), share in found.shares.items():
                if of_group == group:
                    self.stdout.write(f"  {value:24} {share.accuracy:7.1%}  {share.right:4} of {share.of}")

    def _confusions(self, found: Measurement) -> None:
        self.stdout.write("\nwas, and was taken for")
        for was, taken, count in found.confusions:
            self.stdout.write(f"  {was:24} {taken:24} {count:4}")
        if not found.confusions:
            self.stdout.write("  nothing for anything else")

    def _mistakes(self, found: Measurement) -> None:
        self.stdout.write("\nmistakes")
        for mistake in found.mistakes:
            text = mistake.text
            self.stdout.write(f"  {text.id}: {text.type or NONE} taken for {mistake.answer or NONE}: {text.text[:100]}")


def _milliseconds(text: str, decoder: Decoder) -> float:
    started = process_time()
    with suppress(Undecodable):
        decoder.decode(text)
    return 1000 * (process_time() - started)


def _milliseconds_of_additions() -> float:
    started = process_time()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return 1000 * (process_time() - started)


def _texts(file: Path) -> Iterator[LabelledText]:
    """Yield the texts of a file, or raise CommandError with the line that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error
    types = set(AgreementType.objects.values_list("slug", flat=True))
    is_empty = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _labelled(json.loads(line), number, types)
        except (ValueError, TypeError) as error:
            raise CommandError(f"{file}, line {number}: {error}") from error
        is_empty = False
    if is_empty:
        raise CommandError(f"{file} holds no text.")


def _labelled(row: Any, number: int, types: set[str]) -> LabelledText:
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise ValueError("an object with “text” is expected")
    if "type" not in row:
        raise ValueError("“type” is missing; null stands for a text of no type")
    kind = None if row["type"] in (None, "", NONE) else row["type"]
    if kind is not None and kind not in types:
        raise ValueError(f"“{kind}” is no type; there are {', '.join(sorted(types))}")
    text = row["text"]
    return LabelledText(
        id=str(row.get("id", f"line {number}")),
        language=str(row.get("language") or "not given"),
        text=text,
        type=kind,
        named=bool(row.get("named", False)),
        about_japan=bool(row.get("about_japan", True)),
        difficulty=row.get("difficulty", 0),
        split=str(row.get("split") or "not given"),
    )
