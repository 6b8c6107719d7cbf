"""The index of the search: what each record is found by, as tokens, one row a record.

It follows from the records, and `agreements.search_index` writes it. The tokens stand in plain columns; FTS5 on SQLite
and `tsvector` on PostgreSQL index them, both with the same words in the same places.
"""

from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.db import connections, models
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .agreement_type import AgreementType
from .deal import Deal
from .partner import Partner
from .source import Source
from .term import Term

FTS5_TABLE = "agreements_searchindex"
# The columns that are searched: the words of a record's names, and all of its words.
NAMES, WORDS = "names", "words"


# The bits of a place that hold the record's id: half a thousand million of a kind are more than there will be.
_ID_BITS = 29
_ID = (1 << _ID_BITS) - 1


class Asked(Protocol):
    """What must be found, in the language of each engine."""

    def for_fts5(self) -> str: ...

    def for_tsquery(self) -> str: ...


class Found(NamedTuple):
    """An entry found: the records that it may be of, of which one is set."""

    place: int
    tier: int
    kind: str
    titles: str
    aliases: str
    record: int


class EntryKind(models.TextChoices):
    """What an entry leads to, in the order of the places."""

    TYPE = "type", _("Types")
    PARTNER = "partner", _("Partners")
    TERM = "term", _("Terms")
    DEAL = "deal", _("Deals")
    SOURCE = "source", _("Sources")

    @property
    def one(self) -> Promise:
        """The name of a single record of the kind, where `label` is that of many."""
        return {
            EntryKind.TYPE: _("type"),
            EntryKind.PARTNER: _("partner"),
            EntryKind.TERM: _("term"),
            EntryKind.DEAL: _("deal"),
            EntryKind.SOURCE: _("source"),
        }[self]

    @property
    def is_small(self) -> bool:
        """Whether the records of the kind stay few, however many deals there are."""
        return self in (EntryKind.TYPE, EntryKind.PARTNER, EntryKind.TERM)

    @property
    def places(self) -> tuple[int, int]:
        """The first place of this kind, and the first after it."""
        number = list(EntryKind).index(self)
        return number << 60, (number + 1) << 60


def place_of(kind: EntryKind, *, strength: int, day: int, pk: int) -> int:
    """Return where a record stands among all: by kind, then the strongest, then the latest (`day` is YYYYMMDD).

    FTS5 gives the first of many matches in this order without looking at the others, PostgreSQL where most match. No
    number can hold a slug, by which deals that stand alike on one day follow each other in every list: these are looked
    at together.
    """
    return kind.places[0] | strength << 56 | (99_999_999 - day) << _ID_BITS | pk & _ID


# How much further down than evenly spread ones the first matches on PostgreSQL may lie: the sources that hold a word
# may be of a few years or all of the press, and the deals long ended. Found by trying 23 words of all sorts among
# 100,320 deals, with statistics taken several times: for “Japan Times” some let it walk past 100,000 sources.
_BUNCHED = {EntryKind.DEAL: 150, EntryKind.SOURCE: 300}


def of_kind(kind: EntryKind, column: str) -> str:
    """Return what PostgreSQL matches, sorts by and indexes: a column in the entries of a kind, nothing in others.

    An index of it has a statistic of its own, of how often each word occurs in entries of the kind.
    """
    return f"(CASE WHEN kind = '{kind.value}' THEN {column} END)"


