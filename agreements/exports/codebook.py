"""What each table, column, value and rule means, in both languages, as rows that every format can hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .bundle import Column, Record, Table, Value, Words

RULES: Sequence[tuple[str, Words]] = (
    (
        "status",
        _(
            "The status is never typed in. It follows from the dated events: what was signed and took effect is "
            "in force, what was replaced is superseded."
        ),
    ),
    (
        "as-of",
        _(
            "A file made as of a day tells each deal as it stood at the end of that day: its status, the events up to "
            "then, with their dates and sources, and the relations and phrases that there were. A month or a year is "
            "read to its last day. Deals of which nothing was known then are left out."
        ),
    ),
    (
        "as-of-today",
        _(
            "Where something has happened to a deal since that day, the texts that tell of it today (summary, "
            "in_practice, doubt) are empty; so are evidence that is newer and who signed what was signed later. "
            "An approval by the Diet that came later is pending. Names, titles, kind of paper, sums, items and states "
            "are as they are now, and so are partners, kinds, words, characters, cues and surveys."
        ),
    ),
    (
        "dates",
        _(
            "Dates are those of ISO 8601, as exactly as a source has them: 2024-07-12, 2024-07 or 2024. A date "
            "known to the month or the year counts from its first day. As text they sort rightly."
        ),
    ),
    (
        "date-standing",
        _(
            "“by” means that the thing had happened by that date; “unconfirmed” means that no source read states "
            "the date."
        ),
    ),
    (
        "sources",
        _(
            "Every deal has at least one source. “seen” means that somebody has read the page for this purpose, "
            "“known” that nobody has yet."
        ),
    ),
    (
        "political-texts",
        _(
            "Political texts and memoranda that still stand are signed, as most take no further step; in force are "
            "those for which a source says from when they apply."
        ),
    ),
    (
        "us-sales",
        _(
            "US sales known only from a notice to Congress are agreed in principle, and the sum is the notice’s "
            "ceiling, not the price."
        ),
    ),
    (
        "empty",
        _("An empty cell means that the facts do not say. It never means no."),
    ),
    (
        "lists",
        _("Several values in one cell are parted by an upright stroke: DE|FR. JSON has lists instead."),
    ),
    (
        "defused",
        _(
            "In CSV files, a text that begins with = + - @ or their full-width forms, a tab or a carriage return "
            "has an apostrophe before it, so that no spreadsheet takes it for a formula."
        ),
    ),
    (
        "languages",
        _(
            "Columns that end in _en are in English, those in _ja in Japanese. Official titles are quoted; all "
            "other texts are the register’s own."
        ),
    ),
    (
        "stability",
        _(
            "Slugs and codes stay. Should a slug have to change, the old address goes on leading to the record. New "
            "columns may be added at the end."
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind` is table, column, value or rule; what does not apply is empty."""

    kind: str
    table: str
    column: str
    value: str
    words: Words
    type: str = ""

    def in_language(self, language: str) -> str:
        with override(language):
            return str(self.words)


def entries(tables: Sequence[Table]) -> Iterator[Entry]:
    for table in tables:
        yield Entry("table", table.name, "", "", table.meaning)
        for column in table.columns:
            yield Entry("column", table.name, column.name, "", column.meaning, column.kind)
            for value, words in column.values:
                yield Entry("value", table.name, column.name, value, words)
    for name, words in RULES:
        yield Entry("rule", "", "", name, words)


_KINDS = (
    ("table", _("a table")),
    ("column", _("a column")),
    ("value", _("a value of a column")),
    ("rule", _("a rule")),
)
CODEBOOK = Table(
    "codebook",
    _("What each table, column, value and rule means"),
    [
        Column("position", _("Place in the codebook, from 1"), "integer", required=True),
        Column("kind", _("What is explained"), values=_KINDS, required=True),
        Column("table", _("Name of the table")),
        Column("column", _("Name of the column")),
        Column("value", _("The value, or the name of the rule")),
        Column("type", _("Type of the column: string, integer, boolean, date or list")),
        Column("meaning_en", _("Meaning, English"), required=True),
        Column("meaning_ja", _("Meaning, Japanese"), required=True),
    ],
    ["position"],
)
# In SQLite and XLSX; a Data Package says the same in datapackage.json.
ABOUT = Table(
    "about",
    _("What the file is: one row for each thing said of it"),
    [
        Column("name", _("What is said: name, title, version, license, address, filters or count"), required=True),
        Column("value", _("What it is; count is the number of records in the first table"), required=True),
    ],
    ["name"],
)


def records(tables: Sequence[Table]) -> Iterator[Record]:
    """Yield what the table `codebook` says of these tables, of itself, and of the table `about`."""
    for position, entry in enumerate(entries([*tables, CODEBOOK, ABOUT]), 1):
        yield {
            "position": position,
            "kind": entry.kind,
            "table": entry.table or None,
            "column": entry.column or None,
            "value": entry.value or None,
            "type": entry.type or None,
            "meaning_en": entry.in_language("en"),
            "meaning_ja": entry.in_language("ja"),
        }


def rows(tables: Sequence[Table]) -> Iterator[list[Value]]:
    return map(CODEBOOK.row, records(tables))
