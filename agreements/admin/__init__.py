"""The editors' side. One module a model; a deal's parts have theirs too, and are edited on the deal's own page."""

from . import (
    agreement_type,
    character,
    cue,
    deal,
    matrix,
    partner,
    register,
    report,
    site,
    source,
    survey,
    term,
)

__all__ = [
    "agreement_type",
    "character",
    "cue",
    "deal",
    "matrix",
    "partner",
    "register",
    "report",
    "site",
    "source",
    "survey",
    "term",
]
