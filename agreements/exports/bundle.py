"""What a file holds: tables, filled from records that pass by once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from django.utils.functional import Promise

Record = dict[str, Any]
Value = str | int | bool | None
Words = str | Promise
# Parts several values in one cell.
SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is string, integer, boolean, date (one known to the day, month or year) or list (of strings)."""

    name: str
    meaning: Words
    kind: str = "string"
    values: Sequence[tuple[str, Words]] = ()
    required: bool = False
    read: Callable[[Record], Any] | None = None

    def value(self, record: Record) -> Value:
        found = self.read(record) if self.read else record[self.name]
        return (SEPARATOR.join(found) or None) if self.kind == "list" else found


def both(name: str, english: Words, japanese: Words, kind: str = "string", required: bool = False) -> list[Column]:
    """Return the columns of a text in either language."""
    return [
        Column(f"{name}_en", english, kind, required=required),
        Column(f"{name}_ja", japanese, kind, required=required),
    ]


def itself(record: Record) -> Iterator[Record]:
    """Give a record as the one row that is made of it."""
    yield record


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose values are those of a column of another table."""

    column: str
    table: str
    other: str


@dataclass(frozen=True, slots=True)
class Table:
    """`parts` takes a record of the bundle apart into this table's rows; None where the bundle gives them itself."""

    name: str
    meaning: Words
    columns: Sequence[Column]
    key: Sequence[str]
    references: Sequence[Reference] = ()
    parts: Callable[[Record], Iterable[Record]] | None = None

    def row(self, record: Record) -> list[Value]:
        return [column.value(record) for column in self.columns]


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself. `day` is that of the version; `query` and `filters` name what it is narrowed to.

    `query` as an address has it, `type=acsa`; `filters` as a name of a file can, `acsa`.
    """

    name: str
    title: str
    version: str
    day: date
    address: str
    query: str = ""
    filters: str = ""

    @property
    def file_name(self) -> str:
        """The name of the file without its ending: another for other filters and for another version."""
        return "-".join(part for part in (self.name, self.filters, self.version) if part)

    @property
    def narrowed_name(self) -> str:
        return f"{self.name}-{self.filters}" if self.filters else self.name


@dataclass(frozen=True, slots=True)
class Bundle:
    """`records` yields afresh at each call; `others` gives the rows of the tables that have no parts."""

    about: About
    tables: Sequence[Table]
    records: Callable[[], Iterator[Record]]
    count: int
    others: dict[str, Callable[[], Iterable[Record]]] = field(default_factory=dict)

    @property
    def main(self) -> Table:
        return self.tables[0]

    def rows(self) -> Iterator[tuple[Table, list[Value]]]:
        """Yield every row of every table with its table, in one pass over the records."""
        split = [table for table in self.tables if table.parts]
        for record in self.records():
            for table in split:
                assert table.parts is not None
                for part in table.parts(record):
                    yield table, table.row(part)
        for table in self.tables:
            if not table.parts:
                for other in self.others[table.name]():
                    yield table, table.row(other)


def of(name: str, *path: str) -> Callable[[Record], Any]:
    """Return a reader of a value inside a record, None where a part on the way is None."""

    def read(record: Record) -> Any:
        found = record[name]
        for part in path:
            found = None if found is None else found[part]
        return found

    return read if path else itemgetter(name)
