"""The deals, and the tables of what belongs to one: parties, events, sums, relations, citations, phrases."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from agreements.exports.bundle import Column, Record, Reference, Table, Words, both, itself, of
from agreements.models import (
    AmountKind,
    DateStanding,
    DietApproval,
    EventKind,
    Family,
    Instrument,
    RelationKind,
    SourceStanding,
    Status,
)
from agreements.models.relation import INVERSE

from .languages import LANGUAGES

RELATION_VALUES: Sequence[tuple[str, Words]] = (
    *((kind.value, kind.label) for kind in RelationKind),
    ("superseded-by", INVERSE[RelationKind.SUPERSEDES]),
    ("amended-by", INVERSE[RelationKind.AMENDS]),
    ("implemented-by", INVERSE[RelationKind.IMPLEMENTS]),
    ("followed-by", INVERSE[RelationKind.BUILDS_ON]),
)
# The dates of a deal that its events state.
_DATES: Sequence[tuple[str, Words]] = (
    ("negotiations_opened", _("When negotiations opened")),
    ("agreed_in_principle", _("When it was agreed in principle")),
    ("signed", _("When it was signed")),
    ("diet_approved", _("When the Diet approved it")),
    ("in_force", _("When it took effect")),
    ("ended", _("When it was completed, superseded, terminated or cancelled")),
)


def _each(name: str) -> Callable[[Record], Iterator[Record]]:
    """Return what takes a part of a deal that is a list into rows, numbered from 1."""

    def rows(record: Record) -> Iterator[Record]:
        for position, part in enumerate(record[name], 1):
            yield {"deal": record["slug"], "position": position, **part}

    return rows


def _relations(record: Record) -> Iterator[Record]:
    for relation in record["relations"]:
        yield {"deal": record["slug"], "kind": relation["kind"], "other": relation["slug"]}


def _citations(record: Record) -> Iterator[Record]:
    number = 0
    for source in record["sources"]:
        for support in source["supports"]:
            number += 1
            yield {
                "deal": record["slug"],
                "position": number,
                "source": source["url"],
                "event": support["event"],
                "date": support["date"],
                "checked": support["checked"],
            }


def _parties(record: Record) -> Iterator[Record]:
    for code in record["partners"]:
        yield {"deal": record["slug"], "partner": code}


def _first_amount(name: str) -> Column:
    meanings = {
        "amount": _("The first sum stated for the deal, in whole units of its currency; table amounts has all"),
        "currency": _("Currency of that sum, ISO 4217"),
        "kind": _("What that sum is"),
    }
    return Column(
        "amount" if name == "amount" else f"amount_{name}",
        meanings[name],
        "integer" if name == "amount" else "string",
        AmountKind.choices if name == "kind" else (),
        read=lambda record: record["amounts"][0][name] if record["amounts"] else None,
    )


_DEAL = Column("deal", _("The deal: its slug in table deals"), required=True)
_OF_DEAL = Reference("deal", "deals", "slug")

DEALS = Table(
    "deals",
    _("One row for each instrument or sale between Japan and one or more partners"),
    [
        Column("slug", _("Stable name of the deal, the last part of its address"), required=True),
        Column("url", _("Address of the deal’s page"), required=True),
        Column("type", _("Kind of agreement: its slug in table types"), required=True),
        Column("also_types", _("Further kinds, for a deal that sits between two"), "list"),
        Column("family", _("Family of the kind"), values=Family.choices, required=True),
        Column("partners", _("Parties beside Japan: their codes in table partners"), "list"),
        *both("short_name", _("Short name, English"), _("Short name, Japanese"), required=True),
        *both("title", _("Official title, English"), _("Official title, Japanese")),
        Column("title_en_confirmed", _("Whether the English title was seen in an official text"), "boolean"),
        Column("title_ja_confirmed", _("Whether the Japanese title was seen in an official text"), "boolean"),
        Column("status", _("Where the deal stands, today or on the day asked for"), values=Status.choices),
        Column("status_since", _("Since when it has that status"), "date"),
        Column("status_since_standing", _("How far that date can be relied on"), values=DateStanding.choices),
        Column("status_as_of", _("How recent the newest evidence of its status is"), "date"),
        *(Column(name, meaning, "date", read=of("dates", name)) for name, meaning in _DATES),
        *both("place_signed", _("Where it was signed, English"), _("Where it was signed, Japanese")),
        *both("signatories", _("Who signed it, English"), _("Who signed it, Japanese")),
        Column("instrument", _("Kind of paper"), values=Instrument.choices, required=True),
        Column("binding", _("Whether it binds under international law; empty where the facts do not say"), "boolean"),
        Column(
            "diet_approval",
            _("Whether the Diet’s approval was needed and given"),
            values=DietApproval.choices,
            required=True,
        ),
        _first_amount("amount"),
        _first_amount("currency"),
        _first_amount("kind"),
        *both("items", _("Items, English"), _("Items, Japanese, in the same order"), "list"),
        *both("summary", _("What it is, English"), _("What it is, Japanese")),
        *both("in_practice", _("What the parties can now do, English"), _("What the parties can now do, Japanese")),
        *both("doubt", _("What is unconfirmed or disputed, English"), _("What is unconfirmed or disputed, Japanese")),
        *both(
            "ability",
            _("What two can do with it, English, where that is less than with others of its type"),
            _("What two can do with it, Japanese, where that is less than with others of its type"),
        ),
        Column(
            "sources",
            _("Number of sources; tables citations and sources name them"),
            "integer",
            required=True,
            read=lambda record: len(record["sources"]),
        ),
        Column("as_of", _("The day as of which the row is told; empty for today"), "date"),
    ],
    ["slug"],
    [Reference("type", "types", "slug")],
    itself,
)

PARTIES = Table(
    "parties",
    _("One row for each partner of each deal"),
    [_DEAL, Column("partner", _("The partner: its code in table partners"), required=True)],
    ["deal", "partner"],
    [_OF_DEAL, Reference("partner", "partners", "code")],
    _parties,
)

EVENTS = Table(
    "events",
    _("One row for each dated event of a deal, in order"),
    [
        _DEAL,
        Column("position", _("Place in the deal’s order of events, from 1"), "integer", required=True),
        Column("kind", _("What happened"), values=EventKind.choices, required=True),
        Column("date", _("When, as exactly as a source has it"), "date", required=True),
        Column("date_standing", _("How far the date can be relied on"), values=DateStanding.choices, required=True),
        *both("place", _("Where, English"), _("Where, Japanese")),
        *both("note", _("Note, English"), _("Note, Japanese")),
    ],
    ["deal", "position"],
    [_OF_DEAL],
    _each("events"),
)

AMOUNTS = Table(
    "amounts",
    _("One row for each sum of money stated for a deal"),
    [
        _DEAL,
        Column("position", _("Place among the deal’s sums, from 1"), "integer", required=True),
        Column("kind", _("What the sum is"), values=AmountKind.choices, required=True),
        Column("amount", _("Sum in whole units of the currency"), "integer", required=True),
        Column("currency", _("Currency, ISO 4217"), required=True),
        *both("note", _("Note, English"), _("Note, Japanese")),
    ],
    ["deal", "position"],
    [_OF_DEAL],
    _each("amounts"),
)

RELATIONS = Table(
    "relations",
    _("One row for each relation, read from either of the two deals"),
    [
        _DEAL,
        Column("kind", _("What the deal is to the other"), values=RELATION_VALUES, required=True),
        Column(
            "other",
            _("The other deal’s slug; in a filtered file it may be a deal that is not in the file"),
            required=True,
        ),
    ],
    ["deal", "kind", "other"],
    [_OF_DEAL],
    _relations,
)

CITATIONS = Table(
    "citations",
    _("One row for each thing that a source supports: one event, or the deal as a whole"),
    [
        _DEAL,
        Column("position", _("Place among the deal’s citations, from 1"), "integer", required=True),
        Column("source", _("The source: its address in table sources"), required=True),
        Column(
            "event", _("Kind of the event that it supports; empty for the deal as a whole"), values=EventKind.choices
        ),
        Column("date", _("Date of that event"), "date"),
        Column(
            "checked", _("Whether somebody has read the source for this"), values=SourceStanding.choices, required=True
        ),
    ],
    ["deal", "position"],
    [_OF_DEAL, Reference("source", "sources", "url")],
    _citations,
)

PHRASES = Table(
    "phrases",
    _("One row for each headline or title of an announcement that puts a deal in the press’s or diplomats’ words"),
    [
        _DEAL,
        Column("source", _("The source: its address"), required=True),
        Column("quote", _("The words as printed"), required=True),
        Column("language", _("Language of the words"), values=LANGUAGES[:2], required=True),
        Column("gloss", _("Their meaning in the other language"), required=True),
    ],
    ["deal", "source"],
    [_OF_DEAL],
    _each("phrases"),
)