# Sorts rows with a place and a slug as lists do.
_IN_ORDER = f"place >> {_ID_BITS}, slug, place"


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def _matches(
        self, kind: EntryKind, column: str, asked: Asked, within: tuple[int | str, int | str] | None = None
    ) -> tuple[str, str]:
        """Return FROM and WHERE for the places of a kind that match, with one value to fill in, and the value.

        The place is called `place`. `within`: the first place to look at, and the first behind them.
        """
        lower, upper = within or kind.places
        if connections[self.db].vendor == "postgresql":
            clause = f"FROM agreements_searchentry WHERE {of_kind(kind, f'{column}_vector')} @@ %s::tsquery"
            if within or kind.is_small:
                clause += f" AND place >= {lower} AND place < {upper}"
            return clause, asked.for_tsquery()
        # Places come from the index alone, which holds them in their order: no row of the table is read.
        clause = (
            f"FROM (SELECT rowid AS place FROM {FTS5_TABLE} WHERE {FTS5_TABLE} MATCH %s"
            f" AND rowid >= {lower} AND rowid < {upper} ORDER BY rowid)"
        )
        return clause, f"{column} : {asked.for_fts5()}"

    def records(self, kind: EntryKind, asked: Asked) -> RawSQL:
        """Return the ids of the records of a kind in which all that is asked for occurs, as a subquery."""
        clause, value = self._matches(kind, WORDS, asked)
        return RawSQL(f"SELECT place & {_ID} {clause}", [value])

    def _nearest(self, kind: EntryKind, clause: str, limit: int) -> str:
        """Return a query for the first places that match."""
        if connections[self.db].vendor != "postgresql" or kind.is_small:
            return f"SELECT place {clause} ORDER BY place LIMIT {limit}"
        # PostgreSQL takes matches to be spread evenly, and so walks along the places for few of many, however far it
        # has to go. Planned for more than are taken, it walks only where most match, and sorts all matches elsewhere. A
        # materialized part is planned by itself, gives its rows in its order and is asked for no more than are taken.
        more = f"SELECT place {clause} ORDER BY {of_kind(kind, 'place')} LIMIT {limit * _BUNCHED[kind]}"
        return f"SELECT place FROM (WITH near AS MATERIALIZED ({more}) SELECT place FROM near LIMIT {limit}) AS nearest"

    def _first(self, kind: EntryKind, column: str, asked: Asked, limit: int) -> tuple[str, list[str]]:
        """Return a query for place and slug (empty but of deals) of the first that match, and its values."""
        clause, value = self._matches(kind, column, asked)
        first = self._nearest(kind, clause, limit)
        if kind is not EntryKind.DEAL:
            return f"SELECT place, '' AS slug FROM ({first}) AS first_ones", [value]
        # Of those that stand like the last one all are fetched, as any may have the slug that comes first.
        behind = ("(SELECT MAX(place) + 1 FROM first_ones)", f"(SELECT (MAX(place) | {_ID}) + 1 FROM first_ones)")
        alike, _ = self._matches(kind, column, asked, behind)
        return (
            f"SELECT place, slug FROM (WITH first_ones AS MATERIALIZED ({first})"
            f" SELECT place FROM first_ones UNION ALL SELECT place {alike}) AS placed"
            f" JOIN agreements_deal AS deal ON deal.id = place & {_ID} ORDER BY {_IN_ORDER} LIMIT {limit}"
        ), [value, value]

    def leading(self, kind: EntryKind, asked: Asked, limit: int) -> tuple[list[int], int]:
        """Return the ids of the first records whose names hold all that is asked for, and how many do."""
        clause, value = self._matches(kind, NAMES, asked)
        first, more = self._first(kind, NAMES, asked, limit)
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"SELECT place & {_ID}, (SELECT COUNT(*) {clause}) FROM ({first}) AS found ORDER BY {_IN_ORDER}",
                [value, *more],
            )
            rows = cursor.fetchall()
        return [record for record, _ in rows], rows[0][1] if rows else 0

    def best(
        self,
        tiers: Sequence[tuple[int, str, Asked]],
        limits: Mapping[EntryKind, int],
        last: Mapping[str, Container[int]],
    ) -> list[Found]:
        """Return the first entries of each kind that match each of some (tier, column, what is asked), in one query.

        They stand in their order. `last`: the tiers of a kind in which is looked only where none above gives so many.
        """
        parts: dict[str, str] = {}
        values: list[Any] = []
        for kind, limit in limits.items():
            above: list[str] = []
            for tier, column, asked in tiers:
                first, more = self._first(kind, column, asked, limit)
                values += more
                enough = " OR ".join(f"(SELECT COUNT(*) FROM {part}) >= {limit}" for part in above)
                unless = f" WHERE NOT ({enough})" if above and tier in last.get(kind, ()) else ""
                part = f"{kind.value}_{tier}"
                parts[part] = f"SELECT place, slug, {tier} AS tier FROM ({first}) AS first_ones{unless}"
                above.append(part)
        query = (
            f"WITH {', '.join(f'{name} AS MATERIALIZED ({part})' for name, part in parts.items())}"
            f" SELECT entry.place, tier, entry.kind, entry.titles, entry.aliases, entry.place & {_ID} FROM"
            f" (SELECT place, slug, MIN(tier) AS tier FROM"
            f" ({' UNION ALL '.join(f'SELECT place, slug, tier FROM {name}' for name in parts)}) AS each_one"
            " GROUP BY place, slug) AS found JOIN agreements_searchentry AS entry ON entry.place = found.place"
            f" ORDER BY entry.place >> {_ID_BITS}, slug, entry.place"
        )
        with connections[self.db].cursor() as cursor:
            cursor.execute(query, values)
            return [Found(*row) for row in cursor.fetchall()]

    def in_use(self, asked: Sequence[Asked], kinds: Sequence[EntryKind]) -> set[int]:
        """Return which of some words, by their numbers, stand in any text of an entry of these kinds."""
        parts: list[str] = []
        values: list[Any] = []
        for number, one in enumerate(asked):
            for kind in kinds:
                clause, value = self._matches(kind, WORDS, one)
                parts.append(f"SELECT number FROM (SELECT {number} AS number {clause} LIMIT 1) AS part")
                values.append(value)
        if not parts:
            return set()
        with connections[self.db].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            return {number for (number,) in cursor.fetchall()}


def strength_at(place: int) -> int:
    """Return the strength that a place holds: 0 for the strongest."""
    return place >> 56 & 15


def _record(model: type[models.Model], name: Any) -> Any:
    return models.OneToOneField(
        model, models.CASCADE, related_name="search_entry", null=True, editable=False, verbose_name=name
    )


class SearchEntry(models.Model):
    place = models.BigIntegerField(_("place"), primary_key=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices, editable=False)
    # The rules by which the tokens were made; entries of other rules are made anew.
    rules = models.PositiveSmallIntegerField(_("rules"), editable=False)
    type = _record(AgreementType, _("type"))
    partner = _record(Partner, _("partner"))
    term = _record(Term, _("term"))
    deal = _record(Deal, _("deal"))
    source = _record(Source, _("source"))
    # Names as units with a space between, one name a line.
    titles = models.TextField(_("chief names"), editable=False)
    aliases = models.TextField(_("other names"), editable=False, blank=True)
    # Tokens with one space between.
    names = models.TextField(_("words of its names"), editable=False)
    words = models.TextField(_("all of its words"), editable=False)

    # The words of its names, for SearchWord; set where an entry is made.
    known: set[str]

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        default_permissions = ()
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=EntryKind.values), name="search_entry_kind_known")
        ]

    def __str__(self) -> str:
        return self.titles.partition("\n")[0]


class SearchWord(models.Model):
    """A word of some name, folded: what a mistyped word may have been meant to be."""

    word = models.CharField(_("word"), max_length=60, primary_key=True, editable=False)
    length = models.PositiveSmallIntegerField(_("length"), db_index=True, editable=False)

    class Meta:
        ordering = ["word"]
        default_permissions = ()
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")

    def __str__(self) -> str:
        return self.word
