"""The shape of each record, written out: a new field of a model never changes an answer."""

from typing import Generic, TypeVar

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

_Record = TypeVar("_Record")
_STANDING = _("How far that date can be relied on.")


class ListOf(Schema, Generic[_Record]):
    count: int = Field(description=_("Number of records in the whole list."))
    next: str | None = Field(description=_("Address of the next page."))
    previous: str | None = Field(description=_("Address of the page before."))
    results: list[_Record]


class ParameterFault(Schema):
    parameter: str
    detail: str
    allowed: list[str] = Field(description=_("What the parameter may be, where that can be listed."))


class Problem(Schema):
    """RFC 9457"""

    type: str
    title: str
    status: int
    detail: str = Field(description=_("What is wrong, and what to do about it."))
    errors: list[ParameterFault] | None = None


class Dates(Schema):
    negotiations_opened: str | None
    negotiations_opened_standing: str | None = Field(description=_STANDING)
    agreed_in_principle: str | None
    agreed_in_principle_standing: str | None = Field(description=_STANDING)
    signed: str | None
    signed_standing: str | None = Field(description=_STANDING)
    diet_approved: str | None
    diet_approved_standing: str | None = Field(description=_STANDING)
    in_force: str | None
    in_force_standing: str | None = Field(description=_STANDING)
    ended: str | None = Field(description=_("When it was completed, superseded, terminated or cancelled."))
    ended_standing: str | None = Field(description=_STANDING)


class Value(Schema):
    amount: int = Field(description=_("Whole units of the currency."))
    currency: str = Field(description="ISO 4217")
    note: str


class Amount(Schema):
    kind: str
    amount: int = Field(description=_("Whole units of the currency."))
    currency: str = Field(description="ISO 4217")
    note_en: str | None
    note_ja: str | None


class Relation(Schema):
    kind: str = Field(
        description=_("What the deal is to the other: supersedes, amends, implements, builds-on, or the inverse.")
    )
    slug: str = Field(description=_("The other deal."))


class Event(Schema):
    kind: str
    date: str = Field(description=_("As exactly as a source has it: 2024-07-12, 2024-07 or 2024."))
    date_standing: str = Field(
        description=_("stated: by a source; by: it had happened by then; unconfirmed: no source read states it.")
    )
    place_en: str | None
    place_ja: str | None
    note_en: str | None
    note_ja: str | None
    sources: list[str] = Field(description=_("Addresses of the sources that support the event."))


class Support(Schema):
    event: str | None = Field(description=_("Kind of the event supported; null for the deal as a whole."))
    date: str | None = Field(description=_("Date of that event."))
    checked: str


class Source(Schema):
    url: str
    title: str
    title_is_description: bool = Field(description=_("The title describes the page, as its headline was not seen."))
    language: str = Field(description=_("Language of the title: en, ja, or xx for another."))
    publisher: str
    publisher_ja: str | None = Field(description=_("The publisher as a Japanese text names it."))
    date: str | None
    kind: str
    archived_url: str | None = Field(description=_("Address of a copy of the page in an archive of the web."))
    checked: str = Field(description=_("seen: somebody has read it for this; known: nobody has yet."))
    supports: list[Support]


class DealPhrase(Schema):
    quote: str = Field(description=_("The words as printed."))
    language: str
    gloss: str = Field(description=_("Their meaning in the other language."))
    source: str = Field(description=_("Address of the source."))


