"""The subject. One noun a module."""

from .agreement_type import AgreementType, Confusion, Family, TypePhrase
from .character import Character, State, TypeState
from .citation import Citation, DealPhrase
from .cue import Cue
from .deal import (
    Amount,
    AmountKind,
    DateOrNone,
    Deal,
    DealQuerySet,
    DealState,
    DietApproval,
    Instrument,
    Publication,
    Status,
    StatusPeriod,
)
from .edition_mark import EditionMark
from .event import DateStanding, Event, EventKind, EventQuerySet
from .former_slug import FormerSlug, PageKind
from .partner import Partner, PartnerKind, Region
from .register import Register
from .relation import Relation, RelationKind
from .report import Report, ReportedKind, ReportState
from .search_entry import EntryKind, SearchEntry, SearchWord
from .source import Source, SourceKind, SourceStanding
from .source_check import Outcome, SourceCheck
from .survey import Survey
from .term import Sense, SenseCitation, Speaker, Term

__all__ = [
    "AgreementType",
    "Amount",
    "AmountKind",
    "Character",
    "Citation",
    "Confusion",
    "Cue",
    "DateOrNone",
    "DateStanding",
    "Deal",
    "DealPhrase",
    "DealQuerySet",
    "DealState",
    "DietApproval",
    "EditionMark",
    "EntryKind",
    "Event",
    "EventKind",
    "EventQuerySet",
    "Family",
    "FormerSlug",
    "Instrument",
    "Outcome",
    "PageKind",
    "Partner",
    "PartnerKind",
    "Publication",
    "Region",
    "Register",
    "Relation",
    "RelationKind",
    "Report",
    "ReportState",
    "ReportedKind",
    "SearchEntry",
    "SearchWord",
    "Sense",
    "SenseCitation",
    "Source",
    "SourceCheck",
    "SourceKind",
    "Speaker",
    "SourceStanding",
    "State",
    "Status",
    "StatusPeriod",
    "Survey",
    "Term",
    "TypePhrase",
    "TypeState",
]
