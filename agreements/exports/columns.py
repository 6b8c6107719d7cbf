"""The tables of the register and their columns, in words for the codebook. A new field of a model is no new column."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from agreements.models import (
    AmountKind,
    DateStanding,
    DietApproval,
    EventKind,
    Family,
    Instrument,
    PartnerKind,
    Region,
    RelationKind,
    SourceKind,
    Standing,
    Status,
)
from agreements.models.relation import INVERSE

from .bundle import Column, Record, Reference, Table, Words, of

_LANGUAGES = (("en", _("English")), ("ja", _("Japanese")), ("xx", _("another language")))
RELATION_VALUES: Sequence[tuple[str, Words]] = (
    *((kind.value, kind.label) for kind in RelationKind),
    ("superseded-by", INVERSE[RelationKind.SUPERSEDES]),
    ("amended-by", INVERSE[RelationKind.AMENDS]),
    ("implemented-by", INVERSE[RelationKind.IMPLEMENTS]),
    ("followed-by", INVERSE[RelationKind.BUILDS_ON]),
)
WHY_EMPTY: Sequence[tuple[str, Words]] = (
    ("none-found", _("looked for, and none found")),
    ("not-looked-for", _("not looked for")),
    ("filtered-out", _("there is a deal, which the filters leave out")),
)


def _record_itself(record: Record) -> Iterator[Record]:
    yield record


def _events(record: Record) -> Iterator[Record]:
    for position, event in enumerate(record["events"], 1):
        yield {"deal": record["slug"], "position": position, **event}


def _amounts(record: Record) -> Iterator[Record]:
    for position, amount in enumerate(record["amounts"], 1):
        yield {"deal": record["slug"], "position": position, **amount}


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


def _phrases(record: Record) -> Iterator[Record]:
    for phrase in record["phrases"]:
        yield {"deal": record["slug"], **phrase}


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


def _both(name: str, english: Words, japanese: Words, kind: str = "string", required: bool = False) -> list[Column]:
    return [
        Column(f"{name}_en", english, kind, required=required),
        Column(f"{name}_ja", japanese, kind, required=required),
    ]


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
        *_both("short_name", _("Short name, English"), _("Short name, Japanese"), required=True),
        *_both("title", _("Official title, English"), _("Official title, Japanese")),
        Column("title_en_confirmed", _("Whether the English title was seen in an official text"), "boolean"),
        Column("title_ja_confirmed", _("Whether the Japanese title was seen in an official text"), "boolean"),
        Column("status", _("Where the deal stands, today or on the day asked for"), values=Status.choices),
        Column("status_since", _("Since when it has that status"), "date"),
        Column("status_since_standing", _("How far that date can be relied on"), values=DateStanding.choices),
        Column("status_as_of", _("How recent the newest evidence of its status is"), "date"),
        Column("negotiations_opened", _("When negotiations opened"), "date", read=of("dates", "negotiations_opened")),
        Column(
            "agreed_in_principle", _("When it was agreed in principle"), "date", read=of("dates", "agreed_in_principle")
        ),
        Column("signed", _("When it was signed"), "date", read=of("dates", "signed")),
        Column("diet_approved", _("When the Diet approved it"), "date", read=of("dates", "diet_approved")),
        Column("in_force", _("When it took effect"), "date", read=of("dates", "in_force")),
        Column(
            "ended", _("When it was completed, superseded, terminated or cancelled"), "date", read=of("dates", "ended")
        ),
        *_both("place_signed", _("Where it was signed, English"), _("Where it was signed, Japanese")),
        *_both("signatories", _("Who signed it, English"), _("Who signed it, Japanese")),
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
        *_both("items", _("Items, English"), _("Items, Japanese, in the same order"), "list"),
        *_both("summary", _("What it is, English"), _("What it is, Japanese")),
        *_both("in_practice", _("What the parties can now do, English"), _("What the parties can now do, Japanese")),
        *_both("doubt", _("What is unconfirmed or disputed, English"), _("What is unconfirmed or disputed, Japanese")),
        Column(
            "sources",
            _("Number of sources; tables citations and sources name them"),
            "integer",
            required=True,
            read=lambda record: len(record["sources"]),
        ),
    ],
    ["slug"],
    [Reference("type", "types", "slug")],
    _record_itself,
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
        *_both("place", _("Where, English"), _("Where, Japanese")),
        *_both("note", _("Note, English"), _("Note, Japanese")),
    ],
    ["deal", "position"],
    [_OF_DEAL],
    _events,
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
        *_both("note", _("Note, English"), _("Note, Japanese")),
    ],
    ["deal", "position"],
    [_OF_DEAL],
    _amounts,
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
        Column("checked", _("Whether somebody has read the source for this"), values=Standing.choices, required=True),
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
        Column("language", _("Language of the words"), values=_LANGUAGES[:2], required=True),
        Column("gloss", _("Their meaning in the other language"), required=True),
    ],
    ["deal", "source"],
    [_OF_DEAL],
    _phrases,
)

SOURCES = Table(
    "sources",
    _("One row for each page or document cited"),
    [
        Column("url", _("Address of the page"), required=True),
        Column("title", _("Title as printed, in its own language"), required=True),
        Column(
            "title_is_description",
            _("Whether the title describes the page, as its headline was not seen"),
            "boolean",
            required=True,
        ),
        Column("language", _("Language of the title"), values=_LANGUAGES, required=True),
        Column("publisher", _("Publisher"), required=True),
        Column("publisher_ja", _("Publisher as a Japanese text names it")),
        Column("date", _("Date of the page"), "date"),
        Column("kind", _("Kind of source"), values=SourceKind.choices, required=True),
        Column("archived_url", _("Address of a copy of the page in an archive of the web")),
    ],
    ["url"],
)

PARTNERS = Table(
    "partners",
    _("One row for each country or organization with which Japan has a deal"),
    [
        Column("code", _("ISO 3166-1 alpha-2 of a country, initials of an organization"), required=True),
        Column("slug", _("Stable name of the partner, the last part of its address"), required=True),
        Column("url", _("Address of the partner’s page"), required=True),
        Column("kind", _("Country or organization"), values=PartnerKind.choices, required=True),
        Column("alpha3", _("ISO 3166-1 alpha-3 of a country")),
        Column("region", _("Region"), values=Region.choices, required=True),
        *_both("name", _("Name, English"), _("Name, Japanese"), required=True),
        *_both("official_name", _("Official name, English"), _("Official name, Japanese"), required=True),
        *_both("aliases", _("Other names, English"), _("Other names, Japanese"), "list"),
        *_both("account", _("How the relation grew, English"), _("How the relation grew, Japanese")),
        Column("deals", _("Number of its deals in the whole register"), "integer", required=True),
    ],
    ["code"],
)

TYPES = Table(
    "types",
    _("One row for each of the kinds of agreement"),
    [
        Column("slug", _("Stable name of the kind, the last part of its address"), required=True),
        Column("url", _("Address of the kind’s page"), required=True),
        Column("family", _("Family"), values=Family.choices, required=True),
        Column("in_article", _("Whether the newspaper article of 2024 treats it"), "boolean", required=True),
        Column(
            "closed_list",
            _("Whether all agreements of the kind can be counted from official lists"),
            "boolean",
            required=True,
        ),
        *_both("name", _("Name, English"), _("Name, Japanese"), required=True),
        *_both("short_name", _("Short name, English"), _("Short name, Japanese"), required=True),
        Column("abbreviation", _("Abbreviation")),
        *_both("aliases", _("Other names, English"), _("Other names, Japanese"), "list"),
        *_both("lede", _("In one sentence, English"), _("In one sentence, Japanese")),
        *_both(
            "ability", _("What two partners can do with it, English"), _("What two partners can do with it, Japanese")
        ),
        *_both("does", _("What it does, English"), _("What it does, Japanese"), "list"),
        *_both("does_not", _("What it does not do, English"), _("What it does not do, Japanese"), "list"),
        *_both("route", _("Route into force, English"), _("Route into force, Japanese")),
        Column("deals", _("Number of its deals in the whole register"), "integer", required=True),
    ],
    ["slug"],
)

REGISTER = (DEALS, PARTIES, EVENTS, AMOUNTS, RELATIONS, CITATIONS, PHRASES, SOURCES, PARTNERS, TYPES)


def _cells(record: Record) -> Iterator[Record]:
    for cell in record["cells"]:
        yield {"partner": record["partner"], **cell}


CELLS = Table(
    "cells",
    _("One row for each partner and kind of agreement, also where there is no deal"),
    [
        Column("partner", _("The partner’s code"), required=True),
        Column("type", _("Kind of agreement: its slug"), required=True),
        Column("status", _("The strongest status among the deals; empty where there is none"), values=Status.choices),
        Column("standing", _("Number of deals in force, suspended or signed"), "integer", required=True),
        Column("deal", _("Slug of a deal that has the strongest status")),
        Column("why_empty", _("Why there is no deal"), values=WHY_EMPTY),
        Column("looked_until", _("Until when it was looked for"), "date"),
        *_both("looked_in", _("In what it was looked for, English"), _("In what it was looked for, Japanese")),
    ],
    ["partner", "type"],
    [Reference("partner", "grid", "partner")],
    _cells,
)


def grid_tables(types: Iterable[tuple[str, Words]]) -> tuple[Table, Table]:
    """Return the grid as a table with a column for each kind, and its cells as rows."""

    def of_type(slug: str, name: Words) -> Column:
        def read(record: Record) -> str:
            cell = next(cell for cell in record["cells"] if cell["type"] == slug)
            return str(cell["status"] or cell["why_empty"])

        return Column(slug, name, values=(*Status.choices, *WHY_EMPTY), required=True, read=read)

    wide = Table(
        "grid",
        _("One row for each partner, one column for each kind: the strongest status, or why there is none"),
        [
            Column("partner", _("The partner’s code"), required=True),
            Column("slug", _("Stable name of the partner"), required=True),
            *_both("name", _("Name, English"), _("Name, Japanese"), required=True),
            Column("region", _("Region"), values=Region.choices, required=True),
            *(of_type(slug, name) for slug, name in types),
        ],
        ["partner"],
        (),
        _record_itself,
    )
    return wide, CELLS