class Deal(Schema):
    slug: str = Field(description=_("Stable name, the last part of the deal’s address."))
    url: str = Field(description=_("Address of the deal’s page."))
    type: str = Field(description=_("Kind of agreement, by its slug."))
    also_types: list[str] = Field(description=_("Further kinds, for a deal that sits between two."))
    family: str
    partners: list[str] = Field(description=_("Codes of the parties beside Japan."))
    short_name: str = Field(description=_("The same as short_name_en."))
    short_name_en: str
    short_name_ja: str
    title_en: str | None = Field(description=_("Official title."))
    title_ja: str | None
    title_en_confirmed: bool | None = Field(description=_("Whether the title was seen in an official text."))
    title_ja_confirmed: bool | None
    status: str | None = Field(description=_("Where the deal stands, now or on the day asked for."))
    status_since: str | None
    status_since_standing: str | None = Field(description=_STANDING)
    status_as_of: str | None = Field(description=_("How recent the newest evidence of its status is."))
    dates: Dates = Field(description=_("Of each step the first, and how far that date can be relied on."))
    place_signed: str | None = Field(description=_("The same as place_signed_en."))
    place_signed_en: str | None
    place_signed_ja: str | None
    signatories: str | None = Field(description=_("The same as signatories_en."))
    signatories_en: str | None
    signatories_ja: str | None
    instrument: str = Field(description=_("Kind of paper."))
    binding: bool | None = Field(description=_("Under international law; null where the facts do not say."))
    diet_approval: str
    value: Value | None = Field(description=_("The first of the amounts."))
    amounts: list[Amount]
    items: list[str] = Field(description=_("The same as items_en."))
    items_en: list[str]
    items_ja: list[str]
    summary: str | None = Field(description=_("The same as summary_en."))
    summary_en: str | None
    summary_ja: str | None
    in_practice: str | None = Field(description=_("What the parties can now do; the same as in_practice_en."))
    in_practice_en: str | None
    in_practice_ja: str | None
    doubt: str | None = Field(description=_("What is unconfirmed or disputed; the same as doubt_en."))
    doubt_en: str | None
    doubt_ja: str | None
    ability: str | None = Field(
        description=_("What two can do with it, where less than with others of its type; the same as ability_en.")
    )
    ability_en: str | None
    ability_ja: str | None
    relations: list[Relation]
    events: list[Event] = Field(description=_("In order of time."))
    sources: list[Source]
    phrases: list[DealPhrase] = Field(description=_("How headlines and announcements put the deal."))
    as_of: str | None = Field(description=_("The day asked for; null for now."))


class Confusion(Schema):
    slug: str = Field(description=_("The other kind."))
    difference: str = Field(description=_("The same as difference_en."))
    difference_en: str
    difference_ja: str


class TypePhrase(Schema):
    quote: str = Field(description=_("The words as printed."))
    language: str
    by_en: str
    by_ja: str


class Type(Schema):
    slug: str = Field(description=_("Stable name, the last part of the kind’s address."))
    url: str = Field(description=_("Address of the kind’s page."))
    name_en: str
    name_ja: str
    short_name_en: str
    short_name_ja: str
    abbreviation: str | None
    family: str
    in_article: bool = Field(description=_("Whether the newspaper article of 2024 treats it."))
    closed_list: bool = Field(description=_("Whether all of its agreements can be counted from official lists."))
    deals: int = Field(description=_("Number of its published deals."))
    characters: dict[str, list[str]] = Field(description=_("The states that it can have, by character."))
    aliases_en: list[str]
    aliases_ja: list[str]
    plain_en: list[str] = Field(description=_("Plain words, by paragraph."))
    plain_ja: list[str]
    does_en: list[str]
    does_ja: list[str]
    does_not_en: list[str]
    does_not_ja: list[str]
    elsewhere_en: list[str] = Field(description=_("Like things elsewhere."))
    elsewhere_ja: list[str]
    official_name_note_en: str | None
    official_name_note_ja: str | None
    lede_en: str | None = Field(description=_("In one sentence."))
    lede_ja: str | None
    ability_en: str | None = Field(description=_("What two partners can do with it."))
    ability_ja: str | None
    ability_short_en: str | None
    ability_short_ja: str | None
    why_en: str | None
    why_ja: str | None
    route_en: str | None = Field(description=_("Route into force."))
    route_ja: str | None
    text_en: str | None = Field(description=_("Pattern of official titles."))
    text_ja: str | None
    clause_en: str | None = Field(description=_("Deciding words."))
    clause_ja: str | None
    article_en: str | None = Field(description=_("The article and the official wording."))
    article_ja: str | None
    confused_with: list[Confusion]
    phrases: list[TypePhrase] = Field(description=_("How communiqués and headlines put it."))


