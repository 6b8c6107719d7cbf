"""What deals refer to: sources, partners and kinds of agreement; and the words of the concordance."""

from django.utils.translation import gettext_lazy as _

from agreements.exports.bundle import Column, Reference, Table, both
from agreements.models import Family, PartnerKind, Region, SourceKind, Speaker

from .languages import LANGUAGES

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
        Column("language", _("Language of the title"), values=LANGUAGES, required=True),
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
        *both("name", _("Name, English"), _("Name, Japanese"), required=True),
        *both("official_name", _("Official name, English"), _("Official name, Japanese"), required=True),
        *both("aliases", _("Other names, English"), _("Other names, Japanese"), "list"),
        *both("account", _("How the relation grew, English"), _("How the relation grew, Japanese")),
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
        *both("name", _("Name, English"), _("Name, Japanese"), required=True),
        *both("short_name", _("Short name, English"), _("Short name, Japanese"), required=True),
        Column("abbreviation", _("Abbreviation")),
        *both("aliases", _("Other names, English"), _("Other names, Japanese"), "list"),
        *both("lede", _("In one sentence, English"), _("In one sentence, Japanese")),
        *both(
            "ability", _("What two partners can do with it, English"), _("What two partners can do with it, Japanese")
        ),
        *both("does", _("What it does, English"), _("What it does, Japanese"), "list"),
        *both("does_not", _("What it does not do, English"), _("What it does not do, Japanese"), "list"),
        *both("route", _("Route into force, English"), _("Route into force, Japanese")),
        Column("deals", _("Number of its deals in the whole register"), "integer", required=True),
    ],
    ["slug"],
)

TERMS = Table(
    "terms",
    _("One row for each word of the concordance"),
    [
        Column("slug", _("Stable name of the word, the last part of its address"), required=True),
        Column("url", _("Address of the word’s page"), required=True),
        *both("term", _("The word, English"), _("The word, Japanese"), required=True),
        Column("reading", _("How the Japanese word is read, in kana")),
        *both("beware", _("What to beware of, English"), _("What to beware of, Japanese"), required=True),
        Column("types", _("Kinds of agreement that the word touches: their slugs"), "list"),
    ],
    ["slug"],
)

SENSES = Table(
    "senses",
    _("One row for each sense of a word: what it means to one speaker"),
    [
        Column("term", _("The word: its slug in table terms"), required=True),
        Column("position", _("Place among the word’s senses, from 1"), "integer", required=True),
        Column("speaker", _("Who uses the word in this sense"), values=Speaker.choices, required=True),
        Column("partner", _("Whose government, where the speaker is a partner’s: the partner’s code")),
        Column("language", _("Language in which the speaker uses it"), values=LANGUAGES, required=True),
        Column("date", _("Date of the use"), "date"),
        *both("definition", _("The sense, English"), _("The sense, Japanese"), required=True),
        *both(
            "differs", _("How it differs from other senses, English"), _("How it differs from other senses, Japanese")
        ),
        Column("sources", _("Addresses of the sources of the sense"), "list"),
    ],
    ["term", "position"],
    [Reference("term", "terms", "slug")],
)
