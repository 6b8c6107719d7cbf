"""By what kinds of agreement are told apart: characters, the matrix, cues; and where each kind was looked for."""

from django.utils.translation import gettext_lazy as _

from agreements.exports.bundle import Column, Reference, Table, both

from .languages import LANGUAGES

_OF_CHARACTER = Reference("character", "characters", "slug")
_CHARACTER = Column("character", _("The character: its slug in table characters"), required=True)
_STATE = Column("state", _("The state: its slug in table states, under that character"), required=True)

CHARACTERS = Table(
    "characters",
    _("One row for each question of the key, which tells kinds of agreement apart"),
    [
        Column("slug", _("Stable name of the character, the parameter that answers it"), required=True),
        Column("position", _("Place among the characters, from 1"), "integer", required=True),
        *both("name", _("Name, English"), _("Name, Japanese"), required=True),
        *both("question", _("The question, English"), _("The question, Japanese"), required=True),
        *both("help", _("How to tell, English"), _("How to tell, Japanese"), required=True),
    ],
    ["slug"],
)

STATES = Table(
    "states",
    _("One row for each answer that a character has"),
    [
        _CHARACTER,
        Column("position", _("Place among the character’s states, from 1"), "integer", required=True),
        Column("slug", _("Stable name of the state, the value that a parameter takes"), required=True),
        *both("label", _("The answer, English"), _("The answer, Japanese"), required=True),
    ],
    ["character", "slug"],
    [_OF_CHARACTER],
)

MATRIX = Table(
    "matrix",
    _("One row for each state that a kind of agreement can have; it cannot have the others of that character"),
    [
        Column("type", _("Kind of agreement: its slug in table types"), required=True),
        _CHARACTER,
        _STATE,
        *both("note", _("Note, English"), _("Note, Japanese")),
    ],
    ["type", "character", "state"],
    [Reference("type", "types", "slug"), _OF_CHARACTER],
)

DEAL_STATES = Table(
    "deal_states",
    _("One row for each state to which a deal narrows a character of its kind; of all others it has the kind’s"),
    [
        Column("deal", _("The deal: its slug in table deals"), required=True),
        _CHARACTER,
        _STATE,
        Column("source", _("The source that says so: its address"), required=True),
    ],
    ["deal", "character", "state"],
    [Reference("deal", "deals", "slug"), _OF_CHARACTER],
)

CUES = Table(
    "cues",
    _("One row for each phrase by which a text is read: it speaks for a kind, a state, or for neither"),
    [
        Column("position", _("Place among the cues, from 1"), "integer", required=True),
        Column("type", _("Kind of agreement for or against which it speaks: its slug in table types")),
        Column("character", _("Character of the state that it shows, where it speaks for no kind: its slug")),
        Column("state", _("The state that it shows: its slug under that character")),
        Column("language", _("Language of the phrase"), values=LANGUAGES[:2], required=True),
        Column(
            "phrase",
            _("Words as a text has them: (a|b) stands for either, … for a gap of a few words"),
            required=True,
        ),
        Column("weight", _("From 10, names the kind, to -10, rules it out"), "integer", required=True),
        *both("reason", _("Why, English"), _("Why, Japanese"), required=True),
    ],
    ["position"],
    [Reference("type", "types", "slug"), _OF_CHARACTER],
)

SURVEYS = Table(
    "surveys",
    _("One row for each search for a kind of agreement: why a cell of the grid is empty"),
    [
        Column("position", _("Place among the surveys, from 1"), "integer", required=True),
        Column("type", _("Kind of agreement that was looked for: its slug in table types"), required=True),
        Column("partner", _("With whom, by the partner’s code; empty for every partner")),
        Column("until", _("Until when it was looked for"), "date", required=True),
        *both(
            "where", _("In what it was looked for, English"), _("In what it was looked for, Japanese"), required=True
        ),
    ],
    ["position"],
    [Reference("type", "types", "slug")],
)