class Partner(Schema):
    code: str = Field(description=_("ISO 3166-1 alpha-2 of a country, initials of an organization."))
    slug: str = Field(description=_("Stable name, the last part of the partner’s address."))
    url: str = Field(description=_("Address of the partner’s page."))
    kind: str
    alpha3: str | None = Field(description="ISO 3166-1 alpha-3")
    region: str
    name_en: str
    name_ja: str
    heading_en: str
    heading_ja: str
    official_name_en: str
    official_name_ja: str
    aliases_en: list[str]
    aliases_ja: list[str]
    adjectives_en: list[str]
    account_en: str | None = Field(description=_("How the relation grew."))
    account_ja: str | None
    deals: int = Field(description=_("Number of its published deals."))


class Ability(Schema):
    type: str = Field(description=_("Kind of agreement, by its slug."))
    answer: str = Field(
        description=_(
            "Whether it can be done: yes, suspended, agreed (signed, no entry into force found), talks, proposed, "
            "ended or no."
        )
    )
    status: str | None
    since: str | None
    deal: str | None = Field(description=_("The deal that makes it so."))
    deals: int = Field(description=_("How many deals give the same answer."))
    ability_en: str = Field(description=_("What two partners can do with it."))
    ability_ja: str
    looked_until: str | None = Field(description=_("Until when it was looked for."))
    looked_in_en: str | None = Field(description=_("In what it was looked for."))
    looked_in_ja: str | None


class PartnerInFull(Partner):
    as_of: str | None = Field(description=_("The day asked for; null for now."))
    abilities: list[Ability] = Field(description=_("What Japan and the partner can do together, kind by kind."))


class Cell(Schema):
    type: str = Field(description=_("Kind of agreement, by its slug."))
    status: str | None = Field(description=_("The strongest status among the deals; null where there is none."))
    standing: int = Field(description=_("Number of deals in force, suspended or signed."))
    deal: str | None = Field(description=_("A deal that has the strongest status."))
    why_empty: str | None = Field(
        description=_("none-found, not-looked-for or filtered-out; null where there is a deal.")
    )
    looked_until: str | None = Field(description=_("Until when it was looked for."))
    looked_in_en: str | None = Field(description=_("In what it was looked for."))
    looked_in_ja: str | None


class GridRow(Schema):
    partner: str = Field(description=_("Code of the partner."))
    slug: str
    name_en: str
    name_ja: str
    region: str
    cells: list[Cell] = Field(description=_("One for each kind, in the order of types."))


class Grid(Schema):
    as_of: str | None = Field(description=_("The day asked for; null for now."))
    types: list[str]
    rows: list[GridRow] = Field(description=_("The partners, those with the most kinds first."))


class State(Schema):
    slug: str
    label_en: str
    label_ja: str


class Character(Schema):
    slug: str = Field(description=_("Name of the parameter that answers it."))
    name_en: str
    name_ja: str
    question_en: str
    question_ja: str
    help_en: str
    help_ja: str
    states: list[State]


class Candidate(Schema):
    type: str = Field(description=_("Kind of agreement, by its slug."))
    mismatches: list[str] = Field(description=_("Characters whose answers speak against it."))
    matches: list[str] = Field(description=_("Characters whose answers speak for it."))
    probability: float


class Identification(Schema):
    candidates: list[Candidate] = Field(description=_("Every kind, best first."))
    next: Character | None = Field(description=_("What to ask next; null where no answer can change anything."))
    verdict: str = Field(description="best-match, likely, open, none-fits")


class Index(Schema):
    """Where everything is."""

    title: str
    version: str
    license: str
    documentation: str
    openapi: str
    resources: dict[str, str]
